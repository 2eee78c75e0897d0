"""The edits of decisions on statements: gold made, altered in place, or dropped, and the record.

Several decisions may be one revision. Gold that is there is altered rather than made anew, so
that links to it stay; what is dropped takes its links along. It checks no role and records
nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from factcheck import models
from factcheck.access import Access
from factcheck.annotators import gold as gold_layer
from factcheck.annotators import joining, read_annotator
from factcheck.datasets.edits import statement_edits
from factcheck.errors import BadInput
from factcheck.ids import GOLD, Id
from factcheck.journal import Edit, Fields, inserted, updated
from factcheck.journal.journal import now
from factcheck.queries.rows import by_ids, row_id
from factcheck.queries.statement_rows import load_stored
from factcheck.records import Link, Statement
from factcheck.review.answers import DecisionOutcome, Item, StatementItem
from factcheck.review.clusters import likeness
from factcheck.review.differing import core
from factcheck.review.drafting import drafted
from factcheck.review.reading import Reviewed
from factcheck.review.results import Result
from factcheck.review.snapshots import Snapshot, written
from factcheck.store.lots import lots
from factcheck.verbs.bringing import brought_to
from factcheck.verbs.marking import removal
from factcheck.verbs.places import Place, place_of, text_of


class Deciding:
    """The edits of one revision that decides on some items."""

    def __init__(self, access: Access, kept: Reviewed, reason: str) -> None:
        self.edits: list[Edit] = []
        self.reason = reason
        #: The gold of the items that were decided here, by key.
        self.made: dict[Id, tuple[Statement, ...]] = {}
        self._access = access
        self._database = access.database
        self._kept = kept
        self._stored: dict[Id, Statement] = {}
        self._parents: dict[Id, set[Id]] = {}
        self._places: dict[Id, Place] = {}
        if read_annotator(access.database, GOLD) is None:
            self.edits.append(joining(gold_layer()))

    def prepare(self, items: Iterable[StatementItem]) -> None:
        """Read at once what several items are decided on."""
        every = {s.id for item in items for s in (*item.versions, *item.gold)}
        for lot in lots([i for i in every if i not in self._stored]):
            found = load_stored(self._database, models.statement.c.id.in_(lot))
            self._stored |= {s.id: s for s in found}

    def decide(
        self, item: StatementItem, results: Sequence[Result], outcome: DecisionOutcome
    ) -> tuple[Statement, ...]:
        """Decide on an item; give its gold. Raises BadInput for what cannot be gold."""
        self.prepare([item])
        place = self._place(item.article)
        pool = {s.id: self._as_stored(s) for s in (*item.versions, *item.gold)}
        wanted = [drafted(self._access, place, result, pool) for result in results]
        if len({core(one) for one in wanted}) < len(wanted):
            raise BadInput("review.same_twice")
        taken = _matched(results, wanted, item.gold)
        derived = _origins(item, results, wanted)
        gold = tuple(
            replace(
                one,
                id=was.id if was else Id.new(),
                article=item.article,
                note=was.note if was and "note" not in result.edited else one.note,
                flagged=was.flagged if was and "flagged" not in result.edited else one.flagged,
                parent=self._gold_parent(item, one),
                derived_from=origins,
                agreed_by=self._agreeing(item, one),
                attributes=was.attributes if was else {},
            )
            for result, one, was, origins in zip(results, wanted, taken, derived, strict=True)
        )
        self._write_gold(item, gold, text_of(self._database, place.sha256))
        before = tuple(pool[g.id] for g in item.gold)
        versions = tuple(pool[v.id] for v in item.versions)
        self.note(item, outcome, written(Snapshot(versions, before, gold)), gold)
        self.made[item.key] = gold
        return gold

    def confirm(self, item: StatementItem, outcome: DecisionOutcome) -> None:
        """Say anew that gold stands, on the versions as they are now; gold keeps its content."""
        self.prepare([item])
        before = tuple(self._as_stored(g) for g in item.gold)
        versions = tuple(self._as_stored(v) for v in item.versions)
        gold = tuple(replace(g, agreed_by=self._agreeing(item, g)) for g in before)
        if len(gold) == 1:
            origins = tuple(v.id for v in item.versions) or gold[0].derived_from
            gold = (replace(gold[0], derived_from=origins),)
        text = text_of(self._database, self._place(item.article).sha256)
        for one in gold:
            self.edits += brought_to(self._database, statement_edits(one, text))
        self.note(item, outcome, written(Snapshot(versions, before, gold)), gold)

    def note(
        self,
        item: Item,
        outcome: DecisionOutcome,
        snapshot: str,
        gold: Sequence[Statement] | Sequence[Link],
    ) -> None:
        """Add the record of a decision."""
        statement = isinstance(item, StatementItem)
        self.edits += decision_edits(
            self._access,
            {
                "kind": "statement" if statement else "link",
                "article": item.article if isinstance(item, StatementItem) else item.articles[0],
                "outcome": outcome,
                "reason": self.reason,
                "snapshot": snapshot,
                "replaces": item.decision.id if item.decision else None,
            },
            {"version": [v.id for v in item.versions], "gold": [g.id for g in gold]},
        )

    def gold_of(self, item: StatementItem) -> tuple[Statement, ...]:
        """Give the gold of an item, as decided here or before."""
        return self.made.get(item.key, item.gold)

    def _as_stored(self, statement: Statement) -> Statement:
        """Give a statement as it is stored; as it was read if it has gone since."""
        return self._stored.get(statement.id, statement)

    def _agreeing(self, item: StatementItem, gold: Statement) -> tuple[Id, ...]:
        wanted = core(self._kept.ground.standing(gold))
        return tuple(v.annotator for v in item.versions if core(v) == wanted)

    def _gold_parent(self, item: StatementItem, wanted: Statement) -> Id | None:
        """Give the gold that stands for the statement inside which this one was made."""
        parent = wanted.parent
        if parent is None or parent in {g.id for g in item.gold}:
            return None
        above = self._kept.item_of(parent, unfinished=False)
        above = above or self._kept.item_of(parent, unfinished=True)
        if above is None or above.key == item.key:
            return None
        return gold_for(parent, self.gold_of(above))

    def _write_gold(self, item: StatementItem, gold: Sequence[Statement], text: str) -> None:
        kept = {g.id for g in gold}
        dropped = by_ids(
            self._database, models.statement, [g.id for g in item.gold if g.id not in kept]
        )
        if dropped:
            self.edits += [
                edit
                for edit in removal(self._database, list(dropped.values()))
                if edit.id not in kept
            ]
        was = {g.id for g in item.gold}
        for one in gold:
            edits = statement_edits(one, text)
            self.edits += brought_to(self._database, edits) if one.id in was else edits
        self._take_in(item, gold)

    def _outer(self, article: Id) -> set[Id]:
        """Give the statements of an article inside which others were made."""
        if article not in self._parents:
            items = self._kept.items(article, unfinished=False)
            self._parents[article] = {v.parent for i in items for v in i.versions if v.parent}
        return self._parents[article]

    def _place(self, article: Id) -> Place:
        if article not in self._places:
            self._places[article] = place_of(self._database, article)
        return self._places[article]

    def _take_in(self, item: StatementItem, gold: Sequence[Statement]) -> None:
        """Put gold inside that was decided before what it is inside of."""
        versions = {v.id for v in item.versions}
        if not gold or versions.isdisjoint(self._outer(item.article)):
            return
        inner = [
            (g, v.parent)
            for other in self._kept.items(item.article, unfinished=False)
            if other.key != item.key and other.key not in self.made
            for g in other.gold
            if g.parent is None
            for v in other.versions
            if v.parent in versions and v.id in g.derived_from[:1]
        ]
        rows = by_ids(self._database, models.statement, [g.id for g, _ in inner])
        for one, parent in inner:
            row = rows.get(one.id)
            above = gold_for(parent, gold) if parent else None
            if row is not None and row["parent"] is None and above is not None:
                self.edits.append(
                    updated("statement", row_id(row), {"parent": None}, {"parent": above})
                )


def decision_edits(
    access: Access, fields: Fields, records: Mapping[str, Sequence[Id]]
) -> list[Edit]:
    """Give the edits that keep a decision of who acts; `records` are by their role in it."""
    made = Id.new()
    own: Fields = {**fields, "annotator": access.actor.id, "made_at": now()}
    return [
        inserted("decision", made, own),
        *(
            inserted("decided", Id.new(), {"decision": made, "record": record, "role": role})
            for role, ids in records.items()
            for record in ids
        ),
    ]


def gold_for(version: Id, gold: Sequence[Statement]) -> Id | None:
    """Give which gold stands for a version: what derives from it, else the first there is."""
    named = (g.id for g in gold if g.id == version or version in g.derived_from)
    return next(named, gold[0].id if gold else None)


def _matched(
    results: Sequence[Result], wanted: Sequence[Statement], gold: Sequence[Statement]
) -> list[Statement | None]:
    """Give for each result the gold that it alters: itself, what came of its base, the likest."""
    found: dict[int, Statement] = {}
    left = list(gold)
    for n, result in enumerate(results):
        own = next((g for g in left if g.id == result.base), None)
        if own is not None:
            found[n] = own
            left.remove(own)
    ways = sorted(
        (-(results[n].base in g.derived_from), -likeness(one, g)[0], n, g.id)
        for n, one in enumerate(wanted)
        if n not in found
        for g in left
    )
    for *_, n, record in ways:
        free = next((g for g in left if g.id == record), None)
        if n not in found and free is not None:
            found[n] = free
            left.remove(free)
    return [found.get(n) for n in range(len(results))]


def _origins(
    item: StatementItem, results: Sequence[Result], wanted: Sequence[Statement]
) -> list[tuple[Id, ...]]:
    """Give the versions that each result comes from; each version is named by one at least."""
    if len(results) == 1:
        return [tuple(v.id for v in item.versions)]
    found: list[set[Id]] = [
        {r.base, *(p for p in (r.spans_of, r.label_of, r.speaker_of, r.claim_of) if p)}
        for r in results
    ]
    for version in item.versions:
        if found and not any(version.id in ids for ids in found):
            likest = max(range(len(wanted)), key=lambda n: (likeness(wanted[n], version), -n))
            found[likest].add(version.id)
    return [tuple(v.id for v in item.versions if v.id in ids) for ids in found]
