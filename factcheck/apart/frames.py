"""What goes over the pipes between the program and its process apart: frames of JSON and bytes.

A frame is the lengths of its head and body, eight bytes each, the head as JSON, the body as it is.
No pickle: what comes from the other side must not be able to run.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

_LENGTHS = 16
#: No frame is larger: a text at its largest as JSON, and the bytes that it was read from.
LARGEST_FRAME = 1 << 30


class BadFrame(Exception):
    """The other side wrote what is no frame; it is not to be heard any longer."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What one side tells the other."""

    head: dict[str, object] = field(default_factory=dict)
    body: bytes = b""


def written(frame: Frame) -> bytes:
    """Give a frame as bytes."""
    # Names of files may hold bytes that are no characters, as halves of some.
    words = json.dumps(frame.head, ensure_ascii=False, separators=(",", ":"))
    head = words.encode("utf-8", "surrogatepass")
    lengths = len(head).to_bytes(8, "big") + len(frame.body).to_bytes(8, "big")
    return b"".join((lengths, head, frame.body))


def read(stream: BinaryIO) -> Iterator[Frame]:
    """Give the frames of a stream until it ends."""
    while lengths := stream.read(_LENGTHS):
        head, body = _lengths(lengths)
        yield _frame(stream.read(head), stream.read(body))


class Frames:
    """Frames out of bytes that come in pieces."""

    def __init__(self) -> None:
        self._held = bytearray()

    def add(self, piece: bytes) -> Iterator[Frame]:
        """Give the frames that a piece completes; raise BadFrame where it is none."""
        held = self._held
        held += piece
        at = 0
        while len(held) - at >= _LENGTHS:
            head, body = _lengths(held[at : at + _LENGTHS])
            middle = at + _LENGTHS + head
            if len(held) < middle + body:
                break
            yield _frame(bytes(held[at + _LENGTHS : middle]), bytes(held[middle : middle + body]))
            at = middle + body
        del held[:at]


def _lengths(data: bytes | bytearray) -> tuple[int, int]:
    head, body = int.from_bytes(data[:8], "big"), int.from_bytes(data[8:], "big")
    if head + body > LARGEST_FRAME:
        raise BadFrame("too large")
    return head, body


def _frame(head: bytes, body: bytes) -> Frame:
    try:
        found = json.loads(head)
    except (ValueError, RecursionError) as error:
        raise BadFrame("no JSON") from error
    if not isinstance(found, dict):
        raise BadFrame("no object")
    return Frame(found, body)
