"""Coefficients of two annotators who judged the same things: a table of what each said.

The table is also the confusion matrix that people look at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from factcheck.agreement.alpha import Alpha, coincidences
from factcheck.agreement.distances import Distance, nominal
from factcheck.agreement.figures import Figure, beyond_chance, ratio, undefined

V = TypeVar("V", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Table(Generic[V]):
    """How often a said the one while b said the other; `values` are all that can be said."""

    values: tuple[V, ...]
    counts: Mapping[tuple[V, V], int]

    @property
    def total(self) -> int:
        """Give how many were judged."""
        return sum(self.counts.values())

    def __add__(self, other: Table[V]) -> Table[V]:
        values = dict.fromkeys((*self.values, *other.values))
        return Table(tuple(values), Counter(self.counts) + Counter(other.counts))

    def marginals(self) -> tuple[Mapping[V, int], Mapping[V, int]]:
        """Give how often each said what."""
        of_a: Counter[V] = Counter()
        of_b: Counter[V] = Counter()
        for (one, other), times in self.counts.items():
            of_a[one] += times
            of_b[other] += times
        return of_a, of_b

    def percent(self) -> Figure:
        """Give the share on which both said the same."""
        return ratio(self._same(), self.total, "none_aligned")

    def expected_kappa(self) -> Figure:
        """Give the agreement by chance where each keeps to their own habits (Cohen 1960)."""
        of_a, of_b = self.marginals()
        both = sum(times * of_b.get(value, 0) for value, times in of_a.items())
        return ratio(both, self.total**2, "none_aligned")

    def expected_pi(self) -> Figure:
        """Give the agreement by chance where both have the same habits (Scott 1955)."""
        of_a, of_b = self.marginals()
        both = sum((of_a.get(v, 0) + of_b.get(v, 0)) ** 2 for v in {*of_a, *of_b})
        return ratio(both, 4 * self.total**2, "none_aligned")

    def kappa(self) -> Figure:
        """Give Cohen's kappa. Source: Cohen 1960, Educ. and Psych. Measurement 20(1), p. 40."""
        return self._beyond(self.expected_kappa())

    def pi(self) -> Figure:
        """Give Scott's pi. Source: Scott 1955, Public Opinion Quarterly 19(3), p. 323."""
        return self._beyond(self.expected_pi())

    def s(self) -> Figure:
        """Give S, where chance takes every value alike.

        Source: Bennett, Alpert and Goldstein 1954, Public Opinion Quarterly 18(3), p. 307.
        """
        return self._beyond(ratio(1, len(self.values), "none_aligned"))

    def weighted_kappa(self, distance: Distance[V]) -> Figure:
        """Give 1 - Do / De with distances between values and each one's own habits.

        Source: Cohen 1968, Psychological Bulletin 70(4), p. 215.
        """
        of_a, of_b = self.marginals()
        total = self.total
        if not total:
            return undefined("none_aligned")
        observed = sum(times * distance(*pair) for pair, times in self.counts.items()) / total
        expected = sum(
            times * others * distance(one, other)
            for one, times in of_a.items()
            for other, others in of_b.items()
        )
        expected /= total**2
        return Figure(1 - observed / expected) if expected > 0 else undefined("one_value")

    def alpha(self, distance: Distance[V] = nominal) -> Alpha:
        """Give Krippendorff's alpha of the two; see `Coincidences.alpha`."""
        return coincidences((Counter(pair), times) for pair, times in self.counts.items()).alpha(
            distance
        )

    def _same(self) -> int:
        return sum(times for (one, other), times in self.counts.items() if one == other)

    def _beyond(self, expected: Figure) -> Figure:
        observed = self.percent()
        if observed.value is None or expected.value is None:
            return undefined(observed.reason or expected.reason or "none_aligned")
        return beyond_chance(observed.value, expected.value)


def table_of(pairs: Iterable[tuple[V, V]], values: Sequence[V] = ()) -> Table[V]:
    """Count pairs of what a and b said; values that nobody said may be named too."""
    counts = Counter(pairs)
    said = dict.fromkeys(value for pair in counts for value in pair)
    return Table(tuple(dict.fromkeys((*values, *said))), counts)


def of_two_rows(rows: Sequence[Sequence[V | None]]) -> Table[V] | None:
    """Count what two annotators said of the units that both rated; None unless there are two."""
    if len(rows) != 2:
        return None
    return table_of(
        (one, other)
        for one, other in zip(*rows, strict=True)
        if one is not None and other is not None
    )
