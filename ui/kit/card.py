"""A framed card that can be active or an end of a link; Enter or a click on it says `activated`."""

from typing import Final, Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import theme
from ui.kit import paint
from ui.kit.focus import own_focus

State = Literal["plain", "active", "source", "target", "gold"]
# The color role of the border and its width in px.
_BORDERS: Final[dict[State, tuple[str, float]]] = {
    "plain": ("line", 1),
    "active": ("accent", 2),
    "source": ("contradiction", 2),
    "target": ("contradiction", 1),
    "gold": ("gold", 2),
}


class Card(QFrame):
    """A card; put its contents into `column`. Name it by `setAccessibleName`."""

    activated = Signal()
    focused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State = "plain"
        self._keyboard = False
        self.column = QVBoxLayout(self)
        self.column.setSpacing(0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        own_focus(self)
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    @property
    def state(self) -> State:
        """What its border says."""
        return self._state

    def set_state(self, state: State) -> None:
        """Show it as active, as an end of a link, or plain."""
        self._state = state
        self.update()

    def _restyle(self) -> None:
        look = theme.current()
        x, y = look.px("card_pad_x"), look.px("card_pad_y")
        self.column.setContentsMargins(x, y, x, y + 1)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        left = event.button() is Qt.MouseButton.LeftButton
        if left and self.rect().contains(event.position().toPoint()):
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keyboard = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.focused.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        role, width = _BORDERS[self._state]
        area, radius = QRectF(self.rect()), look.size("radius_card")
        paint.box(
            painter,
            area,
            radius=radius,
            fill=look.color("paper"),
            border=look.color(role),
            width=width,
        )
        if self.hasFocus() and self._keyboard:
            paint.ring(painter, area, radius)
            if self._state != "plain":
                # The ring lies over the border, which goes on saying inside it what the card is.
                gap = 3.5
                inner = area.adjusted(gap, gap, -gap, -gap)
                paint.box(painter, inner, radius=radius - gap, border=look.color(role))
