"""What was made on both sides and found to be one stays one, whatever becomes of it afterwards."""

from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.builtin import CONFIRMATION, CONTRADICTS, DENIAL, DENIES
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person

from .annotating import Desk, desk
from .merging import Send, content, send, take_in

__all__ = ["send"]
#: What becomes of a statement that was one: on the side of the first or of the second.
Change = Callable[[Desk, Id], object]


@pytest.fixture
def ours(ana: Person, tmp_path: Path, opened: list[Project]) -> Desk:
    """A project in which all work on one layer."""
    path = tmp_path / "a.factcheck"
    project = Project.create(path, title="Desk", layering="shared", actor=ana)
    opened.append(project)
    return desk(project)


@pytest.fixture
def theirs(ours: Desk, send: Send) -> Desk:
    """A colleague's copy of it."""
    return Desk(send(ours.project, Person(Id.new(), "Ben")), ours.letter, ours.tasnim)


def _met(ours: Desk, theirs: Desk) -> None:
    """Let each side take in what the other has."""
    take_in(ours.project, theirs.project)
    take_in(theirs.project, ours.project)


def _seen(one: Desk) -> list[tuple[object, ...]]:
    """What of statements is seen, without their ids."""
    found = one.project.statements.of_article(one.letter, one.own)
    return sorted((s.label, s.note, s.content[0].start, s.content[0].end) for s in found)


@pytest.mark.parametrize("side", ["ours", "theirs"])
@pytest.mark.parametrize(
    "change",
    [
        lambda one, made: one.project.statements.relabel(made, CONFIRMATION),
        lambda one, made: one.project.statements.set_claim(made, one.project.claims.create("So")),
    ],
)
def test_a_statement_marked_on_both_sides_is_not_doubled(
    ours: Desk, theirs: Desk, side: str, change: Change
) -> None:
    made = {"ours": ours.mark("absolute"), "theirs": theirs.mark("absolute")}
    _met(ours, theirs)
    one = {"ours": ours, "theirs": theirs}[side]
    change(one, made[side])
    _met(ours, theirs)
    assert len(_seen(ours)) == 1
    assert _seen(ours) == _seen(theirs)
    one.project.statements.relabel(made[side], DENIAL)
    one.project.statements.set_note(made[side], "again")
    _met(theirs, ours)
    assert [seen[:2] for seen in _seen(ours)] == [(DENIAL, "again")]
    assert _seen(ours) == _seen(theirs)


def test_links_and_labels_of_both_sides_are_not_doubled(
    ours: Desk, send: Send, ana: Person
) -> None:
    theirs = Desk(send(ours.project, ana), ours.letter, ours.tasnim)
    labels = ours.project.labels.add("doubt"), theirs.project.labels.add("doubt")
    ends = ours.mark("absolute"), ours.mark("Dmitry")
    take_in(theirs.project, ours.project)
    links = [one.project.links.link(*ends, DENIES) for one in (ours, theirs)]
    theirs.mark("Washington")
    _met(ours, theirs)
    ours.project.labels.edit(labels[0], name="dubious")
    theirs.project.links.retype(links[1], CONTRADICTS)
    _met(theirs, ours)
    for one in (ours, theirs):
        names = [label.name for label in one.project.labels.labels()]
        assert names.count("dubious") == 1
        assert "doubt" not in names
        found = one.project.links.of_article(one.letter, one.own)
        assert [link.type for link in found] == [CONTRADICTS]


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_what_was_one_and_is_taken_away_does_not_come_back(
    ours: Desk, theirs: Desk, side: str
) -> None:
    made = {"ours": ours.mark("absolute"), "theirs": theirs.mark("absolute")}
    _met(ours, theirs)
    {"ours": ours, "theirs": theirs}[side].project.statements.delete(made[side])
    _met(ours, theirs)
    assert (_seen(ours), _seen(theirs)) == ([], [])


def test_a_merge_of_what_was_one_is_taken_back_and_done_again(ours: Desk, theirs: Desk) -> None:
    mine, his = ours.mark("absolute"), theirs.mark("absolute")
    _met(ours, theirs)
    ours.project.statements.relabel(mine, CONFIRMATION)
    theirs.project.statements.set_note(his, "from there")
    take_in(ours.project, theirs.project)
    found = ours.project.statements.get(mine)
    assert (found.label, found.note) == (CONFIRMATION, "from there")
    assert take_in(ours.project, theirs.project) is None
    ours.project.undo()
    assert ours.project.statements.get(mine).note == ""
    ours.project.redo()
    before = content(ours.project)
    assert take_in(ours.project, theirs.project) is None
    assert content(ours.project) == before
