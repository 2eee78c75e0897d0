"""How far a reading of files is, told in numbers that grow.

Files are counted, but of few large ones their bytes, and of one what comes out of it.
"""

import os
from collections.abc import Sequence

from factcheck.intake.foreign import Held, SoFar
from factcheck.intake.walk import Readable
from factcheck.records import Megabytes, Progress

#: Bytes of all files from which on these are counted, where the files are few.
LARGE = 8_000_000
_FEW = 20
_MEGABYTE = 1_000_000
_OFTEN = 50  # articles


class Steps:
    """Tells how many files are read; of large ones how many bytes; of one how many articles."""

    def __init__(self, progress: Progress | None, files: Sequence[Readable]) -> None:
        self._progress = progress
        sizes = [_size(one) for one in files] if len(files) <= _FEW else []
        self._bytes = sizes if sum(sizes) >= LARGE else []
        self._files = len(files)
        self._read = self._at = 0
        self._articles, self._come = 0, 0

    def go(self, told: SoFar | Held) -> None:
        """Note how far the file is that is being read."""
        if isinstance(told, SoFar):
            self._at = told.at
        elif self._files == 1:
            self._come = told.readings
        self.tell()

    def file_is_read(self) -> None:
        """Count a file."""
        self._read, self._at = self._read + 1, 0
        self.tell()

    def article_is_read(self) -> None:
        """Count an article."""
        self._articles += 1
        if self._articles % _OFTEN == 0:
            self.tell()

    def tell(self) -> None:
        """Say how far it is; raises Cancelled where that is the wish."""
        if not self._progress:
            return
        if self._files == 1 and (self._come or not self._bytes):
            self._progress(self._articles, self._come)
        elif self._bytes:
            done = sum(self._bytes[: self._read]) + self._at
            self._progress(_megabytes(done), _megabytes(sum(self._bytes)))
        else:
            self._progress(self._read, self._files)


def _size(one: Readable) -> int:
    try:
        return len(one.data or b"") if one.path is None else os.stat(one.path).st_size  # noqa: PTH116 - it is a str
    except OSError:
        return 0  # why it cannot be had is told when it is read


def _megabytes(n: int) -> Megabytes:
    return Megabytes(round(n / _MEGABYTE))
