"""How sure a figure is: an interval from drawing the articles again and again.

Articles are drawn, not statements, for those of one article hang together.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
SHARE = 0.95
SEED = 20220222
# An interval from fewer figures that have a value than this share of the draws says too little.
_ENOUGH = 0.5


def draws(items: Sequence[T], times: int, seed: int = SEED) -> Iterator[list[T]]:
    """Draw as many items as there are, with replacement, again and again; the same every time.

    Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, ch. 13.
    """
    rng = random.Random(seed)
    for _ in range(times):
        yield rng.choices(items, k=len(items))


def interval(values: Sequence[float], drawn: int) -> tuple[float, float] | None:
    """Give the percentile interval of the values that draws had; None where too few had one.

    Source: Efron and Tibshirani 1993, section 13.3.
    """
    if not values or len(values) < _ENOUGH * drawn:
        return None
    ordered = sorted(values)
    return _at(ordered, (1 - SHARE) / 2), _at(ordered, (1 + SHARE) / 2)


def _at(ordered: Sequence[float], share: float) -> float:
    """Give the value at a share of the way, between two by straight line."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
