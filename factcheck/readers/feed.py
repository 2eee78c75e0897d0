"""Feeds in RSS, Atom or JSON: each item is an article, for what it holds is all that is there.

XML by `feedparser`, which also reads what is not well-formed; it gets bytes and never an address.
What an item holds is a part of a page, of which every word is kept.
"""

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urljoin

from factcheck.errors import BadInput
from factcheck.formats.rows import Json
from factcheck.prose.decode import decode
from factcheck.readers import Aside, Asked, Reading, Unread, fragments, json_feed
from factcheck.readers.items import Item, read_items
from factcheck.streams import up_to

if TYPE_CHECKING:
    from feedparser import FeedParserDict

NAME = "feed"
LARGEST = 1 << 25
_MARKUP = ("text/html", "application/xhtml+xml")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DECLARES = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\bencoding\s*=")
_MARK = 8
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ROOT = re.compile(rb"<\w")
_NO_WORDS = re.compile(r"<[^<>]*>|\s+")
# How much longer than the content a summary must be to be the text instead.
_MUCH_LONGER = 1.25
_ADDRESS_OF = re.compile(r"[^\s@]+@\S+\s+\((.+)\)")


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading | Unread | Aside]:
    """Read the items of a feed; raise BadInput where it is none, or holds no text."""
    data = up_to(stream, LARGEST + 1)
    if len(data) > LARGEST:
        raise BadInput("text.too_large", largest=LARGEST >> 20)
    if not data.strip():
        raise BadInput("text.empty")
    if json_feed.begins(data):
        return read_items(json_feed.items(data), asked, reader=NAME)
    return _of_xml(data, asked)


def _of_xml(data: bytes, asked: Asked) -> Iterator[Reading | Unread | Aside]:
    import feedparser

    _refuse_declarations(data)
    encoding, notes = "", tuple[str, ...]()
    if asked.encoding is not None or not _tells_its_encoding(data):
        decoded = decode(data, encoding=asked.encoding)
        data, encoding, notes = decoded.text.encode(), decoded.encoding, decoded.notes
    found = _parsed(data, in_utf8=bool(encoding))
    if not found.version and not found.entries:
        raise BadInput("feed.none")
    if isinstance(found.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        notes = (*notes, "encoding_guessed")
    elif found.bozo:
        notes = (*notes, "ill_formed")
    items = (_item(entry, found) for entry in found.entries)
    return read_items(
        items, asked, reader=NAME, encoding=encoding or found.encoding or "", notes=notes
    )


def _tells_its_encoding(data: bytes) -> bool:
    """Say whether a feed declares its encoding, or is in one that XML takes for granted."""
    if _DECLARES.match(data) or b"\0" in data[:_MARK] or data.startswith(_WIDE):
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _refuse_declarations(data: bytes) -> None:
    """Raise BadInput where a feed declares entities of its own, by which it could grow."""
    plain = data.replace(b"\0", b"")
    root = _ROOT.search(plain)
    if _ENTITY.search(plain, 0, root.start() if root else len(plain)):
        raise BadInput("feed.grows")


def _parsed(data: bytes, *, in_utf8: bool) -> "FeedParserDict":
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"} if in_utf8 else {}
    try:
        # A stream, for what is no stream might be taken for a path or an address.
        return feedparser.parse(
            BytesIO(data), response_headers=headers, resolve_relative_uris=False, sanitize_html=True
        )
    except (ValueError, LookupError) as error:
        # Over a declaration that is in no encoding itself, and the like.
        raise BadInput("feed.none") from error


def _item(entry: "FeedParserDict", found: "FeedParserDict") -> Item:
    text, is_markup, is_whole = _text(entry, found.version)
    about, feed = entry.get("source") or {}, found.feed
    # `get` would take the one for the other.
    updated = dict(entry).get("updated")
    published = entry.get("published") or entry.get("created")
    link = _joined(feed.get("link") or "", entry.get("link") or entry.get("id") or "")
    known = {
        "title": _plain(entry.get("title"), entry.get("title_detail")),
        "author": _people(entry.get("authors"), entry.get("author")),
        "published": published or updated,
        "publisher": _plain(about.get("title") or entry.get("publisher") or feed.get("title")),
        "uri": link if link.startswith(("http://", "https://")) else None,
        "language": _language(entry) or feed.get("language"),
    }
    attributes: dict[str, Json] = {
        "guid": entry.get("id"),
        "updated": updated if published else None,
        "categories": ", ".join(one.term for one in entry.get("tags", ()) if one.get("term")),
        "rights": entry.get("rights") or feed.get("rights"),
    }
    # An Atom feed's "updated" is the day of the last change; RSS has but one day.
    doubtful = not published and not found.version.startswith("rss")
    return Item(
        text,
        is_markup,
        is_whole,
        {name: value for name, value in known.items() if value},
        attributes,
        doubtful=frozenset({"published"} if doubtful else ()),
    )


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # such as a host in brackets that are not closed
        return ""


def _text(entry: "FeedParserDict", version: str) -> tuple[str, bool, bool]:
    """Give an item's longest text, whether it is markup, and whether it is said to be all of it.

    Lines that go with a podcast or a picture are among an item's contents, too.
    """
    detail = entry.get("summary_detail") or {}
    best = entry.get("summary") or "", detail.get("type") or "", False
    contents = [
        (one.get("value", ""), one.type, True)
        for one in entry.get("content", ())
        if one.type.startswith("text/") or one.type in _MARKUP
    ]
    if contents:
        longest = max(contents, key=_length)
        best = best if _length(best) > _MUCH_LONGER * _length(longest) else longest
    text, kind, is_whole = best
    # What RSS calls plain has elements often; Atom says what is markup.
    shows = fragments.has_paragraphs if version.startswith("rss") else fragments.is_markup
    return text, kind in _MARKUP or shows(text), is_whole


def _length(text: tuple[str, str, bool]) -> int:
    return len(_NO_WORDS.sub("", text[0]))


def _plain(value: str | None, detail: Mapping[str, str] | None = None) -> str | None:
    is_markup = fragments.has_elements(value or "") and (detail or {}).get("type") in _MARKUP
    return fragments.text_of(value or "") if is_markup else fragments.unescaped(value or "")


def _people(people: Sequence[Mapping[str, str]] | None, alone: str | None) -> str | None:
    names = [one["name"] for one in people or () if one.get("name")] or ([alone] if alone else [])
    plain = (found[1] if (found := _ADDRESS_OF.fullmatch(name)) else name for name in names)
    return fragments.unescaped(", ".join(dict.fromkeys(plain))) or None


def _language(entry: "FeedParserDict") -> str | None:
    details = [*entry.get("content", ()), entry.get("title_detail") or {}]
    return next((one["language"] for one in details if one.get("language")), None)
