"""What happens where a project has a record of a dataset with other content.

With a dataset of ours it is refused: to bring two histories together is to merge them. Another
program knows of a record only what it was once told, and its data of somebody's work goes to the
layer that a person names: there the project's record counts, and what another layer has under an
id is another statement.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from factcheck import models
from factcheck.errors import Conflict
from factcheck.ids import Id
from factcheck.store.database import Database
from factcheck.store.lots import lots

_s = models.statement.c


class Clashes:
    """The clashes of one import; `kept` counts the project's records that stay as they are."""

    def __init__(self, database: Database, *, is_foreign: bool) -> None:
        self.kept = 0
        self._database = database
        self._is_foreign = is_foreign
        self._others: dict[Id, Id] = {}

    def met(self, kind: str, record: Id) -> None:
        """Take note of a record that the project has otherwise; raise Conflict if that is wrong."""
        if not self._is_foreign:
            raise Conflict("dataset.differs", kind=kind, id=str(record))
        self.kept += 1

    def look(self, layers: Mapping[Id, Id], statements: Iterable[tuple[Id, Id]]) -> None:
        """Look which statements, given with their layers there, others have; `layers` are ours."""
        # Where there are none, the dataset need not be gone through for them.
        if not self._is_foreign or not self._database.has_any(models.statement):
            return
        held = select(_s.id, _s.annotator).where(self._database.shown(models.statement))
        wanted = {record: layers[annotator] for record, annotator in statements}
        for lot in lots(wanted):
            for row in self._database.rows(held.where(_s.id.in_(lot))):
                if row.annotator != wanted[row.id]:
                    self._others[row.id] = Id.fixed(f"{wanted[row.id]}/{row.id}")

    def own(self, record: Id) -> Id:
        """Give the id that a statement is to have: its own where another layer has that."""
        return self._others.get(record, record)

    def own_between(self, record: Id, source: Id, target: Id, layer: Id) -> Id:
        """Give the id that a link is to have, by the ends that it has in the dataset."""
        if source in self._others or target in self._others:
            return Id.fixed(f"{layer}/{record}")
        return record
