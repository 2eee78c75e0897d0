"""Records as rows of plain JSON values, with the keys that our datasets have.

The contract's keys and no others, written in sorted order by hand, which costs a fifth of sorting.
What a record has and the contract no key for travels among the attributes, by reserved names.
Reading is in `rows_in`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from factcheck.formats.bundle import UNSAID, Assignment, Bundle, Comment, Decision, extent
from factcheck.ids import Id
from factcheck.records import (
    Annotator,
    Claim,
    Date,
    Label,
    Link,
    LinkType,
    NewArticle,
    Speaker,
    Statement,
)

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Row = dict[str, Json]

#: Attributes under these names are fields of ours, not a foreign format's.
PUBLISHED_BASIS = "factcheck.published_basis"
SAID_BASIS = "factcheck.said_basis"
ARCHIVE_URI = "factcheck.archive_uri"
GUESSED = "factcheck.guessed"


@dataclass(frozen=True, slots=True)
class Names:
    """What ids of layers, labels and link types are called in a dataset; parts of its split.

    An annotator whom a dataset does not name has no name.
    """

    annotators: Mapping[Id, str | None]
    labels: Mapping[Id, str]
    link_types: Mapping[Id, str]
    parts: Mapping[Id, str] = field(default_factory=dict)

    @classmethod
    def of(cls, bundle: Bundle) -> "Names":
        """Take the names from a bundle."""
        return cls(
            {UNSAID: None} | {one.id: one.name for one in bundle.annotators},
            {one.id: one.name for one in bundle.labels},
            {one.id: one.name for one in bundle.link_types},
            bundle.split.where if bundle.split else {},
        )

    def part(self, *articles: Id) -> str | None:
        """Give the part of the split that articles are all in, None where there is none."""
        if not self.parts:
            return None
        found = {self.parts.get(article) for article in articles}
        return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class End:
    """A statement as a link shows it, so that a link can be read by itself."""

    statement: Id
    article: Id
    label: Id
    speaker: Id | None
    start: int
    end: int
    text: str | None


def end_of(statement: Statement, text: str) -> End:
    """Give a statement, of an article's text, as a link shows it: from first to last content.

    Of a text that is left out it shows what the statement quotes, and no gaps.
    """
    start, end = extent(statement)
    return End(
        *(statement.id, statement.article, statement.label, statement.speaker),
        *(start, end, text[start:end] if text else statement.words or None),
    )


def hash_of(article: NewArticle, text: bytes | None = None) -> bytes:
    """Give the sha256 of an article's text, also where that is left out; `text` is its UTF-8."""
    return article.text_sha256 or sha256(text or article.text.encode()).digest()


def place(end: End, link: Id) -> tuple[Id, int, int, Id]:
    """Give the key by which links are sorted: where they begin."""
    return end.article, end.start, end.end, link


def article_row(article: NewArticle, names: Names) -> Row:
    """Give the row of an article."""
    before, after = around_text(article, names, hash_of(article))
    return {**before, "text": article.text or None, **after}


def around_text(article: NewArticle, names: Names, sha: bytes) -> tuple[Row, Row]:
    """Give what stands before the text in the row of an article, and what after."""
    date = article.published
    attributes = dict(article.attributes)
    _keep_basis(attributes, PUBLISHED_BASIS, date)
    if article.archive_uri is not None:
        attributes[ARCHIVE_URI] = article.archive_uri
    if article.guessed:
        attributes[GUESSED] = " ".join(sorted(article.guessed))
    before: Row = {
        "attributes": _sorted(attributes),
        "author": article.author,
        "edition_of": _maybe(article.edition_of),
        "furniture": [[start, end] for start, end in sorted(article.furniture)],
        "id": str(article.id),
        "language": article.language,
        "original_sha256": article.original.sha256.hex() if article.original else None,
        "published_as": date.words if date else None,
        "published_on": date.edtf if date else None,
        "publisher": article.publisher,
        "reader": article.reader,
        "retrieved_on": article.retrieved_on,
        "sha256": sha.hex(),
        "source_name": article.source_name,
        "split": names.part(article.id) if article.id else None,
    }
    return before, {"title": article.title, "uri": article.uri}


def statement_row(statement: Statement, names: Names) -> Row:
    """Give the row of a statement."""
    said = statement.said
    attributes = statement.attributes
    if said is not None and said.basis != "stated":
        attributes = dict(attributes)
        _keep_basis(attributes, SAID_BASIS, said)
    return {
        "agreed_by": [str(i) for i in statement.agreed_by],
        "annotator": names.annotators[statement.annotator],
        "article": str(statement.article),
        "attributes": _sorted(attributes),
        "certainty": statement.certainty,
        "claim": _maybe(statement.claim),
        "derived_from": [str(i) for i in statement.derived_from],
        "flagged": statement.flagged,
        "id": str(statement.id),
        "label": names.labels[statement.label],
        "note": statement.note,
        "origin": statement.origin,
        "parent": _maybe(statement.parent),
        "quotation": statement.quotation,
        "reported_by": [str(i) for i in statement.reported_by],
        "said_as": said.words if said else None,
        "said_on": said.edtf if said else None,
        "said_to": _maybe(statement.said_to),
        "spans": [
            {"end": s.end, "role": s.role, "start": s.start, "text": s.exact}
            if s.exact
            else {"end": s.end, "role": s.role, "start": s.start}
            for s in statement.spans
        ],
        "speaker": _maybe(statement.speaker),
        "speaker_basis": statement.speaker_basis,
        "split": names.part(statement.article),
    }


def link_row(link: Link, source: End, target: End, names: Names) -> Row:
    """Give the row of a link with both its ends."""
    return {
        "agreed_by": [str(i) for i in link.agreed_by],
        "annotator": names.annotators[link.annotator],
        "attributes": _sorted(link.attributes),
        "confidence": link.confidence,
        "contradiction_kind": link.contradiction_kind,
        "cross_article": source.article != target.article,
        "derived_from": [str(i) for i in link.derived_from],
        "from": _end_row(source, names),
        "id": str(link.id),
        "rationale": link.rationale,
        "split": names.part(source.article, target.article),
        "to": _end_row(target, names),
        "type": names.link_types[link.type],
    }


def speaker_row(speaker: Speaker) -> Row:
    """Give the row of a speaker."""
    return {
        "affiliation": _maybe(speaker.affiliation),
        "aliases": [*sorted(speaker.aliases)],
        "article": _maybe(speaker.article),
        "external_id": speaker.external_id,
        "id": str(speaker.id),
        "kind": speaker.kind,
        "merged_into": _maybe(speaker.merged_into),
        "name": speaker.name,
        "position": speaker.position,
    }


def claim_row(claim: Claim) -> Row:
    """Give the row of a claim."""
    return {
        "evidence": claim.evidence,
        "id": str(claim.id),
        "merged_into": _maybe(claim.merged_into),
        "note": claim.note,
        "proposition": claim.proposition,
        "rationale": claim.rationale,
        "verdict": claim.verdict,
    }


def annotator_row(annotator: Annotator) -> Row:
    """Give the row of an annotator."""
    return {"id": str(annotator.id), "kind": annotator.kind, "name": annotator.name}


def assignment_row(assignment: Assignment, names: Names) -> Row:
    """Give the row of an article's status."""
    return {
        "annotator": names.annotators[assignment.annotator],
        "article": str(assignment.article),
        "given_by": _name(assignment.given_by, names),
        "handed_from": _name(assignment.handed_from, names),
        "handed_to": _name(assignment.handed_to, names),
        "id": str(assignment.id),
        "status": assignment.status,
    }


def comment_row(comment: Comment, names: Names) -> Row:
    """Give the row of a comment."""
    return {
        "annotator": names.annotators[comment.annotator],
        "answers": _maybe(comment.answers),
        "article": _maybe(comment.article),
        "edited_at": comment.edited_at,
        "id": str(comment.id),
        "kind": comment.kind,
        "made_at": comment.made_at,
        "record": str(comment.record),
        "resolved": comment.resolved,
        "words": comment.words,
    }


def decision_row(decision: Decision, names: Names) -> Row:
    """Give the row of a decision with the records it is about; its snapshot is a text."""
    return {
        "annotator": names.annotators[decision.annotator],
        "article": _maybe(decision.article),
        "decided": [{"record": str(i), "role": role} for role, i in decision.decided],
        "id": str(decision.id),
        "kind": decision.kind,
        "made_at": decision.made_at,
        "outcome": decision.outcome,
        "reason": decision.reason,
        "replaces": _maybe(decision.replaces),
        "snapshot": decision.snapshot,
    }


def label_row(label: Label) -> Row:
    """Give the row of a label with its definition."""
    return {
        "color": label.color,
        "counter_example": label.counter_example,
        "definition": label.definition,
        "example": label.example,
        "id": str(label.id),
        "key": label.key,
        "name": label.name,
        "position": label.position,
        "shape": label.shape,
        "underline": label.underline,
    }


def link_type_row(link_type: LinkType) -> Row:
    """Give the row of a link type with its definition."""
    return {
        "color": link_type.color,
        "contradicts": link_type.contradicts,
        "counter_example": link_type.counter_example,
        "definition": link_type.definition,
        "directed": link_type.directed,
        "example": link_type.example,
        "id": str(link_type.id),
        "key": link_type.key,
        "name": link_type.name,
        "passive": link_type.passive,
        "position": link_type.position,
        "shape": link_type.shape,
    }


def _end_row(end: End, names: Names) -> Row:
    return {
        "article": str(end.article),
        "end": end.end,
        "label": names.labels[end.label],
        "speaker": _maybe(end.speaker),
        "start": end.start,
        "statement": str(end.statement),
        "text": end.text,
    }


def _keep_basis(attributes: dict[str, str], name: str, date: Date | None) -> None:
    if date is not None and date.basis != "stated":
        attributes[name] = date.basis


def _sorted(attributes: Mapping[str, str]) -> dict[str, Json]:
    return {name: attributes[name] for name in sorted(attributes)} if attributes else {}


def _name(annotator: Id | None, names: Names) -> str | None:
    return None if annotator is None else names.annotators.get(annotator)


def _maybe(record: Id | None) -> str | None:
    return None if record is None else str(record)
