"""A project in a SQLite file: how it is opened, whom it trusts, and what its errors mean.

Nothing here knows what a project holds but the names of its tables: a database that has any
others, or a trigger or a view, is not one of ours and is asked nothing.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, NullPool, create_engine

from factcheck.errors import BadInput, Busy, Conflict, Damaged, FactcheckError, NotAllowed, NotFound
from factcheck.ids import Id
from factcheck.models import SCHEMA
from factcheck.store.columns import metadata
from factcheck.store.database import reported
from factcheck.store.shares import on_network

APPLICATION = 0x46616374  # "Fact", in the header of every project
ENDING = ".factcheck"
PATIENCE = 10.0  # seconds that a writer waits for others
_STEP = 0.001
_READING_PATIENCE = 5.0
#: What SQLite and its driver say of damage with no code of its own.
_DAMAGE = ("Could not decode to UTF-8", "invalid fts5 file format")
_FTS = "USING fts5(words, content='', tokenize='ascii')"
_FTS_TABLES = ("passage_fts", "entry_fts")
_FTS_SHADOWS = ("data", "idx", "docsize", "config")

# Every column declared "ID …" comes out as an `Id`; no other program's database has such.
sqlite3.register_converter("id", Id)


class SqliteStore:
    """A project at a path, for one thread."""

    dialect = "sqlite"
    errors = sqlite3.Error

    def __init__(self, path: Path, *, immutable: bool = False) -> None:
        self.path = path.absolute()
        self.location = str(self.path)
        self.read_only = not _writable(self.path)
        # A reader without rights to the folder cannot take part in WAL; alone it needs not.
        self._immutable = immutable or (
            self.read_only
            and not _may_write(self.path.parent)
            and not Path(f"{self.path}-wal").exists()
        )

    def connect(self, *, reading: bool) -> Connection:
        """Open a connection; the reading one cannot write whatever it is asked."""
        engine = create_engine(
            "sqlite://",
            creator=lambda: self._driver(reading=reading),
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
        )
        connection = engine.connect()
        if not reading:
            # A copy made by SQLite itself comes without WAL; setting what is set costs nothing.
            mode = driver_of(connection).execute("PRAGMA journal_mode=WAL").fetchone()[0]
            if mode != "wal":
                connection.close()
                raise NotAllowed("project.network", location=self.location)
        return connection

    def begin(self, connection: Connection) -> None:
        """Take the lock; asked every millisecond, for SQLite's own waiting starves gestures."""
        driver = driver_of(connection)
        limit = time.monotonic() + PATIENCE
        while True:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                known = self.known(error)
                if not isinstance(known, Busy) or time.monotonic() > limit:
                    if known is None:
                        raise
                    raise known from error
                time.sleep(_STEP)
            else:
                return

    def begin_reading(self, connection: Connection) -> None:
        """Begin a snapshot; it is taken by the first query."""
        driver_of(connection).execute("BEGIN")

    def commit(self, connection: Connection) -> None:
        """Commit."""
        driver_of(connection).execute("COMMIT")

    def in_transaction(self, connection: Connection) -> bool:
        """Say whether a transaction is open: after a failed COMMIT it is."""
        return driver_of(connection).in_transaction

    def mark(self, connection: Connection) -> int:
        """Give SQLite's count of what other connections committed."""
        row = driver_of(connection).execute("PRAGMA data_version").fetchone()
        return int(row[0])

    def rest(self, connection: Connection) -> None:
        """Bring all into the one file, for people mail project files; whoever reads, waits not."""
        try:
            driver_of(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as error:
            if not isinstance(self.known(error), Busy):
                raise

    def again(self) -> SqliteStore:
        """Give another one of the same path."""
        return SqliteStore(self.path, immutable=self._immutable)

    def known(self, error: BaseException) -> FactcheckError | None:
        """Translate what a person can mend."""
        return translated(error, self.location)

    def _driver(self, *, reading: bool) -> sqlite3.Connection:
        mode = "mode=ro" if self.read_only else "mode=rw"
        if self._immutable:
            mode += "&immutable=1"
        return connect(
            self.path, mode, patience=_READING_PATIENCE if reading else 0.0, query_only=reading
        )


def connect(path: Path, mode: str, *, patience: float, query_only: bool) -> sqlite3.Connection:
    """Open the driver's connection with all that every one of ours needs."""
    driver = sqlite3.connect(
        f"file:{quote(str(path))}?{mode}",
        uri=True,
        timeout=patience,
        isolation_level=None,
        detect_types=sqlite3.PARSE_DECLTYPES,
        # One thread at a time, but a clone may be made by another than uses it.
        check_same_thread=False,
    )
    pragmas = ["trusted_schema=OFF", "cell_size_check=ON", "foreign_keys=ON", "synchronous=FULL"]
    # Of an import's pages most change more than once before 16 MB of them go into the file; who
    # reads has what the system keeps of the file, and is no faster with more than 3 MB.
    pragmas += ["temp_store=MEMORY", "wal_autocheckpoint=4000"]
    pragmas += ["cache_size=-3000", "query_only=ON"] if query_only else ["cache_size=-16000"]
    with ExitStack() as stack:
        stack.callback(driver.close)
        for pragma in pragmas:
            driver.execute(f"PRAGMA {pragma}")
        stack.pop_all()
    return driver


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Give the driver's connection below SQLAlchemy's."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def begin_at(path: Path, fill: Callable[[Connection], None]) -> None:
    """Make a database at a path where nothing is, filled in one transaction, all in one file."""
    path.touch(exist_ok=False)
    connection = SqliteStore(path).connect(reading=False)
    try:
        driver = driver_of(connection)
        driver.execute(f"PRAGMA application_id={APPLICATION}")
        driver.execute("BEGIN IMMEDIATE")
        fill(connection)
        driver.execute("COMMIT")
    finally:
        connection.close()
        connection.engine.dispose()


@contextmanager
def built_beside(path: Path, *, taken: str) -> Iterator[Path]:
    """Give a name beside the path to build under; what is built gets the path at the end.

    So that a killed program leaves no half project there. What may have come to the path since
    is not replaced: that is BadInput of the code `taken`.
    """
    new = path.with_name(f".{path.stem}-{Id.new().hex()[-8:]}.new{path.suffix}")
    try:
        yield new
        try:
            os.link(new, path)
        except FileExistsError:
            raise BadInput(taken, location=path) from None
        except OSError:  # a file system without hard links
            if path.exists():
                raise BadInput(taken, location=path) from None
            new.rename(path)
    finally:
        for name in (new, *(Path(f"{new}-{end}") for end in ("wal", "shm", "journal"))):
            name.unlink(missing_ok=True)


def check_new(path: Path) -> None:
    """Raise unless a project can be made at the path."""
    if path.suffix != ENDING:
        raise BadInput("project.ending", name=path.name)
    if path.exists() or path.is_symlink():
        raise BadInput("project.exists", location=path)
    if not path.parent.is_dir():
        raise NotFound("project.no_folder", location=path.parent)
    if not _may_write(path.parent):
        raise NotAllowed("project.folder_read_only", location=path.parent)
    if on_network(path.parent):
        raise NotAllowed("project.network", location=path)


def check_place(path: Path) -> None:
    """Raise unless there is something at the path that could be a project.

    Only its name and size are looked at: to open and close it would drop this process's locks.
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise NotFound("project.missing", location=path) from None
    except OSError as error:
        raise NotAllowed("project.unreadable", location=path, why=error.strerror) from error
    if path.is_dir():
        raise BadInput("project.is_folder", location=path)
    if not path.is_file():
        raise BadInput("project.not_ours", location=path)
    if size == 0:
        raise Damaged("project.empty", location=path)
    if not _may(path, os.R_OK):
        raise NotAllowed("project.unreadable", location=path, why=os.strerror(13))
    if on_network(path):
        raise NotAllowed("project.network", location=path)


def check_schema(path: Path) -> int:
    """Give the number of the project's schema; raise unless it is whole and one of ours.

    The schema's own list is read before any query, so that no stranger's view or trigger runs.
    """
    store = SqliteStore(path)
    try:
        with reported(store), closing(store._driver(reading=True)) as driver:
            return _schema_number(driver, path)
    except UnicodeDecodeError as error:  # the driver's, over a complaint that quotes turned bytes
        raise Damaged("project.damaged", location=path) from error


def _schema_number(driver: sqlite3.Connection, path: Path) -> int:
    if driver.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise BadInput("project.not_ours", location=path)
    listed = driver.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    tables = {name for kind, name, _ in listed if kind == "table"}
    odd = [name for kind, name, sql in listed if not _plain(kind, name, sql)]
    if odd:
        raise Damaged("project.foreign_parts", location=path, what=", ".join(sorted(odd)[:3]))
    if "project" not in tables:
        raise Damaged("project.damaged", location=path)
    rows = driver.execute("SELECT schema, head FROM project LIMIT 2").fetchall()
    if len(rows) != 1 or not all(isinstance(n, int) and 0 <= n < 2**62 for n in rows[0]):
        raise Damaged("project.damaged", location=path)
    number: int = rows[0][0]
    if number > SCHEMA:
        raise NotAllowed("project.newer", location=path)
    known = {*metadata.tables, *_FTS_TABLES, "alembic_version", "sqlite_sequence"}
    known |= {f"{table}_{shadow}" for table in _FTS_TABLES for shadow in _FTS_SHADOWS}
    extra = {t for t in tables - known if not t.startswith("sqlite_stat")}
    if extra and number == SCHEMA:
        raise Damaged("project.foreign_parts", location=path, what=", ".join(sorted(extra)[:3]))
    if number == SCHEMA and not metadata.tables.keys() <= tables:
        raise Damaged("project.damaged", location=path)
    pages = driver.execute("PRAGMA page_count").fetchone()[0]
    size = driver.execute("PRAGMA page_size").fetchone()[0]
    if not Path(f"{path}-wal").exists() and path.stat().st_size < pages * size:
        raise Damaged("project.cut_short", location=path)
    return number


def _plain(kind: str, name: str, sql: str | None) -> bool:
    """Say whether a part of a schema can do nothing by itself."""
    if kind not in ("table", "index"):
        return False
    if sql is not None and sql.lstrip().upper().startswith("CREATE VIRTUAL"):
        return name in _FTS_TABLES and sql.endswith(_FTS)
    return True


def _may(path: Path, right: int) -> bool:
    return os.access(path, right, effective_ids=os.access in os.supports_effective_ids)


def _may_write(path: Path) -> bool:
    return _may(path, os.W_OK)


def _writable(path: Path) -> bool:
    # WAL needs two more files beside it.
    return _may_write(path) and _may_write(path.parent)


def translated(error: BaseException, location: str) -> FactcheckError | None:
    """Give what a person can mend about an error of SQLite's, or None for a bug."""
    if isinstance(error, sqlite3.Error) and str(error).startswith(_DAMAGE):
        return Damaged("project.damaged", location=location)
    extended = getattr(error, "sqlite_errorcode", None)
    if extended is None:
        return None
    unopened = (
        NotAllowed("project.cannot_open", location=location)
        if os.path.exists(location)  # noqa: PTH110  # which never raises
        else NotFound("project.missing", location=location)
    )
    found: dict[int, FactcheckError] = {
        sqlite3.SQLITE_BUSY: Busy("project.busy", location=location),
        sqlite3.SQLITE_LOCKED: Busy("project.busy", location=location),
        sqlite3.SQLITE_FULL: FactcheckError("project.full", location=location),
        sqlite3.SQLITE_READONLY: NotAllowed("project.read_only", location=location),
        sqlite3.SQLITE_CORRUPT: Damaged("project.damaged", location=location),
        sqlite3.SQLITE_NOTADB: BadInput("project.not_ours", location=location),
        sqlite3.SQLITE_CANTOPEN: unopened,
        sqlite3.SQLITE_IOERR: FactcheckError("project.disk", location=location),
        sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: Conflict("record.exists"),
        sqlite3.SQLITE_CONSTRAINT_UNIQUE: Conflict("record.exists"),
        sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: Conflict("record.in_use"),
        sqlite3.SQLITE_IOERR_SHORT_READ: Damaged("project.cut_short", location=location),
    }
    return found.get(extended) or found.get(extended & 0xFF)
