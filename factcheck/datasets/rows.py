"""Records of a project as datasets have them: as stored, whole, and sorted by the program.

Unlike the queries for the window it resolves no merge: what was said of a speaker that was later
merged into another is exported as it was said. Reading only.
"""

from collections.abc import Iterable, Sequence
from typing import cast

from sqlalchemy import select

from factcheck import models
from factcheck.formats.bundle import Assignment
from factcheck.ids import Id
from factcheck.queries.article_rows import attributes_of, furniture_of
from factcheck.records import NewArticle, Original, Status
from factcheck.store.database import Database
from factcheck.store.lots import lots
from factcheck.verbs.dated import date_of

_a, _t = models.article.c, models.text.c
_ARTICLE = (
    *(_a.id, _a.title, _a.source_name, _a.language, _a.publisher, _a.author),
    *(_a.published_edtf, _a.published_words, _a.published_basis, _a.uri, _a.edition_of),
    *(_a.reader, _a.original_sha256, _a.retrieved_on, _a.archive_uri, _a.guessed),
    _t.characters,
)


def read_articles(database: Database, ids: Iterable[Id]) -> list[NewArticle]:
    """Give articles with their texts, sorted by id; those that are not there are left out."""
    found: list[NewArticle] = []
    for lot in lots(ids):
        found += _articles(database, lot)
    return sorted(found, key=lambda article: article.id or Id())


def read_assignments(database: Database, layers: Sequence[Id]) -> tuple[Assignment, ...]:
    """Give the statuses that the annotators of some layers gave, by article."""
    s = models.assignment.c
    query = select(s.id, s.article, s.annotator, s.status)
    rows = database.rows(query.where(s.annotator.in_(layers), database.shown(models.assignment)))
    found = (Assignment(row[0], row[1], row[2], cast(Status, row[3])) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.article, one.id)))


def _articles(database: Database, ids: list[Id]) -> list[NewArticle]:
    furniture, attributes = furniture_of(database, ids), attributes_of(database, ids)
    query = select(*_ARTICLE).join_from(models.article, models.text, _a.text == _t.sha256)
    shown = query.where(_a.id.in_(ids), database.shown(models.article))
    return [
        NewArticle(
            id=row.id,
            text=row.characters,
            source_name=row.source_name,
            title=row.title,
            language=row.language,
            publisher=row.publisher,
            author=row.author,
            published=date_of(row.published_edtf, row.published_words, row.published_basis),
            uri=row.uri,
            reader=row.reader,
            original=Original(row.original_sha256) if row.original_sha256 else None,
            retrieved_on=row.retrieved_on,
            archive_uri=row.archive_uri,
            edition_of=row.edition_of,
            guessed=frozenset(row.guessed.split()),
            furniture=tuple(sorted(furniture.get(row.id, ()))),
            attributes=attributes.get(row.id, {}),
        )
        for row in database.rows(shown)
    ]
