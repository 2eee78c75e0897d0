"""Messages that somebody saved one by one (.eml, and .emlx of Apple's program)."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from factcheck.mail.messages import LARGEST_MESSAGE, articles_of
from factcheck.readers import Asked, Reading, Unread
from factcheck.streams import up_to

NAME = "eml"
# Apple's program writes above a message how long it is, and below it what it knows of it.
_LENGTH = re.compile(rb"(\d{1,12})\s*\n")


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading | Unread]:
    """Read a message, and those that it passes on whole; raise BadInput as `articles_of`."""
    data = up_to(stream, LARGEST_MESSAGE + 1)
    if match := _LENGTH.match(data):
        data = data[match.end() : match.end() + int(match[1])]
    yield from articles_of(data, asked, reader=NAME)
