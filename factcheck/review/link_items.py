"""The links between places: each pair of places with each annotator's link, gold, the decision.

Pure. A layer may link two places in several ways; then those of other layers that are of the same
type and direction go with each, and the rest with what is left.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from factcheck.ids import GOLD, Id
from factcheck.records import Link
from factcheck.review.answers import LinkItem, Share, State
from factcheck.review.differing import link_differences, most
from factcheck.review.settled import Register, Settled, link_holds

_Core = tuple[Id, bool]
_Pair = tuple[Id, Id]


@dataclass(frozen=True, slots=True)
class Places:
    """Where statements are: their item's key, each item's article, and whose layers are asked."""

    of: Mapping[Id, Id]
    articles: Mapping[Id, Id]
    layers: Mapping[Id, Collection[Id]]
    order: Mapping[Id, int]
    directed: Collection[Id]

    def pair(self, link: Link) -> _Pair | None:
        """Give the two places of a link, the smaller key first; None if one is not compared."""
        one, other = self.of.get(link.source), self.of.get(link.target)
        if one is None or other is None or one == other:
            return None
        return (one, other) if one < other else (other, one)

    def core(self, link: Link) -> _Core:
        """Give type and direction: whether a directed link goes from the second to the first."""
        turned = self.of.get(link.source, b"") > self.of.get(link.target, b"")
        return link.type, link.type in self.directed and turned

    def asked(self, pair: _Pair) -> list[Id]:
        """Give who annotated both articles, in order."""
        one, other = (self.layers[self.articles[place]] for place in pair)
        return sorted((a for a in one if a in other), key=lambda a: self.order[a])


def link_items_of(
    links: Iterable[Link], places: Places, register: Register, *, away: Collection[Id]
) -> list[LinkItem]:
    """Give the items of links, by the keys of their places; `away` are links worked on still."""
    by_pair: dict[_Pair, list[Link]] = defaultdict(list)
    for link in links:
        pair = places.pair(link)
        if pair is not None:
            by_pair[pair].append(link)
    found = []
    for pair in sorted(by_pair):
        versions = [one for one in by_pair[pair] if one.annotator != GOLD]
        gold = [one for one in by_pair[pair] if one.annotator == GOLD]
        groups = _groups(versions, places)
        of_group, alone = _with_gold(groups, gold, places, register)
        rest: list[tuple[list[Link], list[Link]]] = [([], [one]) for one in alone]
        for group, made in (*zip(groups, of_group, strict=True), *rest):
            found.append(_item(pair, group, made, places, register, away))
    return found


def _groups(versions: Sequence[Link], places: Places) -> list[list[Link]]:
    """Put links of one pair together, one of each layer, those of one type and direction first."""
    alike: dict[_Core, dict[Id, list[Link]]] = defaultdict(lambda: defaultdict(list))
    for link in sorted(versions, key=lambda link: link.id):
        alike[places.core(link)][link.annotator].append(link)
    some: list[list[Link]] = []
    for by_layer in alike.values():
        columns = list(by_layer.values())
        rows = range(max(map(len, columns)))
        some += [[column[row] for column in columns if row < len(column)] for row in rows]
    some.sort(key=lambda group: (-len(group), min(link.id for link in group)))
    found: list[list[Link]] = []
    for group in some:
        layers = {link.annotator for link in group}
        for other in found:
            if layers.isdisjoint(link.annotator for link in other):
                other += group
                break
        else:
            found.append(group)
    return found


def _with_gold(
    groups: Sequence[Sequence[Link]], gold: Iterable[Link], places: Places, register: Register
) -> tuple[list[list[Link]], list[Link]]:
    of_version = {link.id: n for n, group in enumerate(groups) for link in group}
    found: list[list[Link]] = [[] for _ in groups]
    left = []
    for one in sorted(gold, key=lambda link: link.id):
        maker = register.maker(one.id)
        named = (*one.derived_from, *(maker.decision.versions if maker else ()))
        votes = Counter(of_version[i] for i in named if i in of_version)
        if votes:
            found[min(votes, key=lambda n: (-votes[n], n))].append(one)
        else:
            left.append(one)
    alone = []
    for one in left:
        free = [n for n in range(len(groups)) if not found[n]]
        same = [n for n in free if places.core(one) in map(places.core, groups[n])]
        if same or free:
            found[(same or free)[0]].append(one)
        else:
            alone.append(one)
    return found, alone


def _item(
    pair: _Pair,
    group: Sequence[Link],
    gold: Sequence[Link],
    places: Places,
    register: Register,
    away: Collection[Id],
) -> LinkItem:
    asked = places.asked(pair)
    versions = sorted(group, key=lambda link: places.order[link.annotator])
    having = {link.annotator for link in versions}
    silent = tuple(layer for layer in asked if layer not in having)
    cores = [places.core(link) for link in versions]
    records = [i for link in versions for i in (link.id, *link.derived_from)]
    articles = places.articles[pair[0]], places.articles[pair[1]]
    settled = register.about([*records, *(link.id for link in gold)], articles)
    golds = {places.core(link) for link in gold}
    agreeing = {v.id for v, core in zip(versions, cores, strict=True) if core in golds}
    state, settled = _state(settled, versions, gold, agreeing, away)
    found = link_differences(versions, cores, silent=bool(silent and versions))
    if settled is None and gold and not found and len(agreeing) == len(versions):
        state = "decided"  # gold by itself, from elsewhere or by hand, with which all agree
    return LinkItem(
        key=min(link.id for link in (versions or gold)),
        ends=pair,
        articles=articles,
        versions=tuple(versions),
        silent=silent,
        gold=tuple(gold),
        differences=found,
        share=Share(most(cores), len(asked)),
        state=state,
        decision=None if settled is None else settled.decision,
        turned=frozenset(x.id for x in (*versions, *gold) if places.core(x)[1]),
    )


def _state(
    settled: Settled | None,
    versions: Sequence[Link],
    gold: Sequence[Link],
    agreeing: Collection[Id],
    away: Collection[Id],
) -> tuple[State, Settled | None]:
    if settled is None:
        return "open", None
    made = {link.id: link for link in gold}
    if link_holds(settled.links, {v.id: v for v in versions}, made, agreeing=agreeing, away=away):
        return "decided", settled
    return "outdated", replace(settled, decision=replace(settled.decision, holds=False))
