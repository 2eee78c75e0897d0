"""What stands around the text: status bar, palette, key sheet, the articles' menu, a new claim."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from factcheck.intake.bringing_in import Wishes, bring_in
from tests.gestures import LETTER, TASNIM, Analyst
from tests.windows import NewAnalyst
from ui.found_list import Found
from ui.palette import SHOWN, CommandPalette
from ui.sheets.import_sheet import ImportSheet

SEEDS = 5


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


def ask_menu(ada: Analyst, title: str) -> QMenu:
    """Right-click the row of an article in the list."""
    articles = ada.window.work.articles.list
    row = next(x for x in ada.window.work.articles.model.rows if x.title.startswith(title))
    index = ada.window.work.articles.model.find(row.id)
    articles.scrollTo(index)
    point = articles.visualRect(index).center()
    where = articles.viewport().mapToGlobal(point)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(articles.viewport(), QContextMenuEvent(reason, point, where))
    return menu()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")
def test_whose_marks_a_new_project_holds_is_asked_in_a_project_too(
    analyst: NewAnalyst, sample: Path, tmp_path: Path
) -> None:
    ada = analyst(sample)
    ada.press("Ctrl+N")
    assert [x.text() for x in menu().actions()] == ["One shared layer", "A layer each"]
    ada.hands.answer_dialog(str(tmp_path / "another"))
    ada.hands.choose("A layer each")
    ada.sees(lambda: ada.window.workspace.project.title == "another")
    assert ada.window.workspace.project.layering == "each"
    assert not ada.window.findChildren(QMenu)


def test_a_project_opens_in_the_text_whatever_was_shown_of_the_one_before(
    analyst: NewAnalyst, sample: Path, desk: Path
) -> None:
    ada = analyst(sample)
    ada.press("Alt+3")
    assert ada.find("claimBoard").isVisible()
    ada.window.open_project(str(desk))
    ada.sees(lambda: ada.window.work.reader.hasFocus())
    assert ada.window.work.reader.isVisible()


@pytest.mark.parametrize("way", ["text", "review", "claims", "nothing found"])
def test_tab_gets_past_what_is_empty(
    analyst: NewAnalyst, empty: Path, sample: Path, way: str
) -> None:
    ada = analyst(sample if way == "nothing found" else empty)
    if way == "nothing found":
        ada.hands.click(ada.find("articleSearch"))
        ada.write("qqq")
    if way in ("review", "claims"):
        ada.press("Alt+2" if way == "review" else "Alt+3")
        ada.find("claimBoard" if way == "claims" else "reviewPage")
    been = []
    for _ in range(60):
        ada.press("Tab")
        been.append(ada.window.focusWidget())
    assert all(one is not other for one, other in pairwise(been)), been
    assert been[0] in been[1:], "it does not come round"


@pytest.mark.parametrize(("way", "search"), [("Alt+1", "articleSearch"), ("Alt+3", "claimSearch")])
def test_tab_comes_to_the_search_of_a_list_before_the_list_and_back(
    analyst: NewAnalyst, sample: Path, way: str, search: str
) -> None:
    ada = analyst(sample)
    ada.press(way)
    names = {"articleSearch": "articleList", "claimSearch": "claimList"}
    there, back = _walk(ada, "Tab"), _walk(ada, "Shift+Tab")
    assert there.index(search) < there.index(names[search], there.index(search))
    between = there[there.index(search) : there.index(names[search], there.index(search)) + 1]
    assert set(between[1:-1]) == {""}, "the buttons of the list"
    assert "".join(reversed(between)) in "".join(back)
    assert len(set(there)) == len(set(back))


def _walk(ada: Analyst, key: str) -> list[str]:
    """Where the focus is after each press of a key, by name."""
    been = []
    for _ in range(60):
        ada.press(key)
        focused = ada.window.focusWidget()
        been.append(focused.objectName())
    return been


def test_an_empty_project_opens_on_the_way_to_its_first_articles(
    analyst: NewAnalyst, empty: Path
) -> None:
    ada = analyst(empty)
    assert ada.window.work.nothing.button.hasFocus()
    ada.press("Space")
    ada.find("importDialog")


def test_what_is_dropped_on_the_sheet_that_imports_is_looked_at_there(
    analyst: NewAnalyst, empty: Path, tmp_path: Path
) -> None:
    (tmp_path / "rain.txt").write_text("Rain in Minsk\n\nIt rained all day, officials say.\n")
    ada = analyst(empty)
    ada.press("Ctrl+I")
    ada.find("importDialog")
    ada.drop(tmp_path / "rain.txt")
    (sheet,) = [x for x in ada.window.findChildren(ImportSheet) if x.isVisible()]
    ada.sees(lambda: sheet.take.isEnabled())
    ada.press("Return")
    ada.sees(lambda: "1 article" in sheet.notices.sentence)


def test_a_link_is_let_go_when_the_statement_where_it_began_is_gone(
    analyst: NewAnalyst, desk: Path
) -> None:
    ada = analyst(desk)
    ada.go_to("In a letter")
    ada.mark("it is an “absolute lie”", "2")
    ada.press("L")
    assert ada.find("linkBanner").isVisible()
    ada.press("Ctrl+Z")
    ada.sees(lambda: ada.window.session.armed is None)
    assert not ada.window.work.banner.isVisible()


@pytest.mark.parametrize(("key", "name"), [("Ctrl+K", "commandPalette"), ("F1", "keySheet")])
def test_a_sheet_is_gone_once_it_is_closed(
    analyst: NewAnalyst, sample: Path, key: str, name: str
) -> None:
    ada = analyst(sample)
    ada.press(key)
    ada.find(name)
    ada.press("Esc")
    ada.sees(lambda: not ada.window.findChildren(QWidget, name))


def test_the_way_does_not_lead_to_an_article_whose_import_was_taken_back(
    analyst: NewAnalyst, sample: Path, tmp_path: Path
) -> None:
    ada = analyst(sample)
    ada.go_to(LETTER)
    text = tmp_path / "another.txt"
    text.write_text("Another article\n\nNobody denies it.\n", "utf-8")
    with ada.disk() as project:
        bring_in(project, [text], Wishes(), progress=lambda _done, _of: None)
    ada.sees(lambda: len(ada.window.work.articles.model.rows) == SEEDS + 1)
    ada.go_to("Another article")
    ada.press("Alt+Left")
    with ada.disk() as project:
        project.undo()
    ada.sees(lambda: len(ada.window.work.articles.model.rows) == SEEDS)
    assert not ada.window.session.can_go_forward
    assert ada.window.session.can_go_back


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")
def test_an_article_of_the_list_has_a_menu(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    ada.go_to(LETTER)
    ask_menu(ada, TASNIM)
    ada.hands.choose("Mark as done")
    rows = ada.window.work.articles.model.rows
    assert {x.title[:6]: x.status for x in rows if x.status != "to_do"} == {TASNIM[:6]: "done"}
    ask_menu(ada, TASNIM)
    ada.hands.choose("Copy the title")
    assert QApplication.clipboard().text().startswith(TASNIM)
    ask_menu(ada, TASNIM)
    ada.hands.choose("details")
    assert ada.find("detailsSheet").isVisible()
    ada.press("Ctrl+A")
    ada.write("Not ruling it out")
    ada.press("Esc")
    titles = [x.title for x in ada.window.work.articles.model.rows]
    assert "Not ruling it out" in titles
    assert ada.window.work.shown.article is not None
    assert ada.window.work.shown.article.title.startswith(LETTER)


def test_the_shown_article_s_details_are_opened_by_a_key(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    ada.go_to(LETTER)
    ada.press("Ctrl+D")
    assert ada.find("detailsSheet").isVisible()
    ada.press("Esc")
    found = open_palette(ada, "article's details")
    assert [str(x.title) for x in found][:1] == ["Article’s details…"]


def test_a_new_claim_is_made_for_the_active_statement(analyst: NewAnalyst, desk: Path) -> None:
    ada = analyst(desk)
    ada.go_to("In a letter")
    ada.mark("it is an “absolute lie”", "2")
    ada.press("Ctrl+Shift+N")
    ada.find("newClaimSheet")
    ada.write("There are lists")
    ada.press("Return")
    [made] = ada.statements()
    with ada.disk() as project:
        claims = {x.id: x.proposition for x in project.claims.all()}
    assert made.claim is not None
    assert claims[made.claim] == "There are lists"
    assert ada.window.session.claim == made.claim


def test_a_new_claim_of_no_statement_waits_for_one(analyst: NewAnalyst, desk: Path) -> None:
    ada = analyst(desk)
    ada.press("Ctrl+Shift+N")
    sheet = ada.find("newClaimSheet")
    ada.write("The moon is made of cheese")
    ada.press("Esc")
    assert sheet.isVisible()
    ada.press("Return")
    ada.press("Alt+3")
    ada.find("claimBoard")
    ada.press("Ctrl+Shift+N")
    ada.write("It is a blue cheese")
    ada.press("Return")
    with ada.disk() as project:
        words = {x.proposition for x in project.claims.all()}
    assert words == {"The moon is made of cheese", "It is a blue cheese"}


def test_the_sheet_of_keys_names_what_can_be_used(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    ada.press("?")
    sheet = ada.find("keySheet")

    def listed() -> list[str]:
        return [x.accessibleName() for x in sheet.findChildren(QWidget) if x.isVisible()]

    assert "Mark with the third label: 3" in listed()
    assert {"New claim…: Ctrl Shift N", "Review: Alt 2"} <= set(listed())
    assert not [x for x in listed() if x.startswith(("Accept", "Mark with the fourth"))]
    ada.write("review")
    assert "New claim…: Ctrl Shift N" not in listed()
    review = ada.window.findChild(QAction, "actionReview")
    assert isinstance(review, QAction)
    assert review.isEnabled()


def test_the_list_counts_a_mark_and_its_undo(analyst: NewAnalyst, sample: Path) -> None:
    ana = analyst(sample)
    ana.go_to(LETTER)
    model = ana.window.work.articles.model
    before = [row.counts for row in model.rows]
    ana.mark("warns of", "2")
    after = [row.counts for row in model.rows]
    changed = [i for i, (x, y) in enumerate(zip(before, after, strict=True)) if x != y]
    assert len(changed) == 1
    ana.go_to(TASNIM)
    ana.press("Ctrl+Z")
    assert [row.counts for row in model.rows] == before
