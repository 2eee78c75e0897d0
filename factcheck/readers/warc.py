"""Web archives (WARC): each page that a server gave, when it was retrieved, from what address.

Other records (requests, repeated visits, pictures, what was not found) are counted. By `warcio`,
which reads one record after the other, packed each by itself or all together.
"""

import gzip
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message
from typing import TYPE_CHECKING, BinaryIO

from factcheck.errors import BadInput
from factcheck.pages.reading import Around, article_of
from factcheck.prose.decode import LARGEST
from factcheck.readers import Aside, Asked, Reading, Unread

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.recordloader import ArcWarcRecord

NAME = "warc"
_PACKED = b"\x1f\x8b"
_GZIP = 31  # zlib's word for how that is wrapped
_HEAD = 1 << 20
_NEXT = b"\nWARC/"  # how a second record begins
_PAGES = ("text/html", "application/xhtml+xml")
_GOOD = "200"
_LONGEST_NAME = 1_000


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
    except BadInput as error:
        return Unread.of(name, error)
    more = {"archive": asked.name, "record": page.record}
    article = replace(found.article, attributes={**found.article.attributes, **more})
    return replace(found, article=article)


def _contents(stream: BinaryIO, asked: Asked) -> Iterator[_Page | str | Unread]:
    """Give the pages in an archive, of other records what they are, and where it breaks off."""
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    # AttributeError: warcio asks a record without an address for how that begins.
    lib = (ArchiveLoadFailed, StatusAndHeadersParserException, AttributeError)
    number, last, records = 0, None, _records(stream)
    while True:
        try:
            record = next(records.the_iter, None)
            if record is None:
                if last is not None and _is_cut_after(stream, last):
                    raise EOFError
                break
            number += 1
            one = _other(record) or _page(record, number)
            if isinstance(one, str) and _breaks_off(record):
                raise EOFError
            told = isinstance(one, _Page) and one.is_cut
            last = None if told else records.get_record_offset()
        except (*lib, EOFError, OSError, zlib.error, ValueError) as error:
            if not number:
                raise BadInput("warc.none") from error
            yield Unread(asked.name, "warc.damaged", {"record": str(number)})
            return
        yield one
    if not number:
        raise BadInput("warc.none")


def _is_cut_after(stream: BinaryIO, place: int) -> bool:
    """Say whether what is packed from a place on ends too soon, which warcio does not mind."""
    stream.seek(place)
    rest = stream.read(_HEAD)
    while rest.startswith(_PACKED):
        unpacker = zlib.decompressobj(_GZIP)
        while rest and not unpacker.eof:
            unpacker.decompress(rest, _HEAD)
            rest = unpacker.unconsumed_tail or unpacker.unused_data or stream.read(_HEAD)
        if not unpacker.eof:
            return True
    return False


def _records(stream: BinaryIO) -> "ArchiveIterator":
    from warcio.archiveiterator import ArchiveIterator

    as_one = _is_packed_as_one(stream)
    stream.seek(0)
    return ArchiveIterator(_Unpacked(stream) if as_one else stream, arc2warc=True)


def _is_packed_as_one(stream: BinaryIO) -> bool:
    """Say whether an archive is packed, and not each record by itself, as warcio wants it."""
    unpacker = zlib.decompressobj(_GZIP)
    try:
        begin = unpacker.decompress(stream.read(_HEAD), _HEAD)
    except zlib.error:
        return False
    return _NEXT in begin


class _Unpacked:
    """What is in an archive that is packed as one."""

    def __init__(self, stream: BinaryIO) -> None:
        self._packed = gzip.GzipFile(fileobj=stream)

    def read(self, size: int = -1) -> bytes:
        """Give some bytes: those before damage are not lost with what comes after."""
        try:
            return self._packed.read1(size)
        except EOFError as error:
            # warcio would take it for a good end.
            raise zlib.error(str(error)) from error


def _other(record: "ArcWarcRecord") -> str:
    """Say what a record is if it is no page: "" where it is one."""
    if record.rec_type != "response":
        return str(record.rec_type or "?")
    if record.http_headers is None:
        return "?"
    status = record.http_headers.get_statuscode()
    if status != _GOOD:
        return status or "?"
    kind = _said(record).get_content_type()
    return "" if kind in _PAGES else kind


def _said(record: "ArcWarcRecord") -> Message:
    said = Message()
    said["Content-Type"] = " ".join((record.http_headers.get_header("Content-Type") or "").split())
    return said


def _page(record: "ArcWarcRecord", number: int) -> _Page:
    about = record.rec_headers
    data = record.content_stream().read(LARGEST + 1)
    return _Page(
        url=(about.get_header("WARC-Target-URI") or "").strip("<> ")[:_LONGEST_NAME],
        record=about.get_header("WARC-Record-ID") or str(number),
        retrieved_on=about.get_header("WARC-Date"),
        encoding=_said(record).get_content_charset(),
        data=data,
        is_cut=bool(about.get_header("WARC-Truncated")) or _breaks_off(record),
    )


def _breaks_off(record: "ArcWarcRecord") -> bool:
    """Say whether an archive ends before its record does, which goes on to its end."""
    if record.rec_headers.get_header("Content-Length") is None:
        return True
    while left := getattr(record.raw_stream, "limit", 0):
        if not record.raw_stream.read(min(left, _HEAD)):
            return True
    return False
