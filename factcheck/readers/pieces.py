"""Articles whose text came with its metadata in one piece: a row of a table, an item of a feed.

What came with it is as stated; what did not is guessed from the text as for plain texts. Markup
becomes its words; where it is a page as a whole, the reader of pages finds the article in it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO

from factcheck.errors import BadInput
from factcheck.prose import stamps
from factcheck.prose.decode import LARGEST, clean
from factcheck.prose.layout import guess
from factcheck.readers import Asked, Reading, fragments, reader
from factcheck.records import NewArticle, Original

#: The code of the note on a text that may be but the beginning of one, before its length.
BEGINNING = "teaser"
# As services that search the news cut what they give.
_CUT = re.compile(r"\[\+\d+ chars\]\s*\Z")
_LINES = ("title", "author", "publisher", "uri", "language")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with what came with it: `known` are an article's fields, a date as printed."""

    text: str
    source_name: str
    reader: str
    markup: bool = False
    may_be_page: bool = False
    known: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def reading(piece: Piece, asked: Asked) -> Reading:
    """Give the article that a piece is; raise BadInput where it has no text, or too much."""
    if len(piece.text) > LARGEST:
        raise BadInput("text.too_large", largest=LARGEST >> 20)
    text, replaced = clean(piece.text)
    notes = piece.notes + (("characters_replaced",) if replaced else ())
    if piece.markup and piece.may_be_page and fragments.is_page(text):
        found = _of_page(text, piece, asked)
    else:
        found = Reading(_of_words(text, piece, asked))
    if _CUT.search(found.article.text):
        notes = (*notes, f"{BEGINNING} {len(found.article.text)}")
    return replace(found, notes=(*notes, *found.notes))


def _of_words(text: str, piece: Piece, asked: Asked) -> NewArticle:
    data = text.encode()
    original = Original(sha256(data).digest(), data if piece.markup else None)
    if piece.markup:
        text = fragments.text_of(text)
    if not text.strip():
        raise BadInput("text.empty")
    layout = guess(text)
    guesses = {
        "title": layout.title or piece.source_name,
        "author": layout.author,
        "publisher": layout.publisher,
        "published": layout.published,
        "furniture": layout.furniture,
    }
    article = NewArticle(
        text=text,
        source_name=piece.source_name,
        title=layout.title or piece.source_name,
        author=layout.author,
        publisher=layout.publisher,
        published=layout.published,
        furniture=layout.furniture,
        reader=piece.reader,
        original=original,
        retrieved_on=asked.retrieved_on,
        guessed=frozenset(name for name, value in guesses.items() if value),
    )
    return as_known(article, piece.known, piece.attributes)


def _of_page(text: str, piece: Piece, asked: Asked) -> Reading:
    inner = Asked(piece.source_name, "utf-8", uri=piece.known.get("uri"))
    inner = replace(inner, retrieved_on=asked.retrieved_on)
    for found in reader("html").read(BytesIO(text.encode()), inner):
        if isinstance(found, Reading):
            article = replace(found.article, source_name=piece.source_name)
            return replace(found, article=as_known(article, piece.known, piece.attributes))
    raise BadInput("text.empty")


def as_known(
    article: NewArticle, known: Mapping[str, str], attributes: Mapping[str, str]
) -> NewArticle:
    """Give an article with what came with it in the place of what was found or guessed."""
    lines = {name: " ".join(clean(known[name])[0].split()) for name in _LINES if name in known}
    published = stamps.read(clean(known.get("published", ""))[0]) or article.published
    stated = {*lines, *(("published",) if "published" in known else ())}
    return replace(
        article,
        title=lines.get("title", article.title),
        author=lines.get("author", article.author),
        publisher=lines.get("publisher", article.publisher),
        uri=lines.get("uri", article.uri),
        language=lines.get("language", article.language),
        published=published,
        guessed=article.guessed - stated,
        attributes={**article.attributes, **attributes},
    )
