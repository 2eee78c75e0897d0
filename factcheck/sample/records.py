"""The sample's statements and links as records, with ids that are the same everywhere.

They are made of the records' keys. It reads nothing.
"""

from collections.abc import Mapping

from factcheck.ids import GOLD, Id
from factcheck.prose.quotation import quotation
from factcheck.records import Link, Origin, Statement
from factcheck.sample.reading import SampleLayer, SampleLink, SampleStatement

_SYMMETRIC = ("contradicts", "repeats")


def statement_of(layer: SampleLayer, held: SampleStatement, text: str) -> Statement:
    """Give the record of a statement."""
    origin: Origin = "adjudicated" if layer.kind == "gold" else "typed"
    return Statement(
        id=record_id("statement", layer.key, held.key),
        article=record_id("article", held.article),
        annotator=annotator_id(layer.key),
        label=Id.fixed(f"label/{held.label}"),
        spans=held.spans,
        speaker=maybe_id("speaker", held.speaker),
        speaker_basis=held.speaker_basis,
        reported_by=tuple(record_id("speaker", key) for key in held.reported_by),
        said_to=maybe_id("speaker", held.said_to),
        said=held.said,
        quotation=quotation(text, held.content),
        certainty=held.certainty,
        claim=maybe_id("claim", held.claim),
        parent=record_id("statement", layer.key, held.parent) if held.parent else None,
        note=held.note,
        flagged=held.flagged,
        origin=origin,
        derived_from=tuple(record_id("statement", key, held.key) for key in held.derived_from),
        agreed_by=tuple(annotator_id(key) for key in held.agreed_by),
    )


def link_of(layer: SampleLayer, link: SampleLink, layers: Mapping[str, SampleLayer]) -> Link:
    """Give the record of a link, with its smaller id first where it has no direction."""
    ends = (
        record_id("statement", layer.key, link.source),
        record_id("statement", layer.key, link.target),
    )
    if link.type in _SYMMETRIC:
        ends = min(ends), max(ends)
    others = (_link_of(layers[key], link) for key in link.derived_from)
    return Link(
        id=_link_id(layer, link),
        type=Id.fixed(f"link_type/{link.type}"),
        source=ends[0],
        target=ends[1],
        annotator=annotator_id(layer.key),
        contradiction_kind=link.contradiction_kind,
        rationale=link.rationale,
        confidence=link.confidence,
        derived_from=tuple(_link_id(one, other) for one, other in others),
        agreed_by=tuple(annotator_id(key) for key in link.agreed_by),
    )


def _link_of(layer: SampleLayer, wanted: SampleLink) -> tuple[SampleLayer, SampleLink]:
    """Find a layer's link of the same two statements, of the same type if it has one."""
    ends = {wanted.source, wanted.target}
    found = [link for link in layer.links if {link.source, link.target} == ends]
    return layer, min(found, key=lambda link: link.type != wanted.type)


def _link_id(layer: SampleLayer, link: SampleLink) -> Id:
    return record_id("link", layer.key, link.type, link.source, link.target)


def annotator_id(key: str) -> Id:
    """Give the id of a layer by its key."""
    return GOLD if key == "gold" else record_id("annotator", key)


def maybe_id(kind: str, key: str | None) -> Id | None:
    """Do as `record_id` does where there is a key."""
    return record_id(kind, key) if key else None


def record_id(kind: str, *keys: str) -> Id:
    """Give the id that a record of these keys has everywhere."""
    return Id.fixed("/".join(("sample", kind, *keys)))
