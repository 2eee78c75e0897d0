"""The focus ring: two px of accent, two px off whichever control has the focus.

It is painted above the window, for a control cannot paint outside itself. Controls that hug their
ring or show focus in another way say so with `own_focus`; fields always have one, buttons only when
the keyboard brought the focus.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui import theme
from ui.kit import paint

_OWN: Final = "ownFocus"
_FOLLOWED: Final = frozenset(
    (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
)


def own_focus(widget: QWidget) -> None:
    """Say that a widget shows its focus itself."""
    widget.setProperty(_OWN, True)


def application() -> QApplication:
    """Give the running program, typed; a widget cannot be without one."""
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    return running


def tab_stops(root: QWidget) -> list[QWidget]:
    """Give the widgets inside a widget that Tab comes to now, in their order."""
    stops = []
    step = root.nextInFocusChain()
    while step is not None and step is not root:
        if _is_stop(root, step):
            stops.append(step)
        step = step.nextInFocusChain()
    return stops


def go_by_tab(root: QWidget, *, forward: bool) -> bool:
    """Give the focus to the stop after what has it, or before; say that Tab is used up.

    Qt would also stop at a pane that hands the focus on, and so pass over what comes first in it.
    """
    here = application().focusWidget()
    start = here if here is not None and root.isAncestorOf(here) else root
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    step = start.nextInFocusChain() if forward else start.previousInFocusChain()
    while step is not None and step is not start:
        if _is_stop(root, step):
            step.setFocus(reason)
            break
        step = step.nextInFocusChain() if forward else step.previousInFocusChain()
    return True


def _is_stop(root: QWidget, widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return by_tab and root.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled()


class FocusRing(QWidget):
    """One for each window; made once, it follows the focus from then on."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._target: QWidget | None = None
        self._chain: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(" ")
        self.hide()
        application().focusChanged.connect(self._on_focus)
        theme.controller().changed.connect(self._place)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Some may be gone with a sheet that was closed.
        for widget in filter(isValid, self._chain):
            widget.removeEventFilter(self)
        self._chain = []
        self._target = None
        if new is not None and self._window.isAncestorOf(new) and self._wants_ring(new):
            self._target = new
            step: QWidget | None = new
            while step is not None and step is not self._window:
                step.installEventFilter(self)
                self._chain.append(step)
                step = step.parentWidget()
        self._place()

    def _wants_ring(self, widget: QWidget) -> bool:
        if widget.property(_OWN):
            return False
        if isinstance(widget, QAbstractScrollArea):
            return isinstance(widget, QPlainTextEdit)
        return not isinstance(widget, QAbstractButton) or not _pointer_is_down()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            self._place()
        return False

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        look = theme.current()
        reach = look.px("focus_ring") + look.px("focus_offset")
        inside = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())
        self.setGeometry(inside.adjusted(-reach, -reach, reach, reach))
        visible = self._visible_part(target)
        if visible.isEmpty():
            self.hide()
            return
        self.setMask(visible.translated(-self.pos()))
        self.raise_()
        self.show()
        self.update()

    def _visible_part(self, target: QWidget) -> QRect:
        visible = self._window.rect()
        step = target.parentWidget()
        while step is not None and step is not self._window:
            above = step.parentWidget()
            if isinstance(above, QAbstractScrollArea) and above.viewport() is step:
                visible &= QRect(step.mapTo(self._window, QPoint(0, 0)), step.size())
            step = above
        return visible & self.geometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        radius = look.size("radius_button") + look.size("focus_ring") + look.size("focus_offset")
        paint.ring(QPainter(self), QRectF(self.rect()), radius)


def _pointer_is_down() -> bool:
    return QApplication.mouseButtons() != Qt.MouseButton.NoButton
