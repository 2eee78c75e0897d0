"""A part of a page that a person selected and pasted: all of it is the article, in order."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from factcheck.errors import BadInput
from factcheck.prose.decode import LARGEST, decode
from factcheck.readers import Asked, Reading, txt
from factcheck.readers.fragments import text_of
from factcheck.records import Original
from factcheck.streams import up_to

NAME = "fragment"


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading]:
    """Read a part of a page; raise BadInput where it has no words."""
    data = up_to(stream, LARGEST + 1)
    words = text_of(decode(data, encoding="utf-8").text)
    if not words:
        raise BadInput("text.empty")
    reading = txt.text_of(words.encode(), replace(asked, encoding="utf-8"))
    original = Original(hashlib.sha256(data).digest(), data)
    article = replace(reading.article, reader=NAME, original=original)
    yield replace(reading, article=article)
