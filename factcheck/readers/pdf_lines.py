"""The printed lines of a PDF's page, with their places, as PDFium finds them.

PDFium ends a line by CR LF; where a word was hyphenated it takes the hyphen away and ends the line
by a mark that is no character. It is asked for places line by line, not letter by letter, for a
page has thousands of letters. It knows no article.
"""

import re
from collections.abc import Iterator
from ctypes import byref, c_double, c_ushort
from math import hypot, isfinite
from typing import TYPE_CHECKING

from factcheck.prose.decode import REPLACEMENT
from factcheck.prose.reflow import Line
from factcheck.readers.flow import SYMBOLS

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

# What ends a line; the latter two where there was a hyphen.
_END = re.compile("\r\n|[\r\n\ufffe\x02]")
_HYPHENS = ("\ufffe", "\x02")
_WORD = re.compile(r"\S+")
# What fonts call so that do not say which letters they have.
_UNNAMED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HALVES = re.compile("[\ud800-\udfff]")


def lines_of(page: "PdfTextPage") -> list[Line]:
    """Give the lines of a page that have words, in the order in which they are drawn."""
    text = _units(page)
    lines = (_line(page, text, start, end, mark) for start, end, mark in _cut(text))
    return [line for line in lines if line]


def _units(page: "PdfTextPage") -> str:
    """Give the text of a page with a character for each unit of UTF-16, as PDFium counts."""
    from pypdfium2 import raw

    first, last = 0, raw.FPDFText_CountChars(page) - 1
    # What has no place in the text is at its ends as well; PDFium would read beyond.
    while first <= last and raw.FPDFText_GetTextIndexFromCharIndex(page, first) < 0:
        first += 1
    while last > first and raw.FPDFText_GetTextIndexFromCharIndex(page, last) < 0:
        last -= 1
    if last < first:
        return ""
    begin = int(raw.FPDFText_GetTextIndexFromCharIndex(page, first))
    end = int(raw.FPDFText_GetTextIndexFromCharIndex(page, last))
    units = (c_ushort * (end - begin + 2))()
    count = raw.FPDFText_GetText(page, first, last - first + 1, units)
    return " " * begin + "".join(map(chr, units[: max(0, count - 1)]))


def _cut(text: str) -> Iterator[tuple[int, int, str]]:
    start = 0
    for match in _END.finditer(text):
        yield start, match.start(), match.group()
        start = match.end()
    yield start, len(text), ""


def _line(page: "PdfTextPage", text: str, start: int, end: int, mark: str) -> Line | None:
    words = text[start:end]
    bare = words.strip()
    if not bare:
        return None
    start += len(words) - len(words.lstrip())
    is_broken = mark in _HYPHENS and words.rstrip() == words
    shown = _whole(bare)
    first, last = _letter(page, start), _letter(page, start + len(bare) - 1)
    if first < 0 or last < first:
        return Line(shown, is_broken=is_broken)
    left, right = _sides(page, first, last)
    longest = max(_WORD.finditer(bare), key=lambda one: len(one[0]))
    base, height = _foot(page, _letter(page, start + longest.start()))
    if not all(map(isfinite, (left, right, base, height))):
        return Line(shown, is_broken=is_broken)
    return Line(shown, left, right, base, height, is_broken)


def _whole(units: str) -> str:
    """Give words with their characters whole, bullets as such, and � for what has no name."""
    if _HALVES.search(units):
        units = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNNAMED.sub(REPLACEMENT, units.translate(SYMBOLS))


def _letter(page: "PdfTextPage", at: int) -> int:
    """Give the number of the letter at a place in the text, -1 where there is none."""
    from pypdfium2 import raw

    return int(raw.FPDFText_GetCharIndexFromTextIndex(page, at))


def _sides(page: "PdfTextPage", first: int, last: int) -> tuple[float, float]:
    """Give how far letters go to the left and to the right."""
    from pypdfium2 import raw

    left, top, right, bottom = c_double(), c_double(), c_double(), c_double()
    lefts, rights = [], []
    for n in range(raw.FPDFText_CountRects(page, first, last - first + 1)):
        if raw.FPDFText_GetRect(page, n, byref(left), byref(top), byref(right), byref(bottom)):
            lefts.append(left.value)
            rights.append(right.value)
    return min(lefts, default=0.0), max(rights, default=0.0)


def _foot(page: "PdfTextPage", letter: int) -> tuple[float, float]:
    """Give where a letter stands, and the size in which it is printed."""
    from pypdfium2 import raw

    x, y, matrix = c_double(), c_double(), raw.FS_MATRIX()
    if not raw.FPDFText_GetCharOrigin(page, letter, byref(x), byref(y)):
        return 0.0, 0.0
    if not raw.FPDFText_GetMatrix(page, letter, byref(matrix)):
        return y.value, 0.0
    return y.value, raw.FPDFText_GetFontSize(page, letter) * hypot(matrix.c, matrix.d)
