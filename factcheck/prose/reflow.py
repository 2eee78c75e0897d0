"""Printed lines into paragraphs: which lines of a page go on in the next, which repeat on pages.

A page has lines with places and no paragraphs. A line goes on in the next one where that one's
first word had no room in it; a hyphen printed there becomes a soft one, unless the word is seen
to have one. Lines at the same place of several pages are furniture. It knows no file. Lengths are
in points from the page's lower left corner; offsets are code points, half-open.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from factcheck.prose.query import UNSPACED

SOFT_HYPHEN = "\u00ad"
_EMPTY_LINE = "\n\n"
_SHORTEST = 22  # characters; hardly a column is narrower, but rows of lists are
_OUTERMOST = 4  # lines at the top and at the bottom of a page that may be its furniture
_MOST = 6  # lines of a page that are its furniture
_SAME = 3.0  # points between places that are the same
_JUSTIFIED = 1.5
_INDENT = 0.7  # letters' heights
_HANGING = 4.0
_SPREAD = 1.25  # times the usual leading
_TALLER = 1.2
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+(?:-\w+)*")
_LAST_WORD = re.compile(r"\w+\Z")
_FIRST_WORD = re.compile(r"\w+")
_ITEM = re.compile(r"[•‣▪◦●■□➢✓–—*·-]\s|[•▪●■]")
_NUMBERED = re.compile(r"(?:\d{1,2}|[a-z])[.)]\s")
_UNSPACED = re.compile(f"[{UNSPACED}\uac00-\ud7af\uff00-\uffef]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_STOPS = ".!?:…؟۔।"
_CLOSING = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; `base` is where its letters stand, `height` what their boxes measure.

    The height is 0 where its place is not known. `is_broken` says that its last word goes on, a
    hyphen having been printed there that is not among its words.
    """

    words: str
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    height: float = 0.0
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Flowed:
    """A text out of pages, where each page starts in it, and its furniture."""

    text: str
    starts: tuple[int, ...]
    furniture: tuple[tuple[int, int], ...]


def flowed(pages: Sequence[Sequence[Line]]) -> Flowed:
    """Give the text of pages; an empty line is between pages, and where space was left."""
    pages = [list(_rows(page)) for page in pages]
    furniture_lines = _repeated(pages)
    seen = {
        word.casefold() for page in pages for line in page for word in _WORD.findall(line.words)
    }
    pieces: list[str] = []
    starts: list[int] = []
    furniture: list[tuple[int, int]] = []
    at = 0
    for page, repeated in zip(pages, furniture_lines, strict=True):
        starts.append(at)
        for n, (words, gap) in enumerate(_parts(page, repeated, seen)):
            if n in repeated:
                furniture.append((at, at + len(words)))
            pieces += (words, gap)
            at += len(words) + len(gap)
    text = "".join(pieces).removesuffix(_EMPTY_LINE)
    return Flowed(text, tuple(min(one, len(text)) for one in starts), tuple(furniture))


def _parts(
    page: Sequence[Line], repeated: frozenset[int], seen: set[str]
) -> Iterator[tuple[str, str]]:
    """Give the words of each line with what stands between it and the next."""
    if not page:
        return
    lines = [_from_the_left(line) for line in page]
    column = _Columns(lines, repeated)
    for n, (line, after) in enumerate(pairwise(lines)):
        if not column.goes_on(n):
            yield line.words, column.gap(n)
        elif line.is_broken or _ends_broken(line.words, after.words):
            yield _joined(line, after.words, seen), ""
        else:
            unspaced = _UNSPACED.match(line.words[-1]) and _UNSPACED.match(after.words[0])
            glued = line.words[-1] in f"{SOFT_HYPHEN}-/"
            yield line.words, "" if unspaced or glued else " "
    yield lines[-1].words, _EMPTY_LINE


def _ends_broken(words: str, after: str) -> bool:
    """Say whether a hyphen that was left at the end of a line may be one of printing."""
    return words.endswith(("-", "‐")) and words[-2:-1].isalpha() and after[0].islower()


def _joined(line: Line, after: str, seen: set[str]) -> str:
    """Give a line's words with the hyphen that its last word has before the next line's."""
    words = line.words if line.is_broken else line.words[:-1]
    before, behind = _LAST_WORD.search(words), _FIRST_WORD.match(after)
    parts = (before[0].casefold(), behind[0].casefold()) if before and behind else ("", "")
    is_own = not after[0].islower() or words[-1:].isdigit()
    if "".join(parts) in seen or "-".join(parts) in seen:
        is_own = "-".join(parts) in seen
    return f"{words}{'-' if is_own else SOFT_HYPHEN}"


def _rows(lines: Sequence[Line]) -> Iterator[Line]:
    """Give lines whole that were cut where a letter stands higher, such as a note's number."""
    row: Line | None = None
    for line in lines:
        if row is not None and _is_beside(row, line):
            row = _beside(row, line)
            continue
        if row is not None:
            yield row
        row = line
    if row is not None:
        yield row


def _is_beside(row: Line, line: Line) -> bool:
    height = max(row.height, line.height)
    gap = line.left - row.right
    return not row.is_broken and abs(row.base - line.base) < 0.6 * height and -_SAME < gap < height


def _beside(row: Line, line: Line) -> Line:
    """Give two parts of a row as one, that stands where the larger one does."""
    larger = max(row, line, key=lambda one: (one.height, len(one.words)))
    apart = line.left - row.right > 0.15 * larger.height and line.words[0] not in ",.;:)"
    space = " " if apart else ""
    return Line(
        f"{row.words}{space}{line.words}",
        min(row.left, line.left),
        max(row.right, line.right),
        larger.base,
        larger.height,
        line.is_broken,
    )


class _Columns:
    """The lines of a page as columns: how far each could have gone, and how they follow."""

    def __init__(self, lines: Sequence[Line], repeated: frozenset[int]) -> None:
        self._lines = lines
        self._rights = [line.right for line in lines]
        #: Of each line, whether the next one is below it in the same column.
        self._follows = [
            n not in repeated and n + 1 not in repeated and _is_below(one, other)
            for n, (one, other) in enumerate(pairwise(lines))
        ]
        self._begins = [True] * len(lines)  # whether a line is the first of its paragraph
        self._measure()
        leadings = [self._leading(n) for n in range(len(self._follows)) if self._is_full(n)]
        self._usual = median(leadings) if leadings else 0.0
        self._on = [self._continues(n, repeated) for n in range(len(self._follows))]

    def goes_on(self, n: int) -> bool:
        """Say whether the paragraph of a line goes on in the next line."""
        return self._on[n]

    def gap(self, n: int) -> str:
        """Give what stands between a line and the next, which does not go on with it."""
        close = self._follows[n] and self._usual and self._leading(n) <= self._usual * _SPREAD
        return "\n" if close else _EMPTY_LINE

    def _measure(self) -> None:
        """Find how far to the right each column goes: as far as any of its lines."""
        first = 0
        for n in range(len(self._lines)):
            if n == len(self._follows) or not self._follows[n]:
                farthest = max(line.right for line in self._lines[first : n + 1])
                self._rights[first : n + 1] = [farthest] * (n + 1 - first)
                first = n + 1

    def _leading(self, n: int) -> float:
        line = self._lines[n]
        return (line.base - self._lines[n + 1].base) / line.height

    def _is_full(self, n: int) -> bool:
        """Say whether a line had no room for the first word of the next."""
        line, after = self._lines[n], self._lines[n + 1]
        if not self._follows[n] or len(line.words) < _SHORTEST:
            return False
        first = len(after.words.split(maxsplit=1)[0]) + 1
        if _UNSPACED.match(after.words):
            first = 2
        width = first * (after.right - after.left) / len(after.words)
        return line.right + width > self._rights[n] or self._is_justified(n)

    def _is_justified(self, n: int) -> bool:
        """Say whether a line ends where one beside it does that begins where it does."""
        line = self._lines[n]
        near = [self._lines[n + 1]] + ([self._lines[n - 1]] if n and self._follows[n - 1] else [])
        return any(
            abs(one.right - line.right) < _JUSTIFIED and abs(one.left - line.left) < _JUSTIFIED
            for one in near
        )

    def _continues(self, n: int, repeated: frozenset[int]) -> bool:
        line, after = self._lines[n], self._lines[n + 1]
        if n in repeated or n + 1 in repeated or _ITEM.match(after.words):
            return False
        unfinished = line.is_broken or (not _is_ended(line.words) and after.words[0].islower())
        if not self._follows[n]:
            # A column ends in the middle of a sentence.
            goes_on = unfinished and _is_of_a_size(line, after) and after.base > line.base
        elif self._usual and self._leading(n) > self._usual * _SPREAD:
            goes_on = False
        else:
            full = self._is_full(n) or (unfinished and len(line.words) >= _SHORTEST)
            # Below a picture lines begin farther to the left.
            shifted = unfinished and after.left < line.left
            goes_on = line.is_broken or (full and (shifted or self._is_in_line(n)))
        self._begins[n + 1] = not goes_on
        return goes_on

    def _is_in_line(self, n: int) -> bool:
        """Say whether the next line begins where one of the same paragraph would."""
        line, after = self._lines[n], self._lines[n + 1]
        shift = (after.left - line.left) / line.height
        if abs((after.left + after.right) - (line.left + line.right)) < line.height:
            return True
        if abs(shift) <= _INDENT:
            return True
        if not self._begins[n]:
            return False
        hangs = _ITEM.match(line.words) or _NUMBERED.match(line.words)
        return -_HANGING <= shift < 0 or (bool(hangs) and 0 < shift <= _HANGING)


def _from_the_left(line: Line) -> Line:
    """Mirror a line of a script that is written from the right."""
    letters = sum(map(str.isalpha, line.words))
    if 2 * len(_RIGHT_TO_LEFT.findall(line.words)) <= letters:
        return line
    return replace(line, left=-line.right, right=-line.left)


def _is_of_a_size(one: Line, other: Line) -> bool:
    low, high = sorted((one.height, other.height))
    return 0 < high <= low * _TALLER


def _is_below(one: Line, other: Line) -> bool:
    """Say whether a line is the next of the column of one."""
    if not _is_of_a_size(one, other):
        return False
    shared = min(one.right, other.right) - max(one.left, other.left)
    narrower = min(one.right - one.left, other.right - other.left)
    down = (one.base - other.base) / one.height
    return shared > narrower / 2 and 0.5 < down < 3.5


def _is_ended(words: str) -> bool:
    return words.rstrip(_CLOSING)[-1:] in _STOPS


def _repeated(pages: Sequence[Sequence[Line]]) -> list[frozenset[int]]:
    """Give of each page the lines that stand at the same place of other pages, numbers apart."""
    outer = [_outermost(page) for page in pages]
    seen: Counter[tuple[str, int]] = Counter()
    for found in outer:
        seen.update({place for key, at in found.values() for place in _near(key, at)})
    wanted = 2 if len(pages) < 5 else 3
    repeated = [
        frozenset(n for n, (key, at) in found.items() if seen[key, at] >= wanted) for found in outer
    ]
    # A page that is there twice is no furniture.
    return [
        frozenset() if len(found) > _MOST or (len(found) == len(page) > _OUTERMOST) else found
        for found, page in zip(repeated, pages, strict=True)
    ]


def _outermost(page: Sequence[Line]) -> dict[int, tuple[str, int]]:
    """Give the lines at the edges of a page with their words, numbers apart, and their places."""
    if all(line.height == 0 for line in page):
        return {}
    ordered = sorted(range(len(page)), key=lambda n: page[n].base)
    return {
        n: (_DIGITS.sub("#", page[n].words.casefold()), round(page[n].base / _SAME))
        for n in {*ordered[:_OUTERMOST], *ordered[-_OUTERMOST:]}
    }


def _near(key: str, at: int) -> Iterator[tuple[str, int]]:
    yield from ((key, at + shift) for shift in (-1, 0, 1))
