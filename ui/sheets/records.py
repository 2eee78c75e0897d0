"""Rows to choose from in a sheet: a title, what tells it apart, a mark, sometimes a check box.

It shows what it is given and tells what was chosen; it asks no project.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui import icons, theme
from ui.kit import paint
from ui.kit.focus import own_focus
from ui.kit.list_model import ListModel
from ui.kit.rows import Index, be_listed
from ui.kit.text import TextBlock

_PAD: Final = 8.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One row; `glyph` is an icon or shape with its color role, `dim` what counts no more."""

    id: Hashable
    title: str
    detail: str = ""
    glyph: str = ""
    glyph_role: str = "mute"
    dim: bool = False
    serif: bool = False


class _Model(ListModel[Entry]):
    ticked = Signal()

    def __init__(self, *, checkable: bool) -> None:
        super().__init__()
        self.checked: set[Hashable] = set()
        self._checkable = checkable

    def take(self, rows: Sequence[Entry]) -> None:
        self.checked &= {row.id for row in rows}
        super().take(tuple(rows))

    def said(self, row: Entry, role: int) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.title
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole):
            return row.detail or row.title
        if role == Qt.ItemDataRole.CheckStateRole and self._checkable:
            on = row.id in self.checked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self._checkable:
            return False
        entry = self.rows[index.row()]
        self.checked ^= {entry.id}
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self._checkable else flags


class RecordList(QListView):
    """A list; `picked` tells the current row's id, `activated_id` Enter or a double click on it."""

    picked = Signal(object)
    activated_id = Signal(object)
    checks_changed = Signal()

    def __init__(
        self, *, name: str, checkable: bool = False, title_lines: int = 1, detail_lines: int = 1
    ) -> None:
        super().__init__()
        self._model = _Model(checkable=checkable)
        self._checkable = checkable
        self.setModel(self._model)
        self.setItemDelegate(_Rows(self, title_lines, detail_lines))
        self.setAccessibleName(name)
        be_listed(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        own_focus(self)
        self.doubleClicked.connect(self._activate)
        self._model.ticked.connect(self.checks_changed)
        self.set_entries(())

    @property
    def current(self) -> Hashable | None:
        """The id of the current row, None if there is none."""
        row = self.currentIndex().row()
        return self._model.rows[row].id if 0 <= row < len(self._model.rows) else None

    @property
    def entries(self) -> Sequence[Entry]:
        """The rows as shown."""
        return self._model.rows

    @property
    def checked(self) -> list[Hashable]:
        """The ids whose box is ticked, in the order of the rows."""
        return [e.id for e in self._model.rows if e.id in self._model.checked]

    def set_checked(self, ids: Iterable[Hashable]) -> None:
        """Tick the boxes of these rows and no others, without telling it as a choice."""
        self._model.checked = {e.id for e in self._model.rows} & set(ids)
        self.viewport().update()

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show other rows; the current one stays current, if it is still there."""
        before = self.current
        self.selectionModel().blockSignals(True)
        self._model.take(entries)
        self.selectionModel().blockSignals(False)
        if before is not None:
            self.set_current(before)
        # An empty one has no row to show the focus on, so Tab goes past it.
        if not entries and self.hasFocus():
            self.focusNextChild()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if entries else Qt.FocusPolicy.NoFocus)

    def set_current(self, entry: Hashable | None) -> bool:
        """Go to a row by its id without telling it as a choice; say whether it is there."""
        for row, one in enumerate(self._model.rows):
            if one.id == entry:
                self.selectionModel().blockSignals(True)
                self.setCurrentIndex(self._model.index(row))
                self.selectionModel().blockSignals(False)
                self.viewport().update()
                return True
        return False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self.selectionModel().signalsBlocked():
            self.picked.emit(self.current)

    def _activate(self, index: QModelIndex) -> None:
        self.activated_id.emit(self._model.rows[index.row()].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._activate(index)
            event.accept()
        elif event.key() == Qt.Key.Key_Space and self._checkable and index.isValid():
            self._model.setData(index, None, Qt.ItemDataRole.CheckStateRole)
            event.accept()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        boxed = event.position().x() < _PAD + theme.current().size("check") + _PAD
        if self._checkable and index.isValid() and boxed:
            self._model.setData(index, None, Qt.ItemDataRole.CheckStateRole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Rows(QStyledItemDelegate):
    def __init__(self, view: RecordList, title_lines: int, detail_lines: int) -> None:
        super().__init__(view)
        self._view = view
        self._lines = title_lines
        self._detail_lines = detail_lines

    def _blocks(self, entry: Entry) -> list[TextBlock]:
        color = "mute" if entry.dim else "ink"
        font = "quote_card" if entry.serif else "medium"
        blocks = [TextBlock(entry.title, font=font, color=color, lines=self._lines)]
        if entry.detail:
            blocks.append(self._detail(entry.detail))
        return blocks

    def _detail(self, words: str) -> TextBlock:
        return TextBlock(words, font="meta", color="mute", lines=self._detail_lines)

    def _lead(self, entry: Entry, index: Index) -> float:
        look = theme.current()
        lead = _PAD
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            lead += look.size("check") + _PAD
        return lead + (look.size("icon_button") + _PAD if entry.glyph else 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = self._view.entries[index.row()]
        width = self._view.viewport().width()
        room = max(40.0, width - self._lead(entry, index) - _PAD)
        height = sum(block.height(room) for block in self._blocks(entry))
        return QSize(width, round(height + 2 * _PAD - 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        entry = self._view.entries[index.row()]
        area = QRectF(option.rect)
        self._ground(painter, area, option, index)
        rtl = self._view.isRightToLeft()
        x, top = area.left() + _PAD, area.top() + _PAD - 1
        line = self._blocks(entry)[0].line_height
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            side = look.size("check")
            _check(painter, QRectF(x, top + (line - side) / 2, side, side), state)
            x += side + _PAD
        if entry.glyph:
            side = look.size("icon_button")
            left = area.right() - (x - area.left()) - side if rtl else x
            role = "mute" if entry.dim else entry.glyph_role
            spot = QRectF(left, top + (line - side) / 2, side, side)
            inset = side / 8
            icons.paint(painter, entry.glyph, spot.adjusted(inset, inset, -inset, -inset), role)
            x += side + _PAD
        room = max(40.0, area.right() - x - _PAD)
        left = area.left() + _PAD if rtl else x
        for block in self._blocks(entry):
            block.paint(painter, QPointF(left, top), room)
            top += block.height(room)

    def _ground(
        self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        look = theme.current()
        radius = look.size("radius_row")
        current = self._view.currentIndex() == index
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if current:
            border = None if look.has_tints else look.color("accent")
            fill = look.color("accent_tint")
            paint.box(painter, area, radius=radius, fill=fill, border=border, width=2)
        elif hovered:
            paint.box(painter, area, radius=radius, fill=look.color("hover"))
        if current and self._view.hasFocus():
            paint.ring(painter, area, radius)

    def editorEvent(
        self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        # The list itself ticks, by a larger target than Qt's own small box.
        return False


def _check(painter: QPainter, area: QRectF, state: object) -> None:
    look = theme.current()
    on = state in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
    paint.box(
        painter,
        area,
        radius=look.size("radius_key"),
        fill=look.color("accent" if on else "paper"),
        border=look.color("accent" if on else "edge"),
        width=1.5,
    )
    if on:
        inset = area.width() * 2 / 15
        icons.paint(painter, "check", area.adjusted(inset, inset, -inset, -inset), "accent_ink")


def matching(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """Give the rows whose title or detail holds what was typed, folded."""
    from factcheck.queries.completion import folded_key

    wanted = folded_key(typed)
    return [e for e in entries if not wanted or wanted in folded_key(f"{e.title} {e.detail}")]
