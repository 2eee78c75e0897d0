"""Do two annotators put the same statements together, whatever they call the groups?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from factcheck.agreement.figures import Figure, undefined


@dataclass(frozen=True, slots=True)
class Grouped:
    """B-cubed precision and recall, summed up over items; sums over articles are such again."""

    precisions: float = 0.0
    recalls: float = 0.0
    items: int = 0

    def __add__(self, other: Grouped) -> Grouped:
        return Grouped(
            self.precisions + other.precisions,
            self.recalls + other.recalls,
            self.items + other.items,
        )

    @property
    def f1(self) -> Figure:
        """Give the harmonic mean of mean precision and mean recall; undefined without items.

        Source: Bagga and Baldwin 1998, LREC workshop on linguistic coreference, pp. 563-566.
        """
        if not self.items:
            return undefined("unset")
        p, r = self.precisions / self.items, self.recalls / self.items
        return Figure(2 * p * r / (p + r))


def b_cubed(pairs: Sequence[tuple[Hashable, Hashable]]) -> list[tuple[float, float]]:
    """Give, for each item by the groups it has in a and in b, its precision and its recall.

    Precision: how much of its group in b is together with it in a too; recall the other way
    round. Source: as for `Grouped.f1`.
    """
    both = Counter(pairs)
    of_a: Counter[Hashable] = Counter(one for one, _ in pairs)
    of_b: Counter[Hashable] = Counter(other for _, other in pairs)
    return [(both[pair] / of_b[pair[1]], both[pair] / of_a[pair[0]]) for pair in pairs]


def b_cubed_f1(pairs: Sequence[tuple[Hashable, Hashable]]) -> Figure:
    """Give the B-cubed F1 of items by their groups in a and in b."""
    found = b_cubed(pairs)
    return Grouped(sum(p for p, _ in found), sum(r for _, r in found), len(found)).f1
