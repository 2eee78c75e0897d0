"""What an analyst does at the window, in words: the vocabulary of window tests and journeys.

Every gesture is a real press, drag or key (`ui/hands.py`); what came of it is read from the
database through a project opened anew, never from a widget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Link, Statement
from factcheck.settings import Settings
from ui.hands import Hands
from ui.kit.notice import Toast
from ui.window import FIRST_SIZE, MainWindow

LETTER, TASNIM, SUMMIT = "US letter", "Kremlin Not Ruling", "Biden Agrees"


class Analyst:
    """A person at one window: gestures, and looks at what is on disk."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.window = MainWindow(settings)
        self.window.resize(*FIRST_SIZE)  # which the offscreen screen has no room for
        self.window.show()
        self.hands = Hands(self.window)
        self.hands.find("startPage")
        self._is_here = True

    @property
    def location(self) -> str:
        """Where the open project is."""
        return self.window.workspace.project.location

    def open(self, location: str | Path) -> None:
        """Open a project by the window's own door, as from the command line."""
        assert self.window.open_project(str(location)), self.told()
        self.hands.rest()

    def go_to(self, title: str) -> None:
        """Open an article from the list."""
        self.hands.open_article(title)

    def select(self, words: str, nth: int = 0) -> None:
        """Select words of the shown article with the mouse."""
        self.hands.select(words, nth)

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        self.hands.keys(*keys)

    def write(self, words: str) -> None:
        """Type words where the focus is."""
        self.hands.write(words)

    def mark(self, words: str, key: str, nth: int = 0) -> None:
        """Select words and press a label's key."""
        self.select(words, nth)
        self.press(key)

    def click_statement(self, words: str, nth: int = 0) -> None:
        """Click into the words of a statement in the text, once it is there."""
        start, end = self.hands.place(words, nth)
        shown = self.window.work.shown

        def is_there() -> bool:
            spans = (span for one in shown.statements.values() for span in one.spans)
            return any(span.start < end and start < span.end for span in spans)

        self.sees(is_there, f"no statement on {words}")
        self.hands.click_words(words, nth)

    def attribute(self, source: str = "", cue: str = "", nth: int = 0) -> None:
        """Select source and cue of the active statement, and mark them."""
        if source:
            self.select(source, nth)
            self.press("S")
        if cue:
            self.select(cue, nth)
            self.press("Q")

    def choose_speaker(self, name: str) -> None:
        """Type who says it and take what is offered."""
        self._fill("W", "speakerField", name)

    def choose_claim(self, words: str) -> None:
        """Type which claim it is about and take what is offered."""
        self._fill("A", "claimField", words)

    def link_to(self, words: str, key: str, *, article: str | None = None) -> None:
        """Draw a link from the active statement to another, whose article may be named."""
        self.press("L")
        if article is not None:
            self.go_to(article)
        self.click_statement(words)
        self.press(key)

    def drop(self, path: Path) -> None:
        """Drop something from the desktop on the window."""
        dragged = QMimeData()
        dragged.setUrls([QUrl.fromLocalFile(str(path))])
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        copied = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(QPoint(300, 300), copied, dragged, left, none)
        QApplication.sendEvent(self.window, enter)
        assert enter.isAccepted()
        let_go = QDropEvent(QPointF(300, 300), copied, dragged, left, none)
        QApplication.sendEvent(self.window, let_go)
        assert let_go.isAccepted()

    def told(self) -> str:
        """The sentence at the foot of the window, empty if there is none."""
        toasts = [x for x in self.window.findChildren(Toast) if x.isVisible()]
        return toasts[-1].sentence if toasts else ""

    def sees(self, what: Callable[[], bool], why: str = "it does not show") -> None:
        """Wait until something shows."""
        self.hands.until(what, why)

    def find(self, name: str) -> QWidget:
        """Give the widget of a name that is in sight."""
        return self.hands.find(name)

    def close(self) -> None:
        """Close the window, as from the menu."""
        if self._is_here:
            self._is_here = False
            self.window.close()
            self.window.deleteLater()

    @contextmanager
    def disk(self) -> Iterator[Project]:
        """The project as somebody else would find it now."""
        project = Project.open(self.location, self.settings.person())
        try:
            yield project
        finally:
            project.close()

    def statements(self) -> list[Statement]:
        """One's own statements, as they are on disk, in the order of articles and text."""
        with self.disk() as project:
            return own_statements(project)

    def links(self) -> list[Link]:
        """One's own links, as they are on disk."""
        with self.disk() as project:
            return own_links(project)

    def _fill(self, key: str, name: str, words: str) -> None:
        self.press(key)
        self.sees(lambda: self.window.focusWidget().objectName() == name, f"no focus in {name}")
        self.write(words)
        self.press("Return")
        self.press("Ctrl+2")


def own_statements(project: Project) -> list[Statement]:
    """The statements of who opened a project, in the order of articles and text."""
    own = [project.layer.id]
    return [x for a in article_ids(project) for x in project.statements.of_article(a, own)]


def own_links(project: Project) -> list[Link]:
    """The links of who opened a project, by id."""
    own = [project.layer.id]
    found = {x.id: x for a in article_ids(project) for x in project.links.of_article(a, own)}
    return sorted(found.values(), key=lambda x: x.id)


def article_ids(project: Project) -> list[Id]:
    """The articles of a project by title."""
    return [x.id for x in sorted(project.articles.rows([]), key=lambda x: x.title)]
