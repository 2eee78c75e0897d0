"""All records of a project, read at once: a merge compares everything and asks row by row nothing.

What is to be seen, and apart from it what hides in batches that were taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select, text

from factcheck.history import MERGED
from factcheck.ids import Id
from factcheck.journal.edits import FIELDS
from factcheck.merging.cells import PARTS, Record, Records
from factcheck.models import KINDS, OWNERS, revision
from factcheck.records import Progress
from factcheck.store.database import Database
from factcheck.store.lots import lots

Batches = frozenset[int]
#: The one row of a project is seen by all.
_BARE = ("project",)


@dataclass(slots=True)
class Held:
    """What one project holds: records to be seen, and hidden ones."""

    project: Id
    shown: Records = field(default_factory=dict)
    hidden: Records = field(default_factory=dict)
    #: Batches of merges that were undone: what they brought counts as never seen, not as deleted.
    undone: Batches = frozenset()

    def any(self, kind: str, record: Id) -> Record | None:
        """Give a record, hidden or not."""
        return self.shown[kind].get(record) or self.hidden[kind].get(record)


def read(database: Database, progress: Progress | None = None) -> Held:
    """Read all records of a project."""
    r = revision.c
    hiding = database.rows(select(r.key, r.what).where(r.state != text("'published'")))
    batches = frozenset(row.key for row in hiding)
    table = KINDS["project"]
    found = database.scalar(select(table.c.id))
    assert isinstance(found, Id)
    held = Held(found, undone=frozenset(row.key for row in hiding if row.what == MERGED))
    for kind in PARTS:
        _read_whole(database, held, kind, batches)
        if progress:
            progress(0, 0)
    for part in dict.fromkeys(part for parts in PARTS.values() for part in parts):
        _read_parts(database, held, part)
        if progress:
            progress(0, 0)
    return held


def _read_whole(database: Database, held: Held, kind: str, batches: Batches) -> None:
    table, names = KINDS[kind], FIELDS[kind]
    shown: dict[Id, Record] = {}
    hidden: dict[Id, Record] = {}
    for row in database.rows(select(table.c.id, *(table.c[name] for name in names))):
        fields = dict(zip(names, row[1:], strict=True))
        into = hidden if fields.get("batch") in batches else shown
        into[row[0]] = Record(kind, row[0], fields)
    held.shown[kind], held.hidden[kind] = shown, hidden


def _read_parts(database: Database, held: Held, part: str) -> None:
    table, names = KINDS[part], FIELDS[part]
    owner = names.index(OWNERS[part][0]) + 1
    kinds = [kind for kind, parts in PARTS.items() if part in parts]
    for row in database.rows(select(table.c.id, *(table.c[name] for name in names))):
        for kind in kinds:
            whole = held.any(kind, row[owner])
            if whole is not None:
                fields = dict(zip(names, row[1:], strict=True))
                whole.parts.setdefault(part, {})[row[0]] = fields
                break


def read_some(database: Database, kind: str, records: Iterable[Id]) -> dict[Id, Record]:
    """Read some records of a kind with their parts, as far as who acts may see them."""
    table, names = KINDS[kind], FIELDS[kind]
    found: dict[Id, Record] = {}
    columns = select(table.c.id, *(table.c[name] for name in names))
    for lot in lots(records):
        shown = (table.c.id.in_(lot), database.shown(table)) if kind not in _BARE else ()
        for row in database.rows(columns.where(*shown)):
            found[row[0]] = Record(kind, row[0], dict(zip(names, row[1:], strict=True)))
    for part in PARTS[kind]:
        hanging, fields = KINDS[part], FIELDS[part]
        owner = hanging.c[OWNERS[part][0]]
        parts = select(hanging.c.id, owner, *(hanging.c[name] for name in fields))
        for lot in lots(found):
            for row in database.rows(parts.where(owner.in_(lot))):
                values = dict(zip(fields, row[2:], strict=True))
                found[row[1]].parts.setdefault(part, {})[row[0]] = values
    return found
