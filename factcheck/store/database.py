"""One project's database: its two connections, its transactions, and its errors in our words.

It knows neither tables nor verbs; what differs between SQLite and PostgreSQL is in `sqlite.py`
and `postgres.py`. A `Database` serves one thread at a time: a job takes a `clone()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    FromClause,
    Table,
    and_,
    or_,
    select,
    text,
    true,
)
from sqlalchemy import (
    Row as AnyRow,
)
from sqlalchemy.exc import DBAPIError

from factcheck.errors import FactcheckError, NotAllowed
from factcheck.models import revision

Row = AnyRow[*tuple[Any, ...]]
NOTHING: Mapping[str, object] = {}


# Literals, not parameters, or the partial index would not be used.
_HIDDEN = select(revision.c.key).where(revision.c.state != text("'published'")).correlate(None)


class Store(Protocol):
    """What SQLite and PostgreSQL do each in their own way."""

    location: str
    dialect: str
    read_only: bool

    @property
    def errors(self) -> type[Exception]:
        """What the driver raises."""

    def connect(self, *, reading: bool) -> Connection:
        """Open one of the two connections, which commits by itself outside transactions."""

    def begin(self, connection: Connection) -> None:
        """Begin to write, waiting for others up to a limit; raise Busy beyond it."""

    def begin_reading(self, connection: Connection) -> None:
        """Begin a snapshot."""

    def commit(self, connection: Connection) -> None:
        """End a transaction, so that what was written in it is durable."""

    def in_transaction(self, connection: Connection) -> bool:
        """Say whether a transaction is open, as the driver has it."""

    def mark(self, connection: Connection) -> int:
        """Give a number that differs once anybody has committed since; cheap."""

    def known(self, error: BaseException) -> FactcheckError | None:
        """Give what a person can mend about a driver's error, or None for a bug."""

    def rest(self, connection: Connection) -> None:
        """Put the stored data in order while nobody works."""

    def again(self) -> Store:
        """Give another one of the same place, for another thread."""


class Database:
    """A project's database: a connection that reads, and one that only the journal has."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._depth = 0
        self._limit: Callable[[FromClause], ColumnElement[bool]] | None = None
        self._prepared: dict[object, Executable] = {}
        self._writer: Connection | None = None
        self._reader: Connection | None = None
        with reported(self._store):
            self._reader = store.connect(reading=True)

    @property
    def location(self) -> str:
        """Where the project is, as a person may see it: a path, or an address sans password."""
        return self._store.location

    @property
    def path(self) -> Path | None:
        """The project's path, or None on a server."""
        return Path(self.location) if self.dialect == "sqlite" else None

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._store.dialect

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written where the project lies."""
        return self._store.read_only

    def shown(self, table: FromClause) -> ColumnElement[bool]:
        """Give the condition by which a query sees no more of a table than a person may see."""
        there = visible(table) if "batch" in table.c else true()
        return there if self._limit is None else and_(there, self._limit(table))

    @property
    def hides(self) -> bool:
        """Whether `shown` hides more than what was not published."""
        return self._limit is not None

    def limit(self, to: Callable[[FromClause], ColumnElement[bool]] | None) -> None:
        """Let `shown` also take the conditions of one who may not see all; None lifts them."""
        self._limit = to
        self._prepared.clear()

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Let `shown` hide nothing meanwhile: for what must hold of all and tells no person."""
        limit = self._limit
        self.limit(None)
        try:
            yield
        finally:
            self.limit(limit)

    def prepared(self, build: Callable[..., Executable], *of: object) -> Executable:
        """Give the query that `build(database, *of)` makes, made once: for what gestures ask."""
        found = self._prepared.get((build, *of))
        if found is None:
            found = self._prepared[build, *of] = build(self, *of)
        return found

    @property
    def reader(self) -> Connection:
        """The connection that cannot write, for SQL of an engine's own."""
        if self._reader is None:
            raise ValueError("the database is closed")
        return self._reader

    def rows(self, statement: Executable, params: Mapping[str, object] = NOTHING) -> list[Row]:
        """Give all rows of a query; ids in columns of ids come as `Id`."""
        with reported(self._store):
            return list(self.reader.execute(statement, params).all())

    def one(self, statement: Executable, params: Mapping[str, object] = NOTHING) -> Row | None:
        """Give the first row of a query, or None."""
        with reported(self._store):
            return self.reader.execute(statement, params).first()

    def has_any(self, table: Table) -> bool:
        """Say whether a person may see any record of a kind; reads one row."""
        return self.one(select(table.c.id).where(self.shown(table)).limit(1)) is not None

    def scalar(self, statement: Executable, params: Mapping[str, object] = NOTHING) -> object:
        """Give the first column of the first row of a query, or None."""
        with reported(self._store):
            found: object = self.reader.scalar(statement, params)
            return found

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let several queries see one state; may be nested."""
        with reported(self._store):
            if not self._depth:
                self._store.begin_reading(self.reader)
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if not self._depth and self._store.in_transaction(self.reader):
                    self._store.commit(self.reader)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the writing connection in a transaction, committed at the end: for the journal.

        Raises Busy where another holds the lock too long; on any error nothing stays written.
        """
        if self.read_only:
            raise NotAllowed("project.read_only", location=self.location)
        with reported(self._store):
            if self._writer is None:
                self._writer = self._store.connect(reading=False)
            connection = self._writer
            self._store.begin(connection)
            try:
                yield connection
                self._store.commit(connection)
            finally:
                if self._store.in_transaction(connection):
                    connection.exec_driver_sql("ROLLBACK")

    def mark(self) -> int:
        """Give a number that differs once anybody has committed since."""
        with reported(self._store):
            return self._store.mark(self.reader)

    def rest(self) -> None:
        """Put the stored data in order while nobody works, so that a copy of it is whole."""
        if self._writer is not None:
            self._store.rest(self._writer)

    def clone(self) -> Database:
        """Open the same project again, for another thread."""
        return Database(self._store.again())

    def close(self) -> None:
        """Close both connections; the last one to do so leaves the project in one piece."""
        for connection in (self._reader, self._writer):
            if connection is not None:
                connection.close()
                connection.engine.dispose()
        self._reader = self._writer = None


@contextmanager
def reported(store: Store) -> Iterator[None]:
    """Turn what a person can mend about a driver's error into our words."""
    try:
        yield
    except DBAPIError as error:
        known = store.known(error.orig) if error.orig else None
        if known is None:
            raise
        raise known from error
    except store.errors as error:
        known = store.known(error)
        if known is None:
            raise
        raise known from error


def visible(table: FromClause) -> ColumnElement[bool]:
    """Give the condition that hides rows of open and withdrawn batches; every query takes it."""
    return or_(table.c.batch.is_(None), table.c.batch.not_in(_HIDDEN))
