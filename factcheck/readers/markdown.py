"""Markdown: the source is the text, for offsets must stay; nothing is rendered.

What its front matter states is taken as stated, and its first heading for the title. Front matter,
headings, pictures and rules are furniture.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from factcheck.errors import BadInput
from factcheck.pages.addresses import proper
from factcheck.pages.tongue import proper as proper_language
from factcheck.prose.decode import LARGEST, decode
from factcheck.prose.stretches import joined
from factcheck.readers import Asked, Reading, columns, txt
from factcheck.readers.front_matter import front_matter
from factcheck.readers.pieces import as_known
from factcheck.readers.tongue import with_language
from factcheck.records import NewArticle, Original
from factcheck.streams import up_to

NAME = "markdown"
_KNOWN = ("title", "author", "published", "publisher", "uri", "language")
#: Characters in which a title may stand, and those of a line that may be more than prose.
_HEAD, _LONGEST = 4000, 500
_LINE = re.compile(r"\S[^\r\n]*")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_UNDER = re.compile(r"=+|-{3,}")
# Lines that are no prose: rules, pictures, ways to other pages, remarks, lines under tables' heads.
_NO_PROSE = re.compile(
    r"([-*_])(?:\s*\1){2,}|!?\[[^\]]*\]\([^()\s]*(?: \"[^\"]*\")?\)|<!--.*-->"
    r"|\|?(?:\s*:?-+:?\s*\|)+[\s:-]*|\[[^\]]+\]:\s+\S+"
)
_INLINE = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*`]+|(?<!\w)_+|_+(?!\w)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is a heading or otherwise no prose; `level` is 0 where it is no heading."""

    start: int
    end: int
    level: int = 0
    words: str = ""


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading]:
    """Read a text in Markdown; raise BadInput where it is empty, too large, or no text."""
    data = up_to(stream, LARGEST + 1)
    decoded = decode(data, encoding=asked.encoding)
    front = front_matter(decoded.text)
    rest = decoded.text[front.end :]
    if not rest.strip():
        raise BadInput("text.empty")
    found = txt.text_of(rest.encode(), replace(asked, encoding="utf-8")).article
    same = decoded.text.encode() == data
    lines = list(_marked(rest))
    article = replace(
        _titled(found, rest, lines),
        text=decoded.text,
        reader=NAME,
        original=replace(Original.of(data), content=None) if same else Original.of(data),
        furniture=tuple(_furniture(found, lines, decoded.text[: front.end])),
    )
    known, attributes = _sorted(front.values)
    article = with_language(as_known(article, known, attributes))
    if asked.uri is None and article.uri:
        article = replace(article, source_name=article.uri)
    yield Reading(replace(article, uri=asked.uri or article.uri), decoded.encoding, decoded.notes)


def _titled(article: NewArticle, text: str, lines: list[_Line]) -> NewArticle:
    """Give an article its first heading as title, unless prose stands above one of a section."""
    first = next((line for line in lines if line.level), None)
    if first is None or first.start > _HEAD:
        return article
    title = " ".join(_INLINE.sub(r"\1", first.words).split())
    if not title or not (first.level == 1 or not text[: first.start].strip()):
        return article
    return replace(article, title=title, guessed=article.guessed - {"title"})


def _marked(text: str) -> Iterator[_Line]:
    """Give the lines that are no prose."""
    above: tuple[int, int] | None = None
    for match in _LINE.finditer(text):
        words = match[0].rstrip()
        start, end = match.start(), match.start() + len(words)
        if len(words) > _LONGEST:
            above = None
        elif found := _HEADING.fullmatch(words):
            yield _Line(start, end, len(found[1]), found[2])
            above = None
        elif above and _UNDER.fullmatch(words) and text.count("\n", above[1], start) == 1:
            yield _Line(above[0], end, 1 if words[0] == "=" else 2, text[slice(*above)])
            above = None
        elif _NO_PROSE.fullmatch(words):
            yield _Line(start, end)
            above = None
        else:
            above = start, end


def _furniture(article: NewArticle, lines: list[_Line], above: str) -> Iterator[tuple[int, int]]:
    if above:
        yield 0, len(above.rstrip())
    found = joined([*article.furniture, *((line.start, line.end) for line in lines)])
    yield from ((start + len(above), end + len(above)) for start, end in found)


def _sorted(values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Part what is known of an article from what else stands above it."""
    taken = columns.guessed(list(values))
    known = {field: values[taken[field]] for field in _KNOWN if field in taken}
    known = {field: words for field, words in known.items() if not columns.is_nothing(words)}
    if "uri" in known and not proper(known["uri"]):
        del known["uri"]
    if language := proper_language(known.pop("language", None)):
        known["language"] = language
    used = {taken[field] for field in known}
    return known, {name: words for name, words in values.items() if name not in used}
