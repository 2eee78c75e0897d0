"""Zips of articles: read as the folder that they are, whatever is in them and whoever made them."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.formats import zipped
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.project import Project
from factcheck.readers import STILL, Aside, Asked, Reading, Unread
from factcheck.readers import zip as zips
from tests.core.reading import Found, found_in
from tests.core.written import paragraph, pdf

KREMLIN = "The Kremlin rejects the accusation.\n"
ITEM = "<item><description>So.</description></item>"


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def found(data: bytes) -> list[Found]:
    """What is in a zip."""
    return found_in("zip", data, Asked("all.zip"))


def names(data: bytes) -> list[str]:
    """The source names of the articles in a zip."""
    return [one.article.source_name for one in found(data) if isinstance(one, Reading)]


def test_a_zip_is_read_as_the_folder_in_it() -> None:
    data = packed(
        {
            "news/b.txt": KREMLIN,
            "news/a.TXT": "Another.\n",
            "news/below/c.txt": "A third one.\n",
            "news/.git/d.txt": "hidden",
            "__MACOSX/news/._b.txt": "a packer's",
            "news/photo.JPG": b"\xff\xd8",
            "news/table.csv": "text\nno\n",
            "news/wire.rss": f"<rss><channel>{ITEM}</channel></rss>",
        }
    )
    assert names(data) == ["a.TXT", "b.txt", "below/c.txt", "wire.rss/1"]
    assert found(data)[-1] == Aside("left_aside", {".jpg": 1, ".csv": 1})


def test_of_a_long_document_in_a_zip_it_is_said_that_it_is_still_read() -> None:
    long = pdf([paragraph(f"Page {n} denies it.") for n in range(60)])
    *still, reading = found(packed({"a.pdf": long}))
    assert still == [STILL] * 3
    assert isinstance(reading, Reading)


def test_a_link_in_a_zip_is_no_article() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", KREMLIN)
        link = zipfile.ZipInfo("b.txt")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    article, aside = found(out.getvalue())
    assert isinstance(article, Reading)
    assert aside == Aside("leads_elsewhere", {"b.txt": 1})


def test_names_are_those_of_the_folder_imported_as_it_is(project: Project, tmp_path: Path) -> None:
    (tmp_path / "news" / "below").mkdir(parents=True)
    (tmp_path / "news" / "below" / "c.txt").write_text(KREMLIN)
    (tmp_path / "news" / "d.txt").write_text("Another.\n")
    (tmp_path / "all.zip").write_bytes(
        packed({"news/below/c.txt": KREMLIN, "news/d.txt": "Another.\n"})
    )
    assert bring_in(project, [tmp_path / "news"]).articles == 2
    again = bring_in(project, [tmp_path / "all.zip"])
    assert (again.articles, again.revision) == (0, None)


def test_tables_alone_in_a_zip_are_meant() -> None:
    assert names(packed({"news.csv": "text\nOne.\nTwo.\n", "readme.md2": "x"})) == [
        "news.csv/1",
        "news.csv/2",
    ]


def test_what_a_browser_saved_beside_a_page_is_no_article() -> None:
    parts: dict[str, str | bytes] = {
        "a/page.html": "",
        "a/page_files/text.txt": "no",
        "a/page_files/deep/text.txt": "no",
        "a/other_files/text.txt": "Yes.",
    }
    assert "other_files/text.txt" in names(packed(parts))
    assert len(names(packed(parts))) == 1


def test_a_bad_file_is_told_and_the_others_go_on() -> None:
    parts: dict[str, str | bytes] = {
        "a.txt": b"\x89PNG\0\0\0\x0d" * 50,
        "b.txt": KREMLIN,
        "c.zip": packed({"d.txt": "Inner."}),
        "e.csv": "",
        "f.rss": "<rss>",
    }
    data = packed(parts)
    bad = {one.name: one.code for one in found(data) if isinstance(one, Unread)}
    assert bad == {"a.txt": "text.binary", "c.zip": "zip.nested", "f.rss": "feed.empty"}
    assert names(data) == ["b.txt"]


@pytest.mark.parametrize(
    "name", ["../up.txt", "/etc/up.txt", "..\\up.txt", "C:\\up.txt", "a/" * 30 + "up.txt"]
)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    got = found(packed({name: KREMLIN, "b.txt": KREMLIN}))
    assert [one.code for one in got if isinstance(one, Unread)] == ["zip.escapes"]


def test_names_without_a_mark_are_read_as_utf8_where_they_can_be() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(zipfile.ZipInfo("Größe.txt"), KREMLIN)
        made.writestr(zipfile.ZipInfo("x.txt"), KREMLIN)
    data = out.getvalue()
    # Not marked any more as UTF-8, as some packers have it.
    data = data.replace(b"\x00\x08", b"\x00\x00")
    assert names(data) == ["Größe.txt", "x.txt"]


def test_a_file_without_a_name_is_passed_over() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(zipfile.ZipInfo("x"), KREMLIN)
        made.writestr(zipfile.ZipInfo("b.txt"), KREMLIN)
    data = out.getvalue().replace(b"\x01\x00\x00\x00x", b"\x00\x00\x01\x00x")
    at = data.index(b"PK\x01\x02")
    spoiled = data[: at + 28] + bytes(2) + (1).to_bytes(2, "little") + data[at + 32 :]
    assert names(spoiled) == ["b.txt"]


def test_a_locked_zip_is_told() -> None:
    data = bytearray(packed({"a.txt": KREMLIN}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    with pytest.raises(BadInput, match="password"):
        found(bytes(data))


def test_damage_is_told() -> None:
    data = packed({"a.txt": KREMLIN * 100, "b.txt": KREMLIN})
    with pytest.raises(BadInput, match="damaged"):
        found(data[:-30])
    with pytest.raises(BadInput, match="no zip"):
        found(b"PK\x03\x04")
    spoiled = data.replace(data[40:60], bytes(20), 1)
    (bad,) = (one for one in found(spoiled) if isinstance(one, Unread))
    assert (bad.name, bad.code) == ("a.txt", "zip.bad_part")


def test_bombs_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "SMALL", 1_000_000)
    data = packed({f"{n}.txt": b"a lie. " * 100_000 for n in range(5)})
    with pytest.raises(BadInput, match="far more"):
        found(data)
    monkeypatch.setattr(zips, "LARGEST_PART", 100_000)
    bad = [one for one in found(packed({"a.txt": b"a lie. " * 100_000})) if isinstance(one, Unread)]
    assert [one.code for one in bad] == ["zip.too_large_part"]
    monkeypatch.setattr(zipped, "MOST_PARTS", 3)
    with pytest.raises(BadInput, match="more than 3"):
        found(data)


def test_claims_of_sizes_are_not_believed() -> None:
    data = bytearray(packed({"a.txt": KREMLIN * 1000}))
    # The directory says that it unpacks to next to nothing.
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (5).to_bytes(4, "little")
    got = found(bytes(data))
    assert all(isinstance(one, Unread) or len(one.article.text) <= 5 for one in got)  # type: ignore[union-attr]  # no Aside there


def test_a_zip_is_imported_as_one_revision(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(packed({"a.txt": KREMLIN, "b.txt": "", "c.jpg": "x"}))
    with pytest.raises(BadInput, match=r"b\.txt cannot be imported"):
        bring_in(project, [path])
    report = bring_in(project, [path], Wishes(skip_bad=True))
    assert (report.articles, report.revision) == (1, 1)
    assert [name for name, _ in report.skipped] == ["b.txt"]
    assert ".jpg" in report.notes[-1]
