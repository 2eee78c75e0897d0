"""What a project will be after a merge: ours, with what is put into it and what goes.

Nothing is decided here. Passes over a draft make it hold together, and it says what it is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from factcheck.ids import Id
from factcheck.journal import Fields, Value
from factcheck.merging.cells import PARTS, Cell, Record, Records, fields_of_cell, part_fields
from factcheck.merging.comparing import Clash
from factcheck.merging.moments import Moment
from factcheck.merging.reading import Held
from factcheck.models import KINDS

#: For each kind, the fields that name a record of another, with that one's kind.
REFERENCES = {
    kind: tuple(
        (column.name, key.column.table.name)
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in KINDS
    )
    for kind, table in KINDS.items()
}


#: What some changes take: to lead, to lead or review, to review.
Role = Literal["lead", "definer", "reviewer"]


@dataclass(slots=True)
class Found:
    """What a merge finds, for its report: counts by kind, and records by what became of them."""

    new: Counter[str] = field(default_factory=Counter)
    changed_there: Counter[str] = field(default_factory=Counter)
    changed_here: Counter[str] = field(default_factory=Counter)
    only_here: Counter[str] = field(default_factory=Counter)
    deleted_there: Counter[str] = field(default_factory=Counter)
    deleted_here: Counter[str] = field(default_factory=Counter)
    #: What was deleted on one side and stays: edited on the other, or something refers to it.
    kept: list[tuple[str, Id]] = field(default_factory=list)
    clashes: list[tuple[str, Id, Clash]] = field(default_factory=list)
    joined: list[tuple[str, Id, Id]] = field(default_factory=list)
    near: list[tuple[str, str, str]] = field(default_factory=list)
    renamed: list[tuple[str, str, str]] = field(default_factory=list)
    same_names: list[tuple[str, Id, Id]] = field(default_factory=list)
    line_ends: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A merge before it is written; records that are put are whole, in our ids."""

    here: Held
    there: Records
    put: Records = field(default_factory=lambda: {kind: {} for kind in PARTS})
    gone: dict[str, set[Id]] = field(default_factory=lambda: {kind: set() for kind in PARTS})
    #: When there what was taken from there was changed.
    moments: dict[tuple[Id, str], Moment] = field(default_factory=dict)
    #: The roles that it takes to do what was taken from there, and who did it there.
    by_role: set[tuple[Role, Id | None]] = field(default_factory=set)
    found: Found = field(default_factory=Found)

    def get(self, kind: str, record: Id) -> Record | None:
        """Give a record as it will be, None where there will be none."""
        found = self.put[kind].get(record)
        if found is not None:
            return found
        return None if record in self.gone[kind] else self.here.shown[kind].get(record)

    def all(self, kind: str) -> Iterator[Record]:
        """Give all records of a kind as they will be."""
        put, gone = self.put[kind], self.gone[kind]
        for record, found in self.here.shown[kind].items():
            if record not in gone and record not in put:
                yield found
        yield from list(put.values())

    def is_new(self, record: Record) -> bool:
        """Say whether a record is not among ours yet."""
        return record.id not in self.here.shown[record.kind]

    def add(self, record: Record) -> None:
        """Put in a record of theirs that we have not, or not any more."""
        kept = {"batch": None} if "batch" in record.fields else {}
        roles = {"lead": False, "reviewer": False} if record.kind == "annotator" else {}
        self.put[record.kind][record.id] = replace(
            record, fields={**record.fields, **kept, **roles}
        )

    def drop(self, record: Record) -> None:
        """Let a record not be there after the merge."""
        self.put[record.kind].pop(record.id, None)
        if not self.is_new(record):
            self.gone[record.kind].add(record.id)

    def keep(self, kind: str, record: Id) -> None:
        """Let a record of ours stay that was to go."""
        self.gone[kind].discard(record)
        self.found.kept.append((kind, record))

    def set_cell(self, record: Record, name: str, value: Cell) -> None:
        """Give a cell of a record another value."""
        if name in PARTS[record.kind]:
            rows = self._parts(record, name, value)
            changed = replace(record, parts={**record.parts, name: rows})
        else:
            fields = fields_of_cell(record.kind, name, value)
            changed = replace(record, fields={**record.fields, **fields})
        self.put[record.kind][record.id] = changed

    def set_field(self, record: Record, name: str, value: Value) -> Record:
        """Give a field of a record another value, and the record as it will be."""
        changed = replace(record, fields={**record.fields, name: value})
        self.put[record.kind][record.id] = changed
        return changed

    def references(self, record: Record) -> Iterable[tuple[str | None, str, Id]]:
        """Give what a record refers to: the field, none for a part's, and the record."""
        for name, kind in REFERENCES[record.kind]:
            value = record.fields[name]
            if isinstance(value, Id):
                yield name, kind, value
        for part, rows in record.parts.items():
            for name, kind in REFERENCES[part]:
                for fields in rows.values():
                    value = fields[name]
                    if isinstance(value, Id) and value != record.id:
                        yield None, kind, value

    def _parts(self, record: Record, part: str, value: Cell) -> dict[Id, Fields]:
        """Give the rows of a cell's parts, with the ids that ours or theirs have for them."""
        assert isinstance(value, frozenset)
        known: dict[frozenset[tuple[str, Value]], Id] = {}
        for side in (self.there, self.here.shown):
            if (held := side[record.kind].get(record.id)) is not None:
                rows = held.parts.get(part, {})
                known.update((frozenset(fields.items()), i) for i, fields in rows.items())
        found: dict[Id, Fields] = {}
        for values in value:
            fields = dict(part_fields(part, record.id, values))
            row = known.get(frozenset(fields.items()))
            found[row if row is not None and row not in found else Id.new()] = fields
        return found
