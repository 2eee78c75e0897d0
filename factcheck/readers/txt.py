"""Plain text files: bytes to an article whose title, date, publisher and furniture are guesses.

It has no annotation and loses nothing; the text is kept as decoded. Pure: no files, no database.
"""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from factcheck.prose.decode import LARGEST, decode
from factcheck.prose.layout import guess
from factcheck.readers import Asked, Reading
from factcheck.records import NewArticle, Original
from factcheck.streams import up_to

NAME = "txt"


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading]:
    """Read a plain text; raise BadInput where it is empty, too large, or no text."""
    yield text_of(up_to(stream, LARGEST + 1), asked)


def text_of(data: bytes, asked: Asked) -> Reading:
    """Give the article that a plain text is; raise BadInput as `read`.

    The original's bytes are kept only where they are not the text's own UTF-8.
    """
    decoded = decode(data, encoding=asked.encoding)
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
        source_name=asked.uri or asked.name,
        title=layout.title or asked.name,
        publisher=layout.publisher,
        author=layout.author,
        published=layout.published,
        uri=asked.uri,
        reader=NAME,
        original=Original(hashlib.sha256(data).digest(), None if same else data),
        retrieved_on=asked.retrieved_on,
        guessed=frozenset(name for name, value in fields.items() if value),
        furniture=layout.furniture,
    )
    return Reading(article, decoded.encoding, decoded.notes)
