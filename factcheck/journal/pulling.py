"""What has changed since somebody last asked, whoever did it, so that panels show it anew.

It reads the journal, never the records. A part is told as the record it hangs on: of a span, its
statement. Too much to list is told as "everything of this kind".
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from factcheck.ids import Id
from factcheck.models import OWNERS, change, project, revision
from factcheck.records import Changed
from factcheck.store.database import Database, Row
from factcheck.store.lots import lots

MOST = 2_000
_c, _r = change.c, revision.c


class Pulling:
    """One listener's place in the project's history."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._mark: int | None = None
        #: The number of the newest revision that was told.
        self.revision = head(database)

    def pull(self) -> Changed | None:
        """Give what was written since the last time, oneself included; None if nothing."""
        mark = self._database.mark()
        if mark == self._mark:
            return None
        with self._database.reading():
            rows = self._database.rows(
                select(_r.key, _r.number, _r.annotator, _r.bulk, _r.root)
                .where(_r.number > self.revision)
                .order_by(_r.number)
            )
            changed = self._told(rows) if rows else None
        # Only now: where reading failed, the next pull must look again.
        self._mark = mark
        if rows:
            self.revision = rows[-1].number
        return changed

    def _told(self, rows: Sequence[Row]) -> Changed | None:
        """Give what some revisions changed, for the listener; None for nothing it may hear of."""
        return changed_by(rows, self._ids(rows))

    def _ids(self, rows: Sequence[Row]) -> dict[str, frozenset[Id] | None]:
        # A batch shows or hides as a whole: what it holds is with the edit it began as.
        batches = self.batches(rows)
        keys = [row.key for row in rows if row.key not in batches]
        found: dict[str, frozenset[Id] | None] = {}
        changes = self._changes(keys)
        if len(changes) > MOST:
            found.update(dict.fromkeys(self._kinds(keys)))
        else:
            listed: dict[str, set[Id]] = defaultdict(set)
            for kind, record, owner in changes:
                tell(listed, kind, record, owner)
            found.update({kind: frozenset(records) for kind, records in listed.items()})
        found.update(dict.fromkeys(self._kinds(list(batches))))
        return found

    def batches(self, rows: Sequence[Row]) -> set[int]:
        """Give the keys of the batches that some revisions published, hid or showed again."""
        own = {row.key for row in rows if row.bulk}
        roots = sorted({row.root for row in rows if row.root is not None} - own)
        for some in lots(roots):
            bulk = select(_r.key).where(_r.key.in_(some), _r.bulk)
            own.update(row.key for row in self._database.rows(bulk))
        return own

    def _changes(self, keys: Sequence[int]) -> list[Row]:
        found: list[Row] = []
        for some in lots(keys):
            query = select(_c.kind, _c.record, _c.owner).where(_c.revision.in_(some))
            found += self._database.rows(query.limit(MOST + 1 - len(found)))
            if len(found) > MOST:
                break
        return found

    def _kinds(self, keys: Sequence[int]) -> set[str]:
        kinds: set[str] = set()
        for some in lots(keys):
            query = select(_c.kind).distinct().where(_c.revision.in_(some))
            for row in self._database.rows(query):
                kinds.update(wholes(row.kind))
        return kinds


def head(database: Database) -> int:
    """Give the number of the newest revision."""
    number = database.scalar(select(func.max(project.c.head)))
    assert isinstance(number, int)
    return number


def changed_by(rows: Sequence[Row], ids: Mapping[str, frozenset[Id] | None]) -> Changed:
    """Give what revisions changed, with their numbers and by whom they are."""
    who = frozenset(row.annotator for row in rows if row.annotator is not None)
    return Changed(ids, tuple(row.number for row in rows), who)


def tell(listed: dict[str, set[Id]], kind: str, record: Id, owner: Id | None) -> None:
    """Add a changed record to those told, under the kinds that show it."""
    if kind == "assignment" or owner is None:
        listed[kind].add(record)
    if owner is not None:
        for whole in wholes(kind):
            if whole != kind:
                listed[whole].add(owner)


def wholes(kind: str) -> tuple[str, ...]:
    """Give the kinds under which a change of this kind is told."""
    if kind not in OWNERS:
        return (kind,)
    whole = OWNERS[kind][1]
    if kind == "assignment":
        return ("assignment", "article")
    # What a derivation or attribute hangs on is not kept; whoever shows either looks again.
    return (whole,) if whole is not None else ("statement", "link", "article")
