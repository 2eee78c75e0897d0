"""One of two editions that stand side by side: its text, what differs, one's own statements.

It shows and says what was pressed; which other edition it moves with is the page's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QRectF, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui import icons, theme
from ui.reading.differing import Differences
from ui.reading.gutter import Gutter
from ui.reading.lines import line_of, shown_lines
from ui.reading.marked import MarkedView
from ui.reading.menu import build_copy_menu
from ui.reading.values import ArticleView, Stretches

_THIRD = 3  # of the height, from the top: where both editions are kept in line
_PAD = 8.0


class EditionView(MarkedView):
    """A text beside its other edition; `led` when a person has scrolled it."""

    led = Signal()
    statement_clicked = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._takes: Callable[[QKeyEvent], bool] | None = None
        self._is_brought = False  # scrolled by the page, and not by a person
        self._pressed_at: QPoint | None = None
        super().__init__(parent)
        self.setObjectName(name)
        self.setTabChangesFocus(True)
        self.header.status.hide()
        self.brief.status.hide()
        self.gutter.pressed.connect(self.statement_clicked)
        self.verticalScrollBar().valueChanged.connect(self._tell_led)

    def offer_keys(self, takes: Callable[[QKeyEvent], bool]) -> None:
        """Let this have each key first."""
        self._takes = takes

    def show_article(self, view: ArticleView) -> None:
        """Show an article from its beginning, without what differs."""
        self._is_brought = True
        super().show_article(view)
        self._is_brought = False
        self._shown.differing = Differences()

    def show_differing(self, stretches: Stretches, *, struck: bool) -> None:
        """Mark what the other edition has not, in code points of the text."""
        self._shown.differing = Differences(self._page.on_page(stretches), struck)
        self.viewport().update()
        self.gutter.update()

    def show_current(self, number: int) -> None:
        """Bring one of the differences to the fore; -1 lets go."""
        self._shown.differing = replace(self._shown.differing, current=number)
        self.viewport().update()

    def at_third(self) -> tuple[int, float]:
        """Give the offset of the line that both are kept in line at, and its height in px."""
        height = self.viewport().height()
        below = QRect(0, height // _THIRD, 1, height)
        line = next(iter(shown_lines(self, below)), None)
        return (self._page.to_text(line.start), line.top) if line is not None else (0, 0.0)

    def bring(self, offset: int, y: float | None = None) -> None:
        """Scroll so that an offset is at a height in px, the usual one unless it is given."""
        line = line_of(self, self._page.to_page(offset))
        if line is None:
            return
        self._is_brought = True
        self._scroll_line_to(line, round(self.viewport().height() / _THIRD if y is None else y))
        self._is_brought = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._takes is not None and self._takes(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed_at = self._pressed_at, None
        if pressed is None or self.textCursor().hasSelection():
            return
        moved = (event.position().toPoint() - pressed).manhattanLength()
        marks = self.statements_at(event.position())
        if marks and moved < QApplication.startDragDistance():
            self.statement_clicked.emit(marks[0].id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.selection() is not None:
            build_copy_menu(self, self.copy).popup(event.globalPos())

    def _make_gutter(self) -> Gutter:
        return DifferenceGutter(self)

    def _place_popups(self) -> None:
        # Nothing is marked here, so nothing is offered at a selection.
        self.overlays.place(None, None)

    def _tell_led(self) -> None:
        if not self._is_brought:
            self.led.emit()


class DifferenceGutter(Gutter):
    """Marks of statements, and left of them a sign where a line differs."""

    def __init__(self, view: EditionView) -> None:
        super().__init__(view, view)
        self._view = view

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        differences = self._view.parts()[1].differing
        name, role = differences.icon
        painter = QPainter(self)
        side = theme.current().size("icon_small")
        for line in shown_lines(self._view, event.rect()):
            if differences.has_letters_on(line):
                area = QRectF(_PAD, line.middle - side / 2, side, side)
                icons.paint(painter, name, area, role)
        painter.end()
