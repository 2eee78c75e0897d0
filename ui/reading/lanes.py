"""Lanes beside a text: a column for each annotator, with a mark and a bar where each has something.

A gutter of another kind: it asks the reader for the lines in sight and paints only these, however
long the text is. Whose lanes there are, and what is in them, it is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from factcheck.ids import Id
from ui import icons, theme
from ui.kit.avatar import paint_avatar
from ui.reading.gutter import Gutter
from ui.reading.layers import Layers
from ui.reading.lines import ShownLine, shown_lines
from ui.reading.values import StatementMark
from ui.reading.view import PageView
from ui.texts import tr

#: The shape of a mark where nothing has been decided yet.
UNDECIDED: Final = "undecided"
GAP: Final = 8.0  # between the last lane and the text's own margin
_BAR: Final = 3.0
_AIR: Final = 3.0  # between a mark and its bar
_LAP: Final = 3.0
_LEAST: Final = 7.0  # a mark's side where several begin on a line


@dataclass(frozen=True, slots=True)
class Lane:
    """One annotator's marks by position of the page; `letters` stand at its head."""

    annotator: Id
    letters: str
    name: str
    layers: Layers


@dataclass(frozen=True, slots=True)
class _Placed:
    rect: QRectF
    mark: StatementMark


class LaneGutter(Gutter):
    """The lanes, the last one next to the text."""

    def __init__(self, view: PageView) -> None:
        super().__init__(view, view)
        self._view = view
        self.lanes: tuple[Lane, ...] = ()
        self.heads = LaneHeads(self, view)

    def show_lanes(self, lanes: tuple[Lane, ...]) -> None:
        """Show these lanes from left to right."""
        self.lanes = lanes
        self.heads.update()
        self.update()

    def left_of(self, number: int) -> float:
        """Give where a lane begins."""
        lane = theme.current().size("lane")
        return self.width() - GAP - (len(self.lanes) - number) * lane

    def mark_rect(self, statement: Id) -> QRectF | None:
        """Give where a statement's mark is, if it can be seen."""
        for placed in self._placed(0, self.height()):
            if placed.mark.id == statement:
                return placed.rect
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = event.rect()
        for line in self._lines(area.top() - 30, area.bottom() + 30):
            for number, lane in enumerate(self.lanes):
                heads = self._heads(line, number, lane)
                _paint_bars(painter, line, lane, self._middle(number), heads)
                for placed in heads:
                    paint_mark(painter, placed.rect, placed.mark)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor)

    def _mark_at(self, point: QPointF) -> StatementMark | None:
        reach = theme.current().size("mark")
        hits = self._placed(int(point.y() - reach), int(point.y() + reach))
        around = [x for x in hits if x.rect.adjusted(-4, -6, 4, 6).contains(point)]
        around.sort(key=lambda x: abs(x.rect.center().x() - point.x()))
        return around[0].mark if around else None

    def _lines(self, top: int, bottom: int) -> list[ShownLine]:
        return list(shown_lines(self._view, QRect(0, top, 1, max(bottom - top, 1))))

    def _middle(self, number: int) -> float:
        return self.left_of(number) + theme.current().size("lane") / 2

    def _placed(self, top: int, bottom: int) -> list[_Placed]:
        return [
            placed
            for line in self._lines(top, bottom)
            for number, lane in enumerate(self.lanes)
            for placed in self._heads(line, number, lane)
        ]

    def _heads(self, line: ShownLine, number: int, lane: Lane) -> list[_Placed]:
        marks = lane.layers.starting(line.start, line.end)
        if not marks:
            return []
        look = theme.current()
        room = look.size("lane") - 2
        side = min(look.size("icon_glyph"), max(room / len(marks), _LEAST))
        step = min((room - side) / (len(marks) - 1), side + 1) if len(marks) > 1 else 0.0
        left = self._middle(number) - (side + step * (len(marks) - 1)) / 2
        top = line.middle - side / 2
        return [
            _Placed(QRectF(left + n * step, top, side, side), mark) for n, mark in enumerate(marks)
        ]


class LaneHeads(QWidget):
    """Whose lane is whose: it goes up with the title, and stays where that has gone."""

    def __init__(self, gutter: LaneGutter, view: PageView) -> None:
        super().__init__(view)
        self._gutter = gutter
        self.setAccessibleName(tr("review.lanes"))

    def place(self, scrolled: int) -> None:
        """Stand beside the title, or beside the short header once that has scrolled away."""
        look = theme.current()
        side = look.px("avatar")
        pinned = round((look.size("article_header") - side) / 2)
        beside = round(look.px("xxl") + (look.line_height("article_title") - side) / 2)
        top = max(beside - scrolled, pinned)
        self.setGeometry(0, self._gutter.y() + top, self._gutter.width(), side)
        self.raise_()

    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            x = event.pos().x()
            name = next(
                (lane.name for box, lane in self._boxes() if box.left() <= x <= box.right()), ""
            )
            QToolTip.showText(event.globalPos(), name, self)
            return True
        return super().event(event)  # type: ignore[arg-type]  # it is Qt's event

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for box, lane in self._boxes():
            paint_avatar(painter, box, lane.letters)

    def _boxes(self) -> list[tuple[QRectF, Lane]]:
        look = theme.current()
        side = look.size("avatar")
        inset = (look.size("lane") - side) / 2
        gutter = self._gutter
        return [
            (QRectF(gutter.left_of(n) + inset, 0, side, side), lane)
            for n, lane in enumerate(gutter.lanes)
        ]


def paint_mark(painter: QPainter, rect: QRectF, mark: StatementMark) -> None:
    """Paint a mark's shape, or the dashed ring of what is undecided."""
    look = theme.current()
    if mark.shape != UNDECIDED:
        role = mark.color if look.has_color(mark.color) else "mute"
        icons.paint(painter, mark.shape, rect, role)
        return
    pen = QPen(look.color("mute"), 1.5)
    pen.setDashPattern([1.6, 1.4])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = rect.width() * 0.12
    painter.drawEllipse(rect.adjusted(inset, inset, -inset, -inset))


def _paint_bars(
    painter: QPainter, line: ShownLine, lane: Lane, middle: float, heads: list[_Placed]
) -> None:
    """Paint what of each bar lies on one line: below a mark, through, or down to the end."""
    look = theme.current()
    bottom = line.top + look.line_height("article")
    begun = {placed.mark.id: placed for placed in heads}
    for piece in lane.layers.overlapping(line.start, line.end):
        goes_on = piece.end > line.end
        placed = begun.get(piece.mark.id)
        top, x = line.top, middle
        if placed is not None:
            if not goes_on:
                continue
            top, x = placed.rect.bottom() + _AIR, placed.rect.center().x()
        elif piece.start > line.start:
            top = line.middle
        end = bottom if goes_on else line.baseline
        if placed is None and heads:
            end = min(end, heads[0].rect.top() - _AIR)
        if end > top:
            # Over the line's ends, so that the parts of a bar meet.
            upper = top if placed is not None else top - _LAP
            lower = end + (_LAP if goes_on else 0)
            # On whole pixels, or where two parts meet there would be a notch.
            left, first, last = round(x - _BAR / 2), round(upper), round(lower)
            painter.fillRect(left, first, round(_BAR), last - first, _ink(piece.mark))


def _ink(mark: StatementMark) -> QColor:
    look = theme.current()
    return look.color(mark.color if look.has_color(mark.color) else "mute")
