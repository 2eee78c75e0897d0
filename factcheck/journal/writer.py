"""How edits become SQL: compared and written in one statement each, by lots of equal shape.

It works inside a transaction that the journal opened; it takes no lock and judges nothing but
whether each record was as the edit says.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Dialect,
    Executable,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.sql.compiler import SQLCompiler

from factcheck.errors import Conflict
from factcheck.ids import Id
from factcheck.journal.changes import written_fields
from factcheck.journal.edits import FIELDS, Edit, Fields, Verb
from factcheck.models import KINDS, change
from factcheck.store.database import Row
from factcheck.store.lots import lots

_CHANGE = ("revision", "position", "kind", "record", "layer", "owner", "verb", "before", "after")


_Compiled = tuple[str, tuple[tuple[str, str], ...]]
_COMPILED: dict[tuple[str, "_Shape"], _Compiled] = {}
_CHANGE_SQL: dict[str, str] = {}


class _Shape(NamedTuple):
    kind: str
    verb: Verb
    fields: tuple[str, ...]


class Writer:
    """What a transaction writes with; only the journal makes one."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.dialect = connection.dialect
        # Below SQLAlchemy, whose own part in a statement costs more than SQLite's.
        driver = connection.connection.driver_connection
        assert driver is not None
        self._cursor = driver.cursor()

    def read(self, statement: Executable, params: Mapping[str, object] | None = None) -> list[Row]:
        """Query in the transaction, under its lock where it has one."""
        return list(self.connection.execute(statement, params).all())

    def fetch(self, sql: str, params: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Run SQL in the words of the driver and give its rows."""
        self._cursor.execute(sql, params)
        rows: list[tuple[object, ...]] = self._cursor.fetchall()
        return rows

    def write(self, edits: Iterable[Edit], fingerprints: Mapping[Id, int]) -> None:
        """Compare and write; raise Conflict if a record is not as its edit says.

        `fingerprints` are those of the statements that come anew.
        """
        for shape, run in groupby(edits, key=_shape):
            self._write_lot(shape, list(run), fingerprints)

    def append(self, revision: int, rows: Sequence["ChangeRow"], first: int) -> None:
        """Add changes to a revision, the first of them at position `first`."""
        sql = _change_sql(self.dialect)
        values = [
            (
                *(revision, position, edit.kind, edit.id, layer, owner, edit.verb),
                written_fields(edit.before),
                # An insert's is the present row less the later changes.
                None if edit.before is None else written_fields(edit.after),
            )
            for position, (edit, layer, owner) in enumerate(rows, first)
        ]
        if values:
            self._cursor.executemany(sql, values)

    def set_fingerprints(self, fingerprints: Mapping[Id, int]) -> None:
        """Keep the fingerprints of altered statements."""
        if fingerprints:
            s = KINDS["statement"]
            keep = update(s).where(s.c.id == bindparam("of", type_=s.c.id.type))
            rows = [{"of": record, "fingerprint": value} for record, value in fingerprints.items()]
            self.connection.execute(keep, rows)

    def _write_lot(self, shape: _Shape, lot: list[Edit], fingerprints: Mapping[Id, int]) -> None:
        sql, order = _compiled(self.dialect, shape)
        if shape.verb == "insert":
            # By far the most of bulk work, and each names all fields.
            pick = itemgetter(*(name for _, name in order))
            values = [
                pick({**(e.after or {}), "id": e.id, "fingerprint": fingerprints.get(e.id)})
                for e in lot
            ]
        else:
            values = [_values(edit, order) for edit in lot]
        self._cursor.executemany(sql, values)
        if shape.verb != "insert" and self._cursor.rowcount != len(lot):
            raise self._conflict(lot)

    def _conflict(self, lot: Sequence[Edit]) -> Conflict:
        """Find which record of a lot, partly written by now, is not as its edit says."""
        table = KINDS[lot[0].kind]
        for some in lots(lot):
            rows = self.read(select(table).where(table.c.id.in_([e.id for e in some])))
            present = {row.id: row._mapping for row in rows}
            for edit in some:
                row = present.get(edit.id)
                if row is None and edit.after is not None:
                    return Conflict("record.gone", kind=edit.kind, id=str(edit.id))
                if row is not None and any(row[k] != v for k, v in (edit.after or {}).items()):
                    return Conflict("record.changed", kind=edit.kind, id=str(edit.id))
                if row is not None and edit.after is None:
                    return Conflict("record.changed", kind=edit.kind, id=str(edit.id))
        return Conflict("record.gone", kind=lot[0].kind, id="")


def fields_of(row: Row) -> Fields:
    """Give a whole row by its columns' names."""
    return cast(Fields, row._mapping)


_INSERTS = {kind: _Shape(kind, "insert", fields) for kind, fields in FIELDS.items()}
_DELETES = {kind: _Shape(kind, "delete", fields) for kind, fields in FIELDS.items()}


class ChangeRow(NamedTuple):
    """An edit with what the journal adds: the layer it is in, the record it hangs on."""

    edit: Edit
    layer: Id | None
    owner: Id | None


def _shape(edit: Edit) -> _Shape:
    if edit.before is None:
        return _INSERTS[edit.kind]
    if edit.after is None:
        return _DELETES[edit.kind]
    return _Shape(edit.kind, "update", tuple(edit.after))


def _values(edit: Edit, order: Sequence[tuple[str, str]]) -> tuple[object, ...]:
    sides: dict[str, Mapping[str, object]] = {
        "after": edit.after or {},
        "before": edit.before or {},
        "own": {"id": edit.id},
    }
    return tuple([sides[side][name] for side, name in order])


def _compiled(dialect: Dialect, shape: _Shape) -> _Compiled:
    """Give the SQL of a shape, and for each parameter the side of the edit and its field."""
    found = _COMPILED.get((dialect.name, shape))
    if found is None:
        found = _COMPILED[dialect.name, shape] = _compile(dialect, shape)
    return found


def _compile(dialect: Dialect, shape: _Shape) -> _Compiled:
    table, params = KINDS[shape.kind], dict[str, tuple[str, str]]()

    def bind(side: str, name: str) -> BindParameter[object]:
        params[f"{side}_{name}"] = (side, name)
        # Typed, or PostgreSQL could not tell what a NULL is compared with.
        return bindparam(f"{side}_{name}", type_=table.c[name].type)

    same: list[ColumnElement[bool]] = [table.c.id == bind("own", "id")]
    statement: Executable
    if shape.verb == "insert":
        own = ["id", "fingerprint"] if "fingerprint" in table.c else ["id"]
        named = {name: bind("own", name) for name in own}
        statement = insert(table).values(
            named | {name: bind("after", name) for name in shape.fields}
        )
    else:
        same += [table.c[f].is_not_distinct_from(bind("before", f)) for f in shape.fields]
        if shape.verb == "delete":
            statement = delete(table).where(*same)
        else:
            after = {name: bind("after", name) for name in shape.fields}
            statement = update(table).where(*same).values(after)
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    return str(compiled), tuple(params[name] for name in compiled.positiontup or ())


def _change_sql(dialect: Dialect) -> str:
    if dialect.name not in _CHANGE_SQL:
        compiled = insert(change).compile(dialect=dialect, column_keys=_CHANGE)
        _CHANGE_SQL[dialect.name] = str(compiled)
    return _CHANGE_SQL[dialect.name]
