"""Which statements lie where: an index by position, and the rows their underlines take.

Positions are whatever unit the marks are given in (the reader gives Qt's). A sorted list of
starts and the greatest length answer "what overlaps this line" by bisection; the few very long
stretches are kept apart, because one of them would spoil that bound for all.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from heapq import heappop, heappush
from operator import itemgetter
from typing import NamedTuple

from factcheck.ids import Id
from ui.reading.values import StatementMark, Stretches

LONG = 5_000


class Piece(NamedTuple):
    """One content stretch of a statement, at positions of the page, in its row of underlines."""

    start: int
    end: int
    row: int
    mark: StatementMark


class Layers:
    """The statements of one article by position."""

    def __init__(self, placed: Iterable[tuple[StatementMark, Stretches]] = ()) -> None:
        self.marks: dict[Id, StatementMark] = {}
        self._placed: dict[Id, Stretches] = {}
        heads: list[tuple[int, StatementMark]] = []
        pieces: list[tuple[int, int, StatementMark]] = []
        for mark, stretches in placed:
            self.marks[mark.id] = mark
            self._placed[mark.id] = stretches
            if stretches:
                heads.append((stretches[0][0], mark))
            for start, end in stretches:
                pieces.append((start, -end, mark))
        in_rows = _in_rows(pieces)
        self._long = [piece for piece in in_rows if piece.end - piece.start > LONG]
        self._short = [piece for piece in in_rows if piece.end - piece.start <= LONG]
        self._starts = [piece.start for piece in self._short]
        self._reach = max((piece.end - piece.start for piece in self._short), default=0)
        heads.sort(key=itemgetter(0))
        self._heads = heads
        self._head_starts = [start for start, _ in heads]

    def stretches(self, statement: Id) -> Stretches:
        """Give the content stretches of a statement; none if it is not here."""
        return self._placed.get(statement, ())

    def overlapping(self, start: int, end: int) -> list[Piece]:
        """Give the pieces that share a character with `[start, end)`, outer ones first."""
        low = bisect_left(self._starts, start - self._reach)
        high = bisect_left(self._starts, end)
        found = [piece for piece in self._long if piece.start < end and piece.end > start]
        found += [piece for piece in self._short[low:high] if piece.end > start]
        return found

    def at(self, position: int) -> list[StatementMark]:
        """Give the statements under a position, the shortest (innermost) first, each once.

        The position just after the last character counts when nothing else is there, for that
        is where a click on the last half letter puts the caret.
        """
        pieces = self.overlapping(position, position + 1) or [
            piece for piece in self.overlapping(position - 1, position) if piece.end == position
        ]
        pieces.sort(key=lambda piece: piece.end - piece.start)
        return list({piece.mark.id: piece.mark for piece in pieces}.values())

    def starting(self, start: int, end: int) -> list[StatementMark]:
        """Give the statements whose first character lies in `[start, end)`, in text order."""
        low = bisect_left(self._head_starts, start)
        high = bisect_left(self._head_starts, end)
        return [mark for _, mark in self._heads[low:high]]

    def neighbor(self, position: int, *, forward: bool) -> StatementMark | None:
        """Give the next (or previous) statement that starts after (before) a position."""
        if forward:
            index = bisect_right(self._head_starts, position)
        else:
            index = bisect_left(self._head_starts, position) - 1
        return self._heads[index][1] if 0 <= index < len(self._heads) else None


def _in_rows(pieces: list[tuple[int, int, StatementMark]]) -> list[Piece]:
    # Greedy interval coloring: the lowest row that is free; the longer of two that start alike
    # comes first (ends are given negative), so that what it encloses lies below it.
    pieces.sort(key=itemgetter(0, 1))
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    rows = 0
    result: list[Piece] = []
    for start, negative_end, mark in pieces:
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        if free:
            row = heappop(free)
        else:
            row, rows = rows, rows + 1
        heappush(busy, (-negative_end, row))
        result.append(Piece(start, -negative_end, row, mark))
    return result
