"""The window in every look and size: what is there can be read and reached, nothing is cut off."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.gestures import LETTER, Analyst
from tests.windows import NewAnalyst
from ui import theme
from ui.kit.buttons import Button
from ui.kit.text import TextLabel
from ui.theme import Mode


def cut_off(window: QWidget) -> list[str]:
    """Name buttons and labels in sight that are smaller than their words need, or outside."""
    found = []
    for one in window.findChildren(QWidget):
        if not one.isVisible() or not isinstance(one, Button | QLabel):
            continue
        wanted = one.minimumSizeHint() if isinstance(one, TextLabel) else one.sizeHint()
        if isinstance(one, QLabel) and one.wordWrap():
            wanted = one.minimumSizeHint()
        name = one.text() or one.accessibleName()
        if not name:
            continue
        if one.width() < wanted.width() - 1 or one.height() < wanted.height() - 1:
            found.append(f"{name}: {one.size().toTuple()} of {wanted.toTuple()}")
        parent = one.parentWidget()
        if parent is not None and isinstance(one, QAbstractButton):
            left, right = one.geometry().left(), one.geometry().right()
            if left < 0 or right > parent.width():
                found.append(f"{name}: outside its place")
    return found


def work(ada: Analyst) -> None:
    """Have a statement with its fields open."""
    ada.go_to(LETTER)
    ada.mark("it is an “absolute lie”", "2")


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (900, 720)])
@pytest.mark.parametrize("zoom", [100, 200])
def test_nothing_is_cut_off(
    analyst: NewAnalyst, sample: Path, size: tuple[int, int], zoom: int
) -> None:
    ada = analyst(sample)
    work(ada)
    ada.window.resize(*size)
    theme.controller().set_zoom(zoom)
    ada.hands.rest()
    assert cut_off(ada.window) == []
    ada.press("Ctrl+3")
    ada.hands.rest()
    assert cut_off(ada.window) == []
    ada.press("Alt+3")
    ada.hands.rest()
    assert cut_off(ada.window) == []


def test_every_theme_by_its_key(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    work(ada)
    seen = set()
    for _ in Mode:
        ada.press("Ctrl+Shift+T")
        picture = ada.window.grab().toImage()
        seen.add(picture.pixelColor(picture.width() // 2, picture.height() // 2).name())
        seen.add(theme.controller().mode)
    assert seen >= set(Mode)
    assert len(seen) > len(Mode) + 1, "the looks do not differ"


def test_zoom_keeps_the_reading_place(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    ada.go_to(LETTER)
    ada.press("Ctrl+2", "PgDown", "PgDown")
    reader = ada.window.work.reader
    before = reader.place()
    assert before > 0
    ada.press("Ctrl++", "Ctrl++", "Ctrl+0")
    ada.sees(lambda: abs(reader.place() - before) < 200, "the place was lost")
