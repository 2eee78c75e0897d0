"""How a statement or link that is there becomes like another, in place, by few edits.

Its id stays, so that links to it, comments on it and what derives from it do. It builds edits and
records none.
"""

from collections.abc import Sequence

from factcheck import models
from factcheck.journal import Edit
from factcheck.journal.edits import FIXED
from factcheck.queries.rows import altered, hanging_on, one, removed
from factcheck.store.database import Database

_PARTS = {
    "statement": (
        (models.span, "statement"),
        (models.reporter, "statement"),
        (models.derivation, "record"),
        (models.attribute, "record"),
    ),
    "link": ((models.derivation, "record"), (models.attribute, "record")),
}


def brought_to(database: Database, wanted: Sequence[Edit]) -> list[Edit]:
    """Give the edits that make a record what other edits would make anew under its id.

    `wanted` are the inserts of a statement or link with all its parts, itself first. Raises
    NotFound if the record is not there.
    """
    head, *parts = wanted
    row = one(database, models.KINDS[head.kind], head.id)
    kept = {"batch"} | FIXED.get(head.kind, frozenset())
    fields = {name: value for name, value in head.touched.items() if name not in kept}
    edits = altered(head.kind, row, fields)
    for table, column in _PARTS[head.kind]:
        rows = hanging_on(database, table, column, [head.id])
        new = []
        for part in parts:
            if part.kind != table.name:
                continue
            same = next((r for r in rows if all(r[k] == v for k, v in part.touched.items())), None)
            if same is None:
                new.append(part)
            else:
                rows.remove(same)
        edits += [*removed(table.name, rows), *new]
    return edits
