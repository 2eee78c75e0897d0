"""One row of a dataset, as `rows` writes it, read back into its record.

A row is checked by itself, a statement's spans against its text; nothing is searched for at a
better place. What refers to what is for `gathering` to check.
"""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from json import loads
from typing import get_args

from factcheck import builtin
from factcheck.commenting.answers import CommentKind
from factcheck.formats.bundle import Assignment, Comment, Decision
from factcheck.formats.fields import Fields
from factcheck.formats.rows import ARCHIVE_URI, GUESSED, PUBLISHED_BASIS, SAID_BASIS
from factcheck.ids import GOLD, SHARED, Id
from factcheck.records import (
    Annotator,
    AnnotatorKind,
    Certainty,
    Claim,
    Contradiction,
    Label,
    Link,
    LinkType,
    NewArticle,
    Origin,
    Original,
    Quotation,
    Role,
    Span,
    Speaker,
    SpeakerBasis,
    SpeakerKind,
    Statement,
    Status,
)
from factcheck.review.answers import DecisionOutcome

_ANNOTATORS: tuple[AnnotatorKind, ...] = get_args(AnnotatorKind)
_CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
_CONTRADICTIONS: tuple[Contradiction, ...] = get_args(Contradiction)
_ORIGINS: tuple[Origin, ...] = get_args(Origin)
_QUOTATIONS: tuple[Quotation, ...] = get_args(Quotation)
_ROLES: tuple[Role, ...] = ("content", "source", "cue")
_SPEAKERS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)
_BASES: tuple[SpeakerBasis, ...] = get_args(SpeakerBasis)
_STATUSES: tuple[Status, ...] = get_args(Status)
_COMMENTED: tuple[CommentKind, ...] = get_args(CommentKind)
_DECIDED = ("statement", "link", "assignment")
_OUTCOMES: tuple[DecisionOutcome, ...] = get_args(DecisionOutcome)
_LONGEST_SNAPSHOT = 4_000_000
_KINDS: dict[Id, AnnotatorKind] = {GOLD: "gold", SHARED: "shared"}


def annotator(row: Fields) -> Annotator:
    """Read an annotator; without a kind a person, but for gold and the shared layer."""
    record = row.id()
    kind = row.choice("kind", _ANNOTATORS) or _KINDS.get(record, "person")
    if (kind in ("gold", "shared") or record in _KINDS) and kind != _KINDS.get(record):
        raise row.bad("annotator_kind")
    return Annotator(record, row.line("name"), kind)


def annotator_of_name(name: str) -> Annotator:
    """Give an annotator of whom only the name is known, the same for the same name."""
    record = Id.fixed(f"annotator/{name}")
    return Annotator(record, name, _KINDS.get(record, "person"))


def label(row: Fields, name: str) -> Label:
    """Read a label, what is not said of it being as every project has it."""
    known = label_of_name(name)
    return Label(
        id=row.maybe_id("id") or known.id,
        name=name,
        definition=row.prose("definition") if row.says("definition") else known.definition,
        example=row.prose("example") if row.says("example") else known.example,
        counter_example=row.prose("counter_example")
        if row.says("counter_example")
        else known.counter_example,
        shape=row.maybe_line("shape") or known.shape,
        color=row.maybe_line("color") or known.color,
        underline=row.maybe_line("underline") or known.underline,
        key=row.maybe_line("key") if row.has("key") else known.key,
        position=row.number("position") if row.says("position") else known.position,
    )


def label_of_name(name: str) -> Label:
    """Give a label of which only the name is known."""
    record = Id.fixed(f"label/{name}")
    plain = Label(record, name, position=len(_LABELS))
    return replace(plain, **_LABELS.get(record, {}))  # type: ignore[arg-type]  # a label's fields


def link_type(row: Fields, name: str) -> LinkType:
    """Read a link type, what is not said of it being as every project has it."""
    known = link_type_of_name(name)
    return LinkType(
        id=row.maybe_id("id") or known.id,
        name=name,
        directed=row.yes("directed") if row.says("directed") else known.directed,
        contradicts=row.yes("contradicts") if row.says("contradicts") else known.contradicts,
        definition=row.prose("definition") if row.says("definition") else known.definition,
        example=row.prose("example") if row.says("example") else known.example,
        counter_example=row.prose("counter_example")
        if row.says("counter_example")
        else known.counter_example,
        passive=row.prose("passive") if row.says("passive") else known.passive,
        shape=row.maybe_line("shape") or known.shape,
        color=row.maybe_line("color") or known.color,
        key=row.maybe_line("key") if row.has("key") else known.key,
        position=row.number("position") if row.says("position") else known.position,
    )


def link_type_of_name(name: str) -> LinkType:
    """Give a link type of which only the name is known."""
    record = Id.fixed(f"link_type/{name}")
    plain = LinkType(record, name, directed=True, position=len(_LINK_TYPES))
    return replace(plain, **_LINK_TYPES.get(record, {}))  # type: ignore[arg-type]  # its fields


def speaker(row: Fields, record: Id) -> Speaker:
    """Read a speaker."""
    return Speaker(
        id=record,
        name=row.line("name"),
        kind=row.choice("kind", _SPEAKERS) or "person",
        aliases=row.lines("aliases"),
        position=row.maybe_line("position"),
        affiliation=row.maybe_id("affiliation"),
        external_id=row.maybe_line("external_id"),
        article=row.maybe_id("article"),
        merged_into=row.maybe_id("merged_into"),
    )


def claim(row: Fields, record: Id) -> Claim:
    """Read a claim."""
    proposition = row.prose("proposition")
    if not proposition.strip():
        raise row.bad("lacking", key="proposition")
    return Claim(
        id=record,
        proposition=proposition,
        note=row.prose("note"),
        verdict=row.maybe_line("verdict"),
        rationale=row.prose("rationale"),
        evidence=row.prose("evidence"),
        merged_into=row.maybe_id("merged_into"),
    )


def article(row: Fields, record: Id) -> NewArticle:
    """Read an article; its text must be the one that its sha256, where said, is of.

    A text may be left out where its sha256 is said.
    """
    text, said = row.any_text("text"), row.hash("sha256")
    left_out = text is None and said is not None
    if not left_out and (text is None or not text.strip()):
        raise row.bad("lacking", key="text")
    if text is not None and said is not None and said != sha256(text.encode()).digest():
        raise row.bad("sha256")
    furniture = row.pairs("furniture")
    if not furniture_fits(furniture, text):
        raise row.bad("furniture")
    attributes = row.attributes()
    inferred = attributes.pop(PUBLISHED_BASIS, None) == "inferred"
    source_name = row.maybe_line("source_name") or row.maybe_line("uri") or str(record)
    original = row.hash("original_sha256")
    return NewArticle(
        id=record,
        text=text or "",
        text_sha256=said if left_out else None,
        source_name=source_name,
        title=" ".join((row.maybe_line("title") or "").split()) or source_name,
        language=row.maybe_line("language"),
        publisher=row.maybe_line("publisher"),
        author=row.maybe_line("author"),
        published=row.date("published_on", "published_as", inferred=inferred),
        uri=row.maybe_line("uri"),
        reader=row.maybe_line("reader") or "jsonl",
        original=Original(original) if original else None,
        retrieved_on=row.maybe_line("retrieved_on"),
        archive_uri=attributes.pop(ARCHIVE_URI, None),
        edition_of=row.maybe_id("edition_of"),
        guessed=frozenset(attributes.pop(GUESSED, "").split()),
        furniture=furniture,
        attributes=attributes,
    )


def furniture_fits(furniture: Iterable[tuple[int, int]], text: str | None) -> bool:
    """Say whether stretches lie in a text, as far as that can be told without one."""
    return all(start < end and (text is None or end <= len(text)) for start, end in furniture)


def statement(row: Fields, record: Id, article: NewArticle, *, layer: Id, label: Id) -> Statement:
    """Read a statement whose spans lie in the article's text, as quoted."""
    attributes = row.attributes()
    inferred = attributes.pop(SAID_BASIS, None) == "inferred"
    speaker, basis = row.maybe_id("speaker"), row.choice("speaker_basis", _BASES)
    if basis == "none" and speaker is not None:
        raise row.bad("speaker_basis")
    return Statement(
        id=record,
        article=row.id("article"),
        annotator=layer,
        label=label,
        spans=spans(row, article.text),
        speaker=speaker,
        speaker_basis=basis or ("named" if speaker else None),
        reported_by=row.ids("reported_by"),
        said_to=row.maybe_id("said_to"),
        said=row.date("said_on", "said_as", inferred=inferred),
        quotation=row.choice("quotation", _QUOTATIONS),
        certainty=row.choice("certainty", _CERTAINTIES),
        claim=row.maybe_id("claim"),
        parent=row.maybe_id("parent"),
        note=row.prose("note"),
        flagged=row.yes("flagged"),
        origin=row.choice("origin", _ORIGINS) or "imported",
        derived_from=row.ids("derived_from"),
        agreed_by=row.ids("agreed_by"),
        attributes=attributes,
    )


def link(row: Fields, record: Id, kind: Id, *, ends: tuple[Id, Id], layer: Id) -> Link:
    """Read a link between two statements."""
    return Link(
        id=record,
        type=kind,
        source=ends[0],
        target=ends[1],
        annotator=layer,
        contradiction_kind=row.choice("contradiction_kind", _CONTRADICTIONS),
        rationale=row.prose("rationale"),
        confidence=row.choice("confidence", _CERTAINTIES),
        derived_from=row.ids("derived_from"),
        agreed_by=row.ids("agreed_by"),
        attributes=row.attributes(),
    )


def assignment(row: Fields, record: Id, layer: Id) -> Assignment:
    """Read the status of an article."""
    status = row.choice("status", _STATUSES) or "to_do"
    return Assignment(record, row.id("article"), layer, status)


def comment(row: Fields, record: Id, annotator: Id) -> Comment:
    """Read a comment; what it is about need not be in the dataset."""
    kind = row.choice("kind", _COMMENTED)
    if kind is None:
        raise row.bad("lacking", key="kind")
    return Comment(
        id=record,
        kind=kind,
        record=row.id("record"),
        article=row.maybe_id("article"),
        answers=row.maybe_id("answers"),
        annotator=annotator,
        made_at=row.line("made_at"),
        edited_at=row.maybe_line("edited_at"),
        words=row.prose("words"),
        resolved=row.yes("resolved"),
    )


def decision(row: Fields, record: Id, annotator: Id) -> Decision:
    """Read a decision; what it was decided on need not be in the dataset."""
    kind, outcome = row.choice("kind", _DECIDED), row.choice("outcome", _OUTCOMES)
    if kind is None or outcome is None:
        raise row.bad("lacking", key="outcome" if kind else "kind")
    snapshot = row.any_text("snapshot") or "{}"
    if len(snapshot) > _LONGEST_SNAPSHOT:
        raise row.bad("not_text", key="snapshot", longest=_LONGEST_SNAPSHOT)
    try:
        loads(snapshot)
    except (ValueError, RecursionError) as error:
        raise row.bad("snapshot") from error
    decided = []
    for one in row.inner_rows("decided"):
        role = one.choice("role", ("version", "gold"))
        if role is None:
            raise row.bad("lacking", key="role")
        decided.append((role, one.id("record")))
    return Decision(
        id=record,
        kind=kind,
        article=row.maybe_id("article"),
        annotator=annotator,
        made_at=row.line("made_at"),
        outcome=outcome,
        reason=row.prose("reason"),
        snapshot=snapshot,
        replaces=row.maybe_id("replaces"),
        decided=tuple(sorted(decided)),
    )


def spans(row: Fields, text: str) -> tuple[Span, ...]:
    """Read the spans of a statement, which must lie in the text as quoted.

    Of a text that is left out, and so empty here, they hold what the row quotes.
    """
    found = []
    for one in row.inner_rows("spans"):
        role = one.choice("role", _ROLES) or "content"
        start, end, exact = one.number("start"), one.number("end"), one.any_text("text")
        if not start < end or (text and end > len(text)):
            raise row.bad("span_outside", start=start, end=end, length=len(text))
        if text and exact is not None and exact != text[start:end]:
            raise row.bad("span_text", start=start, end=end)
        if not text and exact is not None and len(exact) != end - start:
            raise row.bad("span_text", start=start, end=end)
        found.append(Span(role, start, end, text[start:end] if text else exact or ""))
    found.sort(key=lambda s: (_ROLES.index(s.role), s.start))
    if not found or found[0].role != "content":
        raise row.bad("no_content")
    for first, second in pairwise(found):
        if first.role == second.role and first.end > second.start:
            raise row.bad("span_overlap", start=second.start, end=first.end)
    return tuple(found)


_LABELS = {record: values for kind, record, values in builtin.rows() if kind == "label"}
_LINK_TYPES = {record: values for kind, record, values in builtin.rows() if kind == "link_type"}
