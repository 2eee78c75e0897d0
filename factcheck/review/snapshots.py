"""What a decision was made on: its versions, and gold before and after, as JSON that is kept.

Pure. What cannot be read comes back as None, for a project may come from anybody, and one
decision that nobody can judge any more must not keep the others from being seen.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from factcheck.ids import Id
from factcheck.records import Date, Link, Span, Statement

Record = TypeVar("Record", Statement, Link)
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
#: A snapshot without anything, for what is decided about an article as a whole.
NOTHING = "{}"
# Overflow: JSON may hold numbers that are no places.
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError)
LARGEST = 5_000_000  # characters; what is longer is none of ours


@dataclass(frozen=True, slots=True)
class Snapshot(Generic[Record]):
    """The records of a decision, as they were when it was made."""

    versions: tuple[Record, ...] = ()
    before: tuple[Record, ...] = ()
    gold: tuple[Record, ...] = ()


def written(snapshot: Snapshot[Statement] | Snapshot[Link]) -> str:
    """Give the JSON of a snapshot."""
    parts: Mapping[str, Iterable[Statement | Link]] = {
        "versions": snapshot.versions,
        "before": snapshot.before,
        "gold": snapshot.gold,
    }
    return _write({name: [_row(one) for one in records] for name, records in parts.items()})


def altered(snapshot: Snapshot[Record] | None, alter: Callable[[Record], Record]) -> str:
    """Give the JSON of a snapshot whose records were altered; of one that is none, nothing."""
    if snapshot is None:
        return NOTHING
    parts = (snapshot.versions, snapshot.before, snapshot.gold)
    return written(Snapshot(*(tuple(map(alter, records)) for records in parts)))


def read_statements(snapshot: str) -> Snapshot[Statement] | None:
    """Read the snapshot of a decision on statements, None where it is none."""
    rows = _rows(snapshot)
    try:
        return None if rows is None else Snapshot(*(tuple(map(_statement, r)) for r in rows))
    except _UNREADABLE:
        return None


def read_links(snapshot: str) -> Snapshot[Link] | None:
    """Read the snapshot of a decision on a link, None where it is none."""
    rows = _rows(snapshot)
    try:
        return None if rows is None else Snapshot(*(tuple(map(_link, r)) for r in rows))
    except _UNREADABLE:
        return None


def _rows(snapshot: str) -> list[list[dict[str, Any]]] | None:
    if len(snapshot) > LARGEST:
        return None
    try:
        parts = json.loads(snapshot)
        return [list(parts[name]) for name in ("versions", "before", "gold")]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _row(record: Statement | Link) -> dict[str, object]:
    row = {"id": str(record.id), "annotator": str(record.annotator)}
    if isinstance(record, Link):
        return row | {
            "type": str(record.type),
            "source": str(record.source),
            "target": str(record.target),
            "contradiction_kind": record.contradiction_kind,
            "rationale": record.rationale,
            "confidence": record.confidence,
        }
    said = record.said
    return row | {
        "article": str(record.article),
        "label": str(record.label),
        "spans": [[s.role, s.start, s.end, s.exact] for s in record.spans],
        "speaker": _text(record.speaker),
        "speaker_basis": record.speaker_basis,
        "reported_by": [str(i) for i in record.reported_by],
        "said_to": _text(record.said_to),
        "said": [said.edtf, said.words, said.basis] if said else None,
        "quotation": record.quotation,
        "certainty": record.certainty,
        "claim": _text(record.claim),
        "parent": _text(record.parent),
        "note": record.note,
    }


def _statement(row: Mapping[str, Any]) -> Statement:
    parse = _parse
    return Statement(
        *(parse(row["id"]), parse(row["article"]), parse(row["annotator"]), parse(row["label"])),
        tuple(Span(role, int(a), int(b), str(exact)) for role, a, b, exact in row["spans"]),
        speaker=_id(row["speaker"]),
        speaker_basis=row["speaker_basis"],
        reported_by=tuple(parse(i) for i in row["reported_by"]),
        said_to=_id(row["said_to"]),
        said=Date(*row["said"]) if row["said"] else None,
        quotation=row["quotation"],
        certainty=row["certainty"],
        claim=_id(row["claim"]),
        parent=_id(row["parent"]),
        note=str(row["note"]),
    )


def _link(row: Mapping[str, Any]) -> Link:
    parse = _parse
    return Link(
        *(parse(row["id"]), parse(row["type"]), parse(row["source"]), parse(row["target"])),
        parse(row["annotator"]),
        row["contradiction_kind"],
        str(row["rationale"]),
        row["confidence"],
    )


def _text(record: Id | None) -> str | None:
    return None if record is None else str(record)


def _id(text: str | None) -> Id | None:
    return None if text is None else _parse(text)


def _parse(text: str) -> Id:
    # A queue reads thousands: this is far sooner done than by `uuid`.
    found = Id(bytes.fromhex(text.replace("-", "")))
    if len(found) != 16:
        raise ValueError(text)
    return found
