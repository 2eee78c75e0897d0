"""What others wrote that who acts has not been told of: an edit must not overwrite it.

The journal compares an edit with the record as a verb has just read it; but a person decides by
what the window shows, which is as old as the last pull. So before an edit is written, what came
since is looked through for the same fields. It reads the journal's changes and writes nothing.
"""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from factcheck.errors import Conflict
from factcheck.ids import Id
from factcheck.journal import Edit
from factcheck.models import change, project, revision
from factcheck.store.database import Database
from factcheck.store.lots import lots

_c, _r = change.c, revision.c
_HEAD = select(project.c.head)


class Unseen:
    """How far one way to a project knows what was written."""

    def __init__(self, database: Database) -> None:
        self._database = database
        #: All revisions up to this number are known: told by a pull, or one's own.
        self._known = self._head()
        self._own: set[int] = set()

    def tell(self, number: int) -> None:
        """Note that all up to a revision was told."""
        self._known = max(self._known, number)
        self._settle()

    def wrote(self, number: int) -> None:
        """Note that a revision is one's own."""
        self._own.add(number)
        self._settle()

    def check(self, edits: Iterable[Edit]) -> None:
        """Raise Conflict if an edit alters or deletes what was changed since and is not known."""
        if self._head() <= self._known:
            return
        altering = {edit.id: edit for edit in edits if edit.before is not None}
        for record, verb, before in self._changes(list(altering)):
            mine = altering[record]
            fields = json.loads(before) if before else {}
            if mine.after is None or verb == "delete" or mine.after.keys() & fields.keys():
                raise Conflict("record.changed", kind=mine.kind, id=str(record))

    def _settle(self) -> None:
        while self._known + 1 in self._own:
            self._known += 1
        self._own = {number for number in self._own if number > self._known}

    def _head(self) -> int:
        found = self._database.scalar(_HEAD)
        assert isinstance(found, int)
        return found

    def _changes(self, ids: Sequence[Id]) -> Iterable[tuple[Id, str, str | None]]:
        """Give the unknown changes of some records: record, verb, fields before as JSON."""
        unknown = _r.number > self._known, _r.number.not_in(self._own)
        query = select(_c.record, _c.verb, _c.before).join(revision, _c.revision == _r.key)
        for lot in lots(ids):
            for row in self._database.rows(query.where(_c.record.in_(lot), *unknown)):
                yield row[0], row[1], row[2]
