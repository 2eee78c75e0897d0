"""Copies of articles: the same text and nearly the same are groups, kept together and told."""

from hashlib import sha256
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from factcheck import copies
from factcheck.copies import Copies
from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import Cancelled
from factcheck.ids import Id
from factcheck.intake import likeness, sorting
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.intake.previewing import preview
from factcheck.project import Project
from factcheck.prose.near import sketch
from factcheck.records import Date, NewArticle
from factcheck.sketches import Sketches
from tests.core.datasets import ANA
from tests.core.test_near import news, retouched

AGENCY = news(1)


def article(name: str, text: str, day: str | None = None) -> NewArticle:
    return NewArticle(text, name, name, published=Date(day) if day else None)


def added(project: Project) -> dict[str, Id]:
    """Add an agency's text as three papers have it, and two other articles; give ids by name."""
    new = [
        article("late", retouched(AGENCY, 1, 4), "2022-03-02"),
        article("same", AGENCY, "2022-03-03"),
        article("first", AGENCY, "2022-03-01"),
        article("other", news(2)),
        article("third", news(3)),
    ]
    ids = project.add_articles(new).ids
    return dict(zip((one.title for one in new), ids, strict=True))


def test_an_agency_s_text_is_one_group_the_earliest_first(project: Project) -> None:
    ids = added(project)
    group = tuple(ids[name] for name in ("first", "late", "same"))
    assert project.copies.groups() == [group]
    assert project.copies.groups(among=[ids["other"]]) == []
    assert project.copies.groups(among=[ids["same"]]) == [group]
    with project.clone() as again:
        assert again.copies.groups() == [group]


def test_looking_for_copies_can_be_stopped(project: Project) -> None:
    added(project)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        project.copies.groups(progress=stop)


def test_what_was_kept_of_sketches_may_be_lost_or_spoiled(project: Project) -> None:
    added(project)
    before = project.copies.groups()
    assert len(Sketches(project.id).read()) == 4
    for spoiled in (b"", b"spoiled"):
        Sketches(project.id)._path.write_bytes(spoiled)
        assert Copies(project.database).groups() == before


def test_what_is_imported_again_is_not_kept_again(sqlite_project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(AGENCY)
    bring_in(sqlite_project, [tmp_path])
    (kept,) = user_cache_path("factcheck", appauthor=False).glob(f"*/{sqlite_project.id}")
    size = kept.stat().st_size
    bring_in(sqlite_project, [tmp_path])
    assert kept.stat().st_size == size > 0


def test_what_was_kept_many_times_is_kept_once(project: Project) -> None:
    added(project)
    project.copies.groups()
    kept = Sketches(project.id)
    before, size = kept.read(), kept._path.stat().st_size
    for _ in range(4):
        kept.add(before)
    assert kept.read() == before
    assert kept._path.stat().st_size == size


def test_an_import_says_what_is_nearly_the_same(project: Project, tmp_path: Path) -> None:
    added(project)
    (tmp_path / "fifth.txt").write_text(retouched(AGENCY, 2, 4))
    (tmp_path / "sixth.txt").write_text(news(6))
    seen = preview(project, [tmp_path], Wishes())
    assert [(one.standing, bool(one.like)) for one in seen.found] == [
        ("near", True),
        ("new", False),
    ]
    assert seen.found[0].like == ("late", "same")
    (tmp_path / "elsewhere.txt").write_text(retouched(AGENCY, 2, 4))
    (tmp_path / "the agency's.txt").write_text(AGENCY)
    (tmp_path / "the other's.txt").write_text(retouched(news(6), 1, 3))
    dry = bring_in(project, [tmp_path], Wishes(dry_run=True))
    report = bring_in(project, [tmp_path])
    assert (dry.copies, dry.notes) == ((), report.notes)
    assert sorted(len(group) for group in report.copies) == [2, 6]
    assert all(any(one in group for group in report.copies) for one in report.ids)
    assert "nearly the same" in report.notes[-1]
    assert project.copies.groups() == list(report.copies)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A dataset with an agency's text, retouched, the same under another name, and a stranger."""
    out = tmp_path / "dataset"
    with Project.create(tmp_path / "other.factcheck", title="Other", actor=ANA) as other:
        new = [
            article("retouched", retouched(AGENCY, 5, 4)),
            article("elsewhere", AGENCY),
            article("stranger", news(7)),
            article("stranger again", news(7)),
        ]
        other.add_articles(new)
        export(other, out, ExportWishes("jsonl"))
    return out


def test_a_dataset_says_what_is_nearly_the_same_before_and_after(
    project: Project, dataset: Path
) -> None:
    added(project)
    dry = bring_in(project, [dataset], Wishes(dry_run=True))
    assert not dry.copies
    report = bring_in(project, [dataset])
    assert report.articles == len(report.new) == 4
    assert sorted(len(group) for group in report.copies) == [2, 5]
    for one in (dry, report):
        same, near = one.notes
        assert "2 articles have the texts of others under other names" in same
        assert "nearly the same" in near
        assert "retouched" in near
        assert "stranger" not in near
    again = bring_in(project, [dataset])
    assert (again.new, again.copies, again.notes) == ((), (), ())


def test_many_texts_are_sketched_in_a_process_of_their_own(
    project: Project, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "MANY", 1)
    monkeypatch.setattr(sorting, "_AT_ONCE", 1)
    monkeypatch.setattr(Copies, "groups", lambda *_, **__: [])
    bring_in(project, [dataset])
    kept = Sketches(project.id).read()
    assert kept == {
        sha256(text.encode()).digest(): sketch(text)
        for text in (retouched(AGENCY, 5, 4), AGENCY, news(7))
    }


def test_what_was_never_sketched_is_sketched_apart_where_it_is_much(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(project)
    before, kept = project.copies.groups(), Sketches(project.id).read()
    monkeypatch.setattr(copies, "MANY", 1)
    monkeypatch.setattr(copies, "_LOT", 1)
    Sketches(project.id)._path.write_bytes(b"")
    assert Copies(project.database).groups() == before
    assert Sketches(project.id).read() == kept


def test_of_very_many_files_it_is_said_too(
    sqlite_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "MOST", 2)
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(retouched(AGENCY, n, n + 3))
    report = bring_in(sqlite_project, [tmp_path])
    assert "too many to be compared" in report.notes[-1]
    assert report.copies == ()


def test_of_very_many_articles_it_is_said_that_they_were_not_compared(
    project: Project, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "MOST", 3)
    for wishes in (Wishes(dry_run=True), Wishes()):
        report = bring_in(project, [dataset], wishes)
        assert "4 articles are too many to be compared at once" in report.notes[-1]
        assert report.copies == ()
