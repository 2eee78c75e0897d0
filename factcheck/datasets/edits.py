"""The edits that add a dataset's records to a project, each with the parts that hang on it.

Pure. Which records are new, and which of the project's stand for the dataset's, is decided before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields as fields_of

from factcheck.formats.bundle import Assignment, Comment, Decision
from factcheck.ids import Id
from factcheck.journal import Edit, Fields, inserted
from factcheck.records import Claim, Link, Speaker, Statement
from factcheck.spans import quote
from factcheck.verbs.dated import date_fields


def speaker_edits(speaker: Speaker) -> list[Edit]:
    """Add a speaker with its aliases."""
    fields: Fields = {
        "name": speaker.name,
        "kind": speaker.kind,
        "position": speaker.position,
        "affiliation": speaker.affiliation,
        "external_id": speaker.external_id,
        "article": speaker.article,
        "merged_into": speaker.merged_into,
    }
    aliases: list[Fields] = [{"speaker": speaker.id, "name": name} for name in speaker.aliases]
    return [
        inserted("speaker", speaker.id, fields),
        *(inserted("alias", Id.new(), alias) for alias in aliases),
    ]


def claim_edits(claim: Claim) -> list[Edit]:
    """Add a claim."""
    fields = {
        "proposition": claim.proposition,
        "note": claim.note,
        "verdict": claim.verdict,
        "rationale": claim.rationale,
        "evidence": claim.evidence,
        "merged_into": claim.merged_into,
    }
    return [inserted("claim", claim.id, fields)]


def statement_edits(statement: Statement, text: str) -> list[Edit]:
    """Add a statement with its spans in the text; raise BadInput where one is outside it."""
    record = statement.id
    fields = {
        "article": statement.article,
        "annotator": statement.annotator,
        "label": statement.label,
        "speaker": statement.speaker,
        "speaker_basis": statement.speaker_basis,
        "said_to": statement.said_to,
        **date_fields("said", statement.said),
        "quotation": statement.quotation,
        "certainty": statement.certainty,
        "claim": statement.claim,
        "parent": statement.parent,
        "note": statement.note,
        "flagged": statement.flagged,
        "origin": statement.origin,
    }
    return [
        inserted("statement", record, fields),
        *_spans(statement, text),
        *_chain(record, statement.reported_by),
        *_parts(record, statement.derived_from, statement.agreed_by, statement.attributes),
    ]


def link_edits(link: Link) -> list[Edit]:
    """Add a link; a symmetric one already has its smaller id first."""
    fields = {
        "type": link.type,
        "source": link.source,
        "target": link.target,
        "annotator": link.annotator,
        "contradiction_kind": link.contradiction_kind,
        "rationale": link.rationale,
        "confidence": link.confidence,
    }
    return [
        inserted("link", link.id, fields),
        *_parts(link.id, link.derived_from, link.agreed_by, link.attributes),
    ]


def assignment_edits(assignment: Assignment) -> list[Edit]:
    """Add the status of an article."""
    fields = {
        "article": assignment.article,
        "annotator": assignment.annotator,
        "status": assignment.status,
        "given_by": assignment.given_by,
        "handed_from": assignment.handed_from,
        "handed_to": assignment.handed_to,
    }
    return [inserted("assignment", assignment.id, fields)]


def comment_edits(comment: Comment) -> list[Edit]:
    """Add a comment."""
    values: Fields = {f.name: getattr(comment, f.name) for f in fields_of(comment)}
    return [inserted("comment", comment.id, {n: v for n, v in values.items() if n != "id"})]


def decision_edits(decision: Decision) -> list[Edit]:
    """Add a decision with the records it is about."""
    values: Fields = {f.name: getattr(decision, f.name) for f in fields_of(decision)}
    own = {n: v for n, v in values.items() if n not in ("id", "decided")}
    return [
        inserted("decision", decision.id, own),
        *(
            inserted("decided", Id.new(), {"decision": decision.id, "role": role, "record": i})
            for role, i in decision.decided
        ),
    ]


def _spans(statement: Statement, text: str) -> Iterable[Edit]:
    for span in statement.spans:
        found = quote(text, span.start, span.end)
        yield inserted(
            "span",
            Id.new(),
            {
                "statement": statement.id,
                "role": span.role,
                "start": span.start,
                "end": span.end,
                "exact": span.exact,
                "prefix": found.prefix,
                "suffix": found.suffix,
            },
        )


def _chain(statement: Id, speakers: Sequence[Id]) -> Iterable[Edit]:
    for position, speaker in enumerate(speakers):
        fields: Fields = {"statement": statement, "speaker": speaker, "position": position}
        yield inserted("reporter", Id.new(), fields)


def _parts(
    record: Id, derived: Sequence[Id], agreed: Sequence[Id], attributes: Mapping[str, str]
) -> Iterable[Edit]:
    for role, targets in (("derived_from", derived), ("agreed_by", agreed)):
        for position, target in enumerate(targets):
            fields: Fields = {
                "record": record,
                "role": role,
                "target": target,
                "position": position,
            }
            yield inserted("derivation", Id.new(), fields)
    for name, value in sorted(attributes.items()):
        yield inserted("attribute", Id.new(), {"record": record, "name": name, "value": value})
