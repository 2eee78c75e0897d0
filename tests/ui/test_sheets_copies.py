"""The sheet of copies: each text once, with the articles that print it, and the way to one."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from factcheck.intake.articles import add_articles
from factcheck.records import Date, NewArticle
from ui.sheets.copies_sheet import CopiesSheet

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
