"""Items of a feed as articles: what of them is no article is counted, what may be cut is told."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from factcheck.errors import BadInput
from factcheck.formats import foreign
from factcheck.formats.building import is_attribute
from factcheck.formats.rows import Json
from factcheck.readers import Aside, Asked, Reading, Unread
from factcheck.readers.pieces import BEGINNING, Piece, reading
from factcheck.verbs.checks import LONGEST_LINE

#: A text of fewer characters is hardly an article, but what a feed shows of one.
SHORT = 600
_BROKEN_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|»|>>|→)\s*\Z")


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed has of an article; `is_whole` says that its text is said to be all of it.

    `doubtful` are those fields of what is known that a person should look at.
    """

    text: str
    is_markup: bool
    is_whole: bool
    known: Mapping[str, str]
    attributes: Mapping[str, Json]
    doubtful: frozenset[str] = frozenset()


class _NoText(Exception):
    """An item has but a title, or pictures."""


def read_items(
    items: Iterable[Item],
    asked: Asked,
    *,
    reader: str,
    encoding: str = "",
    notes: tuple[str, ...] = (),
) -> Iterator[Reading | Unread | Aside]:
    """Give the articles of a feed; raise BadInput where none of its items has a text.

    The notes are about all of it.
    """
    left, read = 0, 0
    for number, item in enumerate(items, 1):
        try:
            found = _read(item, number, asked, reader)
        except _NoText:
            left += 1
        else:
            read += 1
            if isinstance(found, Reading):
                found = replace(found, encoding=encoding, notes=(*notes, *found.notes))
                notes = ()
            yield found
    if not read:
        raise BadInput("feed.no_texts" if left else "feed.empty")
    if left:
        yield Aside("without_text", {asked.name: left})


def _read(item: Item, number: int, asked: Asked, reader: str) -> Reading | Unread:
    known = {name: words for name, words in item.known.items() if len(words) <= LONGEST_LINE}
    guid = item.attributes.get("guid")
    name = known.get("uri") or f"{asked.name}/{guid or number}"[:LONGEST_LINE]
    more = foreign.attributes(item.attributes)
    attributes = {name: value for name, value in more.items() if is_attribute(name, value)}
    piece = Piece(
        item.text, name, reader, markup=item.is_markup, known=known, attributes=attributes
    )
    try:
        found = reading(piece, asked)
    except Exception as error:
        if isinstance(error, BadInput) and error.code == "text.empty":
            raise _NoText from error
        return Unread.of(name, error)
    article = found.article
    article = replace(article, guessed=article.guessed | item.doubtful)
    is_teaser = _BROKEN_OFF.search(article.text) or (
        not item.is_whole and len(article.text) < SHORT
    )
    notes = (*found.notes, *((f"{BEGINNING} {len(article.text)}",) if is_teaser else ()))
    return replace(found, article=article, notes=notes)
