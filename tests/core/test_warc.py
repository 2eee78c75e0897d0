"""Web archives: the pages in them, with when and from where; what else there is is counted."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import BadInput
from factcheck.formats import guess
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.pages.reading import article_of
from factcheck.project import Project
from factcheck.readers import STILL, Aside, Asked, Reading, Unread, kinds, warc
from tests.core.reading import Found, found_in
from tests.core.written import paragraph
from tests.core.written import pdf as written

SAID = "The Kremlin rejects the “absolute lie”, Größe, and says so at some length today. " * 6
DAY = "2022-02-21T10:00:00Z"


def page(said: str = SAID) -> str:
    """A page with one article."""
    return (
        "<!DOCTYPE html><html><head><title>A lie, says Peskov</title></head><body>"
        f"<nav>Home</nav><article><h1>A lie, says Peskov</h1><p>{said}</p><p>{said}</p></article>"
        "<script>alert(1)</script></body></html>"
    )


def archive(*responses: tuple[str, str, bytes, str], packed: bool = True) -> bytes:
    """An archive of what servers answered: address, status, body and headers."""
    records = [_record("warcinfo", "", b"software: test\r\n")]
    for url, status, body, headers in responses:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {headers}\r\n\r\n"
        records.append(_record("response", url, head.encode() + body))
    return b"".join(map(gzip.compress, records) if packed else records)


def _record(kind: str, url: str, block: bytes) -> bytes:
    """One record of an archive."""
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{kind}>",
        "WARC-Date": DAY,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    } | ({"WARC-Target-URI": url} if url else {})
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


URL = "https://example.org/news/1"
GOOD = (URL, "200 OK", page().encode(), "text/html; charset=utf-8")


def pdf() -> bytes:
    """A document of one page."""
    return written([paragraph("The Kremlin rejects the absolute lie, and says so at length.")])


def found(data: bytes) -> list[Found]:
    """What is in an archive."""
    return found_in("warc", data, Asked("a.warc.gz"))


def counts(data: bytes) -> dict[str, int]:
    """What of an archive is no page."""
    (aside,) = (one for one in found(data) if isinstance(one, Aside))
    return dict(aside.counts)


@pytest.mark.parametrize("packing", ["each", "all", "none"])
def test_a_page_has_its_address_and_the_time_it_was_retrieved(packing: str) -> None:
    data = archive(GOOD, packed=packing == "each")
    one, _ = found(gzip.compress(data) if packing == "all" else data)
    assert isinstance(one, Reading)
    article = one.article
    assert SAID.strip() in article.text
    assert "alert" not in article.text
    assert article.title == "A lie, says Peskov"
    assert article.uri == article.source_name == URL
    assert article.retrieved_on == DAY
    assert article.reader == "warc"
    assert article.attributes["archive"] == "a.warc.gz"
    assert article.attributes["record"] == "<urn:uuid:response>"


def test_what_is_no_page_is_counted() -> None:
    picture = ("https://example.org/a.png", "200 OK", b"\x89PNG", "image/png")
    gone = ("https://example.org/gone", "404 Not Found", b"<p>no", "text/html")
    turned = ("https://example.org/on", "302 Found", b"", "text/html")
    assert counts(archive(GOOD, picture, picture, gone, turned)) == {
        "warcinfo": 1,
        "image/png": 2,
        "404": 1,
        "302": 1,
    }


def test_what_a_folder_is_searched_for_is_read_with_its_address_and_day() -> None:
    report = ("https://example.org/a.pdf", "200 OK", pdf(), "application/pdf")
    told = ("https://example.org/told", "200 OK", SAID.encode(), "text/plain; charset=utf-8")
    noted = ("https://example.org/b.md", "200 OK", b"# A lie\n\n" + SAID.encode(), "text/plain")
    called_much = ("https://example.org/c", "200 OK", pdf(), "application/octet-stream")
    items = f"<item><title>A lie</title><description>{SAID}</description></item>"
    feed = f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>".encode()
    news = ("https://example.org/rss", "200 OK", feed, "text/xml")
    *readings, aside = found(archive(report, told, noted, called_much, news))
    articles = [one.article for one in readings if isinstance(one, Reading)]
    readers = ["pdf", "txt", "markdown", "pdf", "feed"]
    assert [one.reader for one in articles] == readers
    assert {one.retrieved_on for one in articles} == {DAY}
    assert [one.uri for one in articles[:4]] == [
        one[0] for one in (report, told, noted, called_much)
    ]
    assert {one.attributes["archive"] for one in articles} == {"a.warc.gz"}
    assert aside == Aside("no_pages", {"warcinfo": 1})


def test_what_is_for_programs_or_hardly_a_text_is_counted() -> None:
    words = SAID.encode()
    plain = [
        ("https://example.org/robots.txt?x", "200 OK", words, "text/plain"),
        ("https://example.org/beacon", "200 OK", b"ok", "text/plain"),
        ("https://example.org/data", "200 OK", b'{"a": "' + words + b'"}', "text/plain"),
        ("https://example.org/bytes", "200 OK", bytes(range(256)) * 9, "text/plain"),
        ("https://example.org/empty", "200 OK", b"", "text/plain"),
        ("https://[", "200 OK", b"", "text/plain"),
    ]
    empty = b"<rss version='2.0'><channel><title>Comments</title></channel></rss>"
    table = ("https://example.org/t.csv", "200 OK", b"text\n" + words, "text/csv")
    feed = ("https://example.org/rss", "200 OK", empty, "application/rss+xml")
    data = ("https://example.org/t", "200 OK", b'[{"text": "' + words + b'"}]', "application/json")
    assert counts(archive(*plain, table, feed, data)) == {
        "warcinfo": 1,
        "text/plain": len(plain),
        "text/csv": 1,
        "application/rss+xml": 1,
        "application/json": 1,
    }


def test_a_document_that_is_broken_is_told_and_the_others_go_on() -> None:
    broken = ("https://example.org/a.pdf", "200 OK", pdf()[:40], "application/pdf")
    first, second, _ = found(archive(broken, GOOD))
    assert isinstance(first, Unread)
    assert first.name == broken[0]
    assert isinstance(second, Reading)


def test_the_server_s_word_on_the_encoding_is_taken() -> None:
    said = SAID.replace("“", "").replace("”", "")
    body = page(said).encode("cp1252")
    one, _ = found(archive((URL, "200 OK", body, "text/html; charset=windows-1252")))
    assert isinstance(one, Reading)
    assert "Größe" in one.article.text


def test_what_a_server_packed_is_unpacked_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = "text/html\r\nContent-Encoding: gzip"
    one, _ = found(archive((URL, "200 OK", gzip.compress(page().encode()), kind)))
    assert isinstance(one, Reading)
    monkeypatch.setattr(warc, "LARGEST", 1_000)
    bomb = gzip.compress(b"<p>" + b"a lie. " * 1_000_000)
    one, _ = found(archive((URL, "200 OK", bomb, kind)))
    assert isinstance(one, Unread)
    assert one.name == URL


def test_a_bad_page_is_told_and_the_others_go_on() -> None:
    bad = ("https://example.org/empty", "200 OK", b"", "text/html")
    other = ("https://example.org/2", "200 OK", page().encode(), "application/xhtml+xml")
    first, second, third, _ = found(archive(bad, GOOD, other))
    assert isinstance(first, Unread)
    assert isinstance(second, Reading)
    assert isinstance(third, Reading)


@pytest.mark.parametrize("error", [IndexError("odd"), RecursionError(), MemoryError()])
def test_a_page_over_which_a_library_breaks_down_is_told_alone(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(data: bytes, asked: Asked, **more: Any) -> Reading:
        if asked.uri != URL:
            raise error
        return article_of(data, asked, **more)

    monkeypatch.setattr(warc, "article_of", breaking)
    other = ("https://example.org/2", "200 OK", page().encode(), "text/html")
    first, second, _ = found(archive(other, GOOD))
    assert isinstance(first, Unread)
    assert str(BadInput(first.code, **first.params))
    assert isinstance(second, Reading)


def test_who_passes_over_much_says_that_it_goes_on() -> None:
    picture = ("https://example.org/a.png", "200 OK", b"\x89PNG", "image/png")
    assert STILL in found(archive(*[picture] * 150))


def test_an_archive_that_is_cut_is_told() -> None:
    data = archive(GOOD, (f"{URL}/2", "200 OK", page().encode(), "text/html"), packed=False)
    first, second, *_ = found(data[:-200])
    assert isinstance(first, Reading)
    assert isinstance(second, Unread)
    assert (second.name, second.code) == (f"{URL}/2", "warc.cut")


@pytest.mark.parametrize("packing", ["each", "none"])
def test_wherever_it_is_cut_nothing_is_lost_in_silence(packing: str) -> None:
    packed = packing == "each"
    small = ("https://example.org/2", "200 OK", b"", "text/html")
    data = archive(small, small, packed=packed)
    borders = [len(archive(*[small] * n, packed=packed)) for n in range(3)]
    for cut in range(10, len(data)):
        # Between two records nothing is missing; nor is it but for the lines that end one.
        if min(abs(cut - border) for border in borders) <= 4:
            continue
        try:
            codes = {one.code for one in found(data[:cut]) if isinstance(one, Unread)}
        except BadInput as error:
            codes = {error.code}
        assert codes & {"warc.cut", "warc.damaged", "warc.none"}, cut


@pytest.mark.parametrize(
    "data",
    [b"", b"no archive at all\r\n", b"\x1f\x8b\x08\x00nothing", gzip.compress(b"text", mtime=0)],
)
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match="no web archive"):
        found(data)


def test_an_archive_shows_by_its_name_and_how_it_begins(tmp_path: Path) -> None:
    assert kinds.by_name("a.WARC.gz") == kinds.by_name("a.warc") == "warc"
    (tmp_path / "a.txt").write_bytes(archive(GOOD, packed=False))
    assert guess(tmp_path / "a.txt") == "articles"
    assert kinds.settled("txt", archive(GOOD, packed=False)[:100]) == "warc"


def test_an_archive_is_imported_as_one_revision(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive(GOOD, ("https://example.org/e", "200 OK", b" ", "text/html")))
    with pytest.raises(BadInput, match=r"example\.org/e cannot be imported"):
        bring_in(project, [path])
    report = bring_in(project, [path], Wishes(skip_bad=True))
    assert (report.articles, report.revision) == (1, 1)
    assert "warcinfo" in report.notes[-1]
    assert project.articles.get(report.ids[0]).retrieved_on == DAY
