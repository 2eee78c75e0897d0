"""Web archives (WARC): what a server gave that holds articles, when, from what address.

Pages, and whatever else a folder is searched for. Other records (requests, repeated visits,
pictures, what was not found) are counted. By `warcio`, which reads one record after the other; what
it would take for a good end is looked at here.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from factcheck.errors import BadInput
from factcheck.pages.reading import Around, article_of
from factcheck.prose.decode import LARGEST
from factcheck.readers import STILL, Aside, Asked, Reading, Unread, kinds, reader, whole
from factcheck.readers.described import LARGEST_FILE

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord
    from warcio.statusandheaders import StatusAndHeaders

NAME = "warc"
_GZIP = 31  # zlib's word for how that is wrapped
_PACKED = b"\x1f\x8b"
_PIECE = 1 << 16
_APART = b"\r\n\r\n"
_WEB = ("http:", "https:")
_PAGE, _TEXT, _FEED = "html", "txt", "feed"
# What is no archive or table, which hold much that is no article.
_READ = frozenset(kinds.ENDS) - kinds.NAMED_ONLY - {"warc", "mbox", "ole"}
# Servers call feeds and documents so, among other things.
_ANYTHING = frozenset(
    {"application/xml", "text/xml", "application/rdf+xml", "application/octet-stream"}
)
_SHOWN = ("image/", "audio/", "video/", "font/")
# Texts at these addresses are for programs, and so are those that are data or hardly a sentence.
_FOR_PROGRAMS = re.compile(r"/(?:robots|(?:app-)?ads|humans|security|llms(?:-full)?)\.txt\Z")
_PATH = re.compile(r"https?:/*[^/?#]*([^?#]*)")
_DATA = ("{", "[")
_LEAST, _SHORT = 10, 100  # words, characters
# Servers call much a text, and few feeds have any.
_OFTEN_NONE = frozenset({_TEXT, _FEED})
_GOOD = "200"
_LONGEST_NAME = 1_000
_OFTEN = 100  # records after which it says that it goes on


@dataclass(frozen=True, slots=True)
class _Given:
    """What a server gave, as an archive has it; `is_cut` says that a part of it is missing."""

    url: str
    record: str
    retrieved_on: str | None
    kind: str
    said: str
    encoding: str | None
    data: bytes
    is_cut: bool


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading | Unread | Aside]:
    """Read what is in an archive; raise BadInput where it is none."""
    left: Counter[str] = Counter()
    for one in _contents(stream, asked):
        found = iter((one,)) if isinstance(one, str | Unread) else _articles(one, asked)
        for each in found:
            if isinstance(each, str):
                left[each] += 1
                if left.total() % _OFTEN == 0:
                    yield STILL
            else:
                yield each
    if left:
        yield Aside("no_pages", left)


def _articles(given: _Given, asked: Asked) -> Iterator[Reading | Unread | Aside | str]:
    """Give the articles in what a server gave, or as what it is counted."""
    name = given.url or f"{asked.name}/{given.record}"
    inner = Asked(*(name, asked.encoding), uri=given.url or None, retrieved_on=given.retrieved_on)
    more = {"archive": asked.name, "record": given.record}
    for one in whole(_found(given, inner), name):
        if isinstance(one, Unread) and _is_none(one, given.kind):
            yield given.said
        elif isinstance(one, Reading):
            if given.kind == _TEXT and _is_for_programs(one.article.text):
                yield given.said
                continue
            article = replace(one.article, attributes={**one.article.attributes, **more})
            yield replace(one, article=article)
        else:
            yield one


def _found(given: _Given, inner: Asked) -> Iterator[Reading | Unread | Aside]:
    if given.is_cut:
        raise BadInput("warc.cut")
    if given.kind != _PAGE:
        yield from reader(given.kind).read(BytesIO(given.data), inner)
        return
    if len(given.data) > LARGEST:
        raise BadInput("text.too_large", largest=LARGEST >> 20)
    yield article_of(given.data, inner, reader=NAME, around=Around(encoding=given.encoding))


def _is_none(one: Unread, kind: str) -> bool:
    return kind in _OFTEN_NONE and one.code.startswith(("text.", "feed."))


def _is_for_programs(text: str) -> bool:
    is_short = len(text) < _SHORT and len(text.split()) < _LEAST
    return is_short or text.lstrip().startswith(_DATA)


def _contents(stream: BinaryIO, asked: Asked) -> Iterator[_Given | str | Unread]:
    """Give what servers gave, of other records what they are, and where an archive breaks off."""
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    lib = (ArchiveLoadFailed, StatusAndHeadersParserException)
    number, records = 0, _records(stream)
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            number += 1
            one = _content(record, number)
        except (*lib, EOFError, OSError, zlib.error, ValueError) as error:
            if not number:
                raise BadInput("warc.none") from error
            yield Unread(asked.name, "warc.damaged", {"record": str(number)})
            return
        yield one
    if not number:
        raise BadInput("warc.none")


def _records(stream: BinaryIO) -> "Iterator[ArcWarcRecord]":
    from warcio.archiveiterator import ArchiveIterator

    is_packed = stream.read(len(_PACKED)) == _PACKED
    stream.seek(0)
    plain = _Unpacked(stream) if is_packed else stream
    return iter(ArchiveIterator(plain, no_record_parse=True, arc2warc=True))


class _Unpacked:
    """What is in an archive whose records are packed, each by itself or all as one."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._rest = b""
        self._unpacker = zlib.decompressobj(_GZIP)
        self._is_between = True

    def read(self, _: int = -1) -> bytes:
        """Give some bytes, none at the end; raise zlib.error where it is damaged."""
        found = b""
        while not found:
            self._rest = self._rest or self._stream.read(_PIECE)
            if not self._rest and self._is_between:
                break
            if not self._rest:
                raise zlib.error("cut")
            found = self._unpacker.decompress(self._rest, _PIECE)
            self._rest = self._unpacker.unconsumed_tail
            self._is_between = self._unpacker.eof
            if self._is_between:
                self._rest = self._unpacker.unused_data
                self._unpacker = zlib.decompressobj(_GZIP)
                # A record that is packed by itself may come without the lines after it.
                found += _APART
        return found


def _content(record: "ArcWarcRecord", number: int) -> _Given | str:
    """Give what a server gave, else what a record is; raise EOFError where it breaks off."""
    one = _other(record) or _given(record, number)
    if isinstance(one, str) and _breaks_off(record):
        raise EOFError
    return one


def _other(record: "ArcWarcRecord") -> str:
    """Say what a record is if nothing was given in it, else "". Raises as the parser does."""
    if record.rec_type != "response":
        return str(record.rec_type or "?")
    if not _uri(record).startswith(_WEB):
        return "?"
    record.http_headers = _answer(record)
    status = record.http_headers.get_statuscode()
    return "" if status == _GOOD else status or "?"


def _claimed(said: str, url: str) -> str | None:
    """Give what kind an answer is said to be, "" where only its bytes show it, None for none."""
    match = _PATH.match(url)
    path = match[1] if match else ""
    if said.startswith(_SHOWN) or _FOR_PROGRAMS.search(path.lower()):
        return None
    by_type = kinds.by_type(said)
    claimed = (kinds.by_name(path) or by_type) if kinds.says_little(said) else by_type
    may_be = said in _ANYTHING or (kinds.says_little(said) and by_type is not None)
    return claimed if claimed in _READ else ("" if may_be else None)


def _uri(record: "ArcWarcRecord") -> str:
    return (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")[:_LONGEST_NAME]


def _answer(record: "ArcWarcRecord") -> "StatusAndHeaders":
    """Read the head of what a server answered; warcio would take one that is cut for the end."""
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParser

    parser = StatusAndHeadersParser(ArcWarcRecordLoader.HTTP_TYPES, verify=False)
    return parser.parse(record.raw_stream)


def _said(record: "ArcWarcRecord") -> Message:
    said = Message()
    said["Content-Type"] = " ".join((record.http_headers.get_header("Content-Type") or "").split())
    return said


def _given(record: "ArcWarcRecord", number: int) -> _Given | str:
    """Give what a server gave if it may hold articles, else what it is called."""
    about, url, said = record.rec_headers, _uri(record), _said(record)
    called = said.get_content_type()
    claimed = _claimed(called, url)
    if claimed is None:
        return called
    content = record.content_stream()
    head = content.read(kinds.HEAD)
    kind = kinds.settled(claimed, head)
    if kind not in _READ:
        return called
    most = LARGEST if kind == _PAGE else LARGEST_FILE
    return _Given(
        url=url,
        record=about.get_header("WARC-Record-ID") or str(number),
        retrieved_on=about.get_header("WARC-Date"),
        kind=kind,
        said=called,
        encoding=said.get_content_charset(),
        data=head + content.read(most + 1 - len(head)),
        is_cut=bool(about.get_header("WARC-Truncated")) or _breaks_off(record),
    )


def _breaks_off(record: "ArcWarcRecord") -> bool:
    """Say whether an archive ends before its record does, which goes on to its end."""
    if not (record.rec_headers.get_header("Content-Length") or "").isdecimal():
        return True
    while left := getattr(record.raw_stream, "limit", 0):
        if not record.raw_stream.read(min(left, _PIECE)):
            return True
    return False
