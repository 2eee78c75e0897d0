"""What has changed, told to one who may not see all: nothing of what she does not see.

And when what she sees becomes more or less, by a colleague's *done*, a role, or the project made
blind: that everything may differ. Who sees all is told as `Pulling` tells.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import func, or_, select

from factcheck.ids import Id
from factcheck.journal import read_fields
from factcheck.journal.pulling import MOST, Pulling, changed_by, tell, wholes
from factcheck.models import change, statement
from factcheck.records import Changed
from factcheck.sight.sight import Sight
from factcheck.store.database import Database, Row
from factcheck.store.lots import lots

#: What is told as "everything of this kind" when one comes to see more, or less.
EVERYTHING = (
    *("article", "assignment", "statement", "link", "claim", "speaker", "comment", "decision"),
    "conflict",
)
#: Of these it is not kept whether one saw them before they went.
_REGISTRY = ("claim", "speaker", "alias")
_TELLING = frozenset({"statement", "link", *_REGISTRY})
_c = change.c
#: A changed record: its kind, its id, what it hangs on.
Told = tuple[str, Id, Id | None]


class Following(Pulling):
    """One annotator's place in the project's history, and what she saw there."""

    def __init__(self, database: Database, sight: Sight) -> None:
        super().__init__(database)
        self._sight = sight
        self._released = self._now_released()

    def _told(self, rows: Sequence[Row]) -> Changed | None:
        if not self._sight.limited:
            changed = super()._told(rows)
            if changed is None or not changed.touches("project", "annotator"):
                return changed
            return self._everything(rows, changed.ids) if self._sight.look() else changed
        keys = {key for row in rows for key in (row.key, row.root) if key is not None}
        kinds = self._kinds(sorted(keys))
        was = self._sight.limited, self._released
        if kinds & {"project", "annotator"}:
            self._sight.look()
        if kinds & {"assignment", "article"}:
            self._released = self._now_released()
        if was != (self._sight.limited, self._released):
            return self._everything(rows, kinds & {"project", "annotator"})
        return self._seen(rows)

    def _everything(self, rows: Sequence[Row], also: Iterable[str]) -> Changed:
        self._released = self._now_released()
        return changed_by(rows, dict.fromkeys((*EVERYTHING, *also)))

    def _now_released(self) -> frozenset[Id]:
        return self._sight.released() if self._sight.limited else frozenset()

    def _seen(self, rows: Sequence[Row]) -> Changed | None:
        """Give what one sees of the changes of revisions, one's own wholly."""
        batches = self.batches(rows)
        found: dict[str, set[Id] | None] = {}
        told: list[Row] = []
        for row in rows:
            about = {row.key, row.root} & batches
            ids = self._of_batch(row, about.pop()) if about else self._of_revision(row)
            if not ids:
                continue
            told.append(row)
            for kind, records in ids.items():
                known = found.setdefault(kind, set())
                found[kind] = None if known is None or records is None else known | records
        if not told:
            return None
        if any(row.annotator != self._sight.actor for row in told) and _TELLING & found.keys():
            # A claim or speaker shows once something seen is about it.
            found |= dict.fromkeys(("claim", "speaker"))
        return changed_by(told, {k: v if v is None else frozenset(v) for k, v in found.items()})

    def _of_batch(self, row: Row, key: int) -> Mapping[str, set[Id] | None]:
        """A batch shows or hides as a whole; what is hidden now is told by its kinds alone."""
        past = self._sight.past
        published = row.annotator != self._sight.actor and row.key == key
        kinds = past.seen_kinds(key) if published else past.kinds([key])
        return dict.fromkeys(kind for of in kinds for kind in wholes(of))

    def _of_revision(self, row: Row) -> Mapping[str, set[Id] | None]:
        past, own = self._sight.past, row.annotator == self._sight.actor
        count = self._database.scalar(select(func.count()).where(_c.revision == row.key))
        if isinstance(count, int) and count > MOST:
            kinds = past.kinds([row.key]) if own else past.seen_kinds(row.key)
            return dict.fromkeys(kind for of in kinds for kind in wholes(of))
        listed: dict[str, set[Id]] = defaultdict(set)
        for kind, record, owner in self._all(row) if own else self._those_seen(row):
            tell(listed, kind, record, owner)
        found: dict[str, set[Id] | None] = dict(listed)
        return found | ({} if own else dict.fromkeys(self._gone_names(row)))

    def _all(self, row: Row) -> Iterator[Told]:
        query = select(_c.kind, _c.record, _c.owner).where(_c.revision == row.key)
        yield from ((r[0], r[1], r[2]) for r in self._database.rows(query))

    def _those_seen(self, row: Row) -> Iterator[Told]:
        for kind, changes in self._sight.past.seen_changes(row.key).items():
            yield from ((kind, record, owner) for record, owner in changes)
        yield from self._gone(row)

    def _gone(self, row: Row) -> Iterator[Told]:
        """Give the deleted records that one saw: what stood in released articles."""
        query = select(_c.kind, _c.record, _c.owner, _c.before)
        rows = self._database.rows(query.where(_c.revision == row.key, _c.verb == "delete"))
        before = {r.record: read_fields(r.kind, r.before) or {} for r in rows}
        places = {record: fields.get("article") for record, fields in before.items()}
        ends = {
            fields[end]
            for fields in before.values()
            for end in ("source", "target")
            if end in fields
        }
        for lot in lots(ends - places.keys()):
            query = select(statement.c.id, statement.c.article).where(statement.c.id.in_(lot))
            places |= {r[0]: r[1] for r in self._database.rows(query)}
        for kind, record, owner, _ in rows:
            fields = before[record]
            of = (
                [places.get(fields[end]) for end in ("source", "target")]
                if kind == "link"
                else [places[record]]
            )
            if all(article in self._released for article in of):
                yield kind, record, owner

    def _gone_names(self, row: Row) -> Iterator[str]:
        """Give the kinds of deleted speakers, claims and aliases that one may have seen.

        Those that a lead or oneself made; of others' an alias, which a released article shows.
        """
        gone = _c.revision == row.key, _c.verb == "delete", _c.kind.in_(_REGISTRY)
        seen = self._sight.past.was_made_in_sight()
        if self._released:
            seen = or_(seen, _c.kind == "alias")
        kinds = self._database.rows(select(_c.kind).where(*gone, seen).distinct())
        return (kind for (of,) in kinds for kind in wholes(of))
