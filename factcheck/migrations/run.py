"""Brings a project to the present schema: all migrations in one transaction, after a copy.

Whatever happens in between, a killed program included, leaves the project as it was.
"""

from collections.abc import Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from factcheck.errors import Damaged, NotAllowed
from factcheck.models import SCHEMA
from factcheck.store.backup import copy_raw
from factcheck.store.database import Store, reported
from factcheck.store.sqlite import SqliteStore

_HERE = Path(__file__).parent


def migrate(store: Store, *, to: int = SCHEMA, more: Sequence[Path] = ()) -> Path | None:
    """Bring a project to schema `to` and give the path of the copy made before, if any.

    `more` are folders with further migrations. Raises NotAllowed where it cannot be written,
    Busy where somebody works in it, Damaged if it would not be whole afterwards.
    """
    if store.read_only:
        raise NotAllowed("project.read_only", location=store.location)
    with reported(store):
        copy = _copy(store)
        connection = store.connect(reading=False)
        try:
            _upgrade(store, connection, to, more)
        finally:
            if store.in_transaction(connection):
                connection.exec_driver_sql("ROLLBACK")
            connection.close()
            connection.engine.dispose()
    return copy


def run(connection: Connection, *, more: Sequence[Path] = ()) -> None:
    """Run all migrations that a database lacks, in the caller's transaction."""
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.set_main_option("path_separator", "newline")
    places = [_HERE / "versions", *more]
    config.set_main_option("version_locations", "\n".join(map(str, places)))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _upgrade(store: Store, connection: Connection, to: int, more: Sequence[Path]) -> None:
    if store.dialect == "sqlite":
        # Ignored inside a transaction; on, a table could not be made anew.
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    store.begin(connection)
    run(connection, more=more)
    if store.dialect == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise Damaged("project.migration", location=store.location)
    connection.execute(text("UPDATE project SET schema = :number"), {"number": to})
    connection.exec_driver_sql("COMMIT")


def _copy(store: Store) -> Path | None:
    """Copy a project at a path beside it, under a name where nothing is."""
    if not isinstance(store, SqliteStore):
        return None
    number = 1
    while (copy := store.path.with_suffix(f".before-update-{number}.factcheck")).exists():
        number += 1
    copy_raw(store.path, copy)
    return copy
