"""Spans as brat can show them: no line break inside, and a gap between any two of one statement.

Pure. What differs from our spans is kept beside, see `brat_out`.
"""

import re
from collections.abc import Sequence

from factcheck.records import Role, Span

# Where brat or a program that reads its lines would end a line.
_BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
Pieces = tuple[tuple[int, int], ...]


def shown(spans: Sequence[Span], text: str) -> dict[Role, Pieces]:
    """Give the pieces of each role that brat can show: without line breaks, gaps between."""
    found: dict[Role, Pieces] = {}
    for role in ("content", "source", "cue"):
        pieces = _pieces([(s.start, s.end) for s in spans if s.role == role], text)
        if pieces:
            found[role] = pieces
    return found


def _pieces(stretches: Sequence[tuple[int, int]], text: str) -> Pieces:
    made: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        at = start
        for match in _BREAKS.finditer(text, start, end):
            _add(made, at, match.start())
            at = match.end()
        _add(made, at, end)
    return tuple(made)


def _add(made: list[tuple[int, int]], start: int, end: int) -> None:
    if made and made[-1][1] == start and start < end:
        made[-1] = (made[-1][0], end)
    elif start < end:
        made.append((start, end))
