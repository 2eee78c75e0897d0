"""Applies the edits of one gesture: all of them, durably, or nothing.

The order is the design's: the revision's number first, for its counter is the lock; then compare
and write; then judge what was touched; then the search index and the journal's own rows.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Dialect, Insert, Update, func, insert, select, text, update

from factcheck.collecting import collected_later
from factcheck.errors import NotAllowed, NotFound
from factcheck.ids import Id
from factcheck.journal.edits import Edit
from factcheck.journal.references import check_bearers, check_references
from factcheck.journal.standing import Rest
from factcheck.journal.statements import Statements, owners_of
from factcheck.journal.texts import Texts
from factcheck.journal.writer import ChangeRow, Writer
from factcheck.models import SCHEMA, project, revision
from factcheck.records import What
from factcheck.store.database import Database

_TAKE = (
    update(project)
    .values(head=project.c.head + text("1"))
    .where(project.c.schema == text(str(SCHEMA)))
    .returning(project.c.head)
)
_ADD = insert(revision).returning(revision.c.key)
_SQL: dict[tuple[str, object], str] = {}
_COLUMNS = tuple(column.name for column in revision.columns if column.name != "key")


class Journal:
    """The door for writes of one database, by the name of one annotator."""

    def __init__(self, database: Database, annotator: Id) -> None:
        self.database = database
        self.annotator = annotator
        self._texts = Texts()

    def apply(self, what: What, edits: Sequence[Edit], *, undoes: int | None = None) -> int:
        """Write edits as one revision and give its number.

        `undoes` is the number of the revision that this one takes back. Raises Conflict where a
        record is not as an edit says, BadInput where one may not be so, Busy, NotAllowed.
        """
        if not edits:
            raise ValueError("a revision without edits")
        with collected_later(len(edits)), self.transaction() as writer:
            number = take_number(writer)
            rows = self.write(writer, edits)
            key = self.add_revision(writer, what, number=number, undoes=undoes)
            writer.append(key, rows, 0)
        return number

    @contextmanager
    def transaction(self) -> Iterator[Writer]:
        """Give what writes in one transaction; for this module and batches only."""
        with self.database.writing() as connection:
            yield Writer(connection)

    def write(
        self, writer: Writer, edits: Sequence[Edit], *, batch: int | None = None
    ) -> list[ChangeRow]:
        """Compare, write, judge and index edits; give the rows that the journal appends.

        `batch` is the one that the edits belong to, if any.
        """
        from factcheck.index.keep import update_index

        rest = Rest(edits)
        rest.check_alone()
        owners = owners_of(writer, edits)
        statements = Statements(edits, owners)
        fingerprints = statements.fingerprints()
        writer.write(edits, fingerprints)
        check_references(writer, edits, batch=batch)
        check_bearers(writer, edits)
        statements.check(writer, self._texts, fingerprints)
        layers = rest.check(writer, batch=batch) | statements.layers
        update_index(writer.connection, edits)
        rows = []
        for edit in edits:
            owner = owners.get(edit.id)
            rows.append(ChangeRow(edit, layers.get(owner or edit.id), owner))
        return rows

    def add_revision(
        self,
        writer: Writer,
        what: What,
        *,
        number: int | None,
        undoes: int | None = None,
        bulk: bool = False,
    ) -> int:
        """Add the row of a revision and give its key; without a number it is an open batch."""
        values: dict[str, object] = {
            "number": number,
            "id": Id.new(),
            "made_at": now(),
            "annotator": self.annotator,
            **written_what(what),
            "act": "edit",
            "undoes": None,
            "root": None,
            "bulk": bulk,
            "state": "open" if number is None else "published",
            "schema": SCHEMA,
        }
        if undoes is not None:
            values.update(_taken_back(writer, undoes))
        sql = _sql(writer.dialect, _ADD, _COLUMNS)
        key = writer.fetch(sql, [values[name] for name in _COLUMNS])[0][0]
        assert isinstance(key, int)
        return key


def now() -> str:
    """Give the time as revisions have it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def written_what(what: What) -> dict[str, object]:
    """Give the columns that say what a revision did."""
    return {"what": what.code, "params": json.dumps(dict(what.params), ensure_ascii=False)}


def take_number(writer: Writer) -> int:
    """Take the next revision number, and with it the lock on the whole project.

    Raises NotAllowed if another program has meanwhile brought the project to a newer schema.
    """
    rows = writer.fetch(_sql(writer.dialect, _TAKE, None))
    if not rows:
        raise NotAllowed("project.migrated")
    number = rows[0][0]
    assert isinstance(number, int)
    return number


def _sql(dialect: Dialect, statement: Insert | Update, columns: Sequence[str] | None) -> str:
    found = _SQL.get((dialect.name, statement))
    if found is None:
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        found = _SQL[dialect.name, statement] = str(compiled)
    return found


def _taken_back(writer: Writer, number: int) -> dict[str, object]:
    r = revision.c
    rows = writer.read(select(r.key, r.act, r.root).where(r.number == number))
    if not rows:
        raise NotFound("revision.missing", number=number)
    key, act, root = rows[0]
    about = select(func.max(r.number)).where(r.root == (root or key))
    if (writer.read(about)[0][0] or number) != number:
        raise NotFound("undo.already", number=number)
    return {"undoes": key, "act": "redo" if act == "undo" else "undo", "root": root or key}
