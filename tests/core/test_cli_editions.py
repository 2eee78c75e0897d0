"""`factcheck edition` and `factcheck original`, by title, source name or id."""

import json
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from factcheck.builtin import DENIAL
from factcheck.cli import main
from factcheck.originals import ENDINGS, kept
from factcheck.project import Project
from factcheck.records import NewArticle, Original
from factcheck.settings import Settings
from tests.core.annotating import LETTER
from tests.core.conftest import sha_of
from tests.core.test_editions import LATER

Capture = pytest.CaptureFixture[str]
PAGE = b"<!doctype html><p>Nobody said a word."


@pytest.fixture
def desk(tmp_path: Path) -> str:
    """A project of Ana's with a letter, a later one of the same title, and a saved page."""
    path = tmp_path / "desk.factcheck"
    page = Original(sha_of("page"), PAGE)
    articles = [
        NewArticle(LETTER, "letter.txt", "Letter"),
        NewArticle(LATER, "letter2.txt", "Letter"),
        NewArticle("Nobody said a word.", "page.html", "../A page\u202e.exe", original=page),
        NewArticle("Far away.", "far.txt", "Far", original=Original(sha_of("else"))),
    ]
    with Project.create(path, title="Desk", actor=Settings().person("Ana")) as project:
        letter = project.add_articles(articles).ids[0]
        for words in ("“absolute lie”", "Moscow is making lists", "He laughed"):
            start = LETTER.index(words)
            project.statements.mark(letter, start, start + len(words), DENIAL)
    return str(path)


def test_an_edition_is_tried_and_made(desk: str, capsys: Capture) -> None:
    call = ["edition", desk, "letter.txt", "letter2.txt", "--as", "Ana"]
    assert main([*call, "--dry-run", "--json"]) == 0
    seen = json.loads(capsys.readouterr().out)
    assert seen["revision"] is None
    assert seen["counts"] == {"same": 1, "moved": 0, "uncertain": 1, "lost": 1, "there": 0}
    assert main([*call, "--dry-run", "--as", "Eve"]) == 0
    assert "has no statements" in capsys.readouterr().out
    assert main([*call, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["counts"] == seen["counts"]
    (altered,) = (s for s in made["statements"] if s["kind"] == "uncertain")
    assert altered["new"]["text"] == "Moscow is making long lists"
    assert LATER[altered["new"]["start"] : altered["new"]["end"]] == altered["new"]["text"]
    assert main(call) == 0
    assert "has all of it already" in capsys.readouterr().out
    assert main(["undo", desk, "--as", "Ana"]) == 0
    assert main(call) == 0
    said = capsys.readouterr().out
    assert "Lost: “He laughed”" in said
    assert "“Moscow is making lists” is now “Moscow is making long lists”" in said


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["Letter", "Far"], 1, "Several articles are called “Letter”"),
        (["Nothing", "Far"], 1, "no article “Nothing”"),
        (["Far", "Far"], 1, "no edition of itself"),
        (["far.txt", "letter.txt", "--layer", "Eve"], 1, "no layer “Eve”"),
        (["far.txt"], 2, "NEW"),
    ],
)
def test_what_cannot_be_is_said(
    desk: str, capsys: Capture, arguments: list[str], code: int, says: str
) -> None:
    assert main(["edition", desk, *arguments, "--as", "Ana"]) == code
    assert says in capsys.readouterr().err


def test_the_original_is_written_where_nothing_is(
    desk: str, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "page.html"
    assert main(["original", desk, "page.html", str(out), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == {"out": str(out), "bytes": len(PAGE), "kind": "page"}
    assert out.read_bytes() == PAGE
    assert main(["original", desk, "page.html", str(out)]) == 1
    assert "something at" in capsys.readouterr().err
    assert main(["original", desk, "letter.txt", str(tmp_path / "letter.txt")]) == 0
    assert (tmp_path / "letter.txt").read_bytes() == LETTER.encode()
    capsys.readouterr()
    assert main(["original", desk, "Far", str(tmp_path / "far.txt")]) == 1
    assert "were not kept" in capsys.readouterr().err
    assert main(["original", desk, "Letter", str(tmp_path / "no" / "l.txt")]) == 1
    assert not (tmp_path / "far.txt").exists()


@pytest.mark.parametrize(
    ("reader", "data", "name"),
    [
        ("txt", b"plain", "A page exe.txt"),
        ("txt", b"%PDF-1.4", "A page exe.pdf"),
        ("pdf", b"MZ\x90\x00 a program", "A page exe.txt"),
        ("fragment", b"words <b>in</b> part", "A page exe.html"),
        ("jsonl", PAGE, "A page exe.html"),
        ("eml", b"From: a@example.org", "A page exe.eml"),
        ("docm", b"PK\x03\x04" + b"." * 26 + b"[Content_Types].xml", "A page exe.docx"),
        ("x.exe", b"\x7fELF", "A page exe.txt"),
        ("txt", b"#!/bin/sh", "A page exe.txt"),
    ],
)
def test_the_name_of_a_copy_is_safe(desk: str, reader: str, data: bytes, name: str) -> None:
    with Project.open(desk, Settings().person("Ana")) as project:
        (article,) = project.articles.called("page.html")
        found = kept(project.articles.get(article), data)
        project.articles.edit(article, title="con")
        device = kept(project.articles.get(article), data)
    made = found.name if reader in ("txt", "jsonl") else None
    if made is not None:
        assert made == name
    assert Path(found.name).suffix in ENDINGS.values()
    assert device.name.startswith("article con.")


def test_a_damaged_original_is_said_to_be(desk: str, tmp_path: Path, capsys: Capture) -> None:
    with closing(sqlite3.connect(desk)) as raw, raw:
        raw.execute("UPDATE original SET content = ?", (zlib.compress(b"other"),))
    assert main(["original", desk, "page.html", str(tmp_path / "p.html")]) == 1
    assert "damaged" in capsys.readouterr().err
