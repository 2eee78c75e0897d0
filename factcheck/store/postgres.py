"""A project in a schema of a PostgreSQL server: how it is reached and what its errors mean.

Imported only when somebody names such a project, for the driver takes its time to load. The
password of an address is shown nowhere.
"""

from __future__ import annotations

import re

import psycopg
from psycopg.adapt import Dumper, Loader
from psycopg.pq import Format
from sqlalchemy import URL, Connection, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from factcheck.errors import BadInput, Busy, Conflict, FactcheckError, NotAllowed, NotFound
from factcheck.ids import Id
from factcheck.models import SCHEMA
from factcheck.store.columns import metadata

DEFAULT_SCHEMA = "factcheck"
PATIENCE = 10_000  # milliseconds that a writer waits for others
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_UUID = 2950  # the type's number in every server
_LOST = ("08", "57P")


class _IdDumper(Dumper):
    format = Format.BINARY
    oid = _UUID

    def dump(self, obj: Id) -> bytes:
        return obj


class _IdLoader(Loader):
    def load(self, data: bytes | bytearray | memoryview) -> Id:
        return Id(bytes.fromhex(bytes(data).decode("ascii").replace("-", "")))


class _BinaryIdLoader(Loader):
    format = Format.BINARY

    def load(self, data: bytes | bytearray | memoryview) -> Id:
        return Id(data)


class PostgresStore:
    """A project in a schema, for one thread."""

    dialect = "postgresql"
    read_only = False
    errors = psycopg.Error

    def __init__(self, url: URL, schema: str) -> None:
        self.url = url
        self.schema = schema
        self.location = url.update_query_dict({"schema": schema}).render_as_string(
            hide_password=True
        )

    def connect(self, *, reading: bool) -> Connection:
        """Open a connection; the reading one cannot write whatever it is asked."""
        engine = create_engine(
            self.url.set(drivername="postgresql+psycopg"),
            poolclass=NullPool,
            paramstyle="format",
            isolation_level="AUTOCOMMIT",
        )

        @event.listens_for(engine, "connect")
        def prepare(driver: psycopg.Connection[object], _record: object) -> None:
            driver.adapters.register_dumper(Id, _IdDumper)
            driver.adapters.register_loader("uuid", _IdLoader)
            driver.adapters.register_loader("uuid", _BinaryIdLoader)
            settings = {"search_path": self.schema, "lock_timeout": str(PATIENCE)}
            # Compiling a query takes a second, where the estimated cost of what one may see is
            # high and nothing of it is ever long.
            settings["jit"] = "off"
            if reading:
                settings["default_transaction_read_only"] = "on"
            for name, value in settings.items():
                driver.execute("SELECT set_config(%s, %s, false)", (name, value))
            driver.commit()

        return engine.connect()

    def begin(self, connection: Connection) -> None:
        """Begin; a stricter level would make those who wait for the lock fail."""
        connection.exec_driver_sql("BEGIN ISOLATION LEVEL READ COMMITTED")

    def begin_reading(self, connection: Connection) -> None:
        """Begin a snapshot."""
        connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def commit(self, connection: Connection) -> None:
        """Commit."""
        connection.exec_driver_sql("COMMIT")

    def in_transaction(self, connection: Connection) -> bool:
        """Say whether a transaction is open."""
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        return driver.info.transaction_status not in (
            psycopg.pq.TransactionStatus.IDLE,
            psycopg.pq.TransactionStatus.UNKNOWN,
        )

    def mark(self, connection: Connection) -> int:
        """Give the number of the newest revision."""
        number: int = connection.exec_driver_sql("SELECT head FROM project").scalar_one()
        return number

    def rest(self, connection: Connection) -> None:
        """Do nothing: the server sees to itself."""

    def again(self) -> PostgresStore:
        """Give another one of the same schema."""
        return PostgresStore(self.url, self.schema)

    def known(self, error: BaseException) -> FactcheckError | None:
        """Translate what a person can mend."""
        return translated(error, self.location)


def is_address(location: str) -> bool:
    """Say whether a location is an address and not a path."""
    return location.startswith(("postgresql://", "postgres://"))


def store_of(address: str) -> PostgresStore:
    """Read `postgresql://…/db?schema=NAME`; raise BadInput where it is none."""
    try:
        url = make_url(address.replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError):
        raise BadInput("project.address") from None
    schema = url.query.get("schema", DEFAULT_SCHEMA)
    if not isinstance(schema, str) or not _NAME.fullmatch(schema):
        raise BadInput("project.schema_name", name=str(schema)[:80])
    return PostgresStore(url.difference_update_query(["schema"]), schema)


def begin_schema(store: PostgresStore, connection: Connection) -> None:
    """Make the schema in the caller's transaction; raise BadInput if anything is in it."""
    connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {store.schema}")
    if _tables(connection, store.schema):
        raise BadInput("project.exists", location=store.location)


def check_schema(store: PostgresStore) -> int:
    """Give the number of the project's schema; raise unless it is whole and one of ours."""
    connection = store.connect(reading=True)
    try:
        tables = _tables(connection, store.schema)
        if not tables:
            raise NotFound("project.missing", location=store.location)
        if not {"project", "revision", "alembic_version"} <= tables:
            raise BadInput("project.not_ours", location=store.location)
        number: int = connection.exec_driver_sql("SELECT schema FROM project").scalar_one()
        if number > SCHEMA:
            raise NotAllowed("project.newer", location=store.location)
        if number == SCHEMA and not metadata.tables.keys() <= tables:
            raise BadInput("project.not_ours", location=store.location)
        return number
    finally:
        connection.close()
        connection.engine.dispose()


def _tables(connection: Connection, schema: str) -> set[str]:
    found = connection.exec_driver_sql(
        "SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,)
    )
    return set(found.scalars())


def translated(error: BaseException, location: str) -> FactcheckError | None:
    """Give what a person can mend about an error of the server's, or None for a bug."""
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate or ""
    if isinstance(error, psycopg.errors.UniqueViolation):
        return Conflict("record.exists")
    if isinstance(error, psycopg.errors.ForeignKeyViolation):
        return Conflict("record.in_use")
    if isinstance(error, psycopg.errors.DiskFull):
        return FactcheckError("project.full", location=location)
    if state in ("55P03", "40P01", "40001"):  # a lock not to be had, a deadlock, a serialization
        return Busy("project.busy", location=location)
    if state in ("25006", "42501"):  # a read-only server, no right to write
        return NotAllowed("project.read_only", location=location)
    lost = isinstance(error, psycopg.OperationalError) and not state
    if lost or state.startswith(_LOST) or state[:2] in ("28", "3D", "53"):
        why = str(error).strip().splitlines()
        return FactcheckError("project.server", location=location, why=why[0] if why else state)
    return None
