"""What a person has not read yet of what others say.

Comments are told apart by when they arrived in the project, its revision: one that a merge brings
may have been written long ago.
"""

from collections.abc import Collection, Iterable
from typing import cast

from sqlalchemy import func, select

from factcheck import models
from factcheck.commenting.answers import CommentKind, ReadMarks, Unread
from factcheck.ids import Id
from factcheck.journal.pulling import head
from factcheck.store.database import Database
from factcheck.store.lots import lots

_c, _h, _r = models.comment.c, models.change.c, models.revision.c


def unread(database: Database, reader: Id, marks: ReadMarks) -> list[Unread]:
    """Give the comments of others that `marks` do not name as read."""
    return [one for one, _ in _unread(database, reader, marks)]


def mark_read(database: Database, reader: Id, marks: ReadMarks, ids: Iterable[Id]) -> ReadMarks:
    """Give the marks once some more comments are read, as few as will do."""
    more = ReadMarks(marks.upto, marks.read | frozenset(ids))
    with database.reading():
        rest = _unread(database, reader, more)
        newest = head(database)
    upto = max(marks.upto, min(number for _, number in rest) - 1) if rest else newest
    later = _arrived(database, more.read)
    return ReadMarks(upto, frozenset(i for i in more.read if later.get(i, 0) > upto))


def _unread(database: Database, reader: Id, marks: ReadMarks) -> list[tuple[Unread, int]]:
    arrived = func.max(_r.number)
    joined = models.comment.join(models.change, _h.record == _c.id).join(
        models.revision, _h.revision == _r.key
    )
    query = (
        select(_c.id, _c.answers, _c.kind, _c.record, _c.article, arrived)
        .select_from(joined)
        .where(_h.verb == "insert", _c.annotator != reader, _c.words != "")
        .where(database.shown(models.comment))
        .group_by(_c.id, _c.answers, _c.kind, _c.record, _c.article)
        .having(arrived > marks.upto)
    )
    return [
        (Unread(i, answers or i, cast(CommentKind, kind), record, article), number)
        for i, answers, kind, record, article, number in database.rows(query)
        if i not in marks.read
    ]


def _arrived(database: Database, ids: Collection[Id]) -> dict[Id, int]:
    query = (
        select(_h.record, func.max(_r.number))
        .join(models.revision, _h.revision == _r.key)
        .where(_h.verb == "insert", _h.kind == "comment")
        .group_by(_h.record)
    )
    return {
        row[0]: row[1] or 0
        for lot in lots(ids)
        for row in database.rows(query.where(_h.record.in_(lot)))
    }
