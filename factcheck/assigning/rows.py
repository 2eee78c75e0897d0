"""Assignments as they are stored, read for their verbs and for the lists that show them.

Reading only. An assignment that was handed over has ended: it counts for nobody's queue.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import cast

from sqlalchemy import ColumnElement, func, select

from factcheck import models
from factcheck.assigning.answers import Assignment
from factcheck.ids import Id
from factcheck.records import Status
from factcheck.store.database import Database
from factcheck.store.lots import lots

_g, _s = models.assignment.c, models.statement.c
_COLUMNS = (_g.id, _g.article, _g.annotator, _g.status, _g.given_by, _g.handed_from, _g.handed_to)

#: The condition under which an assignment has not ended.
STANDING = _g.handed_to.is_(None)


def read(database: Database, *conditions: ColumnElement[bool]) -> list[Assignment]:
    """Give the assignments for which conditions hold, those that have ended too, by article."""
    shown = database.shown(models.assignment)
    rows = database.rows(select(*_COLUMNS).where(*conditions, shown))
    found = [Assignment(r[0], r[1], r[2], cast(Status, r[3]), *r[4:]) for r in rows]
    return sorted(found, key=lambda one: (one.article, one.id))


def of_articles(database: Database, articles: Iterable[Id]) -> list[Assignment]:
    """Give the assignments of some articles."""
    return [one for lot in lots(articles) for one in read(database, _g.article.in_(lot))]


def marked_in(database: Database, annotator: Id, articles: Iterable[Id]) -> set[Id]:
    """Give those of some articles in which an annotator has statements."""
    query = select(_s.article).where(_s.annotator == annotator, database.shown(models.statement))
    return {
        row[0]
        for lot in lots(articles)
        for row in database.rows(query.where(_s.article.in_(lot)).distinct())
    }


def statements_by_annotator(database: Database) -> Mapping[Id, int]:
    """Count the statements of each layer."""
    query = select(_s.annotator, func.count()).where(database.shown(models.statement))
    return {row[0]: row[1] for row in database.rows(query.group_by(_s.annotator))}


def loads_of(found: Iterable[Assignment]) -> Mapping[Id, int]:
    """Count the articles that each has in hand, whatever their status."""
    counts: dict[Id, int] = defaultdict(int)
    for one in found:
        if not one.ended:
            counts[one.annotator] += 1
    return counts
