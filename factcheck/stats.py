"""Counts of a project, as `factcheck stats` prints them; only what is visible counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from sqlalchemy import Table, func, select

from factcheck.ids import Id
from factcheck.journal.pulling import head
from factcheck.models import article, assignment, claim, label, link, speaker, statement
from factcheck.store.database import Database

if TYPE_CHECKING:
    from factcheck.project import Project


class AnnotatorStats(TypedDict):
    """One annotator's layer in numbers; articles are those done, or with a statement."""

    name: str
    kind: str
    articles: int
    statements: int
    links: int


class Stats(TypedDict):
    """A project in numbers; `labels` counts statements by the label's name."""

    articles: int
    statements: int
    links: int
    speakers: int
    claims: int
    sayings: int
    revision: int
    annotators: list[AnnotatorStats]
    labels: dict[str, int]


def stats(project: Project) -> Stats:
    """Count what is in a project, at one moment; speakers and claims count as merged."""
    database = project.database
    with database.reading():
        everybody = project.annotators()
        names = database.rows(select(label.c.id, label.c.name).where(database.shown(label)))
        by_label = _by(database, statement, "label")
        counts = {row.name: by_label.get(row.id, 0) for row in names}
        return {
            "articles": _count(database, article),
            "statements": _count(database, statement),
            "links": _count(database, link),
            "speakers": _count(database, speaker),
            "claims": _count(database, claim),
            "sayings": len(project.links.sayings([a.id for a in everybody])),
            "revision": head(database),
            "annotators": _layers(project, database),
            "labels": counts,
        }


def _layers(project: Project, database: Database) -> list[AnnotatorStats]:
    statements, links = _by(database, statement, "annotator"), _by(database, link, "annotator")
    articles = _articles(database)
    return [
        {
            "name": a.name,
            "kind": a.kind,
            "articles": len(articles.get(a.id, ())),
            "statements": statements.get(a.id, 0),
            "links": links.get(a.id, 0),
        }
        for a in project.annotators()
    ]


def _articles(database: Database) -> dict[Id, set[Id]]:
    found: dict[Id, set[Id]] = {}
    marked = (
        select(statement.c.annotator, statement.c.article)
        .where(database.shown(statement))
        .distinct()
    )
    done = select(assignment.c.annotator, assignment.c.article).where(
        *(assignment.c.status == "done", assignment.c.handed_to.is_(None)),
        database.shown(assignment),
    )
    for query in (marked, done):
        for row in database.rows(query):
            found.setdefault(row.annotator, set()).add(row.article)
    return found


def _count(database: Database, table: Table) -> int:
    query = select(func.count()).select_from(table).where(database.shown(table))
    if "merged_into" in table.c:
        query = query.where(table.c.merged_into.is_(None))
    number = database.scalar(query)
    assert isinstance(number, int)
    return number


def _by(database: Database, table: Table, column: str) -> dict[Id, int]:
    key = table.c[column]
    rows = database.rows(select(key, func.count()).where(database.shown(table)).group_by(key))
    return {row[0]: row[1] for row in rows}
