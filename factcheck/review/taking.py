"""The edits by which somebody takes a decision over: their own statement or link becomes as gold.

What was dropped goes, what was missed is added as a copy, and what is there is altered in place.
Notes and doubts stay whose they are. It records nothing.
"""

from dataclasses import replace

from factcheck import models
from factcheck.access import Access
from factcheck.datasets.edits import link_edits, statement_edits
from factcheck.ids import Id
from factcheck.journal import Edit
from factcheck.queries.rows import by_ids
from factcheck.queries.statement_rows import load_stored
from factcheck.records import Link, Statement
from factcheck.review.answers import LinkItem, StatementItem
from factcheck.review.differing import core
from factcheck.review.fates import nearest_gold, nearest_gold_link
from factcheck.review.reading import Reviewed
from factcheck.verbs.bringing import brought_to
from factcheck.verbs.marking import copied, link_removal, removal
from factcheck.verbs.places import place_of, text_of
from factcheck.verbs.taking_over import taken_over


class Taking:
    """Brings decisions into the layer of who acts."""

    def __init__(self, access: Access, kept: Reviewed) -> None:
        self._access = access
        self._database = access.database
        self._layer = access.layer.id
        self._kept = kept

    def statement(self, item: StatementItem) -> list[Edit]:
        """Give the edits that make one's own statements at a place as gold has them."""
        mine = self._own(item)
        if mine is not None and not item.gold:
            rows = by_ids(self._database, models.statement, [mine.id])
            return removal(self._database, list(rows.values()))
        ids = [s.id for s in (*item.gold, *([mine] if mine else ()))]
        stored = {s.id: s for s in load_stored(self._database, models.statement.c.id.in_(ids))}
        altered_by = nearest_gold(mine, item.gold) if mine else None
        edits = []
        for one in item.gold:
            gold = stored[one.id]
            parent = self._own_parent(gold)
            if mine is not None and altered_by is one:
                edits += self._brought(stored[mine.id], gold, parent)
            elif not self._has(one):
                edits += copied(gold, self._layer, parent=parent)[1]
        return edits

    def link(self, item: LinkItem) -> list[Edit]:
        """Give the edits that make one's own links between two places as gold has them."""
        mine = next((v for v in item.versions if v.annotator == self._layer), None)
        if mine is not None and not item.gold:
            rows = by_ids(self._database, models.link, [mine.id])
            return link_removal(self._database, list(rows.values()))
        gold = nearest_gold_link(mine, item.gold) if mine else next(iter(item.gold), None)
        if gold is None:
            return []
        edits, ends = self._own_ends(gold)
        source, target = ends
        if gold.type not in self._kept.directed():
            source, target = min(ends), max(ends)
        wanted = replace(gold, source=source, target=target, annotator=self._layer)
        if mine is None:
            made = replace(
                wanted, id=Id.new(), derived_from=(gold.id,), agreed_by=(), attributes={}
            )
            return [*edits, *link_edits(made)]
        own = replace(
            wanted,
            id=mine.id,
            rationale=mine.rationale or gold.rationale,
            derived_from=mine.derived_from,
            agreed_by=mine.agreed_by,
            attributes=mine.attributes,
        )
        return [*edits, *brought_to(self._database, link_edits(own))]

    def _own(self, item: StatementItem | None) -> Statement | None:
        versions = item.versions if item else ()
        return next((v for v in versions if v.annotator == self._layer), None)

    def _brought(self, mine: Statement, gold: Statement, parent: Id | None) -> list[Edit]:
        wanted = replace(
            gold,
            id=mine.id,
            annotator=mine.annotator,
            parent=parent if gold.parent and parent != mine.id else mine.parent,
            note=mine.note,
            flagged=mine.flagged,
            origin=mine.origin,
            derived_from=mine.derived_from,
            agreed_by=mine.agreed_by,
            attributes=mine.attributes,
        )
        text = text_of(self._database, place_of(self._database, mine.article).sha256)
        return brought_to(self._database, statement_edits(wanted, text))

    def _own_parent(self, gold: Statement) -> Id | None:
        """Give one's own statement at the place inside which gold was made."""
        if gold.parent is None:
            return None
        found = self._own(self._kept.item_of(gold.parent, unfinished=True))
        return found.id if found else None

    def _has(self, gold: Statement) -> bool:
        """Say whether one's own layer has a gold statement already, at whatever place."""
        return any(
            core(v) == core(gold)
            for item in self._kept.items(gold.article, unfinished=True)
            for v in item.versions
            if v.annotator == self._layer
        )

    def _own_ends(self, gold: Link) -> tuple[list[Edit], tuple[Id, Id]]:
        """Give one's own ends for a gold link, with the edits that copy those one lacks."""
        found: dict[Id, Id] = {}
        lacking = []
        for end in (gold.source, gold.target):
            own = self._own(self._kept.item_of(end, unfinished=True))
            if own is None:
                lacking.append(end)
            else:
                found[end] = own.id
        taken = taken_over(self._access, lacking, self._layer) if lacking else None
        if taken is not None:
            found |= dict(zip(lacking, taken.ids, strict=True))
        return (taken.edits if taken else []), (found[gold.source], found[gold.target])
