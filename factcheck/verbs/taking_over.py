"""Copies of others' statements in one's own layer: what a link to gold or a colleague's needs.

A copy names its original in `derived_from`. What the layer holds already, as a copy or as the
same statement, is not copied again. It builds edits and records none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from factcheck import models
from factcheck.access import Access
from factcheck.errors import NotFound
from factcheck.ids import Id
from factcheck.journal import Edit
from factcheck.queries.statement_rows import load_stored
from factcheck.records import Statement
from factcheck.verbs.marking import copied

_s, _d = models.statement.c, models.derivation.c


@dataclass(frozen=True, slots=True)
class Taken:
    """The statements that stand in a layer for those asked for; the edits that make new ones."""

    ids: list[Id]
    edits: list[Edit]
    articles: list[Id]


def taken_over(access: Access, ids: Sequence[Id], layer: Id) -> Taken:
    """Give what stands for statements in a layer, with the edits that copy what is missing."""
    found = {s.id: s for s in load_stored(access.database, _s.id.in_(ids))}
    if len(found) < len(set(ids)):
        raise NotFound("statement.gone")
    own: dict[Id, Id] = {}
    edits: list[Edit] = []
    articles: list[Id] = []
    for original in ids:
        statement = found[original]
        if original in own:
            continue
        if statement.annotator == layer:
            own[original] = original
        elif (there := _there(access, statement, layer)) is not None:
            own[original] = there
        else:
            parent = own.get(statement.parent) if statement.parent else None
            own[original], made = copied(statement, layer, parent=parent)
            edits += made
            articles.append(statement.article)
    return Taken([own[i] for i in ids], edits, articles)


def _there(access: Access, statement: Statement, layer: Id) -> Id | None:
    """Give the copy of a statement in a layer, or the same one marked there by itself."""
    database = access.database
    here = _s.annotator == layer, _s.article == statement.article
    copies = models.statement.join(models.derivation, _d.record == _s.id)
    shown = database.shown(models.statement)
    of_it = _d.target == statement.id, _d.role == "derived_from"
    copy = database.one(select(_s.id).select_from(copies).where(*here, *of_it, shown))
    if copy is not None:
        found: Id = copy[0]
        return found
    same = load_stored(database, *here, _s.label == statement.label)
    return next((s.id for s in same if _sameness(s) == _sameness(statement)), None)


def _sameness(statement: Statement) -> tuple[object, ...]:
    places = tuple((s.start, s.end) for s in statement.content)
    return places, statement.speaker, statement.claim
