"""The article list where there is no room for it: a strip of status marks, one an article.

It shows the list's own model, so that both always agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from factcheck.ids import Id
from factcheck.records import ArticleRow
from ui import theme
from ui.article_rows import ArticleModel, StripDelegate
from ui.kit.buttons import Button
from ui.kit.list_model import ROW
from ui.kit.rows import Index
from ui.kit.text import Hairline
from ui.session import Place, Session
from ui.texts import tr


class ArticleStrip(QWidget):
    """A button that opens the list, a mark for each article, and the import."""

    opened = Signal()
    import_wanted = Signal()

    def __init__(
        self, model: ArticleModel, session: Session, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._session = session
        self._open = Button(kind="quiet", icon="panel_left", name=tr("articles.open_list"))
        self._import = Button(kind="quiet", icon="import", name=tr("articles.import"))
        self._list = _Marks(model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 1, 8)
        column.setSpacing(4)
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(Hairline())
        column.addWidget(self._list, 1)
        column.addWidget(self._import, 0, Qt.AlignmentFlag.AlignHCenter)
        self._open.clicked.connect(self.opened)
        self._import.clicked.connect(self.import_wanted)
        self._list.clicked.connect(self._choose)
        self._list.activated.connect(self._choose)
        model.modelReset.connect(lambda: self._mark_current(session.article))
        session.article_changed.connect(self._mark_current)
        theme.controller().changed.connect(self._list.scheduleDelayedItemsLayout)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, ArticleRow):
            self._session.go(Place(row.id))

    def _mark_current(self, article: Id | None) -> None:
        index = self._model.find(article)
        if index.isValid():
            self._list.setCurrentIndex(index)
            self._list.scrollTo(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("panel"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), look.color("line"))


class _Marks(QListView):
    def __init__(self, model: ArticleModel) -> None:
        super().__init__()
        self.setObjectName("articleStrip")
        self.setAccessibleName(tr("articles.list"))
        self.setModel(model)
        self.setItemDelegate(StripDelegate(model, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint only, for all marks have one size: to lay out ten thousand is slow."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
