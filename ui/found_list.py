"""A list of finds of different kinds: what the palette and the project's search answer with.

It shows rows and says which was chosen; what they stand for, the asker knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import icons, theme
from ui.kit import paint as kit
from ui.kit.list_model import ROW, ListModel
from ui.kit.rows import Index, be_listed, paint_ground
from ui.kit.text import TextBlock, Words


@dataclass(frozen=True, slots=True)
class Found:
    """One row: an icon or shape, its words, more about it, a key; and what it stands for."""

    icon: str
    title: Words
    detail: str
    stands_for: object
    cap: str = ""
    role: str = "mute"


class _Model(ListModel[Found]):
    def said(self, row: Found, role: int) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return TextBlock(row.title).text
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return " ".join(x for x in (row.detail, row.cap) if x)
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: QListView, lines: int) -> None:
        super().__init__(view)
        self._view = view
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme.current()
        height = self._lines * look.line_height("base") + look.line_height("meta") + 14
        return QSize(self._view.viewport().width(), round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        row: Found = index.data(ROW)
        rect: QRect = option.rect
        painter.save()
        box = QRectF(rect).adjusted(0, 1, 0, -1)
        paint_ground(painter, option.state, box, self._view)
        side = look.size("icon")
        icons.paint(painter, row.icon, QRectF(box.x() + 10, box.y() + 8, side, side), row.role)
        left = box.x() + 20 + side
        right = box.right() - 10
        if row.cap:
            width = kit.key_cap_width(row.cap)
            cap = QRectF(right - width, box.center().y() - look.size("key") / 2, width, 0)
            cap.setHeight(look.size("key"))
            kit.key_cap(painter, cap, row.cap)
            right -= width + 8
        title = TextBlock(row.title, lines=self._lines)
        title.paint(painter, QPointF(left, box.y() + 6), right - left)
        detail = TextBlock(row.detail, font="meta", color="mute", lines=1)
        below = box.y() + 6 + title.height(right - left)
        detail.paint(painter, QPointF(left, below), right - left)
        painter.restore()


class FoundList(QListView):
    """The list under a search field, which keeps the focus: arrows and Enter reach the list."""

    chosen = Signal(object)  # what the row stands for

    def __init__(self, *, name: str, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self, lines))
        self.setAccessibleName(name)
        be_listed(self)
        self.setUniformItemSizes(True)
        self.clicked.connect(self._choose)

    def show_rows(self, rows: Sequence[Found]) -> None:
        """Show other rows, the first one being the current one."""
        self._model.take(rows)
        if rows:
            self.setCurrentIndex(self._model.index(0))

    def rows(self) -> list[Found]:
        """Give what is shown."""
        return list(self._model.rows)

    def take_key(self, event: QKeyEvent) -> bool:
        """Move or choose by a key typed in the field above; say whether it was one of these."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8}
        steps[Qt.Key.Key_PageUp] = -8
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
            return True
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._model.rows:
            return False
        last = len(self._model.rows) - 1
        row = min(max(self.currentIndex().row() + step, 0), last)
        self.setCurrentIndex(self._model.index(row))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Found):
            self.chosen.emit(row.stands_for)


class FindField(QLineEdit):
    """A field whose list below answers to arrows and Enter."""

    list_wanted = Signal()  # before a row is taken: the list is to be that of these very words

    def __init__(self, found: FoundList, *, name: str, placeholder: str) -> None:
        super().__init__()
        self._found = found
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list_wanted.emit()
        if not self._found.take_key(event):
            super().keyPressEvent(event)
