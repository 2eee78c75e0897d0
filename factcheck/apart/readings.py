"""Articles as frames and back: what a reader found, as it crosses from the process apart.

Coming back everything is checked again; a frame that is not as it should be is a BadFrame.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, cast

from factcheck.apart.frames import BadFrame, Frame
from factcheck.errors import BadInput, FactcheckError
from factcheck.prose.decode import LARGEST, clean
from factcheck.prose.near import LENGTH
from factcheck.readers import Aside, Asked, Reading, Unread
from factcheck.records import Date, NewArticle, Original
from factcheck.texts import has_text

_LINES = ("language", "publisher", "author", "uri", "retrieved_on", "archive_uri")


def asked_row(asked: Asked) -> dict[str, object]:
    """Give what is asked as plain data."""
    return {
        "name": asked.name,
        "encoding": asked.encoding,
        "columns": dict(asked.columns),
        "uri": asked.uri,
        "retrieved_on": asked.retrieved_on,
        "declared": asked.declared,
    }


def asked_of(row: Mapping[str, object]) -> Asked:
    """Give what is asked from plain data."""
    return Asked(**cast(dict[str, Any], row))


def packed(found: Reading | Unread | Aside) -> Frame:
    """Give what a reader found as a frame; its body is sketch, text and the original's bytes."""
    if isinstance(found, Aside):
        counts = {clean(name)[0]: n for name, n in found.counts.items()}
        return Frame({"aside": {"code": found.code, "counts": counts}})
    if isinstance(found, Unread):
        params = {name: clean(words)[0] for name, words in found.params.items()}
        bad = {"name": clean(found.name)[0], "code": found.code, "params": params}
        return Frame({"unread": bad})
    one = found.article
    original = one.original
    # As bytes: to spell a text in JSON and back would take longer than all the rest.
    text = clean(one.text)[0].encode()
    row: dict[str, object] = {
        "text": len(text),
        "source_name": clean(one.source_name)[0],
        "title": clean(one.title)[0],
        "reader": one.reader,
        "published": _date_row(one.published),
        "original": original.sha256.hex() if original else None,
        "guessed": sorted(one.guessed),
        "furniture": [list(stretch) for stretch in one.furniture],
        "attributes": {clean(k)[0]: clean(v)[0] for k, v in one.attributes.items()},
        "encoding": found.encoding,
        "notes": list(found.notes),
        **{name: _cleaned(getattr(one, name)) for name in _LINES},
    }
    row = {name: value for name, value in row.items() if value}
    content = original.content if original else None
    return Frame({"reading": row}, b"".join((found.sketch, text, content or b"")))


def unpacked(frame: Frame) -> Reading | Unread | Aside:
    """Give what a reader found; raise BadFrame where it is not as `packed` gives it."""
    try:
        if "aside" in frame.head:
            return _aside(_Row(frame.head["aside"]))
        if "unread" in frame.head:
            return _unread(_Row(frame.head["unread"]))
        return _reading(_Row(frame.head["reading"]), frame.body)
    except (KeyError, TypeError, ValueError, FactcheckError) as error:
        raise BadFrame("no reading") from error


class _Row:
    """A row of plain data that is asked for values of a kind; what is empty may be missing."""

    def __init__(self, row: object) -> None:
        if not isinstance(row, dict):
            raise TypeError("no row")
        self._row = row

    def word(self, name: str) -> str:
        return _word(self._row.get(name, ""))

    def number(self, name: str) -> int:
        value = self._row.get(name, 0)
        if type(value) is not int or value < 0:
            raise TypeError(name)
        return value

    def maybe(self, name: str) -> str | None:
        value = self._row.get(name)
        return None if value is None else _word(value)

    def words(self, name: str) -> Iterator[str]:
        return map(_word, _list(self._row.get(name, [])))

    def pairs(self, name: str) -> dict[str, str]:
        row = self._row.get(name, {})
        if not isinstance(row, dict):
            raise TypeError(name)
        return {_word(key): _word(value) for key, value in row.items()}

    def counts(self, name: str) -> dict[str, int]:
        row = self._row[name]
        if not isinstance(row, dict) or not all(type(n) is int and n > 0 for n in row.values()):
            raise TypeError(name)
        return {_word(key): n for key, n in row.items()}

    def row(self, name: str) -> "_Row | None":
        return _Row(self._row[name]) if name in self._row else None

    def stretches(self, name: str, length: int) -> Iterator[tuple[int, int]]:
        last = 0
        for start, end in _list(self._row.get(name, [])):
            if not (type(start) is type(end) is int and last <= start < end <= length):
                raise ValueError(name)
            last = end
            yield start, end


def _reading(row: _Row, body: bytes) -> Reading:
    end = LENGTH + row.number("text")
    text = body[LENGTH:end].decode()
    if "\0" in text or len(text) > LARGEST or end > len(body):
        raise ValueError("no text of this length")
    date, digest = row.row("published"), row.maybe("original")
    article = NewArticle(
        text=text,
        source_name=row.word("source_name"),
        title=row.word("title"),
        reader=row.word("reader"),
        published=_date(date) if date else None,
        original=_original(digest, body[end:]) if digest else None,
        guessed=frozenset(row.words("guessed")),
        furniture=tuple(row.stretches("furniture", len(text))),
        attributes=row.pairs("attributes"),
        **cast(dict[str, Any], {name: row.maybe(name) for name in _LINES}),
    )
    notes = tuple(row.words("notes"))
    for note in notes:
        _check_told(note.partition(" ")[0])
    return Reading(article, row.word("encoding"), notes, body[:LENGTH])


def _original(digest: str, body: bytes) -> Original:
    found = bytes.fromhex(digest)
    if len(found) != 32 or (body and sha256(body).digest() != found):
        raise ValueError("hash")
    return Original(found, body or None)


def _unread(row: _Row) -> Unread:
    found = Unread(row.word("name"), row.word("code"), row.pairs("params"))
    str(BadInput(found.code, **found.params))  # it has a sentence
    return found


def _aside(row: _Row) -> Aside:
    found = Aside(row.word("code"), row.counts("counts"))
    if found.counts:
        _check_told(found.code)
    return found


def _check_told(code: str) -> None:
    if not has_text(f"import.note.{code}.other"):
        raise ValueError("no such note")


def _date_row(date: Date | None) -> dict[str, str | None] | None:
    if date is None:
        return None
    return {"edtf": date.edtf, "words": _cleaned(date.words), "basis": date.basis}


def _date(row: _Row) -> Date:
    from factcheck.prose.edtf import check

    basis, when = row.word("basis"), row.maybe("edtf")
    if when is not None:
        check(when)
    return Date(when, row.maybe("words"), "inferred" if basis == "inferred" else "stated")


def _cleaned(value: str | None) -> str | None:
    return None if value is None else clean(value)[0]


def _word(value: object) -> str:
    if not isinstance(value, str) or clean(value)[1]:
        raise TypeError("no word")
    return value


def _list(value: object) -> list[list[int]]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return value
