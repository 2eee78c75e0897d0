"""Divides a text into tokens at whose borders all given spans begin and end, and that give it back.

A token is a word, a mark, or white space; a single blank after a token belongs to it instead,
unless a span begins or ends with it. For formats that count in tokens; it knows no language.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A token's place, and whether a blank follows that belongs to it."""

    start: int
    end: int
    blank: bool = False


def tokens(text: str, spans: Iterable[tuple[int, int]]) -> list[Token]:
    """Give the tokens of a text; their words and blanks one after another are the text."""
    held = list(spans)
    starts, ends = {start for start, _ in held}, {end for _, end in held}
    found: list[Token] = []
    for start, end in _pieces(text, starts | ends):
        hangs = text[start:end] == " " and start not in starts and end not in ends
        if hangs and found and found[-1].end == start and not found[-1].blank:
            found[-1] = Token(found[-1].start, start, blank=True)
        else:
            found.append(Token(start, end))
    return found


def _pieces(text: str, cuts: set[int]) -> Iterator[tuple[int, int]]:
    for match in _TOKEN.finditer(text):
        start = match.start()
        for at in range(start + 1, match.end()):
            if at in cuts:
                yield start, at
                start = at
        yield start, match.end()
