"""Web pages that somebody saved: each holds one article, if it holds any."""

from collections.abc import Iterator
from typing import BinaryIO

from factcheck.pages.reading import Around, article_of
from factcheck.prose.decode import LARGEST
from factcheck.readers import Asked, Reading
from factcheck.streams import up_to

NAME = "html"


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading]:
    """Read a page; raise BadInput where it holds no article, or is none that can be read."""
    around = Around(encoding=asked.declared)
    yield article_of(up_to(stream, LARGEST + 1), asked, reader=NAME, around=around)
