"""Where the spans of two annotators share characters, found by one sweep over both.

A span here is a set of code points: stretches (start, end), half-open, that neither touch nor
overlap, in order.
"""

from collections.abc import Iterable, Mapping, Sequence

from factcheck.errors import BadInput

#: How many pairs of overlapping spans are compared at most, in one article of two annotators.
MOST = 1_000_000
Stretch = tuple[int, int]
Stretches = tuple[Stretch, ...]
# By the places in a and in b: how many code points are shared, at least one.
Shared = Mapping[tuple[int, int], int]


def covered(stretches: Iterable[Stretch]) -> Stretches:
    """Give the code points that stretches cover, in order, those that touch joined.

    Raises ValueError for one that is empty.
    """
    ordered = sorted(stretches)
    if len(ordered) == 1 and ordered[0][0] < ordered[0][1]:
        return (ordered[0],)
    found: list[Stretch] = []
    for start, end in ordered:
        if start >= end:
            raise ValueError(f"an empty stretch: {start} to {end}")
        if found and start <= found[-1][1]:
            if end > found[-1][1]:
                found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return tuple(found)


def size(stretches: Sequence[Stretch]) -> int:
    """Give how many code points stretches hold that do not overlap."""
    if len(stretches) == 1:
        return stretches[0][1] - stretches[0][0]
    return sum(end - start for start, end in stretches)


def common(one: Sequence[Stretch], other: Sequence[Stretch]) -> int:
    """Give how many code points two covers share."""
    both = 0
    rest = iter(other)
    there = next(rest, None)
    for start, end in one:
        while there is not None and there[1] <= start:
            there = next(rest, None)
        while there is not None and there[0] < end:
            first, last = there
            both += (last if last < end else end) - (first if first > start else start)
            if last > end:
                break
            there = next(rest, None)
    return both


def shared(a: Sequence[Stretches], b: Sequence[Stretches]) -> dict[tuple[int, int], int]:
    """Give which spans of a and b overlap, and by how many code points.

    Raises BadInput where more than `MOST` pairs do: nobody marks so, and memory has an end.
    """
    starts = [(start, end, 0, n) for n, span in enumerate(a) for start, end in span]
    starts += [(start, end, 1, n) for n, span in enumerate(b) for start, end in span]
    starts.sort()
    found: dict[tuple[int, int], int] = {}
    open_a: list[tuple[int, int]] = []
    open_b: list[tuple[int, int]] = []
    for start, end, side, n in starts:
        if side == 0:
            if open_b:
                open_b = [stretch for stretch in open_b if stretch[0] > start]
                for until, other in open_b:
                    pair = n, other
                    found[pair] = found.get(pair, 0) + (end if end < until else until) - start
            open_a.append((end, n))
        else:
            if open_a:
                open_a = [stretch for stretch in open_a if stretch[0] > start]
                for until, other in open_a:
                    pair = other, n
                    found[pair] = found.get(pair, 0) + (end if end < until else until) - start
            open_b.append((end, n))
        if len(found) > MOST:
            raise BadInput("agreement.overlaps", most=f"{MOST:,}")
    return found
