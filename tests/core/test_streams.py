"""Streams are read to their end, or to where they are too long."""

from io import BytesIO, RawIOBase

import pytest

from factcheck.streams import up_to

DATA = bytes(range(256)) * 1_000


class Slow(RawIOBase):
    """A stream that gives little at a time."""

    def __init__(self) -> None:
        self._held = BytesIO(DATA)

    def read(self, size: int = -1) -> bytes:
        return self._held.read(min(size, 777))


@pytest.mark.parametrize("most", [0, 1, 65_536, 65_537, len(DATA) - 1, len(DATA), 10**12])
def test_no_more_is_read_than_is_wanted(most: int) -> None:
    stream = BytesIO(DATA)
    assert up_to(stream, most) == DATA[:most]
    assert stream.tell() == min(most, len(DATA))
    assert up_to(Slow(), most) == DATA[:most]  # type: ignore[arg-type]  # one that only reads
