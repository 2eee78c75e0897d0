"""Merging where one side, or both, is a team database on a server."""

from pathlib import Path

import pytest

from factcheck.builtin import DENIES
from factcheck.errors import BadInput, NotAllowed
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person

from .annotating import desk
from .merging import take_in


@pytest.fixture
def engine() -> str:
    return "postgresql"


def _address(server: str) -> str:
    return f"{server}?schema=p{Id.new().hex()}"


def test_a_team_database_is_merged_into_a_project_and_back(
    project: Project, tmp_path: Path, opened: list[Project], ben: Person
) -> None:
    theirs = Project.create(tmp_path / "theirs.factcheck", title="Theirs", actor=ben)
    opened.append(theirs)
    ours, other = desk(project), desk(theirs)
    lie, dmitry = ours.mark("“absolute lie”"), ours.mark("Dmitry")
    project.links.link(dmitry, lie, DENIES)
    his = other.mark("absolute")
    theirs.merging.merge(_with_schema(project))
    theirs.pull()
    assert theirs.check() == {"ok": True, "problems": []}
    assert theirs.statements.get(lie).annotator == project.actor.id
    assert take_in(project, theirs) is not None
    assert project.statements.get(his).annotator == ben.id
    counts = [(s["statements"], s["links"]) for s in (project.stats(), theirs.stats())]
    assert counts == [(3, 1), (3, 1)]
    assert theirs.merging.merge(_with_schema(project)).nothing


def test_two_team_databases_are_merged(project: Project, server: str, ben: Person) -> None:
    desk(project)
    with Project.create(_address(server), title="Theirs", actor=ben) as theirs:
        his = desk(theirs).mark("absolute")
        address = _with_schema(theirs)
    number = project.merging.merge(address).revision
    assert number is not None
    assert project.statements.get(his).annotator == ben.id
    project.undo()
    assert project.stats()["statements"] == 0
    with pytest.raises(BadInput, match="this very project"):
        project.merging.merge(_with_schema(project))


def test_one_of_an_older_program_is_left_as_it_is(
    project: Project, server: str, ben: Person
) -> None:
    with Project.create(_address(server), title="Theirs", actor=ben) as theirs:
        with theirs.database.writing() as connection:
            connection.exec_driver_sql("UPDATE project SET schema = 1")
        address = _with_schema(theirs)
    with pytest.raises(NotAllowed, match="open it once"):
        project.merging.merge(address)


def _with_schema(project: Project) -> str:
    """The address of a project on a server; the tests' server asks for no password."""
    return project.location.replace(":***@", "@")
