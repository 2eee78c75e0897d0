"""The links of all layers as review reads and keeps them: by the two articles that they join.

What was made of a pair of articles is kept until one of the two, or a link between them, changes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from factcheck import models
from factcheck.ids import GOLD, Id
from factcheck.queries.link_rows import load_links
from factcheck.records import Link
from factcheck.review.answers import LinkItem, StatementItem
from factcheck.review.link_items import Places, link_items_of
from factcheck.review.settled import Register
from factcheck.store.database import Database
from factcheck.store.lots import lots

Pair = tuple[Id, Id]
_l = models.link.c


class ReviewedLinks:
    """The items of links between the articles of a project, for one person."""

    def __init__(self, database: Database, article_of: Mapping[Id, Id]) -> None:
        self._database = database
        self._article_of = article_of
        self._links: dict[Pair, dict[Id, Link]] = {}
        self._pair_of: dict[Id, Pair] = {}
        self._items: dict[tuple[Pair, bool], tuple[LinkItem, ...]] = {}
        self._item_of: dict[tuple[Pair, bool], dict[Id, LinkItem]] = {}
        self._keep(load_links(database))

    def reread(self, ids: Iterable[Id]) -> None:
        """Read some links again, those that are gone too."""
        for lot in lots(ids):
            for i in lot:
                pair = self._pair_of.pop(i, None)
                if pair is not None:
                    self._links[pair].pop(i, None)
                    self._drop(pair)
            self._keep(load_links(self._database, _l.id.in_(lot)))

    def forget(self, articles: Collection[Id]) -> None:
        """Drop what was made of links in some articles."""
        for pair in self._links:
            if pair[0] in articles or pair[1] in articles:
                self._drop(pair)

    def pairs(self, articles: Collection[Id] | None = None) -> Iterator[Pair]:
        """Give the pairs of articles with links, of some articles or all."""
        for pair in sorted(self._links):
            if articles is None or pair[0] in articles or pair[1] in articles:
                yield pair

    def pair_of(self, link: Id) -> Pair | None:
        """Give the articles that a link joins, None where it is not there."""
        return self._pair_of.get(link)

    def items(
        self,
        pair: Pair,
        register: Register,
        places: Callable[[Iterable[Id]], Places],
        *,
        unfinished: bool,
    ) -> tuple[LinkItem, ...]:
        """Give the items of the links that join two articles."""
        kept = self._items.get((pair, unfinished))
        if kept is None:
            links = self._links[pair].values()
            where = places(end for link in links for end in (link.source, link.target))
            away = {x.id for x in links if not self._compared(x, where)}
            compared = [x for x in links if x.id not in away]
            kept = tuple(link_items_of(compared, where, register, away=away))
            self._items[pair, unfinished] = kept
            self._item_of[pair, unfinished] = {
                x.id: item for item in kept for x in (*item.versions, *item.gold)
            }
        return kept

    def item_of(self, link: Id, pair: Pair, *, unfinished: bool) -> LinkItem | None:
        """Give the item of a link, once the items of its articles were asked for."""
        return self._item_of[pair, unfinished].get(link)

    def _keep(self, links: Iterable[Link]) -> None:
        for link in links:
            one, other = (self._article_of.get(end) for end in (link.source, link.target))
            if one is not None and other is not None:
                pair = (one, other) if one < other else (other, one)
                self._links.setdefault(pair, {})[link.id] = link
                self._pair_of[link.id] = pair
                self._drop(pair)

    def _drop(self, pair: Pair) -> None:
        for unfinished in (False, True):
            self._items.pop((pair, unfinished), None)
            self._item_of.pop((pair, unfinished), None)

    def _compared(self, link: Link, places: Places) -> bool:
        if link.annotator == GOLD:
            return True
        ends = (self._article_of[end] for end in (link.source, link.target))
        return all(link.annotator in places.layers.get(article, ()) for article in ends)


def places_of(
    ends: Iterable[Id],
    item_of: Callable[[Id], StatementItem | None],
    layers: Callable[[Id], Collection[Id]],
    order: Mapping[Id, int],
    directed: Collection[Id],
) -> Places:
    """Give where the ends of some links are."""
    of: dict[Id, Id] = {}
    articles: dict[Id, Id] = {}
    for end in ends:
        item = item_of(end)
        if item is not None:
            of[end], articles[item.key] = item.key, item.article
    asked = {article: layers(article) for article in set(articles.values())}
    return Places(of, articles, asked, order, directed)
