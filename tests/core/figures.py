"""Figures compared in tests: floating point aside, undefined only like undefined."""

from factcheck.agreement.figures import Figure


def close(one: float, other: float) -> bool:
    return abs(one - other) < 1e-9


def same(one: Figure, other: Figure) -> bool:
    """Whether two figures have the same value, or neither has one."""
    if one.value is None or other.value is None:
        return one.value is other.value
    return close(one.value, other.value)
