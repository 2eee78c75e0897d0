"""The sheet of copies: each text once, with the articles that print it, and the way to one."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from factcheck.ids import Id
from factcheck.intake.articles import add_articles
from factcheck.records import Date, NewArticle
from ui.articles import ArticlePanel
from ui.kit.text import TextLabel
from ui.known_copies import KnownCopies
from ui.session import Place
from ui.sheets.copies_sheet import CopiesSheet
from ui.sheets.details_sheet import DetailsSheet

from .sheets import TEXT, Desk, click, desk, press

__all__ = ["desk"]


def sheet_of(desk: Desk, qtbot: QtBot) -> CopiesSheet:
    sheet = CopiesSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    qtbot.waitUntil(lambda: not sheet.is_busy)
    return sheet


def test_copies_are_shown_as_a_group_and_lead_to_their_articles(desk: Desk, qtbot: QtBot) -> None:
    first = NewArticle(TEXT, "first.txt", "First", published=Date("2022-02-01"), publisher="Agency")
    add_articles(desk.project.access, [first, NewArticle("Another one.", "b.txt", "B")])
    sheet = sheet_of(desk, qtbot)
    assert [(e.title, e.detail) for e in sheet.groups.entries] == [
        ("First", "2 articles · the same")
    ]
    assert [e.title for e in sheet.articles.entries] == ["First", "A letter"]
    assert sheet.articles.entries[0].detail.startswith("Agency · 1 Feb 2022")
    click(sheet.go)
    assert sheet.isHidden()
    assert desk.session.article is not None
    assert desk.project.articles.get(desk.session.article).title == "First"


def test_without_copies_it_says_so(desk: Desk, qtbot: QtBot) -> None:
    sheet = sheet_of(desk, qtbot)
    assert sheet.groups.entries == ()
    assert not sheet.go.isEnabled()
    press(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()


def test_the_sheet_opens_at_the_group_of_an_article(desk: Desk, qtbot: QtBot) -> None:
    first, other = copies_of(desk)
    desk.session.go(Place(desk.article))
    sheet = sheet_of(desk, qtbot)
    assert sheet.articles.current == desk.article
    assert {e.id for e in sheet.articles.entries} == {first, desk.article}
    assert other not in {e.id for e in sheet.articles.entries}


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")
def test_the_list_and_the_details_say_what_has_copies(desk: Desk, qtbot: QtBot) -> None:
    first, other = copies_of(desk)
    panel = ArticlePanel(desk.workspace, desk.session)
    qtbot.addWidget(panel)
    panel.resize(300, 400)
    panel.show()
    details = DetailsSheet(desk.window, desk.workspace, desk.session, article=first)
    details.open()
    known = KnownCopies.of(desk.workspace)
    known.look()
    qtbot.waitUntil(lambda: known.count(desk.article) == 1)
    assert known.others(desk.article) == [first]
    assert known.count(other) == 0
    index = panel.model.find(first)
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
        assert "The same text, or nearly, is in 1 other article" in index.data(role)
        assert "The same text" not in panel.model.find(other).data(role)
    panel.grab()
    words = [label.text() for label in details.findChildren(TextLabel)]
    assert "1 other article has nearly the same text: “A letter”." in words
    area = panel.list.visualRect(index)
    sign = QPoint(area.right() - 22, area.bottom() - 14)
    with qtbot.waitSignal(panel.copies_wanted) as wanted, qtbot.assertNotEmitted(panel.list.chosen):
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=sign)
    assert wanted.args == [first]
    with qtbot.waitSignal(panel.list.chosen):
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    with qtbot.waitSignal(panel.copies_wanted) as wanted:
        menu_of(panel, first).actions()[1].trigger()
    assert wanted.args == [first]
    details.close_sheet()


def copies_of(desk: Desk) -> tuple[Id, Id]:
    """Add what is nearly the desk's letter, and a stranger."""
    near = NewArticle(f"{TEXT} Today.", "b.txt", "B", published=Date("2022-02-01"))
    ids = add_articles(desk.project.access, [near, NewArticle("Rain.", "c.txt", "C")]).ids
    desk.workspace.pull()
    return ids[0], ids[1]


def menu_of(panel: ArticlePanel, article: Id) -> QMenu:
    row = next(row for row in panel.model.rows if row.id == article)
    panel.list.menu_wanted.emit(row, QPoint(0, 0))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu
