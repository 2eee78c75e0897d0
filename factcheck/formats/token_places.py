"""The tokens and sentences of a text, for formats that are tables of tokens.

A token is a word or one mark that is not white space, as agreement counts them. Code points.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from factcheck.prose.sentences import sentences_in

_TOKEN = re.compile(r"\w+|[^\w\s]")
_LINES = re.compile(r"[^\n]+")

Place = tuple[int, int]


def tokens_in(text: str) -> list[Place]:
    """Give the places of the tokens of a text."""
    return [*map(re.Match.span, _TOKEN.finditer(text))]


def bounds_in(text: str) -> tuple[list[int], list[int]]:
    """Give where the tokens of a text begin, and where they end."""
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        starts.append(start)
        ends.append(end)
    return starts, ends


def sentence_starts(text: str, starts: Sequence[int]) -> list[int]:
    """Give the numbers of the tokens with which sentences begin, by where all tokens begin."""
    found = {0} if starts else set()
    for match in _LINES.finditer(text):
        for start, _ in sentences_in(text, *match.span()):
            token = bisect_left(starts, start)
            if token < len(starts):
                found.add(token)
    return sorted(found)


def touched(tokens: Sequence[Place], start: int, end: int) -> range:
    """Give the numbers of the tokens of which a place has anything."""
    first = max(bisect_right(tokens, (start, start)) - 1, 0)
    if first < len(tokens) and tokens[first][1] <= start:
        first += 1
    return range(first, bisect_left(tokens, (end, end)))
