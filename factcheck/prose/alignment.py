"""Which stretches two texts have in common, in the same order, and where they differ.

Pure. Words are compared folded: first those runs of words that both have once (Cohen's patience
diff), then what is left between them, in bounds, so that a megabyte takes a second or two and
hostile texts not much longer. What has moved counts as taken away here and added there.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from factcheck.prose.fold import Folded

#: Scripts that put no spaces between words: there each character counts as one.
_ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(f"[{_ALONE}]|[^\\s{_ALONE}]+")
_WIDTHS = (3, 1)  # words in a row that must be there once in each text
_DEEPEST = 24
_LARGEST = 10_000  # pairs of words that are compared each with each

Matches = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text by number, the same for the same word, and where they stand."""

    numbers: list[int]
    starts: list[int]
    ends: list[int]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Give the first and the one past the last word that lie wholly in a stretch."""
        first = bisect_right(self.starts, start - 1)
        return first, max(first, bisect_right(self.ends, end))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch that both texts have just alike: code points, half-open."""

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class Differing:
    """Where two texts differ: either stretch may be empty. Code points, half-open."""

    old: tuple[int, int]
    new: tuple[int, int]


def words_of(text: str, known: dict[str, int]) -> Words:
    """Give a text's words, folded and numbered as in `known`, which learns the new ones."""
    folded = Folded(text)
    numbers, starts, ends = [], [], []
    for found in _WORD.finditer(folded.folded):
        numbers.append(known.setdefault(found[0], len(known)))
        start, end = folded.span(*found.span())
        starts.append(start)
        ends.append(end)
    return Words(numbers, starts, ends)


def matched(old: Sequence[int], new: Sequence[int]) -> Matches:
    """Pair the words of two texts that stand for each other, by number, in rising order."""
    found: Matches = []
    waiting = [(0, len(old), 0, len(new), 0)]
    while waiting:
        a, b, c, d, depth = waiting.pop()
        while a < b and c < d and old[a] == new[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        if a == b or c == d:
            continue
        anchors = _anchors(old, new, (a, b), (c, d)) if depth < _DEEPEST else []
        if anchors:
            found += anchors
            for one, other in zip([(a - 1, c - 1), *anchors], [*anchors, (b, d)], strict=True):
                waiting.append((one[0] + 1, other[0], one[1] + 1, other[1], depth + 1))
        elif (b - a) * (d - c) <= _LARGEST:
            close = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
            for block in close.get_matching_blocks():
                found += [(a + block.a + n, c + block.b + n) for n in range(block.size)]
    found.sort()
    return found


class Alignment:
    """Two texts side by side: what they have in common, and what differs."""

    def __init__(self, old: str, new: str) -> None:
        known: dict[str, int] = {}
        self.old, self.new = old, new
        self.old_words, self.new_words = words_of(old, known), words_of(new, known)
        #: What differs, without a common beginning or end, in the order of both texts.
        self.differing = list(self._differing())
        self.runs = list(self._runs())
        self._starts = [run.old for run in self.runs]
        self._new_starts = [run.new for run in self.runs]
        self._sums = [0, *accumulate(run.length for run in self.runs)]
        self._cuts = [one.old[0] for one in self.differing]

    def run_at(self, old: int) -> Run | None:
        """Give the run that an old character is in, None where it has no counterpart."""
        at = bisect_right(self._starts, old) - 1
        return self.runs[at] if at >= 0 and old < self._starts[at] + self.runs[at].length else None

    def run_at_new(self, new: int) -> Run | None:
        """Give the run that a new character is in, None where it has no counterpart."""
        at = bisect_right(self._new_starts, new) - 1
        found = self.runs[at] if at >= 0 else None
        return found if found and new < found.new + found.length else None

    def differing_at(self, old: int) -> Differing | None:
        """Give what differs at an old character, None where it has a counterpart."""
        at = bisect_right(self._cuts, old) - 1
        return self.differing[at] if at >= 0 and old < self.differing[at].old[1] else None

    def alike(self, start: int, end: int) -> int:
        """Count the characters of an old stretch that have a counterpart."""
        return self._alike_before(end) - self._alike_before(start)

    def _alike_before(self, old: int) -> int:
        at = bisect_right(self._starts, old) - 1
        if at < 0:
            return 0
        return self._sums[at] + min(self.runs[at].length, old - self.runs[at].old)

    def _differing(self) -> Iterator[Differing]:
        pairs = matched(self.old_words.numbers, self.new_words.numbers)
        a = c = 0
        held = (0, 0, 0, 0)
        for b, d in (*self._pieces(pairs), (len(self.old), len(self.new))):
            if self.old[a:b] != self.new[c:d]:
                if (held[1], held[3]) != (a, c):
                    yield from self._trimmed(*held)
                    held = a, b, c, d
                held = held[0], b, held[2], d
            a, c = b, d
        yield from self._trimmed(*held)

    def _pieces(self, pairs: Matches) -> Iterator[tuple[int, int]]:
        """Give where each piece ends in both: what is between matched words, and each word."""
        olds, news = self.old_words, self.new_words
        for i, j in pairs:
            yield olds.starts[i], news.starts[j]
            yield olds.ends[i], news.ends[j]

    def _trimmed(self, a: int, b: int, c: int, d: int) -> Iterator[Differing]:
        old, new = self.old, self.new
        while a < b and c < d and old[a] == new[c]:
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
        if a < b or c < d:
            yield Differing((a, b), (c, d))

    def _runs(self) -> Iterator[Run]:
        a = c = 0
        for one in self.differing:
            if one.old[0] > a:
                yield Run(a, c, one.old[0] - a)
            a, c = one.old[1], one.new[1]
        if len(self.old) > a:
            yield Run(a, c, len(self.old) - a)


def _anchors(
    old: Sequence[int], new: Sequence[int], ours: tuple[int, int], theirs: tuple[int, int]
) -> Matches:
    """Pair the words that begin what both have once, in the longest rising order."""
    for width in _WIDTHS:
        here, there = _once(old, *ours, width), _once(new, *theirs, width)
        pairs = [(place, there[key]) for key, place in here.items() if key in there]
        if pairs:
            return _rising(sorted(pairs))
    return []


def _once(words: Sequence[int], start: int, end: int, width: int) -> dict[object, int]:
    """Give where each run of so many words begins that is there once."""
    columns = (words[start + n : end] for n in range(width))
    found: dict[object, int] = {}
    twice: set[object] = set()
    for place, run in enumerate(zip(*columns, strict=False), start):
        if run in found:
            twice.add(run)
        else:
            found[run] = place
    for again in twice:
        del found[again]
    return found


def _rising(pairs: Matches) -> Matches:
    """Give the longest part of pairs, sorted by their first, whose second rises too."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, second) in enumerate(pairs):
        at = bisect_right(tops, second)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1] = [second]
        ends[at : at + 1] = [n]
    found = []
    n = ends[-1]
    while n >= 0:
        found.append(pairs[n])
        n = before[n]
    return found[::-1]
