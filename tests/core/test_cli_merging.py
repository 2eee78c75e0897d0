"""Merging on the command line: what it says, what it prints as JSON, and where it refuses."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.builtin import ALLEGATION, CONFIRMATION
from factcheck.cli import main
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from factcheck.settings import Settings

from .annotating import Desk, desk
from .test_cli import Capture, asked, complaint


@pytest.fixture
def ours(tmp_path: Path, own_settings: Path) -> Iterator[Desk]:
    """Ana's project with the two articles."""
    actor = Settings().person("Ana")
    with Project.create(tmp_path / "ours.factcheck", title="Ours", actor=actor) as project:
        yield desk(project)


@pytest.fixture
def theirs(ours: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A copy of it that Ben has."""
    path = tmp_path / "theirs.factcheck"
    ours.project.backup(path)
    with Project.open(path, actor=Settings().person("Ben")) as project:
        yield Desk(project, ours.letter, ours.tasnim)


def test_a_dry_run_says_what_the_merge_then_does(ours: Desk, theirs: Desk, capsys: Capture) -> None:
    theirs.mark("absolute")
    locations = ours.project.location, theirs.project.location
    report = asked(capsys, "merge", *locations, "--dry-run")
    assert list(report) == [
        *("project", "related", "nothing", "revision", "new", "changed_there", "changed_here"),
        *("only_here", "deleted_there", "deleted_here", "both", "joined", "near", "same_names"),
        *("line_ends", "notes"),
    ]
    assert (report["new"]["statement"], report["revision"]) == (1, None)
    assert ours.project.stats()["statements"] == 0
    assert main(["merge", *locations, "--as", "Ana"]) == 0
    said = capsys.readouterr().out
    assert "New: 1 statement, 1 annotator" in said
    assert "‘Ours’ merged, as revision 2." in said
    assert ours.project.stats()["statements"] == 1
    assert asked(capsys, "merge", *locations)["nothing"]
    assert main(["merge", *locations, "--as", "Ana"]) == 0
    assert "brings nothing" in capsys.readouterr().out
    assert main(["undo", ours.project.location, "--as", "Ana"]) == 0
    assert "Undid: merge of ‘Ours’" in capsys.readouterr().out
    assert ours.project.stats()["statements"] == 0


def test_what_both_changed_is_told(ours: Desk, theirs: Desk, capsys: Capture) -> None:
    claim = ours.project.claims.create("It rains")
    path = Path(theirs.project.location).with_name("later.factcheck")
    ours.project.backup(path)
    ours.project.claims.set_note(claim, "earlier")
    with Project.open(path, actor=Settings().person("Ben")) as copy:
        copy.claims.set_note(claim, "later")
    (both,) = asked(capsys, "merge", ours.project.location, str(path), "--dry-run")["both"]
    assert (both["ours"], both["theirs"], both["kept"]) == ("earlier", "later", "theirs")
    assert main(["merge", ours.project.location, str(path), "--as", "Ana"]) == 0
    said = capsys.readouterr().out
    assert "note of “It rains”: “later” is kept, as the later one, not “earlier”" in said
    assert "can be chosen still" in said


def test_people_of_one_name_are_told_and_can_be_one(
    ours: Desk, tmp_path: Path, capsys: Capture
) -> None:
    twin = Person(Id.new(), "Ana")
    with Project.create(tmp_path / "laptop.factcheck", title="Laptop", actor=twin) as laptop:
        there = desk(laptop)
        there.mark("absolute", CONFIRMATION)
        there.mark("Washington", ALLEGATION)
    locations = ours.project.location, laptop.location
    (same,) = asked(capsys, "merge", *locations, "--dry-run")["same_names"]
    assert (same["name"], same["theirs"]) == ("Ana", str(twin.id))
    said = asked(capsys, "merge", *locations, "--same-annotator", "Ana=Ana")
    assert said["same_names"] == []
    (annotator,) = asked(capsys, "stats", ours.project.location)["annotators"]
    assert annotator["statements"] == 2


def test_what_cannot_be_merged_gets_one_line(
    ours: Desk, theirs: Desk, tmp_path: Path, capsys: Capture
) -> None:
    own = ours.project.location
    assert "this very project" in complaint(capsys, 1, "merge", own, own)
    assert "no project at" in complaint(capsys, 1, "merge", own, str(tmp_path / "none.factcheck"))
    assert "no annotator “Nobody”" in complaint(
        capsys, 1, "merge", own, theirs.project.location, "--same-annotator", "Nobody=Ana"
    )
    complaint(capsys, 2, "merge", own, theirs.project.location, "--same-annotator", "Ana")
    complaint(capsys, 2, "merge", own)
