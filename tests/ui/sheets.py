"""A window with an open project, and the gestures of those who fill in its sheets."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from factcheck.ids import Id
from factcheck.intake.articles import add_articles
from factcheck.project import Project
from factcheck.records import Date, NewArticle, Person
from ui.jobs import Progress
from ui.kit.buttons import Button
from ui.kit.focus import FocusRing
from ui.session import Session
from ui.sheets.records import RecordList
from ui.workspace import Workspace

TEXT = "The letter says that Moscow makes lists. The Kremlin calls it an absolute lie."
ADA = Person(Id.new(), "Ada")
BEN = Person(Id.new(), "Ben")


class Desk:
    """A window on a fresh project with one article."""

    def __init__(self, path: Path, window: QWidget) -> None:
        self.window = window
        self.workspace, self.session = Workspace(), Session()
        self.refusals: list[object] = []
        self.workspace.failed.connect(self.refusals.append)
        self.path = path / "desk.factcheck"
        project = Project.create(self.path, title="Desk", actor=ADA)
        article = NewArticle(
            text=TEXT,
            source_name="letter.txt",
            title="A letter",
            published=Date("2022-02-21", "Monday", "inferred"),
            guessed=frozenset({"title", "published"}),
        )
        self.article = add_articles(project.access, [article]).ids[0]
        self.workspace.take(project)

    @property
    def project(self) -> Project:
        """The open project."""
        return self.workspace.project

    def mark(self, words: str, label: str) -> Id:
        """Mark words of the article."""
        labels = {b.name: b.id for b in self.project.labels.labels()}
        start = TEXT.index(words)
        end = start + len(words)
        made = self.project.statements.mark(self.article, start, end, labels[label])
        self.workspace.pull()
        return made

    def last(self) -> str:
        """The code of the newest revision."""
        return self.project.log(1)[0].what.code


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """An open window and project; nothing may be refused behind a sheet."""
    window = QWidget()
    window.resize(1280, 800)
    FocusRing(window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    found = Desk(tmp_path, window)
    yield found
    assert not found.refusals
    found.workspace.close()


def until_stopped(step: Progress, began: threading.Event) -> None:
    """Work that ends only when asked to."""
    while True:
        step(1, 2)
        began.set()


def typed(field: QWidget | None, words: str, *, enter: bool = False) -> None:
    """Replace what is in a field by typing; leave it typed, or press Enter."""
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, words)
    if enter:
        QTest.keyClick(field, Qt.Key.Key_Return)


def press(widget: QWidget, key: Qt.Key) -> None:
    """Press a key in a widget."""
    QTest.keyClick(widget, key)


def click(button: QAbstractButton) -> None:
    """Click a button that is there to be clicked."""
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def button(parent: QWidget, words: str) -> Button:
    """Find a visible button by its words or its name."""
    buttons = parent.findChildren(Button)
    found = [b for b in buttons if b.isVisible() and words in (b.text(), b.accessibleName())]
    assert found, [b.accessibleName() for b in buttons if b.isVisible()]
    return found[0]


def choose(rows: RecordList, title: str) -> None:
    """Click a row by its title."""
    at = next(i for i, entry in enumerate(rows.entries) if entry.title == title)
    area = rows.visualRect(rows.model().index(at, 0))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
