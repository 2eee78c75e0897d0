"""What review stands on, read once and kept: after a change only the articles that it touched.

The window asks for its queue after every decision. So what was read is kept by article, and the
journal tells what to read again. It writes nothing; whom something is shown to the database says.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import select

from factcheck import models
from factcheck.access import Access
from factcheck.annotators import annotators
from factcheck.collecting import MANY, collected_later
from factcheck.ids import GOLD, Id
from factcheck.journal.pulling import Pulling
from factcheck.queries.registry import read_claims
from factcheck.queries.standing import standing_claims, standing_speakers
from factcheck.queries.statement_rows import load
from factcheck.records import Annotator, Changed, Statement
from factcheck.review.annotated import Annotated, read_annotated
from factcheck.review.answers import LinkItem, StatementItem
from factcheck.review.items import Reading, items_of
from factcheck.review.link_items import Places
from factcheck.review.link_reading import Pair, ReviewedLinks, places_of
from factcheck.review.settled import Ground, Register, Settled, read_settled
from factcheck.review.wording import telling_words
from factcheck.store.lots import lots
from factcheck.verbs.dated import by_time, date_of

_s = models.statement.c
_ARTICLES_AT_ONCE = 400
#: A change of these may show or hide anything, or alter what everything is compared by.
_ALL = ("project", "link_type")
_Items = tuple[StatementItem, ...]


class Reviewed:
    """The items of a project as they are now, for one person."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database
        self._pulling = Pulling(self._database)
        self._limited = False
        self._clear()

    def _clear(self) -> None:
        self._whole = False
        self._statements: dict[Id, list[Statement]] = {}
        self._article_of: dict[Id, Id] = {}
        self._settled: dict[Id, Settled] = {}
        self._items: dict[tuple[Id, bool], _Items] = {}
        self._item_of: dict[tuple[Id, bool], dict[Id, StatementItem]] = {}

    def refresh(self) -> None:
        """Read anew what was changed since the last time, by whomever."""
        changed = self._pulling.pull()
        limited = self._access.sight.limited
        if limited != self._limited or (limited and changed is not None):
            # Whoever is done with an article, or given it, may show or hide anything.
            self._whole = False
        self._limited = limited
        with self._database.reading():
            if changed is not None and self._whole:
                # Where this fails half way, all is read again the next time.
                self._whole = False
                self._whole = self._reread(changed)
            if not self._whole:
                with collected_later(MANY):
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

    def prepare(self, articles: Iterable[Id], *, unfinished: bool) -> None:
        """Make the items of many articles, with the collector of cycles out of the way."""
        lacking = [a for a in articles if (a, unfinished) not in self._items]
        with collected_later(sum(len(self._statements.get(a, ())) for a in lacking)):
            for article in lacking:
                self.items(article, unfinished=unfinished)
            if lacking:
                for _ in self.link_items(lacking, unfinished=unfinished):
                    pass

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
        pair = self._links.pair_of(link)
        if pair is None:
            return None
        self._items_of_pair(pair, unfinished=unfinished)
        return self._links.item_of(link, pair, unfinished=unfinished)

    def link_items(
        self, articles: Collection[Id] | None = None, *, unfinished: bool
    ) -> Iterator[LinkItem]:
        """Give the items of all links, or of those with an end in some articles."""
        for pair in self._links.pairs(articles):
            yield from self._items_of_pair(pair, unfinished=unfinished)

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

    def _items_of_pair(self, pair: Pair, *, unfinished: bool) -> tuple[LinkItem, ...]:
        def places(ends: Iterable[Id]) -> Places:
            return places_of(
                ends,
                lambda end: self.item_of(end, unfinished=unfinished),
                lambda article: self.layers(article, unfinished=unfinished),
                self._reading.order,
                self._directed,
            )

        return self._links.items(pair, self.register, places, unfinished=unfinished)

    def _read_all(self) -> None:
        self._clear()
        database = self._database
        self._read_names()
        self._read_ranks()
        self._annotated: Mapping[Id, Annotated] = read_annotated(database, self._access.layering)
        self._take(load(database))
        self._links = ReviewedLinks(database, self._article_of)
        self._settled = {one.decision.id: one for one in read_settled(database)}
        self.register = Register(self._settled.values())
        self._whole = True

    def _read_names(self) -> None:
        database = self._database
        found = self._annotators = self._read_annotators()
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

    def _read_annotators(self) -> list[Annotator]:
        return [a for a in annotators(self._database) if a.id != GOLD]

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

    def _reread(self, changed: Changed) -> bool:
        """Read again what a change touched; say whether that will do, for it may be anything."""
        kinds = changed.ids
        if changed.touches(*_ALL) or any(ids is None for ids in kinds.values()):
            return False
        if changed.touches("annotator") and self._read_annotators() != self._annotators:
            return False
        if changed.touches("speaker", "claim") and not self._names_stay():
            return False
        if changed.touches("assignment", "statement") and not self._annotated_stays():
            return False
        if changed.touches("article"):
            self._read_ranks()
        stale = self._reread_statements(kinds.get("statement") or ())
        if changed.touches("link"):
            self._links.reread(kinds.get("link") or ())
        if changed.touches("decision"):
            stale |= self._reread_decisions(kinds.get("decision") or ())
        self._links.forget(stale)
        for article in stale:
            for unfinished in (False, True):
                self._items.pop((article, unfinished), None)
                self._item_of.pop((article, unfinished), None)
        return True

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
        for one in touched:
            articles.update(*(self._links.pair_of(i) or () for i in one.records))
        articles |= {one.decision.article for one in touched}
        return {a for a in articles if a is not None}
