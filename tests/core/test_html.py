"""The report: the text as it is, every statement in it, nothing that runs or is fetched."""

import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput
from factcheck.formats import html
from factcheck.formats.bundle import Bundle
from factcheck.formats.rows_in import label_of_name, link_type_of_name
from factcheck.ids import Id
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.project import Project
from factcheck.records import Person
from tests.core.bundles import bundles

BUILTIN = tuple(label_of_name(name) for name in ("allegation", "denial", "confirmation"))
TYPES = tuple(link_type_of_name(n) for n in ("denies", "contradicts", "confirms", "repeats"))
_MAY = {"id", "class", "href", "style", "lang", "charset", "name", "content", "http-equiv", "title"}
_MAY |= {"viewbox", "aria-hidden", "stroke-width", "d", "fill"}


class _Page(HTMLParser):
    """The texts of a report's articles, its anchors, and whatever could act."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.odd: list[str] = []
        self._depth = 0
        self._in_sup = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "div":
            if given.get("class") == "text":
                self.texts.append("")
            if self._depth or given.get("class") == "text":
                self._depth += 1
        self._in_sup = self._in_sup or tag == "sup"
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if given.get("href"):
            self.targets.append(given["href"] or "")
        if tag in ("script", "img", "iframe", "object", "link", "form") or given.keys() - _MAY:
            self.odd.append(f"{tag} {given}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._depth:
            self._depth -= 1
        if tag == "sup":
            self._in_sup = False

    def handle_data(self, data: str) -> None:
        if self._depth and not self._in_sup:
            self.texts[-1] += data


def _page(words: str) -> _Page:
    page = _Page()
    page.feed(words)
    page.close()
    return page


@given(bundles())
def test_a_report_has_each_text_as_it_is_and_each_statement_once(bundle: Bundle) -> None:
    bundle = replace(bundle, labels=(*bundle.labels, *BUILTIN), link_types=TYPES)
    with TemporaryDirectory() as folder:
        out = Path(folder) / "report.html"
        html.write(bundle, out, tick=lambda _: None)
        page = _page(out.read_bytes().decode())
        assert html.is_replaceable(out)
    assert page.texts == [part.article.text for part in bundle.parts]
    statements = [str(one.id) for one in bundle.statements()]
    assert sorted(i[1:] for i in page.ids if i[0] == "s") == sorted(statements)
    assert sorted(i[1:] for i in page.ids if i[0] == "t") == sorted(statements)
    assert page.odd == []
    assert all(target[0] == "#" and target[1:] in page.ids for target in page.targets)


def test_the_sample_s_contradictions_stand_side_by_side(sample_once: Path, tmp_path: Path) -> None:
    path = shutil.copy(sample_once, tmp_path / "sample.factcheck")
    with Project.open(path, Person(Id.fixed("test/ana"), "Ana")) as project:
        done = export(project, tmp_path / "report.html", ExportWishes("html"))
        (tmp_path / "mine.html").write_text("<p>Mine</p>")
        with pytest.raises(BadInput):
            export(project, tmp_path / "mine.html", ExportWishes("html"))
    words = (tmp_path / "report.html").read_text("utf-8")
    assert done.written["statements"] == 95
    assert "Russia is making lists of Ukrainians to be killed or sent to camps</h3>" in words
    assert "it is an “absolute lie”" in words


def test_a_report_is_no_article_however_it_was_saved(
    sqlite_project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    report = folder / "report.html"
    # What is about a program of the like name is an article.
    page = '<html><head><meta name="generator" content="Factcheckers"></head><body><p>A text.</p>'
    (folder / "page.html").write_text(page)
    bring_in(sqlite_project, [folder / "page.html"])
    export(sqlite_project, report, ExportWishes("html"))
    saved = report.read_text("utf-8").replace("><", ">\n<").replace("=", "=3D").encode()
    head = b"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: "
    (folder / "saved.mhtml").write_bytes(head + b"quoted-printable\n\n" + saved)
    with pytest.raises(BadInput, match=r"report\.html cannot.*Import the dataset") as caught:
        bring_in(sqlite_project, [report])
    assert "\n" not in str(caught.value)
    done = bring_in(sqlite_project, [folder], Wishes(skip_bad=True))
    assert [name for name, why in done.skipped if "report" in why] == ["report.html", "saved.mhtml"]
    assert sqlite_project.stats()["articles"] == 1
