"""Plain text files: bytes to an article whose title, date, publisher and furniture are guesses.

It has no annotation and loses nothing; the text is kept as decoded. Pure: no files, no database.
"""

import hashlib
from dataclasses import dataclass

from factcheck.prose.decode import decode
from factcheck.prose.layout import guess
from factcheck.records import NewArticle, Original

NAME = "txt"


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as found, and codes of what the report must say of its decoding."""

    article: NewArticle
    encoding: str
    notes: tuple[str, ...]


def read(data: bytes, *, source_name: str, encoding: str | None = None) -> Reading:
    """Read a plain text; raise BadInput where it is empty, too large, or no text.

    The original's bytes are kept only where they are not the text's own UTF-8.
    """
    decoded = decode(data, encoding=encoding)
    layout = guess(decoded.text)
    same = decoded.text.encode() == data
    fields = {
        "title": layout.title,
        "published": layout.published,
        "author": layout.author,
        "publisher": layout.publisher,
        "furniture": layout.furniture,
    }
    article = NewArticle(
        text=decoded.text,
        source_name=source_name,
        title=layout.title or source_name,
        publisher=layout.publisher,
        author=layout.author,
        published=layout.published,
        reader=NAME,
        original=Original(hashlib.sha256(data).digest(), None if same else data),
        guessed=frozenset(name for name, value in fields.items() if value),
        furniture=layout.furniture,
    )
    return Reading(article, decoded.encoding, decoded.notes)
