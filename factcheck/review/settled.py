"""Decisions with what they were made on, and whether they still hold. Reading only.

A decision that was replaced by a newer one is history; of those that are about one item the
newest counts.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, select

from factcheck import models
from factcheck.ids import Id
from factcheck.queries.standing import Standing
from factcheck.records import Link, Statement
from factcheck.review.answers import Decision
from factcheck.review.differing import core
from factcheck.review.snapshots import Snapshot, read_links, read_statements
from factcheck.store.database import Database

_c, _d = models.decision.c, models.decided.c
_FIELDS = ("id", "kind", "article", "annotator", "made_at", "outcome", "reason")
_COLUMNS = tuple(_c[name] for name in _FIELDS)


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision, what it was made on, and which one it replaces."""

    decision: Decision
    replaces: Id | None = None
    statements: Snapshot[Statement] | None = None
    links: Snapshot[Link] | None = None

    @property
    def records(self) -> frozenset[Id]:
        """Give the versions and the gold that it is about."""
        return frozenset((*self.decision.versions, *self.decision.gold))


def read_settled(database: Database, *conditions: ColumnElement[bool]) -> list[Settled]:
    """Read the decisions for which conditions on their table hold."""
    shown = (*conditions, database.shown(models.decision))
    records: dict[tuple[Id, str], list[Id]] = defaultdict(list)
    with database.reading():
        rows = database.rows(select(*_COLUMNS, _c.snapshot, _c.replaces).where(*shown))
        if not rows:
            return []
        of = models.decided.join(models.decision, _d.decision == _c.id)
        parts = select(_d.decision, _d.record, _d.role).select_from(of).where(*shown)
        for one, record, role in database.rows(parts.order_by(_d.id)):
            records[one, role].append(record)
    found = []
    for row in rows:
        fields = dict(zip(_FIELDS, row, strict=False))
        versions, gold = (tuple(records.get((row[0], role), ())) for role in ("version", "gold"))
        decision = Decision(**fields, versions=versions, gold=gold)
        snapshot, replaces = row[-2:]
        kind = decision.kind
        found.append(
            Settled(
                decision,
                replaces,
                read_statements(snapshot) if kind == "statement" else None,
                read_links(snapshot) if kind == "link" else None,
            )
        )
    return found


class Register:
    """The decisions that stand, by the records that they are about.

    One that was replaced stands for those records still that the newer one is not about.
    """

    def __init__(self, settled: Iterable[Settled]) -> None:
        self._about: dict[Id, list[Settled]] = defaultdict(list)
        self._sent_back: list[Settled] = []
        for one in settled:
            if one.decision.kind == "assignment":
                self._sent_back.append(one)
            else:
                for record in one.records:
                    self._about[record].append(one)

    def about(self, records: Iterable[Id], articles: Collection[Id]) -> Settled | None:
        """Give the newest decision on any of some records, made in one of their articles.

        What was carried over into a later edition was not decided on there.
        """
        found = {one.decision.id: one for r in records for one in self._about.get(r, ())}
        return _newest([one for one in found.values() if one.decision.article in articles])

    def all_about(self, records: Iterable[Id]) -> list[Settled]:
        """Give all decisions on any of some records, newest first."""
        found = {one.decision.id: one for r in records for one in self._about.get(r, ())}
        return sorted(found.values(), key=lambda one: one.decision.made_at, reverse=True)

    def maker(self, gold: Id) -> Settled | None:
        """Give the newest decision that made a gold record."""
        return _newest([one for one in self._about.get(gold, ()) if gold in one.decision.gold])

    def sent_back(self) -> list[Settled]:
        """Give the decisions by which work was sent back."""
        return self._sent_back


class Ground:
    """By what it is judged whether decisions hold: who stands for whom."""

    def __init__(self, speakers: Standing, claims: Standing) -> None:
        self._speakers, self._claims = speakers, claims

    def standing(self, statement: Statement) -> Statement:
        """Give a statement as it was once, with the speaker and claim that stand for its now."""
        speaker, claim = statement.speaker, statement.claim
        now = self._speakers.of_maybe(speaker), self._claims.of_maybe(claim)
        if now == (speaker, claim):
            return statement
        return replace(statement, speaker=now[0], claim=now[1])

    def of(self, statement: Statement) -> tuple[Hashable, ...]:
        """Give what of a statement a decision stands on: all but notes, doubts and parent."""
        speakers = self._speakers
        return (
            *(statement.label, tuple(sorted((s.role, s.start, s.end) for s in statement.spans))),
            *(speakers.of_maybe(statement.speaker), statement.speaker_basis),
            tuple(speakers.of(by) for by in statement.reported_by),
            *(speakers.of_maybe(statement.said_to), statement.said, statement.quotation),
            *(statement.certainty, self._claims.of_maybe(statement.claim)),
        )

    def holds(
        self,
        snapshot: Snapshot[Statement] | None,
        versions: Sequence[Statement],
        gold: Sequence[Statement],
        *,
        away: Collection[Id],
    ) -> bool:
        """Say whether a decision stands: gold is as it made it, the versions as they were.

        A version that has come to agree with gold is no objection, nor a copy of one in other
        hands, nor one that was dropped and is gone. `away` are the statements of those who work
        on them, or did before.
        """
        if snapshot is None or _by_id(map(self._pair, snapshot.gold)) != _by_id(
            map(self._pair, gold)
        ):
            return False
        golds = {core(g) for g in gold}
        was = _by_id(map(self._pair, snapshot.versions))
        for version in versions:
            as_was = (was.get(i) for i in (version.id, *version.derived_from))
            if core(version) not in golds and self.of(version) not in as_was:
                return False
        if gold:
            present = {v.id for v in versions}
            return all(i in present or i in away for i in was)
        return True

    def _pair(self, statement: Statement) -> tuple[Id, Hashable]:
        return statement.id, self.of(statement)


def link_ground(link: Link) -> tuple[Hashable, ...]:
    """Give what of a link a decision stands on: all but the reason, which is in own words."""
    return link.type, link.source, link.target, link.contradiction_kind, link.confidence


def link_holds(
    snapshot: Snapshot[Link] | None,
    versions: Mapping[Id, Link],
    gold: Mapping[Id, Link],
    *,
    agreeing: Collection[Id],
    away: Collection[Id],
) -> bool:
    """Say whether a decision on a link stands; `agreeing` are the versions that are as gold.

    `away` are the links that are being worked on.
    """
    if snapshot is None:
        return False
    if {g.id: link_ground(g) for g in snapshot.gold} != {
        i: link_ground(g) for i, g in gold.items()
    }:
        return False
    was = {v.id: link_ground(v) for v in snapshot.versions}
    if not all(i in agreeing or _as_was(v, was) for i, v in versions.items()):
        return False
    return not gold or all(i in versions or i in away for i in was)


def _as_was(link: Link, was: Mapping[Id, tuple[Hashable, ...]]) -> bool:
    """Say whether a version is as it was, or a copy, with ends of its own, of one that was so."""
    ground = link_ground(link)
    if was.get(link.id) == ground:
        return True
    copied = (was[i] for i in link.derived_from if i in was)
    return any((one[0], *one[3:]) == (ground[0], *ground[3:]) for one in copied)


def _by_id(pairs: Iterable[tuple[Id, Hashable]]) -> dict[Id, Hashable]:
    return dict(pairs)


def _newest(settled: Collection[Settled]) -> Settled | None:
    replaced = {one.replaces for one in settled}
    standing = [one for one in settled if one.decision.id not in replaced]
    return max(standing, key=lambda one: (one.decision.made_at, one.decision.id), default=None)
