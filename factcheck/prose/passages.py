"""Cuts a text into the passages that a search index takes, each with its place in the text.

A passage holds at most 2,000 words: PostgreSQL keeps no more than 256 places of one word, and
none beyond the 16,383rd, and says nothing. Passages overlap, so that a phrase of `OVERLAP` words
lies wholly in one of them. It knows no database.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.prose.fold import Folded
from factcheck.prose.query import UNSPACED

WORDS = 2_000
OVERLAP = 20

_WORD = re.compile(f"[{UNSPACED}]|[^ {UNSPACED}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text, in code points, half-open, and its words as an index takes them."""

    start: int
    end: int
    indexed: str


def passages(text: str) -> Iterator[Passage]:
    """Give the passages of a text in order; a text without a word has one, of no words."""
    folded = Folded(text)
    whole = folded.folded
    if len(whole) < 2 * WORDS or (whole.isascii() and whole.count(" ") < WORDS):
        yield Passage(0, len(text), indexed(whole))
        return
    places = [match.span() for match in _WORD.finditer(whole)]
    if len(places) <= WORDS:
        yield Passage(0, len(text), indexed(whole))
        return
    for first in range(0, len(places) - OVERLAP, WORDS - OVERLAP):
        inside = places[first : first + WORDS]
        start, end = inside[0][0], inside[-1][1]
        yield Passage(*folded.span(start, end), indexed(whole[start:end]))


def indexed(folded: str) -> str:
    """Give a folded text as the index takes it: one space between words, in any script.

    Scripts that put no space between words are indexed letter by letter.
    """
    return folded if folded.isascii() else _UNSPACED.sub(r" \g<0> ", folded)
