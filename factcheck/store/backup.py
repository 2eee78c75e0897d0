"""A whole copy of a project while people work in it, by SQLite's own backup.

Never a copy of the path: what is in the -wal beside it would be missing.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from factcheck.errors import BadInput, NotFound
from factcheck.paths import usable
from factcheck.store.database import Database, reported
from factcheck.store.sqlite import ENDING, SqliteStore, built_beside, connect

_PAGES = 2_000  # at a time, so that writers get in between


def copy_to(
    database: Database, out: Path, *, leaving_out: Callable[[Path], None] | None = None
) -> None:
    """Write a copy of a project to a new path, complete or not at all.

    `leaving_out` takes from the copy what is not to be in it, before it has its name. Raises
    BadInput where anything is there, or the project is on a server, NotFound where there is no
    folder.
    """
    if database.path is None:
        raise BadInput("project.backup_server")
    if out.suffix != ENDING:
        raise BadInput("project.ending", name=out.name)
    with usable(out):
        _copy(database.path, out, leaving_out)


def _copy(path: Path, out: Path, leaving_out: Callable[[Path], None] | None) -> None:
    if out.exists() or out.is_symlink():
        raise BadInput("project.backup_exists", location=out)
    if not out.parent.is_dir():
        raise NotFound("project.no_folder", location=out.parent)
    with built_beside(out, taken="project.backup_exists") as new, reported(SqliteStore(out)):
        copy_raw(path, new)
        if leaving_out:
            leaving_out(new)


def copy_raw(path: Path, out: Path) -> None:
    """Copy a database page by page to a path where nothing is; raise what the driver raises."""
    out.touch(exist_ok=False)
    source = connect(path, "mode=ro", patience=5.0, query_only=True)
    target = sqlite3.connect(out, isolation_level=None)
    try:
        source.backup(target, pages=_PAGES)
    finally:
        target.close()
        source.close()
