"""Saved pages as people bring them: in folders, with what browsers save beside, under any name."""

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from factcheck.cli import main
from factcheck.ids import Id
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.intake.previewing import preview
from factcheck.project import Project
from factcheck.readers.kinds import is_beside_a_page
from factcheck.records import Date, Person
from tests.core.pages import PROSE, TITLE, page

BESIDE = ("_files", "-Dateien", "_fichiers", ".files", "_archivos", "-filer", "_pliki", "_文件")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of pages, each saved with all that it shows."""
    top = tmp_path / "saved"
    for number, ending in enumerate(BESIDE):
        beside = top / f"page {number}{ending}"
        beside.mkdir(parents=True)
        (beside / "advert.html").write_text(page(body="<p>Buy more of it now.</p>"), "utf-8")
        (beside / "notes.txt").write_text("no article")
        body = f"<p>Report {number} of many.</p>" + "".join(f"<p>{one}</p>" for one in PROSE)
        end = "htm" if number % 2 else "html"
        (top / f"page {number}.{end}").write_text(page(body=body), "utf-8")
    (top / "own_files").mkdir()
    (top / "own_files" / "kept.md").write_text(f"# A lie\n\n{PROSE[0]}\n")
    return top


def test_of_a_page_saved_with_all_it_shows_only_the_page_comes_in(
    project: Project, folder: Path
) -> None:
    report = bring_in(project, [folder])
    names = {one.source_name for one in project.articles.get_many(report.ids)}
    pages = {f"page {n}.{'htm' if n % 2 else 'html'}" for n in range(len(BESIDE))}
    assert names == pages | {"own_files/kept.md"}
    assert project.search.find("buy").total == 0
    assert project.search.find("absolute lie").total


def test_what_a_page_states_is_kept_with_it(project: Project, tmp_path: Path) -> None:
    head = (
        '<meta property="article:published_time" content="2022-02-21T10:00:00+03:00">'
        '<meta property="og:site_name" content="The Post">'
    )
    (tmp_path / "a.html").write_text(page(head), "utf-8")
    (record,) = bring_in(project, [tmp_path / "a.html"]).ids
    article = project.articles.get(record)
    assert (article.title, article.publisher, article.language) == (TITLE, "The Post", "en")
    assert article.published == Date("2022-02-21", "2022-02-21T10:00:00+03:00", "stated")
    assert article.attributes["published from"] == "meta article:published_time"
    assert project.articles.text(record) == "\n\n".join(PROSE)
    assert project.articles.original(record) == page(head).encode()


def test_a_page_is_read_as_one_whatever_it_is_called(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n" + page(), "utf-8")
    (tmp_path / "download").write_text(page().replace("many", "few"), "utf-8")
    report = bring_in(project, [tmp_path / "a.txt", tmp_path / "download"])
    assert {one.reader for one in project.articles.get_many(report.ids)} == {"html"}
    assert {one.title for one in project.articles.get_many(report.ids)} == {TITLE}


def test_what_holds_no_article_is_left_out_and_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(), "utf-8")
    (tmp_path / "b.html").write_text("<html><body><script>draw()</script></body></html>")
    report = bring_in(project, [tmp_path], Wishes(skip_bad=True))
    ((name, why),) = report.skipped
    assert (report.articles, name) == (1, "b.html")
    assert "No article was found" in why


def test_a_preview_says_what_is_a_guess_and_what_was_declared_wrongly(
    project: Project, tmp_path: Path
) -> None:
    source = page(above="", language="").replace("utf-8", "windows-1251")
    (tmp_path / "a.html").write_text(source, "utf-8")
    (found,) = preview(project, [tmp_path / "a.html"], Wishes()).found
    assert found.article is not None
    assert {"title", "language"} <= found.article.guessed
    assert found.notes == ("encoding_misstated",)


def test_folders_of_others_are_no_company_of_pages() -> None:
    assert is_beside_a_page("a_files", ["a.html"])
    assert not is_beside_a_page("a_files", ["b.html", "a.txt"])
    assert not is_beside_a_page("_files", [".html"])


def test_what_is_piped_in_is_an_article_known_by_what_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    where = str(tmp_path / "p.factcheck")
    assert main(["new", where, "--as", "Ana"]) == 0
    capsys.readouterr()

    def piped(data: bytes, *options: str) -> int:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(data)))
        return main(["import", where, "-", "--as", "Ana", "--json", *options])

    assert piped(page().encode()) == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 1
    assert piped(page().encode()) == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 0
    with Project.open(where, actor=Person(Id.new(), "Ben")) as project:
        (row,) = project.articles.rows([])
        article = project.articles.get(row.id)
        assert (article.title, article.reader) == (TITLE, "html")
        assert article.source_name.startswith("piped ")
    assert piped(b" \n") == 1
    assert "came by the pipe" in capsys.readouterr().err
    assert piped(b"{}", "--format", "jsonl") == 1
    assert "as an article" in capsys.readouterr().err
