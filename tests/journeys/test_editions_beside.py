"""Two editions side by side: what differs, stepping and scrolling together, the ways there."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import NewArticle, Person
from tests.gestures import Analyst
from tests.journeys.test_looks import cut_off
from tests.windows import NewAnalyst
from ui import theme

from .corrected import FIRST, LATER, SAME, ada, beside, menu_of, news, sheet_of, words_of_active

__all__ = ["ada", "news"]

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")


def test_two_editions_stand_side_by_side_and_move_together(ada: Analyst) -> None:
    sheet = sheet_of(ada, "Lists, corrected")
    ada.hands.click(sheet.beside)
    page = beside(ada)
    assert page.bar.where.text() == "3 differences"
    assert page.earlier.text == FIRST
    assert page.later.text == LATER
    assert ada.window.focusWidget() is page.later
    ada.press("N")
    assert page.bar.where.text() == "Difference 1 of 3"
    ada.press("J", "P", "K")
    assert page.bar.where.text() == "Difference 3 of 3"
    ada.hands.click(page.bar.next)
    assert page.bar.where.text() == "Difference 1 of 3"
    # Ctrl+F finds in the text that one is in.
    page.earlier.setFocus()
    ada.press("Ctrl+F")
    ada.write("Minsk")
    assert page.earlier.overlays.find.isVisible()
    ada.press("Esc", "Esc")
    assert not page.isVisible()
    assert ada.window.work.reader.hasFocus()


def test_a_pair_is_found_by_menu_and_key_and_leads_to_the_text(ada: Analyst) -> None:
    ada.go_to("Rain")
    ada.press("Ctrl+2", "Ctrl+Shift+E")
    assert "no other edition" in ada.told()
    sheet = sheet_of(ada, "Lists, corrected")
    ada.hands.click(sheet.take)
    ada.sees(lambda: "undo takes" in sheet.words.text())
    ada.press("Esc")
    ada.go_to("Lists of people")
    ada.press("Ctrl+2", "Ctrl+Shift+E")
    page = beside(ada)
    assert page.later.text == LATER
    # A statement leads to the text.
    start = FIRST.index(SAME)
    box = page.earlier.rects(start, start + len(SAME))[0]
    ada.hands.click(page.earlier.viewport(), box.center().toPoint())
    assert words_of_active(ada) == SAME
    assert not page.isVisible()
    menu_of(ada, "Lists of people")
    ada.hands.choose("side by side")
    assert beside(ada).isVisible()
    # Undo goes to where it was done.
    ada.press("Ctrl+Z")
    assert not page.isVisible()


@pytest.mark.parametrize("zoom", [100, 200])
def test_nothing_is_cut_off(ada: Analyst, zoom: int) -> None:
    ada.window.resize(1280, 720)
    theme.controller().set_zoom(zoom)
    sheet = sheet_of(ada, "Lists, corrected")
    assert cut_off(sheet) == []
    ada.hands.click(sheet.take)
    ada.sees(lambda: "undo takes" in sheet.words.text())
    ada.hands.rest()
    assert cut_off(sheet) == []
    ada.hands.click(sheet.beside)
    page = beside(ada)
    ada.press("N")
    assert cut_off(page) == []
    ada.press("Esc")
    ada.go_to("Lists of people")
    ada.hands.rest()
    assert cut_off(ada.window.work.reader) == []
    ada.press("Ctrl+D")
    assert cut_off(ada.find("detailsSheet")) == []


def test_it_is_left_when_an_import_is_taken_back(ada: Analyst) -> None:
    with ada.disk() as project:
        old = project.articles.called("Lists of people")[0]
        new = project.add_articles([NewArticle("Another one.", "x.txt", "Another")]).ids[0]
    ada.sees(lambda: len(ada.window.work.articles.model.rows) == 6)
    ada.window.doing.editions.show_beside(old, new)
    page = beside(ada)
    with ada.disk() as project:
        project.undo()
    ada.sees(lambda: not page.isVisible())
    assert ada.window.work.reader.isVisible()


def test_the_same_text_does_not_differ_and_long_ones_scroll_together(
    analyst: NewAnalyst, tmp_path: Path
) -> None:
    location = tmp_path / "long.factcheck"
    lines = [f"Sentence number {n} of a long article that goes on and on." for n in range(400)]
    old, new = "\n\n".join(lines), "\n\n".join([*lines[:50], "A new one.", *lines[150:]])
    with Project.create(location, title="Long", actor=Person(Id.fixed("lead"), "Lead")) as project:
        texts = ((old, "a", "Old"), (new, "a", "New"), (old, "b", "Copy"))
        ids = project.add_articles([NewArticle(*one) for one in texts]).ids
    ada = analyst(location, name="Lead")
    ada.window.doing.editions.show_beside(ids[0], ids[2])
    page = beside(ada)
    assert page.bar.where.text() == "The texts do not differ."
    assert not page.bar.next.isEnabled()
    ada.window.doing.editions.show_beside(ids[0], ids[1])
    page = beside(ada)
    assert page.bar.where.text() == "1 difference"
    ada.press("N")
    assert page.later.rects(new.index("A new one"), new.index("A new one") + 5)
    ada.press("Ctrl+End")
    last = old.index("number 399")
    assert page.later.rects(new.index("number 399"), new.index("number 399") + 3)
    assert page.earlier.rects(last, last + 3)
    page.earlier.verticalScrollBar().setValue(0)
    assert page.later.verticalScrollBar().value() < 100
