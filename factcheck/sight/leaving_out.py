"""Takes out of a copy of a project what its maker does not see, so that it can be sent.

With the rows go the changes of the journal that hold their words, what search knows of them, and
the names of the revisions; the revisions themselves stay, for what came after is numbered by
them. The project itself is not touched.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    delete,
    exists,
    not_,
    or_,
    select,
    tuple_,
    update,
)

from factcheck import models as m
from factcheck.ids import Id
from factcheck.index.keep import rebuild
from factcheck.journal.journal import written_what
from factcheck.records import What
from factcheck.sight.conditions import HIDING
from factcheck.sight.sight import Sight
from factcheck.store.database import Database
from factcheck.store.lots import lots
from factcheck.store.sqlite import SqliteStore

_c, _r = m.change.c, m.revision.c
_LEFT_OUT = What("copy.left_out")
#: What names a record that may be gone from the copy while it stays itself.
_LOOSE = ((m.comment, "answers"), (m.decision, "replaces"))
_REGISTRY = ("speaker", "alias", "claim")


def leave_out(path: Path, actor: Id, layer: Id) -> None:
    """Take out of the project at a path what one annotator does not see, for good."""
    with closing(Database(SqliteStore(path))) as database:
        sight = Sight(database, actor, layer)
        with database.reading():
            hidden = {kind: _hidden(database, kind) for kind in HIDING}
            changes = [key for kind in HIDING for key in _changes(sight, database, kind)]
            rows = database.rows(select(_r.key, _r.root, _r.annotator))
            seen = {row.key for row in sight.past.seen(rows)}
            unseen = [row.key for row in rows if row.key not in seen]
        with database.writing() as connection:
            _delete(connection, hidden)
            for lot in lots(changes):
                connection.execute(
                    delete(m.change).where(tuple_(_c.revision, _c.position).in_(lot))
                )
            for keys in lots(unseen):
                blank = update(m.revision).where(_r.key.in_(keys))
                connection.execute(blank.values(written_what(_LEFT_OUT)))
            rebuild(connection)
    # Deleted words lie in free pages, and in the log beside it, until then.
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _hidden(database: Database, kind: str) -> list[Id]:
    table = m.KINDS[kind]
    query = select(table.c.id).where(not_(database.shown(table)))
    return [row[0] for row in database.rows(query)]


def _changes(sight: Sight, database: Database, kind: str) -> list[tuple[int, int]]:
    """Give the changes of a kind that tell of what one neither sees nor made."""
    kept = or_(sight.past.of_change(kind), _is_own(sight, kind))
    query = select(_c.revision, _c.position).where(_c.kind == kind, not_(kept))
    return [(row[0], row[1]) for row in database.rows(query)]


def _is_own(sight: Sight, kind: str) -> ColumnElement[bool]:
    """Hold for changes in one's own layers, and of what one registered and took back."""
    own = and_(_c.layer.is_not(None), _c.layer.in_(sight.layers))
    if kind not in _REGISTRY:
        return own
    c, r = m.change.alias(), m.revision.alias()
    making = c.c.record == _c.record, c.c.kind == kind, c.c.verb == "insert"
    by = c.c.revision == r.c.key, r.c.annotator == sight.actor, r.c.act == "edit"
    return or_(own, exists().where(*making, *by).correlate(m.change))


def _delete(connection: Connection, hidden: Mapping[str, list[Id]]) -> None:
    """Delete the hidden rows, what hangs on a record before the record."""
    for table, column in _LOOSE:
        for lot in lots(hidden[table.name]):
            named = table.c[column]
            connection.execute(update(table).where(named.in_(lot)).values({column: None}))
    for lot in lots(hidden["speaker"]):
        connection.execute(delete(m.alias).where(m.alias.c.speaker.in_(lot)))
    for kind in reversed(m.KINDS):
        for lot in lots(hidden.get(kind, ())):
            connection.execute(delete(m.KINDS[kind]).where(m.KINDS[kind].c.id.in_(lot)))
