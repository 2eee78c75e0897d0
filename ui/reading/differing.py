"""Where a text differs from another edition, on its page: tint and line, and a sign in the gutter.

What is not in the other edition is struck through in the earlier one and underlined in the later;
a bar stands where only the other one has words. Only lines that can be seen are looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.reading.lines import ShownLine
from ui.reading.values import Stretch, Stretches
from ui.theme import Theme

_ABOVE, _BELOW = 1.0, 3.0  # of the letters that a ground covers
_BAR = 2.0
_STRUCK = 0.62  # of the ascent, from the top: through the small letters


@dataclass(frozen=True, slots=True)
class Differences:
    """Stretches of a page that another edition has not, in order; an empty one is a bar.

    `struck` in the earlier edition; `current` is the one that is stepped to, -1 if none is.
    """

    stretches: Stretches = ()
    struck: bool = False
    current: int = -1
    _ends: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ends", [end for _, end in self.stretches])

    @property
    def icon(self) -> tuple[str, str]:
        """The sign beside a line that differs, and its color role."""
        return ("minus", "contradiction") if self.struck else ("plus", "accent")

    def on(self, line: ShownLine) -> Iterator[tuple[int, Stretch]]:
        """Give the number and the stretch of those that a line shows something of."""
        for number in range(bisect_left(self._ends, line.start), len(self.stretches)):
            start, end = self.stretches[number]
            # A bar may stand behind the last letter of a paragraph.
            if start > line.end or (start == line.end and start < end):
                return
            if end > line.start or start == end:
                yield number, (start, end)

    def has_letters_on(self, line: ShownLine) -> bool:
        """Say whether some of a line's letters differ; a bar is none."""
        first, last = line.start, line.end
        return any(min(end, last) > max(start, first) for _, (start, end) in self.on(line))


def paint_differing(
    painter: QPainter, lines: Sequence[ShownLine], differences: Differences, theme: Theme
) -> None:
    """Paint the grounds and lines of what differs, under the letters."""
    role = differences.icon[1]
    tint = theme.color(f"{role}_tint" if theme.has_tints else "paper")
    pen = QPen(theme.color(role), theme.size("underline_width"))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    begun = {line.start for line in lines}
    for line in lines:
        for number, (start, end) in differences.on(line):
            if start == end == line.end and end in begun:
                continue  # where the next line goes on, it has the bar
            if start == end:
                _paint_bar(painter, line, start, theme)
            for box in line.rects(start, end):
                ground = box.adjusted(0, -_ABOVE, 0, _BELOW)
                painter.fillRect(ground, tint)
                painter.setPen(pen)
                y = line.top + line.ascent * _STRUCK if differences.struck else ground.bottom()
                painter.drawLine(QPointF(box.left(), round(y)), QPointF(box.right(), round(y)))
            if number == differences.current:
                _paint_current(painter, line, (start, end), theme)


def _paint_bar(painter: QPainter, line: ShownLine, at: int, theme: Theme) -> None:
    painter.setPen(QPen(theme.color("mute"), _BAR))
    x, foot = line.x_at(at), line.top + line.ascent + line.descent
    painter.drawLine(QPointF(x, line.top), QPointF(x, foot))
    reach = 2 * _BAR
    painter.drawLine(QPointF(x - reach, line.top), QPointF(x + reach, line.top))
    painter.drawLine(QPointF(x - reach, foot), QPointF(x + reach, foot))


def _paint_current(painter: QPainter, line: ShownLine, stretch: Stretch, theme: Theme) -> None:
    painter.setPen(QPen(theme.color("accent"), theme.size("focus_ring")))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    boxes = line.rects(*stretch)
    if stretch[0] == stretch[1]:
        height = line.ascent + line.descent
        boxes = [QRectF(line.x_at(stretch[0]) - 3 * _BAR, line.top, 6 * _BAR, height)]
    for box in boxes:
        around = QRectF(box.adjusted(-2, -2 * _ABOVE, 2, _BELOW + 2).toAlignedRect())
        painter.drawRoundedRect(around, 3, 3)
