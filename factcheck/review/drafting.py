"""From what a reviewer chose to the statement that is to be gold: a version, mixed, or by hand.

It reads names and texts for what was written by hand, and refuses what cannot be. It knows
neither decisions nor edits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from factcheck.access import Access
from factcheck.errors import BadInput
from factcheck.ids import GOLD, Id
from factcheck.prose.quotation import quotation
from factcheck.queries.standing import standing_claims
from factcheck.records import Span, Statement
from factcheck.review.answers import DecisionOutcome
from factcheck.review.results import Edited, Result
from factcheck.verbs.drafts import check_basis
from factcheck.verbs.marking import Attributes, span_value, statement_fields
from factcheck.verbs.places import Place, label_name, text_of
from factcheck.verbs.sources import check_belongs, fitting_basis, named

_ROLES = ("content", "source", "cue")


def drafted(
    access: Access, place: Place, result: Result, pool: Mapping[Id, Statement]
) -> Statement:
    """Give the gold statement that a result means, still with the id and parent of its base.

    `pool` are the versions and gold that may be taken from. Raises BadInput for others, and for
    what was written by hand and cannot be.
    """
    base = _of(pool, result.base)
    spans, label = _of(pool, result.spans_of or base.id), _of(pool, result.label_of or base.id)
    by, claim = _of(pool, result.speaker_of or base.id), _of(pool, result.claim_of or base.id)
    rest = _of(pool, result.details_of or base.id)
    made = replace(
        base,
        annotator=GOLD,
        origin="adjudicated",
        spans=spans.spans,
        # How it was quoted is of the words.
        quotation=(spans if result.spans_of else rest).quotation,
        label=label.label,
        speaker=by.speaker,
        speaker_basis=by.speaker_basis,
        claim=claim.claim,
        reported_by=rest.reported_by,
        said_to=rest.said_to,
        said=rest.said,
        certainty=rest.certainty,
        parent=rest.parent,
        derived_from=(),
        agreed_by=(),
        attributes={},
    )
    return _edited(access, place, made, result.edited) if result.edited else made


def outcome_of(results: Sequence[Result]) -> DecisionOutcome:
    """Say in a word what was chosen."""
    if not results:
        return "none"
    if len(results) > 1:
        return "several"
    one = results[0]
    if one.edited:
        return "edited"
    parts = (one.spans_of, one.label_of, one.speaker_of, one.claim_of, one.details_of)
    return "mixed" if any(p not in (None, one.base) for p in parts) else "taken"


def _of(pool: Mapping[Id, Statement], record: Id) -> Statement:
    if record not in pool:
        raise BadInput("review.not_here")
    return pool[record]


def _edited(access: Access, place: Place, made: Statement, edited: Edited) -> Statement:
    """Give a statement with what was written by hand."""
    database = access.database
    text = text_of(database, place.sha256)
    by_hand: Attributes = {k: v for k, v in edited.items() if k not in ("label", "spans")}  # type: ignore[assignment]  # the rest of its keys
    fields = statement_fields(by_hand)
    if "label" in edited:
        label_name(database, edited["label"])
        made = replace(made, label=edited["label"])
    if "spans" in edited:
        made = _respanned(text, made, edited)
    if "speaker" in edited or "speaker_basis" in edited:
        made = _attributed(access, place, text, made, by_hand)
    if "claim" in edited:
        claim = standing_claims(database).of_maybe(edited["claim"])
        made = replace(made, claim=claim)
    for name in ("said_to", "certainty", "quotation", "note", "flagged"):
        if name in by_hand:
            made = replace(made, **{name: fields[name]})  # type: ignore[arg-type]  # its own type
    if "said" in by_hand:
        made = replace(made, said=by_hand["said"])
    if "reported_by" in by_hand:
        made = replace(made, reported_by=tuple(by_hand["reported_by"]))
    return made


def _respanned(text: str, made: Statement, edited: Edited) -> Statement:
    values = [(role, span_value(text, start, end)) for role, start, end in edited["spans"]]
    spans = [Span(role, **value) for role, value in values]  # type: ignore[arg-type]  # the fields of a span
    spans.sort(key=lambda s: (_ROLES.index(s.role), s.start))
    content = [(s.start, s.end) for s in spans if s.role == "content"]
    if not content:
        raise BadInput("span.no_content")
    return replace(made, spans=tuple(spans), quotation=quotation(text, content))


def _attributed(
    access: Access, place: Place, text: str, made: Statement, by_hand: Attributes
) -> Statement:
    speaker = by_hand.get("speaker", made.speaker)
    basis = by_hand.get("speaker_basis")
    if speaker is not None:
        who = named(access.database, speaker)
        check_belongs(access.database, who, place.article)
        speaker = who.speaker.id
        content = [(s.start, s.end) for s in made.content]
        sources = [(s.start, s.end) for s in made.of_role("source")]
        basis = basis or fitting_basis(text, content, sources, who)
    check_basis(speaker, basis)
    return replace(made, speaker=speaker, speaker_basis=basis)
