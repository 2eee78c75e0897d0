"""A statement as a gesture describes it, made into edits: its speaker found, its ids standing.

Used by marking alone and by marking with a link, so that both are one revision. It records
nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.access import Access
from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.journal import Edit
from factcheck.queries.standing import standing_claims
from factcheck.verbs.marking import Attributes, Placed, new_statement, statement_fields
from factcheck.verbs.places import Place, label_name, text_of
from factcheck.verbs.sources import check_belongs, fitting_basis, named, speaker_of_words


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement that is not recorded yet: its id, its edits, and its place in words."""

    id: Id
    edits: tuple[Edit, ...]
    label: Id
    params: dict[str, str | int]


def draft(
    access: Access, place: Place, label: Id, spans: Sequence[Placed], attributes: Attributes
) -> Draft:
    """Give a new statement of one's own layer; raise BadInput for spans or attributes."""
    text = text_of(access.database, place.sha256)
    name = label_name(access.database, label)
    fields = statement_fields(_completed(access, place, text, spans, attributes))
    made, edits = new_statement(
        text,
        {**fields, "article": place.article, "annotator": access.layer.id, "label": label},
        spans,
        attributes.get("reported_by", ()),
    )
    return Draft(made, tuple(edits), label, {"label": name, "title": place.short})


def _completed(
    access: Access, place: Place, text: str, spans: Sequence[Placed], attributes: Attributes
) -> Attributes:
    """Fill in the speaker by the source, or how it is known, and the standing claim."""
    found = attributes.copy()
    sources = [(a, b) for role, a, b in spans if role == "source"]
    speaker, basis = found.get("speaker"), found.get("speaker_basis")
    if speaker is not None:
        one = named(access.database, speaker)
        check_belongs(access.database, one, place.article)
        content = [(a, b) for role, a, b in spans if role == "content"]
        found["speaker"] = one.speaker.id
        found["speaker_basis"] = basis or fitting_basis(text, sorted(content), sources, one)
    elif basis is None:
        for start, end in sources:
            match = speaker_of_words(access.database, text[start:end], place.article)
            if match:
                found["speaker"], found["speaker_basis"] = match.speaker, match.basis
                break
    check_basis(found.get("speaker"), found.get("speaker_basis"))
    if "claim" in found:
        found["claim"] = standing_claims(access.database).of_maybe(found["claim"])
    return found


def check_basis(speaker: Id | None, basis: str | None) -> None:
    """Raise BadInput unless there is a speaker exactly where the basis says so."""
    if (speaker is None) != (basis in (None, "none")):
        raise BadInput("speaker.basis")
