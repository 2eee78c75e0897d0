"""Divides a text into tokens at whose borders all given spans begin and end, and that give it back.

A token is a word, a mark, or white space; a single blank after a token belongs to it instead,
unless a span begins or ends with it. For formats that count in tokens; it knows no language.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Token(NamedTuple):
    """A token's place, and whether a blank follows that belongs to it."""

    start: int
    end: int
    blank: bool = False


def tokens(text: str, spans: Iterable[tuple[int, int]]) -> list[Token]:
    """Give the tokens of a text; their words and blanks one after another are the text."""
    held = list(spans)
    starts, ends = {start for start, _ in held}, {end for _, end in held}
    found: list[Token] = []
    for start, end in _pieces(text, sorted(starts | ends)):
        # A blank that no span begins or ends with hangs on what it follows.
        if found and end - start == 1 and text[start] == " ":
            last = found[-1]
            if start not in starts and end not in ends and last.end == start and not last.blank:
                found[-1] = Token(last.start, start, blank=True)
                continue
        found.append(Token(start, end))
    return found


def _pieces(text: str, cuts: list[int]) -> Iterator[tuple[int, int]]:
    number = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        while number < len(cuts) and cuts[number] < end:
            if cuts[number] > start:
                yield start, cuts[number]
                start = cuts[number]
            number += 1
        yield start, end
