"""What goes over the pipes between the program and its process apart: frames of JSON and bytes.

They go in packets of some, for a packet costs as much as what is in it: the lengths of its head and
body, eight bytes each, the head as JSON, which lists the frames' heads and the lengths of their
bodies, and these as they are. No pickle: what comes from the other side must not be able to run.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

_LENGTHS = 16
#: No packet is larger: a text at its largest as JSON, and the bytes that it was read from.
LARGEST_PACKET = 1 << 30
#: From how many bytes, or how many frames, on others do not wait to be in the same packet.
ENOUGH = 1 << 18
_MANY = 100
_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


class BadFrame(Exception):
    """The other side wrote what is no frame; it is not to be heard any longer."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What one side tells the other."""

    head: dict[str, object] = field(default_factory=dict)
    body: bytes = b""


def written(frames: Sequence[Frame]) -> bytes:
    """Give frames as one packet."""
    # Names of files may hold bytes that are no characters, as halves of some.
    words = _JSON.encode([(one.head, len(one.body)) for one in frames])
    head, body = words.encode("utf-8", "surrogatepass"), b"".join(one.body for one in frames)
    lengths = len(head).to_bytes(8, "big") + len(body).to_bytes(8, "big")
    return b"".join((lengths, head, body))


def packets(frames: Iterable[Frame]) -> Iterator[bytes]:
    """Give frames as packets of some."""
    some, size = list[Frame](), 0
    for frame in frames:
        some.append(frame)
        size += len(frame.body)
        if size >= ENOUGH or len(some) == _MANY:
            yield written(some)
            some, size = [], 0
    if some:
        yield written(some)


def read(stream: BinaryIO) -> Iterator[Frame]:
    """Give the frames of a stream until it ends."""
    while lengths := stream.read(_LENGTHS):
        head, body = _lengths(lengths)
        yield from _frames(stream.read(head), stream.read(body))


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
            packet = bytes(held[at + _LENGTHS : middle]), bytes(held[middle : middle + body])
            yield from _frames(*packet)
            at = middle + body
        del held[:at]


def _lengths(data: bytes | bytearray) -> tuple[int, int]:
    head, body = int.from_bytes(data[:8], "big"), int.from_bytes(data[8:], "big")
    if head + body > LARGEST_PACKET:
        raise BadFrame("too large")
    return head, body


def _frames(head: bytes, body: bytes) -> Iterator[Frame]:
    try:
        listed = json.loads(head)
    except (ValueError, RecursionError) as error:
        raise BadFrame("no JSON") from error
    if not isinstance(listed, list):
        raise BadFrame("no list")
    at = 0
    for one in listed:
        found, length = one if isinstance(one, list) and len(one) == 2 else (None, None)
        if not (isinstance(found, dict) and type(length) is int and 0 <= length <= len(body) - at):
            raise BadFrame("no object")
        yield Frame(found, body[at : at + length])
        at += length
    if at != len(body):
        raise BadFrame("too much")
