"""Puts texts back into a dataset that goes without them, each where its sha256 says.

Pure, and article by article as they go by, for all texts need not fit into memory. The words of
statements are taken from their offsets, and must be those that the dataset still has.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from factcheck.errors import BadInput
from factcheck.formats import card
from factcheck.formats.bundle import Bundle, Decision, Part
from factcheck.formats.rows_in import furniture_fits
from factcheck.ids import Id
from factcheck.records import Statement
from factcheck.review import snapshots


class TextsBySha(Protocol):
    """Texts by their sha256, wherever they lie."""

    def __contains__(self, sha: object) -> bool:
        """Say whether a text is there."""

    def __getitem__(self, sha: Id) -> str:
        """Give a text that is there."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """An article whose text is left out."""

    article: Id
    title: str
    sha: Id


def lacking(bundle: Bundle) -> list[Lacking]:
    """Give the articles whose texts are left out, in the order of the dataset."""
    if bundle.about.texts == "full":
        return []
    return [
        Lacking(part.id, part.article.title, Id(part.article.text_sha256))
        for part in bundle.parts
        if part.article.text_sha256 is not None
    ]


def filled(bundle: Bundle, wanted: Iterable[Lacking], texts: TextsBySha) -> Bundle:
    """Give a dataset with those of its `wanted` texts that are there.

    Raises BadInput, as articles go by, where a text does not fit what the dataset has.
    """
    shas = {one.article: one.sha for one in wanted if one.sha in texts}
    about = bundle.about
    if all(one.sha in texts for one in wanted):
        about = replace(about, texts="full", card=card.filled(about.card, about.texts))
    return replace(
        bundle,
        parts=_Filled(bundle.parts, texts),
        decisions=tuple(_decision(one, shas, texts) for one in bundle.decisions),
        about=about,
    )


@dataclass(frozen=True, slots=True)
class _Filled:
    """The articles of a dataset with their texts, put in each time they are gone through."""

    parts: Iterable[Part]
    texts: TextsBySha

    def __iter__(self) -> Iterator[Part]:
        for part in self.parts:
            sha = part.article.text_sha256
            there = sha is not None and Id(sha) in self.texts
            yield _part(part, self.texts[Id(sha)]) if sha is not None and there else part


def _part(part: Part, text: str) -> Part:
    article = part.article
    if not furniture_fits(article.furniture, text):
        raise BadInput("hydrate.misfit", title=article.title, id=str(part.id))
    statements = []
    for one in part.statements:
        made = _told(one, text)
        pairs = zip(one.spans, made.spans, strict=True)
        if any(new.end > len(text) or old.exact not in ("", new.exact) for old, new in pairs):
            raise BadInput("hydrate.misfit", title=article.title, id=str(one.id))
        statements.append(made)
    return Part(replace(article, text=text, text_sha256=None), tuple(statements))


def _told(one: Statement, text: str) -> Statement:
    spans = tuple(replace(s, exact=text[s.start : s.end]) for s in one.spans)
    return replace(one, spans=spans)


def _decision(one: Decision, shas: dict[Id, Id], texts: TextsBySha) -> Decision:
    """Give a decision with the words of what it was made on; one that cannot be read stays."""
    found = snapshots.read_statements(one.snapshot) if one.kind == "statement" and shas else None
    if found is None:
        return one

    def told(then: Statement) -> Statement:
        sha = shas.get(then.article)
        return then if sha is None else _told(then, texts[sha])

    return replace(one, snapshot=snapshots.altered(found, told))
