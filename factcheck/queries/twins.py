"""What several layers have alike: a copy and its origin, and the same label on the same words.

Shown beside each other, layers must not count one telling twice. Reading only.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import exists, not_, select

from factcheck import models
from factcheck.ids import Id
from factcheck.queries.sayings import Joined
from factcheck.records import Statement
from factcheck.store.database import Database

_s, _p, _d = models.statement.c, models.span.c, models.derivation.c
Place = tuple[Id, Id, tuple[tuple[int, int], ...]]


def join_twins(database: Database, joined: Joined, layers: Sequence[Id]) -> None:
    """Make one saying of what some layers have alike."""
    if len(layers) < 2:
        return
    shown = _s.annotator.in_(layers), database.shown(models.statement)
    copies = select(_d.record, _d.target).join(models.statement, _s.id == _d.record)
    copies = copies.where(_d.role == "derived_from", *shown, database.shown(models.derivation))
    # Of one layer, what is carried into a later edition is one saying by its own *repeats*.
    origin = models.statement.alias()
    own = exists().where(origin.c.id == _d.target, origin.c.annotator == _s.annotator)
    copies = copies.where(not_(own.correlate(models.statement, models.derivation)))
    for copy, origin in database.rows(copies):
        joined.join(copy, origin)
    spans = select(_s.id, _s.article, _s.label, _p.start, _p.end)
    spans = spans.join(models.span, _p.statement == _s.id).where(_p.role == "content", *shown)
    places: dict[Id, tuple[Id, Id]] = {}
    content: dict[Id, list[tuple[int, int]]] = defaultdict(list)
    for statement, article, label, start, end in database.rows(spans):
        places[statement] = article, label
        content[statement].append((start, end))
    first: dict[Place, Id] = {}
    for statement, place in places.items():
        key = (*place, tuple(sorted(content[statement])))
        joined.join(first.setdefault(key, statement), statement)


def without_twins(statements: Iterable[Statement], own: Id) -> list[Statement]:
    """Leave out what other layers have just as one's own has it."""
    told = list(statements)
    mine = [s for s in told if s.annotator == own]
    origins = {origin for s in mine for origin in s.derived_from}
    places = {_place(s) for s in mine}
    return [
        s for s in told if s.annotator == own or (s.id not in origins and _place(s) not in places)
    ]


def _place(statement: Statement) -> Place:
    spans = tuple(sorted((s.start, s.end) for s in statement.content))
    return statement.article, statement.label, spans
