"""Sets of stretches of a text: what a toggle adds to and takes from an article's furniture.

Pure. Code points, half-open; a set holds stretches in order that do not touch.
"""

from collections.abc import Iterable

Stretch = tuple[int, int]


def united(stretches: Iterable[Stretch], start: int, end: int) -> list[Stretch]:
    """Add a stretch; those that overlap or touch become one."""
    return joined([*stretches, (start, end)])


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Give any stretches in order; those that overlap or touch become one."""
    found: list[Stretch] = []
    for a, b in sorted(stretches):
        if found and a <= found[-1][1]:
            found[-1] = found[-1][0], max(b, found[-1][1])
        else:
            found.append((a, b))
    return found


def cut_out(stretches: Iterable[Stretch], start: int, end: int) -> list[Stretch]:
    """Take a stretch away; what it cuts in the middle becomes two."""
    return [
        part
        for a, b in sorted(stretches)
        for part in ((a, min(b, start)), (max(a, end), b))
        if part[0] < part[1]
    ]
