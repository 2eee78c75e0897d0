"""What every verb stands on: rows as they are stored, and the edits that alter them.

It reads what is visible, whole rows as the journal compares them. It knows no verb and no rule;
who may do what is in `layers`, what must hold in `invariants`.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, select

from factcheck.errors import NotFound
from factcheck.ids import Id
from factcheck.journal import Edit, Fields, Value, deleted, updated
from factcheck.journal.edits import TOGETHER
from factcheck.journal.writer import fields_of
from factcheck.store.database import Database
from factcheck.store.lots import lots

Row = Fields
#: What is said of a record that is not there, by kind.
GONE = {
    "article": "article.gone",
    "statement": "statement.gone",
    "link": "link.gone",
    "speaker": "speaker.gone",
    "claim": "claim.gone",
    "label": "label.gone",
    "link_type": "link_type.gone",
    "annotator": "people.gone",
}


def where(database: Database, table: Table, *conditions: ColumnElement[bool]) -> list[Row]:
    """Give the visible rows of a table for which the conditions hold."""
    query = select(table).where(*conditions, database.shown(table))
    return [fields_of(row) for row in database.rows(query)]


def by_ids(database: Database, table: Table, ids: Iterable[Id]) -> dict[Id, Row]:
    """Give the visible rows of a table by id; those that are not there are left out."""
    found = {}
    for lot in lots(ids):
        found.update({row_id(row): row for row in where(database, table, table.c.id.in_(lot))})
    return found


def hanging_on(database: Database, table: Table, column: str, ids: Iterable[Id]) -> list[Row]:
    """Give the rows of a table whose column names one of the ids."""
    return [row for lot in lots(ids) for row in where(database, table, table.c[column].in_(lot))]


def borne_by(database: Database, table: Table, ids: Iterable[Id]) -> list[Row]:
    """Give all derivations or attributes of records, for those go whole with their bearer."""
    with database.whole():
        return hanging_on(database, table, "record", ids)


def one(database: Database, table: Table, record: Id) -> Row:
    """Give a visible row; raise NotFound if there is none."""
    found = database.one(database.prepared(_by_id, table), {"record": record})
    if found is None:
        raise NotFound(GONE[table.name])
    return fields_of(found)


def _by_id(database: Database, table: Table) -> Select[*tuple[Any, ...]]:
    record = bindparam("record", type_=table.c.id.type)
    return select(table).where(table.c.id == record, database.shown(table))


def all_of(database: Database, table: Table, ids: Sequence[Id]) -> list[Row]:
    """Give visible rows in the order of their ids; raise NotFound if one is not there."""
    found = by_ids(database, table, ids)
    if len(found) < len(set(ids)):
        raise NotFound(GONE[table.name])
    return [found[record] for record in ids]


def row_id(row: Row) -> Id:
    """Give the id of a row."""
    return an_id(row["id"])


def an_id(value: Value) -> Id:
    """Give a value of a row that must be an id as one."""
    assert isinstance(value, Id), value
    return value


def words(value: Value) -> str:
    """Give a value of a row that must be text."""
    assert isinstance(value, str), value
    return value


def number(value: Value) -> int:
    """Give a value of a row that must be a number."""
    assert isinstance(value, int), value
    return value


def altered(kind: str, row: Row, fields: Fields) -> list[Edit]:
    """Give the edit that sets fields of a row, of no more than what differs; none if nothing."""
    differing = {name for name, value in fields.items() if row[name] != value}
    for together in TOGETHER.get(kind, ()):
        if differing & together:
            differing |= together
    if not differing:
        return []
    after = {name: fields.get(name, row[name]) for name in sorted(differing)}
    return [updated(kind, row_id(row), {name: row[name] for name in after}, after)]


def removed(kind: str, rows: Iterable[Row]) -> list[Edit]:
    """Give the edits that delete rows, whole, so that an undo brings them back."""
    return [deleted(kind, row_id(row), row) for row in rows]
