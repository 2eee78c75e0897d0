"""Two annotators at two windows of a blind project: neither sees the other until both are done."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from tests.gestures import Analyst
from tests.seeding import seed_articles
from tests.windows import NewAnalyst
from ui.claim_board.board import ClaimBoard
from ui.find_in_project import FindSheet
from ui.kit.text import TextLabel
from ui.palette import CommandPalette

LETTER = "In a letter"
LIE = "it is an “absolute lie”"
SECRET = "Xylophones play"
EVERYWHERE = ["palette", "search", "claims"]


@pytest.fixture
def blind(tmp_path: Path) -> Path:
    """A blind project where each has a layer, over the five seeds, made by somebody else."""
    location = tmp_path / "blind.factcheck"
    lead = Person(Id.fixed("lead"), "Lead")
    with Project.create(location, title="Blind", actor=lead) as project:
        project.add_articles(seed_articles())
        project.about.set_blind(True)
    return location


def told(person: Analyst) -> list[str]:
    """Where a window tells of the claim: in the palette, the search, the claims."""
    found = []
    person.press("Ctrl+2", "Ctrl+K")
    palette = person.find("commandPalette")
    assert isinstance(palette, CommandPalette)
    person.write("Xylophones")
    person.sees(lambda: all("Xylophones" in str(row.title) for row in palette.list.rows()))
    found += ["palette" for row in palette.list.rows() if row.title == SECRET]
    person.press("Esc", "Ctrl+Shift+F")
    search = person.find("findInProject")
    assert isinstance(search, FindSheet)
    person.write("xylophones")
    person.sees(lambda: any(re.fullmatch(r"\d+ finds?", x.text()) for x in labels_of(search)))
    found += ["search" for row in search.list.rows() if row.title == SECRET]
    person.press("Esc", "Alt+3")
    board = person.find("claimBoard")
    assert isinstance(board, ClaimBoard)
    found += ["claims" for line in board.rail.model.rows if line.proposition == SECRET]
    person.press("Alt+1")
    return found


def labels_of(search: FindSheet) -> list[TextLabel]:
    """The words on the search."""
    return search.findChildren(TextLabel)


def counted(person: Analyst) -> int:
    """How many statements the list of articles counts, of all."""
    return sum(sum(row.counts.values()) for row in person.window.work.articles.model.rows)


def knows_all(person: Analyst) -> bool:
    """Whether a window knows of both layers and the decided one."""
    return len(person.window.workspace.vocabulary.annotators) == 3


def follows(person: Analyst) -> bool:
    """Whether a window shows the work of both."""
    return counted(person) == len(person.window.work.shown.statements) == 2


def test_neither_sees_the_other_until_both_are_done(analyst: NewAnalyst, blind: Path) -> None:
    ada, ben = analyst(blind, name="Ada"), analyst(blind, name="Ben")
    for one in (ada, ben):
        one.go_to(LETTER)
    ada.mark(LIE, "2")
    ada.choose_claim(SECRET)
    ben.mark("warns of “catastrophe”", "1")
    for one in (ada, ben):
        one.sees(partial(knows_all, one))
    # Even if both show all layers there are.
    for one in (ada, ben):
        for layer in one.window.workspace.vocabulary.annotators:
            if layer != one.window.workspace.project.layer.id:
                one.window.workspace.show_layer(layer, True)
        one.hands.rest()
    shown = ben.window.work.shown
    assert [x.annotator for x in shown.statements.values()] == [
        ben.window.workspace.project.layer.id
    ]
    assert (counted(ada), counted(ben)) == (1, 1)
    assert told(ada) == EVERYWHERE
    assert told(ben) == []
    ada.press("Ctrl+2", "Ctrl+Return")
    ben.hands.rest()
    assert len(shown.statements) == 1
    ben.press("Ctrl+2", "Ctrl+Return")
    for one in (ada, ben):
        one.sees(partial(follows, one))
        assert told(one) == EVERYWHERE
