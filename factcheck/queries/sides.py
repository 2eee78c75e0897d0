"""Whose side speakers are on: the end of the chain of those they speak for.

Pure: boards roll speakers up by it, the registry refuses circles by it.
"""

from collections.abc import Iterable

from factcheck.ids import Id
from factcheck.queries.standing import Standing
from factcheck.records import Speaker


class Sides:
    """Whom speakers speak for, through affiliations and merges."""

    def __init__(self, speakers: Iterable[Speaker], standing: Standing) -> None:
        self._above = {s.id: s.affiliation for s in speakers}
        self._standing = standing

    def chain(self, speaker: Id) -> list[Id]:
        """Give a speaker and all it speaks for, upward; each once, whatever the registry says."""
        found: list[Id] = []
        record: Id | None = self._standing.of(speaker)
        while record is not None and record not in found:
            found.append(record)
            record = self._standing.of_maybe(self._above.get(record))
        return found

    def of(self, speaker: Id) -> Id:
        """Give the side of a speaker."""
        return self.chain(speaker)[-1]
