"""Records of a dataset while it is checked: the first ones in memory, the rest in a file.

So that a dataset of any size can be read wholly before anything of it is kept. The file has no
name, so that nobody else can alter what is in it, and goes with the shelf.
"""

import pickle
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import BinaryIO, Generic, TypeVar, cast

from factcheck.errors import BadInput

K = TypeVar("K")
T = TypeVar("T")
#: Bytes of one kind of record that stay in memory, about.
IN_MEMORY = 64_000_000
_BUFFER = 1 << 16  # bytes; records are mostly read in the order in which they were put


class Shelf(Generic[K, T]):
    """Records by their ids; `weigh` says how many bytes one takes, about."""

    def __init__(self, weigh: Callable[[T], int]) -> None:
        self._weigh = weigh
        self._held: dict[K, T] = {}
        #: Where in the file a record begins, and its length.
        self._places: dict[K, tuple[int, int]] = {}
        self._left = IN_MEMORY
        self._file: BinaryIO | None = None
        self._end = 0
        self._writes = False
        self._last: tuple[K, T] | None = None

    def __contains__(self, record: object) -> bool:
        return record in self._held or record in self._places

    def __iter__(self) -> Iterator[K]:
        yield from self._held
        yield from self._places

    def __getitem__(self, record: K) -> T:
        """Give a record that was put, or its equal."""
        if record in self._held:
            return self._held[record]
        if self._last is None or self._last[0] != record:
            self._last = record, self._read(*self._places[record])
        return self._last[1]

    def put(self, record: K, one: T) -> None:
        """Put a record; raise BadInput where there is no room for it."""
        if self._left > 0:
            self._left -= self._weigh(one)
            self._held[record] = one
        else:
            self._places[record] = self._write(one)
            self._last = record, one

    def _write(self, one: T) -> tuple[int, int]:
        data = pickle.dumps(one, pickle.HIGHEST_PROTOCOL)
        with _room():
            if self._file is None:
                opened = TemporaryFile("w+b", buffering=_BUFFER)  # noqa: SIM115 - it goes with the shelf
                self._file = cast(BinaryIO, opened)
                weakref.finalize(self, self._file.close)
            # To seek empties the buffer, so it is done only where what was done last was to read.
            if not self._writes:
                self._file.seek(self._end)
                self._writes = True
            self._file.write(data)
        place = self._end, len(data)
        self._end += len(data)
        return place

    def _read(self, begin: int, length: int) -> T:
        assert self._file is not None
        self._writes = False
        with _room():
            self._file.seek(begin)
            return cast(T, pickle.loads(self._file.read(length)))


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BadInput("dataset.no_room", why=error.strerror or type(error).__name__) from error
