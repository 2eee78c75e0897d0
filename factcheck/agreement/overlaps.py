"""Where the spans of two annotators share characters, found by one sweep over both.

A span here is a set of code points: stretches (start, end), half-open, that neither touch nor
overlap, in order.
"""

from collections.abc import Iterable, Mapping, Sequence

Stretch = tuple[int, int]
Stretches = tuple[Stretch, ...]
# By the places in a and in b: how many code points are shared, at least one.
Shared = Mapping[tuple[int, int], int]


def covered(stretches: Iterable[Stretch]) -> Stretches:
    """Give the code points that stretches cover, in order, those that touch joined.

    Raises ValueError for one that is empty.
    """
    found: list[Stretch] = []
    for start, end in sorted(stretches):
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
    return sum(end - start for start, end in stretches)


def common(one: Sequence[Stretch], other: Sequence[Stretch]) -> int:
    """Give how many code points two covers share."""
    i = j = shared = 0
    while i < len(one) and j < len(other):
        shared += max(0, min(one[i][1], other[j][1]) - max(one[i][0], other[j][0]))
        if one[i][1] <= other[j][1]:
            i += 1
        else:
            j += 1
    return shared


def shared(a: Sequence[Stretches], b: Sequence[Stretches]) -> dict[tuple[int, int], int]:
    """Give which spans of a and b overlap, and by how many code points."""
    starts = [(start, end, 0, n) for n, span in enumerate(a) for start, end in span]
    starts += [(start, end, 1, n) for n, span in enumerate(b) for start, end in span]
    starts.sort()
    found: dict[tuple[int, int], int] = {}
    open_a: list[tuple[int, int]] = []
    open_b: list[tuple[int, int]] = []
    for start, end, side, n in starts:
        if side == 0:
            open_b = [stretch for stretch in open_b if stretch[0] > start]
            for until, other in open_b:
                pair = n, other
                found[pair] = found.get(pair, 0) + min(end, until) - start
            open_a.append((end, n))
        else:
            open_a = [stretch for stretch in open_a if stretch[0] > start]
            for until, other in open_a:
                pair = other, n
                found[pair] = found.get(pair, 0) + min(end, until) - start
            open_b.append((end, n))
    return found
