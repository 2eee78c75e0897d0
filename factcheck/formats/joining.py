"""Several datasets as one, so that they can be imported as one revision.

The same record in two of them counts once; other content under its id is refused. Pure.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from factcheck.errors import Conflict
from factcheck.formats.bundle import Assignment, Bundle, Comment, Decision, Part, in_order
from factcheck.ids import Id
from factcheck.records import (
    Annotator,
    Claim,
    Label,
    Link,
    LinkType,
    NewArticle,
    Speaker,
    Statement,
)

T = TypeVar("T", Annotator, Assignment, Claim, Comment, Decision, Link, Speaker, Statement)
L = TypeVar("L", Label, LinkType)


def joined(bundles: Sequence[Bundle]) -> Bundle:
    """Give one bundle of several; raise Conflict where an id has two contents."""
    if len(bundles) == 1:
        return bundles[0]
    lost: dict[str, int] = {}
    for bundle in bundles:
        for reason, n in bundle.lost.items():
            lost[reason] = lost.get(reason, 0) + n
    return Bundle(
        parts=_parts(part for bundle in bundles for part in bundle.parts),
        links=_once("link", (one for bundle in bundles for one in bundle.links)),
        speakers=_once("speaker", (one for bundle in bundles for one in bundle.speakers)),
        claims=_once("claim", (one for bundle in bundles for one in bundle.claims)),
        annotators=_once("annotator", (one for bundle in bundles for one in bundle.annotators)),
        assignments=_once("assignment", (one for bundle in bundles for one in bundle.assignments)),
        comments=_once("comment", (one for bundle in bundles for one in bundle.comments)),
        decisions=_once("decision", (one for bundle in bundles for one in bundle.decisions)),
        labels=_first(one for bundle in bundles for one in bundle.labels),
        link_types=_first(one for bundle in bundles for one in bundle.link_types),
        known=frozenset(i for bundle in bundles for i in bundle.known),
        lost=lost,
        notes=tuple(note for bundle in bundles for note in bundle.notes),
    )


def _parts(parts: Iterable[Part]) -> tuple[Part, ...]:
    articles: dict[Id, NewArticle] = {}
    statements: dict[Id, list[Statement]] = {}
    for part in parts:
        if articles.setdefault(part.id, part.article) != part.article:
            raise Conflict("dataset.two_contents", kind="article", id=str(part.id))
        statements.setdefault(part.id, []).extend(part.statements)
    return tuple(
        Part(article, in_order(_once("statement", statements[i])))
        for i, article in sorted(articles.items())
    )


def _once(kind: str, records: Iterable[T]) -> tuple[T, ...]:
    found: dict[Id, T] = {}
    for one in records:
        if found.setdefault(one.id, one) != one:
            raise Conflict("dataset.two_contents", kind=kind, id=str(one.id))
    return tuple(found.values())


def _first(records: Iterable[L]) -> tuple[L, ...]:
    """Keep one of each id: the project's own wording counts anyway."""
    found: dict[Id, L] = {}
    for one in records:
        found.setdefault(one.id, one)
    return tuple(found.values())
