"""What became of somebody's work by what was decided: kept, altered how, dropped, missed. Pure.

What a decision that no longer holds made of it is told too; that it does not hold is in it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from factcheck.ids import Id
from factcheck.records import Link, Statement
from factcheck.review.answers import Fate, Fated, Item, LinkItem, StatementItem
from factcheck.review.clusters import likeness
from factcheck.review.differing import details, quoted_alike, speaking
from factcheck.review.queue import articles_of
from factcheck.review.settled import Settled, link_ground


def fates_of(items: Iterable[Item], annotator: Id, finished: Collection[Id]) -> list[Fated]:
    """Give what became of an annotator's statements and links, of those decided on.

    Only where they say that they are finished, they missed what gold has.
    """
    found: list[Fated] = []
    for item in items:
        if item.decision is None:
            continue
        if isinstance(item, StatementItem):
            fated = _of_statement(item, annotator)
        else:
            fated = _of_link(item, annotator)
        if fated is not None and (
            "missed" not in fated.fates or articles_of(item).issubset(finished)
        ):
            found.append(fated)
    return found


def sent_back_to(settled: Iterable[Settled], assigned: Iterable[Id]) -> list[Fated]:
    """Give the decisions by which an annotator's work was sent back; `assigned` are theirs."""
    own = set(assigned)
    return [
        Fated(record, one.decision.article, ("sent_back",), one.decision)
        for one in settled
        for record in one.decision.versions
        if record in own and one.decision.article is not None
    ]


def nearest_gold(version: Statement, gold: Sequence[Statement]) -> Statement | None:
    """Give the gold that became of a version: what derives from it, and of that the likest."""
    if not gold:
        return None
    return max(gold, key=lambda g: (version.id in g.derived_from, likeness(version, g), g.id))


def _of_statement(item: StatementItem, annotator: Id) -> Fated | None:
    assert item.decision is not None
    mine = next((v for v in item.versions if v.annotator == annotator), None)
    if mine is None:
        if annotator not in item.silent or not item.gold:
            return None
        return Fated(item.gold[0].id, item.article, ("missed",), item.decision, item.gold)
    gold = nearest_gold(mine, item.gold)
    fates: tuple[Fate, ...] = ("dropped",) if gold is None else _changes(mine, gold)
    return Fated(mine.id, item.article, fates, item.decision, item.gold)


def _changes(mine: Statement, gold: Statement) -> tuple[Fate, ...]:
    found: list[Fate] = []
    if _stretches(mine) != _stretches(gold):
        found.append("edges")
    if mine.label != gold.label:
        found.append("label")
    if speaking(mine) != speaking(gold):
        found.append("speaker")
    if mine.claim != gold.claim:
        found.append("claim")
    # Parents are in a layer each: that they differ says nothing.
    same = details(replace(mine, parent=None), {}) == details(replace(gold, parent=None), {})
    if not same or not quoted_alike((mine, gold)):
        found.append("details")
    return tuple(found) or ("kept",)


def _stretches(statement: Statement) -> list[tuple[str, int, int]]:
    return sorted((s.role, s.start, s.end) for s in statement.spans)


def _of_link(item: LinkItem, annotator: Id) -> Fated | None:
    assert item.decision is not None
    mine = next((v for v in item.versions if v.annotator == annotator), None)
    article = min(item.articles)
    if mine is None:
        if annotator not in item.silent or not item.gold:
            return None
        made = item.gold[0]
        return Fated(made.id, article, ("missed",), item.decision, gold_link=made)
    gold = nearest_gold_link(mine, item.gold)
    fates: tuple[Fate, ...] = ("dropped",) if gold is None else _link_changes(item, mine, gold)
    return Fated(mine.id, article, fates, item.decision, gold_link=gold)


def nearest_gold_link(version: Link, gold: Sequence[Link]) -> Link | None:
    """Give the gold link that became of a version: of its type, and what derives from it."""
    ways = sorted((g.type != version.type, version.id not in g.derived_from, g.id) for g in gold)
    return next((g for g in gold if ways and g.id == ways[0][2]), None)


def _link_changes(item: LinkItem, mine: Link, gold: Link) -> tuple[Fate, ...]:
    if (mine.type, mine.id in item.turned) != (gold.type, gold.id in item.turned):
        return ("label",)
    kind, sure = link_ground(mine)[3:], link_ground(gold)[3:]
    return ("kept",) if kind == sure else ("details",)
