"""What lists and tables of the window have alike: the ground under a row, a table that is walked.

It knows nothing of what stands in them.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListView,
    QStyle,
    QTableView,
    QWidget,
)

from ui import theme
from ui.kit import paint as kit
from ui.kit.focus import own_focus

Index = QModelIndex | QPersistentModelIndex


def paint_ground(
    painter: QPainter, state: QStyle.StateFlag, box: QRectF, view: QAbstractItemView
) -> None:
    """Paint what shows that a row is the current one, under the pointer, or has the focus."""
    look = theme.current()
    role = None
    if state & QStyle.StateFlag.State_Selected:
        role = "accent_tint"
    elif state & QStyle.StateFlag.State_MouseOver:
        role = "hover"
    radius = look.size("radius_row")
    if role:
        # Where there are no tints the current row would look like any other.
        border = None if look.has_tints else look.color("ink")
        kit.box(painter, box, radius=radius, fill=look.color(role), border=border)
    if state & QStyle.StateFlag.State_HasFocus and view.hasFocus():
        kit.ring(painter, box, radius)


def be_walked(table: QTableView) -> None:
    """Let a table be for reading: no grid, no selection, a current cell that arrows move."""
    table.setFrameShape(QTableView.Shape.NoFrame)
    table.setShowGrid(False)
    table.setCornerButtonEnabled(False)
    table.setTabKeyNavigation(False)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    own_focus(table)


def be_listed(view: QListView) -> None:
    """Let a list be rows that are painted on what is below it, and laid out anew for each look."""
    view.setFrameShape(QListView.Shape.NoFrame)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setMouseTracking(True)
    view.viewport().setAutoFillBackground(False)
    theme.controller().changed.connect(view.scheduleDelayedItemsLayout)


class WalkedTable(QTableView):
    """A table that is walked; its `measure` is called for more or less room, or another look."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        be_walked(self)
        self.setMouseTracking(True)
        theme.controller().changed.connect(self.measure)

    def leads(self, index: Index) -> bool:
        """Say whether a cell leads somewhere when it is clicked."""
        raise NotImplementedError

    def measure(self) -> None:
        """Give rows and columns their sizes."""
        raise NotImplementedError

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.leads(self.indexAt(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.measure()


class StillHead(QHeaderView):
    """The names of a table's rows or columns, painted by who derives from it; nobody drags them."""

    def __init__(self, side: Qt.Orientation, table: QTableView) -> None:
        super().__init__(side, table)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(8)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
