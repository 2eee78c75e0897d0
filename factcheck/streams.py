"""Reading streams to their end, or to where they are too long for anybody."""

from typing import BinaryIO

#: Bytes that are asked for at first: most files of which there are thousands have fewer.
_FIRST = 1 << 16


def up_to(stream: BinaryIO, most: int) -> bytes:
    """Give what a stream still holds, so many bytes of it at most.

    To ask for the most at once would make room for that each time, which takes five times as long
    as to read an article.
    """
    pieces: list[bytes] = []
    left, size = most, _FIRST
    while left and (piece := stream.read(min(size, left))):
        pieces.append(piece)
        left -= len(piece)
        size = left
    return b"".join(pieces)
