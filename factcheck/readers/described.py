"""Articles of files that say something of themselves: title, author, dates, language.

What a program noted in a file is often left over from another one, and the day of a file is not
that of its article. So all of it is a guess; the text's own author and day come first. It knows
no format.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from factcheck.errors import BadInput
from factcheck.prose import edtf
from factcheck.prose.decode import LARGEST
from factcheck.prose.layout import guess, is_name, is_title
from factcheck.prose.stretches import joined
from factcheck.readers import Asked, Reading
from factcheck.records import Date, NewArticle, Original
from factcheck.streams import up_to

#: What is larger is pictures with some words, and would fill the memory of whoever reads it.
LARGEST_FILE = 300 * 1024 * 1024
_LONGEST_LINE = 1_000
_LONGEST = 100_000
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself; dates are ISO 8601, `others` what else is worth keeping."""

    title: str = ""
    author: str = ""
    created: str = ""
    modified: str = ""
    language: str = ""
    others: Mapping[str, str] = field(default_factory=dict)


def bytes_of(stream: BinaryIO) -> bytes:
    """Give all bytes of a file; raise BadInput where it is empty or too large."""
    data = up_to(stream, LARGEST_FILE + 1)
    if not data:
        raise BadInput("text.empty")
    if len(data) > LARGEST_FILE:
        raise BadInput("reading.too_large", largest=LARGEST_FILE // 2**20)
    return data


def described(
    text: str,
    asked: Asked,
    properties: Properties,
    *,
    kind: str,
    data: bytes,
    furniture: Iterable[tuple[int, int]] = (),
    notes: tuple[str, ...] = (),
) -> Reading:
    """Give the article of a text that a file of a kind holds; raise BadInput where it is none."""
    if not text.strip():
        raise BadInput("text.empty")
    if len(text) > LARGEST:
        raise BadInput("text.too_large", largest=LARGEST // 2**20)
    layout = guess(text)
    article = NewArticle(
        text=text,
        source_name=asked.uri or asked.name,
        title=(is_title(properties.title) and _line(properties.title)) or layout.title,
        language=_language(properties.language),
        publisher=layout.publisher,
        author=layout.author or (_line(properties.author) if is_name(properties.author) else None),
        published=layout.published or _day(properties.created),
        uri=asked.uri,
        reader=kind,
        original=Original.of(data),
        retrieved_on=asked.retrieved_on,
        furniture=tuple(joined([*layout.furniture, *furniture])),
        attributes=_attributes(properties),
    )
    return Reading(replace(article, guessed=_guesses(article)), notes=notes)


def _guesses(article: NewArticle) -> frozenset[str]:
    values = {
        "title": article.title,
        "language": article.language,
        "publisher": article.publisher,
        "author": article.author,
        "published": article.published,
        "furniture": article.furniture,
    }
    return frozenset(name for name, value in values.items() if value)


def _attributes(properties: Properties) -> dict[str, str]:
    values = {"created": properties.created, "modified": properties.modified, **properties.others}
    return {name: value[:_LONGEST] for name, value in values.items() if value.strip()}


def _line(value: str) -> str | None:
    return " ".join(value.split())[:_LONGEST_LINE] or None


def _day(moment: str) -> Date | None:
    """Give the day on which a file was made, which is only a hint at that of its article."""
    day = moment[:10]
    return Date(day, None, "inferred") if edtf.is_valid(day) else None


def _language(value: str) -> str | None:
    return value if _LANGUAGE.fullmatch(value) else None
