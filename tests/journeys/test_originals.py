"""What an article was read from: opened on the person's word, written elsewhere, or why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from tests.gestures import Analyst

from .corrected import PAGE, ada, menu_of, news

__all__ = ["ada", "news"]

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")


class Opened(QObject):
    """Whoever opens what the system is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[Path] = []

    @Slot(QUrl)
    def take(self, place: QUrl) -> None:
        """Take note of what is to be opened."""
        self.places.append(Path(place.toLocalFile()))


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Takes what is handed to the system's own programs."""
    found = Opened()
    # The stubs want bytes where PySide takes words.
    QDesktopServices.setUrlHandler("file", found, "take")  # type: ignore[arg-type]  # as said
    yield found
    QDesktopServices.unsetUrlHandler("file")


def test_an_original_is_opened_on_the_persons_word(ada: Analyst, opened: Opened) -> None:
    menu_of(ada, "Rain")
    ada.hands.choose("Open the original")
    sheet = ada.find("originalSheet")
    assert "somebody else" in _words(sheet)
    assert opened.places == []
    ada.press("Esc")
    assert opened.places == []
    menu_of(ada, "Rain")
    ada.hands.choose("Open the original")
    ada.find("originalSheet")
    ada.press("Return")
    ada.sees(lambda: len(opened.places) == 1)
    assert opened.places[0].name == "Rain.txt"
    assert opened.places[0].read_text() == "Rain in Minsk all day."
    assert opened.places[0].parent.stat().st_mode & 0o077 == 0
    # Once said, a text is opened at once.
    menu_of(ada, "Rain")
    ada.hands.choose("Open the original")
    ada.sees(lambda: len(opened.places) == 2)


def _words(sheet: QWidget) -> str:
    labels = sheet.findChildren(QWidget)
    return " ".join(str(x.property("text") or "") for x in labels)


def test_a_page_asks_each_time_and_a_copy_is_written_once(
    ada: Analyst, opened: Opened, tmp_path: Path
) -> None:
    ada.window.settings.put("originals_asked", True)
    for _ in range(2):
        menu_of(ada, "A page")
        ada.hands.choose("Open the original")
        asked = ada.find("originalSheet")
        assert "scripts" in _words(asked)
        ada.press("Return")
        ada.sees(lambda: bool(opened.places))
    ada.sees(lambda: len(opened.places) == 2)
    assert opened.places[0].suffix == ".html"
    out = tmp_path / "copy.html"
    menu_of(ada, "A page")
    ada.hands.answer_dialog(str(out))
    ada.hands.choose("Save the original")
    ada.sees(out.exists)
    assert out.read_bytes() == PAGE.content
    menu_of(ada, "A page")
    ada.hands.answer_dialog(str(out))
    ada.hands.choose("Save the original")
    ada.sees(lambda: "already" in ada.told())


def test_an_original_that_was_not_kept_is_not_offered(ada: Analyst) -> None:
    entries = {x.text(): x for x in menu_of(ada, "Gone").actions()}
    for words in ("Open the original…", "Save the original…"):
        assert not entries[words].isEnabled()
        assert "not kept" in entries[words].toolTip()
    ada.press("Esc")
    ada.go_to("Gone")
    ada.press("Ctrl+D")
    sheet = ada.find("detailsSheet")
    assert not ada.hands.button(sheet, "Open the original").isEnabled()
    assert "not kept" in _words(sheet)
    ada.hands.click(ada.hands.button(sheet, "later edition"))
    assert ada.find("editionSheet").isVisible()
    # Asked for by its name, the answer is a sentence.
    ada.press("Esc", "Ctrl+2", "Ctrl+K")
    ada.write("open the original")
    ada.press("Return")
    ada.sees(lambda: "were not kept" in ada.told())
