"""Pages saved as a single file: the page among its parts, and what the head of the file knows."""

import quopri

import pytest

from factcheck.errors import BadInput
from factcheck.readers.kinds import settled
from tests.core.pages import PROSE, TITLE, page, read

CHROME = """From: <Saved by Blink>
Snapshot-Content-Location: https://www.thepost.example/world/kremlin?x=1
Subject: =?utf-8?Q?Kremlin=20calls=20list=20an=20absolute=20lie?=
Date: Mon, 21 Feb 2022 20:04:05 +0300
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--x----"
"""
FRAME = (
    "<html><body><p>Buy this. Buy that. Buy more of it now, and then some more.</p></body></html>"
)


def part(content: bytes, *lines: str) -> str:
    head = "\n".join(["", "------MultipartBoundary--x----", *lines, ""])
    return f"{head}\n{quopri.encodestring(content).decode()}"


def saved(*parts: str, head: str = CHROME) -> bytes:
    whole = head + "\n" + "".join(parts) + "\n------MultipartBoundary--x------\n"
    return whole.replace("\n", "\r\n").encode()


PAGE = part(
    page(body="".join(f"<p>„{one}“</p>" for one in PROSE)).encode(),
    "Content-Type: text/html; charset=utf-8",
    "Content-ID: <page@mhtml.blink>",
    "Content-Transfer-Encoding: quoted-printable",
    "Content-Location: https://www.thepost.example/world/kremlin?x=1",
)
OTHER = part(
    FRAME.encode(),
    "Content-Type: text/html",
    "Content-ID: <frame@mhtml.blink>",
    "Content-Transfer-Encoding: quoted-printable",
)
PICTURE = part(b"\x89PNG", "Content-Type: image/png", "Content-Transfer-Encoding: quoted-printable")


def test_the_page_is_read_and_its_head_says_where_it_is_from() -> None:
    data = saved(PAGE, PICTURE, OTHER)
    article = read(data, kind="mhtml").article
    assert article.text == "\n\n".join(f"„{one}“" for one in PROSE)
    assert (article.title, article.reader) == (TITLE, "mhtml")
    assert article.uri == article.source_name == "https://www.thepost.example/world/kremlin?x=1"
    assert article.retrieved_on == "2022-02-21"
    assert article.original is not None
    assert article.original.content == data


def test_a_head_that_is_ill_encoded_does_not_break_the_page() -> None:
    kept, broken = "=?utf-8?Q?Kremlin=20calls=20list=20an=20absolute=20lie?=", "=?utf-8?B?a?="
    bare = PAGE.replace(f"<title>{TITLE}", "<title>")
    article = read(saved(bare, head=CHROME.replace(kept, broken)), kind="mhtml").article
    assert article.text.startswith("„")


def test_of_several_pages_the_one_that_is_named_is_read() -> None:
    head = CHROME.replace('type="text/html"', 'type="text/html"; start="<page@mhtml.blink>"')
    assert read(saved(OTHER, PAGE, head=head), kind="mhtml").article.text.startswith("„The Kremlin")


def test_a_page_in_another_encoding_is_read_as_its_part_says() -> None:
    source = page(body="".join(f"<p>Größe: {one}</p>" for one in PROSE[2:] * 2)).replace("©", "")
    source = source.replace('<meta charset="utf-8">', "")
    lines = (
        "Content-Type: text/html; charset=iso-8859-1",
        "Content-Transfer-Encoding: quoted-printable",
    )
    found = read(saved(part(source.encode("cp1252"), *lines)), kind="mhtml")
    assert found.article.text.startswith("Größe: ")
    assert (found.encoding, found.notes) == ("cp1252", ())


def test_it_is_known_by_its_head_whatever_it_is_called() -> None:
    assert settled("txt", saved(PAGE)[:4096]) == "mhtml"
    explorer = b'From: "Saved by Windows Internet Explorer 11"\r\nSubject: A lie\r\n'
    assert settled("html", explorer) == "mhtml"
    assert settled("mhtml", page().encode()) == "html"
    assert settled("txt", b"Saved by the bell. From: nobody") == "txt"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        CHROME.encode(),
        saved(PICTURE),
        saved(part(b"", "Content-Type: text/html")),
        b"just words, and no page at all",
    ],
)
def test_without_a_page_there_is_no_article(data: bytes) -> None:
    with pytest.raises(BadInput, match="no page in it"):
        read(data, kind="mhtml")


def test_parts_within_parts_are_bounded() -> None:
    deep = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(5000)
    )
    with pytest.raises(BadInput, match="too deeply"):
        read(deep, kind="mhtml")
