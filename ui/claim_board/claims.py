"""The list of claims at the board's left: how they are ordered, found and painted.

The model holds what the core counted last; which claim is shown, the board decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from factcheck.ids import Id
from factcheck.prose.fold import key
from ui import theme
from ui.kit import paint as kit
from ui.kit.list_model import ListModel
from ui.kit.rows import Index, be_listed, paint_ground
from ui.kit.text import TextBlock
from ui.texts import tr, tr_n

TITLE_LINES: Final = 4
_PAD_X: Final = 12.0
_PAD_Y: Final = 9.0
_GAP: Final = 5.0


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim as the list shows it: its words, sayings by label, articles, contradictions."""

    id: Id
    proposition: str
    counts: tuple[kit.Count, ...]
    sayings: int
    articles: int
    contradictions: int

    @property
    def described(self) -> str:
        """The counts in words."""
        return ", ".join((*(c.name for c in self.counts), tr_n("board.articles", self.articles)))


ORDERS: Final[dict[str, Callable[[ClaimLine], tuple[int, int, str]]]] = {
    "disputed": lambda x: (-x.contradictions, -x.articles, key(x.proposition)),
    "told": lambda x: (-x.sayings, -x.articles, key(x.proposition)),
    "words": lambda x: (0, 0, key(x.proposition)),
}


class ClaimModel(ListModel[ClaimLine]):
    """The claims in the order and choice of the board."""

    def show(self, lines: Sequence[ClaimLine]) -> None:
        """Take new lines; where only their content differs, the view keeps its place."""
        if [x.id for x in lines] == [x.id for x in self.rows]:
            self.rows = list(lines)
            self.tell_all()
        else:
            self.take(list(lines))

    def find(self, claim: Id | None) -> QModelIndex:
        """Give the index of a claim, invalid if it is not listed."""
        for i, line in enumerate(self.rows):
            if line.id == claim:
                return self.index(i)
        return QModelIndex()

    def said(self, row: ClaimLine, role: int) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.proposition
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.described
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.proposition}\n{row.described}"
        return None


class ClaimList(QListView):
    """The list itself: the arrow keys show each claim; Right or Enter goes into its table."""

    chosen = Signal(object)  # Id
    entered = Signal()

    def __init__(self, model: ClaimModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = model
        self.setObjectName("claimList")
        self.setAccessibleIdentifier("claimList")
        self.setAccessibleName(tr("board.list"))
        self.setModel(model)
        self.setItemDelegate(_ClaimDelegate(model, self))
        be_listed(self)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self._lines.rows[current.row()].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _ClaimDelegate(QStyledItemDelegate):
    """Paints a claim: its words, and below them the sayings by label and the articles."""

    def __init__(self, model: ClaimModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme.current()
        width = self._view.viewport().width()
        words = _words(self._model.rows[index.row()])
        inner = width - 2 * look.size("s") - 2 * _PAD_X
        lines = 1 if self._fits(index, inner) else 2
        height = words.height(inner) + lines * look.line_height("count") + _GAP
        return QSize(width, round(height + 2 * _PAD_Y + 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        line = self._model.rows[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect).adjusted(look.size("s"), 0, -look.size("s"), -2)
        paint_ground(painter, state, box, self._view)
        inner = box.adjusted(_PAD_X, _PAD_Y, -_PAD_X, 0)
        words = _words(line)
        words.paint(painter, inner.topLeft(), inner.width())
        top = inner.top() + words.height(inner.width()) + _GAP
        height = look.line_height("count")
        kit.counts(painter, QRectF(inner.left(), top, inner.width(), height), line.counts)
        if not self._fits(index, inner.width()):
            top += height
        articles = _articles(line)
        left = inner.right() - articles.natural_width() - 1
        if not self._fits(index, inner.width()):
            left = inner.left()
        place = QPointF(left, top + (height - articles.line_height) / 2)
        articles.paint(painter, place, inner.right() - left)
        painter.restore()

    def _fits(self, index: Index, width: float) -> bool:
        line = self._model.rows[index.row()]
        wanted = kit.counts_width(line.counts) + _articles(line).natural_width()
        return wanted + theme.current().size("m") <= width


def _words(line: ClaimLine) -> TextBlock:
    return TextBlock(line.proposition, font="medium", lines=TITLE_LINES)


def _articles(line: ClaimLine) -> TextBlock:
    return TextBlock(tr_n("board.articles", line.articles), font="meta", color="mute", lines=1)
