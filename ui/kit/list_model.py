"""A list's model as all of them have it: rows of one kind, taken whole, and what is said of each.

How rows are put in order and painted, it does not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from ui.kit.rows import Index

#: Asks for the row itself.
ROW: Final = Qt.ItemDataRole.UserRole
R = TypeVar("R")


class ListModel(QAbstractListModel, Generic[R]):
    """Rows in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[R] = ()

    def said(self, row: R, role: int) -> object:
        """Give what a row is in one role of Qt's, None where it is nothing."""
        raise NotImplementedError

    def take(self, rows: Sequence[R]) -> None:
        """Take other rows, so that views begin anew."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def tell_all(self) -> None:
        """Let views ask anew for what is said of all rows."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        return row if role == ROW else self.said(row, role)
