"""Bytes given to a reader as if they were a file, for tests of what it makes of them."""

import io

import pytest

from factcheck.errors import BadInput
from factcheck.readers import Asked, Reading, Unread, reader


def read_all(kind: str, data: bytes, *, encoding: str | None = None) -> list[Reading | Unread]:
    """All that a reader finds in bytes; BadInput where they are bad."""
    found = reader(kind).read(io.BytesIO(data), Asked(f"a.{kind}", encoding))
    return [one for one in found if isinstance(one, Reading | Unread)]


def read_one(kind: str, data: bytes, *, encoding: str | None = None) -> Reading:
    """The only article in bytes."""
    (found,) = read_all(kind, data, encoding=encoding)
    assert isinstance(found, Reading)
    return found


def refused(kind: str, data: bytes) -> str:
    """The code of why bytes are bad, which has a sentence."""
    with pytest.raises(BadInput) as caught:
        read_all(kind, data)
    assert str(caught.value)
    return caught.value.code


def articles_or_sentence(kind: str, data: bytes) -> list[Reading | Unread]:
    """What a reader finds, nothing where it says by a sentence why not; fails on all else."""
    try:
        found = read_all(kind, data)
    except BadInput as error:
        _has_sentence(error)
        return []
    for one in found:
        if isinstance(one, Unread):
            _has_sentence(BadInput(one.code, **one.params))
        else:
            assert one.article.text.strip()
            assert all(0 <= a < b <= len(one.article.text) for a, b in one.article.furniture)
    return found


def _has_sentence(error: BadInput) -> None:
    assert str(error)
