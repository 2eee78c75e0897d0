"""Spreading articles over annotators: evenly, each to so many, by a seed.

Pure arithmetic over ids: the same input gives the same plan. Even is meant of what each has in the
end. Where what is given already makes it uneven, the plan comes as near as it can: no further
article could be moved, over however many hands, from one who has two more to one who has less.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from random import Random

from factcheck.ids import Id

Held = Mapping[Id, frozenset[Id]]


def spread(
    articles: Sequence[Id],
    annotators: Sequence[Id],
    *,
    overlap: int,
    seed: int = 0,
    held: Held | None = None,
    loads: Mapping[Id, int] | None = None,
) -> dict[Id, tuple[Id, ...]]:
    """Give to whom each article is to be given besides those who hold it already.

    `held` are the holders of articles, of whom only the annotators named count towards `overlap`;
    `loads` is how many articles each has already. Raises ValueError unless
    `1 <= overlap <= len(annotators)` and everything is named once.
    """
    if not 1 <= overlap <= len(annotators):
        raise ValueError(f"{overlap} of {len(annotators)} annotators")
    if len(set(articles)) < len(articles) or len(set(annotators)) < len(annotators):
        raise ValueError("something is named twice")
    plan = _Plan(annotators, {i: n for i, n in (loads or {}).items() if i in set(annotators)})
    random = Random(seed)
    everybody = frozenset(annotators)
    mixed = sorted(articles)
    random.shuffle(mixed)
    # Those with the fewest to choose from first: what is given to one cannot be given again.
    mixed.sort(key=lambda a: -len((held or {}).get(a, frozenset()) & everybody))
    for article in mixed:
        having = (held or {}).get(article, frozenset()) & everybody
        plan.give(article, overlap - len(having), having, random)
    plan.even_out()
    order = {annotator: n for n, annotator in enumerate(annotators)}
    return {
        article: tuple(sorted(plan.new[article], key=order.__getitem__))
        for article in articles
        if plan.new[article]
    }


class _Plan:
    """Who gets what, while it is worked out."""

    def __init__(self, annotators: Sequence[Id], loads: Mapping[Id, int]) -> None:
        self.loads = {annotator: loads.get(annotator, 0) for annotator in annotators}
        self.new: dict[Id, set[Id]] = {}
        self._having: dict[Id, frozenset[Id]] = {}

    def give(self, article: Id, wanted: int, having: frozenset[Id], random: Random) -> None:
        """Give an article to the ones who have the least, chance deciding between equals."""
        free = sorted(self.loads.keys() - having)
        random.shuffle(free)
        free.sort(key=self.loads.__getitem__)
        self._having[article] = having
        self.new[article] = set(free[: max(0, wanted)])
        for annotator in self.new[article]:
            self.loads[annotator] += 1

    def even_out(self) -> None:
        """Move articles, over several hands if need be, while one has two more than another."""
        while (way := self._way()) is not None:
            for (giver, article), taker in zip(way[:-1], [one for one, _ in way[1:]], strict=True):
                assert article is not None
                self.new[article].remove(giver)
                self.new[article].add(taker)
            self.loads[way[0][0]] -= 1
            self.loads[way[-1][0]] += 1

    def _way(self) -> list[tuple[Id, Id | None]] | None:
        """Find hands from one with much to one with at least two less: giver and what they give."""
        if max(self.loads.values()) - min(self.loads.values()) < 2:
            return None
        moves = self._moves()
        for start in sorted(self.loads, key=lambda one: (-self.loads[one], one)):
            came: dict[Id, tuple[Id, Id] | None] = {start: None}
            waiting = deque([start])
            while waiting:
                giver = waiting.popleft()
                for taker, article in moves[giver].items():
                    if taker in came:
                        continue
                    came[taker] = (giver, article)
                    if self.loads[taker] <= self.loads[start] - 2:
                        return _walked(came, taker)
                    waiting.append(taker)
        return None

    def _moves(self) -> dict[Id, dict[Id, Id]]:
        """Give, for each giver and taker, an article that could go from one to the other."""
        found: dict[Id, dict[Id, Id]] = {annotator: {} for annotator in self.loads}
        for article, annotators in self.new.items():
            if annotators:
                takers = self.loads.keys() - annotators - self._having[article]
                for giver in annotators:
                    for taker in takers:
                        found[giver].setdefault(taker, article)
        return {giver: dict(sorted(takers.items())) for giver, takers in found.items()}


def _walked(came: Mapping[Id, tuple[Id, Id] | None], end: Id) -> list[tuple[Id, Id | None]]:
    way: list[tuple[Id, Id | None]] = [(end, None)]
    step = came[end]
    while step is not None:
        way.append(step)
        step = came[step[0]]
    return way[::-1]
