"""Edits: the fields of one record before and after, and what an edit may name at all.

An insert names every field and a delete does, so that either can be turned into the other; an
update names only what it touches. Pure: no connection, no rule about statements or spans.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Table

from factcheck.ids import Id
from factcheck.models import KEPT, KINDS

# Ids and hashes are bytes; a field of ids holds an `Id`.
Value = None | bool | int | str | bytes
Fields = Mapping[str, Value]
Verb = Literal["insert", "update", "delete"]

#: Fields that are one value: an edit touches all of them or none.
TOGETHER: dict[str, tuple[frozenset[str], ...]] = {
    "article": (frozenset({"published_edtf", "published_words", "published_basis"}),),
    "statement": (frozenset({"said_edtf", "said_words", "said_basis"}),),
    "span": (frozenset({"start", "end", "exact", "prefix", "suffix"}),),
}

#: Fields that stay what they were when the record was made.
FIXED: dict[str, frozenset[str]] = {
    "article": frozenset({"text", "source_name", "original_sha256"}),
    "furniture": frozenset({"article"}),
    "assignment": frozenset({"article", "annotator"}),
    "alias": frozenset({"speaker"}),
    "statement": frozenset({"article", "annotator"}),
    "span": frozenset({"statement"}),
    "reporter": frozenset({"statement"}),
    "link": frozenset({"annotator"}),
    "derivation": frozenset({"record"}),
    "attribute": frozenset({"record"}),
    "comment": frozenset({"kind", "record", "article", "answers", "annotator", "made_at"}),
    "decision": frozenset({"kind", "article", "annotator", "made_at", "snapshot"}),
    "decided": frozenset({"decision", "record", "role"}),
}


def _blank(table: Table) -> dict[str, Value]:
    kept = KEPT.get(table.name, frozenset()) | {"id"}
    return {
        column.name: column.default.arg if column.default is not None else None  # type: ignore[attr-defined]  # all our defaults are plain values
        for column in table.columns
        if column.name not in kept
    }


_BLANKS = {kind: _blank(table) for kind, table in KINDS.items()}

#: The fields of each kind that edits may name, in the order of the table.
FIELDS: dict[str, tuple[str, ...]] = {kind: tuple(blank) for kind, blank in _BLANKS.items()}


@dataclass(frozen=True, slots=True)
class Edit:
    """The fields of one record before and after; None where there was or is no record."""

    kind: str
    id: Id
    before: Fields | None
    after: Fields | None

    @property
    def verb(self) -> Verb:
        """What it does to the record."""
        if self.before is None:
            return "insert"
        return "delete" if self.after is None else "update"

    @property
    def touched(self) -> Fields:
        """The fields after, or before where the record goes."""
        return (self.before if self.after is None else self.after) or {}

    def swapped(self) -> "Edit":
        """Give the edit that takes this one back."""
        return Edit(self.kind, self.id, self.after, self.before)


def inserted(kind: str, record: Id, values: Fields) -> Edit:
    """Make the edit that adds a record; fields not named get their defaults."""
    blank = _BLANKS[kind]
    after = {**blank, **values}
    if len(after) > len(blank):
        raise ValueError(f"{kind} has no field {set(after) - set(blank)}")
    return Edit(kind, record, None, after)


def updated(kind: str, record: Id, before: Fields, after: Fields) -> Edit:
    """Make the edit that alters the named fields, the same in `before` and `after`."""
    names = before.keys()
    if names != after.keys() or not names or not names <= _BLANKS[kind].keys() - {"batch"}:
        raise ValueError(f"an edit of {kind} names {set(before)} before and {set(after)} after")
    if names & FIXED.get(kind, frozenset()):
        raise ValueError(f"an edit of {kind} touches what never changes: {set(names)}")
    for group in TOGETHER.get(kind, ()):
        if names & group and not group <= names:
            raise ValueError(f"an edit of {kind} touches a part of {sorted(group)}")
    return Edit(kind, record, before, after)


def whole(kind: str, fields: Fields) -> Fields:
    """Give all fields of a record that an older schema wrote: what came since is blank."""
    return {**_BLANKS[kind], **fields}


def deleted(kind: str, record: Id, before: Fields) -> Edit:
    """Make the edit that takes a record away; `before` is its whole row."""
    return Edit(kind, record, {name: before[name] for name in FIELDS[kind]}, None)
