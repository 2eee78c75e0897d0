"""Which statements of a dataset make pairs for inference, and what one says of the other.

The label is that of the link: *contradicts*, *denies*, *confirms*. The premise is the one that
answers, the hypothesis what it answers. *Neutral* pairs are drawn from the same claim, between
statements that no chain of links joins, as many as there are others, by the bundle's seed.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from math import isqrt
from random import Random

from factcheck import builtin
from factcheck.formats import Tick
from factcheck.formats.bundle import Bundle
from factcheck.ids import Id
from factcheck.queries.sayings import Joined
from factcheck.queries.standing import Standing
from factcheck.records import Link, LinkType, Statement

NEUTRAL = "neutral"
_LABELS = {
    builtin.CONTRADICTS: "contradicts",
    builtin.DENIES: "denies",
    builtin.CONFIRMS: "confirms",
}
#: How many draws are made at most for each neutral pair that is wanted.
_DRAWS = 50


@dataclass(frozen=True, slots=True)
class Side:
    """One statement of a pair; its words come once all pairs are known."""

    statement: Id
    article: Id
    annotator: Id
    claim: Id | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements, what the premise says of the hypothesis, and their part of a split."""

    id: Id
    premise: Side
    hypothesis: Side
    label: str
    part: str | None

    @property
    def statements(self) -> tuple[Id, Id]:
        """Give both statements, the premise first."""
        return self.premise.statement, self.hypothesis.statement

    def told(self, words: Mapping[Id, str]) -> "Pair":
        """Give the pair with the words of its statements."""
        premise, hypothesis = (words[i] for i in self.statements)
        return replace(
            self,
            premise=replace(self.premise, words=premise),
            hypothesis=replace(self.hypothesis, words=hypothesis),
        )

    @property
    def claim(self) -> Id | None:
        """Give the claim that the hypothesis is about, or else the premise."""
        return self.hypothesis.claim or self.premise.claim


@dataclass(slots=True)
class Pairing:
    """The pairs of one dataset: `lost` counts, once they are found, the links that are none."""

    bundle: Bundle
    languages: set[str] = field(default_factory=set)
    _lost: Counter[str] = field(default_factory=Counter)

    @property
    def lost(self) -> dict[str, int]:
        """Give how many links became no pair, by reason."""
        return {reason: n for reason, n in self._lost.items() if n}

    def pairs(self, tick: Tick) -> list[Pair]:
        """Find the pairs; goes through the articles twice, for only some words are wanted."""
        sides = self._sides(tick)
        found = list(self._linked(sides))
        wanted = Counter(pair.part for pair in found)
        found += self._neutral(sides, wanted)
        words = self._words({i for pair in found for i in pair.statements})
        return [pair.told(words) for pair in found]

    def _sides(self, tick: Tick) -> dict[Id, Side]:
        linked = {end for link in self.bundle.links for end in (link.source, link.target)}
        standing = Standing((c.id, c.merged_into) for c in self.bundle.claims if c.merged_into)
        sides = {}
        for done, part in enumerate(self.bundle.parts, 1):
            if part.article.language:
                self.languages.add(part.article.language)
            for one in part.statements:
                if one.claim or one.id in linked:
                    claim = standing.of_maybe(one.claim)
                    sides[one.id] = Side(one.id, one.article, one.annotator, claim)
            tick(done)
        return sides

    def _linked(self, sides: Mapping[Id, Side]) -> Iterator[Pair]:
        types = {one.id: one for one in self.bundle.link_types}
        for link in self.bundle.links:
            label = self._label(link, types)
            premise, hypothesis = sides[link.source], sides[link.target]
            if label is None:
                continue
            is_parted, part = self._part(premise, hypothesis)
            if is_parted:
                self._lost["pairs_parted"] += 1
                continue
            yield Pair(link.id, premise, hypothesis, label, part)

    def _label(self, link: Link, types: Mapping[Id, LinkType]) -> str | None:
        if link.type in _LABELS:
            return _LABELS[link.type]
        if types[link.type].contradicts:
            return _LABELS[builtin.CONTRADICTS]
        self._lost["repeats" if link.type == builtin.REPEATS else "other_links"] += 1
        return None

    def _part(self, one: Side, other: Side) -> tuple[bool, str | None]:
        """Say whether two statements are in two parts, and else in which one."""
        split = self.bundle.split
        if split is None:
            return False, None
        part = split.where.get(one.article)
        return part != split.where.get(other.article), part

    def _neutral(self, sides: Mapping[Id, Side], wanted: Counter[str | None]) -> Iterator[Pair]:
        """Draw pairs that nothing joins, in each part of a split as many as are wanted there."""
        joined = Joined((link.source, link.target) for link in self.bundle.links)
        random = Random(self.bundle.seed)
        left = Counter(wanted)
        for one, other in _drawn(_of_one_claim(sides), random, _DRAWS * wanted.total()):
            is_parted, part = self._part(one, other)
            is_linked = joined.of(one.statement) == joined.of(other.statement)
            if is_parted or is_linked or not left[part]:
                continue
            left[part] -= 1
            made = Id.fixed(f"neutral/{one.statement}/{other.statement}")
            yield Pair(made, one, other, NEUTRAL, part)
            if not left.total():
                break

    def _words(self, wanted: set[Id]) -> dict[Id, str]:
        def is_wanted(one: Statement) -> bool:
            return one.id in wanted

        return {one.id: one.words for one in filter(is_wanted, self.bundle.statements())}


def _of_one_claim(sides: Mapping[Id, Side]) -> list[list[Side]]:
    """Give the statements of each layer that share a claim."""
    groups: dict[tuple[Id, Id], list[Side]] = {}
    for _, side in sorted(sides.items()):
        if side.claim is not None:
            groups.setdefault((side.annotator, side.claim), []).append(side)
    return [group for _, group in sorted(groups.items()) if len(group) > 1]


def _drawn(
    groups: Sequence[Sequence[Side]], random: Random, most: int
) -> Iterator[tuple[Side, Side]]:
    """Draw pairs within groups, none twice, either side first; all where they are not too many."""
    bounds = list(accumulate((len(group) * (len(group) - 1) // 2 for group in groups), initial=0))
    total = bounds[-1]
    for number in random.sample(range(total), min(total, most)):
        at = bisect_right(bounds, number) - 1
        # The pairs of a group counted off: the second of a pair has that many before it.
        rest = number - bounds[at]
        second = (isqrt(8 * rest + 1) + 1) // 2
        first = rest - second * (second - 1) // 2
        one, other = groups[at][first], groups[at][second]
        yield (one, other) if random.random() < 0.5 else (other, one)
