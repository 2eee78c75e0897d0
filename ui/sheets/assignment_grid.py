"""Articles × people: who has which article and how far they are, with a box to choose each row.

It shows what it is given and tells which rows are chosen; what becomes of them the sheet decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from factcheck.assigning.answers import Assignment, Workload
from factcheck.ids import Id
from factcheck.records import ArticleRow
from ui import icons, theme
from ui.article_rows import origin
from ui.kit import paint
from ui.kit.avatar import letters_of, paint_avatar
from ui.kit.rows import Index, StillHead, be_walked
from ui.kit.text import TextBlock
from ui.texts import tr

_PAD: Final = 8.0
_PERSON: Final = 116  # px at 100 %, of a person's column
_ICONS: Final = {"to_do": "todo", "in_progress": "in_progress", "done": "done"}


@dataclass(frozen=True, slots=True)
class Grid:
    """What it shows: articles, people with their work, and who has which article."""

    articles: tuple[ArticleRow, ...] = ()
    people: tuple[Workload, ...] = ()
    held: Mapping[tuple[Id, Id], Assignment] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Assignment | None:
        """Give the assignment of a cell; the first column is the article's own."""
        if column == 0:
            return None
        return self.held.get((self.articles[row].id, self.people[column - 1].annotator.id))

    def words(self, row: int, column: int) -> str:
        """Say a cell: how far somebody is with an article, or to whom it went."""
        one = self.cell(row, column)
        if one is None:
            return tr("assignments.not_given")
        if one.ended:
            names = {x.annotator.id: x.annotator.name for x in self.people}
            return tr("assignments.went_to", name=names.get(one.handed_to or one.id, ""))
        return tr(f"articles.status.{one.status}")

    def name(self, column: int) -> str:
        """Give the name of a person's column."""
        return self.people[column - 1].annotator.name


class _Model(QAbstractTableModel):
    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid = Grid()
        self.checked: set[Id] = set()

    def show(self, grid: Grid) -> None:
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def tick(self, articles: Sequence[Id], *, on: bool) -> None:
        if on:
            self.checked.update(articles)
        else:
            self.checked.difference_update(articles)
        last = self.index(len(self.grid.articles) - 1, 0)
        self.dataChanged.emit(self.index(0, 0), last)
        self.ticked.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.grid.articles)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.grid.people) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        article = self.grid.articles[row]
        if role == Qt.ItemDataRole.CheckStateRole and column == 0:
            on = article.id in self.checked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role not in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if column == 0:
            return f"{article.title}. {origin(article)}"
        return f"{article.title}, {self.grid.name(column)}: {self.grid.words(row, column)}"

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        names = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if orientation is Qt.Orientation.Vertical or role not in names:
            return None
        if section == 0:
            return tr("assignments.articles")
        return f"{self.grid.name(section)}. {work_words(self.grid.people[section - 1])}"


class AssignmentGrid(QTableView):
    """The table; Space ticks the row, Ctrl+A all, Enter says `activated_id` of its article."""

    checks_changed = Signal()
    activated_id = Signal(object)
    person_wanted = Signal(object, QPoint)  # Id, where on the screen

    def __init__(self) -> None:
        super().__init__()
        self._model = _Model(self)
        self._anchor = -1
        self.setModel(self._model)
        self.setObjectName("assignmentGrid")
        self.setAccessibleName(tr("assignments.grid"))
        self.setItemDelegate(_Cells(self))
        self.setHorizontalHeader(_Head(self))
        self.verticalHeader().hide()
        be_walked(self)
        self._model.ticked.connect(self.checks_changed)
        self.doubleClicked.connect(lambda index: self._activate(index.row()))
        self.horizontalHeader().sectionClicked.connect(self._on_section)
        theme.controller().changed.connect(self._measure)
        self._measure()

    @property
    def grid(self) -> Grid:
        """What it shows."""
        return self._model.grid

    @property
    def checked(self) -> list[Id]:
        """The articles whose box is ticked, in the order of the rows, also those out of sight."""
        shown = [x.id for x in self.grid.articles if x.id in self._model.checked]
        return shown + sorted(self._model.checked - set(shown))

    def show_grid(self, grid: Grid) -> None:
        """Show other articles, people or statuses; the current row stays, and what is ticked."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        at = self.grid.articles[row].id if 0 <= row < len(self.grid.articles) else None
        self._model.show(grid)
        self._measure()
        rows = [x.id for x in grid.articles]
        place = rows.index(at) if at in rows else 0
        if rows:
            self.setCurrentIndex(self._model.index(place, max(0, column)))

    def keep_checked(self, there: Sequence[Id]) -> None:
        """Forget the ticks of articles that are not there any more."""
        self._model.checked &= set(there)

    def tick(self, articles: Sequence[Id], *, on: bool = True) -> None:
        """Tick the boxes of some articles, or clear them."""
        self._model.tick(articles, on=on)

    def _tick_row(self, row: int, *, reach: bool) -> None:
        article = self.grid.articles[row].id
        on = article not in self._model.checked
        first = self._anchor if reach and self._anchor >= 0 else row
        between = self.grid.articles[min(first, row) : max(first, row) + 1]
        self._anchor = row
        self.tick([x.id for x in between], on=on or reach)

    def _on_section(self, section: int) -> None:
        if section == 0:
            self._tick_all()
        else:
            self._ask_person(section)

    def _ask_person(self, column: int) -> None:
        head = self.horizontalHeader()
        place = QPoint(head.sectionViewportPosition(column), head.height())
        one = self.grid.people[column - 1].annotator
        self.person_wanted.emit(one.id, head.viewport().mapToGlobal(place))

    def _tick_all(self) -> None:
        if self.grid.articles:
            ids = [x.id for x in self.grid.articles]
            self.tick(ids, on=not set(ids) <= self._model.checked)

    def _activate(self, row: int) -> None:
        if 0 <= row < len(self.grid.articles):
            self.activated_id.emit(self.grid.articles[row].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        held = event.modifiers()
        if event.key() == Qt.Key.Key_Space and row >= 0:
            self._tick_row(row, reach=bool(held & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_A and held & Qt.KeyboardModifier.ControlModifier:
            self._tick_all()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate(row)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        column = self.currentIndex().column()
        if event.reason() is not QContextMenuEvent.Reason.Keyboard:
            column = self.indexAt(event.pos()).column()
        if column > 0:
            self._ask_person(column)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            reach = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tick_row(index.row(), reach=reach)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        look = theme.current()
        self.verticalHeader().setDefaultSectionSize(
            round(look.line_height("medium") + look.line_height("meta") + 2 * _PAD)
        )
        head = self.horizontalHeader()
        person = round(_PERSON * look.zoom / 100)
        people = len(self.grid.people)
        for column in range(1, people + 1):
            head.resizeSection(column, person)
        least = round(1.5 * person)
        head.resizeSection(0, max(least, self.viewport().width() - people * person))


class _Head(StillHead):
    """Articles at the left, then each person with their letter and how far they are."""

    def __init__(self, grid: AssignmentGrid) -> None:
        super().__init__(Qt.Orientation.Horizontal, grid)
        self._grid = grid
        self.setSectionsClickable(True)

    def sizeHint(self) -> QSize:
        look = theme.current()
        lines = look.line_height("meta_strong") + look.line_height("meta")
        return QSize(100, round(lines + 2 * _PAD))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        look = theme.current()
        grid = self._grid.grid
        painter.save()
        painter.fillRect(rect, look.color("panel"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("line"))
        inner = QRectF(rect).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        if logical == 0:
            checked, n = len(self._grid.checked), len(grid.articles)
            name = tr("assignments.articles")
            more = tr("assignments.chosen", n=checked) if checked else tr("assignments.of", n=n)
        else:
            work = grid.people[logical - 1]
            letters = letters_of([x.annotator.name for x in grid.people])[logical - 1]
            side = look.size("avatar")
            spot = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
            paint_avatar(painter, spot, letters)
            inner = inner.adjusted(side + 6, 0, 0, 0)
            name, more = work.annotator.name, work_words(work)
        title = TextBlock(name, font="meta_strong", lines=1)
        title.paint(painter, inner.topLeft(), inner.width())
        place = inner.topLeft() + QPointF(0, title.line_height)
        TextBlock(more, font="meta", color="mute", lines=1).paint(painter, place, inner.width())
        painter.restore()


class _Cells(QStyledItemDelegate):
    def __init__(self, grid: AssignmentGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        rect: QRect = option.rect
        painter.save()
        row = self._grid.grid.articles[index.row()]
        is_row = index.row() == self._grid.currentIndex().row()
        if is_row and self._grid.hasFocus():
            painter.fillRect(rect, look.color("accent_tint"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.color("hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("line"))
        if index.column() == 0:
            self._paint_article(painter, QRectF(rect), row, index)
        else:
            self._paint_status(painter, QRectF(rect), index)
        if self._grid.hasFocus() and index == self._grid.currentIndex():
            paint.ring(painter, QRectF(rect).adjusted(1, 1, -1, -2), look.size("radius_row"))
        painter.restore()

    def _paint_article(
        self, painter: QPainter, rect: QRectF, row: ArticleRow, index: Index
    ) -> None:
        look = theme.current()
        side = look.size("check")
        box = QRectF(rect.left() + _PAD, rect.center().y() - side / 2, side, side)
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        fill, border = ("accent", "accent") if on else ("paper", "edge")
        radius = look.size("radius_key")
        paint.box(
            *(painter, box),
            radius=radius,
            fill=look.color(fill),
            border=look.color(border),
            width=1.5,
        )
        if on:
            inset = side * 2 / 15
            icons.paint(painter, "check", box.adjusted(inset, inset, -inset, -inset), "accent_ink")
        left = box.right() + _PAD
        width = rect.right() - left - _PAD
        title = TextBlock(row.title, font="medium", lines=1)
        title.paint(painter, QPointF(left, rect.top() + _PAD), width)
        place = QPointF(left, rect.top() + _PAD + title.line_height)
        TextBlock(origin(row), font="meta", color="mute", lines=1).paint(painter, place, width)

    def _paint_status(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        look = theme.current()
        one = self._grid.grid.cell(index.row(), index.column())
        side = look.size("icon_button")
        spot = QRectF(rect.left() + _PAD, rect.center().y() - side / 2, side, side)
        if one is None:
            dash = QRectF(0, 0, 6, 1.5)
            dash.moveCenter(spot.center())
            painter.fillRect(dash, look.color("edge"))
            return
        if one.ended:
            icons.paint(painter, "forward", spot, "mute")
        else:
            paint.status(painter, spot, _ICONS[one.status])
        words = self._grid.grid.words(index.row(), index.column())
        block = TextBlock(words, font="meta", color="mute" if one.ended else "ink", lines=1)
        left = spot.right() + 6
        top = rect.center().y() - block.line_height / 2
        block.paint(painter, QPointF(left, top), rect.right() - left - 4)


def work_words(work: Workload) -> str:
    """Say how far somebody is with all that is theirs."""
    if not work.articles:
        return tr("assignments.no_work")
    return tr("articles.progress", done=work.done, n=work.articles)
