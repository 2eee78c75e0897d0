"""Which of the journal's changes and revisions one may hear of: those of records that one sees.

Kind by kind, for one condition over all kinds would be more than a database takes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, not_, select

from factcheck.ids import Id
from factcheck.models import change
from factcheck.sight.conditions import HIDING, Conditions
from factcheck.store.database import Database, Row
from factcheck.store.lots import lots

_c = change.c


class Past:
    """The journal as one annotator may read it."""

    def __init__(self, database: Database, conditions: Conditions, actor: Id) -> None:
        self._database = database
        self._conditions = conditions
        self._actor = actor

    def seen(self, revisions: Sequence[Row]) -> list[Row]:
        """Give those of some revisions that are one's own, or of which one sees all.

        The rows have the columns `key`, `root` and `annotator`.
        """
        others = [row for row in revisions if row.annotator != self._actor]
        keys = {key for row in others for key in (row.key, row.root) if key is not None}
        hiding: set[int] = set()
        for lot in lots(sorted(keys)):
            for kind in self.kinds(lot) & set(HIDING):
                of_it = _c.revision.in_(lot), _c.kind == kind
                unseen = not_(self._conditions.of_change(kind))
                rows = self._database.rows(select(_c.revision).where(*of_it, unseen).distinct())
                hiding.update(row[0] for row in rows)
        hidden = {row.key for row in others if not hiding.isdisjoint({row.key, row.root})}
        return [row for row in revisions if row.key not in hidden]

    def of_change(self, kind: str) -> ColumnElement[bool]:
        """Give the condition for changes of a kind whose record is there and seen."""
        return self._conditions.of_change(kind)

    def was_made_in_sight(self) -> ColumnElement[bool]:
        """Give the condition for changes of records that oneself or a lead first recorded."""
        return self._conditions.was_made_in_sight()

    def kinds(self, keys: Iterable[int]) -> set[str]:
        """Give the kinds that revisions changed."""
        query = select(_c.kind).where(_c.revision.in_(list(keys))).distinct()
        return {row[0] for row in self._database.rows(query)}

    def seen_kinds(self, key: int) -> set[str]:
        """Give the kinds of which a revision changed something that one sees."""
        return {
            kind
            for kind in self.kinds([key])
            if self._database.rows(
                select(_c.record)
                .where(_c.revision == key, _c.kind == kind)
                .where(self._conditions.of_change(kind))
                .limit(1)
            )
        }

    def seen_changes(self, key: int) -> Mapping[str, list[tuple[Id, Id | None]]]:
        """Give the records that a revision changed and that one sees, with their owners."""
        found: dict[str, list[tuple[Id, Id | None]]] = defaultdict(list)
        for kind in self.kinds([key]):
            query = select(_c.record, _c.owner).where(_c.revision == key, _c.kind == kind)
            rows = self._database.rows(query.where(self._conditions.of_change(kind)))
            found[kind] += [(row[0], row[1]) for row in rows]
        return found
