"""Counts that add up over articles, so that drawing articles anew is adding anew.

A count has a key of a name and what it is of, such as a label; what is not there is 0.
"""

from collections.abc import Hashable, Iterable, Mapping

Key = tuple[Hashable, ...]
Counts = Mapping[Key, float]


def summed(parts: Iterable[Counts]) -> dict[Key, float]:
    """Add counts up."""
    found: dict[Key, float] = {}
    for part in parts:
        for key, n in part.items():
            found[key] = found.get(key, 0) + n
    return found


class Tally(dict[Key, float]):
    """Counts while they are made."""

    def add(self, *key: Hashable, n: float = 1) -> None:
        """Count one, or n."""
        self[key] = self.get(key, 0) + n
