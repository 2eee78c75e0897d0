"""Pages that a browser saved with all they show in a single file: MHTML, a mail of many parts.

Of the parts only the page is read; pictures and frames are left in the original. From where and
when it was saved stands in the head.
"""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from factcheck.errors import BadInput
from factcheck.mail.headers import said
from factcheck.pages.markup import one_line
from factcheck.pages.reading import Around, article_of
from factcheck.prose.decode import LARGEST
from factcheck.readers import Asked, Reading
from factcheck.streams import up_to

NAME = "mhtml"
_PAGES = ("text/html", "application/xhtml+xml")
_MOST_PARTS = 10_000
_LONGEST = 2000


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading]:
    """Read a saved page; raise BadInput where there is no page, or no article in it."""
    data = up_to(stream, LARGEST + 1)
    if len(data) > LARGEST:
        raise BadInput("text.too_large", largest=LARGEST >> 20)
    try:
        whole = message_from_bytes(data)
        page = _page(whole)
        markup = page.get_payload(decode=True) if page is not None else None
    except RecursionError:
        raise BadInput("page.too_deep") from None
    if page is None or not isinstance(markup, bytes) or not markup.strip():
        raise BadInput("page.not_saved_whole")
    around = Around(
        encoding=page.get_content_charset(),
        address=_head(whole, "Snapshot-Content-Location") or _head(page, "Content-Location"),
        title=_head(whole, "Subject"),
        retrieved_on=_day(_head(whole, "Date")),
    )
    yield article_of(markup, asked, reader=NAME, around=around, whole=data)


def _page(whole: Message) -> Message | None:
    """Give the part that is the page: the one that the head names, else the first page."""
    start = whole.get_param("start")
    named = start.strip("<> ") if isinstance(start, str) else None
    first = None
    for number, part in enumerate(whole.walk()):
        if number > _MOST_PARTS:
            break
        if part.get_content_type() not in _PAGES:
            continue
        first = first or part
        if named and (_head(part, "Content-ID") or "").strip("<> ") == named:
            return part
    return first


def _head(part: Message, name: str) -> str | None:
    """Give a line of a part's head in plain characters."""
    values = (value for known, value in part.raw_items() if known.lower() == name.lower())
    return one_line(said(str(next(values, ""))))[:_LONGEST] or None


def _day(words: str | None) -> str | None:
    try:
        return parsedate_to_datetime(words).date().isoformat() if words else None
    except (ValueError, TypeError):
        return None
