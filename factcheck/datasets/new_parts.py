"""Which articles and statements of a dataset are new to a project, found and given lot by lot.

A dataset may have more of both than memory has room for: it is gone through once for each
question, and only ids stay. It reads the project and writes nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from sqlalchemy import Table, select

from factcheck import models
from factcheck.datasets.clashes import Clashes
from factcheck.datasets.rows import read_articles
from factcheck.datasets.upward import check_upward, upward_streamed
from factcheck.errors import Conflict
from factcheck.formats.bundle import Bundle, Part
from factcheck.ids import Id
from factcheck.intake.sorting import identity
from factcheck.queries.statement_rows import load_stored
from factcheck.records import Coming, NewArticle, Statement
from factcheck.store.database import Database
from factcheck.store.lots import lots

_AT_ONCE = 200
_CHARACTERS_AT_ONCE = 2_000_000


class NewParts:
    """The parts of one dataset as the project is to have them.

    `articles` are the project's ids by the dataset's. `layers` are whose statements there are, as
    the dataset has them; once the statements were compared, whose new ones there are.
    """

    def __init__(self, database: Database, bundle: Bundle, clashes: Clashes) -> None:
        """Look at the articles; raise Conflict where one is there with other content."""
        self._database = database
        self._clashes = clashes
        self._bundle = bundle
        self.articles: dict[Id, Id] = {}
        self.layers: set[Id] = set()
        self.twins = 0
        #: The source names of new articles whose texts others have under other names.
        self.same_text: list[str] = []
        self.new_articles: set[Id] = set()
        self.new_statements: set[Id] = set()
        self._editions: dict[Id, Id] = {}
        self._new: dict[bytes, Id] = {}
        self._texts: set[bytes] = set()
        self._held: dict[Table, bool] = {}
        self._statement: Callable[[Statement], Statement] = lambda one: one
        for lot in _portions(bundle.parts):
            self._take(lot)
        above = self._editions.items()
        self._editions = {i: up for i, up in above if up in self.new_articles}
        check_upward(self._editions, "article.circle")

    def compare(self, statement: Callable[[Statement], Statement]) -> None:
        """Look at the statements, as `statement` makes them the project's; raise as at first."""
        self._statement = statement
        self.new_statements = set(map(self._clashes.own, self.new_statements))
        there = set(self._there(models.statement, self.new_statements))
        self.new_statements -= there
        if not there:
            return
        self.layers = set()
        for lot in _portions(self._bundle.parts):
            ours: dict[Id, Statement] = {}
            for one in (one for part in lot for one in part.statements):
                if (record := self._clashes.own(one.id)) in there:
                    ours[record] = statement(one)
                else:
                    self.layers.add(one.annotator)
            for ids in lots(ours):
                for known in load_stored(self._database, models.statement.c.id.in_(ids)):
                    if _statement_values(known) != _statement_values(ours[known.id]):
                        self._clashes.met("statement", known.id)

    def articles_upward(self) -> Iterator[NewArticle]:
        """Give the new articles, each after the one of which it is an edition."""
        new = (part.article for part in self._bundle.parts if part.id in self.new_articles)
        yield from map(self._as_ours, upward_streamed(new, self._editions))

    def coming(self) -> Iterator[Coming]:
        """Name the new articles, in the order of the dataset."""
        for part in self._bundle.parts:
            if part.id in self.new_articles:
                one = part.article
                yield Coming(one.title or one.source_name, one.source_name)

    def statements_by_article(self) -> Iterator[tuple[str, list[Statement]]]:
        """Give the new statements of each article that has some, with its text."""
        for part in self._bundle.parts:
            held = ((self._clashes.own(one.id), one) for one in part.statements)
            new = [self._statement(one) for i, one in held if i in self.new_statements]
            if new:
                yield part.article.text, new

    def _take(self, lot: Sequence[Part]) -> None:
        by_id = {part.id: part.article for part in lot}
        there = set()
        known_ids = self._there(models.article, by_id)
        for known in read_articles(self._database, known_ids):
            assert known.id is not None
            there.add(known.id)
            if not self._is_same(known, by_id[known.id]):
                self._clashes.met("article", known.id)
        if self._bundle.known & by_id.keys() - there:
            raise Conflict("dataset.article_gone")
        twins = self._twins({i: one for i, one in by_id.items() if i not in there})
        self.articles |= {i: twins.get(i, i) for i in by_id}
        new = by_id.keys() - there - twins.keys()
        self.new_articles |= new
        self._editions |= {i: up for i in new if (up := by_id[i].edition_of)}
        for part in lot:
            self.layers |= {one.annotator for one in part.statements}
            for one in part.statements:
                if one.id in self.new_statements:
                    raise Conflict("dataset.two_contents", kind="statement", id=str(one.id))
                self.new_statements.add(one.id)

    def _there(self, table: Table, ids: Iterable[Id]) -> list[Id]:
        """Give those of some ids that the project has."""
        if not self._has_any(table):
            return []
        query = select(table.c.id).where(self._database.shown(table))
        found = (self._database.rows(query.where(table.c.id.in_(lot))) for lot in lots(ids))
        return [row.id for rows in found for row in rows]

    def _has_any(self, table: Table) -> bool:
        """Say whether the project has any; most large datasets come where there is nothing yet."""
        if table not in self._held:
            self._held[table] = self._database.has_any(table)
        return self._held[table]

    def _twins(self, articles: Mapping[Id, NewArticle]) -> dict[Id, Id]:
        """Find the project's articles, or new ones, that have the same text and source name."""
        a = models.article.c
        hashes = {i: sha256(one.text.encode()).digest() for i, one in articles.items()}
        columns = select(a.id, a.text, a.source_name).where(self._database.shown(models.article))
        wanted = columns.where(a.text.in_(set(hashes.values())))
        rows = list(self._database.rows(wanted)) if self._has_any(models.article) else []
        there = {identity(row.text, row.source_name): row.id for row in rows}
        keys = {i: identity(hashes[i], one.source_name) for i, one in articles.items()}
        self.twins += sum(key in there for key in keys.values())
        first = {i: there.get(key) or self._new.setdefault(key, i) for i, key in keys.items()}
        self._texts |= {row.text for row in rows}
        for i, other in first.items():
            if other == i and hashes[i] in self._texts:
                self.same_text.append(articles[i].source_name)
            self._texts.add(hashes[i])
        return {i: other for i, other in first.items() if other != i}

    def _is_same(self, ours: NewArticle, theirs: NewArticle) -> bool:
        if ours.id in self._bundle.known:
            return ours.text == theirs.text
        return _article_values(ours) == _article_values(theirs)

    def _as_ours(self, one: NewArticle) -> NewArticle:
        if one.edition_of is None:
            return one
        return replace(one, edition_of=self.articles.get(one.edition_of, one.edition_of))


def _portions(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Give parts in lots that one query and memory take."""
    lot: list[Part] = []
    size = 0
    for part in parts:
        lot.append(part)
        size += len(part.article.text)
        if len(lot) == _AT_ONCE or size > _CHARACTERS_AT_ONCE:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot


def _article_values(one: NewArticle) -> NewArticle:
    """Give what counts of an article: kept bytes of its original do not travel in datasets."""
    original = replace(one.original, content=None) if one.original else None
    return replace(one, original=original, furniture=tuple(sorted(one.furniture)))


def _statement_values(one: Statement) -> Statement:
    """Give what counts of a statement: the ids and context of spans are each project's own."""
    spans = (replace(s, id=None, prefix="", suffix="") for s in one.spans)
    return replace(one, spans=tuple(sorted(spans, key=lambda s: (s.role, s.start))))
