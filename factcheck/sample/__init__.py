"""The sample project: the seeds as articles, two annotators' layers, and gold.

It gives the records of the sample's files the same ids everywhere, so that datasets made of it
are alike, and has them imported like any dataset. What they say is in `seeds/annotation/`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from factcheck.datasets.importing import import_bundle
from factcheck.formats import txt
from factcheck.formats.bundle import About, Assignment, Bundle, Part
from factcheck.ids import GOLD, Id
from factcheck.paths import usable
from factcheck.project import Project
from factcheck.prose.quotation import quotation
from factcheck.records import (
    Annotator,
    Claim,
    Link,
    NewArticle,
    Origin,
    Person,
    Progress,
    Speaker,
    Statement,
    What,
)
from factcheck.resources import seeds
from factcheck.sample.reading import (
    Sample,
    SampleArticle,
    SampleLayer,
    SampleLink,
    SampleStatement,
    read_sample,
)
from factcheck.store.sqlite import built_beside, check_new
from factcheck.store.stores import is_address


def make(location: str | Path, actor: Person, *, progress: Progress | None = None) -> Project:
    """Make the sample project and open it, with `actor` as its lead and reviewer.

    Raises BadInput where anything is there already, NotFound, NotAllowed, Cancelled from
    `progress`.
    """
    if is_address(location):
        _fill(location, actor, progress)
    else:
        _make_at_path(Path(location), actor, progress)
    return Project.open(location, actor)


def _make_at_path(path: Path, actor: Person, progress: Progress | None) -> None:
    """Make it under another name first, so that nobody ever finds a part of it."""
    with usable(path):
        check_new(path)
        with built_beside(path, taken="project.exists") as new:
            _fill(new, actor, progress)


def _fill(location: str | Path, actor: Person, progress: Progress | None) -> None:
    sample = read_sample()
    Project.create(location, title=sample.title, actor=actor).close()
    for person, what, bundle in bundles(sample):
        # Not by who makes it: their first undo is not to take the sample away.
        with Project.open(location, person) as project:
            import_bundle(project.access, bundle, what=what, progress=progress)


def bundles(sample: Sample) -> Iterator[tuple[Person, What, Bundle]]:
    """Give the sample as the datasets that make it: who brings each, and its revision's name."""
    people = [Person(_annotator(layer.key), layer.name) for layer in sample.layers]
    articles = tuple(_article(one) for one in sample.articles)
    base = Bundle(
        parts=tuple(Part(one) for one in articles),
        speakers=tuple(
            Speaker(
                id=_id("speaker", one.key),
                name=one.name,
                kind=one.kind,
                aliases=one.aliases,
                position=one.position,
                affiliation=_maybe("speaker", one.affiliation),
                article=_maybe("article", one.article),
            )
            for one in sample.speakers
        ),
        claims=tuple(
            Claim(_id("claim", one.key), one.proposition, one.note) for one in sample.claims
        ),
        about=About(licence=sample.licence, description=f"{sample.card}\n\n{sample.licence_note}"),
    )
    yield people[0], What("import.articles", {"n": len(articles)}), base
    layers = {layer.key: layer for layer in sample.layers}
    texts = {one.key: one.text for one in sample.articles}
    for person, layer in zip(people, sample.layers, strict=True):
        what = What("import.layer", {"name": layer.name, "n": len(layer.statements)})
        yield person, what, _layer(articles, layer, layers, texts)


def _layer(
    articles: tuple[NewArticle, ...],
    layer: SampleLayer,
    layers: Mapping[str, SampleLayer],
    texts: Mapping[str, str],
) -> Bundle:
    annotator = Annotator(_annotator(layer.key), layer.name, layer.kind)
    by_article: dict[Id, list[Statement]] = {}
    for held in layer.statements:
        statement = _statement(layer, held, texts[held.article])
        by_article.setdefault(statement.article, []).append(statement)
    return Bundle(
        parts=tuple(Part(one, tuple(by_article.get(one.id or GOLD, ()))) for one in articles),
        links=tuple(_link(layer, link, layers) for link in layer.links),
        annotators=(annotator,),
        assignments=tuple(
            Assignment(_id("assignment", layer.key, key), _id("article", key), annotator.id, "done")
            for key in layer.done
        ),
    )


def _article(one: SampleArticle) -> NewArticle:
    """Give an article as its reader finds it, but for what the sample says better."""
    found = txt.read(seeds(one.source_name).read_bytes(), source_name=one.source_name).article
    said = {
        "language": one.language,
        "publisher": one.publisher,
        "author": one.author,
        "published": one.published,
    }
    known = {name for name, value in said.items() if value is not None}
    guessed = found.guessed - known - {"title", "furniture"}
    return replace(
        found,
        id=_id("article", one.key),
        title=one.title,
        language=one.language or found.language,
        publisher=one.publisher or found.publisher,
        author=one.author or found.author,
        published=one.published or found.published,
        furniture=one.furniture,
        guessed=guessed | ({"title"} if one.title_added else set()),
    )


def _statement(layer: SampleLayer, held: SampleStatement, text: str) -> Statement:
    origin: Origin = "adjudicated" if layer.kind == "gold" else "typed"
    return Statement(
        id=_id("statement", layer.key, held.key),
        article=_id("article", held.article),
        annotator=_annotator(layer.key),
        label=Id.fixed(f"label/{held.label}"),
        spans=held.spans,
        speaker=_maybe("speaker", held.speaker),
        speaker_basis=held.speaker_basis,
        reported_by=tuple(_id("speaker", key) for key in held.reported_by),
        said_to=_maybe("speaker", held.said_to),
        said=held.said,
        quotation=quotation(text, held.content),
        certainty=held.certainty,
        claim=_maybe("claim", held.claim),
        parent=_id("statement", layer.key, held.parent) if held.parent else None,
        note=held.note,
        flagged=held.flagged,
        origin=origin,
        derived_from=tuple(_id("statement", key, held.key) for key in held.derived_from),
        agreed_by=tuple(_annotator(key) for key in held.agreed_by),
    )


def _link(layer: SampleLayer, link: SampleLink, layers: Mapping[str, SampleLayer]) -> Link:
    others = (_link_of(layers[key], link) for key in link.derived_from)
    return Link(
        id=_link_id(layer, link),
        type=Id.fixed(f"link_type/{link.type}"),
        source=_id("statement", layer.key, link.source),
        target=_id("statement", layer.key, link.target),
        annotator=_annotator(layer.key),
        contradiction_kind=link.contradiction_kind,
        rationale=link.rationale,
        confidence=link.confidence,
        derived_from=tuple(_link_id(one, other) for one, other in others),
        agreed_by=tuple(_annotator(key) for key in link.agreed_by),
    )


def _link_of(layer: SampleLayer, wanted: SampleLink) -> tuple[SampleLayer, SampleLink]:
    """Find a layer's link of the same two statements, of the same type if it has one."""
    ends = {wanted.source, wanted.target}
    found = [link for link in layer.links if {link.source, link.target} == ends]
    return layer, min(found, key=lambda link: link.type != wanted.type)


def _link_id(layer: SampleLayer, link: SampleLink) -> Id:
    return _id("link", layer.key, link.type, link.source, link.target)


def _annotator(key: str) -> Id:
    return GOLD if key == "gold" else _id("annotator", key)


def _maybe(kind: str, key: str | None) -> Id | None:
    return _id(kind, key) if key else None


def _id(kind: str, *keys: str) -> Id:
    return Id.fixed("/".join(("sample", kind, *keys)))
