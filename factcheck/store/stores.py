"""Where projects are: makes a new one at a location, or opens what is there after a look at it.

A location is a path that ends in `.factcheck`, or `postgresql://…/db?schema=NAME`.
"""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from factcheck.models import SCHEMA
from factcheck.paths import usable
from factcheck.store import sqlite
from factcheck.store.database import Database, Store, reported

Fill = Callable[[Connection], None]


def is_address(location: str | Path) -> bool:
    """Say whether a location is on a server."""
    return str(location).startswith(("postgresql://", "postgres://"))


def make(location: str | Path, fill: Fill) -> None:
    """Make a new project and let `fill` write its first rows; all of it or nothing.

    Raises BadInput if anything is there already: nothing is ever overwritten.
    """
    if is_address(location):
        _make_on_server(str(location), fill)
    else:
        with usable(location):
            _make_at_path(Path(location), fill)


def open_database(location: str | Path) -> Database:
    """Open a project after a look at its schema, which an older one has brought up to date.

    Raises NotFound, BadInput, Damaged, NotAllowed or Busy, each with what to do.
    """
    store: Store
    if is_address(location):
        from factcheck.store import postgres

        store = server = postgres.store_of(str(location))
        with reported(store):
            number = postgres.check_schema(server)
    else:
        path = Path(location)
        sqlite.check_place(path)
        number = sqlite.check_schema(path)
        store = sqlite.SqliteStore(path)
    if number < SCHEMA:
        from factcheck.migrations.run import migrate

        migrate(store)
    return Database(store)


def _make_at_path(path: Path, fill: Fill) -> None:
    sqlite.check_new(path)
    beside = sqlite.built_beside(path, taken="project.exists")
    with beside as new, reported(sqlite.SqliteStore(path)):
        sqlite.begin_at(new, fill)


def _make_on_server(address: str, fill: Fill) -> None:
    from factcheck.store import postgres

    store = postgres.store_of(address)

    with reported(store):
        connection = store.connect(reading=False)
        try:
            store.begin(connection)
            postgres.begin_schema(store, connection)
            fill(connection)
            connection.exec_driver_sql("COMMIT")
        finally:
            if store.in_transaction(connection):
                connection.exec_driver_sql("ROLLBACK")
            connection.close()
            connection.engine.dispose()
