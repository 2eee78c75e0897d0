"""The layers of some annotators as agreement compares them, read in few queries.

Reading only, and no more than may be seen. Annotated means that the assignment is done or, where
there is none, that there is at least one statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from operator import attrgetter

from sqlalchemy import ColumnElement, select

from factcheck import models
from factcheck.agreement.links import Linked
from factcheck.agreement.material import NONE_NAMED, Content, Joining, Judged, Material
from factcheck.agreement.overlaps import covered
from factcheck.builtin import REPEATS
from factcheck.ids import Id
from factcheck.queries.article_rows import furniture_of
from factcheck.queries.sayings import Joined
from factcheck.queries.standing import standing_claims, standing_speakers
from factcheck.records import Annotator, Label
from factcheck.store.database import Database

_s, _p, _a, _l = models.statement.c, models.span.c, models.assignment.c, models.link.c
_TEXTS = 50
_PLACE = attrgetter("place", "id")

Annotated = Mapping[Id, set[Id]]


def annotated(database: Database, annotators: Collection[Id] | None = None) -> Annotated:
    """Give, by annotator, the articles that each annotated; of some annotators, or of all."""
    marked = select(_s.annotator, _s.article).where(database.shown(models.statement)).distinct()
    given = select(_a.annotator, _a.article, _a.status, _a.handed_to).where(
        database.shown(models.assignment)
    )
    if annotators is not None:
        marked = marked.where(_s.annotator.in_(annotators))
        given = given.where(_a.annotator.in_(annotators))
    found: dict[Id, set[Id]] = defaultdict(set)
    for annotator, article in database.rows(marked):
        found[annotator].add(article)
    for annotator, article, status, handed_to in database.rows(given):
        # What was handed over is another's by now.
        if status == "done" and handed_to is None:
            found[annotator].add(article)
        else:
            found[annotator].discard(article)
    return found


def material(
    database: Database,
    annotators: Sequence[Annotator],
    labels: Sequence[Label],
    articles: Collection[Id] | None = None,
) -> Material:
    """Read what some annotators marked, of some labels, in some articles or all.

    A link is read where both its ends are.
    """
    ids = [one.id for one in annotators]
    wanted = {label.id: label.name for label in labels}
    with database.reading():
        held = annotated(database, ids)
        layers: dict[Id, dict[Id, list[Judged]]] = {}
        for article in sorted(_all(held)):
            if articles is None or article in articles:
                layers[article] = {i: [] for i in ids if article in held.get(i, ())}
        places = _read_statements(database, ids, wanted, layers)
        return Material(
            tuple(annotators),
            layers,
            _contents(database, list(layers)),
            _read_links(database, ids, places),
            _read_sayings(database, ids),
            wanted,
        )


def _all(held: Annotated) -> set[Id]:
    return {article for articles in held.values() for article in articles}


def _read_statements(
    database: Database,
    annotators: Sequence[Id],
    labels: Collection[Id],
    layers: Mapping[Id, Mapping[Id, list[Judged]]],
) -> dict[Id, Id]:
    """Fill the layers, in the order of the text; give the article of each statement."""
    speakers, claims = standing_speakers(database).merged, standing_claims(database).merged
    columns = (_s.article, _s.annotator, _s.label, _s.speaker, _s.speaker_basis, _s.claim)
    joined = models.statement.join(models.span, _p.statement == _s.id)
    query = select(_s.id, _p.start, _p.end, *columns).select_from(joined)
    mine = (_s.annotator.in_(annotators), database.shown(models.statement))
    rows = database.rows(query.where(_p.role == "content", *mine))
    more: dict[Id, list[tuple[int, int]]] = {}
    places: dict[Id, Id] = {}
    lists = {(article, by): own for article, held in layers.items() for by, own in held.items()}
    for i, start, end, article, layer, label, speaker, basis, claim in rows:
        here = lists.get((article, layer))
        if here is None or label not in labels:
            continue
        if i in places:
            more.setdefault(i, []).append((start, end))
            continue
        places[i] = article
        by = speakers.get(speaker, speaker) or (NONE_NAMED if basis == "none" else None)
        here.append(Judged(i, label, ((start, end),), by, claims.get(claim, claim)))
    for statements in lists.values():
        if more:
            statements[:] = (_whole(one, more) for one in statements)
        statements.sort(key=_PLACE)
    return places


def _whole(one: Judged, more: Mapping[Id, Sequence[tuple[int, int]]]) -> Judged:
    """Give a statement with all its spans."""
    return one._replace(place=covered((*one.place, *more[one.id]))) if one.id in more else one


def _read_links(
    database: Database, annotators: Sequence[Id], places: Mapping[Id, Id]
) -> Mapping[Id, list[Joining]]:
    types = models.link_type.c
    known = select(types.id, types.directed).where(database.shown(models.link_type))
    directed: dict[Id, bool] = {row[0]: row[1] for row in database.rows(known)}
    found: dict[Id, list[Joining]] = defaultdict(list)
    columns = (_l.id, _l.type, _l.source, _l.target, _l.annotator)
    query = select(*columns).where(_l.annotator.in_(annotators), database.shown(models.link))
    for i, kind, source, target, layer in database.rows(query):
        if source in places and target in places:
            ends = places[source], places[target]
            linked = Linked(kind, source, target, directed[kind])
            found[layer].append(Joining(i, linked, ends))
    for links in found.values():
        links.sort(key=lambda link: link.id)
    return found


def _read_sayings(database: Database, annotators: Sequence[Id]) -> Mapping[Id, Mapping[Id, Id]]:
    """Give, by annotator, which statement stands for the saying of one that repeats."""
    shown: tuple[ColumnElement[bool], ...] = (
        *(_l.type == REPEATS, _l.annotator.in_(annotators)),
        database.shown(models.link),
    )
    joined: dict[Id, Joined] = defaultdict(Joined)
    ends: dict[Id, set[Id]] = defaultdict(set)
    query = select(_l.annotator, _l.source, _l.target).where(*shown)
    for layer, source, target in database.rows(query):
        joined[layer].join(source, target)
        ends[layer] |= {source, target}
    return {
        layer: {end: joined[layer].of(end) for end in of_layer} for layer, of_layer in ends.items()
    }


def _contents(database: Database, articles: Sequence[Id]) -> Callable[[Id], Content]:
    """Give what reads an article's text; those that follow in the order are read with it."""
    at = {article: n for n, article in enumerate(articles)}
    read: dict[Id, Content] = {}

    def content(article: Id) -> Content:
        if article not in read:
            read.clear()
            read.update(_texts(database, articles[at[article] : at[article] + _TEXTS]))
        return read[article]

    return content


def _texts(database: Database, articles: Sequence[Id]) -> Iterator[tuple[Id, Content]]:
    furniture = furniture_of(database, articles)
    joined = models.article.join(models.text, models.text.c.sha256 == models.article.c.text)
    query = select(models.article.c.id, models.text.c.characters).select_from(joined)
    for article, characters in database.rows(query.where(models.article.c.id.in_(articles))):
        yield article, Content(characters, tuple(furniture.get(article, ())))
