"""Tables that are packed by themselves (`.csv.gz`, `.jsonl.gz`): unpacked into memory, in bounds.

What a packed file claims of its size is not believed.
"""

import zlib
from gzip import GzipFile
from io import BytesIO
from typing import BinaryIO

from factcheck.errors import BadInput
from factcheck.formats import zipped

SIGN = b"\x1f\x8b"
#: Bytes unpacked; all of it is held while it is read.
LARGEST = 500_000_000
_PIECE = 1 << 20


def unpacked(stream: BinaryIO) -> BinaryIO:
    """Give what is packed; raise BadInput where it is damaged, or far larger than tables are."""
    most = min(LARGEST, max(zipped.SMALL, zipped.MOST_TIMES * stream.seek(0, 2)))
    stream.seek(0)
    out = BytesIO()
    try:
        with GzipFile(fileobj=stream, mode="rb") as source:
            while piece := source.read(_PIECE):
                if out.tell() + len(piece) > most:
                    raise BadInput("table.packed_too_large")
                out.write(piece)
    except (EOFError, OSError, zlib.error) as error:
        raise BadInput("table.packed_damaged") from error
    out.seek(0)
    return out
