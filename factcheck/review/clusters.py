"""Which statements of several layers are about the same place: at most one of each layer.

Pure. Pairs of statements of two layers whose content overlaps are joined from most to least
similar: by the share of code points that both have, then label, claim, speaker. The order of the
statements and the names of their annotators do not matter. Whoever calls gives one article's
statements, with the speakers and claims that stand now. Offsets are code points, half-open.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from factcheck.ids import Id
from factcheck.records import Statement

#: With how many statements before it that still go on one is compared: beyond that the words are
#: so crowded that time would grow with their square.
NEAR = 32
FEW = 8  # so many are kept at least before those that have ended are left out

Stretches = tuple[tuple[int, int], ...]


def places(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Group statements by place, in the order of the text; each is in exactly one group."""
    told = in_order(statements)
    joined = _Joined([s.annotator for s in told])
    _join_alike(told, joined)
    for *_, one, other in sorted(pairs(told)):
        joined.join(one, other)
    groups: dict[int, list[Statement]] = defaultdict(list)
    for n, statement in enumerate(told):
        groups[joined.of(n)].append(statement)
    return list(groups.values())


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Give statements in the order of the text."""
    return sorted(statements, key=_position)


def pairs(told: Sequence[Statement]) -> Iterator[tuple[float, int, int, int]]:
    """Give the pairs of two layers that overlap, the most similar first once they are sorted.

    Of statements in the order of the text; the last two of each are their numbers in it.
    """
    contents = [content_of(s) for s in told]
    sizes = [_size(content) for content in contents]
    going: list[int] = []
    limit = FEW
    for n, statement in enumerate(told):
        start = contents[n][0][0]
        if len(going) >= limit:
            going = [m for m in going if contents[m][-1][1] > start][-2 * NEAR :]
            limit = max(FEW, 2 * len(going))
        for m in islice(_still(going, contents, start), NEAR):
            other = told[m]
            common = overlap(contents[m], contents[n])
            if common and other.annotator != statement.annotator:
                share = common / (sizes[m] + sizes[n] - common)
                yield -share, -_weight(statement, other), m, n
        going.append(n)


def content_of(statement: Statement) -> Stretches:
    """Give the stretches of a statement's content, in the order of the text."""
    spans = statement.spans
    if len(spans) == 1:  # by far the most, and asked again and again
        return ((spans[0].start, spans[0].end),)
    return tuple(sorted((s.start, s.end) for s in spans if s.role == "content"))


def overlap(one: Stretches, other: Stretches) -> int:
    """Count the code points that two contents have in common; each is sorted and apart."""
    if len(one) == len(other) == 1:
        return max(0, min(one[0][1], other[0][1]) - max(one[0][0], other[0][0]))
    total = i = j = 0
    while i < len(one) and j < len(other):
        total += max(0, min(one[i][1], other[j][1]) - max(one[i][0], other[j][0]))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return total


def likeness(one: Statement, other: Statement) -> tuple[float, bool, bool, bool]:
    """Give how similar two statements are; a greater value is more similar.

    The share of common code points (Jaccard), then whether label, claim and speaker are the same.
    """
    a, b = content_of(one), content_of(other)
    common = overlap(a, b)
    return common / (_size(a) + _size(b) - common), *_alike(one, other)


class _Joined:
    """Numbers of statements by the place they belong to, with the layers that each place has."""

    def __init__(self, layers: Sequence[Id]) -> None:
        self._above = list(range(len(layers)))
        self._layers = [{layer} for layer in layers]

    def of(self, number: int) -> int:
        """Give the number that stands for a place: its first in the text."""
        above = self._above
        while above[number] != number:
            above[number] = number = above[above[number]]
        return number

    def join(self, one: int, other: int) -> None:
        """Make two places one, unless a layer would be there twice."""
        first, second = self.of(one), self.of(other)
        if first == second or not self._layers[first].isdisjoint(self._layers[second]):
            return
        first, second = min(first, second), max(first, second)
        self._above[second] = first
        self._layers[first] |= self._layers[second]


def _position(statement: Statement) -> tuple[int, int, Id]:
    content = content_of(statement)
    return content[0][0], content[-1][1], statement.id


def _size(content: Stretches) -> int:
    return sum(end - start for start, end in content)


def _alike(one: Statement, other: Statement) -> tuple[bool, bool, bool]:
    return one.label == other.label, one.claim == other.claim, one.speaker == other.speaker


def _join_alike(told: Sequence[Statement], joined: _Joined) -> None:
    """Join what is wholly the same at once: most of what annotators mark, however crowded."""
    same: dict[tuple[object, ...], dict[Id, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, s in enumerate(told):
        same[content_of(s), s.label, s.claim, s.speaker][s.annotator].append(n)
    for by_layer in same.values():
        columns = list(by_layer.values())
        for row in range(max(map(len, columns))):
            first, *others = sorted(column[row] for column in columns if row < len(column))
            for other in others:
                joined.join(first, other)


def _still(going: list[int], contents: Sequence[Stretches], start: int) -> Iterator[int]:
    """Give those that go on beyond a start, the latest first."""
    return (m for m in reversed(going) if contents[m][-1][1] > start)


def _weight(one: Statement, other: Statement) -> int:
    label, claim, speaker = _alike(one, other)
    return 4 * label + 2 * claim + speaker
