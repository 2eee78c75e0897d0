"""From rows to articles and to the lines of their list, whose counts come in one query.

Reading only.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, func, select

from factcheck import models
from factcheck.builtin import REPEATS
from factcheck.ids import Id
from factcheck.queries.link_rows import contradicting_pairs, joined_by_repeats
from factcheck.queries.sayings import contradicted
from factcheck.records import Article, ArticleRow
from factcheck.store.database import Database
from factcheck.store.lots import lots
from factcheck.verbs.dated import by_time, date_of

Order = Literal["date", "title", "added", "status"]
#: Some articles: at most 900 ids, or what selects the ids of any number.
ArticleIds = Sequence[Id] | Select[tuple[Id]]

_a, _s, _g = models.article.c, models.statement.c, models.assignment.c
# The columns of an article that are fields as they are, its date and its guesses apart.
_FIELDS = (
    *("id", "sha256", "length", "title", "source_name", "language", "publisher", "author"),
    *("uri", "edition_of", "reader", "original_sha256", "retrieved_on", "archive_uri"),
)
_ARTICLE = (
    *(
        _a.text if f == "sha256" else models.text.c.length if f == "length" else _a[f]
        for f in _FIELDS
    ),
    *(_a.published_edtf, _a.published_words, _a.published_basis, _a.guessed),
)
_STATUSES = ("in_progress", "to_do", "done")


def load_articles(database: Database, ids: Iterable[Id]) -> list[Article]:
    """Give visible articles by id, in that order; those that are not there are left out."""
    ids = list(dict.fromkeys(ids))
    found = {}
    with database.reading():
        for lot in lots(ids):
            with_text = models.article.join(models.text, models.text.c.sha256 == _a.text)
            query = select(*_ARTICLE).select_from(with_text)
            rows = database.rows(query.where(_a.id.in_(lot), database.shown(models.article)))
            furniture, attributes = furniture_of(database, lot), attributes_of(database, lot)
            for row in rows:
                found[row[0]] = _article(row, furniture, attributes)
    return [found[i] for i in ids if i in found]


def _article(
    row: Sequence[Any],
    furniture: Mapping[Id, list[tuple[int, int]]],
    attributes: Mapping[Id, dict[str, str]],
) -> Article:
    fields = dict(zip(_FIELDS, row, strict=False))
    i = row[0]
    return Article(
        **fields,
        published=date_of(*row[len(_FIELDS) : -1]),
        guessed=frozenset(row[-1].split()),
        furniture=tuple(sorted(furniture.get(i, ()))),
        attributes=attributes.get(i, {}),
    )


def furniture_of(database: Database, ids: ArticleIds) -> Mapping[Id, list[tuple[int, int]]]:
    """Give the furniture of some articles, in no order."""
    f = models.furniture.c
    found: dict[Id, list[tuple[int, int]]] = defaultdict(list)
    for article, start, end in database.rows(
        select(f.article, f.start, f.end).where(f.article.in_(ids))
    ):
        found[article].append((start, end))
    return found


def attributes_of(database: Database, ids: ArticleIds) -> Mapping[Id, dict[str, str]]:
    """Give the foreign attributes of some articles."""
    a = models.attribute.c
    found: dict[Id, dict[str, str]] = defaultdict(dict)
    for article, name, value in database.rows(
        select(a.record, a.name, a.value).where(a.record.in_(ids))
    ):
        found[article][name] = value
    return found


def article_rows(
    database: Database,
    layers: Sequence[Id],
    reader: Id,
    *,
    order: Order,
    only: Collection[Id] | None = None,
) -> list[ArticleRow]:
    """Give visible articles as lines of a list, all or `only` some.

    `reader` is whose status they show.
    """
    own = (_g.article == _a.id) & (_g.annotator == reader) & database.shown(models.assignment)
    own &= _g.handed_to.is_(None)
    query = (
        select(
            *(_a.id, _a.title, _a.publisher, _a.published_edtf, _a.published_words),
            *(_a.published_basis, _g.status, _g.given_by, _g.handed_from),
            *(models.text.c.length, _a.source_name),
        )
        .select_from(models.article)
        .join(models.text, models.text.c.sha256 == _a.text)
        .join(models.assignment, own, isouter=True)
        .where(database.shown(models.article))
    )
    if only is not None:
        query = query.where(_a.id.in_(only))
    with database.reading():
        counts = _counts(database, layers, only)
        contradictions = _contradictions(database, layers)
        rows = database.rows(query)
    found = [
        ArticleRow(
            *(i, title, publisher, date_of(edtf, printed, basis), status or "to_do"),
            *(counts.get(i, {}), contradictions.get(i, 0), length, by is not None, came_from),
            source_name=name,
        )
        for i, title, publisher, edtf, printed, basis, status, by, came_from, length, name in rows
    ]
    return sorted(found, key=_ORDERS[order])


def _by_title(row: ArticleRow) -> tuple[Any, ...]:
    return row.title.casefold(), row.id


def _by_date(row: ArticleRow) -> tuple[Any, ...]:
    return by_time(row.published), *_by_title(row)


def _by_status(row: ArticleRow) -> tuple[Any, ...]:
    return _STATUSES.index(row.status), *_by_date(row)


def _by_id(row: ArticleRow) -> tuple[Any, ...]:
    # Ids of one import rise in the order of its walk; of several, by when they were made.
    return (row.id,)


_ORDERS = {"date": _by_date, "title": _by_title, "status": _by_status, "added": _by_id}


def _counts(
    database: Database, layers: Sequence[Id], only: Collection[Id] | None
) -> Mapping[Id, dict[Id, int]]:
    """Count the statements of some layers by article and label."""
    wanted: tuple[ColumnElement[bool], ...] = (
        _s.annotator.in_(layers),
        database.shown(models.statement),
    )
    query = select(_s.article, _s.label, func.count()).where(*wanted)
    if only is not None:
        query = query.where(_s.article.in_(only))
    found: dict[Id, dict[Id, int]] = defaultdict(dict)
    for article, label, count in database.rows(query.group_by(_s.article, _s.label)):
        found[article][label] = count
    return found


def _contradictions(database: Database, layers: Sequence[Id]) -> Mapping[Id, int]:
    """Count, by article, the pairs of sayings that contradict and of which one is told in it."""
    pairs = contradicting_pairs(database, layers)
    if not pairs:
        return {}
    joined = joined_by_repeats(database, layers)
    contradicting = contradicted(joined, [(row[1], row[2]) for row in pairs])
    places = {s: article for row in pairs for s, article in ((row[1], row[3]), (row[2], row[4]))}
    found: dict[Id, set[tuple[Id, Id]]] = defaultdict(set)
    for statement, article in (*places.items(), *_retold(database, layers)):
        found[article] |= contradicting.get(joined.of(statement), set())
    return {article: len(these) for article, these in found.items() if these}


def _retold(database: Database, layers: Sequence[Id]) -> list[tuple[Id, Id]]:
    """Give the statements that a *repeats* names, with their articles."""
    link = models.link.c
    found = []
    for end in (link.source, link.target):
        query = select(_s.id, _s.article).join(models.link, end == _s.id)
        wanted = link.type == REPEATS, link.annotator.in_(layers), database.shown(models.link)
        found += [(row[0], row[1]) for row in database.rows(query.where(*wanted).distinct())]
    return found
