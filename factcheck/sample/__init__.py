"""The sample project: the seeds as articles, two annotators' layers, and gold.

It gives the records of the sample's files the same ids everywhere, so that datasets made of it
are alike, and has them imported like any dataset. What they say is in `seeds/annotation/`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from factcheck.datasets.importing import import_bundle
from factcheck.formats.bundle import About, Assignment, Bundle, Part
from factcheck.ids import GOLD, Id
from factcheck.paths import usable
from factcheck.project import Project
from factcheck.readers import Asked, txt
from factcheck.records import (
    Annotator,
    Claim,
    NewArticle,
    Person,
    Progress,
    Speaker,
    Statement,
    What,
)
from factcheck.resources import seeds
from factcheck.sample.reading import Sample, SampleArticle, SampleLayer, read_sample
from factcheck.sample.records import annotator_id, link_of, maybe_id, record_id, statement_of
from factcheck.sample.review import Reviewing
from factcheck.sample.review_reading import read_review
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
    people = [Person(annotator_id(layer.key), layer.name) for layer in sample.layers]
    articles = tuple(_article(one) for one in sample.articles)
    base = Bundle(
        parts=tuple(Part(one) for one in articles),
        speakers=tuple(
            Speaker(
                id=record_id("speaker", one.key),
                name=one.name,
                kind=one.kind,
                aliases=one.aliases,
                position=one.position,
                affiliation=maybe_id("speaker", one.affiliation),
                article=maybe_id("article", one.article),
            )
            for one in sample.speakers
        ),
        claims=tuple(
            Claim(record_id("claim", one.key), one.proposition, one.note) for one in sample.claims
        ),
        about=About(licence=sample.licence, description=f"{sample.card}\n\n{sample.licence_note}"),
    )
    yield people[0], What("import.articles", {"n": len(articles)}), base
    layers = {layer.key: layer for layer in sample.layers}
    texts = {one.key: one.text for one in sample.articles}
    for person, layer in zip(people, sample.layers, strict=True):
        what = What("import.layer", {"name": layer.name, "n": len(layer.statements)})
        bundle = _layer(articles, layer, layers, texts)
        if layer.kind == "gold":
            review, reviewing = read_review(), Reviewing(layer, layers, texts)
            bundle = replace(
                bundle,
                annotators=tuple(_person(one) for one in sample.layers),
                decisions=reviewing.decisions(review.decisions),
                comments=reviewing.comments(review.comments),
            )
        yield person, what, bundle


def _layer(
    articles: tuple[NewArticle, ...],
    layer: SampleLayer,
    layers: Mapping[str, SampleLayer],
    texts: Mapping[str, str],
) -> Bundle:
    annotator = _person(layer)
    by_article: dict[Id, list[Statement]] = {}
    for held in layer.statements:
        statement = statement_of(layer, held, texts[held.article])
        by_article.setdefault(statement.article, []).append(statement)
    return Bundle(
        parts=tuple(Part(one, tuple(by_article.get(one.id or GOLD, ()))) for one in articles),
        links=tuple(link_of(layer, link, layers) for link in layer.links),
        annotators=(annotator,),
        assignments=tuple(
            Assignment(
                record_id("assignment", layer.key, key),
                record_id("article", key),
                annotator.id,
                "done",
            )
            for key in layer.done
        ),
    )


def _person(layer: SampleLayer) -> Annotator:
    return Annotator(annotator_id(layer.key), layer.name, layer.kind)


def _article(one: SampleArticle) -> NewArticle:
    """Give an article as its reader finds it, but for what the sample says better."""
    found = txt.text_of(seeds(one.source_name).read_bytes(), Asked(one.source_name)).article
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
        id=record_id("article", one.key),
        title=one.title,
        language=one.language or found.language,
        publisher=one.publisher or found.publisher,
        author=one.author or found.author,
        published=one.published or found.published,
        furniture=one.furniture,
        guessed=guessed | ({"title"} if one.title_added else set()),
    )
