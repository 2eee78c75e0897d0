"""The list of articles itself: arrow keys move, Enter or a click opens, a menu offers the rest.

Which articles are in it, and in which order, its panel decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from factcheck.records import ArticleRow
from ui.article_rows import ArticleDelegate, ArticleModel
from ui.kit.list_model import ROW
from ui.kit.rows import Index, be_listed
from ui.texts import tr


class ArticleList(QListView):
    """The list itself: arrow keys move, Enter or a click opens."""

    chosen = Signal(object)  # Id
    left = Signal()  # the person is done here: back to the text
    menu_wanted = Signal(object, QPoint)  # ArticleRow, where on the screen
    copies_wanted = Signal(object)  # Id

    def __init__(self, model: ArticleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articleList")
        self.setAccessibleName(tr("articles.list"))
        self.setAccessibleIdentifier("articleList")
        self.setModel(model)
        self.delegate = ArticleDelegate(model, self)
        self.setItemDelegate(self.delegate)
        be_listed(self)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(200)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, ArticleRow):
            self.chosen.emit(row.id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        on = event.button() is Qt.MouseButton.LeftButton and index.isValid()
        if on and self.delegate.is_on_copies(index, self.visualRect(index), event.position()):
            self.copies_wanted.emit(index.data(ROW).id)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        row = index.data(ROW)
        if isinstance(row, ArticleRow):
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_wanted.emit(row, self.viewport().mapToGlobal(place))

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Lay out anew only where a row has another height: to lay out ten thousand is slow."""
        option = QStyleOptionViewItem()
        wanted = self.delegate.sizeHint(option, first).height()
        if first == last and self.visualRect(first).height() == wanted:
            QAbstractItemView.dataChanged(self, first, last, roles)
        else:
            super().dataChanged(first, last, roles)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
