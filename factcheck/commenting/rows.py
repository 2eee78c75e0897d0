"""Comments as they are stored, read into threads with what these hang on. Reading only.

A comment outlasts its record: then its thread says that it is gone, and its article still lists
it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, null, or_, select

from factcheck import models
from factcheck.commenting.answers import Comment, CommentKind, Counted, Thread
from factcheck.ids import Id
from factcheck.queries.statement_rows import load_many
from factcheck.store.database import Database, Row
from factcheck.store.lots import lots

_c, _a, _s, _l = models.comment.c, models.annotator.c, models.statement.c, models.link.c
_COLUMNS = (
    *(_c.id, _c.kind, _c.record, _c.article, _c.answers, _c.annotator, _a.name),
    *(_c.made_at, _c.edited_at, _c.words, _c.resolved),
)


_FIELDS = tuple(f.name for f in fields(Comment))


@dataclass(frozen=True, slots=True)
class Subject:
    """What comments hang on, in words; where it begins in its article, if it is a statement."""

    about: str
    article: Id | None = None
    start: int | None = None


def threads(database: Database, *conditions: ColumnElement[bool]) -> list[Thread]:
    """Give the threads whose comments fulfil conditions, oldest first."""
    with database.reading():
        by_root: dict[Id, list[Comment]] = defaultdict(list)
        for one in comments(database, *conditions):
            by_root[one.answers or one.id].append(one)
        roots = {one.id: one for of in by_root.values() for one in of if one.answers is None}
        there = subjects(database, [(one.kind, one.record) for one in roots.values()])
    found = []
    for root in sorted(roots.values(), key=_time):
        answers = tuple(sorted((x for x in by_root[root.id] if x.answers), key=_time))
        subject = there.get(root.record)
        found.append(
            Thread(
                *(root, answers, subject is not None),
                *((subject.about, subject.start) if subject else ()),
            )
        )
    return found


def comments(database: Database, *conditions: ColumnElement[bool]) -> list[Comment]:
    """Give the comments that fulfil conditions, in no order."""
    named = models.comment.join(models.annotator, _c.annotator == _a.id)
    query = select(*_COLUMNS).select_from(named)
    return [_comment(row) for row in database.rows(query.where(*conditions, _shown(database)))]


def in_article(database: Database, article: Id) -> ColumnElement[bool]:
    """Give the condition for what is said about an article and all in it, links into it too."""
    here = select(_s.id).where(_s.article == article, database.shown(models.statement))
    links = select(_l.id).where(
        or_(_l.source.in_(here), _l.target.in_(here)), database.shown(models.link)
    )
    return or_(_c.article == article, and_(_c.kind == "link", _c.record.in_(links)))


def counts(
    database: Database, column: ColumnElement[Id], *conditions: ColumnElement[bool]
) -> Mapping[Id, Counted]:
    """Count comments and open threads by a column of theirs, in one query."""
    is_open = and_(_c.answers.is_(None), _c.resolved.is_(False))
    said, unsettled = case((_c.words != "", 1), else_=0), case((is_open, 1), else_=0)
    query = select(column, func.sum(said), func.sum(unsettled)).where(
        column.is_not(None), *conditions, _shown(database)
    )
    rows = database.rows(query.group_by(column))
    return {row[0]: Counted(int(row[1]), int(row[2])) for row in rows}


def subjects(database: Database, wanted: Iterable[tuple[CommentKind, Id]]) -> Mapping[Id, Subject]:
    """Give what of some records is there, in words."""
    by_kind: dict[CommentKind, list[Id]] = defaultdict(list)
    for kind, record in dict.fromkeys(wanted):
        by_kind[kind].append(record)
    found: dict[Id, Subject] = {}
    for one in load_many(database, by_kind.pop("statement", ())):
        found[one.id] = Subject(one.words, one.article, one.content[0].start)
    for kind, ids in by_kind.items():
        for lot in lots(ids):
            for row in database.rows(_QUERIES[kind](database, lot)):
                found[row[0]] = Subject(row[1], row[2])
    return found


def _articles(database: Database, ids: Sequence[Id]) -> Select[*tuple[Any, ...]]:
    a = models.article.c
    return select(a.id, a.title, a.id).where(a.id.in_(ids), database.shown(models.article))


def _claims(database: Database, ids: Sequence[Id]) -> Select[*tuple[Any, ...]]:
    c = models.claim.c

    query = select(c.id, c.proposition, null())
    return query.where(c.id.in_(ids), database.shown(models.claim))


def _speakers(database: Database, ids: Sequence[Id]) -> Select[*tuple[Any, ...]]:
    s = models.speaker.c
    return select(s.id, s.name, s.article).where(s.id.in_(ids), database.shown(models.speaker))


def _links(database: Database, ids: Sequence[Id]) -> Select[*tuple[Any, ...]]:
    t = models.link_type.c
    joined = models.link.join(models.link_type, _l.type == t.id).join(
        models.statement, _l.source == _s.id
    )
    query = select(_l.id, t.name, _s.article).select_from(joined)
    return query.where(_l.id.in_(ids), database.shown(models.link))


def _assignments(database: Database, ids: Sequence[Id]) -> Select[*tuple[Any, ...]]:
    g = models.assignment.c
    joined = models.assignment.join(models.annotator, g.annotator == _a.id)
    query = select(g.id, _a.name, g.article).select_from(joined)
    return query.where(g.id.in_(ids), database.shown(models.assignment))


def _decisions(database: Database, ids: Sequence[Id]) -> Select[*tuple[Any, ...]]:
    d = models.decision.c
    query = select(d.id, d.reason, d.article)
    return query.where(d.id.in_(ids), database.shown(models.decision))


_QUERIES = {
    "article": _articles,
    "claim": _claims,
    "speaker": _speakers,
    "link": _links,
    "assignment": _assignments,
    "decision": _decisions,
}


def _shown(database: Database) -> ColumnElement[bool]:
    return database.shown(models.comment)


def _comment(row: Row) -> Comment:
    values = dict(zip(_FIELDS, row, strict=True))
    return Comment(**{**values, "resolved": bool(values["resolved"])})


def _time(comment: Comment) -> tuple[str, Id]:
    return comment.made_at, comment.id
