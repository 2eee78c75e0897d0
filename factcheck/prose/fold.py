"""Makes texts comparable: what the search, the find bar and the registry take as the same words.

Case, accents, quotation marks, no-break spaces and soft hyphens do not count; what is no letter
or digit becomes a space. The Unicode data is frozen (`fold_table.py`), so that an index stays
right under any Python; `FOLD_VERSION` is stored with an index. It knows nothing of databases.
"""

import re
from bisect import bisect_right
from functools import cache

from factcheck.prose import fold_table

FOLD_VERSION = fold_table.VERSION
FEW = 100
_ASCII = bytes(range(128))
# Bytes, for speed: capitals of ASCII become small, its marks a space, the rest of UTF-8 stays.
_SMALL = bytes(
    ord(chr(b).lower()) if b > 127 or chr(b).isalnum() else ord(" ") for b in range(128)
) + bytes(range(128, 256))


class _Data:
    """The frozen table, read at the first text that is not plain ASCII."""

    def __init__(self) -> None:
        self.firsts: list[int] = []
        self.lasts: list[int] = []
        for entry in fold_table.LETTERS.split():
            low, _, high = entry.partition("-")
            self.firsts.append(int(low, 16))
            self.lasts.append(int(high or low, 16))
        self.drops: set[str] = set()
        for entry in fold_table.DROPS.split():
            low, _, high = entry.partition("-")
            self.drops.update(map(chr, range(int(low, 16), int(high or low, 16) + 1)))
        self.changes: dict[str, str] = {}
        for entry in fold_table.CHANGES.split():
            self._read_change(entry)

    def _read_change(self, entry: str) -> None:
        mark = "=" if "=" in entry else "+"
        codes, _, by = entry.partition(mark)
        low, _, high = codes.partition("-")
        for code in range(int(low, 16), int(high or low, 16) + 1):
            self.changes[chr(code)] = chr(int(by, 16) + (code if mark == "+" else 0))

    def folded(self, character: str) -> str:
        """What one character beyond ASCII folds to, dropped ones apart."""
        at = bisect_right(self.firsts, ord(character)) - 1
        if at < 0 or ord(character) > self.lasts[at]:
            return " "
        return self.changes.get(character, character)


@cache
def _data() -> _Data:
    return _Data()


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _replace(text: str, changes: dict[str, str]) -> str:
    # One pass for each is ten times faster than one for all, until there are too many.
    if len(changes) > FEW:
        return text.translate({ord(character): to for character, to in changes.items()})
    for character, to in changes.items():
        text = text.replace(character, to)
    return text


class Folded:
    """A folded text that knows where each of its characters came from.

    `folded` holds small letters, digits and spaces only. Offsets are code points, half-open.
    """

    __slots__ = ("_dropped", "_shifts", "folded")

    def __init__(self, text: str) -> None:
        self._dropped: set[int] = set()
        self._shifts: list[int] = []
        if not text.isascii():
            text = self._fold_odd(text)
        self.folded: str = _utf8(text).translate(_SMALL).decode("utf-8", "surrogatepass")

    def _fold_odd(self, text: str) -> str:
        data = _data()
        odd = set(_utf8(text).translate(None, _ASCII).decode("utf-8", "surrogatepass"))
        drops = odd & data.drops
        folded = {character: data.folded(character) for character in odd - drops}
        changes = {character: to for character, to in folded.items() if character != to}
        text = _replace(text, changes)
        if drops:
            found = re.finditer("[" + "".join(map(re.escape, sorted(drops))) + "]", text)
            positions = [match.start() for match in found]
            self._shifts = [position - n for n, position in enumerate(positions)]
            self._dropped = set(positions)
            text = _replace(text, dict.fromkeys(drops, ""))
        return text

    def position(self, index: int) -> int:
        """Give the position in the original of the folded character at `index`."""
        return index + bisect_right(self._shifts, index)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the original's range of a folded one, with the accents that hang on its end."""
        if end <= start:
            return self.position(start), self.position(start)
        first, last = self.position(start), self.position(end - 1) + 1
        while last in self._dropped:
            last += 1
        return first, last


def words(folded: str) -> list[str]:
    """Give the words of a folded text."""
    return folded.split()


def key(text: str) -> str:
    """Give what two spellings of one name or phrase have in common, for look-ups."""
    return " ".join(words(Folded(text).folded))
