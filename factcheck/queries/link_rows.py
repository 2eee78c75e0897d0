"""From rows to links, and the pairs that sayings and contradictions are counted by.

Reading only; what a saying is stands in `sayings`.
"""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from factcheck import models
from factcheck.builtin import REPEATS
from factcheck.ids import Id
from factcheck.queries.making import maker
from factcheck.queries.sayings import Joined
from factcheck.records import Link
from factcheck.store.database import Database

_l, _t = models.link.c, models.link_type.c
_LINK = (
    *(_l.id, _l.type, _l.source, _l.target, _l.annotator, _l.contradiction_kind),
    *(_l.rationale, _l.confidence),
)
_link = maker(Link)


def load_links(database: Database, *conditions: ColumnElement[bool]) -> list[Link]:
    """Give the visible links for which conditions on their table hold, by id."""
    shown = (*conditions, database.shown(models.link))
    with database.reading():
        rows = database.rows(select(*_LINK).where(*shown))
        if not rows:
            return []
        derived: dict[tuple[Id, str], list[Id]] = defaultdict(list)
        d, a = models.derivation, models.attribute
        query = select(d.c.record, d.c.role, d.c.target).join(models.link, d.c.record == _l.id)
        query = query.where(*shown, database.shown(d)).order_by(d.c.position)
        for link, role, target in database.rows(query):
            derived[link, role].append(target)
        attributes: dict[Id, dict[str, str]] = defaultdict(dict)
        named = select(a.c.record, a.c.name, a.c.value).join(models.link, a.c.record == _l.id)
        for link, name, value in database.rows(named.where(*shown)):
            attributes[link][name] = value
    found = [
        _link(
            *row,
            tuple(derived.get((row[0], "derived_from"), ())),
            tuple(derived.get((row[0], "agreed_by"), ())),
            attributes.get(row[0], {}),
        )
        for row in rows
    ]
    return sorted(found, key=lambda link: link.id)


def joined_by_repeats(database: Database, layers: Sequence[Id]) -> Joined:
    """Read which statements of some layers are one saying."""
    wanted = _l.type == REPEATS, _l.annotator.in_(layers), database.shown(models.link)
    return Joined((r[0], r[1]) for r in database.rows(select(_l.source, _l.target).where(*wanted)))


def contradicting_pairs(
    database: Database, layers: Sequence[Id]
) -> list[tuple[Id, Id, Id, Id, Id]]:
    """Give the contradictions of some layers: link, its two ends, and their articles.

    Of every type that is one, *denies* as well as *contradicts*.
    """
    s, t = models.statement.alias(), models.statement.alias()
    query = (
        select(_l.id, _l.source, _l.target, s.c.article, t.c.article)
        .join(models.link_type, _t.id == _l.type)
        .join(s, s.c.id == _l.source)
        .join(t, t.c.id == _l.target)
        .where(_t.contradicts.is_(True), _l.annotator.in_(layers), database.shown(models.link))
    )
    return [(r[0], r[1], r[2], r[3], r[4]) for r in database.rows(query)]
