"""Between the core's code points and Qt's UTF-16 units, and the copy of a text that Qt may show.

Used at the edge of the reader and by formats that count UTF-16, nowhere else. The shown copy
differs from the text by substitutions of the same length only, so that positions stay exact; it
is for showing: nothing is ever read back from it.
"""

import re
import unicodedata
from bisect import bisect_left

from factcheck.errors import BadInput

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
# What Qt begins a new block at; U+2028 is only a soft break inside one.
_BLOCK = "\n\r\u2029\ufdd0\ufdd1"
_LOST = (("\r\n", "\u200b\n"), ("\ufeff", "\u200b"), ("\ufffe", "\u200b"))
# Qt needs 45 ms to repaint a block of a million characters and 3 for blocks of this size.
LONG_PARAGRAPH = 3_000
PIECE = 2_000
# Whole paragraphs, measured afterwards: a least length in the pattern would make it try again at
# every character of every shorter one (1.3 s for an ordinary text of 1 MB).
_PARAGRAPH = re.compile(f"[^{_BLOCK}]+")


class Utf16Map:
    """Converts positions in one text; the identity where no character needs two units."""

    __slots__ = ("_astral", "_length", "_units")

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._astral: list[int] = []
        if not text.isascii() and len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text):
            self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [position + n for n, position in enumerate(self._astral)]

    @property
    def units(self) -> int:
        """The length of the text in UTF-16 units."""
        return self._length + len(self._astral)

    def to_utf16(self, position: int) -> int:
        """Give the units before a code point position; raise BadInput outside the text."""
        if not 0 <= position <= self._length:
            raise BadInput("span.outside", start=position, end=position, length=self._length)
        return position + bisect_left(self._astral, position)

    def from_utf16(self, units: int) -> int:
        """Give the code point position; raise BadInput outside the text or inside a pair."""
        if not 0 <= units <= self.units:
            raise BadInput("span.outside", start=units, end=units, length=self.units)
        if self.snap(units) != units:
            raise BadInput("span.inside_character", position=units)
        return units - bisect_left(self._units, units)

    def snap(self, units: int) -> int:
        """Give the nearest units that `from_utf16` takes: inside a pair, the pair's start."""
        units = min(max(units, 0), self.units)
        before = bisect_left(self._units, units)
        return units - 1 if before and self._units[before - 1] == units - 1 else units


def display_text(text: str) -> str:
    """Give the copy that Qt can show: as many UTF-16 units, each position the same.

    A zero-width space stands for the carriage return of `\\r\\n`, of which Qt would make one
    character, and for byte order marks, which it swallows where a string begins with one; spaces
    in very long paragraphs become U+2029 (see `soft_breaks`).
    """
    breaks = soft_breaks(text)
    for lost, instead in _LOST:
        text = text.replace(lost, instead)
    if not breaks:
        return text
    pieces = []
    last = 0
    for position in breaks:
        pieces.append(text[last:position])
        last = position + 1
    return "\u2029".join([*pieces, text[last:]])


def soft_breaks(text: str) -> list[int]:
    """Give the spaces, as code points, at which the shown copy divides very long paragraphs.

    The blocks that follow them continue a paragraph and want no margin above.
    """
    found = []
    for match in _PARAGRAPH.finditer(text):
        if match.end() - match.start() < LONG_PARAGRAPH:
            continue
        at = text.find(" ", match.start() + PIECE, match.end())
        while at >= 0:
            following = text[at + 1 : at + 2]
            if following and unicodedata.category(following).startswith("M"):
                at = text.find(" ", at + 1, match.end())  # the accent hangs on this space
                continue
            found.append(at)
            at = text.find(" ", at + PIECE, match.end())
    return found
