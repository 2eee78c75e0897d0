"""Splits of a dataset that cannot leak: articles that belong together are never parted.

Pure. What ties articles to each other (links, near-duplicates, claims) is given; groups of tied
articles are dealt so that sizes and labels come near the wish, and `parted`, which trusts nothing
of that, proves it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, combinations, product
from random import Random
from typing import Literal, get_args

from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.queries.sayings import Joined

Rule = Literal["linked", "claims", "time", "random"]
Tie = tuple[Id, Id]
RULES: tuple[Rule, ...] = get_args(Rule)
_ROUNDS = 40  # of moving groups about until nothing gets nearer to the wish
_LABELS = 0.5  # how much the shares of all labels together count beside that of articles
_ALL_TRIED = 4_096  # ways to deal up to which each is looked at
_FEW = 300  # groups up to which they also change places, two at a time
_TRIES = 6  # beginnings of which the best end counts, where groups are few
_NEARER = 1e-9


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

    Of a few groups the nearest deal is found by looking at all; of more by moving and exchanging
    as long as that helps. `pinned` articles stay where they were, and the rest of their group
    joins the most of them.
    """
    deal = _Deal(pieces, sizes)
    where, free = _kept(groups, pinned or {})
    for article, name in where.items():
        deal.add((article,), name, 1)
    random = Random(seed)
    if len(sizes) ** len(free) <= _ALL_TRIED:
        random.shuffle(free)
        found = deal.best_of_all(free)
    else:
        found = deal.searched(free, random)
    return where | {article: name for group, name in found.items() for article in group}


def dealt_by_time(
    pieces: Sequence[Piece],
    groups: Iterable[Sequence[Id]],
    sizes: Mapping[str, float],
    *,
    pinned: Mapping[Id, str] | None = None,
) -> dict[Id, str]:
    """Deal whole groups by the earliest date in them: the first part has the oldest.

    Articles without a date come last, for nobody can say that they were known before. `pinned`
    articles stay where they were; what is older than some of a part does not come after it.
    """
    dates = {piece.article: piece.date or "~" for piece in pieces}
    in_time = sorted(groups, key=lambda group: (min(dates[i] for i in group), group[0]))
    where, _ = _kept(in_time, pinned or {})
    names = list(sizes)
    bounds = [share * len(pieces) for share in accumulate(sizes.values())]
    # Where each group stands by what is kept: not before the latest part of what is older.
    held = [[names.index(where[i]) for i in group if i in where] for group in in_time]
    least = list(accumulate((max(h, default=0) for h in held), max))
    most = list(accumulate((min(h, default=len(names) - 1) for h in held[::-1]), min))[::-1]
    so_far = 0
    for at, group in enumerate(in_time):
        middle = so_far + len(group) / 2
        part = next((n for n, bound in enumerate(bounds) if middle <= bound), len(names) - 1)
        so_far += len(group)
        if not held[at]:
            part = max(least[at], min(most[at], part))
            where.update(dict.fromkeys(group, names[part]))
    return where


def parted(where: Mapping[Id, str], ties: Iterable[Tie]) -> list[Tie]:
    """Give the ties whose ends are in different parts: none is the proof that nothing leaks."""
    return [tie for tie in ties if where.get(tie[0]) != where.get(tie[1])]


def _kept(
    groups: Iterable[Sequence[Id]], pinned: Mapping[Id, str]
) -> tuple[dict[Id, str], list[tuple[Id, ...]]]:
    """Give where the groups with pinned articles are, and the other groups."""
    where: dict[Id, str] = {}
    free = []
    for group in groups:
        pins = [pinned[i] for i in group if i in pinned]
        if pins:
            most = max(sorted(set(pins)), key=pins.count)
            where.update((article, pinned.get(article, most)) for article in group)
        else:
            free.append(tuple(group))
    return where, free


_Group = tuple[Id, ...]


class _Deal:
    """A deal in the making: what each part holds, and how far that is from the wish.

    What counts are shares: of the articles, and of each label's statements.
    """

    def __init__(self, pieces: Sequence[Piece], sizes: Mapping[str, float]) -> None:
        self._sizes = sizes
        totals: dict[str, int] = {}
        for piece in pieces:
            for label, n in piece.labels.items():
                totals[label] = totals.get(label, 0) + n
        labels = [(label, total) for label, total in sorted(totals.items()) if total]
        self._weights = [1.0, *([_LABELS / len(labels)] * len(labels) if labels else ())]
        self._shares = {
            piece.article: [
                1 / len(pieces),
                *(piece.labels.get(label, 0) / total for label, total in labels),
            ]
            for piece in pieces
        }
        self._held = {name: [0.0] * len(self._weights) for name in sizes}

    def add(self, group: _Group, name: str, sign: int) -> None:
        """Put a group into a part, or take it out of it with a sign of -1."""
        self._add(name, self._share(group), sign)

    def best_of_all(self, groups: Sequence[_Group]) -> dict[_Group, str]:
        """Look at every way to deal some groups, and give the nearest to the wish."""
        shares = [self._share(group) for group in groups]
        start = {name: list(held) for name, held in self._held.items()}

        def cost(names: Sequence[str]) -> float:
            self._held = {name: list(held) for name, held in start.items()}
            for name, share in zip(names, shares, strict=True):
                self._add(name, share, 1)
            return self._cost()

        best = min(product(self._sizes, repeat=len(groups)), key=cost)
        return dict(zip(groups, best, strict=True))

    def searched(self, groups: Sequence[_Group], random: Random) -> dict[_Group, str]:
        """Deal some groups from several beginnings, and give the end nearest to the wish."""
        start = {name: list(held) for name, held in self._held.items()}
        found: list[tuple[float, dict[_Group, str]]] = []
        for attempt in range(_TRIES if len(groups) <= _FEW else 1):
            self._held = {name: list(held) for name, held in start.items()}
            mixed = list(groups)
            random.shuffle(mixed)
            if attempt % 2 == 0:
                # The largest first, each where it is wanted most: small ones fill what is left.
                mixed.sort(key=len, reverse=True)
            where = self._improved(mixed)
            found.append((self._cost(), where))
        return min(found, key=lambda one: one[0])[1]

    def _improved(self, groups: Sequence[_Group]) -> dict[_Group, str]:
        shares = {group: self._share(group) for group in groups}
        where: dict[_Group, str] = {}
        for group, share in shares.items():
            where[group] = min(self._sizes, key=lambda name: self._gain(name, share))
            self._add(where[group], share, 1)
        for _ in range(_ROUNDS):
            moved = [self._move(group, share, where) for group, share in shares.items()]
            if any(moved):
                continue
            pairs = combinations(shares, 2) if len(groups) <= _FEW else ()
            exchanged = sum(self._exchange(pair, shares, where) for pair in pairs)
            if not exchanged:
                break
        return where

    def _move(self, group: _Group, share: list[float], where: dict[_Group, str]) -> bool:
        """Move a group to another part if that is nearer to the wish, and say so."""
        here = where[group]
        leaving = self._gain(here, share, -1)
        gains = {name: self._gain(name, share) + leaving for name in self._sizes if name != here}
        name = min(gains, key=gains.__getitem__, default=here)
        if name == here or gains[name] >= -_NEARER:
            return False
        self._add(here, share, -1)
        self._add(name, share, 1)
        where[group] = name
        return True

    def _exchange(
        self,
        pair: tuple[_Group, _Group],
        shares: Mapping[_Group, list[float]],
        where: dict[_Group, str],
    ) -> bool:
        """Exchange two groups of different parts if that is nearer to the wish, and say so."""
        one, other = pair
        here, there = where[one], where[other]
        if here == there:
            return False
        change = [b - a for a, b in zip(shares[one], shares[other], strict=True)]
        if self._gain(here, change) + self._gain(there, change, -1) >= -_NEARER:
            return False
        self._add(here, change, 1)
        self._add(there, change, -1)
        where[one], where[other] = there, here
        return True

    def _share(self, group: _Group) -> list[float]:
        if len(group) == 1:
            return self._shares[group[0]]
        return [sum(column) for column in zip(*(self._shares[i] for i in group), strict=True)]

    def _add(self, name: str, share: Sequence[float], sign: int) -> None:
        held = self._held[name]
        for k, n in enumerate(share):
            held[k] += sign * n

    def _gain(self, name: str, share: Sequence[float], sign: int = 1) -> float:
        """Give how much farther from the wish a part is with a share more than without."""
        wish, held = self._sizes[name], self._held[name]
        cost = 0.0
        for weight, has, n in zip(self._weights, held, share, strict=True):
            cost += weight * n * (n + 2 * sign * (has - wish))
        # Parts count by their own size, or the small ones would never fill.
        return cost / wish

    def _cost(self) -> float:
        cost = 0.0
        for name, held in self._held.items():
            wish = self._sizes[name]
            away = (has - wish for has in held)
            cost += sum(w * a * a for w, a in zip(self._weights, away, strict=True)) / wish
        return cost
