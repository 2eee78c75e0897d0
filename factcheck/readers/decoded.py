"""Characters of a file that is too large to be decoded as one: the encoding told, then streamed.

As `prose.decode` tells it: a mark, strict UTF-8, else a guess, by what is not ASCII, that then must
fit all of the file.
"""

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from typing import BinaryIO, TextIO

from factcheck.errors import BadInput
from factcheck.prose.decode import decode

_PIECE = 1 << 20
_SAMPLE = 1 << 18
_AROUND = re.compile(rb"[\t -~]{0,100}(?:[\x80-\xff]+[\t -~]{0,100})+")
_CUT = bytes(range(0x80, 0x100))  # of which characters are that may have been cut in two


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file is encoded, and codes of what a report must say of that."""

    name: str
    notes: tuple[str, ...] = ()


def told(stream: BinaryIO, given: str | None) -> Encoding:
    """Tell the encoding of all that is in a stream; raise BadInput where it has none.

    The stream is where it began afterwards.
    """
    head = stream.read(_SAMPLE)
    if given is not None:
        _check(given)
        found = Encoding(codecs.lookup(given).name)
    elif _misfit(stream, "utf-8") is None and not _is_wide(head):
        found = Encoding("utf-8")
    else:
        found = _guessed(stream, head)
    at = _misfit(stream, found.name)
    if at is not None:
        if given is not None or not found.notes:
            raise BadInput("text.not_in_encoding", encoding=found.name, position=at)
        # Every byte is a character of this one.
        found = Encoding("iso8859-1", found.notes)
    return found


@contextmanager
def characters(stream: BinaryIO, encoding: Encoding, *, skip: int = 0) -> Iterator[TextIO]:
    """Give the characters of a stream, line ends as they are, without a mark at its beginning.

    The first `skip` characters are passed over.
    """
    stream.seek(0)
    wrapped = TextIOWrapper(stream, encoding=encoding.name, newline="")
    try:
        if wrapped.read(1) != "\ufeff":
            wrapped.seek(0)
        wrapped.read(skip)
        yield wrapped
    finally:
        wrapped.detach()


def _check(encoding: str) -> None:
    try:
        # Refuses what is no encoding of text, such as "zip".
        b"".decode(encoding)
        "".encode(encoding)
    except (LookupError, ValueError):
        raise BadInput("text.unknown_encoding", encoding=encoding) from None


def _is_wide(head: bytes) -> bool:
    """Say whether a beginning is of UTF-16 or 32: UTF-8 too, were it not for all the NULs."""
    if b"\0" not in head:
        return False
    if len(head) == _SAMPLE:
        head = head.rstrip(_CUT)
    return decode(head[: len(head) // 2 * 2]).how != "utf-8"


def _misfit(stream: BinaryIO, encoding: str) -> int | None:
    """Give where a stream is not of an encoding, None where it is."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    at = 0
    try:
        while piece := stream.read(_PIECE):
            decoder.decode(piece)
            at += len(piece)
        decoder.decode(b"", final=True)
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        return max(0, at + start)
    finally:
        stream.seek(0)
    return None


def _guessed(stream: BinaryIO, head: bytes) -> Encoding:
    sample = head if _is_marked(head) or _is_wide(head) else _foreign(stream)
    found = decode(sample)
    return Encoding(found.encoding, ("encoding_guessed",) if found.how == "guessed" else ())


def _is_marked(head: bytes) -> bool:
    return head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _foreign(stream: BinaryIO) -> bytes:
    """Gather what is not ASCII, with what is around it: of all of a file, for it tells most."""
    found: list[bytes] = []
    size = 0
    stream.seek(0)
    while size < _SAMPLE and (piece := stream.read(_PIECE)):
        for match in _AROUND.finditer(piece):
            # At the edges of a piece a character may be cut in two.
            if match.start() and match.end() < len(piece):
                found.append(match[0])
                size += len(match[0])
    stream.seek(0)
    # After a line of nothing, or what stands first might be taken for a mark.
    return b"\n".join((b"", *found)) if found else stream.read(_SAMPLE)
