"""Which place of one edition stands for which of the other, and what differs as one reads it.

Pure. Offsets are code points of the two texts; what differs is given, and comes in order.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from factcheck.prose.alignment import Differing

_SHORT: Final = 24  # characters that two texts may have alike between what differs as one


def as_read(differing: Iterable[Differing], old: str, new: str) -> list[Differing]:
    """Give what differs in whole words, and as one where but a word or two lie between."""
    found: list[Differing] = []
    for one in differing:
        wide = _whole_words(one, old, new)
        if found and _belong(found[-1], wide, old):
            start, begin = found[-1].old[0], found[-1].new[0]
            wide = Differing((start, wide.old[1]), (begin, wide.new[1]))
            found.pop()
        found.append(wide)
    return found


def _whole_words(one: Differing, old: str, new: str) -> Differing:
    (a, b), (c, d) = one.old, one.new
    # What lies before and after is alike in both.
    while a and c and (_is_inside(old, a) or _is_inside(new, c)) and old[a - 1] == new[c - 1]:
        a, c = a - 1, c - 1
    while b < len(old) and d < len(new) and (_is_inside(old, b) or _is_inside(new, d)):
        if old[b] != new[d]:
            break
        b, d = b + 1, d + 1
    return Differing((a, b), (c, d))


def _is_inside(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _belong(one: Differing, other: Differing, old: str) -> bool:
    between = other.old[0] - one.old[1]
    short = between <= min(_SHORT, _size(one), _size(other))
    return between < 0 or (short and "\n" not in old[one.old[1] : other.old[0]].strip(" "))


def _size(one: Differing) -> int:
    return max(one.old[1] - one.old[0], one.new[1] - one.new[0])


class Together:
    """The way from the offsets of one text to those of another, by what differs."""

    def __init__(self, differing: Sequence[Differing]) -> None:
        self._old = [one.old for one in differing]
        self._new = [one.new for one in differing]

    def to_new(self, offset: int) -> int:
        """Give the place of the later text that stands for one of the earlier."""
        return _across(offset, self._old, self._new)

    def to_old(self, offset: int) -> int:
        """Give the place of the earlier text that stands for one of the later."""
        return _across(offset, self._new, self._old)


def _across(offset: int, here: list[tuple[int, int]], there: list[tuple[int, int]]) -> int:
    at = bisect_right(here, (offset, offset)) - 1
    if at < 0:
        return offset
    start, end = here[at]
    if offset < end:
        # Inside what differs: not past what stands for it.
        return min(there[at][0] + offset - start, there[at][1])
    return there[at][1] + offset - end
