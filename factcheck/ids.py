"""Ids of records: UUIDv7 made by whoever makes the record, so that work done apart can merge.

An id says nothing about order. It is 16 bytes inside, text only at the edges.
"""

import os
import threading
import time
import uuid
from typing import Self

_lock = threading.Lock()
_last_ms = 0
_counter = 0


class Id(bytes):
    """The id of one record; `str()` gives the usual text with hyphens."""

    __slots__ = ()

    @classmethod
    def new(cls) -> Self:
        """Make a UUIDv7 (RFC 9562, section 5.7): milliseconds, a counter, random bits."""
        global _last_ms, _counter
        with _lock:
            now = time.time_ns() // 1_000_000
            if now > _last_ms:
                _last_ms = now
                _counter = int.from_bytes(os.urandom(2)) & 0x7FF
            else:
                _counter += 1
                if _counter > 0xFFF:
                    _last_ms += 1
                    _counter = 0
            head = (_last_ms << 16 | 0x7000 | _counter).to_bytes(8)
        tail = bytearray(os.urandom(8))
        tail[0] = tail[0] & 0x3F | 0x80
        return cls(head + bytes(tail))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an id from text, any version of UUID; raise ValueError if it is none."""
        if len(text) == 36:
            # As we write it; imports read many, and this is four times as fast.
            try:
                found = bytes.fromhex(text.replace("-", ""))
            except ValueError:
                found = b""
            if len(found) == 16:
                return cls(found)
        return cls(uuid.UUID(text).bytes)

    @classmethod
    def fixed(cls, name: str) -> Self:
        """Give the id that a built-in record of this name has in every project (UUIDv5)."""
        return cls(uuid.uuid5(_NAMESPACE, name).bytes)

    def __str__(self) -> str:
        h = self.hex()
        return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"

    def __repr__(self) -> str:
        return f"Id({str(self)!r})"


_NAMESPACE = uuid.UUID("5f0c9a52-3c1b-5b0e-9d57-0b6a2c1f7e44")

GOLD = Id.fixed("annotator/gold")
SHARED = Id.fixed("annotator/shared")
