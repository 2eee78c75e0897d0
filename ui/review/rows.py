"""The rows of the queue: what each item's row says, made when it is first seen, and how it looks.

The model holds the items in the order that the page chose; thousands cost no more than those in
sight, for a row is worked out when it is painted or measured.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from factcheck.ids import Id
from ui import icons, theme
from ui.kit import paint as kit
from ui.kit.rows import Index, paint_ground
from ui.kit.text import TextBlock

ROW: Final = Qt.ItemDataRole.UserRole
QUOTE_LINES: Final = 2
MOST_PIPS: Final = 5
_PIP, _PIP_GAP = 7.0, 3.0
_PAD_X, _PAD_TOP, _PAD_BOTTOM = 10.0, 9.0, 10.0
_NONE: Final = "–"


@dataclass(frozen=True, slots=True)
class RowMark:
    """What one annotator has at a place: a letter, and the label's shape or none."""

    letters: str
    shape: str
    color: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One item in words; `glyph` with its color stands before the title of what was decided."""

    key: Id
    title: str
    agreeing: int
    of: int
    share: str
    quote: str
    where: str
    marks: tuple[RowMark, ...]
    glyph: str = ""
    glyph_color: str = ""
    state: str = ""

    @property
    def described(self) -> str:
        """The row in one line, for assistive technology."""
        marks = ", ".join(f"{x.letters} {x.name}".strip() for x in self.marks)
        return ". ".join(x for x in (self.state, self.share, self.quote, self.where, marks) if x)


class QueueModel(QAbstractListModel):
    """Items by key, each with a row that is made when it is wanted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.keys: list[Id] = []
        self._rows: dict[Id, tuple[object, Row]] = {}
        self._make: Callable[[Id], Row] | None = None
        self._stamp: Callable[[Id], object] | None = None

    def show(
        self, keys: Sequence[Id], make: Callable[[Id], Row], stamp: Callable[[Id], object]
    ) -> None:
        """Take items in their order; rows of those with the same stamp are not made anew.

        Where only some have gone or their content differs, views keep their place.
        """
        self._make, self._stamp = make, stamp
        gone = len(self.keys) - len(keys)
        at = next((n for n, x in enumerate(keys) if self.keys[n : n + 1] != [x]), len(keys))
        if gone > 0 and self.keys[at + gone :] == list(keys[at:]):
            self.beginRemoveRows(QModelIndex(), at, at + gone - 1)
            self.keys = list(keys)
            self.endRemoveRows()
        elif list(keys) != self.keys:
            self.beginResetModel()
            self.keys = list(keys)
            self.endResetModel()
        if self.keys:
            self.dataChanged.emit(self.index(0), self.index(len(self.keys) - 1))

    def forget(self) -> None:
        """Make every row anew: what things are called has changed."""
        self._rows.clear()

    def row(self, number: int) -> Row:
        """Give a row."""
        key = self.keys[number]
        assert self._make is not None
        assert self._stamp is not None
        stamp, kept = self._stamp(key), self._rows.get(key)
        if stamp is None:
            # It is about to be taken away, and views ask for it until it is.
            return kept[1] if kept is not None else Row(key, "", 0, 0, "", "", "", ())
        if kept is None or kept[0] is not stamp:
            kept = self._rows[key] = (stamp, self._make(key))
        return kept[1]

    def find(self, key: Id | None) -> QModelIndex:
        """Give the index of an item, invalid if it is not listed."""
        return self.index(self.keys.index(key)) if key in self.keys else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.title
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.described
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.title}\n{row.quote}\n{row.where}"
        return None


class QueueDelegate(QStyledItemDelegate):
    """Paints the rows of the queue."""

    def __init__(self, model: QueueModel, view: QListView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme.current()
        width = self._view.viewport().width()
        inner = width - 2 * look.size("s") - 2 * _PAD_X
        lines = QUOTE_LINES
        if not self._view.uniformItemSizes():
            words = self._model.row(index.row()).quote
            # Measured by its letters, which takes a tenth of the time that laying it out does.
            advance = QFontMetricsF(look.font("quote_queue")).horizontalAdvance(words)
            lines = (1 if advance <= inner - 1 else QUOTE_LINES) if words else 0
        height = 2 * look.line_height("meta_strong") + lines * look.line_height("quote_queue")
        return QSize(width, round(height + _PAD_TOP + _PAD_BOTTOM + 7 + 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        row = self._model.row(index.row())
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect).adjusted(look.size("s"), 0, -look.size("s"), -2)
        paint_ground(painter, option.state, box, self._view)
        inner = box.adjusted(_PAD_X, _PAD_TOP, -_PAD_X, 0)
        _paint_head(painter, row, inner)
        top = inner.top() + look.line_height("meta_strong") + 3
        if row.quote:
            quote = TextBlock(row.quote, font="quote_queue", lines=QUOTE_LINES)
            quote.paint(painter, QPointF(inner.left(), top), inner.width())
        bottom = box.bottom() - _PAD_BOTTOM - look.line_height("meta")
        _paint_foot(painter, row, QRectF(inner.left(), bottom, inner.width(), 0))
        painter.restore()


def _paint_head(painter: QPainter, row: Row, area: QRectF) -> None:
    """Paint the title, and at the right how many agree."""
    look = theme.current()
    share = TextBlock(row.share, font="meta_strong", lines=1)
    right = area.right()
    if row.share:
        width = share.natural_width()
        share.paint(painter, QPointF(right - width, area.top()), width + 1)
        right -= width + look.size("gap")
    if row.of and row.of <= MOST_PIPS:
        right -= row.of * (_PIP + _PIP_GAP) - _PIP_GAP
        middle = area.top() + look.line_height("meta_strong") / 2
        for n in range(row.of):
            pip = QRectF(right + n * (_PIP + _PIP_GAP), middle - _PIP / 2, _PIP, _PIP)
            fill = look.color("mute") if n < row.agreeing else None
            kit.box(painter, pip, radius=2, fill=fill, border=look.color("mute"), width=1.2)
        right -= look.size("gap")
    left = area.left()
    if row.glyph:
        side = look.size("icon_small")
        top = area.top() + (look.line_height("meta_strong") - side) / 2
        icons.paint(painter, row.glyph, QRectF(left, top, side, side), row.glyph_color)
        left += side + look.size("xs")
    title = TextBlock(row.title, font="meta_strong", lines=1)
    title.paint(painter, QPointF(left, area.top()), max(right - left, 1))


def _paint_foot(painter: QPainter, row: Row, area: QRectF) -> None:
    """Paint where it is, and at the right what each annotator has."""
    look = theme.current()
    height, side = look.line_height("meta"), look.size("icon_count") + 1
    right = area.right()
    for mark in reversed(row.marks):
        right -= side
        place = QRectF(right, area.top() + (height - side) / 2, side, side)
        if mark.shape:
            icons.paint(painter, mark.shape, place, _role(mark.color))
        else:
            painter.setPen(look.color("mute"))
            painter.setFont(look.font("meta"))
            painter.drawText(place.adjusted(-2, -4, 2, 4), Qt.AlignmentFlag.AlignCenter, _NONE)
        letters = TextBlock(mark.letters, font="meta", color="mute", lines=1)
        right -= letters.natural_width() + 3
        letters.paint(painter, QPointF(right, area.top()), letters.natural_width() + 2)
        right -= look.size("s")
    where = TextBlock(row.where, font="meta", color="mute", lines=1)
    where.paint(painter, area.topLeft(), max(right - area.left(), 1))


def _role(color: str) -> str:
    return color if theme.current().has_color(color) else "mute"
