"""Which statements stand under which claim, and which are one saying; pure, in one pass.

An article may hold ten thousand statements of which few are retold, so only those are looked at
closely. It orders what it is given and knows neither the window nor the project.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from factcheck.builtin import REPEATS
from factcheck.ids import Id
from factcheck.queries.sayings import Joined
from factcheck.records import Link, Statement


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


@dataclass(slots=True)
class Sayings:
    """Statements folded into sayings; each is known by the statement in front, in order."""

    keys: list[Id] = field(default_factory=list)
    _by_id: dict[Id, Statement] = field(default_factory=dict)
    _folded: dict[Id, Told] = field(default_factory=dict)
    _front_of: dict[Id, Id] = field(default_factory=dict)

    def told(self, key: Id) -> Told:
        """Give a saying by the statement in front."""
        return self._folded.get(key) or Told(self._by_id[key])

    def key_of(self, statement: Id | None) -> Id | None:
        """Give the statement in front of the saying that a statement is of, if it is here."""
        if statement is None or statement not in self._by_id:
            return None
        return self._front_of.get(statement, statement)

    def sort(self, places: Mapping[Id, int], article: Id | None) -> None:
        """Put them by the places of their labels, the article's own before the others."""
        last, by_id = len(places), self._by_id

        def place(key: Id) -> tuple[int, bool]:
            found = by_id[key]
            return places.get(found.label, last), found.article != article

        self.keys.sort(key=place)

    def put_first(self, statement: Id | None) -> None:
        """Put the saying of a statement before all others."""
        key = self.key_of(statement)
        if key is not None:
            self.keys.remove(key)
            self.keys.insert(0, key)

    def tallies(self) -> dict[Id, Tally]:
        """Count sayings by label, and the articles that tell them."""
        counts: dict[Id, int] = {}
        articles: dict[Id, set[Id]] = {}
        by_id = self._by_id
        heads = Counter((by_id[key].label, by_id[key].article) for key in self.keys)
        for (label, article), n in heads.items():
            counts[label] = counts.get(label, 0) + n
            articles.setdefault(label, set()).add(article)
        for x in self._folded.values():
            articles[x.head.label].update(y.article for y in x.others)
        return {label: Tally(n, len(articles[label])) for label, n in counts.items()}


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
    own: Id,
    article: Id | None = None,
    front: Sequence[Id | None] = (),
) -> Sayings:
    """Fold statements joined by *repeats* into sayings, in the order given.

    Of statements on the same words with the same label one's own layer's counts. In front of its
    saying stands the first of `front` that is in it, else the article's own first telling.
    """
    by_id = {x.id: x for x in statements}
    twin_of = _twins(statements, own)
    joined, several = _joined(twin_of, links, by_id)
    if not several:
        return Sayings(list(by_id), by_id)
    members = joined.together(x for x in by_id if x in several)
    folded: dict[Id, Told] = {}
    front_of: dict[Id, Id] = {}
    for group in members.values():
        told = _told([by_id[x] for x in group], twin_of, front, article)
        folded[told.head.id] = told
        front_of.update((x, told.head.id) for x in group)
    return Sayings([x for x in by_id if front_of.get(x, x) == x], by_id, folded, front_of)


def sayings_in(
    groups: Sequence[Group], statements: Mapping[Id, Statement], links: Iterable[Link], own: Id
) -> list[dict[Id, int]]:
    """Count the sayings of groups in the article by label."""
    some = [statements[key] for group in groups for key in group.statements]
    joined, several = _joined(_twins(some, own), links, statements)
    counts = []
    for group in groups:
        found: dict[Id, int] = {}
        seen = set()
        for key in group.statements:
            label = statements[key].label
            if key in several:
                saying = joined.of(key), label
                if saying in seen:
                    continue
                seen.add(saying)
            found[label] = found.get(label, 0) + 1
        counts.append(found)
    return counts


def counted(statements: Collection[Statement], links: Iterable[Link], own: Id) -> tuple[int, int]:
    """Count statements and links, those that several layers have alike once."""
    twin_of = _twins(statements, own)
    alike = {
        (x.type, twin_of.get(x.source, x.source), twin_of.get(x.target, x.target)) for x in links
    }
    return len(statements) - len(twin_of), len(alike)


def _twins(statements: Collection[Statement], own: Id) -> dict[Id, Id]:
    """Give what several layers have alike: of each the statement that stands for it."""
    if len({x.annotator for x in statements}) < 2:
        return {}
    first_of: dict[object, Statement] = {}
    twin_of: dict[Id, Id] = {}
    for x in sorted(statements, key=lambda x: x.annotator != own):
        place = x.article, x.label, tuple((s.start, s.end) for s in x.content)
        first = first_of.setdefault(place, x)
        if first.annotator != x.annotator:
            twin_of[x.id] = first.id
    return twin_of


def _joined(
    twin_of: Mapping[Id, Id], links: Iterable[Link], known: Collection[Id]
) -> tuple[Joined, set[Id]]:
    """Join statements into sayings; give also those that are not alone in theirs."""
    joined = Joined(twin_of.items())
    several = {*twin_of, *twin_of.values()}
    for link in links:
        if link.type == REPEATS:
            joined.join(link.source, link.target)
            several.update(x for x in (link.source, link.target) if x in known)
    return joined, several


def _told(
    group: list[Statement],
    twin_of: Mapping[Id, Id],
    front: Sequence[Id | None],
    article: Id | None,
) -> Told:
    wanted = {key: n for n, key in reversed(list(enumerate(front)))}
    own = [x for x in group if x.id not in twin_of] or group
    head = min(group, key=lambda x: wanted.get(x.id, len(wanted)))
    if head.id not in wanted:
        head = next((x for x in own if x.article == article), own[0])
    others = tuple(x for x in own if x is not head and x.id != twin_of.get(head.id))
    twins = tuple(x for x in group if x is not head and x not in others)
    return Told(head, others, twins)
