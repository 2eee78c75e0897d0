"""What takes a role is not altered by way of a merge: labels, kinds of link, gold."""

from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.builtin import CONFIRMATION, DENIAL
from factcheck.errors import NotAllowed
from factcheck.project import Project
from factcheck.records import Person
from factcheck.review.results import Result

from .annotating import Desk, desk
from .merging import Send, content, send, take_in
from .reviewing import LIE, Panel, panel

__all__ = ["send"]
Again = Callable[[Project, Person], Project]


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture
def three(project: Project, again: Again) -> Panel:
    """A project that Ana leads and reviews; Ben annotates."""
    return panel(project, again)


@pytest.fixture
def bens(three: Panel, tmp_path: Path, opened: list[Project]) -> Desk:
    """A project that Ben made for himself, in which he has all roles."""
    ben = three.others[0].project.actor
    path = tmp_path / "bens.factcheck"
    made = Project.create(path, title="Ben's", actor=Person(ben.id, ben.name))
    opened.append(made)
    return desk(made)


def _reworded(one: Desk) -> None:
    one.project.labels.edit(DENIAL, definition="As Ben sees it.")


def _added(one: Desk) -> None:
    one.project.labels.add("doubt")


def _new_type(one: Desk) -> None:
    one.project.labels.add_link_type("doubts", directed=True)


def _decided(one: Desk) -> None:
    made = one.mark(LIE)
    one.project.articles.set_status(one.letter, "done")
    one.project.review.decide(made, [Result(made)])


@pytest.mark.parametrize("work", [_reworded, _added, _new_type, _decided])
def test_an_annotator_does_not_bring_in_what_takes_a_role(
    three: Panel, bens: Desk, work: Callable[[Desk], None]
) -> None:
    work(bens)
    before = content(three.project)
    for verb in (three.others[0].project.merging.compare, three.others[0].project.merging.merge):
        with pytest.raises(NotAllowed, match="ask one of these to merge"):
            verb(bens.project.location)
    assert content(three.project) == before
    assert take_in(three.project, bens.project) is not None


def test_an_annotator_brings_in_the_rest_and_what_a_reviewer_did(
    three: Panel, send: Send, ana: Person
) -> None:
    marked = three.mark(LIE, DENIAL, CONFIRMATION, DENIAL)
    three.done()
    copy = send(three.project, ana)
    copy.labels.edit(DENIAL, definition="Says that it is not so.")
    copy.labels.add("doubt")
    copy.review.decide(marked[0], [], "It is none.")
    ben = three.others[0].project
    take_in(ben, copy)
    (label,) = [one for one in ben.labels.labels() if one.id == DENIAL]
    assert label.definition == "Says that it is not so."
    assert len(three.project.review.decisions(marked[0])) == 1


def test_an_annotator_does_not_choose_for_others_in_a_merge(
    three: Panel, send: Send, ana: Person
) -> None:
    copy = send(three.project, ana)
    copy.labels.edit(DENIAL, definition="there")
    three.project.labels.edit(DENIAL, definition="here, later")
    ben = three.others[0].project
    ben.pull()
    (both,) = ben.merging.compare(copy.location).both
    with pytest.raises(NotAllowed, match="Only a lead or reviewer"):
        ben.merging.merge(copy.location, chosen=[both.id])
    take_in(three.project, copy, chosen=[both.id])
    (label,) = [one for one in three.project.labels.labels() if one.id == DENIAL]
    assert label.definition == "there"
