"""Puts texts back into a dataset that goes without them, each where its sha256 says.

Pure. Quotes are taken from the offsets, and must be those that the dataset still has.
"""

from collections.abc import Mapping
from dataclasses import replace

from factcheck.errors import BadInput
from factcheck.formats import card
from factcheck.formats.bundle import Bundle, Decision, Part
from factcheck.formats.rows_in import furniture_fits
from factcheck.ids import Id
from factcheck.records import Statement
from factcheck.review import snapshots

_HOLDS_STATEMENTS = "statement"


def lacking(bundle: Bundle) -> dict[bytes, list[Part]]:
    """Give the articles whose text is left out, by the sha256 of it."""
    found: dict[bytes, list[Part]] = {}
    for part in bundle.parts:
        if part.article.text_sha256 is not None:
            found.setdefault(part.article.text_sha256, []).append(part)
    return found


def filled(bundle: Bundle, texts: Mapping[bytes, str]) -> Bundle:
    """Give a dataset with the texts that are there; raise BadInput where quotes do not fit."""
    parts = tuple(_filled(part, texts) for part in bundle.parts)
    before = lacking(bundle)
    words = {part.id: texts[sha] for sha, held in before.items() if sha in texts for part in held}
    about = bundle.about
    if before.keys() <= texts.keys():
        kept = card.filled(about.card, about.texts)
        about = replace(about, texts="full", card=kept)
    return replace(
        bundle,
        parts=parts,
        decisions=tuple(_decision(one, words) for one in bundle.decisions),
        about=about,
    )


def _filled(part: Part, texts: Mapping[bytes, str]) -> Part:
    article = part.article
    text = texts.get(article.text_sha256) if article.text_sha256 else None
    if text is None:
        return part
    if not furniture_fits(article.furniture, text):
        raise BadInput("hydrate.misfit", title=article.title, id=str(part.id))
    statements = []
    for one in part.statements:
        made = _quoted(one, text)
        pairs = zip(one.spans, made.spans, strict=True)
        if any(new.end > len(text) or old.exact not in ("", new.exact) for old, new in pairs):
            raise BadInput("hydrate.misfit", title=article.title, id=str(one.id))
        statements.append(made)
    return Part(replace(article, text=text, text_sha256=None), tuple(statements))


def _quoted(one: Statement, text: str) -> Statement:
    spans = tuple(replace(s, exact=text[s.start : s.end]) for s in one.spans)
    return replace(one, spans=spans)


def _decision(one: Decision, words: Mapping[Id, str]) -> Decision:
    """Give a decision with the quotes of what it was made on; one that cannot be read stays."""
    if one.kind != _HOLDS_STATEMENTS or not words:
        return one
    found = snapshots.read_statements(one.snapshot)
    if found is None:
        return one

    def quoted(then: Statement) -> Statement:
        return _quoted(then, words[then.article]) if then.article in words else then

    return replace(one, snapshot=snapshots.altered(found, quoted))
