"""How a new statement comes to be: the edits that mark, copy and remove one with all its parts.

It builds edits and records none, so that a statement and its link can be one revision. Whether
the layer may be altered is asked before, in `layers`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from factcheck import models
from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.journal import Edit, Value, inserted, updated
from factcheck.journal.invariants import check_spans
from factcheck.prose.quotation import quotation
from factcheck.queries.rows import Row, borne_by, hanging_on, removed, row_id
from factcheck.records import Certainty, Date, Origin, Quotation, Role, SpeakerBasis, Statement
from factcheck.spans import quote
from factcheck.store.database import Database
from factcheck.verbs.checks import choice, prose, values_of
from factcheck.verbs.dated import date_fields

#: A role and a range of the text: code points, half-open.
Placed = tuple[Role, int, int]


class Attributes(TypedDict, total=False):
    """What a statement may say besides its spans and label; what is left out is not set."""

    speaker: Id | None
    speaker_basis: SpeakerBasis | None
    reported_by: Sequence[Id]
    said_to: Id | None
    said: Date | None
    quotation: Quotation | None
    certainty: Certainty | None
    claim: Id | None
    parent: Id | None
    note: str
    flagged: bool


def span_value(text: str, start: int, end: int) -> dict[str, Value]:
    """Give the fields of a span; raise BadInput if it is outside the text, or all white space."""
    found = quote(text, start, end)
    if not found.exact.strip():
        raise BadInput("span.blank")
    return {
        "start": start,
        "end": end,
        "exact": found.exact,
        "prefix": found.prefix,
        "suffix": found.suffix,
    }


def new_statement(
    text: str,
    fields: Mapping[str, Value],
    spans: Sequence[Placed],
    reported_by: Sequence[Id] = (),
) -> tuple[Id, list[Edit]]:
    """Give the id of a new statement and the edits that make it; raise BadInput for its spans.

    Quotation is derived from the marks of the text where the fields do not say it.
    """
    made = Id.new()
    parts = [{"statement": made, "role": role, **span_value(text, a, b)} for role, a, b in spans]
    check_spans(text, parts)
    derived = quotation(text, [(a, b) for role, a, b in spans if role == "content"])
    return made, [
        inserted("statement", made, {"quotation": derived, **fields}),
        *(inserted("span", Id.new(), part) for part in parts),
        *chain(made, reported_by),
    ]


def statement_fields(attributes: Attributes) -> dict[str, Value]:
    """Give the columns of what may be said of a statement; raise BadInput for what cannot be."""
    found: dict[str, Value] = {}
    for name, value in attributes.items():
        if name == "said":
            found |= date_fields("said", attributes["said"])
        elif name == "note":
            found["note"] = prose("note", attributes["note"])
        elif name in _CHOICES:
            found[name] = choice(name, value, (None, *values_of(_CHOICES[name])))  # type: ignore[assignment]  # one of the strings
        elif name != "reported_by":
            found[name] = value  # type: ignore[assignment]  # an id or a bool, by the type above
    return found


def chain(statement: Id, speakers: Iterable[Id]) -> list[Edit]:
    """Give the edits that make an ordered chain of those who report a statement."""
    return [
        inserted("reporter", Id.new(), {"statement": statement, "speaker": s, "position": n})
        for n, s in enumerate(speakers)
    ]


def copied(
    original: Statement, layer: Id, *, parent: Id | None = None, origin: Origin = "typed"
) -> tuple[Id, list[Edit]]:
    """Give the edits that take a statement, as it is stored, over into another layer."""
    made = Id.new()
    fields: dict[str, Value] = {
        name: getattr(original, name)
        for name in (
            *("article", "label", "speaker", "speaker_basis", "said_to", "quotation"),
            *("certainty", "claim", "note", "flagged"),
        )
    }
    fields |= {"annotator": layer, "parent": parent, "origin": origin}
    fields |= date_fields("said", original.said)
    spans = [
        {name: getattr(s, name) for name in ("role", "start", "end", "exact", "prefix", "suffix")}
        for s in original.spans
    ]
    derivation: dict[str, Value] = {"record": made, "role": "derived_from", "position": 0}
    return made, [
        inserted("statement", made, fields),
        *(inserted("span", Id.new(), {"statement": made, **s}) for s in spans),
        *chain(made, original.reported_by),
        inserted("derivation", Id.new(), {**derivation, "target": original.id}),
    ]


def removal(database: Database, statements: Sequence[Row]) -> list[Edit]:
    """Give the edits that delete statements with all that hangs on them.

    Statements inside them stay and stand by themselves.
    """
    ids = [row_id(row) for row in statements]
    inner = hanging_on(database, models.statement, "parent", ids)
    links = {
        row_id(row): row
        for end in ("source", "target")
        for row in hanging_on(database, models.link, end, ids)
    }
    return [
        *(
            updated("statement", row_id(row), {"parent": row["parent"]}, {"parent": None})
            for row in inner
            if row_id(row) not in ids
        ),
        *link_removal(database, list(links.values())),
        *_notes_removal(database, ids),
        *removed("reporter", hanging_on(database, models.reporter, "statement", ids)),
        *removed("span", hanging_on(database, models.span, "statement", ids)),
        *removed("statement", statements),
    ]


def link_removal(database: Database, links: Sequence[Row]) -> list[Edit]:
    """Give the edits that delete links with all that hangs on them."""
    return [*_notes_removal(database, [row_id(row) for row in links]), *removed("link", links)]


def _notes_removal(database: Database, ids: Sequence[Id]) -> list[Edit]:
    tables = (models.derivation, models.attribute)
    return [edit for t in tables for edit in removed(t.name, borne_by(database, t, ids))]


_CHOICES: dict[str, object] = {
    "speaker_basis": SpeakerBasis,
    "quotation": Quotation,
    "certainty": Certainty,
}
