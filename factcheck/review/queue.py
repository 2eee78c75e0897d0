"""Which items are asked for, in which order, and how many there are of each kind. Pure.

An item on which all agree is no disagreement and is listed only if one asks for such; the work of
a single annotator is there to be reviewed, though nobody differs.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypedDict

from factcheck.ids import Id
from factcheck.review.answers import (
    Counts,
    Difference,
    Item,
    Kind,
    LinkItem,
    Order,
    State,
    StatementItem,
)
from factcheck.review.differing import differences, link_differences


class Wanted(TypedDict, total=False):
    """Which items are asked for; what is left out does not matter.

    One annotator: what concerns them; several: where they differ from each other. `unfinished`:
    also the work of those who are not done with an article.
    """

    kinds: Collection[Kind] | None
    articles: Collection[Id] | None
    annotators: Collection[Id] | None
    state: State | None
    order: Order
    unfinished: bool


def chosen(items: Iterable[Item], wanted: Wanted) -> list[Item]:
    """Give the items that are asked for, in the order given."""
    kinds, state = wanted.get("kinds"), wanted.get("state")
    articles, annotators = wanted.get("articles"), wanted.get("annotators")
    found = []
    for item in items:
        if state is not None and item.state != state:
            continue
        if articles is not None and articles_of(item).isdisjoint(articles):
            continue
        if annotators is not None and not _concerns(item, annotators):
            continue
        among = item.differences
        if annotators is not None and len(annotators) > 1:
            among = _among(item, annotators)
            if not among:
                continue
        if _is_of(item, among, kinds):
            found.append(item)
    return found


def is_agreed(item: Item) -> bool:
    """Say whether nobody differs, of the several who were asked."""
    return not item.differences and item.share.of != 1


def articles_of(item: Item) -> frozenset[Id]:
    """Give the articles that an item is in."""
    return frozenset((item.article,) if isinstance(item, StatementItem) else item.articles)


def counts(items: Iterable[Item]) -> Counts:
    """Count items by state, and the open ones by how they differ."""
    states: Counter[str] = Counter()
    found: Counter[Difference] = Counter()
    for item in items:
        if is_agreed(item) and item.state != "outdated":
            states["agreed"] += item.state == "open"
            continue
        states[item.state] += 1
        if item.state == "open":
            found.update(item.differences)
    return Counts(
        states["open"], states["decided"], states["outdated"], states["agreed"], dict(found)
    )


def in_order(items: Iterable[Item], order: Order, rank: Callable[[Id], int]) -> list[Item]:
    """Give items worst first, or as texts have them, or with the newest decision first."""

    def place(item: Item) -> tuple[int, int, int, Id]:
        if isinstance(item, LinkItem):
            return min(map(rank, item.articles)), -1, -1, item.key
        return rank(item.article), item.start, item.end, item.key

    def agreement(item: Item) -> tuple[object, ...]:
        agreeing, of = item.share.agreeing, item.share.of
        return agreeing / of if of else 1.0, -len(item.differences), *place(item)

    if order == "text":
        return sorted(items, key=place)
    found = sorted(items, key=agreement)
    if order == "newest":
        found.sort(key=lambda item: item.decision.made_at if item.decision else "", reverse=True)
    return found


def after(ordered: Sequence[Item], key: Id | None) -> Sequence[Item]:
    """Give items from the one behind an item on, round to it; all where it is not there."""
    at = next((n for n, item in enumerate(ordered) if item.key == key), -1)
    return [*ordered[at + 1 :], *ordered[: at + 1]]


def _is_of(item: Item, among: Collection[Difference], kinds: Collection[Kind] | None) -> bool:
    if kinds is None:
        return item.state == "outdated" or not is_agreed(item)
    return any(kind in kinds for kind in among) or ("agreed" in kinds and is_agreed(item))


def _concerns(item: Item, annotators: Collection[Id]) -> bool:
    asked = {v.annotator for v in item.versions} | set(item.silent)
    return any(a in asked for a in annotators)


def _among(item: Item, annotators: Collection[Id]) -> frozenset[Difference]:
    """Give how the versions of some annotators differ, as if nobody else had been asked."""
    silent = any(a in annotators for a in item.silent)
    if isinstance(item, LinkItem):
        links = [v for v in item.versions if v.annotator in annotators]
        cores = [(v.type, v.id in item.turned) for v in links]
        return link_differences(links, cores, silent=silent and bool(links))
    versions = [v for v in item.versions if v.annotator in annotators]
    # Parents are at other places, which an item does not know: all of it agrees where it says so.
    found = differences(versions, silent=silent and bool(versions), places={}) & item.differences
    return found | (item.differences & {"wording"}) if "claim" in found else found
