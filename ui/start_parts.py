"""What the start page is made of: cards to press, recent projects, and a sentence of the sample.

The sentence is painted as the reader paints statements, so that the first look is the true one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QTextLayout, QTextLine
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme
from ui.dates import moment_shown
from ui.keymap import binding
from ui.kit import paint as kit
from ui.kit.buttons import KeyCap
from ui.kit.card import Card
from ui.kit.marks import Glyph
from ui.kit.text import TextBlock, TextLabel
from ui.texts import tr

_SAMPLE: Final = (
    ("start.text.lead", None),
    ("start.text.allegation", "allegation"),
    ("start.text.between", None),
    ("start.text.accusation", "denial"),
    ("start.text.says", None),
    ("start.text.lie", "denial"),
    ("start.text.end", None),
)
_UNDERLINE: Final = {"allegation": "solid", "denial": "dash"}
_LEGEND: Final = (
    ("triangle", "allegation"), ("cross", "denial"),
    ("tick", "confirmation"), ("not_equal", "contradiction"),
)  # fmt: skip


class ActionCard(Card):
    """A card that is one button: an icon, what it does, more about it, its key."""

    def __init__(self, icon: str, title: str, more: str, *, key: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setAccessibleDescription(more)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.row = QHBoxLayout()
        self.row.setSpacing(12)
        self.row.addWidget(Glyph(icon, "accent"), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(TextLabel(title, font="strong"), 1)
        head.addWidget(KeyCap(binding(key).cap), 0, Qt.AlignmentFlag.AlignVCenter)
        words.addLayout(head)
        words.addWidget(TextLabel(more, font="meta", color="mute"))
        self.row.addLayout(words, 1)
        self.column.addLayout(self.row)


class RecentRow(QAbstractButton):
    """One project opened before."""

    def __init__(self, row: Mapping[str, str]) -> None:
        super().__init__()
        self._title = row.get("title", "")
        self._detail = " · ".join(
            x for x in (row.get("detail", ""), moment_shown(row.get("opened", ""))) if x
        )
        self._icon = "database" if row["location"].startswith("postgres") else "file"
        self.setObjectName("recentRow")
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(self._detail)
        self.setToolTip(row["location"])
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(200, round(18 + look.line_height("medium") + look.line_height("meta")))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        if self.underMouse() or self.hasFocus():
            radius = look.size("radius_row")
            kit.box(painter, QRectF(self.rect()), radius=radius, fill=look.color("hover"))
        side = look.size("icon")
        icons.paint(painter, self._icon, QRectF(10, 10, side, side), "mute")
        left, width = 20 + side, self.width() - 30 - side
        title = TextBlock(self._title, font="medium", lines=1)
        title.paint(painter, QPointF(left, 9), width)
        detail = TextBlock(self._detail, font="meta", color="mute", lines=1)
        detail.paint(painter, QPointF(left, 9 + look.line_height("medium")), width)


class ShapeKey(QWidget):
    """Which shape and color stands for what."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        for shape, role in _LEGEND:
            row.addWidget(Glyph(shape, role, size="icon_count"))
            row.addWidget(TextLabel(tr(f"start.label.{role}"), font="meta_medium", color=role))
            row.addSpacing(11)
        row.addStretch(1)


class SampleText(QWidget):
    """A sentence of the sample with its statements."""

    def __init__(self) -> None:
        super().__init__()
        self._parts = [(tr(key), role) for key, role in _SAMPLE]
        self._text = "".join(part for part, _ in self._parts)
        self.setAccessibleName(self._text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.controller().changed.connect(self.updateGeometry)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._layout(width).lineCount() * theme.current().line_height("quote_sample"))

    def sizeHint(self) -> QSize:
        return QSize(420, self.heightForWidth(420))

    def _layout(self, width: float) -> QTextLayout:
        look = theme.current()
        layout = QTextLayout(self._text, look.font("quote_sample"))
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 40))
            line.setPosition(QPointF(0, y))
            y += look.line_height("quote_sample")
        layout.endLayout()
        return layout

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout = self._layout(self.width())
        at = 0
        for part, role in self._parts:
            if role is not None:
                self._paint_statement(painter, layout, at, at + len(part), role)
            at += len(part)
        painter.setPen(theme.current().color("ink"))
        layout.draw(painter, QPointF(0, 0))

    def _paint_statement(
        self, painter: QPainter, layout: QTextLayout, start: int, end: int, role: str
    ) -> None:
        look = theme.current()
        dress = look.label_look(role, _UNDERLINE[role])
        for i in range(layout.lineCount()):
            line = layout.lineAt(i)
            first = max(start, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            if first >= last:
                continue
            left, right = _x_of(line, first), _x_of(line, last)
            right = min(right, line.naturalTextRect().right())
            top, bottom = line.y(), line.y() + line.ascent() + look.size("underline_offset")
            tint = QRectF(left, top, right - left, bottom - top)
            kit.box(painter, tint, radius=2, fill=dress.tint)
            painter.setPen(QPen(dress.ink, dress.underline_width, dress.underline))
            painter.drawLine(QPointF(left, bottom), QPointF(right, bottom))


def _x_of(line: QTextLine, position: int) -> float:
    # PySide gives a pair, the place and the position it took; its stubs do not say so.
    return cast(tuple[float, int], line.cursorToX(position))[0]
