"""Do two annotators link the same statements, once their statements are aligned?

An end that the other did not mark costs the link its match but not its place in the count. A type
without direction holds either way round, and a link counts once however often it is stored.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from factcheck.agreement.figures import Matches, one_to_one
from factcheck.agreement.matching import most

E = TypeVar("E", bound=Hashable)
Key = tuple[Hashable, ...]
_NONE = Matches()


class Linked(NamedTuple, Generic[E]):
    """A link as it is compared: its type, whether that has a direction, its two ends."""

    type: Hashable
    source: E
    target: E
    directed: bool


@dataclass(frozen=True, slots=True)
class LinkMatches:
    """How links match; the second of each leaves links with an unaligned end out."""

    typed: Matches = _NONE
    typed_aligned: Matches = _NONE
    untyped: Matches = _NONE
    untyped_aligned: Matches = _NONE

    def __add__(self, other: LinkMatches) -> LinkMatches:
        return LinkMatches(
            self.typed + other.typed,
            self.typed_aligned + other.typed_aligned,
            self.untyped + other.untyped,
            self.untyped_aligned + other.untyped_aligned,
        )


def typed(link: Linked[E]) -> Key:
    """Give what makes a link the same as another: type and ends, in order where that matters."""
    kind, source, target, directed = link
    return (kind, source, target) if directed else (kind, frozenset((source, target)))


def untyped(link: Linked[E]) -> Key:
    """Give which statements a link joins, whatever its type and direction."""
    return (frozenset((link.source, link.target)),)


def link_matches(
    a: Iterable[Linked[E]], b: Iterable[Linked[E]], alignment: Mapping[E, E]
) -> LinkMatches:
    """Count the links of a that b has too, by type and ends, and by ends alone."""
    links_a, links_b = list(a), list(b)
    reached = set(alignment.values())
    whole_a = [k for k in links_a if k.source in alignment and k.target in alignment]
    whole_b = [k for k in links_b if k.source in reached and k.target in reached]
    mapped = [Linked(k.type, alignment[k.source], alignment[k.target], k.directed) for k in whole_a]
    found = []
    for key in (typed, untyped):
        there = {key(k) for k in links_b}
        both = len({key(k) for k in mapped} & there)
        found += [
            one_to_one(both, len({key(k) for k in links_a}), len(there)),
            one_to_one(both, len({key(k) for k in whole_a}), len({key(k) for k in whole_b})),
        ]
    return LinkMatches(*found)


def saying_pairs(
    a: Iterable[Linked[E]], b: Iterable[Linked[E]], meets: Mapping[E, Set[E]]
) -> list[tuple[Linked[E], Linked[E]]]:
    """Pair the links of sayings that both have, one-to-one, as many as can be.

    Ends are sayings; `meets` names, for each of a's, those of b's that hold a statement which is
    aligned with one of its own. Links must be given once each.
    """
    links_a, links_b = list(a), list(b)
    by_ends: dict[Key, list[int]] = {}
    for n, link in enumerate(links_b):
        by_ends.setdefault((link.type, link.source, link.target), []).append(n)
        if not link.directed:
            by_ends.setdefault((link.type, link.target, link.source), []).append(n)
    possible = {
        (m, n)
        for m, link in enumerate(links_a)
        for source in meets.get(link.source, ())
        for target in meets.get(link.target, ())
        for n in by_ends.get((link.type, source, target), ())
    }
    return [(links_a[m], links_b[n]) for m, n in sorted(most(sorted(possible)).items())]
