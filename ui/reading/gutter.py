"""The gutter: a mark with the label's shape where each statement begins, left of the text.

It asks the page what starts on the lines that can be seen, and says which mark was pressed. Two
stand side by side; more overlap, until the pointer or a key spreads them. Only their grounds do:
each shape is seen whole, smaller where there are many.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from factcheck.ids import Id
from ui import theme
from ui.kit import paint
from ui.reading.values import StatementMark
from ui.shapes import shape_path
from ui.texts import tr
from ui.theme import Theme

_GAP = 3.0
_LAP = 4.0
_LAP_ACTIVE = 1.0
_SHAPE = 0.65  # of a mark's side: less apart, their shapes would lie on one another
_SIDE_BY_SIDE = 2
_STAR = 0.45  # of a mark, at its corner


@dataclass(frozen=True, slots=True)
class GutterLine:
    """The statements that begin on one line, and the middle of that line in the gutter."""

    middle: float
    marks: tuple[StatementMark, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    rect: QRectF
    mark: StatementMark | None  # None is the not-equal mark of the whole line


class GutterSource(Protocol):
    """What a gutter asks of its page."""

    def gutter_lines(self, top: int, bottom: int) -> Sequence[GutterLine]:
        """Give the lines with marks between two heights of the gutter."""

    def active_statement(self) -> Id | None:
        """Give the statement whose mark has the ring."""


class Gutter(QWidget):
    """The strip of marks; its right end is where the text begins."""

    pressed = Signal(object)
    pointed = Signal(object)
    scrolled = Signal(QWheelEvent)

    def __init__(self, source: GutterSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._pointer: QPointF | None = None
        self._spread: float | None = None
        self.setObjectName("gutter")
        self.setAccessibleName(tr("reader.gutter.name"))
        self.setAccessibleIdentifier("gutter")
        self.setMouseTracking(True)

    def spread_at(self, middle: float | None) -> None:
        """Spread the marks of the line at this height, as the pointer would; None lets go."""
        self._spread = middle
        self.update()

    def mark_rect(self, statement: Id) -> QRectF | None:
        """Give where a statement's mark is, if it can be seen."""
        for line in self._source.gutter_lines(0, self.height()):
            for placed in self._place(line):
                if placed.mark is not None and placed.mark.id == statement:
                    return placed.rect
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self._source.active_statement()
        area = event.rect()
        for line in self._source.gutter_lines(area.top() - 30, area.bottom() + 30):
            # The first one last, and all shapes after all grounds, so that none is covered.
            placed = self._place(line)[::-1]
            placed.sort(key=lambda p: p.mark is not None and p.mark.id == active)
            if len(placed) > _SIDE_BY_SIDE:
                for item in placed:
                    _paint_ground(painter, item, look)
            for item in placed:
                _paint_mark(painter, item, look, overlaps=len(placed) > _SIDE_BY_SIDE)
                if item.mark is not None and item.mark.id == active:
                    width = look.size("focus_ring")
                    around = item.rect.adjusted(-width, -width, width, width)
                    paint.ring(painter, around, look.size("radius_mark") + width)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        mark = self._mark_at(self._pointer)
        self.setCursor(Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor)
        self.pointed.emit(mark.id if mark else None)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position())
        if mark is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(mark.id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._pointer = event.position()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.pointed.emit(None)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.scrolled.emit(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self._mark_at(QPointF(event.pos()))
            if mark is not None:
                QToolTip.showText(event.globalPos(), mark.describe(mark.id), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _mark_at(self, point: QPointF) -> StatementMark | None:
        reach = theme.current().size("mark")
        lines = self._source.gutter_lines(int(point.y() - reach), int(point.y() + reach))
        hits = [p for line in lines for p in self._place(line) if p.rect.contains(point)]
        hits.sort(key=lambda p: abs(p.rect.center().x() - point.x()))
        return next((p.mark for p in hits if p.mark is not None), None)

    def _place(self, line: GutterLine) -> list[_Placed]:
        look = theme.current()
        side, right = look.size("mark"), self.width() - look.size("gutter_gap")
        items: list[StatementMark | None] = list(line.marks)
        if any(mark.linked for mark in line.marks):
            items.insert(0, None)
        spread = self._is_spread(line, side)
        room = right - 3 if spread else look.size("gutter") - look.size("gutter_gap")
        side = min(side, room / (1 + (len(items) - 1) * _SHAPE))
        active = self._source.active_statement()
        lefts = list(_lefts(items, side, room, spread=spread, active=active))
        shift = right - (lefts[-1] + side)
        top = line.middle - side / 2
        return [
            _Placed(QRectF(left + shift, top, side, side), mark)
            for left, mark in zip(lefts, items, strict=True)
        ]

    def _is_spread(self, line: GutterLine, side: float) -> bool:
        heights = [self._spread, self._pointer.y() if self._pointer is not None else None]
        return any(y is not None and abs(y - line.middle) <= side * 0.7 for y in heights)


def _lefts(
    items: Sequence[StatementMark | None],
    side: float,
    room: float,
    *,
    spread: bool,
    active: Id | None,
) -> Iterator[float]:
    count = len(items)
    apart = side + _GAP
    fits = side + (count - 1) * apart <= room
    if count <= _SIDE_BY_SIDE or (spread and fits):
        yield from (number * apart for number in range(count))
        return
    step = min(side - _LAP, (room - side) / (count - 1))
    left = 0.0
    for number, mark in enumerate(items):
        if number:
            left += step
            if mark is not None and mark.id == active and step == side - _LAP:
                left += _LAP - _LAP_ACTIVE
        yield left


def _looks(item: _Placed) -> tuple[str, str]:
    if item.mark is None:
        return "not_equal", "contradiction"
    return item.mark.shape, item.mark.color


def _paint_ground(painter: QPainter, item: _Placed, look: Theme) -> None:
    # Without tints a ground is a frame, whose sides would go through the neighbors' shapes.
    if look.has_tints:
        tint = look.label_look(_looks(item)[1]).tint
        paint.box(painter, item.rect, radius=look.size("radius_mark"), fill=tint)


def _paint_mark(painter: QPainter, item: _Placed, look: Theme, *, overlaps: bool) -> None:
    ratio = painter.device().devicePixelRatio()
    side = item.rect.width()
    image = _mark_image(*_looks(item), side, (look.name, look.zoom), ratio, bare=overlaps)
    painter.drawPixmap(item.rect.topLeft(), image)
    if item.mark is not None and item.mark.reference:
        _paint_star(painter, item.rect, look)
    if item.mark is not None and item.mark.flagged:
        _paint_flag(painter, item.rect, look)


@lru_cache(maxsize=256)
def _mark_image(
    shape: str, color: str, side: float, _look: tuple[str, int], ratio: float, *, bare: bool
) -> QPixmap:
    # Kept, for a dense page has a hundred of them in each frame.
    look = theme.current()
    image = QPixmap(ceil(side * ratio), ceil(side * ratio))
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(0, 0, side, side)
    if bare:
        inset = side * (1 - look.size("icon_glyph") / look.size("mark")) / 2
        place = area.adjusted(inset, inset, -inset, -inset)
        painter.fillPath(shape_path(shape, place), look.label_look(color).ink)
    else:
        paint.mark(painter, area, shape, color)
    painter.end()
    return image


def _paint_star(painter: QPainter, rect: QRectF, look: Theme) -> None:
    # The label stays what one sees; the star says that the statement is another layer's.
    side = rect.width() * _STAR
    corner = QRectF(rect.right() - side * 0.7, rect.bottom() - side * 0.7, side, side)
    path = shape_path("star", corner)
    painter.strokePath(path, QPen(look.color("paper"), 2))
    painter.fillPath(path, look.color("gold"))


def _paint_flag(painter: QPainter, rect: QRectF, look: Theme) -> None:
    painter.setPen(QPen(look.color("ink"), 1))
    mast = QPointF(rect.right() - 3.5, rect.top() - 2)
    painter.drawLine(mast, mast + QPointF(0, 8))
    painter.setBrush(look.color("ink"))
    painter.drawPolygon([mast, mast + QPointF(5, 2), mast + QPointF(0, 4)])
