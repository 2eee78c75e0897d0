"""The other project, opened without trust and without a trace: nothing there is ever written.

A copy of it is read, so that it may lie anywhere, be of an older schema, or be gone a moment
later. Before anything is compared it is checked as any project can be.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select

from factcheck.errors import BadInput, Damaged, FactcheckError, NotAllowed
from factcheck.models import SCHEMA, change, span, statement, text
from factcheck.paths import usable
from factcheck.prose.decode import LARGEST
from factcheck.records import Progress
from factcheck.scratch import scratch
from factcheck.store import sqlite, stores
from factcheck.store.backup import copy_raw
from factcheck.store.database import Database, reported
from factcheck.store.integrity import check

#: Bytes of a project, and rows of one kind, that a merge takes: it holds all records at once.
MOST_BYTES = 8 * 2**30
MOST_ROWS = 5_000_000


@contextmanager
def opened(location: str | Path, own: Database, progress: Progress | None) -> Iterator[Database]:
    """Give another project to read, which is not the own one.

    Raises NotFound, BadInput, Damaged, NotAllowed or Busy, each with what to do.
    """
    with _database(location, own) as database:
        try:
            _check_size(database, location)
            if progress:
                progress(0, 0)
            found = check(database)
            if not found["ok"]:
                why = found["problems"][0]
                raise Damaged("merge.damaged", location=location, why=why)
            yield database
        finally:
            database.close()


@contextmanager
def _database(location: str | Path, own: Database) -> Iterator[Database]:
    if stores.is_address(location):
        yield _on_server(str(location), own)
        return
    path = Path(location)
    with usable(path):
        _check_place(path, own)
    with scratch() as folder:
        copy = folder / "other.factcheck"
        try:
            _copy(path, copy)
            yield stores.open_database(copy)
        except FactcheckError as error:
            if error.params.get("location") not in (str(copy), copy):
                raise
            # A sentence about the copy is one about what was copied.
            raise type(error)(error.code, **{**error.params, "location": location}) from error


def _on_server(address: str, own: Database) -> Database:
    from factcheck.store import postgres

    store = postgres.store_of(address)
    if store.location == own.location:
        raise BadInput("merge.itself", location=store.location)
    with reported(store):
        if postgres.check_schema(store) < SCHEMA:
            raise NotAllowed("merge.older_server", location=store.location)
    return Database(store)


def _check_place(path: Path, own: Database) -> None:
    try:
        sqlite.check_place(path)
    except NotAllowed as error:
        if error.code != "project.network":  # it is copied first, so it may lie there
            raise
    if own.path is not None and own.path.exists() and path.samefile(own.path):
        raise BadInput("merge.itself", location=path)
    if path.stat().st_size > MOST_BYTES:
        raise BadInput("merge.too_large", location=path)


def _copy(path: Path, copy: Path) -> None:
    """Copy a project; with what is in the -wal beside it, where somebody has it open."""
    try:
        if Path(f"{path}-wal").exists():
            with reported(sqlite.SqliteStore(path)):
                copy_raw(path, copy)
        else:
            shutil.copyfile(path, copy)
    except OSError as error:
        raise BadInput("merge.uncopied", location=path, why=error.strerror or error) from error


def _check_size(database: Database, location: str | Path) -> None:
    largest = database.scalar(select(func.max(func.length(text.c.characters))))
    if isinstance(largest, int) and largest > LARGEST:
        raise BadInput("merge.too_large", location=location)
    for table in (statement, span, change):
        rows = database.scalar(select(func.count()).select_from(table))
        if not isinstance(rows, int) or rows > MOST_ROWS:
            raise BadInput("merge.too_large", location=location)
