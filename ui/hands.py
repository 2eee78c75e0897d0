"""A person's hands and eyes on the window: presses, drags and keys, as Qt delivers a person's.

For the tour and for tests. It finds widgets by what is shown, waits for signals and never sleeps,
and calls nothing that a gesture would not reach.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QWidget,
)

from ui.reader import Reader
from ui.window import MainWindow

LOOK_AGAIN = 10  # ms between two looks at the screen
PATIENCE = 20.0  # seconds until what does not come is a failure
_ACCEPT = QDialogButtonBox.ButtonRole.AcceptRole
_LEFT = Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """What one person does at one window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def reader(self) -> Reader:
        """The text under the person's eyes."""
        return self.window.work.reader

    def until(self, holds: Callable[[], bool], what: str, *, seconds: float = PATIENCE) -> None:
        """Wait until the screen shows something; raise TimeoutError naming it if it never does."""
        if holds():
            return
        loop = QEventLoop()
        look = QTimer(interval=LOOK_AGAIN)
        look.timeout.connect(lambda: loop.quit() if holds() else None)
        look.start()
        QTimer.singleShot(round(seconds * 1000), loop, loop.quit)
        loop.exec()
        look.stop()
        if not holds():
            raise TimeoutError(what)

    def rest(self) -> None:
        """Let pass what is due now: painting, layout, timers of 0 ms."""
        loop = QEventLoop()
        QTimer.singleShot(0, loop, loop.quit)
        loop.exec()

    def keys(self, *pressed: str) -> None:
        """Press keys one after the other, where the focus is: "2", "Shift+2", "Ctrl+K", "Esc"."""
        for name in pressed:
            QTest.keySequence(self._focused(), QKeySequence(name))
        self.rest()

    def write(self, words: str) -> None:
        """Type words where the focus is."""
        QTest.keyClicks(self._focused(), words)
        self.rest()

    def click(
        self, widget: QWidget, at: QPoint | None = None, *, held: Qt.KeyboardModifier = _NONE
    ) -> None:
        """Press and let go the left button on a widget, in its middle unless said otherwise."""
        QTest.mouseClick(widget, _LEFT, held, at if at is not None else widget.rect().center())
        self.rest()

    def find(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """Give the widget of an `objectName` that is in sight, waiting for it."""

        def seen() -> list[QWidget]:
            found = self.window.findChildren(kind, name)
            return [x for x in found if x.isVisible()]

        self.until(lambda: bool(seen()), f"no {name} in sight")
        return seen()[-1]

    def button(self, within: QWidget, words: str) -> QAbstractButton:
        """Give the button in sight whose words or accessible name hold these, whatever the case."""
        wanted = words.casefold()
        for one in within.findChildren(QAbstractButton):
            if one.isVisible() and wanted in f"{one.text()} {one.accessibleName()}".casefold():
                return one
        raise LookupError(words)

    def choose(self, words: str) -> None:
        """Click the entry of the open menu whose words hold these."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu is open"
        entry = next(x for x in menu.actions() if words.casefold() in x.text().casefold())
        self.click(menu, menu.actionGeometry(entry).center())

    def open_article(self, title: str) -> None:
        """Click the row of an article in the list, by the beginning of its title."""
        articles = self.window.work.articles.list
        if not articles.isVisible():
            self.keys("Ctrl+1")
        rows = self.window.work.articles.model.rows
        wanted = next((x.id for x in rows if x.title.startswith(title)), None)
        if wanted is None:
            raise LookupError(title)
        index = self.window.work.articles.model.find(wanted)
        articles.scrollTo(index)
        self.click(articles.viewport(), articles.visualRect(index).center())
        self.until(lambda: self.window.session.article == wanted, f"{title} does not open")

    def place(self, words: str, nth: int = 0) -> tuple[int, int]:
        """Give where words stand in the shown text, in code points; raise LookupError if not."""
        start = -1
        for _ in range(nth + 1):
            start = self.reader.text.find(words, start + 1)
            if start < 0:
                raise LookupError(words)
        return start, start + len(words)

    def select(self, words: str, nth: int = 0) -> None:
        """Drag the mouse over words of the text, from their first to their last letter."""
        start, end = self.place(words, nth)
        self.reader.scroll_to(start, end)
        self.until(lambda: bool(self.reader.rects(start, end)), f"{words} is not in sight")
        boxes = self.reader.rects(start, end)
        first = QPointF(boxes[0].left() + 1, boxes[0].center().y())
        last = QPointF(boxes[-1].right() - 1, boxes[-1].center().y())
        self.drag(self.reader.viewport(), first, last)
        self.until(lambda: self.reader.selection() == (start, end), f"{words} is not selected")

    def select_by_keys(self, words: str, nth: int = 0) -> None:
        """Go to words with the arrow keys and select them with Shift."""
        start, end = self.place(words, nth)
        reader = self.reader
        reader.setFocus()
        self.keys("Ctrl+Home")
        page = reader.parts()[0]
        while reader.textCursor().position() < page.to_page(start):
            QTest.keyClick(reader, Qt.Key.Key_Right)
        while reader.textCursor().position() < page.to_page(end):
            QTest.keyClick(reader, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        self.rest()

    def click_words(self, words: str, nth: int = 0) -> None:
        """Click into the middle of words of the text."""
        start, end = self.place(words, nth)
        self.reader.scroll_to(start, end)
        middle = (start + end) // 2
        self.until(lambda: bool(self.reader.rects(middle, middle + 1)), f"{words} not in sight")
        box = self.reader.rects(middle, middle + 1)[0]
        point = QPointF(box.left() + box.width() * 0.3, box.center().y()).toPoint()
        self.click(self.reader.viewport(), point)

    def ask_menu(self, words: str, nth: int = 0) -> None:
        """Right-click words of the text."""
        box = self.reader.rects(*self.place(words, nth))[0]
        point = box.center().toPoint()
        reason = QContextMenuEvent.Reason.Mouse
        there = self.reader.viewport().mapToGlobal(point)
        event = QContextMenuEvent(reason, point, there)
        QApplication.sendEvent(self.reader.viewport(), event)
        self.until(lambda: QApplication.activePopupWidget() is not None, "no menu opens")

    def drag(self, widget: QWidget, start: QPointF, end: QPointF) -> None:
        """Press, move in three steps, let go."""
        QTest.mousePress(widget, _LEFT, _NONE, start.toPoint())
        for part in (0.3, 0.7, 1.0):
            at = start + (end - start) * part
            there = QPointF(widget.mapToGlobal(at.toPoint()))
            move = QEvent.Type.MouseMove
            event = QMouseEvent(move, at, there, Qt.MouseButton.NoButton, _LEFT, _NONE)
            QApplication.sendEvent(widget, event)
        QTest.mouseRelease(widget, _LEFT, _NONE, end.toPoint())
        self.rest()

    def answer_dialog(self, path: str) -> None:
        """Put a path into the dialog that is about to ask for one, and press its button."""
        watch = QTimer(self.window, interval=LOOK_AGAIN)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                return
            watch.stop()
            field = dialog.findChild(QLineEdit, "fileNameEdit")
            buttons = dialog.findChild(QDialogButtonBox)
            assert isinstance(field, QLineEdit)
            assert isinstance(buttons, QDialogButtonBox)
            # Not typed: Qt's own list of suggestions would open over the button.
            field.setText(path)
            take = next(x for x in buttons.buttons() if buttons.buttonRole(x) == _ACCEPT)
            QTest.mouseClick(take, _LEFT)
            if dialog.isVisible():
                # Refused; who waits for the answer would wait forever.
                dialog.reject()

        watch.timeout.connect(look)
        watch.start()

    def in_view(self, widget: QWidget) -> QRect:
        """Give where a widget lies in the window."""
        return QRect(widget.mapTo(self.window, QPoint(0, 0)), widget.size())

    def _focused(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            self.until(self.window.isActiveWindow, "the window does not come to the front")
        focused: QWidget | None = QApplication.focusWidget()
        return focused if focused is not None else self.window
