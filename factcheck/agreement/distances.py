"""How far apart two values are, as Krippendorff's alpha counts disagreement.

What alpha calls the squared difference is what these give. They are 0 for equal values.
"""

from collections.abc import Callable, Hashable, Mapping, Set
from typing import TypeVar

V = TypeVar("V", bound=Hashable)
Distance = Callable[[V, V], float]
# What makes a distance once the totals of all pairable values are known.
Measured = Callable[[Mapping[V, float]], Distance[V]]


def nominal(one: object, other: object) -> float:
    """Give 0 for equal values and 1 for all others.

    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section on metrics.
    """
    return 0.0 if one == other else 1.0


def interval(one: float, other: float) -> float:
    """Give the squared difference. Source: as for `nominal`."""
    return float((one - other) ** 2)


def of_ratio(one: float, other: float) -> float:
    """Give the squared difference over the squared sum, 0 for 0 and 0.

    Source: as for `nominal`.
    """
    return float(((one - other) / (one + other)) ** 2) if one != other else 0.0


def ordinal(totals: Mapping[float, float]) -> Distance[float]:
    """Make the ordinal distance: how many pairable values lie between two, squared.

    By the totals of the pairable values, not by ranks. Source: as for `nominal`.
    """
    up_to: dict[float, float] = {}
    total = 0.0
    for value in sorted(totals):
        # To the middle of a value's own occurrences.
        up_to[value] = total + totals[value] / 2
        total += totals[value]

    def distance(one: float, other: float) -> float:
        return (up_to[one] - up_to[other]) ** 2

    return distance


def jaccard(one: Set[object], other: Set[object]) -> float:
    """Give 1 less the share of two sets that is common; two empty sets are equal.

    Source: Jaccard 1912, New Phytologist 11(2), p. 37.
    """
    return 1 - _common(one, other)


def masi_product(one: Set[object], other: Set[object]) -> float:
    """Give (1 - J) (1 - M), one of two things called the MASI distance.

    Source: Artstein and Poesio 2008, Computational Linguistics 34(4), section 4.4, on Passonneau
    2004. The empty set is contained in every set.
    """
    return (1 - _common(one, other)) * (1 - _monotone(one, other))


def masi(one: Set[object], other: Set[object]) -> float:
    """Give 1 - J·M, the MASI distance as Passonneau 2006 (LREC, p. 832) and NLTK have it."""
    return 1 - _common(one, other) * _monotone(one, other)


def _common(one: Set[object], other: Set[object]) -> float:
    either = len(one | other)
    return len(one & other) / either if either else 1.0


def _monotone(one: Set[object], other: Set[object]) -> float:
    if one == other:
        return 1.0
    if one <= other or other <= one:
        return 2 / 3
    return 1 / 3 if one & other else 0.0
