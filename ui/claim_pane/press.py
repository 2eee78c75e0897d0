"""A button that holds words of several fonts: for lines of cards that take one somewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.kit import paint
from ui.kit.marks import Glyph
from ui.kit.text import TextLabel, Words


class Pressable(QAbstractButton):
    """A shape and lines of words; Enter, Space or a click on it is `clicked`.

    With `most`, each takes so many lines of the screen and ends in an ellipsis where it is longer.
    """

    def __init__(
        self,
        glyph: str,
        role: str,
        *,
        size: str = "icon_small",
        most: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.glyph = Glyph(glyph, role, size=size)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._icon = QVBoxLayout()
        self._icon.addWidget(self.glyph)
        self._icon.addStretch(1)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addLayout(self._icon)
        self.row.addLayout(self._lines, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._labels: list[TextLabel] = []
        self._most = most
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def set_lines(self, *lines: Words) -> None:
        """Say other words, a label for each line."""
        while len(self._labels) > len(lines):
            label = self._labels.pop()
            self._lines.removeWidget(label)
            label.hide()
            label.deleteLater()
        while len(self._labels) < len(lines):
            label = TextLabel("", font="meta", color="mute", lines=self._most)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._labels.append(label)
            self._lines.addWidget(label)
        for label, words in zip(self._labels, lines, strict=True):
            label.set_words(words)

    def sizeHint(self) -> QSize:
        return self.row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.row.totalMinimumSize()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            # Qt would go to a neighbor; here these go from card to card.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.underMouse() and not self.isDown():
            return
        look = theme.current()
        area = QRectF(self.rect())
        border = None if look.has_tints else look.color("ink")
        paint.box(
            QPainter(self),
            area,
            radius=look.size("radius_key"),
            fill=look.color("hover"),
            border=border,
        )

    def _restyle(self) -> None:
        look = theme.current()
        self.row.setSpacing(look.px("gap"))
        over = (look.line_height("meta") - look.size("icon_small")) / 2
        self._icon.setContentsMargins(0, max(0, round(over)), 0, 0)
        self.updateGeometry()
