"""How far a large file is read, said by the process apart where its reader takes it bit by bit."""

import os
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO, Self

from factcheck.apart.frames import Frame
from factcheck.records import Megabytes

_EVERY = 0.1  # seconds
_LARGE = 1 << 22  # bytes


class Gauge:
    """Looks now and then at which byte of a file its reader is."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._size = size
        self._at = 0
        self._told = time.monotonic()

    @classmethod
    def of(cls, stream: BinaryIO) -> Self | None:
        """Give what looks at a file, None for a small one."""
        if isinstance(stream, BytesIO):
            return None
        size = os.fstat(stream.fileno()).st_size
        return cls(stream, size) if size >= _LARGE else None

    def told(self) -> Iterator[Frame]:
        """Give a frame where it is time for one, and there is more to say than before."""
        now = time.monotonic()
        if now - self._told < _EVERY:
            return
        self._told = now
        at = self._stream.tell()
        # Who took all at once is no further for it.
        if self._at < at < self._size:
            self._at = at
            yield Frame({"at": at})


class Counting:
    """Counts the bytes of a dataset as they are read, and tells of them now and then.

    Of a small one it tells 0 of 0.
    """

    def __init__(self, size: int, tell: Callable[[int, int], None]) -> None:
        self._size = size if size >= _LARGE else 0
        self._tell = tell
        self._at = 0
        self._told = time.monotonic()

    def count(self, more: int) -> None:
        """Count some more, and tell if it is time to; raises what that raises."""
        self._at += more
        now = time.monotonic()
        if now - self._told >= _EVERY:
            self._told = now
            done = min(self._at, self._size)
            self._tell(*(Megabytes(round(n / 1_000_000)) for n in (done, self._size)))
