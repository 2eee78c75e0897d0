"""What a revision did, read back from the journal as the edits that it was.

An insert is kept without its fields: they are the record's present ones less all later changes.
"""

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from factcheck.errors import Damaged
from factcheck.ids import Id
from factcheck.journal import Edit, Fields, Value, read_fields
from factcheck.journal.edits import FIELDS, whole
from factcheck.models import KINDS, change
from factcheck.store.database import Database, Row
from factcheck.store.lots import lots

_c = change.c


def edits_of(database: Database, key: int) -> list[Edit]:
    """Give the edits of a revision, by its key, in their order."""
    with database.reading():
        rows = database.rows(
            select(_c.position, _c.kind, _c.record, _c.verb, _c.before, _c.after)
            .where(_c.revision == key)
            .order_by(_c.position)
        )
        new = {(row.kind, row.record): row.position for row in rows if row.verb == "insert"}
        first = _as_inserted(database, key, new)
    return [
        Edit(
            row.kind,
            row.record,
            _before(row),
            first[row.kind, row.record]
            if row.verb == "insert"
            else read_fields(row.kind, row.after),
        )
        for row in rows
    ]


def beside_batch(database: Database, key: int) -> list[Edit]:
    """Give the edits of a batch's revision that do not hide and come back with its rows.

    They altered or deleted records that were there, or added parts to them.
    """
    rows = database.rows(select(_c.kind, _c.record, _c.owner, _c.verb).where(_c.revision == key))
    brought = {r.record for r in rows if r.verb == "insert" and "batch" in KINDS[r.kind].c}
    staying = {
        (row.kind, row.record)
        for row in rows
        if row.record not in brought and row.owner not in brought
    }
    if not staying:
        return []
    return [edit for edit in edits_of(database, key) if (edit.kind, edit.id) in staying]


def params_of(written: str) -> dict[str, str | int]:
    """Read the parameters of a revision's sentence; raise Damaged if they are none."""
    try:
        params = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise Damaged("project.changes", kind="revision") from error
    if not isinstance(params, dict):
        raise Damaged("project.changes", kind="revision")
    return params


def _before(row: Row) -> Fields | None:
    fields = read_fields(row.kind, row.before)
    return whole(row.kind, fields) if fields is not None and row.verb == "delete" else fields


def _as_inserted(
    database: Database, key: int, new: Mapping[tuple[str, Id], int]
) -> dict[tuple[str, Id], Fields]:
    """Give the fields with which records came: from the present ones, back change by change."""
    by_kind: dict[str, list[Id]] = {}
    for kind, record in new:
        by_kind.setdefault(kind, []).append(record)
    found: dict[tuple[str, Id], Fields] = {}
    for kind, ids in by_kind.items():
        for lot in lots(ids):
            states = _present(database, kind, lot)
            for row in _later(database, key, kind, lot):
                here = (row.revision, row.position)
                if here > (key, new[kind, row.record]):
                    before = read_fields(kind, row.before)
                    if before is None:
                        states.pop(row.record, None)
                    else:
                        if row.verb == "delete":
                            before = dict(whole(kind, before))
                        states[row.record] = {**states.get(row.record, {}), **before}
            for record in lot:
                if states.get(record, {}).keys() != set(FIELDS[kind]):
                    raise Damaged("project.changes", kind=kind)
                found[kind, record] = states[record]
    return found


def _present(database: Database, kind: str, ids: Iterable[Id]) -> dict[Id, dict[str, Value]]:
    table, names = KINDS[kind], FIELDS[kind]
    columns = [table.c[name] for name in names]
    rows = database.rows(select(table.c.id, *columns).where(table.c.id.in_(ids)))
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}


def _later(database: Database, key: int, kind: str, ids: Iterable[Id]) -> list[Row]:
    return database.rows(
        select(_c.revision, _c.position, _c.record, _c.verb, _c.before)
        .where(_c.record.in_(ids), _c.kind == kind, _c.revision >= key)
        .order_by(_c.revision.desc(), _c.position.desc())
    )
