"""What is pressed to decide: a cell for each annotator's part of a version, a button for the whole.

They show what they are given; what is taken has a gold border and the star. Enter is not theirs:
it decides, wherever in the page it is pressed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from factcheck.ids import Id
from ui import icons, theme
from ui.kit import paint
from ui.kit.avatar import paint_avatar
from ui.kit.focus import own_focus
from ui.texts import tr

Style = Literal["quote", "label", "plain"]
_FONTS: Final[dict[Style, str]] = {"quote": "quote_small", "label": "meta_strong", "plain": "meta"}
_PAD_X, _PAD_TOP, _PAD_BOTTOM = 7.0, 6.0, 7.0
_ROUND: Final = 14.0  # the circle that says whether a cell is taken
_BORDER: Final = 2.0


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell: whose part it takes (None where there is nothing), its words and looks."""

    version: Id | None
    words: str
    style: Style = "plain"
    shape: str = ""
    color: str = "ink"
    letters: str = ""
    tip: str = ""
    taken: bool = False
    columns: int = 1
    leads: bool = False  # shown, or a way to a place: there is nothing to take
    goes: bool = False  # to a place in a text

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to take."""
        return self.version is None


class Cell(QAbstractButton):
    """A part of a version, to be taken."""

    def __init__(self, view: CellView, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._by_keyboard = False
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        own_focus(self)
        theme.controller().changed.connect(self.updateGeometry)
        self.show_view(view, name)

    @property
    def view(self) -> CellView:
        """What it shows."""
        return self._view

    def show_view(self, view: CellView, name: str) -> None:
        """Show another part."""
        self._view = view
        self.setEnabled(not view.is_empty)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if view.is_empty else Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{name}: {view.words}")
        self.setAccessibleDescription(tr("review.taken") if view.taken else "")
        self.setToolTip(view.tip if view.tip != view.words else "")
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self._lay_out(width)
        count = max(layout.lineCount(), 1)
        return round(count * self._pitch() + _PAD_TOP + _PAD_BOTTOM)

    def sizeHint(self) -> QSize:
        return QSize(100, self.heightForWidth(max(self.width(), 60)))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, round(self._pitch() + _PAD_TOP + _PAD_BOTTOM))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, view = theme.current(), self._view
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, radius = QRectF(self.rect()), look.size("radius_row")
        lit = self.underMouse() and self.isEnabled() and (view.goes or not view.leads)
        ground = look.color("hover" if lit else "panel" if view.is_empty else "paper")
        border, width = look.color("line"), 1.0
        if view.taken:
            border, width = look.color("gold"), _BORDER
        elif lit and not look.has_tints:
            border = look.color("ink")
        paint.box(painter, area, radius=radius, fill=ground, border=border, width=width)
        ink = view.color if look.has_color(view.color) else "mute"
        origin = QPointF(_PAD_X, _PAD_TOP)
        if view.shape:
            side = look.size("icon_count") + 1
            top = origin.y() + (self._pitch() - side) / 2
            icons.paint(painter, view.shape, QRectF(origin.x(), top, side, side), ink)
        painter.setPen(look.color("mute" if view.is_empty else ink))
        self._lay_out(self.width()).draw(painter, origin)
        if not view.is_empty and not view.leads:
            self._paint_round(painter)
        if self.hasFocus() and self._by_keyboard:
            paint.ring(painter, area, radius)

    def _paint_round(self, painter: QPainter) -> None:
        look = theme.current()
        side = self._round()
        spot = QRectF(self.width() - _PAD_X - side, _PAD_TOP + 1, side, side)
        taken = self._view.taken
        fill = look.color("gold_tint") if taken and look.has_tints else None
        border = look.color("gold" if taken else "edge")
        paint.box(painter, spot, radius=side / 2, fill=fill, border=border, width=1.4)
        if taken:
            inner = spot.adjusted(side * 0.18, side * 0.18, -side * 0.18, -side * 0.18)
            icons.paint(painter, "star", inner, "gold")

    def _round(self) -> float:
        return _ROUND * theme.current().zoom / 100

    def _pitch(self) -> float:
        return theme.current().line_height(_FONTS[self._view.style])

    def _lay_out(self, width: int) -> QTextLayout:
        """Set the words; the first line leaves room for the circle, and for a shape before it."""
        look, view = theme.current(), self._view
        words = f"{view.letters}  {view.words}" if view.letters else view.words
        layout = QTextLayout(words, look.font(_FONTS[view.style]))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        room = max(width - 2 * _PAD_X, 20.0)
        lead = look.size("icon_count") + 1 + look.size("xs") + 1 if view.shape else 0.0
        layout.beginLayout()
        number = 0
        line = layout.createLine()
        while line.isValid():
            first = number == 0
            taken = (
                self._round() + 4 if first and not view.is_empty and not view.leads else 0.0
            ) + lead
            line.setLineWidth(max(room - taken, 12.0))
            top = number * self._pitch() + (self._pitch() - line.height()) / 2
            line.setPosition(QPointF(lead, top))
            number += 1
            line = layout.createLine()
        layout.endLayout()
        return layout


class VersionButton(QAbstractButton):
    """One annotator at the head of a column: takes the whole version."""

    def __init__(self, letters: str, name: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters, self._key = letters, key
        self._by_keyboard = False
        self.setText(name)
        self.setCheckable(True)
        self.setAccessibleName(tr("review.version_of", name=name))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        own_focus(self)
        theme.controller().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(100, theme.current().px("button"))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, theme.current().px("button"))

    def nextCheckState(self) -> None:
        """Leave it to the page what is taken."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        area, radius = QRectF(self.rect()), look.size("radius_button")
        lit = self.isEnabled() and (self.underMouse() or self.isDown())
        border, width = look.color("line"), 1.0
        if self.isChecked():
            border, width = look.color("gold"), _BORDER
        ground = look.color("hover" if lit else "paper" if self.isEnabled() else "panel")
        paint.box(painter, area, radius=radius, fill=ground, border=border, width=width)
        side, middle = look.size("avatar"), self.height() / 2
        x = look.size("gap")
        if self._letters:
            spot = QRectF(x, middle - side / 2, side, side)
            paint_avatar(painter, spot, self._letters, is_dim=not self.isEnabled())
        right = self.width() - look.size("s")
        if self._key:
            cap = paint.key_cap_width(self._key)
            height = look.size("key")
            place = QRectF(right - cap, round(middle - height / 2), cap, height)
            paint.key_cap(painter, place, self._key)
            right -= cap + look.size("xs")
        x += side + look.size("s") if self._letters else look.size("xs")
        font = look.font("medium")
        words = QFontMetricsF(font).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, max(right - x, 1)
        )
        painter.setFont(font)
        painter.setPen(look.color("ink" if self.isEnabled() else "mute"))
        flags = Qt.AlignmentFlag.AlignVCenter | paint.LEFT
        painter.drawText(QRectF(x, 0, max(right - x, 1) + 1, self.height()), flags, words)
        if self.hasFocus() and self._by_keyboard:
            paint.ring(painter, area, radius)
