"""A choice among small pictures: shapes, colors, underlines, painted as the reader paints them.

Each has a name, for a shape alone tells nothing to who cannot see it.
"""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from ui import icons, theme
from ui.kit import paint
from ui.kit.scroll import FlowLayout
from ui.sheets.editors import Choices, Editor, Value

Picture = Literal["shape", "color", "underline"]
_INSET: Final = 0.28


class _Swatch(QAbstractButton):
    def __init__(self, picture: Picture, key: str, name: str) -> None:
        super().__init__()
        self._picture, self._key = picture, key
        self.role = "ink"
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.controller().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        side = theme.current().px("button")
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        on = self.isChecked()
        fill = look.color("accent_tint" if on else "hover" if self.underMouse() else "paper")
        border = look.color("accent" if on else "line")
        width = 2.0 if on else 1.0
        radius = look.size("radius_button")
        paint.box(painter, area, radius=radius, fill=fill, border=border, width=width)
        inset = area.width() * _INSET
        inner = area.adjusted(inset, inset, -inset, -inset)
        if self._picture == "shape":
            icons.paint(painter, self._key, inner, self.role)
        elif self._picture == "color":
            dress = look.label_look(self._key)
            paint.box(painter, inner, radius=3, fill=dress.tint, border=dress.ink, width=3)
        else:
            dress = look.label_look("ink", self._key)
            painter.setPen(QPen(dress.ink, dress.underline_width, dress.underline))
            y = area.center().y()
            painter.drawLine(QPointF(area.left() + 6, y), QPointF(area.right() - 6, y))


class SwatchEditor(Editor):
    """One of several pictures; a value that is none of them leaves all off."""

    def __init__(self, label: str, picture: Picture, choices: Choices) -> None:
        super().__init__(label)
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        self._group = QButtonGroup(self)
        self._swatches: dict[str, _Swatch] = {}
        for key, words in choices:
            swatch = _Swatch(picture, key, words)
            swatch.setAccessibleDescription(label)
            swatch.clicked.connect(self._on_click)
            self._group.addButton(swatch)
            self._swatches[key] = swatch
            flow.addWidget(swatch)
        self.column.addWidget(holder)
        self.setFocusProxy(next(iter(self._swatches.values())))

    def swatch(self, key: str) -> QAbstractButton:
        """Give the button of a picture."""
        return self._swatches[key]

    def _on_click(self) -> None:
        self.edited.emit()
        self.left.emit()

    def value(self) -> Value:
        return next((key for key, s in self._swatches.items() if s.isChecked()), None)

    def show_value(self, value: Value) -> None:
        self._group.setExclusive(False)
        for key, swatch in self._swatches.items():
            swatch.setChecked(key == value)
        self._group.setExclusive(True)
