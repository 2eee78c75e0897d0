"""What stands around the text: status bar, palette, key sheet, the articles' menu, a new claim."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from tests.gestures import LETTER, Analyst
from tests.windows import NewAnalyst
from ui.found_list import Found
from ui.palette import SHOWN, CommandPalette


def open_palette(ada: Analyst, words: str) -> list[Found]:
    """What the palette finds."""
    ada.press("Ctrl+K")
    palette = ada.find("commandPalette")
    assert isinstance(palette, CommandPalette)
    ada.write(words)
    ada.sees(lambda: 0 < len(palette.list.rows()) < SHOWN, f"nothing is found by {words}")
    return palette.list.rows()


def menu() -> QMenu:
    """The menu that is open."""
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def test_a_speaker_is_told_by_position_and_side(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    found = {str(x.title): x.detail for x in open_palette(ada, "peskov")}
    assert found["Dmitry Peskov"] == "Speaker · Kremlin spokesman · Kremlin"
    ada.press("Esc")
    found = {str(x.title): x.detail for x in open_palette(ada, "washington")}
    assert "United States" in found


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")
def test_whose_marks_are_shown_is_asked_in_the_status_bar_and_by_the_palette(
    analyst: NewAnalyst, sample: Path
) -> None:
    ada = analyst(sample)
    button = ada.window.work.status.who
    assert button.accessibleName() == "Whose marks are shown"
    assert button.text() == "Ada Lind"
    ada.hands.click(button)
    assert "gold" in [x.text() for x in menu().actions()]
    ada.press("Esc")
    open_palette(ada, "whose marks")
    ada.press("Return")
    ada.sees(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    assert "gold" in [x.text() for x in menu().actions()]
    ada.press("Esc")


def test_the_strip_of_a_narrow_window_shows_how_far_one_is(
    analyst: NewAnalyst, sample: Path
) -> None:
    ada = analyst(sample)
    ada.go_to(LETTER)
    ada.window.resize(1200, 800)
    ada.sees(lambda: ada.window.work.panes.has_strip)
    shown = ada.window.session.article

    def status() -> str:
        return next(x.status for x in ada.window.work.articles.model.rows if x.id == shown)

    assert status() == "to_do"
    ada.press("Ctrl+2", "Ctrl+Return")
    ada.sees(lambda: status() == "done")
    ada.press("Alt+3")
    ada.press("Ctrl+Return")
    ada.press("Alt+1")
    ada.sees(lambda: status() == "in_progress")
