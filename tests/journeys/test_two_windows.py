"""Two people, two windows, one file: each sees the other's work, and nobody overwrites it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from factcheck.builtin import ALLEGATION, CONFIRMATION
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from tests.gestures import Analyst
from tests.windows import NewAnalyst

LETTER = "In a letter"
LIE = "it is an “absolute lie”"
WITHIN = 1.0  # seconds until the other window shows it


def shows(person: Analyst, count: int) -> None:
    """Wait until a window shows so many statements, as long as the design allows."""
    shown = person.window.work.shown
    person.hands.until(
        lambda: len(shown.statements) == count, f"{count} statements", seconds=WITHIN
    )


def test_each_window_follows_the_other(analyst: NewAnalyst, desk: Path) -> None:
    ada, ben = analyst(desk, name="Ada"), analyst(desk, name="Ben")
    ada.go_to(LETTER)
    ben.go_to(LETTER)
    ada.mark(LIE, "2")
    shows(ben, 1)
    ben.mark("warns of “catastrophe”", "1")
    shows(ada, 2)
    assert [x.label for x in ada.statements()] == [x.label for x in ben.statements()]
    ada.click_statement("absolute lie")
    ada.press("3")
    ada.press("Delete")
    shows(ben, 1)


def test_a_window_takes_back_its_own_work_only(analyst: NewAnalyst, desk: Path) -> None:
    ada, ben = analyst(desk, name="Ada"), analyst(desk, name="Ben")
    ada.go_to(LETTER)
    ben.go_to(LETTER)
    ada.mark(LIE, "2")
    shows(ben, 1)
    ben.mark("warns of “catastrophe”", "1")
    shows(ada, 2)
    ada.press("Ctrl+Z")
    shows(ben, 1)
    assert [x.words for x in ben.statements()] == ["warns of “catastrophe”"]


def test_what_the_other_has_not_seen_is_not_overwritten(analyst: NewAnalyst, desk: Path) -> None:
    ben = analyst(desk, name="Ben")
    ben.go_to(LETTER)
    ben.mark(LIE, "2")
    [made] = ben.statements()
    with Project.open(desk, Person(Id.fixed("ada"), "Ada")) as elsewhere:
        elsewhere.statements.relabel(made.id, CONFIRMATION)
        # At once, before the window has heard of it.
        ben.press("1")
    assert ben.statements()[0].label == CONFIRMATION
    assert ben.told(), "nobody said why"
    shown = ben.window.work.shown.statements
    assert shown[made.id].label == CONFIRMATION
    ben.press("1")
    assert ben.statements()[0].label == ALLEGATION


def test_typing_is_not_overwritten_by_the_other(analyst: NewAnalyst, desk: Path) -> None:
    ada, ben = analyst(desk, name="Ada"), analyst(desk, name="Ben")
    ada.go_to(LETTER)
    ben.go_to(LETTER)
    ada.mark(LIE, "2")
    shows(ben, 1)
    ben.click_statement("absolute lie")
    ben.press("W")
    ben.write("The Krem")
    ada.attribute(cue="rejects")
    ada.choose_claim("Russia is making lists of Ukrainians")
    shown = ben.window.work.shown
    ben.sees(lambda: any(x.claim for x in shown.statements.values()))
    field = ben.find("speakerField")
    assert isinstance(field, QLineEdit)
    assert field.text() == "The Krem"
    ben.write("lin")
    ben.press("Return")
    [made] = ben.statements()
    with ben.disk() as project:
        assert made.speaker is not None
        assert made.claim is not None
        assert project.speakers.get(made.speaker).name == "The Kremlin"


def test_a_statement_deleted_under_an_open_field(analyst: NewAnalyst, desk: Path) -> None:
    ada, ben = analyst(desk, name="Ada"), analyst(desk, name="Ben")
    ada.go_to(LETTER)
    ben.go_to(LETTER)
    ada.mark(LIE, "2")
    shows(ben, 1)
    ben.click_statement("absolute lie")
    ben.press("W")
    ben.write("Kremlin")
    ada.press("Ctrl+2", "Delete")
    shows(ben, 0)
    ben.press("Return")
    assert ben.statements() == []
    ben.mark("warns of “catastrophe”", "1")
    assert len(ben.statements()) == 1
