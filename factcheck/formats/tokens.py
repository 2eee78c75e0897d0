"""Divides a text into tokens at whose borders all given spans begin and end, and that give it back.

A token is a word, a mark, or white space; a single blank after a token belongs to it instead,
unless a span begins or ends with it. For formats that count in tokens; it knows no language.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

# With the blank after it, so that most need no second look.
_TOKEN = re.compile(r"(\w+|[^\w\s])( (?!\s))?|\s+")


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
    for begin, end in pairwise(sorted({0, len(text), *starts, *ends})):
        new = _between(text, begin, end)
        first, last = new[0], new[-1]
        if last.blank and end in ends:
            new[-1:] = [Token(last.start, last.end), Token(last.end, end)]
        # A blank that no span begins or ends with hangs on what it follows.
        alone = text[begin : first.end] == " " and begin not in starts and first.end not in ends
        if alone and found and not found[-1].blank:
            found[-1] = Token(found[-1].start, begin, blank=True)
            del new[0]
        found += new
    return found


def _between(text: str, begin: int, end: int) -> list[Token]:
    return [
        Token(match.start(), match.end(1), True)
        if match.end(2) > 0
        else Token(match.start(), match.end())
        for match in _TOKEN.finditer(text, begin, end)
    ]
