"""A record as a merge compares it: cells, each of which is one value that wins or loses whole.

A cell is a field, fields that only mean something together, or all parts of one kind (a
statement's spans). Pure: it knows neither where records come from nor who wins.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from factcheck.ids import Id
from factcheck.journal import Fields, Value
from factcheck.journal.edits import FIELDS, FIXED, TOGETHER
from factcheck.models import KINDS, OWNERS
from factcheck.store.columns import IdType

#: A field, several that are one value, or the parts of a kind.
Cell = Value | tuple[Value, ...] | frozenset[tuple[Value, ...]]
Cells = Mapping[str, Cell]

#: For each kind that stands by itself, the kinds of its parts.
PARTS: dict[str, tuple[str, ...]] = {
    **{kind: () for kind in KINDS if kind not in OWNERS or kind == "assignment"},
    "article": ("furniture", "attribute"),
    "speaker": ("alias",),
    "statement": ("span", "reporter", "derivation", "attribute"),
    "link": ("derivation", "attribute"),
    "decision": ("decided",),
}
#: Parts that people add and take away one by one: both sides' are kept.
APART = frozenset({"alias", "furniture", "derivation", "attribute", "decided"})

_ALSO_TOGETHER: dict[str, tuple[frozenset[str], ...]] = {
    "statement": (frozenset({"speaker", "speaker_basis"}),),
    "speaker": (frozenset({"kind", "article"}),),
    "link": (frozenset({"type", "source", "target"}),),
}
# How a project works and who may do what in it is settled where it is, never by another copy.
_OWN: dict[str, frozenset[str]] = {
    "project": frozenset({"layering", "blind"}),
    "annotator": frozenset({"lead", "reviewer"}),
    "merge": frozenset({"project", "head", "number", "made_at", "times"}),
    "conflict": frozenset({"merge", "kind", "record", "kept", "other", "other_by", "other_at"}),
}


def _grouped(kind: str) -> dict[str, tuple[str, ...]]:
    groups = (*TOGETHER.get(kind, ()), *_ALSO_TOGETHER.get(kind, ()))
    apart = FIXED.get(kind, frozenset()) | _OWN.get(kind, frozenset()) | {"batch"}
    found: dict[str, tuple[str, ...]] = {}
    for name in FIELDS[kind]:
        if name not in apart:
            group = next((g for g in groups if name in g), frozenset({name}))
            names = tuple(other for other in FIELDS[kind] if other in group)
            found[names[0]] = names
    return found


#: The fields of each cell, by the first of them.
CELLS: dict[str, dict[str, tuple[str, ...]]] = {kind: _grouped(kind) for kind in PARTS}
_PART_FIELDS = {
    part: tuple(name for name in FIELDS[part] if name != OWNERS[part][0])
    for parts in PARTS.values()
    for part in parts
}
_IDS = {
    kind: tuple(c.name for c in table.columns if isinstance(c.type, IdType) and c.name != "id")
    for kind, table in KINDS.items()
}


@dataclass(slots=True)
class Record:
    """A record with all its fields and its parts, by kind and id."""

    kind: str
    id: Id
    fields: Fields
    parts: dict[str, dict[Id, Fields]] = field(default_factory=dict)

    def cells(self) -> Cells:
        """Give what the record is, cell by cell."""
        fields = self.fields
        found: dict[str, Cell] = {
            name: fields[name] if len(names) == 1 else tuple([fields[n] for n in names])
            for name, names in CELLS[self.kind].items()
        }
        for part in PARTS[self.kind]:
            found[part] = parts_cell(part, self.parts.get(part, {}).values())
        return found

    def mapped(self, ids: Mapping[Id, Id]) -> "Record":
        """Give the record with other ids for those that have one."""
        if not ids:
            return self
        return Record(
            self.kind,
            ids.get(self.id, self.id),
            mapped_fields(self.kind, self.fields, ids),
            {
                part: {i: mapped_fields(part, fields, ids) for i, fields in rows.items()}
                for part, rows in self.parts.items()
            },
        )


Records = dict[str, dict[Id, Record]]


def parts_cell(part: str, rows: Iterable[Fields]) -> frozenset[tuple[Value, ...]]:
    """Give the parts of one kind as one value, without their ids."""
    names = _PART_FIELDS[part]
    return frozenset([tuple([row[name] for name in names]) for row in rows])


def part_fields(part: str, owner: Id, values: tuple[Value, ...]) -> Fields:
    """Give the fields of a part of a cell's value."""
    return {OWNERS[part][0]: owner, **dict(zip(_PART_FIELDS[part], values, strict=True))}


def fields_of_cell(kind: str, name: str, value: Cell) -> Fields:
    """Give the fields of a cell that holds fields."""
    names = CELLS[kind][name]
    values = value if len(names) > 1 and isinstance(value, tuple) else (value,)
    return dict(zip(names, values, strict=True))  # type: ignore[arg-type]  # a cell of fields


def record_of(kind: str, record: Id, fixed: Fields, cells: Cells) -> Record:
    """Give the record that has these cells, and the fields that are in none."""
    fields, parts = dict(fixed), dict[str, dict[Id, Fields]]()
    for name, value in cells.items():
        if name in PARTS[kind]:
            assert isinstance(value, frozenset)
            parts[name] = {Id.new(): part_fields(name, record, values) for values in value}
        else:
            fields.update(fields_of_cell(kind, name, value))
    return Record(kind, record, fields, parts)


def mapped_fields(kind: str, fields: Fields, ids: Mapping[Id, Id]) -> Fields:
    """Give fields with other ids for those that have one."""
    changed: dict[str, Value] = {}
    for name in _IDS[kind]:
        value = fields.get(name)
        if isinstance(value, Id) and value in ids:
            changed[name] = ids[value]
    return {**fields, **changed} if changed else fields


def blank(kind: str, name: str) -> Cell:
    """Give a cell as it is where nobody filled it."""
    if name in _PART_FIELDS:
        return frozenset()
    from factcheck.journal import inserted

    fields = inserted(kind, Id(), {}).after or {}
    names = CELLS[kind][name]
    return fields[name] if len(names) == 1 else tuple(fields[n] for n in names)
