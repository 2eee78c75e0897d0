"""What a measurement says: a value, or why there is none.

Every coefficient gives a `Figure`, so that nobody can take an undefined one for a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

#: Why a figure has no value; its sentence is `agreement.reason.CODE` in the texts.
Reason = Literal[
    "one_annotator",  # nobody to compare with
    "no_common",  # no article, or no unit, that two of them annotated
    "nothing",  # neither marked, or linked, anything
    "one_value",  # all values are the same, so that chance agrees wholly
    "none_aligned",  # no statement of the one overlaps any of the other
    "unset",  # neither set what is compared
    "unequal",  # a coefficient that wants as many ratings of every unit
]


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, or the reason why it is undefined; an interval where one was asked for."""

    value: float | None
    reason: Reason | None = None
    low: float | None = None
    high: float | None = None


def undefined(reason: Reason) -> Figure:
    """Give a figure that has no value."""
    return Figure(None, reason)


def ratio(part: float, whole: float, reason: Reason) -> Figure:
    """Give part of whole; undefined where there is no whole."""
    return Figure(part / whole) if whole else undefined(reason)


def beyond_chance(observed: float, expected: float) -> Figure:
    """Give (observed - expected) / (1 - expected), the shape of kappa, pi and S.

    Undefined where chance alone agrees wholly: everybody always says the same. Source: Artstein
    and Poesio 2008, Computational Linguistics 34(4), p. 559.
    """
    if is_whole(expected):
        return undefined("one_value")
    return Figure((observed - expected) / (1 - expected))


def is_whole(share: float) -> bool:
    """Say whether a share is 1 but for what floating point lost."""
    return share > 1 - 1e-12


@dataclass(frozen=True, slots=True)
class Matches:
    """How many of each side's items have their like on the other; a is the reference.

    Sums over articles are matches again.
    """

    tp_a: int = 0
    n_a: int = 0
    tp_b: int = 0
    n_b: int = 0

    @property
    def precision(self) -> Figure:
        """Give the share of b's items that are in a; undefined where b has none."""
        return ratio(self.tp_b, self.n_b, "nothing")

    @property
    def recall(self) -> Figure:
        """Give the share of a's items that are in b; undefined where a has none."""
        return ratio(self.tp_a, self.n_a, "nothing")

    @property
    def f1(self) -> Figure:
        """Give the harmonic mean of both; 0 where one side is empty, undefined where both are.

        Source: van Rijsbergen 1979, Information Retrieval, ch. 7, with equal weights.
        """
        if not self.n_a and not self.n_b:
            return undefined("nothing")
        if not self.tp_a or not self.tp_b:
            return Figure(0.0)
        p, r = self.tp_b / self.n_b, self.tp_a / self.n_a
        return Figure(2 * p * r / (p + r))

    def __add__(self, other: Matches) -> Matches:
        return Matches(
            self.tp_a + other.tp_a,
            self.n_a + other.n_a,
            self.tp_b + other.tp_b,
            self.n_b + other.n_b,
        )


def one_to_one(matched: int, all_a: int, all_b: int) -> Matches:
    """Give matches where each item has at most one partner."""
    return Matches(matched, all_a, matched, all_b)


def mean(figures: Iterable[Figure]) -> tuple[Figure, int]:
    """Give the mean of the figures that have a value, and how many these are."""
    found = list(figures)
    values = [f.value for f in found if f.value is not None]
    if not values:
        reasons = [f.reason for f in found if f.reason is not None]
        return undefined(reasons[0] if reasons else "one_annotator"), 0
    return Figure(sum(values) / len(values)), len(values)
