"""How much of a dataset is read, told to whoever waits for it, whichever format reads it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import BufferedReader, FileIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: Called with how many more bytes are read; may raise Cancelled.
Reads = Callable[[int], None]
_AT_ONCE = 1 << 16
_reads: ContextVar[Reads | None] = ContextVar("reads", default=None)


@contextmanager
def counted(reads: Reads) -> Iterator[None]:
    """Have it told while it lasts how much of the parts of a dataset is read."""
    token = _reads.set(reads)
    try:
        yield
    finally:
        _reads.reset(token)


def stream_of(path: Path) -> BinaryIO:
    """Open a file for reading, counted where somebody waits for that."""
    reads = _reads.get()
    return path.open("rb") if reads is None else BufferedReader(_Counted(path, reads), _AT_ONCE)


def size_of(path: Path) -> int:
    """Give how many bytes a file has, or all in a folder; what cannot be had counts nothing."""
    try:
        files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
        return sum(one.stat().st_size for one in files)
    except OSError:
        return 0


class _Counted(FileIO):
    def __init__(self, path: Path, reads: Reads) -> None:
        super().__init__(path)
        self._reads = reads

    def readinto(self, buffer: "WriteableBuffer") -> int:
        n = super().readinto(buffer)
        self._reads(n)
        return n

    def readall(self) -> bytes:
        found = super().readall()
        self._reads(len(found))
        return found
