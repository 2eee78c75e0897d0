"""How the board's table looks: marks in cells, speakers at the left, articles at the top.

It paints what the table's model holds, and decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui import shapes, theme
from ui.claim_board.rows import Sum
from ui.kit import paint as kit
from ui.kit.rows import Index, StillHead
from ui.kit.text import TextBlock

if TYPE_CHECKING:
    from ui.claim_board.table import BoardTable

_PAD = 8.0


class CellDelegate(QStyledItemDelegate):
    """Paints one cell: tinted marks for what is said, outlined for what is repeated."""

    def __init__(self, table: BoardTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        rect: QRect = option.rect
        model = self._table.board_model
        line = model.line(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.is_side:
            painter.fillRect(rect, look.color("bg"))
            paint_sums(painter, QRectF(rect), line.sums)
        else:
            if model.board.columns[index.column()].is_unread:
                painter.fillRect(rect, look.color("hover"))
            self._paint_marks(painter, rect, index)
        painter.fillRect(rect.left(), rect.top(), rect.width(), 1, look.color("line"))
        if self._is_current(index):
            self._paint_current(painter, rect, index)
        painter.restore()

    def _paint_marks(self, painter: QPainter, rect: QRect, index: Index) -> None:
        look = theme.current()
        marks = self._table.board_model.marks(index)
        unread = self._table.board_model.board.columns[index.column()].is_unread
        if not marks and not unread:
            dash = QRectF(0, 0, 5, 1.5)
            dash.moveCenter(QPointF(rect.center()))
            painter.fillRect(dash, look.color("edge"))
        for mark, box in zip(marks, self._table.mark_boxes(index, rect), strict=True):
            kit.mark(painter, box, mark.label.shape, mark.label.color, outlined=not mark.first)

    def _paint_current(self, painter: QPainter, rect: QRect, index: Index) -> None:
        boxes = self._table.mark_boxes(index, rect)
        radius = theme.current().size("radius_mark")
        if not boxes:
            kit.ring(painter, QRectF(rect).adjusted(4, 5, -4, -4), radius)
            return
        group = boxes[0].united(boxes[-1]).adjusted(-4, -4, 4, 4)
        kit.ring(painter, group, radius + 2)
        if len(boxes) > 1:
            box = boxes[min(self._table.at, len(boxes) - 1)]
            under = QRectF(box.left(), box.bottom() + 1, box.width(), 2)
            painter.fillRect(under, theme.current().color("accent"))

    def _is_current(self, index: Index) -> bool:
        table = self._table
        return table.hasFocus() and index == table.currentIndex()


class SpeakerHead(StillHead):
    """The speakers at the left, each under the name of their side."""

    def __init__(self, table: BoardTable) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._table = table

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        look = theme.current()
        line = self._table.board_model.line(logical)
        painter.save()
        painter.fillRect(rect, look.color("bg" if line.is_side else "paper"))
        painter.fillRect(rect.left(), rect.top(), rect.width(), 1, look.color("line"))
        inner = QRectF(rect).adjusted(_PAD, 0, -_PAD, 0)
        font = "byline_strong" if line.is_side else "strong"
        name = TextBlock(line.name, font=font, lines=1)
        more = TextBlock(line.more, font="meta", color="mute", lines=1) if line.more else None
        height = name.line_height + (more.line_height if more else 0)
        top = inner.center().y() - height / 2
        name.paint(painter, QPointF(inner.left(), top), inner.width())
        if more:
            more.paint(painter, QPointF(inner.left(), top + name.line_height), inner.width())
        painter.restore()


class ArticleHead(StillHead):
    """The articles at the top, by date; one that was not read yet is shaded."""

    def __init__(self, table: BoardTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(True)

    def sizeHint(self) -> QSize:
        look = theme.current()
        lines = look.line_height("meta_strong") + look.line_height("meta")
        return QSize(super().sizeHint().width(), round(lines + 14))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        look = theme.current()
        column = self._table.board_model.board.columns[logical]
        painter.save()
        painter.fillRect(rect, look.color("hover" if column.is_unread else "paper"))
        name = TextBlock(column.name, font="meta_strong", lines=1)
        when = TextBlock(column.when, font="meta", color="mute", lines=1)
        top = rect.bottom() - 6 - name.line_height - when.line_height
        for block in (name, when):
            width = min(block.natural_width() + 1, rect.width() - 12.0)
            left = rect.left() + (rect.width() - width) / 2
            block.paint(painter, QPointF(left, top), width)
            top += block.line_height
        painter.restore()


def sums_width(sums: tuple[Sum, ...]) -> float:
    """Give the width in px of sums in a row."""
    look = theme.current()
    glyph = look.size("icon_count") + look.size("gap")
    each = [glyph + TextBlock(x.words, font="meta").natural_width() for x in sums]
    return sum(each) + look.size("m") * max(0, len(each) - 1)


def paint_sums(painter: QPainter, rect: QRectF, sums: tuple[Sum, ...]) -> None:
    """Paint sums in a row from the left, centered in the height; what has no room is elided."""
    look = theme.current()
    x = rect.left() + _PAD
    side = look.size("icon_count") + 1
    for one in sums:
        room = rect.right() - x - side - look.size("gap")
        if room <= side:
            return
        glyph = QRectF(x, rect.center().y() - side / 2, side, side)
        ink = look.label_look(one.color).ink
        painter.fillPath(shapes.shape_path(one.shape, glyph), ink)
        words = TextBlock(one.words, font="meta", color=_role(one.color), lines=1)
        x += side + look.size("gap")
        words.paint(painter, QPointF(x, rect.center().y() - words.line_height / 2), room)
        x += min(words.natural_width(), room) + look.size("m")


def _role(color: str) -> str:
    return color if theme.current().has_color(color) else "mute"
