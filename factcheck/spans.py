"""Ranges of a text: what is valid, what a selection becomes, and how a quote finds its place again.

Offsets are code points of the stored text, half-open, as everywhere in the core; Qt's units are
converted in `utf16.py` only. It judges characters, never statements, layers or edits.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from factcheck.errors import BadInput
from factcheck.prose.fold import Folded
from factcheck.prose.query import Term, occurrences

CONTEXT = 32
# A hostile quote ("e") may occur a million times; the first thousands and the nearest suffice.
MOST_CANDIDATES = 2_000
INVISIBLE = "\u200b\u2060\ufeff"
STOPS = ",.，。､｡、،۔।"

Sureness = Literal["same", "moved", "folded", "unsure"]


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact text of a range with a little before and after it."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote was found, and how sure that is.

    same: where it was said to be; moved: exact elsewhere, alone or by its context; folded: but
    for case, accents, marks or white space; unsure: several fit as well, the nearest was taken.
    """

    start: int
    end: int
    sureness: Sureness


def check(text: str, start: int, end: int) -> None:
    """Raise BadInput unless `[start, end)` holds at least one character of the text."""
    if start > end:
        raise BadInput("span.reversed", start=start, end=end)
    if start < 0 or end > len(text):
        raise BadInput("span.outside", start=start, end=end, length=len(text))
    if start == end:
        raise BadInput("span.empty", start=start)


def quote(text: str, start: int, end: int, *, context: int = CONTEXT) -> Quote:
    """Give the quote of a range; raise BadInput where there is no such range."""
    check(text, start, end)
    return Quote(text[start:end], text[max(0, start - context) : start], text[end : end + context])


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Take white space and one outer comma or stop from both edges, never more, never all.

    Quotation marks stay, and so do the stops of "U.S.", "..." and ".5". A range of nothing else
    comes back as it was. Raise BadInput where there is no such range.
    """
    check(text, start, end)
    first, last = _strip(text, start, end)
    if first < last and text[first] in STOPS and not _stop_belongs(text, first, last):
        first, last = _strip(text, first + 1, last)
    if first < last and text[last - 1] in STOPS and not _ends_abbreviation(text, first, last):
        first, last = _strip(text, first, last - 1)
    return (first, last) if first < last else (start, end)


def anchor(text: str, wanted: Quote, *, near: int | None = None) -> Place | None:
    """Find a quote again: exact first, then folded; by its context, then nearest to `near`.

    None where it is not in the text at all, or the quote is empty.
    """
    if not wanted.exact:
        return None
    found = _exact_places(text, wanted.exact, near)
    if found:
        return _best(text, wanted, found, near)
    found = _folded_places(text, wanted.exact)
    if not found:
        return None
    best = _best(text, wanted, found, near)
    return Place(best.start, best.end, "unsure" if best.sureness == "unsure" else "folded")


def _white(character: str) -> bool:
    return character.isspace() or character in INVISIBLE


def _marks(text: str, at: int, end: int) -> bool:
    """Say whether a combining mark at this place hangs on the character before it."""
    return at < end and unicodedata.category(text[at]).startswith("M")


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and _white(text[start]) and not _marks(text, start + 1, end):
        start += 1
    while start < end and _white(text[end - 1]):
        end -= 1
    return start, end


def _stop_belongs(text: str, start: int, end: int) -> bool:
    after = text[start + 1] if start + 1 < end else ""
    return after in STOPS or after.isdigit() or _marks(text, start + 1, end)


def _ends_abbreviation(text: str, start: int, end: int) -> bool:
    """Say whether the last stop is one of an ellipsis or of dotted letters ("U.S.", "p.m.")."""
    before = text[start : end - 1]
    if before.endswith("."):
        return True
    return before[-1:].isalpha() and before[-2:-1] == "." and not before[-3:-2].isspace()


def _exact_places(text: str, exact: str, near: int | None) -> list[tuple[int, int]]:
    starts: list[int] = []
    at = text.find(exact)
    while at >= 0 and len(starts) < MOST_CANDIDATES:
        starts.append(at)
        at = text.find(exact, at + 1)
    if at >= 0 and near is not None:
        beyond = (text.rfind(exact, 0, near + len(exact)), text.find(exact, max(0, near)))
        starts.extend(start for start in beyond if start >= 0)
    return [(start, start + len(exact)) for start in starts]


def _folded_places(text: str, exact: str) -> list[tuple[int, int]]:
    words = tuple(Folded(exact).folded.split())
    if not words:
        return []
    folded = Folded(text)
    found = occurrences(folded.folded, Term(words))[:MOST_CANDIDATES]
    inner = [i for i, character in enumerate(exact) if character.isalnum()]
    before, after = inner[0], len(exact) - 1 - inner[-1]
    return [_widened(text, *folded.span(*place), before, after) for place in found]


def _widened(text: str, start: int, end: int, before: int, after: int) -> tuple[int, int]:
    """Take in the marks that the quote has around its words, whatever their shape."""
    while before and start and not (text[start - 1].isalnum() or _white(text[start - 1])):
        start, before = start - 1, before - 1
    while after and end < len(text) and not (text[end].isalnum() or _white(text[end])):
        end, after = end + 1, after - 1
    return start, end


def _best(text: str, wanted: Quote, found: list[tuple[int, int]], near: int | None) -> Place:
    def rank(place: tuple[int, int]) -> tuple[int, int]:
        return -_agreement(text, wanted, place), abs(place[0] - near) if near is not None else 0

    ordered = sorted(set(found), key=lambda place: (*rank(place), place))
    (start, end), rest = ordered[0], ordered[1:]
    if start == near:
        return Place(start, end, "same")
    unsure = bool(rest) and rank(rest[0])[0] == rank(ordered[0])[0]
    return Place(start, end, "unsure" if unsure else "moved")


def _agreement(text: str, wanted: Quote, place: tuple[int, int]) -> int:
    """Count the characters of context that are as the quote has them."""
    before = text[max(0, place[0] - len(wanted.prefix)) : place[0]]
    after = text[place[1] : place[1] + len(wanted.suffix)]
    return _common(before[::-1], wanted.prefix[::-1]) + _common(after, wanted.suffix)


def _common(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
