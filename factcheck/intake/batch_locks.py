"""How a batch's writer shows that it is alive: a lock that the system frees when it dies.

A locked file beside a SQLite project, an advisory lock on PostgreSQL. It knows nothing of what
batches hold.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, select

from factcheck.models import project
from factcheck.store.database import Database


class BatchLock(Protocol):
    """The lock of one batch, held by at most one connection of one process."""

    def take(self) -> bool:
        """Take the lock unless another has it, and say whether it is ours."""

    def release(self) -> None:
        """Give it back; nobody will want it again."""


def lock_of(database: Database, connection: Connection, key: int) -> BatchLock:
    """Give the lock of the batch with this key; a server knows its holder by the connection."""
    if database.path is not None:
        return _LocalLock(Path(f"{database.path}-batch-{key}"))
    return _ServerLock(connection, key)


class _LocalLock:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self) -> bool:
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        # Another may have been done with it between the opening and the locking.
        if _lock(handle) and self._is_still(handle):
            self._handle = handle
            return True
        os.close(handle)
        return False

    def release(self) -> None:
        assert self._handle is not None
        if sys.platform == "win32":  # which removes no open file
            os.close(self._handle)
            with suppress(OSError):
                self._path.unlink()
        else:
            self._path.unlink(missing_ok=True)
            os.close(self._handle)
        self._handle = None

    def _is_still(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), self._path.stat())
        except FileNotFoundError:
            return False


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            # Not lockf: that one lets a process in twice, and closing any handle frees it.
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class _ServerLock:
    """Two numbers: the project's, so that schemas of one database stay apart, and the batch's."""

    def __init__(self, connection: Connection, key: int) -> None:
        self._connection = connection
        self._key = key

    def take(self) -> bool:
        return bool(self._ask("pg_try_advisory_lock"))

    def release(self) -> None:
        self._ask("pg_advisory_unlock")

    def _ask(self, function: str) -> object:
        record = self._connection.execute(select(project.c.id)).scalar_one()
        number = int.from_bytes(record[-4:], signed=True)
        asked = self._connection.exec_driver_sql(f"SELECT {function}(%s, %s)", (number, self._key))
        return asked.scalar()
