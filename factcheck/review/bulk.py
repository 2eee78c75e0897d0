"""What can be decided in bulk: where all agree, but for trifles, or where more than half do. Pure.

A majority that marked nothing is no agreement on anything: what only a few marked is looked at
one by one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from factcheck.ids import Id
from factcheck.records import Link, Statement
from factcheck.review.answers import Item, LinkItem, StatementItem
from factcheck.review.differing import core, majority

#: By how many: all wholly; all but for punctuation, white space, cue and source; more than half.
#: Or as gold has it already, from elsewhere or by hand, without a decision.
By = Literal["all", "trifles", "majority", "gold"]
_FREE = frozenset({"details", "link_details"})


def agreed_versions(item: Item, by: By) -> tuple[Id, ...]:
    """Give what a bulk would take from an item, nothing where it would not decide on it."""
    if by == "gold":
        return tuple(g.id for g in item.gold) if item.decision is None else ()
    if not item.versions or item.share.of == 0:
        return ()
    if isinstance(item, LinkItem):
        return _agreed_link(item, by)
    differing = item.differences - _FREE
    agreed: Sequence[Statement] = item.versions
    if by == "majority":
        agreed = majority(item.versions, item.share.of)
    elif differing != (set() if by == "all" else {"trifles"}):
        agreed = ()
    return (_fullest(agreed).id,) if agreed else ()


def acceptable(
    items: Sequence[Item], by: By, end_item: Callable[[Id], StatementItem | None]
) -> list[Item]:
    """Give the open items that a bulk would decide, links after what they link.

    A link is among them only if both ends have gold, or get it from the same bulk: else a
    disagreement about an end would be decided by the way. `end_item` gives an item by its key.
    """
    statements: list[Item] = []
    for item in items:
        if isinstance(item, StatementItem) and item.state == "open":
            if agreed_versions(item, by):
                statements.append(item)
    taken = {item.key for item in statements}
    links = [
        item
        for item in items
        if isinstance(item, LinkItem)
        and item.state == "open"
        and agreed_versions(item, by)
        and all(key in taken or has_gold(end_item(key)) for key in item.ends)
    ]
    return [*statements, *links]


def has_gold(item: StatementItem | None) -> bool:
    """Say whether a place has gold."""
    return item is not None and bool(item.gold)


def outer_first(items: Iterable[StatementItem]) -> list[StatementItem]:
    """Put items after those inside whose statements theirs were made."""
    found = list(items)
    above = {v.id: v.parent for item in found for v in item.versions}

    def depth(record: Id) -> int:
        n, seen = 0, {record}
        parent = above.get(record)
        while parent is not None and parent not in seen:
            seen.add(parent)
            n, parent = n + 1, above.get(parent)
        return n

    return sorted(found, key=lambda item: max((depth(v.id) for v in item.versions), default=0))


def _agreed_link(item: LinkItem, by: By) -> tuple[Id, ...]:
    agreed: Sequence[Link] = item.versions
    if by == "majority":
        cores = Counter((v.type, v.id in item.turned) for v in item.versions)
        most = item.share.of
        agreed = [v for v in item.versions if cores[v.type, v.id in item.turned] * 2 > most]
    elif item.differences - _FREE:
        agreed = ()
    # One that says why before one that does not.
    return tuple(x.id for x in sorted(agreed, key=lambda x: not x.rationale)[:1])


def _fullest(versions: Sequence[Statement]) -> Statement:
    """Give the version with the words that most have, of these the one with most spans."""
    contents = Counter(core(v)[0] for v in versions)
    return max(versions, key=lambda v: (contents[core(v)[0]], len(v.spans)))
