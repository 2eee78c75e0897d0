"""Which statements lie where: an index by position, and the rows their underlines take.

Positions are whatever unit the marks are given in (the reader gives Qt's). Sorted starts and the
furthest end so far answer "what overlaps this line" by bisection; the few very long stretches are
kept apart, because one of them would spoil that for all. Rows are worked out where they are seen,
for ten thousand statements come anew with each gesture.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import accumulate
from typing import NamedTuple

from factcheck.ids import Id
from ui.reading.values import StatementMark, Stretches

LONG = 5_000

# Start, end below zero (so that of two that start alike the longer comes first), statement.
_Raw = tuple[int, int, Id]


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
        every: list[_Raw] = []
        for mark, stretches in placed:
            self.marks[mark.id] = mark
            self._placed[mark.id] = stretches
            for start, end in stretches:
                every.append((start, -end, mark.id))
        every.sort()
        self._every = every
        self._every_start = [start for start, _, _ in every]
        long = [raw for raw in every if -raw[1] - raw[0] > LONG]
        self._long = [self._piece(raw, row) for raw, row in zip(long, _rows(long), strict=True)]
        self._short = [raw for raw in every if -raw[1] - raw[0] <= LONG] if long else every
        self._starts = [raw[0] for raw in self._short] if long else self._every_start
        self._reached = list(accumulate((-end for _, end, _ in self._short), max))
        self._rows = [-1] * len(self._short)

    def stretches(self, statement: Id) -> Stretches:
        """Give the content stretches of a statement; none if it is not here."""
        return self._placed.get(statement, ())

    def overlapping(self, start: int, end: int) -> list[Piece]:
        """Give the pieces that share a character with `[start, end)`, in text order."""
        found = [piece for piece in self._long if piece.start < end and piece.end > start]
        taken = len(found)
        low, high = bisect_right(self._reached, start), bisect_left(self._starts, end)
        for number in range(low, high):
            raw = self._short[number]
            if -raw[1] > start:
                found.append(self._piece(raw, taken + self._row(number)))
        return found

    def at(self, position: int) -> list[StatementMark]:
        """Give the statements under a position, the shortest (innermost) first, each once.

        Of two as long one's own comes before what another layer has for reference.

        The position just after the last character counts when nothing else is there, for that
        is where a click on the last half letter puts the caret.
        """
        pieces = self.overlapping(position, position + 1) or [
            piece for piece in self.overlapping(position - 1, position) if piece.end == position
        ]
        pieces.sort(key=inner_first)
        return list({piece.mark.id: piece.mark for piece in pieces}.values())

    def starting(self, start: int, end: int) -> list[StatementMark]:
        """Give the statements whose first character lies in `[start, end)`, in text order."""
        low, high = bisect_left(self._every_start, start), bisect_left(self._every_start, end)
        heads = [raw for raw in self._every[low:high] if self._is_head(raw)]
        return [self.marks[statement] for _, _, statement in heads]

    def neighbor(self, position: int, *, forward: bool) -> StatementMark | None:
        """Give the next (or previous) statement that starts after (before) a position."""
        if forward:
            rest = iter(self._every[bisect_right(self._every_start, position) :])
        else:
            rest = reversed(self._every[: bisect_left(self._every_start, position)])
        return next((self.marks[raw[2]] for raw in rest if self._is_head(raw)), None)

    def _piece(self, raw: _Raw, row: int) -> Piece:
        return Piece(raw[0], -raw[1], row, self.marks[raw[2]])

    def _is_head(self, raw: _Raw) -> bool:
        return self._placed[raw[2]][0][0] == raw[0]

    def _row(self, number: int) -> int:
        if self._rows[number] < 0:
            # Rows depend only on what is joined to this by overlaps, link by link.
            first, last = number, number + 1
            while first and self._reached[first - 1] > self._starts[first]:
                first -= 1
            while last < len(self._short) and self._reached[last - 1] > self._starts[last]:
                last += 1
            self._rows[first:last] = _rows(self._short[first:last])
        return self._rows[number]


def inner_first(piece: Piece) -> tuple[int, bool]:
    """Give the place of a piece among those under one point: the shortest, then one's own."""
    return piece.end - piece.start, piece.mark.reference


def _rows(ordered: Sequence[_Raw]) -> list[int]:
    # Greedy interval coloring: each takes the lowest row that is free where it starts.
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    rows: list[int] = []
    for start, end_below_zero, _ in ordered:
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        row = heappop(free) if free else len(busy)
        heappush(busy, (-end_below_zero, row))
        rows.append(row)
    return rows
