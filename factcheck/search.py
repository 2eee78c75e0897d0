"""Finds articles, statements, speakers and claims by their words, over the whole project.

An index says where to look (`index.keep` keeps it, one module for each database asks it);
places are found again in the text itself, so that they are exact. Hidden rows are never found.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from sqlalchemy import ColumnElement, Table, func, select, true

from factcheck import models as m
from factcheck.ids import Id
from factcheck.index.keep import folded_names
from factcheck.index.texts import (
    find_articles,
    first_place,
    indexed_term,
    matching,
    number,
    snippet,
)
from factcheck.prose.fold import Folded
from factcheck.prose.query import Query, occurrences, parse_query
from factcheck.queries.registry import read_speakers
from factcheck.queries.speaker_names import names_of
from factcheck.queries.standing import Standing, standing_claims, standing_speakers
from factcheck.records import Hit
from factcheck.store.database import Database, Row
from factcheck.store.lots import lots

Kind = Literal["article", "claim", "speaker", "statement"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# More names than this match nothing a person looks for.
_MOST_NAMES = 2_000


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: one hit for each record, best first, articles before names.

    `total` counts all records that match, shown or not; `counts` does so by kind.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    counts: Mapping[str, int] = field(default_factory=dict)


class Search:
    """Full text over one project."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(
        self,
        query: str,
        *,
        limit: int = 50,
        kinds: Collection[Kind] | None = None,
        layers: Collection[Id] | None = None,
    ) -> Found:
        """Find records that hold all words, "phrases" and prefixes* of a query.

        An article's hit is where its text has the first term first: code points, half-open.
        `kinds` and `layers` (of statements) narrow it down; None is all of them. Raises BadInput
        for a query longer than anyone types.
        """
        sought = parse_query(query)
        counts: dict[str, int] = {}
        hits: list[Hit] = []
        if sought:
            with self._database.reading():
                for kind in KINDS:
                    if kinds is None or kind in kinds:
                        left = max(0, limit - len(hits))
                        counts[kind], some = self._of_kind(kind, sought, left, layers)
                        hits += some
        return Found(query, sum(counts.values()), tuple(hits), counts)

    def _of_kind(
        self, kind: Kind, sought: Query, limit: int, layers: Collection[Id] | None
    ) -> tuple[int, list[Hit]]:
        if kind == "article":
            return find_articles(self._database, sought, limit)
        if kind == "statement":
            return self._statements(sought, limit, layers)
        if kind == "speaker":
            return self._named(m.speaker, sought, limit, standing_speakers)
        return self._named(m.claim, sought, limit, standing_claims)

    def _statements(
        self, sought: Query, limit: int, layers: Collection[Id] | None
    ) -> tuple[int, list[Hit]]:
        hit = matching(self._database, "entry", sought.terms)
        s, a = m.statement.c, m.article.c
        shown: ColumnElement[bool] = true() if layers is None else s.annotator.in_(list(layers))
        joined = (
            hit.join(m.entry, m.entry.c.key == hit.c.key)
            .join(m.statement, s.id == m.entry.c.record)
            .join(m.article, a.id == s.article)
        )
        seen = (self._database.shown(m.statement), self._database.shown(m.article), shown)
        total = number(self._database, select(func.count()).select_from(joined).where(*seen))
        rows = self._database.rows(
            select(s.id, s.article, a.title)
            .select_from(joined)
            .where(*seen)
            .order_by(hit.c.rank, s.id)
            .limit(limit)
        )
        contents = self._contents([row.id for row in rows])
        hits = []
        for row in rows:
            start, end, _ = contents[row.id][0]
            words = " … ".join(exact for _, _, exact in contents[row.id])
            shown_words = snippet(words, *(first_place(Folded(words), sought) or (0, 0)))
            hits.append(Hit("statement", row.id, row.article, row.title, start, end, shown_words))
        return total, hits

    def _named_in_sight(self, rows: list[Row], sought: Query) -> list[Row]:
        """Leave out the speakers whom only a hidden alias names: the index holds all."""
        named = {
            speaker.id: folded_names(names_of(speaker))
            for lot in lots(row.id for row in rows)
            for speaker in read_speakers(self._database, m.speaker.c.id.in_(lot))
        }
        terms = [indexed_term(term) for term in sought.terms]
        return [row for row in rows if all(occurrences(named[row.id], term) for term in terms)]

    def _contents(self, statements: list[Id]) -> dict[Id, list[tuple[int, int, str]]]:
        s = m.span.c
        columns = select(s.statement, s.start, s.end, s.exact).where(s.role == "content")
        found: dict[Id, list[tuple[int, int, str]]] = {}
        for lot in lots(statements):
            some = columns.where(s.statement.in_(lot))
            for row in self._database.rows(some.order_by(s.start, s.id)):
                found.setdefault(row.statement, []).append((row.start, row.end, row.exact))
        return found

    def _named(
        self, table: Table, sought: Query, limit: int, standing: Callable[[Database], Standing]
    ) -> tuple[int, list[Hit]]:
        """Find by name; a record that was merged into another is found as that one."""
        hit = matching(self._database, "entry", sought.terms)
        joined = hit.join(m.entry, m.entry.c.key == hit.c.key).join(
            table, table.c.id == m.entry.c.record
        )
        rows = self._database.rows(
            select(table)
            .select_from(joined)
            .where(self._database.shown(table))
            .order_by(hit.c.rank, table.c.id)
            .limit(_MOST_NAMES)
        )
        if table is m.speaker and self._database.hides:
            rows = self._named_in_sight(rows, sought)
        if not rows:
            return 0, []
        stands = standing(self._database)
        found = {stands.of(row.id): row for row in reversed(rows)}
        shown = list(reversed(found))[:limit]
        merged = [record for record in shown if found[record].id != record]
        others = {
            row.id: row
            for row in self._database.rows(
                select(table).where(table.c.id.in_(merged), self._database.shown(table))
            )
        }
        return len(found), [_named_hit(table, others.get(r, found[r]), found[r]) for r in shown]


def _named_hit(table: Table, row: Row, found: Row) -> Hit:
    if table is m.claim:
        return Hit("claim", row.id, None, row.proposition, None, None, found.proposition)
    return Hit("speaker", row.id, row.article, row.name, None, None, found.name)
