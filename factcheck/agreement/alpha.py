"""Krippendorff's alpha over units that two or more annotators rated, gaps allowed.

The coincidences of values are all it needs; those of several articles add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from factcheck.agreement.distances import Distance, nominal
from factcheck.agreement.figures import Figure, undefined

V = TypeVar("V", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Alpha:
    """The coefficient, with the disagreement observed and that expected by chance."""

    figure: Figure
    observed: float | None = None
    expected: float | None = None


@dataclass(frozen=True, slots=True)
class Coincidences(Generic[V]):
    """How often two values meet in a unit, each unit weighing as many values as it has.

    A unit with a single value counts for nothing. Source: Krippendorff 2011, Computing
    Krippendorff's Alpha-Reliability, section C.
    """

    #: Pairs of unequal values, as they meet in the units, both ways round.
    unequal: Mapping[tuple[V, V], float]
    #: How often each value is there to be paired.
    totals: Mapping[V, float]

    @property
    def pairable(self) -> float:
        """Give the number of values that can be paired."""
        return sum(self.totals.values())

    def __add__(self, other: Coincidences[V]) -> Coincidences[V]:
        return added((self, other))

    def percent(self) -> Figure:
        """Give the share of pairs of values that are equal, 1 - Do with the nominal distance.

        Source: Krippendorff 2004, Content Analysis, 2nd ed., p. 245, for any number of annotators.
        """
        n = self.pairable
        return Figure(1 - sum(self.unequal.values()) / n) if n else undefined("no_common")

    def alpha(self, distance: Distance[V] = nominal) -> Alpha:
        """Give 1 - Do / De for a distance between values; undefined where all are the same.

        Source: Krippendorff 2004, Content Analysis, 2nd ed., pp. 222-230.
        """
        n = self.pairable
        if not n:
            return Alpha(undefined("no_common"))
        observed = sum(times * distance(*pair) for pair, times in self.unequal.items()) / n
        if distance is nominal:
            expected = n * n - sum(times * times for times in self.totals.values())
        else:
            expected = sum(
                times * others * distance(one, other)
                for one, times in self.totals.items()
                for other, others in self.totals.items()
                if one != other
            )
        expected /= n * (n - 1)
        if expected <= 0:
            return Alpha(undefined("one_value"), observed, expected)
        return Alpha(Figure(1 - observed / expected), observed, expected)


def coincidences(units: Iterable[tuple[Mapping[V, int], int]]) -> Coincidences[V]:
    """Count how values meet in units, given by how often each value is in them.

    With each comes how many units there are like it. Source: as for `Coincidences`.
    """
    unequal: Counter[tuple[V, V]] = Counter()
    totals: Counter[V] = Counter()
    for values, times in units:
        rated = sum(values.values())
        if rated < 2:
            continue
        for value, here in values.items():
            totals[value] += here * times
        if len(values) > 1:
            weight = times / (rated - 1)
            for one, here in values.items():
                for other, there in values.items():
                    if one != other:
                        # A float in a Counter of ints: the stubs know only whole counts.
                        unequal[one, other] += here * there * weight  # type: ignore[assignment]  # see above
    return Coincidences(unequal, totals)


def of_rows(rows: Sequence[Sequence[V | None]]) -> Coincidences[V]:
    """Count how values meet, from one row for each annotator and None where one did not rate."""
    if not rows:
        return Coincidences({}, {})
    return coincidences(
        (Counter(v for v in column if v is not None), 1) for column in zip(*rows, strict=True)
    )


def added(parts: Iterable[Coincidences[V]]) -> Coincidences[V]:
    """Put the coincidences of several articles together."""
    unequal: dict[tuple[V, V], float] = {}
    totals: dict[V, float] = {}
    for part in parts:
        for pair, times in part.unequal.items():
            unequal[pair] = unequal.get(pair, 0.0) + times
        for value, times in part.totals.items():
            totals[value] = totals.get(value, 0.0) + times
    return Coincidences(unequal, totals)
