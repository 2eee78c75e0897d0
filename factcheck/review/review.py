"""Reviewing: the verbs by which a reviewer decides, each one revision that can be undone.

A verb reads the item again and refuses where it is not as the reviewer saw it. Reviewers only,
but for what somebody does with decisions on their own work.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from factcheck import models
from factcheck.annotators import read_annotator
from factcheck.claims import Claims
from factcheck.errors import BadInput, Conflict, NotFound
from factcheck.ids import Id
from factcheck.layers import check_reviewer
from factcheck.queries.rows import one
from factcheck.records import What
from factcheck.review.answers import Item, LinkItem, StatementItem
from factcheck.review.bulk import By, agreed_versions, has_gold, outer_first
from factcheck.review.deciding import Deciding
from factcheck.review.deciding_links import LinkDeciding, link_outcome
from factcheck.review.drafting import outcome_of
from factcheck.review.queries import ReviewQueries
from factcheck.review.queue import articles_of
from factcheck.review.results import LinkResult, Result
from factcheck.review.sending_back import sending_back
from factcheck.review.settled import link_ground
from factcheck.review.snapshots import Snapshot, written
from factcheck.review.taking import Taking
from factcheck.verbs.checks import prose
from factcheck.verbs.places import label_name, place_of

_WAYS: tuple[By, ...] = ("all", "trifles", "majority")
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

    def decide_link(
        self,
        key: Id,
        results: Sequence[LinkResult],
        reason: str = "",
        *,
        take_ends: bool = True,
        seen: LinkItem | None = None,
        unfinished: bool = False,
    ) -> None:
        """Decide which link is gold between two places, in one article or two: none, or some.

        Ends without gold take the version along that the chosen link ends on, in the same
        revision, or BadInput says so. Raises as `decide` does.
        """
        item = self._item(key, LinkItem, seen, unfinished=unfinished)
        deciding = self._deciding(reason)
        links = LinkDeciding(self._database, self._kept, deciding)
        how = link_outcome(results)
        gold = links.decide(item, results, how, take_ends=take_ends, unfinished=unfinished)
        title = place_of(self._database, item.articles[0]).short
        if gold:
            kind = one(self._database, models.link_type, gold[0].type)
            what = What("review.decide_link", {"type": str(kind["name"]), "title": title})
        else:
            what = What("review.decide_no_link", {"title": title})
        self._access.record(what, deciding.edits)

    def accept(self, keys: Iterable[Id], reason: str = "", *, by: By | None = None) -> int:
        """Take in bulk what all agree on, but for trifles, or more than half; give how many.

        By gold: as gold has it, where nobody decided. What is decided already is left. Raises
        BadInput for an item on which too few agree.
        """
        check_reviewer(self._access)
        self._read()
        items = {item.key: item for item in map(self._found, keys)}
        chosen: list[tuple[Item, tuple[Id, ...]]] = []
        for item in items.values():
            if item.state != "decided":
                ways = (agreed_versions(item, way) for way in ((by,) if by else _WAYS))
                versions = next((found for found in ways if found), None)
                if versions is None:
                    raise BadInput("review.not_agreed")
                chosen.append((item, versions))
        taken = {item.key for item, _ in chosen}
        for item, _ in chosen:
            if isinstance(item, LinkItem) and not all(self._has_gold(e, taken) for e in item.ends):
                raise BadInput("review.ends")
        return self._accept(chosen, reason, What("review.accept", {"n": len(chosen)}))

    def accept_all_of(self, article: Id, annotator: Id, reason: str = "") -> int:
        """Take all that an annotator has in an article and nobody decided on; give how many.

        Places where they marked nothing stay open. Their links are taken where both ends have
        gold by then.
        """
        check_reviewer(self._access)
        items = self.of_article(article)
        own: Iterable[tuple[Item, tuple[Id, ...]]] = (
            (item, (version.id,))
            for item in items
            if item.state == "open"
            for version in item.versions
            if version.annotator == annotator
        )
        place, name = place_of(self._database, article), self._name(annotator)
        chosen = list(own)
        params: dict[str, str | int] = {"n": len(chosen), "name": name, "title": place.short}
        return self._accept(chosen, reason, What("review.accept_all_of", params))

    def confirm(self, key: Id, reason: str = "", *, seen: Item | None = None) -> None:
        """Say that what was decided on an item still stands, as it is now.

        Raises NotFound where nothing was decided, and as `decide` does.
        """
        check_reviewer(self._access)
        item = self.item(key)
        self._check_seen(item, seen)
        if item.decision is None:
            raise NotFound("review.undecided")
        deciding = self._deciding(reason or item.decision.reason)
        if isinstance(item, StatementItem):
            deciding.confirm(item, item.decision.outcome)
        else:
            snapshot = written(Snapshot(item.versions, item.gold, item.gold))
            deciding.note(item, item.decision.outcome, snapshot, item.gold)
        title = place_of(self._database, min(articles_of(item))).short
        self._access.record(What("review.confirm", {"title": title}), deciding.edits)

    def send_back(self, article: Id, annotator: Id, words: str) -> None:
        """Send an annotator's work on an article back, with words that say why.

        Raises NotAllowed, NotFound for the article, BadInput without words or work.
        """
        check_reviewer(self._access)
        place = place_of(self._database, article)
        if annotator not in self._read().layers(article, unfinished=True):
            raise BadInput("review.no_work", title=place.title)
        edits = sending_back(self._access, article, annotator, words)
        params = {"name": self._name(annotator), "title": place.short}
        self._access.record(What("review.send_back", params), edits)

    def take_decision_over(self, record: Id) -> None:
        """Bring what was decided into one's own layer, in one revision.

        `record` is one's own statement or link, or the gold one where one had none. Raises
        NotFound where nothing was decided.
        """
        self._read()
        item = self._find(record, unfinished=True)
        if item is None:
            raise NotFound("review.gone")
        if item.decision is None:
            raise NotFound("review.undecided")
        taking = Taking(self._access, self._kept)
        edits = taking.statement(item) if isinstance(item, StatementItem) else taking.link(item)
        if edits:
            place = place_of(self._database, min(articles_of(item)))
            self._access.record(What("review.take_over", {"title": place.short}), edits)

    def merge_claims(self, claim: Id, into: Id) -> None:
        """Say that two claims are the same in other words; `into` stands for both from now on."""
        check_reviewer(self._access)
        Claims(self._access).merge(claim, into)

    def _accept(
        self, chosen: Sequence[tuple[Item, tuple[Id, ...]]], reason: str, what: What
    ) -> int:
        deciding = self._deciding(reason)
        statements = {i.key: v for i, v in chosen if isinstance(i, StatementItem)}
        items = outer_first(i for i, _ in chosen if isinstance(i, StatementItem))
        deciding.prepare(items)
        for item in items:
            deciding.decide(item, [Result(v) for v in statements[item.key]], "bulk")
        links = LinkDeciding(self._database, self._kept, deciding)
        done = len(items)
        for each, versions in chosen:
            if isinstance(each, LinkItem) and links.has_ends(each):
                links.decide(each, [LinkResult(v) for v in versions], "bulk", take_ends=False)
                done += 1
        if done:
            self._access.record(What(what.code, {**what.params, "n": done}), deciding.edits)
        return done

    def _has_gold(self, end: Id, taken: Collection[Id]) -> bool:
        return end in taken or has_gold(self._kept.item_of(end, unfinished=False))

    def _found(self, record: Id) -> Item:
        found = self._find(record, unfinished=False)
        if found is None:
            raise NotFound("review.gone")
        return found

    def _name(self, annotator: Id) -> str:
        found = read_annotator(self._database, annotator)
        return found.name if found else ""

    def _deciding(self, reason: str) -> Deciding:
        return Deciding(self._access, self._kept, prose("reason", reason))

    def _item(self, key: Id, kind: type[Seen], seen: Seen | None, *, unfinished: bool) -> Seen:
        """Read the item that a verb decides on; raise NotAllowed, NotFound, BadInput, Conflict."""
        check_reviewer(self._access)
        self._read()
        item = self._find(key, unfinished=unfinished)
        if item is None and seen is not None:
            item = self._rest_of(seen, unfinished=unfinished)
        if item is None and self._find(key, unfinished=True):
            raise Conflict("review.unfinished")
        if item is None:
            raise NotFound("review.gone")
        if not isinstance(item, kind):
            raise BadInput("review.not_here")
        self._check_seen(item, seen)
        return item

    def _rest_of(self, seen: Item, *, unfinished: bool) -> Item | None:
        """Give what is left of an item where that by which it is called is gone."""
        records = [x.id for x in (*seen.versions, *seen.gold)]
        found = (self._find(record, unfinished=unfinished) for record in records)
        return next((one for one in found if one is not None), None)

    def _check_seen(self, item: Item, seen: Item | None) -> None:
        if seen is not None and self._ground(item) != self._ground(seen):
            raise Conflict("review.changed")

    def _ground(self, item: Item) -> tuple[object, ...]:
        decision = item.decision.id if item.decision else None
        if isinstance(item, LinkItem):
            links = [(x.id, link_ground(x)) for x in (*item.versions, *item.gold)]
            return decision, links
        statements = [(s.id, self._kept.ground.of(s)) for s in (*item.versions, *item.gold)]
        return decision, statements
