"""Copies of others' statements in one's own layer: what a link to gold or a colleague's needs.

A copy names its original in `derived_from`. What the layer holds already, as a copy or as the
same statement, is not copied again. It builds edits and records none.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from factcheck import models
from factcheck.access import Access
from factcheck.errors import NotFound
from factcheck.ids import Id
from factcheck.journal import Edit
from factcheck.queries.statement_rows import load_stored
from factcheck.records import Statement
from factcheck.store.database import Database
from factcheck.store.lots import lots
from factcheck.verbs.marking import copied

_s, _d = models.statement.c, models.derivation.c


@dataclass(frozen=True, slots=True)
class Taken:
    """The statements that stand in a layer for those asked for; the edits that make new ones."""

    ids: list[Id]
    edits: list[Edit]
    articles: list[Id]


def taken_over(
    access: Access,
    ids: Sequence[Id],
    layer: Id,
    *,
    known: Mapping[Id, Id] | None = None,
    keep_origin: bool = False,
) -> Taken:
    """Give what stands for statements in a layer, with the edits that copy what is missing.

    An outer statement must come before those inside it. What is `known` to stand for one is taken
    for it. A copy counts as typed unless it is to keep the origin of its original.
    """
    found = {s.id: s for lot in lots(ids) for s in load_stored(access.database, _s.id.in_(lot))}
    if len(found) < len(set(ids)):
        raise NotFound("statement.gone")
    own = {**_there(access.database, found.values(), layer), **(known or {})}
    edits: list[Edit] = []
    articles: list[Id] = []
    for original in ids:
        statement = found[original]
        if original in own:
            continue
        if statement.annotator == layer:
            own[original] = original
        else:
            parent = own.get(statement.parent) if statement.parent else None
            origin = statement.origin if keep_origin else "typed"
            own[original], made = copied(statement, layer, parent=parent, origin=origin)
            edits += made
            articles.append(statement.article)
    return Taken([own[i] for i in ids], edits, articles)


def outer_first(statements: Iterable[Statement]) -> list[Statement]:
    """Put statements after those inside which they are made, as far as these are among them."""
    by_id = {one.id: one for one in statements}
    placed: dict[Id, Statement] = {}
    for one in by_id.values():
        way: list[Statement] = []
        step: Statement | None = one
        while step is not None and step.id not in placed and step not in way:
            way.append(step)
            step = by_id.get(step.parent) if step.parent else None
        placed |= {each.id: each for each in reversed(way)}
    return list(placed.values())


def _there(database: Database, statements: Collection[Statement], layer: Id) -> dict[Id, Id]:
    """Give the copies of statements in a layer, or the same ones marked there by itself."""
    theirs = [one for one in statements if one.annotator != layer]
    copies = copies_in(database, (one.id for one in theirs), layer)
    found = {
        one.id: copies[one.id][0]
        for one in theirs
        if one.id in copies and copies[one.id][1] == one.article
    }
    rest = [one for one in theirs if one.id not in found]
    articles = {one.article for one in rest}
    by_sameness: dict[tuple[object, ...], Id] = {}
    for lot in lots(articles):
        for one in load_stored(database, _s.annotator == layer, _s.article.in_(lot)):
            by_sameness.setdefault(_sameness(one), one.id)
    return found | {
        one.id: by_sameness[_sameness(one)] for one in rest if _sameness(one) in by_sameness
    }


def copies_in(database: Database, originals: Iterable[Id], layer: Id) -> dict[Id, tuple[Id, Id]]:
    """Give the copies that a layer holds of statements, by original: the copy and its article."""
    query = (
        select(_d.target, _s.id, _s.article)
        .join(models.statement, _d.record == _s.id)
        .where(_s.annotator == layer, _d.role == "derived_from")
        .where(database.shown(models.statement))
    )
    found: dict[Id, tuple[Id, Id]] = {}
    for lot in lots(originals):
        for target, copy, article in database.rows(query.where(_d.target.in_(lot))):
            found.setdefault(target, (copy, article))
    return found


def _sameness(statement: Statement) -> tuple[object, ...]:
    places = tuple((s.start, s.end) for s in statement.content)
    return statement.article, statement.label, places, statement.speaker, statement.claim
