"""What records were at past revisions of their project, read back from its journal.

From what they are now, change by change; records of a batch go and come back with it when it is
taken back and done again. One pass over the newest part of the journal, for all records at once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import select

from factcheck.ids import Id
from factcheck.journal import Fields, read_fields
from factcheck.journal.edits import FIXED, whole
from factcheck.merging.cells import CELLS, PARTS, Cell, Cells, Record, mapped_fields
from factcheck.merging.moments import NEVER, Moment, merges_of
from factcheck.merging.reading import Held
from factcheck.models import OWNERS, change, revision
from factcheck.store.database import Database

_r, _c = revision.c, change.c


@dataclass(slots=True)
class Story:
    """What one record was: at the revisions asked for, before, and just before it went."""

    #: Its cells at each revision that was asked for, None where it was not there.
    at: dict[int, Cells | None] = field(default_factory=dict)
    #: What each cell was before, since the side contains all that both have in common.
    past: dict[str, set[Cell]] = field(default_factory=dict)
    newest: dict[str, Moment] = field(default_factory=dict)
    made: Moment = NEVER
    #: What it was before it was deleted; None where no deletion is known.
    last: Cells | None = None
    gone: Moment = NEVER
    #: Its fields that stay what they were; none where it was never there.
    fixed: Fields = field(default_factory=dict)

    def when(self, cell: str) -> Moment:
        """Give when a cell was changed last, and by whom."""
        return self.newest.get(cell, self.made)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which states are asked for: at revisions since the fork, and past ones since another."""

    since: int
    at: Collection[int]
    settled: int


class _Step(NamedTuple):
    """A change to a record or part; without a kind, a batch taken back or done again."""

    number: int
    key: int
    made_at: str
    by: Id | None
    kind: str | None = None
    record: Id | None = None
    owner: Id | None = None
    verb: str = ""
    before: str | None = None
    root: int | None = None


@dataclass(slots=True)
class _Past:
    """One record on its way back."""

    kind: str
    id: Id
    fields: Fields | None = None
    parts: dict[str, dict[Id, Fields]] = field(default_factory=dict)
    hidden: bool = False
    #: The revision that deleted it, while all of that is not gone back over yet.
    deleted_in: int | None = None
    story: Story = field(default_factory=Story)

    def cells(self) -> Cells | None:
        if self.fields is None or self.hidden:
            return None
        return Record(self.kind, self.id, self.fields, self.parts).cells()


class Stories:
    """Goes back over one project's journal and tells the stories of some records.

    `ids` has other ids for some of the project's own; stories are told in those, and asked for
    and given by the project's own.
    """

    def __init__(self, database: Database, held: Held, asked: Asked, ids: Mapping[Id, Id]) -> None:
        self._database = database
        self._held = held
        self._asked = asked
        self._ids = ids
        self._points = sorted(asked.at, reverse=True)
        self._past: dict[Id, _Past] = {}
        self._in_batch: dict[int, list[_Past]] = defaultdict(list)
        self._merges = merges_of(database, held, asked.since)

    def tell(self, records: Iterable[tuple[str, Id]]) -> dict[Id, Story]:
        """Give the stories of records by kind and id; raise Damaged where a change is none."""
        for kind, record in records:
            self._past[record] = self._begun(kind, record)
        for step in self._steps():
            if step.kind is None:
                for past in self._in_batch.get(step.root or 0, ()):
                    self._go(past, step)
            else:
                part = step.kind in OWNERS and step.kind not in PARTS
                whose = step.owner if part else step.record
                found = self._past.get(whose) if whose is not None else None
                if found is not None and (part or found.kind == step.kind):
                    self._go(found, step)
        for past in self._past.values():
            self._stand(past, -1)
        return {record: past.story for record, past in self._past.items()}

    def _begun(self, kind: str, record: Id) -> _Past:
        found = self._held.any(kind, record)
        if found is None:
            return _Past(kind, record)
        found = found.mapped(self._ids)
        parts = {part: dict(rows) for part, rows in found.parts.items()}
        past = _Past(kind, record, found.fields, parts)
        past.story.fixed = _fixed(kind, found.fields)
        batch = found.fields.get("batch")
        if record in self._held.hidden[kind]:
            past.story.last = past.cells() if batch not in self._held.undone else None
            past.hidden = True
        if isinstance(batch, int):
            self._in_batch[batch].append(past)
        return past

    def _stand(self, past: _Past, number: int) -> None:
        """Note what the record was before a revision is gone back over."""
        if past.deleted_in is not None and past.deleted_in > number:
            past.story.last, past.deleted_in = past.cells(), None
        for point in self._points:
            if point < number:
                break
            if point not in past.story.at:
                past.story.at[point] = past.cells()

    def _go(self, past: _Past, step: _Step) -> None:
        """Go back over one step."""
        self._stand(past, step.number)
        if step.kind is None:
            # An undo hid it, so before that it was seen.
            past.hidden = step.verb != "undo"
            if not past.hidden and past.story.gone == NEVER:
                past.story.gone = self._moment(step)
        elif step.kind == past.kind:
            self._whole_back(past, step)
        else:
            self._part_back(past, step)

    def _whole_back(self, past: _Past, step: _Step) -> None:
        story, moment = past.story, self._moment(step)
        before = self._read(past.kind, step)
        if step.verb == "insert" or before is None:
            past.fields = None
            if story.made == NEVER and step.key not in self._merges.undone:
                story.made = moment
        elif step.verb == "delete":
            past.fields, past.hidden = whole(past.kind, before), False
            story.fixed = _fixed(past.kind, past.fields)
            if story.last is None and past.deleted_in is None:
                past.deleted_in, story.gone = step.number, moment
        else:
            past.fields = {**(past.fields or {}), **before}
            for name, names in CELLS[past.kind].items():
                if not before.keys().isdisjoint(names):
                    self._note(past, step, name)

    def _part_back(self, past: _Past, step: _Step) -> None:
        assert step.kind is not None
        assert step.record is not None
        rows = past.parts.setdefault(step.kind, {})
        before = self._read(step.kind, step)
        if step.verb == "insert" or before is None:
            rows.pop(step.record, None)
        elif step.verb == "delete":
            rows[step.record] = whole(step.kind, before)
        else:
            rows[step.record] = {**rows.get(step.record, {}), **before}
        if past.fields is not None:
            self._note(past, step, step.kind)

    def _note(self, past: _Past, step: _Step, name: str) -> None:
        """Note when a cell was changed, and what it was before."""
        if step.key in self._merges.undone:
            return
        own = self._merges.moments.get(step.key, {})
        moment = self._moment(step, own.get((past.id, name)))
        past.story.newest.setdefault(name, moment)
        if step.number > self._asked.settled:
            cells = past.cells()
            if cells is not None:
                past.story.past.setdefault(name, set()).add(cells[name])

    def _moment(self, step: _Step, told: Moment | None = None) -> Moment:
        """Give when a step was made, or what is told of it, by whom in the ids of stories."""
        at, by = told or (str(step.made_at), step.by)
        return at, None if by is None else self._ids.get(by, by)

    def _read(self, kind: str, step: _Step) -> Fields | None:
        fields = read_fields(kind, step.before)
        return None if fields is None else mapped_fields(kind, fields, self._ids)

    def _steps(self) -> Iterator[_Step]:
        """Give changes since the fork, newest first, and between them the turns of batches."""
        since = self._asked.since
        columns = (_r.number, _r.key, _r.made_at, _r.annotator)
        changes = (
            select(*columns, _c.kind, _c.record, _c.owner, _c.verb, _c.before)
            .join_from(change, revision, _c.revision == _r.key)
            .where(_r.number > since)
            .order_by(_r.number.desc(), _c.position.desc())
        )
        bulk = {row[0] for row in self._database.rows(select(_r.key).where(_r.bulk))}
        turned = select(*columns, _r.act, _r.root).where(_r.number > since, _r.root.is_not(None))
        turns = [
            _Step(row.number, row.key, row.made_at, row.annotator, verb=row.act, root=row.root)
            for row in self._database.rows(turned.order_by(_r.number))
            if row.root in bulk
        ]
        for row in self._database.rows(changes):
            while turns and turns[-1].number >= row.number:
                yield turns.pop()
            yield _Step(*row)
        yield from reversed(turns)


def _fixed(kind: str, fields: Fields) -> Fields:
    return {name: fields[name] for name in FIXED.get(kind, ())}
