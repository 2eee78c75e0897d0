"""`factcheck assign`: articles given evenly to those who have joined, by name."""

import json
from pathlib import Path

import pytest

from factcheck.cli import main
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from factcheck.settings import Settings
from tests.core.articles import add

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def team(tmp_path: Path) -> str:
    """A project of Ana's with four articles, which Ben has joined."""
    path = tmp_path / "team.factcheck"
    with Project.create(path, title="Team", actor=Settings().person("Ana")) as project:
        add(project, *(f"Text {n}." for n in range(4)))
    with Project.open(path, Settings().person("Ben")) as project:
        project.assignments.join()
    return str(path)


def _held(location: str) -> dict[str, int]:
    with Project.open(location, Settings().person("Ana")) as project:
        loads = project.assignments.progress()
        return {one.annotator.name: one.to_do for one in loads}


def test_articles_are_spread_over_names(team: str, capsys: Capture) -> None:
    assert main(["assign", team, "--to", "Ana,Ben", "--as", "Ana", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == {"given": 4, "loads": {"Ana": [0, 2], "Ben": [0, 2]}}
    assert _held(team) == {"Ana": 2, "Ben": 2}
    again = ["assign", team, "Title a0", "--to", "Ana,Ben", "--overlap", "2", "--as", "Ana"]
    assert main(again) == 0
    assert "1 assignment given." in capsys.readouterr().out
    assert sum(_held(team).values()) == 5


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--to", "Eve", "--as", "Ana"], 1, "Nobody called “Eve”"),
        (["--to", "Ben", "--as", "Ben"], 1, "Only the lead"),
        (["--to", "Ben", "--overlap", "2", "--as", "Ana"], 1, "2 of 1"),
        (["No such title", "--to", "Ben", "--as", "Ana"], 1, "no article"),
        (["--as", "Ana"], 2, "--to"),
    ],
)
def test_what_cannot_be_is_said(
    team: str, capsys: Capture, arguments: list[str], code: int, says: str
) -> None:
    assert main(["assign", team, *arguments]) == code
    assert says in capsys.readouterr().err
    assert sum(_held(team).values()) == 0


def test_two_of_one_name_are_told_apart_by_id(team: str, capsys: Capture) -> None:
    other = Person(Id.new(), "Ben")
    with Project.open(team, other) as project:
        project.assignments.join()
    assert main(["assign", team, "--to", "Ben", "--as", "Ana"]) == 1
    assert str(other.id) in capsys.readouterr().err
    assert main(["assign", team, "--to", str(other.id), "--as", "Ana"]) == 0
