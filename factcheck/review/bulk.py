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
By = Literal["all", "trifles", "majority"]
_FREE = frozenset({"details", "link_details"})


def agreed_version(item: Item, by: By) -> Id | None:
    """Give the version that a bulk would take from an item, None where it would not."""
    if not item.versions or item.share.of == 0:
        return None
    if isinstance(item, LinkItem):
        return _agreed_link(item, by)
    differing = item.differences - _FREE
    if by == "all":
        return None if differing else _fullest(item.versions).id
    if by == "trifles":
        return _fullest(item.versions).id if differing == {"trifles"} else None
    found = majority(item.versions, item.share.of)
    return _fullest(found).id if found else None


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
            if agreed_version(item, by) is not None:
                statements.append(item)
    taken = {item.key for item in statements}
    links = [
        item
        for item in items
        if isinstance(item, LinkItem)
        and item.state == "open"
        and agreed_version(item, by) is not None
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


def _agreed_link(item: LinkItem, by: By) -> Id | None:
    if by != "majority":
        return None if item.differences - _FREE else item.versions[0].id
    cores = Counter((v.type, v.id in item.turned) for v in item.versions)
    agreed = [v for v in item.versions if cores[v.type, v.id in item.turned] * 2 > item.share.of]
    return _first_with_reason(agreed)


def _first_with_reason(links: Sequence[Link]) -> Id | None:
    """Give the first link that says why, else the first."""
    found = next((x for x in links if x.rationale), links[0] if links else None)
    return None if found is None else found.id


def _fullest(versions: Sequence[Statement]) -> Statement:
    """Give the version with the words that most have, of these the one with most spans."""
    contents = Counter(core(v)[0] for v in versions)
    return max(versions, key=lambda v: (contents[core(v)[0]], len(v.spans)))
