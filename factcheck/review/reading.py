"""What review stands on, read once and kept: after a change only the articles that it touched.

The window asks for its queue after every decision. So what was read is kept by article, and the
journal tells what to read again. It writes nothing; whom something is shown to the database says.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import select

from factcheck import models
from factcheck.access import Access
from factcheck.annotators import annotators
from factcheck.ids import GOLD, Id
from factcheck.journal.pulling import Pulling
from factcheck.queries.link_rows import load_links
from factcheck.queries.registry import read_claims
from factcheck.queries.standing import standing_claims, standing_speakers
from factcheck.queries.statement_rows import load
from factcheck.records import Annotator, Changed, Link, Statement
from factcheck.review.annotated import Annotated, read_annotated
from factcheck.review.answers import LinkItem, StatementItem
from factcheck.review.items import Reading, items_of
from factcheck.review.link_items import Places, link_items_of
from factcheck.review.settled import Ground, Register, Settled, read_settled
from factcheck.review.wording import telling_words
from factcheck.store.lots import lots
from factcheck.verbs.dated import by_time, date_of

_s, _l = models.statement.c, models.link.c
_ARTICLES_AT_ONCE = 400
#: A change of these may show or hide anything, or alter what everything is compared by.
_ALL = ("annotator", "project", "link_type")
_Items = tuple[StatementItem, ...]


class Reviewed:
    """The items of a project as they are now, for one person."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database
        self._pulling = Pulling(self._database)
        self._clear()

    def _clear(self) -> None:
        self._whole = False
        self._statements: dict[Id, list[Statement]] = {}
        self._article_of: dict[Id, Id] = {}
        self._links: dict[Id, Link] = {}
        self._settled: dict[Id, Settled] = {}
        self._items: dict[tuple[Id, bool], _Items] = {}
        self._item_of: dict[tuple[Id, bool], dict[Id, StatementItem]] = {}
        self._link_items: dict[bool, tuple[LinkItem, ...]] = {}
        self._link_item_of: dict[bool, dict[Id, LinkItem]] = {}

    def refresh(self) -> None:
        """Read anew what was changed since the last time, by whomever."""
        changed = self._pulling.pull()
        with self._database.reading():
            if changed is not None and self._whole:
                self._forget(changed)
            if not self._whole:
                self._read_all()

    def articles(self, *, unfinished: bool) -> list[Id]:
        """Give the articles that somebody annotated, or that have gold."""
        return [
            article
            for article in self._annotated.keys() | self._statements.keys()
            if self.layers(article, unfinished=unfinished) or self._statements.get(article)
        ]

    def annotators(self) -> Sequence[Annotator]:
        """Give whose work is compared, in the order in which versions are shown."""
        return self._annotators

    def layers(self, article: Id, *, unfinished: bool) -> set[Id]:
        """Give whose work is compared in an article."""
        found = self._annotated.get(article)
        return found.layers(unfinished=unfinished) if found else set()

    def items(self, article: Id, *, unfinished: bool) -> _Items:
        """Give the items of an article, in the order of the text."""
        kept = self._items.get((article, unfinished))
        if kept is None:
            layers = self.layers(article, unfinished=unfinished)
            told = self._statements.get(article, ())
            kept = tuple(items_of(article, told, layers, self.register, self._reading))
            self._items[article, unfinished] = kept
        return kept

    def item_of(self, statement: Id, *, unfinished: bool) -> StatementItem | None:
        """Give the item that a statement, a version or gold, is in."""
        article = self._article_of.get(statement)
        if article is None:
            return None
        kept = self._item_of.get((article, unfinished))
        if kept is None:
            items = self.items(article, unfinished=unfinished)
            kept = {s.id: item for item in items for s in (*item.versions, *item.gold)}
            self._item_of[article, unfinished] = kept
        return kept.get(statement)

    def link_item_of(self, link: Id, *, unfinished: bool) -> LinkItem | None:
        """Give the item that a link, a version or gold, is in."""
        kept = self._link_item_of.get(unfinished)
        if kept is None:
            items = self.link_items(unfinished=unfinished)
            kept = {x.id: item for item in items for x in (*item.versions, *item.gold)}
            self._link_item_of[unfinished] = kept
        return kept.get(link)

    def link_items(self, *, unfinished: bool) -> tuple[LinkItem, ...]:
        """Give the items of all links."""
        kept = self._link_items.get(unfinished)
        if kept is None:
            places = self._places(unfinished=unfinished)
            away = {i for i, link in self._links.items() if not self._compared(link, places)}
            links = (link for i, link in self._links.items() if i not in away)
            kept = tuple(link_items_of(links, places, self.register, away=away))
            self._link_items[unfinished] = kept
        return kept

    @property
    def ground(self) -> Ground:
        """By what it is judged whether decisions hold."""
        return self._reading.ground

    def directed(self) -> Collection[Id]:
        """Give the types of links that have a direction."""
        return self._directed

    def rank(self, article: Id) -> int:
        """Give the number of an article by date, as the list of articles has it."""
        return self._ranks.get(article, len(self._ranks))

    def _compared(self, link: Link, places: Places) -> bool:
        return link.annotator == GOLD or all(
            link.annotator in places.layers.get(article, ())
            for end in (link.source, link.target)
            if (article := self._article_of.get(end)) is not None
        )

    def _places(self, *, unfinished: bool) -> Places:
        ends = {end for link in self._links.values() for end in (link.source, link.target)}
        of: dict[Id, Id] = {}
        articles: dict[Id, Id] = {}
        for end in ends:
            item = self.item_of(end, unfinished=unfinished)
            if item is not None:
                of[end], articles[item.key] = item.key, item.article
        layers = {a: self.layers(a, unfinished=unfinished) for a in set(articles.values())}
        return Places(of, articles, layers, self._reading.order, self._directed)

    def _read_all(self) -> None:
        self._clear()
        database = self._database
        self._read_names()
        self._read_ranks()
        self._annotated: Mapping[Id, Annotated] = read_annotated(database, self._access.layering)
        self._take(load(database))
        self._links = {link.id: link for link in load_links(database)}
        self._settled = {one.decision.id: one for one in read_settled(database)}
        self.register = Register(self._settled.values())
        self._whole = True

    def _read_names(self) -> None:
        database = self._database
        found = [a for a in annotators(database) if a.id != GOLD]
        self._annotators = found
        self._speakers, self._claims = standing_speakers(database), standing_claims(database)
        self._propositions = {c.id: c.proposition for c in read_claims(database)}
        self._reading = Reading(
            {a.id: n for n, a in enumerate(found)},
            Ground(self._speakers, self._claims),
            {i: telling_words(proposition) for i, proposition in self._propositions.items()},
        )
        t = models.link_type.c
        directed = select(t.id).where(t.directed, database.shown(models.link_type))
        self._directed = frozenset(row[0] for row in database.rows(directed))

    def _read_ranks(self) -> None:
        a = models.article.c
        columns = a.id, a.title, a.published_edtf, a.published_words, a.published_basis
        rows = self._database.rows(select(*columns).where(self._database.shown(models.article)))
        ordered = sorted(rows, key=lambda r: (by_time(date_of(*r[2:])), r[1].casefold(), r[0]))
        self._ranks = {row[0]: n for n, row in enumerate(ordered)}

    def _take(self, statements: Iterable[Statement]) -> None:
        for one in statements:
            self._statements.setdefault(one.article, []).append(one)
            self._article_of[one.id] = one.article

    def _forget(self, changed: Changed) -> None:
        """Read again what a change touched, and drop what was made of it."""
        kinds = changed.ids
        if changed.touches(*_ALL) or any(ids is None for ids in kinds.values()):
            self._whole = False
            return
        if changed.touches("speaker", "claim") and not self._names_stay():
            self._whole = False
            return
        if changed.touches("assignment", "statement") and not self._annotated_stays():
            # Who is done may show what was hidden from whoever asks.
            self._whole = False
            return
        if changed.touches("article"):
            self._read_ranks()
        stale = self._reread_statements(kinds.get("statement") or ())
        if changed.touches("link"):
            self._reread_links(kinds.get("link") or ())
        if changed.touches("decision"):
            stale |= self._reread_decisions(kinds.get("decision") or ())
        if stale or changed.touches("link", "decision"):
            self._link_items.clear()
            self._link_item_of.clear()
        for article in stale:
            for unfinished in (False, True):
                self._items.pop((article, unfinished), None)
                self._item_of.pop((article, unfinished), None)

    def _names_stay(self) -> bool:
        """Read the registry again; say whether all that was there means the same as before."""
        was = self._speakers.merged, self._claims.merged
        propositions = self._propositions
        self._read_names()
        return was == (self._speakers.merged, self._claims.merged) and all(
            self._propositions.get(i) == words for i, words in propositions.items()
        )

    def _annotated_stays(self) -> bool:
        was = self._annotated
        self._annotated = read_annotated(self._database, self._access.layering)
        return was == self._annotated

    def _reread_statements(self, ids: Collection[Id]) -> set[Id]:
        stale = {self._article_of[i] for i in ids if i in self._article_of}
        new = [i for i in ids if i not in self._article_of]
        for lot in lots(new):
            query = select(_s.article).where(_s.id.in_(lot), self._database.shown(models.statement))
            stale |= {row[0] for row in self._database.rows(query.distinct())}
        for article in stale:
            for one in self._statements.pop(article, ()):
                self._article_of.pop(one.id, None)
        for lot in lots(stale, _ARTICLES_AT_ONCE):
            self._take(load(self._database, _s.article.in_(lot)))
        return stale

    def _reread_links(self, ids: Iterable[Id]) -> None:
        for lot in lots(ids):
            for i in lot:
                self._links.pop(i, None)
            self._links |= {x.id: x for x in load_links(self._database, _l.id.in_(lot))}

    def _reread_decisions(self, ids: Iterable[Id]) -> set[Id]:
        """Read decisions again; give the articles of those that were there, and of the new."""
        touched = []
        for lot in lots(ids):
            touched += [self._settled.pop(i) for i in lot if i in self._settled]
            found = read_settled(self._database, models.decision.c.id.in_(lot))
            touched += found
            self._settled |= {one.decision.id: one for one in found}
        self.register = Register(self._settled.values())
        articles = {self._article_of.get(i) for one in touched for i in one.records}
        articles |= {one.decision.article for one in touched}
        return {a for a in articles if a is not None}
