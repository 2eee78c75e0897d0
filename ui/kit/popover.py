"""A small frame over the window near a place in it: completion lists, definitions, menus of cards.

It is a child of the window, so that it moves with it, shows in pictures of it and never takes the
focus unless asked to.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from ui import theme
from ui.kit import paint
from ui.kit.focus import application, tab_stops


class Popover(QFrame):
    """Put its contents into `column`, then `show_near`; Esc and a press elsewhere close it."""

    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._anchor: QWidget | None = None
        self._before: QWidget | None = None
        self.column = QVBoxLayout(self)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.hide()
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def show_near(
        self,
        rect: QRect,
        *,
        above: bool = False,
        gap: int = 4,
        anchor: QWidget | None = None,
        take_focus: bool = False,
    ) -> None:
        """Open beside a rectangle of the window, below it if there is room, else above.

        A press inside `anchor` does not close it. With `take_focus` the focus goes in, and back to
        where it was on closing.
        """
        self._anchor = anchor
        self.adjustSize()
        size = self.sizeHint().expandedTo(self.minimumSize()).boundedTo(self.maximumSize())
        if self.column.hasHeightForWidth():
            # Words that wrap take more than their size alone says.
            size.setHeight(max(size.height(), self.column.totalHeightForWidth(size.width())))
        self.resize(size)
        self.move(self._spot(rect, above=above, gap=gap))
        self.raise_()
        self.show()
        application().installEventFilter(self)
        if take_focus:
            self._before = QApplication.focusWidget()
            stops = tab_stops(self)
            (stops[0] if stops else self).setFocus(Qt.FocusReason.PopupFocusReason)

    def close_now(self) -> None:
        """Close it and give the focus back; nothing happens if it is closed."""
        if self.isHidden():
            return
        application().removeEventFilter(self)
        inside = QApplication.focusWidget()
        had_focus = inside is not None and self.isAncestorOf(inside)
        self.hide()
        if had_focus and self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        self.closed.emit()

    def _spot(self, rect: QRect, *, above: bool, gap: int) -> QPoint:
        room = self._window.rect().adjusted(gap, gap, -gap, -gap)
        over = rect.top() - gap - self.height()
        under = rect.bottom() + 1 + gap
        fits_over, fits_under = over >= room.top(), under + self.height() <= room.bottom() + 1
        y = over if (above and fits_over) or (not fits_under and fits_over) else under
        x = rect.right() + 1 - self.width() if self.isRightToLeft() else rect.left()
        x = max(room.left(), min(x, room.right() + 1 - self.width()))
        y = max(room.top(), min(y, room.bottom() + 1 - self.height()))
        return QPoint(x, y)

    def _restyle(self) -> None:
        look = theme.current()
        pad = look.px("s")
        self.column.setContentsMargins(pad, pad, pad, pad)
        self.update()

    def _is_outside(self, watched: QObject) -> bool:
        if not isinstance(watched, QWidget):
            return False
        if watched is self or self.isAncestorOf(watched):
            return False
        anchor = self._anchor
        return anchor is None or (watched is not anchor and not anchor.isAncestorOf(watched))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        pressed = kind == QEvent.Type.MouseButtonPress and self._is_outside(watched)
        if pressed or (kind == QEvent.Type.WindowDeactivate and watched is self._window):
            self.close_now()
        return False

    def event(self, event: QEvent) -> bool:
        # Esc must close this and not reach an action of the window.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_now()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.plate(self, border="edge")
