"""The short tour over the sample: offered once, walked through, skipped, and in nobody's way."""

from __future__ import annotations

import pytest

from tests.gestures import LETTER, Analyst
from tests.windows import NewAnalyst
from ui.first_steps import STEPS, Note
from ui.kit.notice import Toast


@pytest.fixture
def ada(analyst: NewAnalyst) -> Analyst:
    """An analyst who has just opened the sample for the first time."""
    person = analyst()
    person.hands.click(person.window.start.sample.button)
    person.sees(lambda: person.window.workspace.is_open)
    return person


def note(ada: Analyst) -> Note:
    """The note in sight."""
    found = ada.find("firstSteps")
    assert isinstance(found, Note)
    return found


def in_sight(ada: Analyst) -> bool:
    """Whether any note can be seen."""
    return any(x.isVisible() for x in ada.window.findChildren(Note))


def begin(ada: Analyst) -> None:
    """Take the offer."""
    [toast] = [x for x in ada.window.findChildren(Toast) if x.isVisible()]
    ada.hands.click(ada.hands.button(toast, "show me"))


def test_it_is_walked_through_by_enter(ada: Analyst) -> None:
    begin(ada)
    seen = []
    for _ in STEPS:
        shown = note(ada)
        seen.append(shown.accessibleName())
        assert ada.window.rect().contains(shown.geometry()), "a note is cut off"
        ada.press("Space")
    assert len(set(seen)) == len(STEPS)
    assert not in_sight(ada)


def test_it_can_be_skipped_and_taken_up_again(ada: Analyst) -> None:
    begin(ada)
    assert in_sight(ada)
    ada.press("Space")
    ada.press("Esc")
    assert not in_sight(ada)
    ada.press("Ctrl+K")
    ada.write("short tour")
    ada.press("Return")
    assert note(ada).isVisible()


def test_one_can_work_beside_it(ada: Analyst) -> None:
    begin(ada)
    ada.go_to(LETTER)
    ada.mark("it is an “absolute lie”", "2")
    assert len(ada.statements()) == 1
    assert note(ada).isVisible()


def test_it_is_offered_once(ada: Analyst) -> None:
    begin(ada)
    ada.press("Esc", "Ctrl+W")
    ada.hands.click(ada.window.start.sample.button)
    ada.sees(lambda: ada.window.workspace.is_open)
    assert "notes" not in ada.told()
