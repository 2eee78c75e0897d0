"""Which statements stand under which claim, and which are one saying; pure, in one pass.

It orders what it is given and knows neither the window nor the project.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from factcheck.builtin import REPEATS
from factcheck.ids import Id
from factcheck.records import Link, Statement
from factcheck.sayings import Joined


@dataclass(frozen=True, slots=True)
class Group:
    """The shown article's statements about one claim, or about none yet, in the text's order."""

    claim: Id | None
    statements: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One saying as a card shows it: the telling in front, and the others folded under it.

    `twins` are what other layers have on just the same words; they are no tellings of their own.
    """

    head: Statement
    others: tuple[Statement, ...] = ()
    twins: tuple[Statement, ...] = ()

    @property
    def ids(self) -> frozenset[Id]:
        """All statements that the card stands for."""
        return frozenset(x.id for x in (self.head, *self.others, *self.twins))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sayings there are of a label, and in how many articles."""

    sayings: int
    articles: int


def groups_of(statements: Iterable[Statement]) -> list[Group]:
    """Group an article's statements by claim, in the order in which the text first raises each.

    Those without a claim come last.
    """
    found: dict[Id | None, list[Id]] = {}
    for statement in statements:
        found.setdefault(statement.claim, []).append(statement.id)
    without = found.pop(None, None)
    groups = [Group(claim, tuple(ids)) for claim, ids in found.items()]
    return [*groups, Group(None, tuple(without))] if without else groups


def tellings(
    statements: Sequence[Statement],
    links: Iterable[Link],
    *,
    article: Id | None = None,
    front: Iterable[Id | None] = (),
) -> list[Told]:
    """Fold statements joined by *repeats* into sayings, in the order given.

    Of statements on the same words with the same label the first is shown; so one's own come
    first. In front of its saying stands the first of `front` that is in it, else the article's
    own first telling.
    """
    by_id = {x.id: x for x in statements}
    first_of: dict[object, Id] = {}
    twin_of: dict[Id, Id] = {}
    for x in statements:
        place = (x.article, x.label, tuple((s.start, s.end) for s in x.content))
        first = first_of.setdefault(place, x.id)
        if by_id[first].annotator != x.annotator:
            twin_of[x.id] = first
    joined = Joined(twin_of.items())
    for link in links:
        if link.type == REPEATS:
            joined.join(link.source, link.target)
    wanted = {key: n for n, key in reversed(list(enumerate(front)))}
    return [
        _told([by_id[x] for x in ids], twin_of, wanted, article)
        for ids in joined.together(by_id).values()
    ]


def _told(
    group: list[Statement],
    twin_of: Mapping[Id, Id],
    wanted: Mapping[Id | None, int],
    article: Id | None,
) -> Told:
    if len(group) == 1:
        return Told(group[0])
    own = [x for x in group if x.id not in twin_of]
    head = min(group, key=lambda x: wanted.get(x.id, len(wanted)))
    if head.id not in wanted:
        head = next((x for x in own if x.article == article), own[0])
    others = tuple(x for x in own if x is not head and x.id != twin_of.get(head.id))
    twins = tuple(x for x in group if x is not head and x not in others)
    return Told(head, others, twins)


def answers_last(told: Iterable[Told], places: Mapping[Id, int], article: Id | None) -> list[Told]:
    """Put sayings by the places of their labels, the article's own before the others."""
    last = len(places)
    return sorted(told, key=lambda x: (places.get(x.head.label, last), x.head.article != article))


def tallies(told: Iterable[Told]) -> dict[Id, Tally]:
    """Count sayings by label, and the articles that tell them."""
    counts: dict[Id, int] = {}
    articles: dict[Id, set[Id]] = {}
    for x in told:
        counts[x.head.label] = counts.get(x.head.label, 0) + 1
        found = articles.setdefault(x.head.label, set())
        found.update(y.article for y in (x.head, *x.others))
    return {label: Tally(n, len(articles[label])) for label, n in counts.items()}


def sayings_in(
    groups: Sequence[Group], statements: Mapping[Id, Statement], links: Iterable[Link]
) -> list[dict[Id, int]]:
    """Count each group's sayings in the article by label, in one pass over all of them."""
    joined = Joined()
    first_of: dict[object, Statement] = {}
    for x in statements.values():
        first = first_of.setdefault((x.label, tuple((s.start, s.end) for s in x.content)), x)
        if first.annotator != x.annotator:
            joined.join(first.id, x.id)
    for link in links:
        if link.type == REPEATS:
            joined.join(link.source, link.target)
    counts = []
    for group in groups:
        found: dict[Id, set[Id]] = {}
        for key in group.statements:
            found.setdefault(statements[key].label, set()).add(joined.of(key))
        counts.append({label: len(sayings) for label, sayings in found.items()})
    return counts
