"""Whether a statement's content is quoted, by the marks of the text: direct, indirect or mixed.

Texts mix the marks of several languages, open with one and close with another, and lose one of a
pair; so every mark counts, paragraph by paragraph. It judges marks only, never who speaks.
"""

import re
from collections.abc import Iterable, Iterator

from factcheck.records import Quotation

# Imports ask this ten thousand times, so only marks are looked at, and only this far around.
FARTHEST = 5_000
LONGEST_SINGLE = 500
_BREAK = re.compile("[\n\r\u0085\u2029]")
_CLOSERS = {
    "“": '”"»',
    "„": '“”"«',
    "‟": '”"',
    "«": '»”"',
    "»": "«",
    "”": "”",
    '"': '"”»',
    "‹": "›",
    "「": "」",
    "『": "』",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
}
_MARK = re.compile("[" + "".join(sorted({*_CLOSERS, *"".join(_CLOSERS.values())})) + "]")
_OPENERS = "“„‟«‹「『"
_STRAY = "”»"  # A mark that only closes, though its partner was lost: quoted from the beginning.
_SINGLE = "‘‚'"  # Also apostrophes: these quote only where both of a pair stand.


def quotation(text: str, spans: Iterable[tuple[int, int]]) -> Quotation:
    """Say how much of the content's letters stand in quotation marks: all, none or some.

    The spans are code points, half-open; the marks may stand inside or around them.
    """
    inside = total = 0
    for start, end in spans:
        parts = [(max(start, a), min(end, b)) for a, b in quoted_in(text, start, end)]
        inside += sum(_letters(text, a, b) for a, b in parts if a < b)
        total += _letters(text, start, end)
    if not inside:
        return "indirect"
    return "direct" if inside == total else "mixed"


def tells(words: str) -> bool:
    """Say whether words hold a mark, or end a paragraph, by which quotation is told."""
    return bool(_MARK.search(words) or _BREAK.search(words))


def quoted_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give what is quoted in the paragraphs that a range touches, marks included, in order."""
    found: list[tuple[int, int]] = []
    for first, last in _paragraphs(text, start, end):
        found.extend(_quoted(text, first, last))
    return found


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end]))


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    earliest, latest = max(0, start - FARTHEST), min(len(text), end + FARTHEST)
    first = max(text.rfind(mark, earliest, start) for mark in "\n\r\u0085\u2029") + 1
    first = first or earliest
    while first < end:
        found = _BREAK.search(text, first, latest)
        last = found.start() if found else latest
        yield first, last
        first = last + 1


def _quoted(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    marks = [match.start() for match in _MARK.finditer(text, first, last)]
    after = first
    n = 0
    while n < len(marks):
        at = marks[n]
        n += 1
        if text[at] in _CLOSERS and _opens(text, at, first, last):
            closing = _closing(text, marks, n, last)
            if closing is not None:
                n = closing + 1
                after = marks[closing] + 1
                yield at, after
            elif text[at] not in _SINGLE:
                # A quotation over several paragraphs is closed in its last one only.
                yield at, last
                return
        elif text[at] in _STRAY:
            yield after, at + 1
            after = at + 1


def _opens(text: str, at: int, first: int, last: int) -> bool:
    mark = text[at]
    if mark in _OPENERS:
        return True
    before = text[at - 1] if at > first else " "
    after = text[at + 1] if at + 1 < last else " "
    if mark == "'" and after.isdigit():
        return False  # the '90s
    return not before.isalnum() and not after.isspace() and before not in ".,!?…"


def _closing(text: str, marks: list[int], n: int, last: int) -> int | None:
    """Give which of the marks from the n-th on closes the one before it."""
    opened = marks[n - 1]
    mark = text[opened]
    for later in range(n, len(marks)):
        if mark in _SINGLE and marks[later] > opened + LONGEST_SINGLE:
            return None
        if text[marks[later]] in _CLOSERS[mark] and _closes(text, mark, marks[later], last):
            return later
    return None


def _closes(text: str, mark: str, at: int, last: int) -> bool:
    after = text[at + 1] if at + 1 < last else " "
    if mark in _SINGLE:
        return not after.isalnum() and not text[at - 1].isspace()
    if text[at] == '"':
        return not (text[at - 1].isspace() and after.isalnum())
    return True
