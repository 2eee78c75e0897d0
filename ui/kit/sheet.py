"""A sheet over the dimmed window: it holds the focus until it is done, and gives it back.

What is in it, and what its buttons do, is its owner's.
"""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui import theme
from ui.kit import paint
from ui.kit.buttons import Button
from ui.kit.focus import application, go_by_tab, tab_stops
from ui.kit.text import ElidedLabel, Hairline


class _Panel(QFrame):
    def paintEvent(self, event: QPaintEvent) -> None:
        paint.plate(self, border="edge", fill="panel", radius="radius_sheet")


class Sheet(QWidget):
    """Fill `body` and `footer`, then `open_sheet` once; Enter presses the primary button."""

    closed = Signal()

    def __init__(
        self,
        window: QWidget,
        title: str,
        *,
        subtitle: str = "",
        width: str = "sheet",
        height: int | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._width_name = width
        self._height = height
        self._before: QWidget | None = None
        self.panel = _Panel(self)
        self.setAccessibleName(title)
        self.panel.setAccessibleName(title)
        self._title = ElidedLabel(title, font="sheet_title")
        self._subtitle = ElidedLabel(subtitle, font="byline", color="mute")
        self.body = QVBoxLayout()
        self.footer = QHBoxLayout()
        self._build()
        self.hide()
        self.installEventFilter(self)
        self.closed.connect(self.deleteLater)
        theme.controller().changed.connect(self._restyle)

    def set_subtitle(self, text: str) -> None:
        """Say beside the title what it is about."""
        self._subtitle.set_words(text)

    def open_sheet(self, focus: QWidget | None = None) -> None:
        """Show it over the whole window; the focus goes to a widget in it, else to its first."""
        for part in (self._foot_line, self._foot):
            part.setVisible(self.footer.count() > 0)
        self._before = QApplication.focusWidget()
        self._restyle()
        self.setGeometry(self._window.rect())
        self._window.installEventFilter(self)
        self.raise_()
        self.show()
        stops = tab_stops(self)
        first = focus or (stops[0] if stops else self)
        first.setFocus(Qt.FocusReason.TabFocusReason)
        application().focusChanged.connect(self._hold_focus)

    def close_sheet(self) -> None:
        """Be done with it, and give the focus back to where it was."""
        if self.isHidden():
            return
        application().focusChanged.disconnect(self._hold_focus)
        self._window.removeEventFilter(self)
        self.hide()
        # What had the focus may have gone meanwhile, as a row of a list that was filled anew.
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def _build(self) -> None:
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._subtitle, 1)
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self.footer)
        self.footer.setSpacing(8)
        self.body.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(Hairline())
        column.addLayout(self.body, 1)
        self._foot_line = Hairline()
        column.addWidget(self._foot_line)
        column.addWidget(self._foot)
        self._restyle()

    def _restyle(self) -> None:
        look = theme.current()
        pad = look.px("xl")
        for bar in (self._head, self._foot):
            bar.setFixedHeight(look.px("sheet_bar"))
            bar.setContentsMargins(pad, 0, pad, 0)
        self._lay_out()
        self.update()

    def _lay_out(self) -> None:
        look = theme.current()
        edge = look.px("xl")
        area = self.rect().adjusted(edge, edge, -edge, -edge)
        wanted = self.panel.sizeHint()
        height = self._height or max(wanted.height(), self._tallest(look.px(self._width_name)))
        width = min(look.px(self._width_name), area.width())
        place = QRect(0, 0, width, min(height, area.height()))
        place.moveCenter(area.center())
        self.panel.setGeometry(place)

    def _tallest(self, width: int) -> int:
        return self.panel.heightForWidth(width) if self.panel.hasHeightForWidth() else 0

    def _hold_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if (
            new is None
            or new is self
            or self.isAncestorOf(new)
            or new.window() is not self.window()
        ):
            return
        if isinstance(new.parent(), Sheet) or _is_above(new, self):
            return
        stops = tab_stops(self)
        (stops[0] if stops else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  # Qt's signature
        return go_by_tab(self, forward=next)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Keys of the window's actions must not act behind the sheet. Heard here and not in `event`:
        # the sheet is deleted in that, and no Python may be on the way back from there.
        if watched is self and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            for button in self._foot.findChildren(Button):
                if button.kind == "primary" and button.isEnabled():
                    button.click()
                    break
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().color("scrim"))


def _is_above(widget: QWidget, sheet: Sheet) -> bool:
    """Say whether a widget belongs to something opened over the sheet, such as its own list."""
    siblings = sheet.window().children()
    step: QWidget | None = widget
    while step is not None and step not in siblings:
        step = step.parentWidget()
    return step is not None and siblings.index(step) > siblings.index(sheet)
