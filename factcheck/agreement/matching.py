"""Pairing one side's items with the other's, each at most once: as many, or as good, as can be.

Both are exact. What hangs together is paired by itself, for most items meet one or two others.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping

Pair = tuple[int, int]
Step = Callable[[], None]
_NOTHING = (0.0, 0.0)


def nothing() -> None:
    """Do nothing between two steps."""


def most(pairs: Iterable[Pair]) -> dict[int, int]:
    """Give a pairing that holds as many of the possible pairs as can be.

    By augmenting paths. Source: Berge 1957, Proc. Natl. Acad. Sci. 43(9), p. 842.
    """
    near: dict[int, list[int]] = {}
    for one, other in pairs:
        near.setdefault(one, []).append(other)
    found: dict[int, int] = {}
    taken: dict[int, int] = {}
    for one, others in near.items():
        free = next((other for other in others if other not in taken), None)
        if free is None:
            _augment(one, near, found, taken)
        else:
            found[one], taken[free] = free, one
    return found


def _augment(
    first: int, near: Mapping[int, list[int]], found: dict[int, int], taken: dict[int, int]
) -> None:
    """Look for a way from an item to a free one, and take every second pair of it instead."""
    came_from: dict[int, int] = {}
    ahead = deque([first])
    while ahead:
        one = ahead.popleft()
        for other in near[one]:
            if other in came_from:
                continue
            came_from[other] = one
            if other in taken:
                ahead.append(taken[other])
                continue
            free: int | None = other
            while free is not None:
                back = came_from[free]
                taken[free] = back
                found[back], free = free, found.get(back)
            return


def best(worth: Mapping[Pair, float], step: Step = nothing) -> dict[int, int]:
    """Give the pairing whose worths, all above 0, make the largest sum.

    Not as many pairs as can be. By shortest augmenting paths within what hangs together. Source:
    Kuhn 1955, Naval Research Logistics Quarterly 2(1-2), pp. 83-97.
    """
    found = _evident(worth)
    taken = set(found.values())
    left = (pair for pair in worth if pair[0] not in found and pair[1] not in taken)
    for part in together(left):
        if len({one for one, _ in part}) == 1 or len({other for _, other in part}) == 1:
            one, other = max(part, key=worth.__getitem__)
            found[one] = other
        else:
            found.update(_assigned({pair: worth[pair] for pair in part}, step))
    return found


def _evident(worth: Mapping[Pair, float]) -> dict[int, int]:
    """Give pairs worth more than the best other pairs of both their items are together.

    Whatever pairing has not got them is made better by them. Most pairs are such.
    """
    of_a: dict[int, tuple[float, float]] = {}
    of_b: dict[int, tuple[float, float]] = {}
    for (one, other), w in worth.items():
        first, second = of_a.get(one, _NOTHING)
        if w > second:
            of_a[one] = (w, first) if w > first else (first, w)
        first, second = of_b.get(other, _NOTHING)
        if w > second:
            of_b[other] = (w, first) if w > first else (first, w)
    found: dict[int, int] = {}
    for (one, other), w in worth.items():
        (first_a, second_a), (first_b, second_b) = of_a[one], of_b[other]
        if w == first_a and w == first_b and w > second_a + second_b:
            found[one] = other
    return found


def together(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Give the pairs that hang together, by one item or through others."""
    of_a: dict[int, list[Pair]] = {}
    of_b: dict[int, list[Pair]] = {}
    for pair in pairs:
        of_a.setdefault(pair[0], []).append(pair)
        of_b.setdefault(pair[1], []).append(pair)
    seen: set[Pair] = set()
    for start in [pair for of_one in of_a.values() for pair in of_one]:
        if start in seen:
            continue
        seen.add(start)
        part = [start]
        for one, other in part:  # which grows meanwhile
            for pair in (*of_a.pop(one, ()), *of_b.pop(other, ())):
                if pair not in seen:
                    seen.add(pair)
                    part.append(pair)
        yield part


def _assigned(worth: Mapping[Pair, float], step: Step) -> dict[int, int]:
    """Give the best pairing of what hangs together, the fewer items taken one after the other."""
    firsts = list(dict.fromkeys(one for one, _ in worth))
    seconds = list(dict.fromkeys(other for _, other in worth))
    if len(firsts) > len(seconds):
        turned = _assigned({(other, one): w for (one, other), w in worth.items()}, step)
        return {one: other for other, one in turned.items()}
    cost = [[-worth.get((one, other), 0.0) for other in seconds] for one in firsts]
    return {
        firsts[row]: seconds[column]
        for row, column in enumerate(_cheapest(cost, step))
        if (firsts[row], seconds[column]) in worth
    }


def _cheapest(cost: list[list[float]], step: Step) -> list[int]:
    """Give the column of each row so that the costs make the least sum; rows <= columns.

    Kuhn's method with potentials; row and column 0 stand for none.
    """
    columns = len(cost[0])
    row_of = [0] * (columns + 1)
    of_row, of_column = [0.0] * (len(cost) + 1), [0.0] * (columns + 1)
    for row in range(1, len(cost) + 1):
        step()
        row_of[0] = row
        way = _reach(cost, row_of, of_row, of_column)
        column = way.pop()
        while column:
            row_of[column] = row_of[way[column]]
            column = way[column]
    found = [0] * len(cost)
    for column in range(1, columns + 1):
        if row_of[column]:
            found[row_of[column] - 1] = column - 1
    return found


def _reach(
    cost: list[list[float]], row_of: list[int], of_row: list[float], of_column: list[float]
) -> list[int]:
    """Find the cheapest way to a free column; give the way by column, and that column last."""
    columns = len(of_column)
    least, way, used = [float("inf")] * columns, [0] * columns, [False] * columns
    column = 0
    while True:
        used[column] = True
        row, nearest, delta = row_of[column], 0, float("inf")
        costs, base = cost[row - 1], of_row[row]
        for n in range(1, columns):
            if used[n]:
                continue
            reduced = costs[n - 1] - base - of_column[n]
            if reduced < least[n]:
                least[n], way[n] = reduced, column
            if least[n] < delta:
                delta, nearest = least[n], n
        for n in range(columns):
            if used[n]:
                of_row[row_of[n]] += delta
                of_column[n] -= delta
            else:
                least[n] -= delta
        column = nearest
        if not row_of[column]:
            return [*way, column]
