"""Web archives (WARC): each page that a server gave, when it was retrieved, from what address.

Other records (requests, repeated visits, pictures, what was not found) are counted. By `warcio`,
which reads one record after the other; what it would take for a good end is looked at here.
"""

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message
from typing import TYPE_CHECKING, BinaryIO

from factcheck.errors import BadInput
from factcheck.pages.reading import Around, article_of
from factcheck.prose.decode import LARGEST
from factcheck.readers import STILL, Aside, Asked, Reading, Unread

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord
    from warcio.statusandheaders import StatusAndHeaders

NAME = "warc"
_GZIP = 31  # zlib's word for how that is wrapped
_PACKED = b"\x1f\x8b"
_PIECE = 1 << 16
_APART = b"\r\n\r\n"
_WEB = ("http:", "https:")
_PAGES = ("text/html", "application/xhtml+xml")
_GOOD = "200"
_LONGEST_NAME = 1_000
_OFTEN = 100  # records after which it says that it goes on


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as an archive has it; `is_cut` says that a part of it is missing."""

    url: str
    record: str
    retrieved_on: str | None
    encoding: str | None
    data: bytes
    is_cut: bool


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading | Unread | Aside]:
    """Read the pages of an archive; raise BadInput where it is none."""
    left: Counter[str] = Counter()
    for one in _contents(stream, asked):
        if isinstance(one, str):
            left[one] += 1
            if left.total() % _OFTEN == 0:
                yield STILL
        else:
            yield _article(one, asked) if isinstance(one, _Page) else one
    if left:
        yield Aside("no_pages", left)


def _article(page: _Page, asked: Asked) -> Reading | Unread:
    name = page.url or f"{asked.name}/{page.record}"
    inner = Asked(name, asked.encoding, uri=page.url or None, retrieved_on=page.retrieved_on)
    try:
        if page.is_cut:
            raise BadInput("warc.cut")
        if len(page.data) > LARGEST:
            raise BadInput("text.too_large", largest=LARGEST >> 20)
        around = Around(encoding=page.encoding)
        found = article_of(page.data, inner, reader=NAME, around=around)
    except Exception as error:  # noqa: BLE001 - a library's, of any kind; the other pages go on
        return Unread.of(name, error)
    more = {"archive": asked.name, "record": page.record}
    article = replace(found.article, attributes={**found.article.attributes, **more})
    return replace(found, article=article)


def _contents(stream: BinaryIO, asked: Asked) -> Iterator[_Page | str | Unread]:
    """Give the pages in an archive, of other records what they are, and where it breaks off."""
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


def _content(record: "ArcWarcRecord", number: int) -> _Page | str:
    """Give a record that is a page, else what it is; raise EOFError where it breaks off."""
    one = _other(record) or _page(record, number)
    if isinstance(one, str) and _breaks_off(record):
        raise EOFError
    return one


def _other(record: "ArcWarcRecord") -> str:
    """Say what a record is if it is no page: "" where it is one. Raises as the parser does."""
    if record.rec_type != "response":
        return str(record.rec_type or "?")
    if not _uri(record).startswith(_WEB):
        return "?"
    record.http_headers = _answer(record)
    status = record.http_headers.get_statuscode()
    if status != _GOOD:
        return status or "?"
    kind = _said(record).get_content_type()
    return "" if kind in _PAGES else kind


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


def _page(record: "ArcWarcRecord", number: int) -> _Page:
    about = record.rec_headers
    data = record.content_stream().read(LARGEST + 1)
    return _Page(
        url=_uri(record),
        record=about.get_header("WARC-Record-ID") or str(number),
        retrieved_on=about.get_header("WARC-Date"),
        encoding=_said(record).get_content_charset(),
        data=data,
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
