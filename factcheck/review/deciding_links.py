"""The edits of decisions on links: a gold link always ends on gold statements.

An end without gold takes the version that the chosen link ends on along, as a decision of its
own in the same revision, or is refused. It checks no role and records nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import get_args

from factcheck import models
from factcheck.datasets.edits import link_edits
from factcheck.errors import BadInput, NotFound
from factcheck.ids import GOLD, Id
from factcheck.queries.rows import by_ids
from factcheck.records import Certainty, Contradiction, Link
from factcheck.review.answers import DecisionOutcome, LinkItem, StatementItem
from factcheck.review.deciding import Deciding, gold_for
from factcheck.review.reading import Reviewed
from factcheck.review.results import LinkResult, Result
from factcheck.review.snapshots import Snapshot, written
from factcheck.store.database import Database
from factcheck.verbs.bringing import brought_to
from factcheck.verbs.checks import choice, prose
from factcheck.verbs.marking import link_removal


class LinkDeciding:
    """Adds decisions on links to the edits of a revision that decides."""

    def __init__(self, database: Database, kept: Reviewed, deciding: Deciding) -> None:
        self._database = database
        self._kept = kept
        self._deciding = deciding

    def decide(
        self,
        item: LinkItem,
        results: Sequence[LinkResult],
        outcome: DecisionOutcome,
        *,
        take_ends: bool,
        unfinished: bool = False,
    ) -> tuple[Link, ...]:
        """Decide on the link of two places; give the gold links.

        Raises BadInput where an end has no gold and is not to be taken, or for what cannot be.
        """
        pool = {x.id: x for x in (*item.versions, *item.gold)}
        left = list(item.gold)
        gold: list[Link] = []
        for result in results:
            if result.base not in pool:
                raise BadInput("review.not_here")
            base = pool[result.base]
            ends = {
                end: self._gold_end(end, take_ends=take_ends, unfinished=unfinished)
                for end in (base.source, base.target)
            }
            was = next((g for g in left if g.id == base.id or base.id in g.derived_from), None)
            was = was or (left[0] if left else None)
            if was is not None:
                left.remove(was)
            gold.append(self._gold(item, result, base, ends, was, unfinished=unfinished))
        if len({(x.type, x.source, x.target) for x in gold}) < len(gold):
            raise BadInput("review.same_twice")
        self._write(item, gold, left)
        snapshot = written(Snapshot(item.versions, item.gold, tuple(gold)))
        self._deciding.note(item, outcome, snapshot, gold)
        return tuple(gold)

    def has_ends(self, item: LinkItem) -> bool:
        """Say whether both ends of a link have gold, from before or by this revision."""
        found = [self._kept.item_of(end, unfinished=False) for end in item.ends]
        return all(i is not None and self._deciding.gold_of(i) for i in found)

    def _gold(
        self,
        item: LinkItem,
        result: LinkResult,
        base: Link,
        ends: Mapping[Id, Id],
        was: Link | None,
        *,
        unfinished: bool,
    ) -> Link:
        kind = result.type or base.type
        if kind not in by_ids(self._database, models.link_type, [kind]):
            raise NotFound("link_type.gone")
        source, target = ends[base.source], ends[base.target]
        if source == target:
            raise BadInput("link.itself")
        directed = kind in self._kept.directed()
        if (result.turned and directed) or (not directed and source > target):
            source, target = target, source
        origin = base.source if ends[base.source] == source else base.target
        start = self._item_of(origin, unfinished=unfinished).key
        turned = directed and start != item.ends[0]
        chosen = _worded(base, result)
        return replace(
            chosen,
            id=was.id if was else Id.new(),
            type=kind,
            source=source,
            target=target,
            annotator=GOLD,
            derived_from=tuple(v.id for v in item.versions),
            agreed_by=tuple(
                v.annotator
                for v in item.versions
                if (v.type, v.id in item.turned) == (kind, turned)
            ),
            attributes=was.attributes if was else {},
        )

    def _gold_end(self, end: Id, *, take_ends: bool, unfinished: bool) -> Id:
        """Give the gold that stands for an end, taken along where there is none."""
        item = self._item_of(end, unfinished=unfinished)
        gold = self._deciding.gold_of(item)
        if not gold:
            if not take_ends:
                raise BadInput("review.ends")
            gold = self._deciding.decide(item, [Result(end)], "taken")
        found = gold_for(end, gold)
        assert found is not None, "gold is not empty"
        return found

    def _item_of(self, end: Id, *, unfinished: bool) -> StatementItem:
        found = self._kept.item_of(end, unfinished=unfinished)
        if found is None:
            raise NotFound("review.gone")
        return found

    def _write(self, item: LinkItem, gold: Sequence[Link], dropped: Sequence[Link]) -> None:
        edits = self._deciding.edits
        rows = by_ids(self._database, models.link, [x.id for x in dropped])
        edits += link_removal(self._database, list(rows.values()))
        was = {x.id for x in item.gold}
        for one in gold:
            wanted = link_edits(one)
            edits += brought_to(self._database, wanted) if one.id in was else wanted


def link_outcome(results: Sequence[LinkResult]) -> DecisionOutcome:
    """Say in a word what was chosen."""
    if not results:
        return "none"
    if len(results) > 1:
        return "several"
    one = results[0]
    by_hand = (one.type, one.contradiction_kind, one.rationale, one.confidence)
    return "edited" if one.turned or any(x is not None for x in by_hand) else "taken"


def _worded(base: Link, result: LinkResult) -> Link:
    """Give a link with what was written by hand; raise BadInput for what cannot be."""
    kind: Contradiction | None = base.contradiction_kind
    if result.contradiction_kind is not None:
        kind = choice("kind", result.contradiction_kind, get_args(Contradiction))
    confidence: Certainty | None = base.confidence
    if result.confidence is not None:
        confidence = choice("confidence", result.confidence, get_args(Certainty))
    rationale = base.rationale
    if result.rationale is not None:
        rationale = prose("rationale", result.rationale)
    return replace(base, contradiction_kind=kind, confidence=confidence, rationale=rationale)
