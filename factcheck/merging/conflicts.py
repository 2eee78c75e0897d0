"""What both sides of a merge had changed: how it is kept, listed, and settled another way.

A conflict holds both versions of one cell as JSON. The one that a merge did not keep can be
chosen still, as long as the record is there.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from factcheck.access import Access
from factcheck.errors import Damaged, NotFound
from factcheck.ids import Id
from factcheck.journal import Edit, Fields, Value, read_fields, updated, written_fields
from factcheck.layers import check_may_alter
from factcheck.merging.cells import (
    CELLS,
    PARTS,
    Cell,
    Record,
    fields_of_cell,
    part_fields,
    parts_cell,
)
from factcheck.merging.comparing import Clash
from factcheck.merging.draft import REFERENCES, Draft
from factcheck.merging.judging import check_record, fits
from factcheck.merging.reading import Held, read_some
from factcheck.merging.said import Said, field_name
from factcheck.merging.writing import edits_of
from factcheck.models import OWNERS, annotator, conflict
from factcheck.records import What
from factcheck.roles import check_defines, check_leads, defines
from factcheck.store.database import Database, Row

_MOST = 1_000
_Wanted = dict[str, set[Id]]


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A cell that both sides of a merge had changed, in words; `other` is what was not kept."""

    id: Id
    kind: str
    record: Id
    what: str
    field: str
    kept: str
    other: str
    other_by: str
    other_at: str
    article: Id | None


def clash_id(kind: str, record: Id, clash: Clash) -> Id:
    """Give the id of a conflict: the same whichever side merges, so that it is one."""
    kept, other = (written_cell(kind, clash.cell, c) for c in (clash.kept, clash.other))
    times = f"{clash.kept_moment[0]}/{clash.other_moment[0]}"
    return Id.fixed(f"conflict/{kind}/{record.hex()}/{kept}/{other}/{times}")


def add_conflicts(draft: Draft, merge: Id, chosen: Collection[Id]) -> None:
    """Put into a draft what it does not keep; `chosen` ones a person has settled already."""
    for kind, record, clash in draft.found.clashes:
        made = clash_id(kind, record, clash)
        if draft.get("conflict", made) is not None:
            continue
        kept, other = (written_cell(kind, clash.cell, c) for c in (clash.kept, clash.other))
        settled = made in chosen
        by = clash.kept_moment if settled else clash.other_moment
        fields: Fields = {
            "merge": merge,
            "kind": kind,
            "record": record,
            "kept": other if settled else kept,
            "other": kept if settled else other,
            "other_by": by[1],
            "other_at": by[0] or None,
            "resolved": settled,
            "batch": None,
        }
        noted = Record("conflict", made, fields)
        check_record(noted)
        draft.put["conflict"][made] = noted


def written_cell(kind: str, name: str, value: Cell) -> str:
    """Give a cell as a conflict keeps it."""
    held: object
    if name in PARTS[kind]:
        rows = [_plain(part_fields(name, Id(), values)) for values in _tuples(value)]
        held = sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
    else:
        held = _plain(fields_of_cell(kind, name, value))
    return json.dumps({"cell": name, "value": held}, ensure_ascii=False, sort_keys=True)


def read_cell(kind: str, written: object) -> tuple[str, Cell]:
    """Read a cell that a conflict keeps; raise Damaged if it is none."""
    try:
        found = json.loads(str(written))
        name, held = found["cell"], found["value"]
        if name in PARTS[kind]:
            rows = [_fitting(name, row) for row in held]
            return name, parts_cell(name, rows)
        fields = _fitting(kind, held)
        values = tuple(fields[field] for field in CELLS[kind][name])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Damaged("project.changes", kind="conflict") from error
    return name, values if len(values) > 1 else values[0]


def _fitting(kind: str, held: object) -> Fields:
    """Read fields that a conflict keeps; raise ValueError if they are none of the kind."""
    fields = dict(read_fields(kind, json.dumps(held)) or {})
    owner = OWNERS[kind][0] if kind in OWNERS else None  # of a part that hangs on nothing yet
    if not fits(kind, {name: value for name, value in fields.items() if name != owner}):
        raise ValueError(kind)
    return fields


def open_conflicts(database: Database) -> list[OpenConflict]:
    """Give what merges did not keep and nobody settled, newest first.

    What cannot be read is left out, for a project may come from anybody: it must not keep the
    others from being settled.
    """
    c = conflict.c
    query = select(conflict).where(c.resolved.is_(False), database.shown(conflict))
    rows = database.rows(query.order_by(c.other_at.desc(), c.id).limit(_MOST))
    held = [(row, *cells) for row in rows if (cells := _both(row)) is not None]
    wanted: _Wanted = {}
    for row, kept, other in held:
        wanted.setdefault(row.kind, set()).add(row.record)
        for name, value in (kept, other):
            _want(wanted, row.kind, name, value)
    records = _records(database, wanted)
    said = Said(lambda kind, record: records.get((kind, record)))
    names = {row[0]: row[1] for row in database.rows(select(annotator.c.id, annotator.c.name))}
    return [
        OpenConflict(
            id=row.id,
            kind=row.kind,
            record=row.record,
            what=said.record(row.kind, row.record),
            field=field_name(row.kind, name),
            kept=said.cell(row.kind, name, kept),
            other=said.cell(row.kind, name, other),
            other_by=names.get(row.other_by, ""),
            other_at=row.other_at or "",
            article=_article(records.get((row.kind, row.record))),
        )
        for row, (name, kept), (_, other) in held
    ]


def _both(row: Row) -> tuple[tuple[str, Cell], tuple[str, Cell]] | None:
    try:
        return read_cell(row.kind, row.kept), read_cell(row.kind, row.other)
    except Damaged:
        return None


def choose_other(access: Access, record: Id) -> None:
    """Let the version count that a merge did not keep, as one revision.

    Raises NotFound where the conflict or its record is gone, NotAllowed where what it is about
    is not one's own to settle, and what the journal raises.
    """
    row = _row(access, record)
    kind, own = str(row["kind"]), row["record"]
    assert isinstance(own, Id)
    name, value = read_cell(kind, row["other"])
    found = read_some(access.database, kind, [own]).get(own)
    if found is None:
        raise NotFound("merge.record_gone")
    one = {k: ({own: found} if k == kind else {}) for k in PARTS}
    draft = Draft(Held(Id(), one, {k: {} for k in PARTS}), {k: {} for k in PARTS})
    draft.set_cell(found, name, value)
    edits = [*edits_of(draft).rest, *_settled(row)]
    access.record(What("merge.choose", {"field": field_name(kind, name)}), edits)


def keep(access: Access, record: Id) -> None:
    """Settle a conflict with what was kept, as one revision; raises as `choose_other` does."""
    row = _row(access, record)
    name, _ = read_cell(str(row["kind"]), row["kept"])
    what = What("merge.keep", {"field": field_name(str(row["kind"]), name)})
    access.record(what, _settled(row))


def _row(access: Access, record: Id) -> Mapping[str, object]:
    """Read a conflict that who acts is to settle; raise NotFound or NotAllowed."""
    row = read_some(access.database, "conflict", [record]).get(record)
    if row is None or row.fields["resolved"]:
        raise NotFound("merge.conflict_gone")
    kind, about = str(row.fields["kind"]), row.fields["record"]
    assert isinstance(about, Id)
    if kind not in PARTS:
        raise NotFound("merge.record_gone")
    for found in read_some(access.database, kind, [about]).values():
        check_may_settle(access, found)
    return {**row.fields, "id": record}


def check_may_settle(access: Access, about: Record) -> None:
    """Raise NotAllowed if a record is not one's own to settle, as a lead or reviewer all are."""
    if about.kind == "project":
        check_leads(access)
    elif about.kind in ("label", "link_type"):
        check_defines(access)
    elif defines(access):
        return
    elif isinstance(layer := about.fields.get("annotator"), Id):
        check_may_alter(access, [{"annotator": layer}])


def _settled(row: Mapping[str, object]) -> list[Edit]:
    record = row["id"]
    assert isinstance(record, Id)
    return [updated("conflict", record, {"resolved": False}, {"resolved": True})]


def _want(wanted: _Wanted, kind: str, name: str, value: Cell) -> None:
    part = name in PARTS[kind]
    targets = dict(REFERENCES[name if part else kind])
    if part:
        every = [part_fields(name, Id(), values) for values in _tuples(value)]
    else:
        every = [fields_of_cell(kind, name, value)]
    for fields in every:
        for field, target in targets.items():
            found = fields.get(field)
            if isinstance(found, Id) and found:
                wanted.setdefault(target, set()).add(found)


def _records(database: Database, wanted: _Wanted) -> dict[tuple[str, Id], Record]:
    """Read records, and those that are named when one is said in words."""
    found: dict[tuple[str, Id], Record] = {}
    for kind in ("assignment", "link", *(k for k in PARTS if k not in ("assignment", "link"))):
        for record in read_some(database, kind, wanted.get(kind, ())).values():
            found[kind, record.id] = record
            if kind in ("assignment", "link"):
                for name, target in REFERENCES[kind]:
                    value = record.fields[name]
                    if isinstance(value, Id):
                        wanted.setdefault(target, set()).add(value)
    return found


def _article(record: Record | None) -> Id | None:
    if record is None:
        return None
    found = record.id if record.kind == "article" else record.fields.get("article")
    return found if isinstance(found, Id) else None


def _tuples(value: Cell) -> Iterable[tuple[Value, ...]]:
    return value if isinstance(value, frozenset) else ()


def _plain(fields: Fields) -> object:
    return json.loads(written_fields(fields) or "{}")
