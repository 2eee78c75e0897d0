"""Whose layers a project has: persons, programs, the shared layer of a desk, and gold.

Joining is an edit like any other, written with the first one that somebody makes.
"""

from collections.abc import Iterable

from sqlalchemy import select

from factcheck.ids import GOLD, SHARED, Id
from factcheck.journal import Edit, inserted
from factcheck.models import annotator
from factcheck.records import Annotator, Layering, Person
from factcheck.store.database import Database, Row
from factcheck.texts import text

_a = annotator.c
_COLUMNS = (_a.id, _a.name, _a.kind, _a.lead, _a.reviewer)
_ORDER = {"gold": 0, "shared": 1, "person": 2, "program": 3}


def annotators(database: Database) -> list[Annotator]:
    """Give all annotators of a project: gold, the shared layer, persons, programs, by name."""
    rows = database.rows(select(*_COLUMNS).where(database.shown(annotator)))
    found = [_annotator(row) for row in rows]
    return sorted(found, key=lambda a: (_ORDER[a.kind], a.name.casefold(), a.id))


def read_annotator(database: Database, record: Id) -> Annotator | None:
    """Give one annotator, or None where nobody of this id has joined."""
    row = database.one(select(*_COLUMNS).where(_a.id == record, database.shown(annotator)))
    return None if row is None else _annotator(row)


def actor_of(database: Database, person: Person) -> Annotator:
    """Give a person as the project knows them, or as they would join."""
    return read_annotator(database, person.id) or Annotator(person.id, person.name)


def layer_of(database: Database, actor: Annotator, layering: Layering) -> Annotator:
    """Give the layer where the marks of a person go."""
    if layering == "each":
        return actor
    return read_annotator(database, SHARED) or shared()


def joining(new: Annotator) -> Edit:
    """Give the edit by which an annotator joins."""
    fields: dict[str, bool | int | str | bytes | None] = {
        "name": new.name,
        "kind": new.kind,
        "lead": new.lead,
        "reviewer": new.reviewer,
    }
    return inserted("annotator", new.id, fields)


def gold() -> Annotator:
    """Give the layer of what was decided, as it joins when first needed."""
    return Annotator(GOLD, text("core.layer.gold"), "gold")


def shared() -> Annotator:
    """Give the one layer of a desk that marks together."""
    return Annotator(SHARED, text("core.layer.shared"), "shared")


def of_name(found: Iterable[Annotator], name: str) -> list[Annotator]:
    """Give the annotators that bear a name; two persons may."""
    return [a for a in found if a.name == name]


def _annotator(row: Row) -> Annotator:
    return Annotator(row.id, row.name, row.kind, row.lead, row.reviewer)
