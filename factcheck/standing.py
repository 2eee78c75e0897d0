"""Who stands for a speaker or claim that was merged into another, now and through all merges.

References are never rewritten, so every query asks here. Reads the merged rows only: there are
few.
"""

from collections.abc import Iterable

from sqlalchemy import Table, select

from factcheck.database import Database, visible
from factcheck.ids import Id
from factcheck.models import claim, speaker


class Standing:
    """The merges of one registry, as they were when read."""

    __slots__ = ("_into",)

    def __init__(self, merges: Iterable[tuple[Id, Id]]) -> None:
        self._into = dict(merges)

    def of(self, record: Id) -> Id:
        """Give the record that stands for this one; itself where it was not merged."""
        seen = {record}
        while (into := self._into.get(record)) is not None and into not in seen:
            seen.add(into)
            record = into
        return record

    def of_maybe(self, record: Id | None) -> Id | None:
        """Do as `of` does where there is a record."""
        return None if record is None else self.of(record)

    def under(self, record: Id) -> list[Id]:
        """Give the record that stands for this one, and all that were merged into it."""
        top = self.of(record)
        return [top, *(other for other in self._into if self.of(other) == top)]

    def __bool__(self) -> bool:
        return bool(self._into)


def standing_speakers(database: Database) -> Standing:
    """Read which speakers stand for which."""
    return _standing(database, speaker)


def standing_claims(database: Database) -> Standing:
    """Read which claims stand for which."""
    return _standing(database, claim)


def _standing(database: Database, table: Table) -> Standing:
    merged = select(table.c.id, table.c.merged_into).where(
        table.c.merged_into.is_not(None), visible(table)
    )
    return Standing((row[0], row[1]) for row in database.rows(merged))
