"""Articles by their addresses: what is asked for, what is not, and what servers may do to one."""

import gzip
import json
import re
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from factcheck import __version__
from factcheck.cli import main
from factcheck.errors import BadInput, Cancelled, NotFound
from factcheck.intake import transfer
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.intake.fetching import Address, fetched
from factcheck.intake.places import place
from factcheck.intake.previewing import preview
from factcheck.intake.walk import Readable
from factcheck.project import Project
from tests.core.serving import Server, gives, server, turns

TEXT = "The Kremlin rejects the accusation.\n"
LINK = "<link>https://example.org/1</link>"
RSS = f"<rss><channel><item>{LINK}<description>So.</description></item></channel></rss>"


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server on this machine, and no proxy before it."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with server() as one:
        yield one


def nothing() -> None:
    """Wait without cancelling."""


def get(net: Server, path: str = "/a", *, longest: float = 20) -> Readable:
    """What is fetched from the server."""
    return fetched(Address(net.url + path), nothing, longest=longest)


def test_an_address_is_asked_for_once_and_plainly(net: Server) -> None:
    net.answers["/a"] = gives(TEXT.encode(), "text/plain; charset=utf-8", Set_Cookie="a=b")
    one = get(net)
    assert (one.data, one.kind, one.settled, one.declared) == (TEXT.encode(), "txt", False, "utf-8")
    assert one.uri == one.name == f"{net.url}/a"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one.retrieved_on or "")
    ((path, headers),) = net.asked
    assert path == "/a"
    assert headers["User-Agent"] == f"Factcheck/{__version__}"
    assert not {"Cookie", "Referer", "Authorization"} & headers.keys()


def test_turns_are_followed_and_the_last_address_is_the_article_s(net: Server) -> None:
    net.answers["/a"] = turns("/b", 301)
    net.answers["/b"] = turns(f"{net.url}/c%20d?x=ü#part", 303)
    net.answers["/c%20d?x=%C3%BC"] = gives(TEXT.encode())
    one = get(net)
    assert one.uri == f"{net.url}/c%20d?x=%C3%BC"
    assert one.name == f"{net.url}/a"
    assert not any("Cookie" in headers for _, headers in net.asked)


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)", "data:text/plain,x"]
)
def test_it_follows_nowhere_but_into_the_web(net: Server, to: str) -> None:
    net.answers["/a"] = turns(to)
    with pytest.raises(BadInput, match="not of the web"):
        get(net)


@pytest.mark.parametrize("to", ["http://[bad", "http://%31%32%37.0.0.1/", "http://a b/", "//\x01/"])
def test_it_follows_to_no_address_that_is_none(net: Server, to: str) -> None:
    net.answers["/a"] = turns(to)
    with pytest.raises(BadInput, match="no address that can be asked for"):
        get(net)


@pytest.mark.parametrize(
    "url", ["http://a/\udcff", "http://\u2024/", "http://%31%32/", "http://a%00b/"]
)
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(BadInput, match="no address that can be asked for"):
        fetched(Address(url), nothing)


def test_a_turn_may_be_written_in_utf_8(net: Server) -> None:
    net.answers["/a"] = turns("/ü".encode().decode("latin-1"))
    net.answers["/%C3%BC"] = gives(TEXT.encode())
    assert get(net).data == TEXT.encode()


def test_it_does_not_turn_for_ever(net: Server) -> None:
    net.answers["/a"] = turns("/a")
    with pytest.raises(BadInput, match="more than 5 times"):
        get(net)
    assert len(net.asked) == 6


def test_from_the_open_net_it_follows_into_no_network_at_home(
    net: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = socket.getaddrinfo

    def elsewhere(host: str, *rest: object, **more: object) -> list[object]:
        # A name of the open net, as far as it is asked for; it leads here all the same.
        if host == "news.example":
            numbers = ("93.184.216.34", "127.0.0.1")
            place = (numbers[0] if rest[0] is None else numbers[1], rest[0] or 0)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place)]
        return [*known(host, *rest, **more)]  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(socket, "getaddrinfo", elsewhere)
    net.answers["/a"] = turns(f"{net.url}/b")
    net.answers["/b"] = gives(b"secret")
    url = net.url.replace("127.0.0.1", "news.example")
    with pytest.raises(BadInput, match="not open to all"):
        fetched(Address(f"{url}/a"), nothing)
    assert [path for path, _ in net.asked] == ["/a"]


def endless(request: BaseHTTPRequestHandler) -> None:
    """Answer without end."""
    request.send_response(200)
    request.send_header("Content-Type", "text/plain")
    request.end_headers()
    while True:
        request.wfile.write(b"a lie. " * 10_000)


def test_an_answer_without_end_is_cut_off(net: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "LARGEST", 1_000_000)
    net.answers["/a"] = endless
    with pytest.raises(BadInput, match="more than 1 MB"):
        get(net)


def test_bombs_are_not_unpacked(net: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "LARGEST", 1_000_000)
    bomb = gzip.compress(bytes(20_000_000))
    assert len(bomb) < 100_000
    net.answers["/a"] = gives(bomb, Content_Encoding="gzip")
    with pytest.raises(BadInput, match="more than 1 MB"):
        get(net)


def test_what_is_packed_is_unpacked(net: Server) -> None:
    data = gzip.compress(TEXT.encode() * 1000)
    net.answers["/a"] = gives(data, Content_Encoding="gzip")
    assert get(net).data == TEXT.encode() * 1000
    net.answers["/a"] = gives(data + data, Content_Encoding="gzip")
    assert get(net).data == TEXT.encode() * 2000
    net.answers["/a"] = gives(data + bytes(100), Content_Encoding="gzip")
    assert get(net).data == TEXT.encode() * 1000
    net.answers["/a"] = gives(data[:-9], Content_Encoding="gzip")
    with pytest.raises(BadInput, match="whole"):
        get(net)
    net.answers["/a"] = gives(b"no gzip", Content_Encoding="gzip")
    with pytest.raises(BadInput, match="whole"):
        get(net)
    net.answers["/a"] = gives(data, Content_Encoding="br")
    with pytest.raises(BadInput, match="“br”"):
        get(net)


def dripping(net: Server) -> None:
    """Let the server answer some bytes and then no more."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        gives(b"a", Content_Length="1000")(request)
        net.over.wait()

    net.answers["/a"] = answer


def test_a_slow_answer_is_given_up(net: Server) -> None:
    dripping(net)
    with pytest.raises(BadInput, match="longer than"):
        get(net, longest=0.2)


def test_cancelling_is_at_once(net: Server) -> None:
    dripping(net)

    def cancel() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        fetched(Address(f"{net.url}/a"), cancel)


def test_a_server_that_stops_answering_is_told(
    net: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "READ", 0.1)
    dripping(net)
    with pytest.raises(BadInput, match="stopped answering"):
        get(net)


@pytest.mark.parametrize("length", ["100", "not a number"])
def test_what_comes_short_is_told(net: Server, length: str) -> None:
    net.answers["/a"] = gives(b"short", Content_Length=length)
    if length == "100":
        with pytest.raises(BadInput, match="whole"):
            get(net)
    else:
        assert get(net).data == b"short"


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (404, "nothing at this"),
        (410, "nothing at this"),
        (403, "everybody"),
        (500, "500"),
        (204, "204"),
    ],
)
def test_what_a_server_refuses_is_told(net: Server, status: int, says: str) -> None:
    net.answers["/a"] = gives(b"", status=status)
    with pytest.raises(BadInput, match=says):
        get(net)


def test_without_a_server_it_is_told(net: Server) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(BadInput, match="does not answer"):
        fetched(Address(f"http://127.0.0.1:{port}/"), nothing)
    with pytest.raises(BadInput, match="no server called"):
        fetched(Address("http://nowhere.invalid/"), nothing)
    with pytest.raises(BadInput, match=r"prove who it is|whole"):
        fetched(Address(net.url.replace("http:", "https:")), nothing)


@pytest.mark.parametrize(
    "url",
    [
        *("http://", "http:///a", "http://a:b@example.org/", "http://[::1", "http://a..b/"),
        "http://x/" + "a" * 3000,
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="no address"):
        fetched(Address(url), nothing)


@pytest.mark.parametrize(
    ("path", "kind", "data", "read"),
    [
        ("/a", "text/plain", b"x", "txt"),
        ("/a", "text/csv; header=present", b"text\nx\n", "table"),
        ("/rows.csv", "text/plain", b"text\nx\n", "table"),
        ("/rows.jsonl", "application/octet-stream", b'{"text": "x"}', "table"),
        ("/a", "application/json", b'[{"text": "x"}]', "table"),
        ("/feed", "application/xml", RSS.encode(), "feed"),
        ("/feed", "text/html", RSS.encode(), "feed"),
        ("/a", "text/html", b"<p>x", "html"),
        ("/a.pdf", "text/html", b"<!doctype html><p>x", "html"),
        ("/a", "application/octet-stream", b"<html><p>x", "html"),
        ("/a.warc.gz", "application/gzip", b"\x1f\x8b", "warc"),
        ("/a", "application/rss+xml", RSS.encode(), "feed"),
        ("/a", "application/pdf", b"%PDF-1.4", "pdf"),
        ("/all.zip", "application/zip", b"PK", "zip"),
        ("/a.docx", "application/zip", b"PK", "docx"),
        ("/a", "", b"x", "txt"),
    ],
)
def test_the_kind_is_told_by_type_name_and_first_bytes(
    net: Server, path: str, kind: str, data: bytes, read: str
) -> None:
    net.answers[path] = gives(data, kind)
    assert get(net, path).kind == read


def test_what_is_no_article_is_told(net: Server) -> None:
    net.answers["/a.png"] = gives(b"\x89PNG", "image/png")
    with pytest.raises(BadInput, match="“image/png”"):
        get(net, "/a.png")


def test_addresses_are_imported_beside_files(net: Server, project: Project, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Another.\n")
    net.answers["/a"] = gives(TEXT.encode())
    net.answers["/feed"] = gives(RSS.encode(), "application/rss+xml")
    places = [place(f"{net.url}/a"), place(f"{net.url}/gone"), place(str(tmp_path / "b.txt"))]
    with pytest.raises(BadInput, match=r"/gone cannot be imported"):
        bring_in(project, places)
    looked = preview(project, places, Wishes())
    assert [bool(one.problem) for one in looked.found] == [True, False, False]
    report = bring_in(project, [*places, place(f"{net.url}/feed")], Wishes(skip_bad=True))
    assert (report.articles, report.revision) == (3, 1)
    assert [name for name, _ in report.skipped] == [f"{net.url}/gone"]
    one = project.articles.get(report.ids[0])
    assert one.uri == one.source_name == f"{net.url}/a"
    assert one.retrieved_on
    assert project.articles.get(report.ids[2]).uri == "https://example.org/1"
    with pytest.raises(BadInput, match="only be read as an article"):
        bring_in(project, places, Wishes(format_name="jsonl"))
    with pytest.raises(Cancelled):
        bring_in(project, places, progress=_cancel)
    assert len(project.log()) == 1


def test_a_page_is_read_in_the_encoding_that_its_server_says(net: Server, project: Project) -> None:
    said = "Der Präsident sagt: Größe zählt überall, für König und Bürger. " * 9
    page = f"<!doctype html><title>Größe</title><article><h1>Größe</h1><p>{said}</p></article>"
    net.answers["/a"] = gives(page.encode("cp1250"), "text/html; charset=windows-1250")
    report = bring_in(project, [place(f"{net.url}/a")])
    assert said.strip() in project.articles.text(report.ids[0])
    assert project.articles.get(report.ids[0]).reader == "html"


def _cancel(done: int, total: int) -> None:
    raise Cancelled


def test_on_the_command_line_an_address_is_a_place(
    net: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    net.answers["/a"] = gives(TEXT.encode())
    where = str(tmp_path / "p.factcheck")
    assert main(["new", where, "--as", "Ana"]) == 0
    capsys.readouterr()
    assert main(["import", where, f"{net.url}/a", "--json", "--as", "Ana"]) == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 1
    assert main(["import", where, f"{net.url}/gone", "--as", "Ana"]) == 1
    assert "404" in capsys.readouterr().err
    assert place("httpx") == Path("httpx")
    assert place("HTTPS://x/") == Address("HTTPS://x/")
    assert place("C://x") == Path("C://x")
    for url in ("ftp://x/y", "file:///etc/passwd"):
        with pytest.raises(BadInput, match="begins with http"):
            fetched(place(url), nothing)  # type: ignore[arg-type]  # it is an address
    with pytest.raises(NotFound):
        place("")
