"""One claim as a table: speakers under their side × articles, told first or repeated.

Reading only. Columns are the articles that speak of the claim and, in a project that a person can
take in at once, those that are silent or were not read yet.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from factcheck import models
from factcheck.ids import Id
from factcheck.queries.answers import (
    ClaimColumn,
    ClaimRow,
    ClaimSide,
    ClaimTable,
    Reading,
    Telling,
)
from factcheck.queries.claim_counts import tallies
from factcheck.queries.link_rows import joined_by_repeats
from factcheck.queries.registry import read_speakers
from factcheck.queries.sayings import Joined
from factcheck.queries.sides import Sides
from factcheck.queries.standing import standing_claims, standing_speakers
from factcheck.queries.statement_rows import load
from factcheck.queries.twins import join_twins, without_twins
from factcheck.records import Statement
from factcheck.store.database import Database
from factcheck.verbs.dated import by_time, date_of

MOST_COLUMNS = 30  # beyond it only the articles that speak of the claim are shown
_a, _s, _g = models.article.c, models.statement.c, models.assignment.c


def claim_table(database: Database, claim: Id, layers: Sequence[Id], *, reader: Id) -> ClaimTable:
    """Give the table of a claim for some layers, one's own first.

    `reader` is whose status says what was read.
    """
    with database.reading():
        ids = standing_claims(database).under(claim)
        told = load(database, _s.claim.in_(ids), _s.annotator.in_(layers))
        told = without_twins(told, layers[0]) if layers else told
        joined = joined_by_repeats(database, layers)
        join_twins(database, joined, layers)
        columns = _columns(database, {s.article for s in told}, reader)
        names = read_speakers(database)
        sides = Sides(names, standing_speakers(database))
    order = {column.article: n for n, column in enumerate(columns)}
    told.sort(key=lambda s: (order[s.article], s.spans[0].start, s.id))
    first = _first_tellings(joined, told)
    by_side: dict[Id | None, list[Statement]] = defaultdict(list)
    for statement in told:
        by_side[sides.of(statement.speaker) if statement.speaker else None].append(statement)
    return ClaimTable(
        ids[0],
        tuple(columns),
        tuple(
            ClaimSide(
                side,
                tuple(_rows(statements, order, first)),
                tallies(joined, [(s.id, s.article, s.label) for s in statements]),
            )
            for side, statements in by_side.items()
        ),
    )


def _first_tellings(joined: Joined, told: Sequence[Statement]) -> set[Id]:
    groups = joined.together(s.id for s in told)
    return {group[0] for group in groups.values()}


def _rows(
    statements: Sequence[Statement], order: Mapping[Id, int], first: set[Id]
) -> list[ClaimRow]:
    cells: dict[Id | None, list[list[Telling]]] = {}
    for s in statements:
        row = cells.setdefault(s.speaker, [[] for _ in order])
        row[order[s.article]].append(Telling(s.id, s.label, s.id in first))
    return [ClaimRow(speaker, tuple(tuple(c) for c in row)) for speaker, row in cells.items()]


def _columns(database: Database, speaking: set[Id], reader: Id) -> list[ClaimColumn]:
    count = database.scalar(select(func.count()).select_from(models.article))
    few = isinstance(count, int) and count <= MOST_COLUMNS
    own = (_g.article == _a.id) & (_g.annotator == reader) & database.shown(models.assignment)
    own &= _g.handed_to.is_(None)
    query = (
        select(
            *(_a.id, _a.title, _a.publisher, _a.published_edtf, _a.published_words),
            *(_a.published_basis, _g.status),
        )
        .select_from(models.article)
        .join(models.assignment, own, isouter=True)
        .where(database.shown(models.article))
    )
    rows = database.rows(query if few else query.where(_a.id.in_(speaking)))
    found = []
    for article, title, publisher, edtf, printed, basis, status in rows:
        reading: Reading = "silent" if status == "done" else "unread"
        if article in speaking:
            reading = "said"
        when = date_of(edtf, printed, basis)
        found.append(ClaimColumn(article, title, publisher, when, reading))
    return sorted(found, key=lambda c: (by_time(c.published), c.title.casefold(), c.article))
