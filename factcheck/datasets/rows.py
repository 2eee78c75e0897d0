"""Records of a project as datasets have them: as stored, whole, and sorted by the program.

Unlike the queries for the window it resolves no merge: what was said of a speaker that was later
merged into another is exported as it was said. Reading only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import cast

from sqlalchemy import ColumnElement, select

from factcheck import models
from factcheck.formats.bundle import Assignment, Comment, Decision
from factcheck.ids import Id
from factcheck.queries.article_rows import ArticleIds, attributes_of, furniture_of
from factcheck.queries.making import maker
from factcheck.records import NewArticle, Original, Status
from factcheck.store.database import Database
from factcheck.store.lots import lots
from factcheck.verbs.dated import date_of

_a, _t = models.article.c, models.text.c
_ARTICLE = (
    *(_a.id, _t.characters, _a.source_name, _a.title, _a.language, _a.publisher, _a.author),
    *(_a.published_edtf, _a.published_words, _a.published_basis, _a.uri, _a.reader),
    *(_a.original_sha256, _a.retrieved_on, _a.archive_uri, _a.edition_of, _a.guessed),
)
_article = maker(NewArticle)


def read_articles(database: Database, ids: Iterable[Id]) -> list[NewArticle]:
    """Give articles with their texts, sorted by id; those that are not there are left out."""
    found: list[NewArticle] = []
    for lot in lots(ids):
        found += read_chosen(database, lot)
    return sorted(found, key=_by_id)


def read_chosen(database: Database, which: ArticleIds) -> list[NewArticle]:
    """Give articles with their texts, sorted by id, all in one query."""
    furniture, attributes = furniture_of(database, which), attributes_of(database, which)
    query = select(*_ARTICLE).join_from(models.article, models.text, _a.text == _t.sha256)
    rows = database.rows(query.where(_a.id.in_(which), database.shown(models.article)))
    found = []
    for i, *plain, edtf, printed, basis, uri, reader, sha, on, archived, above, guessed in rows:
        found.append(
            _article(
                *(*plain, date_of(edtf, printed, basis), uri, reader),
                *(Original(sha) if sha else None, on, archived, above),
                *(frozenset(guessed.split()), tuple(sorted(furniture.get(i, ())))),
                *(attributes.get(i, {}), i, None),
            )
        )
    found.sort(key=_by_id)
    return found


def read_assignments(database: Database, layers: Sequence[Id]) -> tuple[Assignment, ...]:
    """Give the statuses that the annotators of some layers gave, by article."""
    s = models.assignment.c
    query = select(
        *(s.id, s.article, s.annotator, s.status, s.given_by, s.handed_from, s.handed_to)
    )
    rows = database.rows(query.where(s.annotator.in_(layers), database.shown(models.assignment)))
    found = (Assignment(row[0], row[1], row[2], cast(Status, row[3]), *row[4:]) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.article, one.id)))


def read_comments(database: Database, *conditions: ColumnElement[bool]) -> tuple[Comment, ...]:
    """Give the comments for which conditions on their table hold, by article."""
    columns = [models.comment.c[f.name] for f in fields(Comment)]
    shown = database.shown(models.comment)
    rows = database.rows(select(*columns).where(*conditions, shown))
    found = (Comment(**{**row._mapping, "resolved": bool(row.resolved)}) for row in rows)
    return tuple(sorted(found, key=_by_article))


def read_decisions(database: Database, *conditions: ColumnElement[bool]) -> tuple[Decision, ...]:
    """Give the decisions for which conditions on their table hold, by article."""
    d, of = models.decision, models.decided.c
    shown = (*conditions, database.shown(d))
    decided: dict[Id, list[tuple[str, Id]]] = {}
    joined = select(of.decision, of.role, of.record).join(d, of.decision == d.c.id)
    for decision, role, record in database.rows(joined.where(*shown)):
        decided.setdefault(decision, []).append((role, record))
    columns = [d.c[f.name] for f in fields(Decision) if f.name != "decided"]
    found = (
        Decision(**row._mapping, decided=tuple(sorted(decided.get(row.id, ()))))
        for row in database.rows(select(*columns).where(*shown))
    )
    return tuple(sorted(found, key=_by_article))


def _by_id(article: NewArticle) -> Id:
    assert article.id is not None
    return article.id


def _by_article(one: Comment | Decision) -> tuple[bytes, Id]:
    return one.article or b"", one.id
