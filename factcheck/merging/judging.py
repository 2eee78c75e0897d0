"""Whether what comes from another project may be kept at all: its types, lengths and words.

The other's database takes anything in any column and its program may be another; ours may not.
What must hold between records the journal judges.
"""

from collections.abc import Mapping
from typing import cast, get_args

from sqlalchemy import Boolean, Column, Integer, LargeBinary

from factcheck import records
from factcheck.errors import Damaged
from factcheck.ids import GOLD, SHARED, Id
from factcheck.journal import Fields
from factcheck.merging.cells import Record
from factcheck.models import KINDS
from factcheck.prose.edtf import is_valid
from factcheck.store.columns import IdType

_LONGEST = 5_000_000
_LARGEST = 2**31
_BASES = get_args(records.DateBasis)
_ALLOWED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("annotator", "kind"): get_args(records.AnnotatorKind),
    ("article", "published_basis"): _BASES,
    ("assignment", "status"): get_args(records.Status),
    ("speaker", "kind"): get_args(records.SpeakerKind),
    ("statement", "speaker_basis"): get_args(records.SpeakerBasis),
    ("statement", "said_basis"): _BASES,
    ("statement", "quotation"): get_args(records.Quotation),
    ("statement", "certainty"): get_args(records.Certainty),
    ("statement", "origin"): get_args(records.Origin),
    ("span", "role"): get_args(records.Role),
    ("link", "contradiction_kind"): get_args(records.Contradiction),
    ("link", "confidence"): get_args(records.Certainty),
    ("derivation", "role"): ("derived_from", "agreed_by"),
    ("decided", "role"): ("version", "gold"),
}
_DATES = {("article", "published_edtf"), ("statement", "said_edtf")}
_FIXED_KINDS = {"gold": GOLD, "shared": SHARED}


def check_record(record: Record) -> None:
    """Raise Damaged if a record cannot be kept."""
    _check(record.kind, record.id, record.fields)
    for part, rows in record.parts.items():
        for row, fields in rows.items():
            _check(part, row, fields)
    kind = record.fields.get("kind")
    if record.kind == "annotator" and kind in _FIXED_KINDS:
        if record.id != _FIXED_KINDS[kind]:
            raise Damaged("merge.bad_record", kind="annotator", id=str(record.id), field="kind")


def fits(kind: str, fields: Fields) -> bool:
    """Say whether some fields of a record, each by itself, can be kept."""
    table = KINDS[kind]
    return all(_fits(kind, table.c[name], value) for name, value in fields.items())


def _check(kind: str, record: Id, fields: Fields) -> None:
    table = KINDS[kind]
    for name, value in fields.items():
        if not _fits(kind, table.c[name], value):
            raise Damaged("merge.bad_record", kind=kind, id=str(record), field=name)


def _fits(kind: str, column: Column[object], value: object) -> bool:
    if value is None:
        return bool(column.nullable)
    where, of = (kind, column.name), cast(object, column.type)
    if isinstance(of, IdType):
        return isinstance(value, Id) and len(value) == 16
    if isinstance(of, LargeBinary):
        return isinstance(value, bytes) and len(value) == 32
    if isinstance(of, Boolean):
        return isinstance(value, bool)
    if isinstance(of, Integer):
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST
    if not isinstance(value, str) or len(value) > _LONGEST or not _storable(value):
        return False
    if where in _DATES:
        return is_valid(value)
    return where not in _ALLOWED or value in _ALLOWED[where]


def _storable(value: str) -> bool:
    if value.isascii():
        return "\0" not in value
    return "\0" not in value and not any("\ud800" <= c <= "\udfff" for c in value)
