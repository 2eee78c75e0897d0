"""What has changed since a decision: whose version, in which part; pure words out of two states.

The core says that a decision no longer holds; this says why, as far as its snapshot tells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from factcheck.ids import GOLD, Id
from factcheck.records import Link, Statement
from factcheck.review.answers import Item, LinkItem
from factcheck.review.settled import Settled
from ui.review.choice import PARTS, value
from ui.review.people import People, listed
from ui.texts import tr
from ui.vocabulary import Vocabulary

Record = TypeVar("Record", Statement, Link)


def changes(
    settled: Settled | None, item: Item, people: People, vocabulary: Vocabulary
) -> list[str]:
    """Say what differs from what was decided on, a line for each version."""
    if settled is None:
        return []
    if isinstance(item, LinkItem):
        was = settled.links
        if was is None:
            return []
        before, now = (*was.versions, *was.gold), (*item.versions, *item.gold)
        return _changes(before, now, people, _of_links)
    then = settled.statements
    if then is None:
        return []

    def parts(one: Statement, other: Statement) -> list[str]:
        differing = [x for x in PARTS if value(one, x, vocabulary) != value(other, x, vocabulary)]
        return [tr(f"review.part_of.{x}") for x in differing]

    return _changes((*then.versions, *then.gold), (*item.versions, *item.gold), people, parts)


def _changes(
    before: Sequence[Record],
    now: Sequence[Record],
    people: People,
    parts: Callable[[Record, Record], list[str]],
) -> list[str]:
    was: dict[Id, Record] = {x.id: x for x in before}
    here: dict[Id, Record] = {x.id: x for x in now}
    lines = []
    for key in dict.fromkeys((*was, *here)):
        old, new = was.get(key), here.get(key)
        whose = (old or here[key]).annotator
        who = tr("review.gold_one") if whose == GOLD else people.of(whose).first
        if new is None:
            lines.append(tr("review.since.gone", who=who))
        elif old is None:
            lines.append(tr("review.since.new", who=who))
        elif names := parts(old, new):
            lines.append(tr("review.since.changed", who=who, parts=listed(names)))
    return lines


def _of_links(one: Link, other: Link) -> list[str]:
    if (one.type, one.source, one.target) != (other.type, other.source, other.target):
        return [tr("review.part.link_type")]
    same = one.rationale == other.rationale and one.confidence == other.confidence
    same = same and one.contradiction_kind == other.contradiction_kind
    return [] if same else [tr("review.part.link_details")]
