"""Splits of a dataset that cannot leak: articles that belong together are never parted.

Pure. What ties articles to each other (links, near-duplicates, claims) is given; groups of tied
articles are dealt so that sizes and labels come near the wish, and `parted`, which trusts nothing
of that, proves it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal, get_args

from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.queries.sayings import Joined

Rule = Literal["linked", "claims", "time", "random"]
Tie = tuple[Id, Id]
RULES: tuple[Rule, ...] = get_args(Rule)
_ROUNDS = 40  # of moving groups about until nothing gets nearer to the wish
_LABEL_WEIGHT = 0.5  # how much a label's share counts beside the number of articles


@dataclass(frozen=True, slots=True)
class Piece:
    """One article: how many statements of each label it has, and a key that sorts by its date."""

    article: Id
    labels: Mapping[str, int] = field(default_factory=dict)
    date: str = ""


def read_sizes(words: str) -> dict[str, float]:
    """Read a wish as `train=0.8,dev=0.1,test=0.1`, made to add up to one; raise BadInput."""
    sizes: dict[str, float] = {}
    for part in words.split(","):
        name, _, number = part.partition("=")
        name = name.strip()
        try:
            size = float(number)
        except ValueError:
            raise BadInput("split.words", words=words) from None
        if not name.isidentifier() or name in sizes or not 0 < size < 1e9:
            raise BadInput("split.words", words=words)
        sizes[name] = size
    total = sum(sizes.values())
    return {name: size / total for name, size in sizes.items()}


def groups_of(articles: Iterable[Id], ties: Iterable[Tie]) -> list[tuple[Id, ...]]:
    """Group articles that ties join, directly or through others; by smallest id, sorted."""
    return [tuple(group) for group in Joined(ties).together(sorted(articles)).values()]


def dealt(
    pieces: Sequence[Piece],
    groups: Iterable[Sequence[Id]],
    sizes: Mapping[str, float],
    *,
    seed: int,
    pinned: Mapping[Id, str] | None = None,
) -> dict[Id, str]:
    """Deal whole groups so that each part comes near its size, and near the shares of labels.

    The largest groups first, each where it is wanted most; then groups move as long as that helps.
    `pinned` articles stay where they were, and the rest of their group joins the most of them.
    """
    deal = _Deal(pieces, sizes, pinned or {})
    free = deal.take_pinned(groups)
    random = Random(seed)
    random.shuffle(free)
    free.sort(key=len, reverse=True)
    for group in free:
        deal.put(group, deal.best(group))
    for _ in range(_ROUNDS):
        moved = [deal.move(group) for group in free]
        if not any(moved):
            break
    return deal.where


def dealt_by_time(
    pieces: Sequence[Piece], groups: Iterable[Sequence[Id]], sizes: Mapping[str, float]
) -> dict[Id, str]:
    """Deal whole groups by the earliest date in them: the first part has the oldest.

    Articles without a date come last, for nobody can say that they were known before.
    """
    dates = {piece.article: piece.date or "~" for piece in pieces}
    in_time = sorted(groups, key=lambda group: (min(dates[i] for i in group), group[0]))
    bounds, so_far = [], 0.0
    for name, size in sizes.items():
        so_far += size
        bounds.append((name, so_far * len(pieces)))
    where: dict[Id, str] = {}
    for group in in_time:
        middle = len(where) + len(group) / 2
        name = next((name for name, bound in bounds if middle <= bound), bounds[-1][0])
        where.update(dict.fromkeys(group, name))
    return where


def parted(where: Mapping[Id, str], ties: Iterable[Tie]) -> list[Tie]:
    """Give the ties whose ends are in different parts: none is the proof that nothing leaks."""
    return [tie for tie in ties if where.get(tie[0]) != where.get(tie[1])]


class _Deal:
    """A deal in the making: what each part holds, and how far that is from the wish."""

    def __init__(
        self, pieces: Sequence[Piece], sizes: Mapping[str, float], pinned: Mapping[Id, str]
    ) -> None:
        self._sizes = sizes
        self._pinned = pinned
        self._labels = {piece.article: piece.labels for piece in pieces}
        totals: dict[str, float] = defaultdict(float)
        for piece in pieces:
            for label, n in piece.labels.items():
                totals[label] += n
        self._totals = {"": float(len(pieces)), **totals}
        self._held: dict[str, dict[str, float]] = {name: defaultdict(float) for name in sizes}
        self.where: dict[Id, str] = {}

    def take_pinned(self, groups: Iterable[Sequence[Id]]) -> list[tuple[Id, ...]]:
        """Put the groups with pinned articles, and give the others."""
        free = []
        for group in groups:
            pins = [self._pinned[i] for i in group if self._pinned.get(i) in self._sizes]
            if not pins:
                free.append(tuple(group))
                continue
            most = max(sorted(set(pins)), key=pins.count)
            for article in group:
                name = self._pinned.get(article, most)
                self.put((article,), name if name in self._sizes else most)
        return free

    def put(self, group: Sequence[Id], name: str) -> None:
        """Put a group into a part, out of the one where it is."""
        for article in group:
            before = self.where.get(article)
            if before is not None:
                self._count(article, before, -1)
            self._count(article, name, 1)
            self.where[article] = name

    def best(self, group: Sequence[Id]) -> str:
        """Give the part where a group that is in none brings the deal nearest to the wish."""
        weights = self._weights(group)
        return min(self._sizes, key=lambda name: self._cost_with(name, weights))

    def move(self, group: Sequence[Id]) -> bool:
        """Move a group to another part if that is nearer to the wish, and say so."""
        here = self.where[group[0]]
        weights = self._weights(group)
        leaving = self._cost_with(here, {k: -n for k, n in weights.items()})
        gains = {
            name: self._cost_with(name, weights) + leaving for name in self._sizes if name != here
        }
        name = min(gains, key=gains.__getitem__, default=here)
        if name == here or gains[name] >= -1e-9:
            return False
        self.put(group, name)
        return True

    def _weights(self, group: Sequence[Id]) -> dict[str, float]:
        weights: dict[str, float] = defaultdict(float)
        weights[""] = float(len(group))
        for article in group:
            for label, n in self._labels[article].items():
                weights[label] += n
        return weights

    def _count(self, article: Id, name: str, sign: int) -> None:
        for key, n in self._weights((article,)).items():
            self._held[name][key] += sign * n

    def _cost_with(self, name: str, weights: Mapping[str, float]) -> float:
        """Give how much farther from the wish a part is with these weights than without."""
        cost = 0.0
        for key, n in weights.items():
            total = self._totals[key]
            if not total:
                continue
            short = self._held[name][key] / total - self._sizes[name]
            now = short + n / total
            # Parts count by their own size, or the small ones would never fill.
            factor = (1.0 if key == "" else _LABEL_WEIGHT) / self._sizes[name]
            cost += factor * (now * now - short * short)
        return cost
