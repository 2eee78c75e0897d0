"""Where the three panes stand: side by side, or as drawers over the reader where there is no room.

It measures the window against the theme's widths, which grow with the text, and remembers what the
person dragged. It knows no pane by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ui import theme

DRAWER_SHARE: Final = 0.92  # of the window's width, at the most


class Drawer(QWidget):
    """A pane lying over the reader at one side, closed by Esc or a click beside it."""

    closed = Signal()

    def __init__(self, side: Qt.Edge, parent: QWidget) -> None:
        super().__init__(parent)
        self._side = side
        self._over = parent
        self._column = QVBoxLayout(self)
        self.hide()

    def take(self, pane: QWidget) -> None:
        """Hold a pane."""
        self._column.addWidget(pane)
        pane.show()

    def place(self, width: float) -> None:
        """Lie along the side of the parent, `width` px wide where there is room."""
        taken = min(round(width), round(self._over.width() * DRAWER_SHARE))
        left = 0 if self._side is Qt.Edge.LeftEdge else self._over.width() - taken
        self.setGeometry(QRect(left, 0, taken, self._over.height()))
        line = round(theme.current().size("stroke_hairline"))
        at_left = self._side is Qt.Edge.LeftEdge
        self._column.setContentsMargins(0 if at_left else line, 0, line if at_left else 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("edge"))
        painter.fillRect(self._column.contentsRect(), look.color("panel"))


@dataclass(frozen=True, slots=True)
class Measures:
    """The theme's names of the panes' widths, and of those below which they become drawers."""

    left: str = "rail"
    left_min: str = "rail_min"
    right: str = "claim_pane"
    right_min: str = "claim_pane_min"
    narrow: str = "narrow"
    drawer: str = "drawer"


class Panes(QWidget):
    """A left pane with the strip it leaves behind, if any, the middle, and a right pane."""

    arranged = Signal()

    def __init__(
        self,
        left: QWidget,
        strip: QWidget | None,
        middle: QWidget,
        right: QWidget,
        parent: QWidget,
        *,
        measures: Measures = Measures(),
    ) -> None:
        super().__init__(parent)
        self._left, self._strip, self._middle, self._right = left, strip, middle, right
        self._measures = measures
        self._narrow: bool | None = None
        self._drawers: bool | None = None
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        if strip is not None:
            row.addWidget(strip)
        row.addWidget(self._splitter, 1)
        self._splitter.addWidget(left)
        self._splitter.addWidget(middle)
        self._splitter.addWidget(right)
        self._splitter.setStretchFactor(1, 1)
        self.left_drawer = Drawer(Qt.Edge.LeftEdge, self)
        self.right_drawer = Drawer(Qt.Edge.RightEdge, self)
        self.left_drawer.closed.connect(lambda: self._close(self.left_drawer))
        self.right_drawer.closed.connect(lambda: self._close(self.right_drawer))
        _application().focusObjectChanged.connect(self._on_focus)
        self._splitter.setHandleWidth(1)
        theme.controller().changed.connect(self._restyle)

    @property
    def has_drawers(self) -> bool:
        """Say whether the right pane is a drawer now."""
        return bool(self._drawers)

    @property
    def has_strip(self) -> bool:
        """Say whether the left pane is a strip, or only a drawer, now."""
        return bool(self._narrow)

    def show_left(self) -> None:
        """Bring the left pane into view and give it the focus."""
        self._open(self.left_drawer if self._narrow else None, self._left)

    def show_right(self) -> None:
        """Bring the right pane into view and give it the focus."""
        self._open(self.right_drawer if self._drawers else None, self._right)

    def close_drawers(self) -> None:
        """Put drawers away; the focus goes to the middle if one had it."""
        for drawer in (self.left_drawer, self.right_drawer):
            if drawer.isVisible():
                self._close(drawer)

    def state(self) -> str:
        """Give the dragged widths as text to remember."""
        return bytes(self._splitter.saveState().toBase64().data()).decode("ascii")

    def restore(self, state: str) -> None:
        """Take widths remembered by `state`; anything else is passed over."""
        if not self._narrow and not self._drawers:
            self._splitter.restoreState(QByteArray.fromBase64(state.encode("ascii", "replace")))
            self._splitter.setHandleWidth(1)  # which the state holds too

    def arrange(self) -> None:
        """Decide anew what stands and what is a drawer."""
        look = theme.current()
        measures = self._measures
        narrow = self.width() < look.size(measures.narrow)
        drawers = self.width() < look.size(measures.drawer)
        if (narrow, drawers) != (self._narrow, self._drawers):
            self._narrow, self._drawers = narrow, drawers
            if self._strip is not None:
                self._strip.setVisible(narrow)
            self._put(self._left, self.left_drawer if narrow else None, 0)
            self._put(self._right, self.right_drawer if drawers else None, 2)
            self._size()
            self.arranged.emit()
        self.left_drawer.place(look.size(measures.left))
        self.right_drawer.place(look.size(measures.right))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _on_focus(self, focused: QObject | None) -> None:
        # Going on with the work beside a drawer puts it away; a menu or dialog of its own does not.
        if isinstance(focused, QWidget) and self._middle.isAncestorOf(focused):
            self.close_drawers()

    def _put(self, pane: QWidget, drawer: Drawer | None, at: int) -> None:
        if drawer is not None:
            drawer.take(pane)
            return
        (self.left_drawer if at == 0 else self.right_drawer).hide()
        self._splitter.insertWidget(min(at, self._splitter.count()), pane)
        pane.show()

    def _size(self) -> None:
        look, measures = theme.current(), self._measures
        self._left.setMinimumWidth(0 if self._narrow else look.px(measures.left_min))
        self._right.setMinimumWidth(0 if self._drawers else look.px(measures.right_min))
        if self._strip is not None:
            self._strip.setFixedWidth(look.px("rail_strip"))
        widths = [look.px(measures.left)] if not self._narrow else []
        side = look.px(measures.right) if not self._drawers else 0
        middle = self.width() - sum(widths) - side
        self._splitter.setSizes([*widths, middle, *([side] if side else [])])

    def _open(self, drawer: Drawer | None, pane: QWidget) -> None:
        if drawer is not None:
            drawer.show()
            drawer.raise_()
        pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _close(self, drawer: Drawer) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and drawer.isAncestorOf(focused)
        drawer.hide()
        if had_focus:
            self._middle.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        self._narrow = self._drawers = None
        self.arrange()


def _application() -> QGuiApplication:
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    return app
