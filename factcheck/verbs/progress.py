"""One's own status in an article: to do, in progress, done.

Opening and reading write nothing. The first mark sets *in progress* before it, in a revision of
its own, so that undoing the mark leaves it.
"""

from typing import Any

from sqlalchemy import Select, bindparam, select

from factcheck import models
from factcheck.access import Access
from factcheck.errors import Conflict
from factcheck.ids import Id
from factcheck.journal import inserted
from factcheck.journal.writer import fields_of
from factcheck.queries.rows import Row, altered
from factcheck.records import Status, What
from factcheck.store.database import Database
from factcheck.verbs.checks import choice, values_of
from factcheck.verbs.places import Place

_a = models.assignment.c
_CODES = {
    "to_do": "article.to_do",
    "in_progress": "article.in_progress",
    "done": "article.done",
}


def own_status(access: Access, article: Id) -> Status:
    """Give the status that who acts gave an article."""
    row = _own_row(access, article)
    return _status(row)


def set_status(access: Access, place: Place, status: Status) -> None:
    """Set one's own status in an article; nothing is written where it is that already."""
    choice("status", status, values_of(Status))
    row = _own_row(access, place.article)
    if status == _status(row) and (row is None or row["handed_to"] is None):
        return
    if row is None:
        fields = {"article": place.article, "annotator": access.actor.id, "status": status}
        edits = [inserted("assignment", Id.new(), fields)]
    else:
        # Whoever goes on with what they handed over has it again.
        edits = altered("assignment", row, {"status": status, "handed_to": None})
    access.record(What(_CODES[status], {"title": place.short}), edits)


def begin(access: Access, place: Place) -> None:
    """Set *in progress* where nothing was done yet: what every first mark does before it."""
    if own_status(access, place.article) != "to_do":
        return
    try:
        set_status(access, place, "in_progress")
    except Conflict:
        # Another window of the same person was a moment earlier; then it is as wanted.
        if own_status(access, place.article) == "to_do":
            raise


def _own_row(access: Access, article: Id) -> Row | None:
    query = access.database.prepared(_own)
    found = access.database.one(query, {"article": article, "annotator": access.actor.id})
    return None if found is None else fields_of(found)


def _own(database: Database) -> Select[*tuple[Any, ...]]:
    return select(models.assignment).where(
        _a.article == bindparam("article", type_=_a.article.type),
        _a.annotator == bindparam("annotator", type_=_a.annotator.type),
        database.shown(models.assignment),
    )


def _status(row: Row | None) -> Status:
    found = row["status"] if row and row["handed_to"] is None else "to_do"
    return "done" if found == "done" else "in_progress" if found == "in_progress" else "to_do"
