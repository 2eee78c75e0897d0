"""The lines of a page that can be seen, and where stretches of text lie on them.

Only what is exposed is walked, so that a frame costs the same in a text of any length.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextLayout, QTextLine
from PySide6.QtWidgets import QTextEdit

_EDGE = 0.5
# A tall letter from another font makes Qt lift its line above the paragraph's own top.
_OVERHANG = 64


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One laid-out line: positions of the page `[start, end)`, and its place in the viewport."""

    start: int
    end: int
    top: float
    ascent: float
    descent: float
    _left: float
    _block: int
    _line: QTextLine

    @property
    def baseline(self) -> float:
        """The y of the baseline in the viewport."""
        return self.top + self.ascent

    @property
    def middle(self) -> float:
        """The y of the middle of its letters in the viewport."""
        return self.top + (self.ascent + self.descent) / 2

    def rects(self, start: int, end: int) -> list[QRectF]:
        """Give where a stretch lies on this line, in the viewport; two where directions mix.

        Glyph runs are right under bidirectional text, where cursor positions are not.
        """
        first, last = max(start, self.start), min(end, self.end)
        if first >= last:
            return []
        runs = self._line.glyphRuns(first - self._block, last - first)
        limit = self._line.x() + self._line.naturalTextWidth()
        found: list[QRectF] = []
        for box in sorted((run.boundingRect() for run in runs), key=QRectF.left):
            left, right = box.left(), min(box.right(), limit)
            if found and left - found[-1].right() <= _EDGE:
                found[-1].setRight(max(found[-1].right(), right))
            elif right > left:
                found.append(QRectF(left, 0, right - left, self.ascent + self.descent))
        for box in found:
            box.translate(self._left, self.top)
        return found

    def right(self) -> float:
        """Give the x in the viewport at which the line's words end."""
        return self._left + self._line.x() + self._line.naturalTextWidth()

    def x_at(self, position: int) -> float:
        """Give the x of a caret position in the viewport."""
        # PySide gives the position it settled on beside the x.
        found: object = self._line.cursorToX(position - self._block)
        x = found[0] if isinstance(found, tuple) else found
        return self._left + (x if isinstance(x, float) else 0.0)


def shown_lines(editor: QTextEdit, exposed: QRect) -> Iterator[ShownLine]:
    """Walk the lines that a rectangle of the viewport touches, from the top down."""
    layout = editor.document().documentLayout()
    scrolled = editor.verticalScrollBar().value()
    across = editor.horizontalScrollBar().value()
    top, bottom = exposed.top() + scrolled, exposed.bottom() + scrolled + 1
    hit = layout.hitTest(QPointF(0, top), Qt.HitTestAccuracy.FuzzyHit)
    block = editor.document().findBlock(max(hit, 0))
    while block.isValid():
        area = layout.blockBoundingRect(block)
        if area.top() - _OVERHANG > bottom:
            return
        origin = QPointF(area.left() - across, area.top() - scrolled)
        yield from _lines_of(block, origin, (top - scrolled, bottom - scrolled))
        block = block.next()


def line_of(editor: QTextEdit, position: int) -> ShownLine | None:
    """Give the line that a position of the page is on; lays out what lies before, if need be."""
    block = editor.document().findBlock(position)
    area = editor.document().documentLayout().blockBoundingRect(block)
    inside = block.layout().lineForTextPosition(position - block.position())
    if not inside.isValid():
        return None
    scrolled = editor.verticalScrollBar().value()
    across = editor.horizontalScrollBar().value()
    return _shown(block, inside, QPointF(area.left() - across, area.top() - scrolled))


def _lines_of(
    block: QTextBlock, origin: QPointF, between: tuple[float, float]
) -> Iterator[ShownLine]:
    layout = block.layout()
    for number in range(_first_line(layout, between[0] - origin.y()), layout.lineCount()):
        line = layout.lineAt(number)
        if line.y() + origin.y() > between[1]:
            return
        yield _shown(block, line, origin)


def _first_line(layout: QTextLayout, y: float) -> int:
    # Bisected, for a text without spaces may be one paragraph of ten thousand lines.
    low, high = 0, layout.lineCount()
    while low < high:
        middle = (low + high) // 2
        if layout.lineAt(middle).y() < y:
            low = middle + 1
        else:
            high = middle
    # One more: marks reach a little below their own line.
    return max(low - 2, 0)


def _shown(block: QTextBlock, line: QTextLine, origin: QPointF) -> ShownLine:
    start = block.position() + line.textStart()
    return ShownLine(
        start,
        start + line.textLength(),
        origin.y() + line.y(),
        line.ascent(),
        line.descent(),
        origin.x(),
        block.position(),
        line,
    )
