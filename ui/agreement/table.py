"""A table of figures, walked by arrows or clicked; a confusion matrix is one too, as a picture.

It shows a `Grid` and says which cell was chosen; it knows no measurement.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.agreement.grid import Cell, Grid
from ui.agreement.paint import CellDelegate, ColumnHead, RowHead, head_width
from ui.kit.rows import Index, WalkedTable
from ui.kit.text import TextBlock

LEAST_COLUMN: Final = 92  # px at 100 %
MOST_COLUMN: Final = 190
SQUARE: Final = 84


class GridModel(QAbstractTableModel):
    """A grid as Qt's views read it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid = Grid()

    def show(self, grid: Grid) -> None:
        """Take another grid."""
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def cell(self, index: Index) -> Cell:
        """Give what stands in a cell."""
        return self.grid.cells[index.row()][index.column()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.grid.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.grid.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return cell.described or None
        return cell.words if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        wanted = (
            *(Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole),
            Qt.ItemDataRole.ToolTipRole,
        )
        if role not in wanted:
            return None
        across = orientation is Qt.Orientation.Horizontal
        head = (self.grid.columns if across else self.grid.rows)[section]
        return f"{head.words}, {head.more}" if head.more else head.words


class FigureTable(WalkedTable):
    """The table itself; Enter, Space and a click choose a cell that stands for something."""

    chosen = Signal(object)  # Wanted
    pointed = Signal(str)  # what the current cell says, aloud

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid_model = GridModel(self)
        self.setModel(self.grid_model)
        self.setAccessibleName(name)
        self.setMinimumSize(1, 1)
        self.setItemDelegate(CellDelegate(self))
        self.setHorizontalHeader(ColumnHead(self))
        self.setVerticalHeader(RowHead(self))

    @property
    def grid(self) -> Grid:
        """What is shown."""
        return self.grid_model.grid

    def show_grid(self, grid: Grid) -> None:
        """Show another grid; the same cell stays the current one where it is still there."""
        current = self.currentIndex()
        row, column = max(current.row(), 0), max(current.column(), 0)
        self.grid_model.show(grid)
        self.measure()
        index = self.grid_model.index(row, column)
        self.setCurrentIndex(index if index.isValid() else self.grid_model.index(0, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.pointed.emit(self.grid_model.cell(current).described)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self.indexAt(event.position().toPoint()))

    def leads(self, index: Index) -> bool:
        return index.isValid() and self.grid_model.cell(index).wanted is not None

    def sizeHint(self) -> QSize:
        return QSize(400, 300)

    def _choose(self, index: Index) -> None:
        wanted = self.grid_model.cell(index).wanted if index.isValid() else None
        if wanted is not None:
            self.chosen.emit(wanted)

    def measure(self) -> None:
        look = theme.current()
        grid = self.grid
        if not grid.columns:
            return
        widest = max(head_width(head) for head in grid.rows)
        names = min(round(widest), max(round(self.width() * 0.45), 1))
        self.verticalHeader().setFixedWidth(names)
        room = self.viewport().width() // len(grid.columns)
        if grid.is_confusion:
            side = round(SQUARE * look.zoom / 100)
            heights = [side] * len(grid.rows)
            width = max(side, *(round(head_width(head)) for head in grid.columns))
        else:
            inner = names - 2 * look.px("s")
            tall = look.line_height("strong") + look.line_height("meta") * self._has_intervals()
            heights = [
                round(max(TextBlock(h.words, font="base").height(inner), tall) + 10)
                for h in grid.rows
            ]
            least, most = (round(x * look.zoom / 100) for x in (LEAST_COLUMN, MOST_COLUMN))
            width = min(max(room, least), most)
        for n, height in enumerate(heights):
            self.setRowHeight(n, height)
        for n in range(len(grid.columns)):
            self.setColumnWidth(n, width)

    def _has_intervals(self) -> bool:
        return any(cell.more for row in self.grid.cells for cell in row)
