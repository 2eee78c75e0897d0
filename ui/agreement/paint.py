"""How a table of figures looks: names at the left and top, values, and confusions as a picture.

A confusion's share of its row is told by a bar and a tint besides its number, never by color alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui import shapes, theme
from ui.agreement.grid import Cell, Head
from ui.kit import paint as kit
from ui.kit.rows import Index, StillHead
from ui.kit.text import TextBlock

if TYPE_CHECKING:
    from ui.agreement.table import FigureTable

_PAD = 8.0
_BAR = 4.0


class CellDelegate(QStyledItemDelegate):
    """Paints a value with its interval below, or one square of a confusion matrix."""

    def __init__(self, table: FigureTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        rect: QRect = option.rect
        cell = self._table.grid_model.cell(index)
        painter.save()
        if cell.share is None:
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, look.color("line"))
        else:
            _paint_square(painter, QRectF(rect).adjusted(2, 2, -2, -2), cell)
        _paint_words(painter, QRectF(rect), cell)
        if self._table.hasFocus() and index == self._table.currentIndex():
            radius = look.size("radius_mark")
            kit.ring(painter, QRectF(rect).adjusted(2, 3, -2, -2), radius)
        painter.restore()


def _paint_words(painter: QPainter, area: QRectF, cell: Cell) -> None:
    font = "base" if cell.is_undefined else "strong"
    color = "mute" if cell.is_undefined or cell.share == 0 else "ink"
    blocks = [TextBlock(cell.words, font=font, color=color, lines=1)]
    if cell.more:
        blocks.append(TextBlock(cell.more, font="meta", color="mute", lines=1))
    top = area.center().y() - sum(block.line_height for block in blocks) / 2
    for block in blocks:
        width = min(block.natural_width() + 1, area.width() - _PAD)
        block.paint(painter, QPointF(area.center().x() - width / 2, top), width)
        top += block.line_height


def _paint_square(painter: QPainter, area: QRectF, cell: Cell) -> None:
    """Paint how large a share is: a tint, and a bar whose length is the share."""
    look = theme.current()
    share = cell.share or 0.0
    role = "confirmation" if cell.is_same else "contradiction"
    ground = look.color("paper")
    if look.has_tints and share:
        ground = _between(ground, look.color(f"{role}_tint"), 0.35 + 0.65 * share)
    border = look.color("edge" if cell.is_same else "line")
    radius = look.size("radius_mark")
    kit.box(painter, area, radius=radius, fill=ground, border=border)
    if share:
        room = area.width() - 2 * _PAD
        height = _BAR * look.zoom / 100
        bar = QRectF(area.left() + _PAD, area.bottom() - _PAD - height, room * share, height)
        painter.fillRect(bar, look.color(role))


def _between(one: QColor, other: QColor, share: float) -> QColor:
    """Mix two colors of the theme."""
    mixed = QColor(one)
    mixed.setRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )
    return mixed


def head_width(head: Head) -> float:
    """Give the width in px that a name needs on one line."""
    look = theme.current()
    glyph = look.size("icon_glyph") + look.size("gap") if head.shape else 0.0
    words = TextBlock(head.words, font="base").natural_width()
    return glyph + max(words, TextBlock(head.more, font="meta").natural_width()) + 2 * _PAD + 2


class RowHead(StillHead):
    """The names of the rows at the left; a long one wraps."""

    def __init__(self, table: FigureTable) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._table = table

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        look = theme.current()
        grid = self._table.grid
        head = grid.rows[logical]
        painter.save()
        painter.fillRect(rect, look.color("paper"))
        if not grid.is_confusion:
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, look.color("line"))
        left = rect.left() + _PAD + _glyph(painter, head, rect.left() + _PAD, rect.center().y())
        room = rect.right() - _PAD - left
        name = TextBlock(head.words, font="base")
        name.paint(painter, QPointF(left, rect.center().y() - name.height(room) / 2), room)
        painter.restore()


class ColumnHead(StillHead):
    """The names of the columns at the top, on one or two lines."""

    def __init__(self, table: FigureTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table

    def sizeHint(self) -> QSize:
        look = theme.current()
        lines = 2 * look.line_height("meta_strong")
        if any(head.more for head in self._table.grid.columns):
            lines += look.line_height("meta")
        return QSize(super().sizeHint().width(), round(lines + 12))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        look = theme.current()
        head = self._table.grid.columns[logical]
        painter.save()
        painter.fillRect(rect, look.color("paper"))
        glyph = look.size("icon_glyph") + look.size("gap") if head.shape else 0.0
        room = rect.width() - 12.0 - glyph
        name = TextBlock(head.words, font="meta_strong", lines=2)
        more = TextBlock(head.more, font="meta", color="mute", lines=1) if head.more else None
        top = rect.bottom() - 6 - name.height(room) - (more.line_height if more else 0)
        width = min(name.natural_width() + 1, room)
        left = rect.left() + (rect.width() - width - glyph) / 2
        left += _glyph(painter, head, left, top + name.line_height / 2)
        name.paint(painter, QPointF(left, top), width)
        if more:
            wide = min(more.natural_width() + 1, rect.width() - 12.0)
            spot = QPointF(rect.left() + (rect.width() - wide) / 2, top + name.height(room))
            more.paint(painter, spot, wide)
        painter.restore()


def _glyph(painter: QPainter, head: Head, left: float, middle: float) -> float:
    """Paint the shape of a name, if it has one, and give how much room it took."""
    if not head.shape:
        return 0.0
    look = theme.current()
    side = look.size("icon_glyph")
    area = QRectF(left, middle - side / 2, side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(shapes.shape_path(head.shape, area), look.label_look(head.color).ink)
    return side + look.size("gap")
