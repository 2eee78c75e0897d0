"""What every noun works with: the database, the journal, who acts, and where their marks go.

This is the place to ask what the one who acts may see or write: `sight` decides the one, `layers`
and `roles` the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select

from factcheck.annotators import joining, read_annotator
from factcheck.errors import Conflict
from factcheck.ids import Id
from factcheck.journal import Edit, Journal
from factcheck.journal.unseen import Unseen
from factcheck.models import annotator
from factcheck.records import Annotator, Layering, What
from factcheck.sight import Sight
from factcheck.store.database import Database


@dataclass
class Access:
    """One person's way to one project."""

    database: Database
    journal: Journal
    actor: Annotator
    layer: Annotator
    layering: Layering
    #: Revisions that could not be taken back, so that the next press goes one older.
    refused: set[Id] = field(default_factory=set)
    _joined: bool = False

    def __post_init__(self) -> None:
        #: What others wrote and who acts was not told of yet.
        self.unseen = Unseen(self.database)
        #: What the one who acts may see.
        self.sight = Sight(self.database, self.actor.id, self.layer.id)

    def record(self, what: What, edits: Iterable[Edit]) -> int:
        """Write edits as one revision; at the first write the one who acts joins with it.

        Gives the revision's number. Raises what `Journal.apply` raises.
        """
        edits = list(edits)
        self.unseen.check(edits)
        self.sight.check(edits)
        number = self._apply(what, edits, None)
        self.refused.clear()
        return number

    def take_back(self, what: What, edits: Iterable[Edit], *, undoes: int) -> int:
        """Do as `record` does for the revision that takes back the one of number `undoes`."""
        return self._apply(what, list(edits), undoes)

    def _apply(self, what: What, edits: list[Edit], undoes: int | None) -> int:
        join = self._join_edits(edits)
        try:
            number = self.journal.apply(what, [*join, *edits], undoes=undoes)
        except Conflict:
            # Another window of the same person may have joined a moment ago.
            if not join or not self._has_joined():
                raise
            number = self.journal.apply(what, edits, undoes=undoes)
        self._joined = True
        self.unseen.wrote(number)
        if any(edit.kind in ("project", "annotator") for edit in edits):
            self.refresh()
        return number

    def joined(self) -> None:
        """Note that the one who acts is known to the project."""
        self._joined = True

    def join_edits(self) -> list[Edit]:
        """Give the edit by which the one who acts joins, or nothing; for batches."""
        return self._join_edits([])

    def refresh(self) -> None:
        """Read anew what the one who acts may do and see."""
        self.sight.look()
        found = read_annotator(self.database, self.actor.id)
        if found is not None:
            if self.layer.id == self.actor.id:
                self.layer = found
            self.actor = found
            self._joined = True

    def _join_edits(self, edits: list[Edit]) -> list[Edit]:
        if self._joined or self._has_joined():
            return []
        if any(e.kind == "annotator" and e.id == self.actor.id for e in edits):
            return []
        return [joining(self.actor)]

    def _has_joined(self) -> bool:
        found = self.database.scalar(select(annotator.c.id).where(annotator.c.id == self.actor.id))
        self._joined = found is not None
        return self._joined
