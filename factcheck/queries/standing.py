"""Who stands for a speaker or claim that was merged into another, now and through all merges.

References are never rewritten, so every query asks here. Reads the merged rows only: there are
few.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Select, Table, select

from factcheck.ids import Id
from factcheck.models import claim, speaker
from factcheck.store.database import Database


class Standing:
    """The merges of one registry, as they were when read."""

    __slots__ = ("merged",)

    def __init__(self, merges: Iterable[tuple[Id, Id]]) -> None:
        into = dict(merges)
        #: What was merged, and what stands for it through all merges.
        self.merged = {record: _top(into, record) for record in into}

    def of(self, record: Id) -> Id:
        """Give the record that stands for this one; itself where it was not merged."""
        return self.merged.get(record, record)

    def of_maybe(self, record: Id | None) -> Id | None:
        """Do as `of` does where there is a record."""
        return None if record is None else self.of(record)

    def under(self, record: Id) -> list[Id]:
        """Give the record that stands for this one, and all that were merged into it."""
        top = self.of(record)
        return [top, *(other for other, into in self.merged.items() if into == top)]


def _top(into: Mapping[Id, Id], record: Id) -> Id:
    seen = {record}
    while (above := into.get(record)) is not None and above not in seen:
        seen.add(above)
        record = above
    return record


def standing_speakers(database: Database) -> Standing:
    """Read which speakers stand for which."""
    return Standing((row[0], row[1]) for row in database.rows(database.prepared(_merged, speaker)))


def standing_claims(database: Database) -> Standing:
    """Read which claims stand for which."""
    return Standing((row[0], row[1]) for row in database.rows(database.prepared(_merged, claim)))


def _merged(database: Database, table: Table) -> Select[Id, Id]:
    into = table.c.merged_into
    return select(table.c.id, into).where(into.is_not(None), database.shown(table))
