"""Whether the one who acts sees all, read when told to; the conditions where she does not.

It is read at the opening and again by `pull`, with which a window learns of everything else; not
at each query, for an open project must not pay for what it does not use. What is released is in
the conditions, and so is always as of the query.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, FromClause, Table, select

from factcheck import models as m
from factcheck.errors import NotFound
from factcheck.ids import Id
from factcheck.journal.edits import Edit
from factcheck.journal.references import REFERENCES
from factcheck.queries.rows import GONE
from factcheck.sight.conditions import HIDING, Conditions, released
from factcheck.sight.past import Past
from factcheck.store.database import Database
from factcheck.store.lots import lots

_UPWARD = {"speaker": ("merged_into", "affiliation"), "claim": ("merged_into",)}


class Sight:
    """What one annotator sees of one project, through one database."""

    def __init__(self, database: Database, actor: Id, layer: Id) -> None:
        self._database = database
        self.actor = actor
        #: Whose marks are one's own.
        self.layers = (actor, layer)
        self._conditions = Conditions(actor, self.layers, self._above)
        #: What one may hear of the journal where not all is seen.
        self.past = Past(database, self._conditions, actor)
        self._known: dict[str, tuple[int, list[Id]]] = {}
        #: Whether some of the project is hidden.
        self.limited = False
        self.look()

    def look(self) -> bool:
        """Read anew whether all is seen; say whether that has changed."""
        limited = self._is_limited()
        changed = limited != self.limited
        self.limited = limited
        self._database.limit(self._conditions.of if limited else None)
        return changed

    def condition(self, table: FromClause) -> ColumnElement[bool]:
        """Give the condition for a table, the hidden rows of batches aside."""
        return self._conditions.of(table)

    def released(self) -> frozenset[Id]:
        """Give the articles whose layers all see."""
        a = m.article
        rows = self._database.rows(select(a.c.id).where(released(a.c.id)))
        return frozenset(row[0] for row in rows)

    def check(self, edits: Iterable[Edit]) -> None:
        """Raise NotFound if edits alter, or refer to, what the one who acts does not see."""
        kind = self.unseen(edits)
        if kind is not None:
            raise NotFound(GONE.get(kind, "record.gone"))

    def unseen(self, edits: Iterable[Edit]) -> str | None:
        """Give a kind of which edits alter, or refer to, a record that is not seen; or None."""
        if not self.limited:
            return None
        wanted: dict[str, set[Id]] = {}
        new: set[Id] = set()
        for edit in edits:
            if edit.before is None:
                new.add(edit.id)
            elif edit.kind in GONE and edit.kind in HIDING:
                wanted.setdefault(edit.kind, set()).add(edit.id)
            for field, kind in REFERENCES[edit.kind]:
                named = (edit.after or {}).get(field)
                if kind in HIDING and isinstance(named, Id):
                    wanted.setdefault(kind, set()).add(named)
        for kind, ids in wanted.items():
            if not self._all_seen(m.KINDS[kind], ids - new):
                return kind
        return None

    def _all_seen(self, table: Table, ids: Collection[Id]) -> bool:
        seen = {
            row[0]
            for lot in lots(ids)
            for row in self._database.rows(
                select(table.c.id).where(table.c.id.in_(lot), self._database.shown(table))
            )
        }
        return seen >= set(ids)

    def _is_limited(self) -> bool:
        if not self._database.scalar(select(m.project.c.blind)):
            return False
        a = m.annotator.c
        rows = self._database.rows(select(a.id, a.lead, a.reviewer))
        # Where nobody leads, as after an import by hand, nobody is locked out.
        if not any(row.lead for row in rows):
            return False
        return not any(row.id == self.actor and (row.lead or row.reviewer) for row in rows)

    def _above(self, kind: str) -> list[Id]:
        """Give the speakers or claims to which seen ones lead upward, as of the newest commit."""
        mark = self._database.mark()
        known = self._known.get(kind)
        if known is None or known[0] != mark:
            known = self._known[kind] = mark, self._led_to(kind)
        return known[1]

    def _led_to(self, kind: str) -> list[Id]:
        table = m.KINDS[kind]
        columns = [table.c[name] for name in _UPWARD[kind]]
        seen = self._conditions.direct(table).label("seen")
        above: dict[Id, list[Id]] = {}
        starts: list[Id] = []
        for record, is_seen, *up in self._database.rows(select(table.c.id, seen, *columns)):
            above[record] = [one for one in up if one is not None]
            if is_seen and above[record]:
                starts.append(record)
        found: set[Id] = set()
        while starts:
            higher = {one for record in starts for one in above.get(record, ())} - found
            found |= higher
            starts = list(higher)
        return sorted(found)
