"""MessagePack, of plain values only: written, and read from outside without surprises.

Other readers make room for whatever a list claims to hold, and objects of what looks like one.
Here no more is read than a limit, extensions are nothing, and a map becomes a dictionary. Other
writers look for their plug-ins at each value.
"""

import struct
from collections.abc import Callable, Mapping, Sequence, Sized
from functools import lru_cache
from typing import Final

Key = str | int | bytes | bool | None | tuple["Key", ...]
#: What can be packed; `Packed` is what comes back, where bytes are views.
Value = (
    None
    | bool
    | int
    | float
    | str
    | bytes
    | Sequence["Value"]
    | Mapping[str, "Value"]
    | Mapping[bytes, "Value"]
)
Packed = None | bool | int | float | str | memoryview | list["Packed"] | dict[Key, "Packed"]

_DEEPEST = 60
_NUMBERS: Final = {
    0xCA + n: struct.Struct(f">{form}")
    for n, form in enumerate(("f", "d", "B", "H", "I", "Q", "b", "h", "i", "q"))
}
_SHORT: Final = [bytes((0xA0 | n,)) for n in range(32)]
_PLAIN: Final = {0xC0: None, 0xC2: False, 0xC3: True}


class TooMuch(Exception):
    """There are more values than somebody wants to read."""


def packed(value: Value) -> bytes:
    """Pack a value; raise ValueError for one that is too large."""
    pieces: list[bytes] = []
    _pack(value, pieces.append)
    return b"".join(pieces)


def unpacked(data: bytes | memoryview, *, most: int) -> Packed:
    """Give the one value that is packed; bytes are views into what is given.

    Raises ValueError where it is no MessagePack, TooMuch beyond so many values.
    """
    reading = _Reading(data, most)
    value = reading.value(_DEEPEST)
    if not reading.is_done():
        raise ValueError("more than one value")
    return value


def _pack(value: Value, put: Callable[[bytes], None]) -> None:
    # What is most frequent comes first.
    if isinstance(value, str):
        data = value.encode()
        put(_SHORT[len(data)] if len(data) < 32 else _head((0xD9, 0xDA, 0xDB), data))
        put(data)
    elif isinstance(value, dict):
        put(_head((None, 0xDE, 0xDF), value))
        for key, one in value.items():
            put(_key(key))
            _pack(one, put)
    elif isinstance(value, list | tuple):
        put(_head((None, 0xDC, 0xDD), value))
        for one in value:
            _pack(one, put)
    elif value is None or isinstance(value, bool):
        put(b"\xc0" if value is None else b"\xc3" if value else b"\xc2")
    elif isinstance(value, int):
        _pack_number(value, put)
    elif isinstance(value, float):
        put(struct.pack(">Bd", 0xCB, value))
    else:
        assert isinstance(value, bytes)
        put(_head((0xC4, 0xC5, 0xC6), value))
        put(value)


@lru_cache(maxsize=2_000)
def _key(key: str | bytes) -> bytes:
    """Give a packed key: names of fields come again and again."""
    return packed(key)


def _pack_number(value: int, put: Callable[[bytes], None]) -> None:
    if 0 <= value <= 0x7F:
        put(bytes((value,)))
    elif value >= 0:
        put(struct.pack(">BQ", 0xCF, value))
    else:
        put(struct.pack(">Bq", 0xD3, value))


def _head(kinds: tuple[int | None, int, int], value: Sized) -> bytes:
    """Give what says of which kind something is, by the size of its length, and its length."""
    n = len(value)
    if kinds[0] is not None and n < 1 << 8:
        return struct.pack(">BB", kinds[0], n)
    return struct.pack(">BH", kinds[1], n) if n < 1 << 16 else struct.pack(">BI", kinds[2], n)


class _Reading:
    """How far some data is read."""

    __slots__ = ("_at", "_data", "_left", "_view")

    def __init__(self, data: bytes | memoryview, most: int) -> None:
        self._view = memoryview(data)
        # Of a view each byte and each text costs twice as much to take.
        self._data = bytes(data)
        self._at = 0
        self._left = most

    def is_done(self) -> bool:
        return self._at == len(self._data)

    def value(self, deepest: int) -> Packed:
        self._left -= 1
        if self._left < 0:
            raise TooMuch
        if deepest == 0:
            raise ValueError("too deep")
        start = self._at + 1
        if start > len(self._data):
            raise ValueError("cut short")
        first = self._data[start - 1]
        # What is most frequent comes first, and without any call: short texts.
        if 0xA0 <= first <= 0xBF:
            self._at = end = start + (first & 0x1F)
            if end > len(self._data):
                raise ValueError("cut short")
            return self._data[start:end].decode()
        self._at = start
        if 0xD9 <= first <= 0xDF:
            return self._long(first, deepest)
        if first <= 0x7F:
            return first
        if first <= 0x9F:
            length = first & 0x0F
            return self._list(length, deepest) if first & 0x10 else self._map(length, deepest)
        if first >= 0xE0:
            return first - 0x100
        if first in _PLAIN:
            return _PLAIN[first]
        if first in _NUMBERS:
            form = _NUMBERS[first]
            found: int | float = form.unpack_from(self._data, self._passed(form.size))[0]
            return found
        return self._long(first, deepest)

    def _long(self, first: int, deepest: int) -> Packed:
        """Give what has its length, or the length of its length, in its first byte."""
        if 0xD9 <= first <= 0xDB:
            return self._text(self._length(1 << (first - 0xD9)))
        if first in (0xDE, 0xDF):
            return self._map(self._length(2 << (first - 0xDE)), deepest)
        if first in (0xDC, 0xDD):
            return self._list(self._length(2 << (first - 0xDC)), deepest)
        if 0xC4 <= first <= 0xC6:
            length = self._length(1 << (first - 0xC4))
            start = self._passed(length)
            return self._view[start : self._at]
        if 0xC7 <= first <= 0xC9:
            self._passed(1 + self._length(1 << (first - 0xC7)))
            return None
        if 0xD4 <= first <= 0xD8:
            self._passed(1 + (1 << (first - 0xD4)))
            return None
        raise ValueError("no such value")

    def _list(self, length: int, deepest: int) -> Packed:
        # Made while it is read: its length is only a claim.
        return [self.value(deepest - 1) for _ in range(length)]

    def _map(self, length: int, deepest: int) -> Packed:
        found: dict[Key, Packed] = {}
        for _ in range(length):
            key = self.value(deepest - 1)
            own = key if isinstance(key, str) else _as_key(key)
            found[own] = self.value(deepest - 1)
        return found

    def _text(self, length: int) -> str:
        start = self._passed(length)
        return self._data[start : self._at].decode()

    def _length(self, size: int) -> int:
        found = self._data[self._at : self._at + size]
        if len(found) < size:
            raise ValueError("cut short")
        self._at += size
        return int.from_bytes(found)

    def _passed(self, length: int) -> int:
        """Go on behind so many bytes, and give where they begin."""
        start = self._at
        self._at = start + length
        if self._at > len(self._data):
            raise ValueError("cut short")
        return start


def _as_key(value: Packed) -> Key:
    if isinstance(value, list):
        return tuple(_as_key(one) for one in value)
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, float | dict):
        raise ValueError("no key")
    return value
