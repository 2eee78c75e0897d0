"""Whether what edits refer to is there and to be seen, asked under the lock.

The database's own keys would only fail at the end, name no table, and not mind what is hidden.
"""

from collections.abc import Sequence

from sqlalchemy import select, true

from factcheck.errors import Conflict
from factcheck.ids import Id
from factcheck.journal.edits import Edit, Fields, Value
from factcheck.journal.lookups import Lookup
from factcheck.journal.writer import Writer
from factcheck.models import KINDS, attribute, derivation
from factcheck.store.database import visible
from factcheck.store.lots import lots

#: The fields of each kind that name a record of another kind, with that kind.
REFERENCES: dict[str, tuple[tuple[str, str], ...]] = {
    kind: tuple(
        (column.name, key.column.table.name)
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in KINDS
    )
    for kind, table in KINDS.items()
}
_THERE = {
    kind: Lookup(
        select(table.c.id).where(visible(table) if "batch" in table.c else true()), table.c.id
    )
    for kind, table in KINDS.items()
}
#: What derivations and attributes hang on without a key.
BEARERS = ("statement", "link", "article")


def check_references(writer: Writer, edits: Sequence[Edit], *, batch: int | None = None) -> None:
    """Raise Conflict if a record that an edit names is not there, or hidden.

    Edits of a batch may also name what the same one holds.
    """
    new: dict[str, set[Id]] = {}
    afters: dict[str, list[Fields]] = {}
    for edit in edits:
        if edit.after is not None:
            afters.setdefault(edit.kind, []).append(edit.after)
            if edit.before is None:
                new.setdefault(edit.kind, set()).add(edit.id)
    wanted: dict[str, set[Value]] = {}
    for bearer, fields in afters.items():
        for name, kind in REFERENCES[bearer]:
            wanted.setdefault(kind, set()).update({after.get(name) for after in fields})
    for kind, ids in wanted.items():
        lacking = {i for i in ids if isinstance(i, Id)} - new.get(kind, set())
        if lacking:
            lacking = lacking.difference(row[0] for row in _THERE[kind].rows(writer, lacking))
        if lacking and batch is not None and "batch" in KINDS[kind].c:
            lacking -= _in_batch(writer, kind, lacking, batch)
        if lacking:
            raise Conflict("reference.gone", kind=kind)


def _in_batch(writer: Writer, kind: str, ids: set[Id], batch: int) -> set[Id]:
    c = KINDS[kind].c
    own = select(c.id).where(c.batch == batch)
    return {row.id for lot in lots(ids) for row in writer.read(own.where(c.id.in_(lot)))}


def check_bearers(writer: Writer, edits: Sequence[Edit]) -> None:
    """Raise Conflict if a derivation or attribute hangs on nothing, or was left behind."""
    gone = {e.id for e in edits if e.after is None and e.kind in BEARERS}
    for table in (derivation, attribute):
        for lot in lots(gone):
            if writer.read(select(table.c.id).where(table.c.record.in_(lot)).limit(1)):
                raise Conflict("record.in_use")
    parts = (e for e in edits if e.before is None and e.kind in ("derivation", "attribute"))
    borne = {e.after["record"] for e in parts if e.after is not None}
    borne -= {e.id for e in edits if e.before is None and e.kind in BEARERS}
    for kind in BEARERS:
        found = (
            row.id
            for lot in lots(list(borne))
            for row in writer.read(select(KINDS[kind].c.id).where(KINDS[kind].c.id.in_(lot)))
        )
        borne -= set(found)
    if borne:
        raise Conflict("reference.gone", kind="record")
