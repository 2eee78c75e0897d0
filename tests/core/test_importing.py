"""Imports of texts from disk: what becomes an article, what does not, and what the report says."""

import os
import zlib
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput, Cancelled, NotFound
from factcheck.intake import sorting
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.intake.previewing import preview
from factcheck.models import original
from factcheck.project import Project
from factcheck.records import Megabytes, NewArticle, Original
from tests.core.datasets import ANA

KREMLIN = "The Kremlin rejects the accusation.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of texts, with much that is none."""
    top = tmp_path / "texts"
    for name, text in {
        "b.txt": KREMLIN,
        "a.TXT": "Another text.\n",
        "below/c.txt": "A third one.\n",
        ".hidden.txt": "hidden",
        ".git/d.txt": "hidden",
        "notes.log": "no article",
    }.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, "utf-8")
    return top


def names(project: Project) -> list[str]:
    """The source names of all articles."""
    ids = [row.id for row in project.articles.rows([])]
    return sorted(article.source_name for article in project.articles.get_many(ids))


def test_a_folder_becomes_articles_named_by_their_place_in_it(
    project: Project, folder: Path
) -> None:
    seen: list[tuple[int, int]] = []
    report = bring_in(project, [folder], progress=lambda *at: seen.append(at))
    assert names(project) == ["a.TXT", "b.txt", "below/c.txt"]
    assert (report.articles, report.revision, report.skipped, report.lost) == (3, 1, (), {})
    assert [project.articles.get(i).source_name for i in report.ids] == names(project)
    assert seen[-1] == (3, 3)
    assert project.articles.text(report.ids[1]) == KREMLIN
    assert project.log()[0].what.params == {"n": 3}


def test_what_shows_no_kind_is_left_aside_and_told_by_its_endings(
    project: Project, folder: Path
) -> None:
    for name in ("a.JPG", "b.jpg", "below/c.jpg", "Makefile", ".hidden.jpg", "table.csv"):
        (folder / name).write_text("x")
    (note,) = bring_in(project, [folder, folder / "b.txt"]).notes[-1:]
    assert ".jpg (3)" in note
    assert "Makefile" in note
    assert preview(project, [folder], Wishes()).notes == (note,)


def test_a_single_text_is_named_by_itself(project: Project, folder: Path) -> None:
    report = bring_in(project, [folder / "below" / "c.txt"])
    assert names(project) == ["c.txt"]
    assert report.articles == 1


def test_links_are_followed_inside_the_folder_only(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("secret")
    (folder / "out.txt").symlink_to(outside)
    (folder / "in.txt").symlink_to(folder / "b.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "broken.txt").symlink_to(tmp_path / "nothing")
    os.mkfifo(folder / "pipe.txt")
    bring_in(project, [folder])
    assert names(project) == ["a.TXT", "b.txt", "below/c.txt", "in.txt"]


def test_what_is_no_file_of_the_folder_is_named(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "outside.txt").write_text("secret")
    (folder / "out.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.txt")
    report = bring_in(project, [folder])
    for name in ("out.txt", "up", "pipe.txt"):
        assert name in report.notes[-1]
    assert preview(project, [folder], Wishes()).notes == report.notes


def test_a_closed_folder_is_left_out_like_a_file(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("below"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(BadInput, match=r"below cannot be imported.*Permission denied"):
        bring_in(project, [folder])
    assert names(project) == []
    report = bring_in(project, [folder], Wishes(skip_bad=True))
    assert names(project) == ["a.TXT", "b.txt"]
    [(name, why)] = report.skipped
    assert name.endswith("below")
    assert "Permission denied" in why


def test_a_file_that_goes_while_its_folder_is_walked_is_told(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lstat = os.lstat

    def gone(path: str, *, dir_fd: int | None = None) -> os.stat_result:
        if str(path).endswith("b.txt"):
            Path(path).unlink()
        return lstat(path, dir_fd=dir_fd)

    monkeypatch.setattr("factcheck.intake.walk.os.lstat", gone)
    report = bring_in(project, [folder], Wishes(skip_bad=True))
    assert [name for name, _ in report.skipped] == ["b.txt"]
    assert names(project) == ["a.TXT", "below/c.txt"]


def test_of_large_files_their_bytes_are_told_while_they_are_read(
    sqlite_project: Project, tmp_path: Path
) -> None:
    words = "They deny that there was a list. " * 400
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path in paths:
        rows = "".join(f"{path.stem}{n},{n} {words}\n" for n in range(700))
        path.write_text(f"title,text\n{rows}")
    for some in (paths[:1], paths):
        seen: dict[tuple[int, int], None] = {}
        dry = Wishes(dry_run=True)
        bring_in(sqlite_project, some, dry, progress=lambda *at, seen=seen: seen.setdefault(at))
        total = 9 * len(some)
        read = [done for done, of in seen if isinstance(of, Megabytes)]
        assert {of for _, of in seen if isinstance(of, Megabytes)} == {total}
        assert read == sorted(read)
        assert {*read} - {0, 9, total}
        assert ((700, 700) in seen) == (len(some) == 1)


def test_names_that_are_no_characters_are_read_all_the_same(
    project: Project, tmp_path: Path
) -> None:
    below = tmp_path / os.fsdecode(b"fold\xe9r")
    try:
        below.mkdir()
    except OSError:
        pytest.skip("this disk has no such names")
    path = below / os.fsdecode(b"bad\xff\xfe.txt")
    path.write_text(KREMLIN)
    (below / "empty.txt").write_text("")
    report = bring_in(project, [tmp_path, path], Wishes(skip_bad=True))
    assert names(project) == ["bad\ufffd\ufffd.txt", "fold\ufffdr/bad\ufffd\ufffd.txt"]
    assert [name for name, _ in report.skipped] == ["fold\ufffdr/empty.txt"]


def test_places_that_hold_nothing_are_left_out_on_demand(project: Project, folder: Path) -> None:
    missing, strange, pipe = folder / "gone.txt", folder / "picture.jpg", folder / "pipe"
    strange.write_bytes(b"\xff\xd8\xff\xe0\0")
    os.mkfifo(pipe)
    for one in (missing, strange, pipe):
        with pytest.raises((NotFound, BadInput), match="Nothing was changed"):
            bring_in(project, [folder / "b.txt", one])
    assert names(project) == []
    places = [missing, folder / "b.txt", strange, pipe]
    looked = preview(project, places, Wishes()).found
    assert [bool(one.problem) for one in looked] == [True, True, True, False]
    with pytest.raises(NotFound):
        preview(project, [missing], Wishes())
    report = bring_in(project, places, Wishes(skip_bad=True))
    assert names(project) == ["b.txt"]
    assert [name for name, _ in report.skipped] == [str(missing), str(strange), str(pipe)]
    assert not any("Nothing was changed" in why for _, why in report.skipped)


def test_the_same_article_is_not_a_second_one(project: Project, folder: Path) -> None:
    first = bring_in(project, [folder])
    second = bring_in(project, [folder, folder])
    assert (second.articles, second.revision) == (0, None)
    assert second.ids == first.ids * 2
    assert "6 articles" in second.notes[0]
    assert len(project.log()) == 1


def test_the_same_text_elsewhere_and_another_text_there_are_kept_and_told(
    project: Project, folder: Path
) -> None:
    bring_in(project, [folder])
    (folder / "b.txt").write_text("Changed since.\n")
    (folder / "copy.txt").write_text(KREMLIN)
    report = bring_in(project, [folder])
    assert report.articles == 2
    assert names(project) == ["a.TXT", "b.txt", "b.txt", "below/c.txt", "copy.txt"]
    said = " ".join(report.notes)
    assert "copy.txt" in said
    assert "b.txt" in said
    assert len(project.search.find("kremlin").hits) == 2


def test_what_cannot_be_read_stops_it_with_nothing_changed(project: Project, folder: Path) -> None:
    (folder / "picture.txt").write_bytes(b"\x89PNG\0\0\0\x0d" * 50)
    with pytest.raises(BadInput, match=r"picture\.txt"):
        bring_in(project, [folder])
    assert names(project) == []
    assert project.log() == []


def test_what_cannot_be_read_is_skipped_and_listed_on_demand(
    project: Project, folder: Path
) -> None:
    (folder / "picture.txt").write_bytes(b"\x89PNG\0\0\0\x0d" * 50)
    (folder / "empty.txt").write_text(" \n")
    report = bring_in(project, [folder], Wishes(skip_bad=True))
    assert [name for name, _ in report.skipped] == ["empty.txt", "picture.txt"]
    assert report.articles == 3


def test_nothing_at_a_path_is_told(project: Project, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        bring_in(project, [tmp_path / "nowhere"])


def test_a_dry_run_says_the_same_and_writes_nothing(project: Project, folder: Path) -> None:
    (folder / "copy.txt").write_text(KREMLIN)
    dry = bring_in(project, [folder], Wishes(dry_run=True))
    assert names(project) == []
    real = bring_in(project, [folder])
    assert (dry.articles, dry.notes) == (real.articles, real.notes) == (4, real.notes)
    assert dry.revision is None


def test_the_original_is_kept_where_it_is_not_the_text_itself(
    project: Project, tmp_path: Path
) -> None:
    plain, other = tmp_path / "plain.txt", tmp_path / "other.txt"
    plain.write_bytes(b"Plain text, as it is.\r\n")
    data = "Der Präsident sagte: „Ja“. Größe zählt, überall.\r\n".encode("cp1252")
    other.write_bytes(data)
    report = bring_in(project, [plain, other])
    kept = project.database.rows(select(original))
    assert [(row.sha256, zlib.decompress(row.content), row.length) for row in kept] == [
        (sha256(data).digest(), data, len(data))
    ]
    one = project.articles.get(report.ids[0])
    assert one.original_sha256 == one.sha256 == sha256(plain.read_bytes()).digest()


def test_what_texts_were_read_from_fills_a_portion_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorting, "_BYTES_AT_ONCE", 20)
    read = [
        NewArticle("He denies it.", f"{n}", "T", original=Original.of(bytes(range(n, n + 30))))
        for n in range(4)
    ]
    assert [len(one) for one in sorting.portions(read)] == [1] * 4


def test_whatever_stands_in_a_file_comes_back_from_a_dataset_of_ours(
    sqlite_project: Project, tmp_path: Path
) -> None:
    long = "long name " * 200
    head = f"From: {long}<a@b.org>\nSubject: {'a lie ' * 500}\nMessage-ID: <{'x' * 3_000}@b>\n"
    files = tmp_path / "files"
    deep = files / "/".join([("below" * 40)] * 6)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("The Kremlin denies it.")
    (files / "a.md").write_text("# A lie\n\nThe Kremlin denies it.\n\n" * 10_100)
    (files / "b.eml").write_text(f"{head}\nThe Kremlin denies it all.")
    (files / "c.txt").write_text("A lie\n\nFebruary\u00a021,  2022\n\nThe Kremlin denies it.\n")
    report = bring_in(sqlite_project, [files])
    assert "more than could be kept" in report.notes[0]
    assert len(sqlite_project.articles.get(report.ids[0]).furniture) > 10_000
    author = sqlite_project.articles.get(report.ids[1]).author
    assert author is not None
    assert author.startswith("long name")
    read = export(sqlite_project, tmp_path / "out", ExportWishes("jsonl"))
    assert read.written["articles"] == 4
    with Project.create(tmp_path / "other.factcheck", title="other", actor=ANA) as other:
        assert bring_in(other, [tmp_path / "out"]).articles == 4
        export(other, tmp_path / "again", ExportWishes("jsonl"))
    articles = [tmp_path / one / "articles.jsonl" for one in ("out", "again")]
    assert articles[0].read_bytes() == articles[1].read_bytes()


def test_cancelling_leaves_the_project_as_it_was(project: Project, folder: Path) -> None:
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        bring_in(project, [folder], progress=cancel)
    assert names(project) == []
    assert project.log() == []


def test_many_texts_come_in_portions(project: Project, tmp_path: Path) -> None:
    for n in range(400):
        (tmp_path / f"{n:03}.txt").write_text(f"Text number {n} says no.")
    seen: list[int] = []
    report = bring_in(project, [tmp_path], progress=lambda done, _: seen.append(done))
    assert report.articles == 400
    assert len(seen) > 2
    assert seen == sorted(seen)
    assert project.search.find("number").total == 400
    assert project.undo().number == 2
    assert project.search.find("number").total == 0
