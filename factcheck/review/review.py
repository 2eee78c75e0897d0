"""Reviewing: the verbs by which a reviewer decides, each one revision that can be undone.

A verb reads the item again and refuses where it is not as the reviewer saw it. Reviewers only,
but for what somebody does with decisions on their own work.
"""

from collections.abc import Sequence
from typing import TypeVar

from factcheck.errors import BadInput, Conflict
from factcheck.ids import Id
from factcheck.layers import check_reviewer
from factcheck.records import What
from factcheck.review.answers import Item, LinkItem, StatementItem
from factcheck.review.deciding import Deciding
from factcheck.review.drafting import outcome_of
from factcheck.review.queries import ReviewQueries
from factcheck.review.results import Result
from factcheck.review.settled import link_ground
from factcheck.verbs.checks import prose
from factcheck.verbs.places import label_name, place_of

Seen = TypeVar("Seen", StatementItem, LinkItem)


class Review(ReviewQueries):
    """Questions about review, and its verbs."""

    def decide(
        self,
        key: Id,
        results: Sequence[Result],
        reason: str = "",
        *,
        seen: StatementItem | None = None,
        unfinished: bool = False,
    ) -> None:
        """Decide what is gold at a place: nothing, one statement or several; also anew.

        `key` is the item's, or any statement's at the place; `seen` is the item as the reviewer
        saw it. Raises NotAllowed, NotFound, BadInput, and Conflict where it is not so any more.
        """
        item = self._item(key, StatementItem, seen, unfinished=unfinished)
        deciding = self._deciding(reason)
        gold = deciding.decide(item, results, outcome_of(results))
        title = place_of(self._database, item.article).short
        if gold:
            label = label_name(self._database, gold[0].label)
            what = What("review.decide", {"label": label, "title": title})
        else:
            what = What("review.decide_none", {"title": title})
        self._access.record(what, deciding.edits)

    def _deciding(self, reason: str) -> Deciding:
        return Deciding(self._access, self._kept, prose("reason", reason))

    def _item(self, key: Id, kind: type[Seen], seen: Seen | None, *, unfinished: bool) -> Seen:
        """Read the item that a verb decides on; raise NotAllowed, NotFound, BadInput, Conflict."""
        check_reviewer(self._access)
        item = self.item(key, unfinished=unfinished)
        if not isinstance(item, kind):
            raise BadInput("review.not_here")
        if seen is not None and self._ground(item) != self._ground(seen):
            raise Conflict("review.changed")
        return item

    def _ground(self, item: Item) -> tuple[object, ...]:
        decision = item.decision.id if item.decision else None
        if isinstance(item, LinkItem):
            links = [(x.id, link_ground(x)) for x in (*item.versions, *item.gold)]
            return decision, links
        statements = [(s.id, self._kept.ground.of(s)) for s in (*item.versions, *item.gold)]
        return decision, statements
