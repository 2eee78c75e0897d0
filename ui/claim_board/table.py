"""The table of a claim: speakers under their side × articles, walked by arrows or clicked.

It shows a `Board` and says which statement or article was chosen; it asks the core for nothing.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.claim_board.paint import ArticleHead, CellDelegate, SpeakerHead
from ui.claim_board.rows import Board, Line, Mark
from ui.kit.rows import Index, WalkedTable
from ui.texts import tr

LEAST_COLUMN: Final = 118  # px at 100 %
MOST_COLUMN: Final = 220


class BoardModel(QAbstractTableModel):
    """A board as Qt's views read it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board = Board()

    def show(self, board: Board) -> None:
        """Take another board."""
        self.beginResetModel()
        self.board = board
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Give a row."""
        return self.board.lines[row]

    def marks(self, index: Index) -> tuple[Mark, ...]:
        """Give the tellings of a cell; none in the row of a side."""
        cells = self.board.lines[index.row()].cells if index.isValid() else ()
        return cells[index.column()] if cells else ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.board.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.board.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.board.described(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(x.described for x in self.marks(index)) or None
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role not in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation is Qt.Orientation.Horizontal:
            head = self.board.columns[section]
            return f"{head.title}, {head.when}"
        line = self.board.lines[section]
        return f"{line.name}, {line.more}" if line.more else line.name


class BoardTable(WalkedTable):
    """The table itself; Left and Right also go from mark to mark inside a cell."""

    statement_chosen = Signal(object, object)  # article, statement
    article_chosen = Signal(object)
    left = Signal()  # back to the list of claims

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.at = 0  # which mark of the current cell
        self.board_model = BoardModel(self)
        self.setObjectName("claimTable")
        self.setAccessibleIdentifier("claimTable")
        self.setAccessibleName(tr("board.table"))
        self.setModel(self.board_model)
        self.setItemDelegate(CellDelegate(self))
        self.setHorizontalHeader(ArticleHead(self))
        self.setVerticalHeader(SpeakerHead(self))
        self.horizontalHeader().sectionClicked.connect(self._choose_column)

    def show_board(self, board: Board) -> None:
        """Show another board; the same cell stays the current one where it is still there."""
        current = self.currentIndex()
        row, column = current.row(), current.column()
        self.board_model.show(board)
        self.clearSpans()
        for n, line in enumerate(board.lines):
            if line.is_side and len(board.columns) > 1:
                self.setSpan(n, 0, 1, len(board.columns))
        self.measure()
        index = self.board_model.index(row, column)
        self.setCurrentIndex(index if index.isValid() else self._first())

    def show_first(self) -> None:
        """Make the first cell that says something the current one."""
        self.setCurrentIndex(self._first())

    def marked(self) -> Mark | None:
        """Give the telling at which the keyboard is."""
        marks = self.board_model.marks(self.currentIndex())
        return marks[min(self.at, len(marks) - 1)] if marks else None

    def mark_boxes(self, index: Index, cell: QRect) -> list[QRectF]:
        """Give where the marks of a cell stand, in the viewport."""
        look = theme.current()
        marks = self.board_model.marks(index)
        side, gap = look.size("mark") + 2, 3.0
        left = cell.center().x() - (len(marks) * (side + gap) - gap) / 2
        top = cell.center().y() - side / 2
        return [QRectF(left + n * (side + gap), top, side, side) for n in range(len(marks))]

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.at = 0
        if current.column() < previous.column() and current.row() == previous.row():
            self.at = max(len(self.board_model.marks(current)) - 1, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex(), self.at)
            return
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            marks = self.board_model.marks(self.currentIndex())
            if 0 <= self.at + step < len(marks):
                self.at += step
                self.viewport().update()
                return
            if step < 0 and self.currentIndex().column() <= 0:
                self.left.emit()
                return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._choose(index, self._mark_at(index, point))

    def leads(self, index: Index) -> bool:
        return bool(self.board_model.marks(index))

    def _choose(self, index: Index, at: int) -> None:
        if not index.isValid() or self.board_model.line(index.row()).is_side:
            return
        article = self.board_model.board.columns[index.column()].article
        marks = self.board_model.marks(index)
        if marks:
            chosen = marks[min(at, len(marks) - 1)]
            self.statement_chosen.emit(article, chosen.statement)
        else:
            self.article_chosen.emit(article)

    def _choose_column(self, section: int) -> None:
        self.article_chosen.emit(self.board_model.board.columns[section].article)

    def _mark_at(self, index: Index, point: QPoint) -> int:
        boxes = self.mark_boxes(index, self.visualRect(index))
        return next((n for n, box in enumerate(boxes) if box.contains(point)), 0)

    def _first(self) -> QModelIndex:
        for n, line in enumerate(self.board_model.board.lines):
            for m, cell in enumerate(line.cells):
                if cell:
                    return self.board_model.index(n, m)
        return QModelIndex()

    def measure(self) -> None:
        look = theme.current()
        board = self.board_model.board
        speakers = round(186 * look.zoom / 100)
        self.verticalHeader().setFixedWidth(min(speakers, max(self.width() // 3, 1)))
        for n, line in enumerate(board.lines):
            wide = look.line_height("strong") + look.line_height("meta")
            self.setRowHeight(n, round((wide if not line.is_side else 18 * look.zoom / 100) + 14))
        if board.columns:
            room = self.viewport().width() // len(board.columns)
            least, most = (round(x * look.zoom / 100) for x in (LEAST_COLUMN, MOST_COLUMN))
            for n in range(len(board.columns)):
                self.setColumnWidth(n, min(max(room, least), most))
