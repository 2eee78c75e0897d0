"""Records of two ids that an earlier merge found to be one, though nothing in them tells so now.

Each side kept its own id then. What became of either since, relabelled or taken away, must not make
two of them: so both are looked at as they were at that merge.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence

from sqlalchemy import select

from factcheck.ids import Id
from factcheck.merging.bases import Common
from factcheck.merging.cells import Record, record_of
from factcheck.merging.reading import Held
from factcheck.merging.states import Asked, Stories
from factcheck.models import change, revision
from factcheck.store.database import Database

Key = Callable[[Record], Hashable]
#: Kinds that are found to be one by fields that can be altered afterwards.
_KINDS = ("label", "link_type", "statement", "link")
_r, _c = revision.c, change.c


class Twins:
    """What earlier merges of two projects found to be one."""

    def __init__(
        self, ours: Database, theirs: Database, here: Held, there: Held, shared: Common
    ) -> None:
        self._ours = _Side(ours, here, [base.ours for base in shared.met], shared.fork)
        self._theirs = _Side(theirs, there, [base.theirs for base in shared.met], shared.fork)

    def find(self, kind: str, key: Key, ids: Mapping[Id, Id]) -> Mapping[Id, Id]:
        """Give our ids for records of theirs that were ours at a merge and have none in `ids`.

        `key` gives what records that are one have in common; theirs are asked for it in our ids.
        """
        if kind not in _KINDS or not self._ours.points:
            return {}
        own = self._ours.old(kind, {*ids.values(), *self._theirs.known(kind)})
        foreign = self._theirs.old(kind, {*ids, *self._ours.known(kind)})
        found: dict[Id, Id] = {}
        if own and foreign:
            for mine, others in zip(
                self._ours.at_merges(kind, own), self._theirs.at_merges(kind, foreign), strict=True
            ):
                known = {key(record): record.id for record in mine}
                for record in others:
                    if (twin := known.get(key(record.mapped(ids)))) is not None:
                        found.setdefault(record.id, twin)
        return found


class _Side:
    """One of two projects, and what of it was there at its merges with the other."""

    def __init__(self, database: Database, held: Held, points: Sequence[int], fork: int) -> None:
        self._database = database
        self._held = held
        self.points = points
        self._fork = fork

    def known(self, kind: str) -> Collection[Id]:
        """Give the records of a kind that are there, hidden or not."""
        return {*self._held.shown[kind], *self._held.hidden[kind]}

    def old(self, kind: str, apart: Collection[Id]) -> Collection[Id]:
        """Give the records of a kind that may have been there at a merge, some left out."""
        made = self._changed(kind, "insert", max(self.points))
        gone = self._changed(kind, "delete", min(self.points))
        return ((self._held.shown[kind].keys() | gone) - made).difference(apart)

    def at_merges(self, kind: str, records: Collection[Id]) -> Iterator[list[Record]]:
        """Give for each merge the records that were there, as they were."""
        asked = Asked(self._fork, set(self.points), max(self.points))
        stories = Stories(self._database, self._held, asked, {})
        told = stories.tell((kind, record) for record in records)
        for point in self.points:
            yield [
                record_of(kind, record, story.fixed, cells)
                for record, story in told.items()
                if (cells := story.at[point]) is not None
            ]

    def _changed(self, kind: str, verb: str, since: int) -> set[Id]:
        """Give what was made or taken away after a revision, undo and redo apart."""
        query = select(_c.record).join_from(change, revision, _c.revision == _r.key)
        asked = query.where(_r.number > since, _r.act == "edit", _c.kind == kind, _c.verb == verb)
        return {row[0] for row in self._database.rows(asked)}
