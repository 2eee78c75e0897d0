"""What stands over the text for a moment: a flat frame of buttons, and a label's definition.

It decides how these look and where they find room; what they offer comes as data.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QWidget

from ui import icons, theme
from ui.kit import paint
from ui.kit.focus import own_focus
from ui.theme import Theme

_PAD, _GAP = 10.0, 7.0


class Popup(QFrame):
    """A flat frame with a border; takes no focus from the text when it is clicked."""

    def __init__(self, parent: QWidget, *, border: str = "edge") -> None:
        super().__init__(parent)
        self._border = border
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        paint.box(
            painter,
            QRectF(self.rect()),
            radius=look.size("radius_card"),
            fill=look.color("paper"),
            border=look.color(self._border),
        )
        painter.end()


class PopupRow(Popup):
    """A row of buttons with hairlines between groups."""

    def __init__(self, parent: QWidget, *, border: str = "edge") -> None:
        super().__init__(parent, border=border)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 0, 2, 0)
        self._row.setSpacing(0)
        self._fitted: float | None = None

    def clear(self) -> None:
        """Take all buttons away, one that is being pressed too: they go when Qt is idle."""
        self._fitted = None
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def add(self, widget: QWidget) -> None:
        """Put a button at the end."""
        self._row.addWidget(widget)
        widget.show()

    def add_rule(self) -> None:
        """Put a hairline at the end."""
        self.add(_Rule(self))

    def fit(self, room: float) -> None:
        """Take the size that the buttons need; in less room than that they keep only shapes."""
        if room == self._fitted:
            return
        self._fitted = room
        items = [self._row.itemAt(n) for n in range(self._row.count())]
        widgets = [item.widget() for item in items if item is not None]
        buttons = [widget for widget in widgets if isinstance(widget, PopupButton)]
        self._size(buttons, brief=False)
        if self.width() > room:
            self._size(buttons, brief=True)

    def _size(self, buttons: Sequence["PopupButton"], *, brief: bool) -> None:
        for button in buttons:
            button.set_brief(brief=brief)
        self._row.invalidate()
        self.setFixedHeight(theme.current().px("label_bar"))
        self.resize(self._row.sizeHint().width(), self.height())


class PopupButton(QAbstractButton):
    """A key cap, a shape and words, painted as one; `parts` are words with their color roles."""

    rested = Signal()
    left = Signal()

    def __init__(
        self,
        parts: tuple[tuple[str, str], ...],
        key: str,
        *,
        icon: str = "",
        role: str = "ink",
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._parts, self._key, self._icon, self._role = parts, key, icon, role
        self._brief = False
        words = " ".join(text for text, _ in parts)
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(key)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        own_focus(self)

    def set_brief(self, *, brief: bool) -> None:
        """Show only key and shape, the words as a tooltip; what has no shape keeps its words."""
        self._brief = brief and bool(self._icon)
        self.setToolTip(self.text() if self._brief else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = 2 * _PAD + self._cap_width() + _GAP
        if self._icon:
            width += look.size("icon_glyph") + _GAP
        width += -_GAP if self._brief else self._metrics_width(look)
        return QSize(round(width), look.px("label_bar") - 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(self.rect()).adjusted(1, 0, -1, 0)
        radius = look.size("radius_key") + 1
        if self.underMouse() or self.isDown() or self.hasFocus():
            paint.box(painter, inner, radius=radius, fill=look.color("hover"))
        if self.hasFocus():
            paint.ring(painter, inner, radius)
        x = self._paint_cap(painter, look, _PAD)
        if self._icon:
            side = look.size("icon_glyph")
            box = QRectF(x, (self.height() - side) / 2, side, side)
            icons.paint(painter, self._icon, box, self._role)
            x += side + _GAP
        if not self._brief:
            self._paint_words(painter, look, x)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.rested.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.rested.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _cap_width(self) -> float:
        if not self._key:
            return -_GAP
        return paint.key_cap_width(self._key)

    def _metrics_width(self, look: Theme) -> float:
        total = 0.0
        for text, role in self._parts:
            font = look.font("medium" if role == "ink" else "strong")
            total += QFontMetricsF(font).horizontalAdvance(text)
        space = QFontMetricsF(look.font("medium")).horizontalAdvance(" ")
        return total + space * (len(self._parts) - 1)

    def _paint_cap(self, painter: QPainter, look: Theme, x: float) -> float:
        if not self._key:
            return x
        width, height = self._cap_width(), look.size("key")
        place = QRectF(x, (self.height() - height) / 2, width, height)
        paint.key_cap(painter, place, self._key)
        return x + width + _GAP

    def _paint_words(self, painter: QPainter, look: Theme, x: float) -> None:
        for text, role in self._parts:
            painter.setFont(look.font("medium" if role == "ink" else "strong"))
            painter.setPen(look.color(role))
            area = QRectF(x, 0, self.width() - x + _PAD, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
            space = painter.fontMetrics().horizontalAdvance(" ")
            x += painter.fontMetrics().horizontalAdvance(text) + space


class _Rule(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(9)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        height = min(20, self.height())
        top = (self.height() - height) // 2
        painter.fillRect(QRect(4, top, 1, height), theme.current().color("line"))
        painter.end()
