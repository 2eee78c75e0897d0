"""What can be asked about review: what there is to decide, what was, and what a bulk would take.

Reading only. What is read is kept and brought up to date before each answer.
"""

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Unpack

from sqlalchemy import select

from factcheck import models
from factcheck.access import Access
from factcheck.errors import NotFound
from factcheck.ids import GOLD, SHARED, Id
from factcheck.records import Annotator
from factcheck.review.answers import Counts, Fated, Item
from factcheck.review.bulk import By, acceptable
from factcheck.review.fates import fates_of, sent_back_to
from factcheck.review.queue import Wanted, after, articles_of, chosen, counts, in_order
from factcheck.review.reading import Reviewed
from factcheck.review.settled import Settled


class ReviewQueries:
    """Questions about what several annotators marked and what was decided on it."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database

    @cached_property
    def _kept(self) -> Reviewed:
        return Reviewed(self._access)

    def layers(self) -> list[Annotator]:
        """Give whose work is reviewed somewhere, in the order in which versions are shown."""
        kept = self._read()
        having = {
            layer
            for article in kept.articles(unfinished=True)
            for layer in kept.layers(article, unfinished=True)
        }
        return [a for a in kept.annotators() if a.id in having]

    def items(self, **wanted: Unpack[Wanted]) -> list[Item]:
        """Give what there is to review, worst first unless asked otherwise.

        Without `kinds` all but what all agree on. Only work that its annotator has finished is
        compared, unless unfinished one is asked for too.
        """
        kept = self._read()
        found = chosen(self._all(wanted), wanted)
        return in_order(found, wanted.get("order", "agreement"), kept.rank)

    def counts(self, **wanted: Unpack[Wanted]) -> Counts:
        """Count what there is to review, by state and by how versions differ."""
        self._read()
        every: Wanted = {"kinds": None, "state": None}
        asked = chosen(self._all(wanted), {**wanted, **every})
        agreed = chosen(self._all(wanted), {**wanted, "kinds": {"agreed"}, "state": "open"})
        found = {item.key: item for item in (*asked, *agreed)}
        return counts(found.values())

    def item(self, record: Id, *, unfinished: bool = False) -> Item:
        """Give the item that a statement or link, a version or gold, is in.

        Raises NotFound where there is none, as when it was deleted.
        """
        self._read()
        found = self._find(record, unfinished=unfinished)
        if found is None:
            raise NotFound("review.gone")
        return found

    def of_article(self, article: Id, *, unfinished: bool = False) -> list[Item]:
        """Give all items in an article, agreed ones too, in the order of the text; links last."""
        kept = self._read()
        links = kept.link_items({article}, unfinished=unfinished)
        return [*kept.items(article, unfinished=unfinished), *links]

    def acceptable(self, by: By = "all", articles: Collection[Id] | None = None) -> list[Item]:
        """Give the open items that `accept` would decide in bulk, to be looked through before.

        By all agreeing, all but for trifles, or more than half.
        """
        kept = self._read()
        every = list(self._all({"articles": articles}))
        found = acceptable(every, by, lambda key: kept.item_of(key, unfinished=False))
        return in_order(found, "text", kept.rank)

    def fates(self, article: Id | None = None, annotator: Id | None = None) -> list[Fated]:
        """Give what became of somebody's work, one's own unless said, of those decided on.

        Statements and links in the order of the texts; what was sent back first.
        """
        kept, layer = self._read(), annotator or self._access.layer.id
        wanted: Wanted = {"unfinished": True}
        if article is not None:
            wanted["articles"] = {article}
        every = kept.articles(unfinished=True)
        finished = {a for a in every if layer in kept.layers(a, unfinished=False)}
        items = (item for item in self._all(wanted) if article in (None, *articles_of(item)))
        found = fates_of(in_order(items, "text", kept.rank), layer, finished)
        back = sent_back_to(kept.register.sent_back(), self._assignments(layer))
        return [*(one for one in back if article in (None, one.article)), *found]

    def any_decided(self) -> bool:
        """Say whether anything was ever decided; reads one row, and nothing of the layers."""
        return self._database.has_any(models.decision)

    def decisions(self, record: Id) -> list[Settled]:
        """Give all decisions on what a statement or link is about, newest first, with snapshots.

        Also those that newer ones replace.
        """
        kept = self._read()
        item = self._find(record, unfinished=True)
        records = [x.id for x in (*item.versions, *item.gold)] if item else [record]
        return kept.register.all_about(records)

    def next_item(self, key: Id | None = None, **wanted: Unpack[Wanted]) -> Item | None:
        """Give the open item that comes after one, round to the first; None where all is decided.

        The place of the one just decided is kept in the order.
        """
        kept = self._read()
        every = chosen(self._all(wanted), {**wanted, "state": None})
        ordered = in_order(every, wanted.get("order", "agreement"), kept.rank)
        if key is not None and all(item.key != key for item in ordered):
            there = self._find(key, unfinished=wanted.get("unfinished", False))
            key = there.key if there else None
        return next((i for i in after(ordered, key) if i.state == "open" and i.key != key), None)

    def _assignments(self, layer: Id) -> list[Id]:
        g = models.assignment.c
        whose = g.annotator != GOLD if layer == SHARED else g.annotator == layer
        query = select(g.id).where(whose, self._database.shown(models.assignment))
        return [row[0] for row in self._database.rows(query)]

    def _read(self) -> Reviewed:
        self._kept.refresh()
        return self._kept

    def _all(self, wanted: Wanted) -> Iterable[Item]:
        """Give every item of the articles that are asked for."""
        kept, unfinished = self._kept, wanted.get("unfinished", False)
        articles = wanted.get("articles")
        every = kept.articles(unfinished=unfinished)
        some = [a for a in every if articles is None or a in articles]
        kept.prepare(some, unfinished=unfinished)
        for article in some:
            yield from kept.items(article, unfinished=unfinished)
        yield from kept.link_items(articles, unfinished=unfinished)

    def _find(self, record: Id, *, unfinished: bool) -> Item | None:
        found = self._kept.item_of(record, unfinished=unfinished)
        return found or self._kept.link_item_of(record, unfinished=unfinished)
