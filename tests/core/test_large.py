"""Datasets of which more is read than stays in memory: the same, whole or not at all."""

import csv
import json
import random
import shutil
from io import StringIO
from pathlib import Path

import pytest

from factcheck.apart import far
from factcheck.datasets import reading
from factcheck.datasets.exporting import export
from factcheck.datasets.importing import import_bundle
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput, Cancelled, Conflict
from factcheck.formats import jsonl, shelf
from factcheck.formats.bundle import Bundle, Part
from factcheck.ids import Id
from factcheck.intake.articles import add_articles
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.project import Project
from factcheck.records import Megabytes, NewArticle
from tests.core.articles import add
from tests.core.datasets import bring, content, put, rows, whole

from .datasets import ANA


@pytest.fixture(params=[0, 20_000], ids=["all in a file", "some in a file"])
def little(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Next to no memory."""
    monkeypatch.setattr(shelf, "IN_MEMORY", request.param)


@pytest.mark.usefixtures("little")
def test_what_lies_in_a_file_meanwhile_comes_in_as_it_is(
    sample: Project, empty: Project, tmp_path: Path
) -> None:
    export(sample, tmp_path / "first", ExportWishes("jsonl", layer="all"))
    # In whatever order the rows are: people sort them otherwise.
    for kind in ("articles", "statements", "links"):
        put(tmp_path / "first", kind, rows(tmp_path / "first", kind)[::-1])
    bring(empty, tmp_path / "first")
    assert empty.check()["problems"] == []
    assert bring(empty, tmp_path / "first").revision is None
    export(empty, tmp_path / "second", ExportWishes("jsonl", layer="all"))
    export(sample, tmp_path / "again", ExportWishes("jsonl", layer="all"))
    assert whole(tmp_path / "second") == whole(tmp_path / "again")


@pytest.mark.parametrize("at_once", [1, 2, 3, 1_000])
def test_articles_go_out_in_lots_but_for_those_between_that_were_taken_back(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(reading, "_ARTICLES_AT_ONCE", at_once)
    there = add(project, *(f"He denies it {n} times." for n in range(3)))
    add(project, "Taken back.", prefix="b")
    project.undo()
    there += add(project, "She denies it.", "All deny it.", prefix="c")
    label = project.labels.labels()[0].id
    marked = [project.statements.mark(article, 0, 4, label) for article in there]
    export(project, tmp_path / "out", ExportWishes("jsonl"))
    assert [row["id"] for row in rows(tmp_path / "out", "articles")] == [str(i) for i in there]
    found = [(row["id"], row["article"]) for row in rows(tmp_path / "out", "statements")]
    assert found == [(str(s), str(i)) for s, i in zip(marked, there, strict=True)]


def test_a_table_may_be_sorted_in_any_way(sample: Project, empty: Project, tmp_path: Path) -> None:
    table = tmp_path / "all.csv"
    export(sample, table, ExportWishes("csv", layer="all"))
    export(sample, tmp_path / "first", ExportWishes("jsonl", layer="all"))
    with table.open(encoding="utf-8-sig", newline="") as stream:
        header, *found = csv.reader(stream)
    random.Random(7).shuffle(found)
    out = StringIO()
    csv.writer(out).writerows([header, *found])
    table.write_text(out.getvalue(), "utf-8-sig", newline="")
    bring(empty, table)
    export(empty, tmp_path / "second", ExportWishes("jsonl", layer="all"))
    assert content(tmp_path / "second") == content(tmp_path / "first")


def test_no_room_is_said_and_nothing_is_imported(
    sample: Project, empty: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    export(sample, tmp_path / "first", ExportWishes("jsonl", layer="all"))
    monkeypatch.setattr(shelf, "IN_MEMORY", 0)
    monkeypatch.setattr(shelf, "TemporaryFile", full)
    with pytest.raises(BadInput, match=r"No space left on device.*Nothing was imported"):
        bring(empty, tmp_path / "first")
    assert empty.stats()["revision"] == 0


def article(number: int, edition_of: int | None = None) -> Part:
    """An article, perhaps an edition of another one."""
    above = None if edition_of is None else Id.fixed(f"test/{edition_of}")
    record = Id.fixed(f"test/{number}")
    return Part(NewArticle(f"Text {number}.", f"{number}", "t", edition_of=above, id=record))


def in_order(*parts: Part) -> Bundle:
    """A dataset of articles."""
    return Bundle(parts=tuple(sorted(parts, key=lambda part: part.id)))


def test_editions_come_after_what_they_are_editions_of(empty: Project) -> None:
    chain = [article(n, n - 1 if n else None) for n in range(20)]
    import_bundle(empty.access, in_order(*chain, article(90, 5), article(91, 5)))
    above = {a.id: a.edition_of for a in empty.articles.get_many([p.id for p in chain])}
    assert above == {part.id: part.article.edition_of for part in chain}
    assert import_bundle(empty.access, in_order(article(99, 3), article(3, 2))).articles == 1
    with pytest.raises(BadInput, match="circle"):
        import_bundle(empty.access, in_order(article(50, 51), article(51, 52), article(52, 50)))
    assert empty.stats()["articles"] == 23


def test_the_same_article_of_two_projects_is_one_and_both_have_marked_it(
    sample_once: Path, empty: Project, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        with Project.create(tmp_path / f"{name}.factcheck", title=name, actor=ANA) as project:
            new = NewArticle("He denies it.", "a.txt", "A")
            there = add_articles(project.access, [new]).ids[0]
            label = project.labels.labels()[0].id
            project.statements.mark(there, 0, 2 if name == "one" else 9, label)
            export(project, tmp_path / name, ExportWishes("jsonl"))
    report = bring_in(empty, [tmp_path / "one", tmp_path / "two"], Wishes())
    assert (report.articles, report.statements, report.notes) == (1, 2, ())
    assert empty.check()["problems"] == []


def test_one_id_in_two_articles_of_two_datasets_is_refused(
    sample: Project, empty: Project, tmp_path: Path
) -> None:
    export(sample, tmp_path / "one", ExportWishes("jsonl", layer="gold"))
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    changed = rows(tmp_path / "two", "statements")
    other = next(row["article"] for row in changed if row["article"] != changed[0]["article"])
    changed[0] |= {"article": other, "spans": [{"start": 0, "end": 1}], "parent": None}
    put(tmp_path / "two", "statements", changed[:1])
    put(tmp_path / "two", "links", [])
    with pytest.raises(Conflict, match="two contents"):
        bring_in(empty, [tmp_path / "one", tmp_path / "two"], Wishes())
    assert empty.stats()["revision"] == 0


def test_of_a_large_dataset_it_is_told_how_much_is_read_and_it_is_cancelled_meanwhile(
    sample: Project, empty: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "They deny that there was a list. " * 600
    lines = [{"id": n, "text": f"{n} {words}", "entities": []} for n in range(2_000)]
    theirs, ours = tmp_path / "theirs.jsonl", tmp_path / "ours"
    theirs.write_text("\n".join(map(json.dumps, lines)))
    export(sample, ours, ExportWishes("jsonl", layer="all"))
    seen: list[tuple[int, int]] = []

    def cancel(done: int, total: int) -> None:
        seen.append((done, total))
        if isinstance(total, Megabytes):
            raise Cancelled

    with pytest.raises(Cancelled):
        bring_in(empty, [theirs], progress=cancel)
    assert 0 <= seen[-1][0] <= seen[-1][1] == 40
    # What is ours is read in the program itself, here as if it were large.
    monkeypatch.setattr(far, "_LARGE", 1)
    monkeypatch.setattr(far, "_EVERY", 0)
    with pytest.raises(Cancelled):
        bring_in(empty, [ours], progress=cancel)
    assert isinstance(seen[-1][1], Megabytes)
    assert empty.stats()["articles"] == 0


def test_the_file_goes_with_what_lies_in_it(
    sample: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", 0)
    export(sample, tmp_path / "first", ExportWishes("jsonl", layer="all"))
    found = jsonl.read(tmp_path / "first")
    once = [part.id for part in found.parts]
    assert once == [part.id for part in found.parts] == sorted(once)
    assert not [*tmp_path.glob("*tmp*")]
