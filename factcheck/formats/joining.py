"""Several datasets as one, so that they can be imported as one revision.

The same record in two of them counts once; other content under its id is refused. Pure.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from typing import TypeVar

from factcheck.errors import Conflict
from factcheck.formats.bundle import About, Assignment, Bundle, Comment, Decision, Part, in_order
from factcheck.ids import Id
from factcheck.records import (
    Annotator,
    Claim,
    Label,
    Link,
    LinkType,
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
    texts = (bundle.about.texts for bundle in bundles)
    return Bundle(
        parts=_Parts(tuple(bundle.parts for bundle in bundles)),
        links=_once("link", (one for bundle in bundles for one in bundle.links)),
        speakers=_once("speaker", (one for bundle in bundles for one in bundle.speakers)),
        claims=_once("claim", (one for bundle in bundles for one in bundle.claims)),
        annotators=_once("annotator", (one for bundle in bundles for one in bundle.annotators)),
        assignments=_once("assignment", (one for bundle in bundles for one in bundle.assignments)),
        comments=_once("comment", (one for bundle in bundles for one in bundle.comments)),
        decisions=_once("decision", (one for bundle in bundles for one in bundle.decisions)),
        labels=_first(one for bundle in bundles for one in bundle.labels),
        link_types=_first(one for bundle in bundles for one in bundle.link_types),
        about=About(texts=next((t for t in texts if t != "full"), "full")),
        known=frozenset(i for bundle in bundles for i in bundle.known),
        is_foreign=all(bundle.is_foreign for bundle in bundles),
        lost=lost,
        notes=tuple(note for bundle in bundles for note in bundle.notes),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of several datasets, each of which has its own in order of id."""

    all: tuple[Iterable[Part], ...]

    def __iter__(self) -> Iterator[Part]:
        in_turn = merge(*self.all, key=lambda part: part.id)
        for record, group in groupby(in_turn, key=lambda part: part.id):
            alike = list(group)
            article = alike[0].article
            if any(one.article != article for one in alike):
                raise Conflict("dataset.two_contents", kind="article", id=str(record))
            statements = (one for part in alike for one in part.statements)
            yield Part(article, in_order(_once("statement", statements)))


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
