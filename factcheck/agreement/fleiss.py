"""Fleiss' kappa: several annotators, as many ratings of every unit, whoever made them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from factcheck.agreement.figures import Figure, beyond_chance, is_whole, undefined

V = TypeVar("V", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Rated(Generic[V]):
    """Units that were each rated `times` times, summed up; sums over articles are such again."""

    times: int
    units: int
    #: For each value, the pairs of ratings of one unit that are both this value.
    agreeing: Mapping[V, int]
    totals: Mapping[V, int]

    def __add__(self, other: Rated[V]) -> Rated[V]:
        agreeing = Counter(self.agreeing)
        agreeing.update(other.agreeing)
        totals = Counter(self.totals)
        totals.update(other.totals)
        return Rated(self.times, self.units + other.units, agreeing, totals)

    def observed(self) -> Figure:
        """Give the share of pairs of ratings that agree."""
        pairs = self.units * self.times * (self.times - 1)
        if not pairs:
            return undefined("one_annotator" if self.times < 2 and self.units else "no_common")
        return Figure(sum(self.agreeing.values()) / pairs)

    def expected(self) -> Figure:
        """Give the share that agrees by chance: the sum of the squared shares of the values."""
        ratings = self.units * self.times
        if not ratings:
            return undefined("no_common")
        return Figure(sum((n / ratings) ** 2 for n in self.totals.values()))

    def kappa(self) -> Figure:
        """Give Fleiss' kappa; with two annotators it is Scott's pi.

        Source: Fleiss 1971, Psychological Bulletin 76(5), pp. 378-382.
        """
        observed, expected = self.observed(), self.expected()
        if observed.value is None or expected.value is None:
            return observed
        return beyond_chance(observed.value, expected.value)

    def kappa_of(self, value: V) -> Figure:
        """Give the kappa of one value against all others. Source: Fleiss 1971, p. 381."""
        ratings = self.units * self.times
        if not ratings or self.times < 2:
            return undefined("no_common")
        share = self.totals.get(value, 0) / ratings
        if is_whole(share) or not share:
            return undefined("one_value")
        # x (n - x) is n x - x - x (x - 1), and x (x - 1) are the pairs that agree.
        n = self.totals[value]
        unequal = n * (self.times - 1) - self.agreeing.get(value, 0)
        return Figure(1 - unequal / (ratings * (self.times - 1) * share * (1 - share)))


def rated(units: Iterable[tuple[Mapping[V, int], int]]) -> Rated[V] | None:
    """Sum up units, given by how often each value is in them and how many are alike.

    None unless all are rated alike often.
    """
    agreeing: Counter[V] = Counter()
    totals: Counter[V] = Counter()
    n, times = 0, None
    for values, alike in units:
        here = sum(values.values())
        if times is not None and here != times:
            return None
        n, times = n + alike, here
        for value, given in values.items():
            totals[value] += given * alike
            agreeing[value] += given * (given - 1) * alike
    return Rated(times or 0, n, agreeing, totals)


def fleiss_kappa(units: Iterable[Mapping[V, int]]) -> Figure:
    """Give Fleiss' kappa of units by how often each value was given; see `Rated.kappa`."""
    found = rated((unit, 1) for unit in units)
    return undefined("unequal") if found is None else found.kappa()
