"""Readers asked directly, as the process apart asks them."""

from io import BytesIO

from factcheck.readers import Aside, Asked, Reading, Unread, reader
from factcheck.records import NewArticle

Found = Reading | Unread | Aside


def found_in(kind: str, data: bytes, asked: Asked) -> list[Found]:
    """All that a reader says of bytes."""
    return list(reader(kind).read(BytesIO(data), asked))


def articles_in(kind: str, data: bytes, asked: Asked) -> list[NewArticle]:
    """The articles that a reader finds in bytes, where it finds nothing else."""
    found = found_in(kind, data, asked)
    readings = [one for one in found if isinstance(one, Reading)]
    assert len(readings) == len(found), found
    return [one.article for one in readings]
