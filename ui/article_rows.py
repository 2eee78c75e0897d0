"""How one article looks in the list: status, title, origin and statements by label.

The model holds the rows that the core gave last, and paints nothing; the delegate paints and
decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from factcheck.ids import Id
from factcheck.records import ArticleRow, Label
from ui import icons, theme
from ui.article_twins import look_of, told_apart
from ui.dates import date_shown
from ui.kit import paint as kit
from ui.kit.list_model import ListModel
from ui.kit.rows import Index, paint_ground
from ui.kit.text import Run, TextBlock
from ui.texts import tr, tr_n

TITLE_LINES: Final = 3
_ICONS: Final = {"to_do": "todo", "in_progress": "in_progress", "done": "done"}
_RIGHT: Final = 10.0
_AROUND: Final = 5  # px around a sign that count as on it


class ArticleModel(ListModel[ArticleRow]):
    """The rows of the article list, in the order and selection that the panel chose."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ArticleRow] = []  # of which one is altered in place
        self.labels: dict[Id, Label] = {}
        self.armed: Id | None = None
        #: How many comments of an article are unread.
        self.unread: Callable[[Id], int] = _none
        #: How many other articles have the same text, or nearly the same.
        self.copies: Callable[[Id], int] = _none
        self._apart: dict[Id, str] = {}
        self._at: dict[Id, int] = {}

    def show(self, rows: Sequence[ArticleRow]) -> None:
        """Take new rows; where only their content differs, views keep their place."""
        if [r.id for r in rows] == [r.id for r in self.rows]:
            self.put({row.id: row for row in rows})
            return
        self.beginResetModel()
        self.rows = list(rows)
        self._at = {row.id: at for at, row in enumerate(rows)}
        self._apart = told_apart(rows)
        self.endResetModel()

    def put(self, fresh: Mapping[Id, ArticleRow]) -> None:
        """Take fresh rows of articles that are listed; of ten thousand a gesture alters one."""
        altered, looks_differ = list[Id](), False
        for article, new in fresh.items():
            at = self._at.get(article)
            if at is not None and self.rows[at] != new:
                looks_differ |= look_of(new) != look_of(self.rows[at])
                self.rows[at] = new
                altered.append(article)
        if looks_differ:
            before, self._apart = self._apart, told_apart(self.rows)
            named = before.keys() | self._apart.keys()
            altered += [one for one in named if before.get(one) != self._apart.get(one)]
        for index in map(self.find, dict.fromkeys(altered)):
            self.dataChanged.emit(index, index)

    def find(self, article: Id | None) -> QModelIndex:
        """Give the index of an article's row, invalid if it is not listed."""
        at = self._at.get(article) if article is not None else None
        return QModelIndex() if at is None else self.index(at)

    def said(self, row: ArticleRow, role: int) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.title
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.described(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            names = row.source_name if row.id in self._apart else ""
            said = (row.title, origin(row), names, self.copies_said(row))
            return "\n".join(x for x in said if x)
        return None

    def counts(self, row: ArticleRow) -> list[kit.Count]:
        """Give a row's statements by label, in the project's order of labels."""
        return [
            kit.Count(label.shape, label.color, row.counts[label.id], label.name)
            for label in self.labels.values()
            if row.counts.get(label.id)
        ]

    def second_line(self, row: ArticleRow) -> str:
        """Say where a row is from, and first what it is of those that look the same."""
        return " · ".join(x for x in (self._apart.get(row.id), origin(row)) if x)

    def described(self, row: ArticleRow) -> str:
        """Say a row in words: origin, own status, statements by label."""
        counts = ", ".join(f"{count.number} {count.name}" for count in self.counts(row))
        unread = self.unread(row.id)
        new = tr_n("articles.unread", unread) if unread else ""
        status = tr(f"articles.status.{row.status}")
        parts = (self.second_line(row), status, counts, new, self.copies_said(row))
        return ". ".join(x for x in parts if x)

    def copies_said(self, row: ArticleRow) -> str:
        """Say how many others have the text of a row, "" where none has."""
        copies = self.copies(row.id)
        return tr_n("articles.copies", copies) if copies else ""


def origin(row: ArticleRow) -> str:
    """Say where and when an article appeared."""
    publisher = row.publisher or tr("articles.no_publisher")
    date = date_shown(row.published)
    return f"{publisher} · {date}" if date else publisher


class ArticleDelegate(QStyledItemDelegate):
    """Paints the rows of the article list."""

    def __init__(self, model: ArticleModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._heights: dict[tuple[str, bool, bool], int] = {}
        self._width = 0

    def forget(self) -> None:
        """Measure anew, after the theme changed."""
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        if width != self._width:
            self._width = width
            self._heights.clear()
        row = self._model.rows[index.row()]
        key = (row.title, self._is_bold(row), self._has_line(row))
        if key not in self._heights:
            self._heights[key] = self._height(row, width)
        return QSize(width, self._heights[key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        row = self._model.rows[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        box = QRectF(rect).adjusted(look.size("s"), 0, -look.size("s"), -2)
        paint_ground(painter, state, box, self._view)
        left = _text_left()
        side = look.size("icon_button")
        width = box.width() - left - _RIGHT
        place = QPointF(box.x() + left, box.y() + look.size("card_pad_y"))
        top = place.y() + (look.line_height("medium") - side) / 2
        kit.status(painter, QRectF(box.x() + 11, top, side, side), _ICONS[row.status])
        title = self._title(row)
        title.paint(painter, place, width)
        place += QPointF(0, title.height(width) + 2)
        taken = self._paint_copies(painter, row, QRectF(place.x(), place.y(), width, 0))
        block = TextBlock(self._model.second_line(row), font="meta", color="mute", lines=1)
        block.paint(painter, place, width - taken)
        place += QPointF(0, look.line_height("meta") + 5)
        self._paint_counts(
            painter, row, QRectF(place.x(), place.y(), width, look.line_height("count"))
        )
        painter.restore()

    def _paint_counts(self, painter: QPainter, row: ArticleRow, box: QRectF) -> None:
        if row.id == self._model.armed:
            words = (Run("≠ ", color="contradiction"), Run(tr("articles.armed")))
            block = TextBlock(words, font="meta_medium", color="contradiction", lines=1)
            block.paint(painter, box.topLeft(), box.width())
            return
        kit.counts(painter, box, self._model.counts(row))
        unread = self._model.unread(row.id)
        if unread:
            self._paint_unread(painter, unread, box)

    def is_on_copies(self, index: Index, rect: QRect, point: QPointF) -> bool:
        """Say whether a point of a row's rectangle is on the sign that it has copies."""
        row = self._model.rows[index.row()]
        words = self._copies(row)
        if words is None:
            return False
        look = theme.current()
        right = rect.right() - look.size("s") - _RIGHT
        width = rect.width() - 2 * look.size("s") - _text_left() - _RIGHT
        top = rect.top() + look.size("card_pad_y") + self._title(row).height(width) + 2
        left = right - words.natural_width() - look.size("icon_small") - 4
        line = QRectF(left, top, right - left, words.line_height)
        return line.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND).contains(point)

    def _copies(self, row: ArticleRow) -> TextBlock | None:
        copies = self._model.copies(row.id)
        return TextBlock(f"{copies}", font="meta", color="mute", lines=1) if copies else None

    def _paint_copies(self, painter: QPainter, row: ArticleRow, line: QRectF) -> float:
        """Paint at the end of a line how many copies there are, and give the width taken."""
        words = self._copies(row)
        if words is None:
            return 0
        side, width = theme.current().size("icon_small"), words.natural_width()
        spot = QPointF(line.right() - width, line.top())
        words.paint(painter, spot, width + 1)
        top = line.top() + (words.line_height - side) / 2
        icon = QRectF(spot.x() - side - 4, top, side, side)
        icons.paint(painter, "copy", icon, "mute")
        return line.right() - icon.left() + 6

    def _paint_unread(self, painter: QPainter, unread: int, box: QRectF) -> None:
        """Paint at the end of the line how much is unread: a dot, a bubble, a number."""
        look = theme.current()
        words = TextBlock(f"● {unread}", font="meta_strong", color="accent", lines=1)
        side, width = look.size("icon_small"), words.natural_width()
        left = box.right() - width
        spot = QPointF(left, box.center().y() - words.line_height / 2)
        words.paint(painter, spot, width + 1)
        bubble = QRectF(left - side - 4, box.center().y() - side / 2, side, side)
        icons.paint(painter, "comment", bubble, "accent")

    def _height(self, row: ArticleRow, width: int) -> int:
        look = theme.current()
        inner = width - 2 * look.size("s") - _text_left() - _RIGHT
        height = 2 * look.size("card_pad_y") + look.line_height("meta") + 4
        if self._has_line(row):
            height += 5 + look.line_height("count")
        return round(height + self._title(row).height(inner))

    def _has_line(self, row: ArticleRow) -> bool:
        return bool(row.counts) or row.id == self._model.armed or bool(self._model.unread(row.id))

    def _is_bold(self, row: ArticleRow) -> bool:
        return row.status == "to_do" or bool(self._model.unread(row.id))

    def _title(self, row: ArticleRow) -> TextBlock:
        font = "strong" if self._is_bold(row) else "medium"
        return TextBlock(row.title, font=font, lines=TITLE_LINES)


def _text_left() -> float:
    return 20 + theme.current().size("icon_button")


def _none(_article: Id) -> int:
    return 0


class StripDelegate(QStyledItemDelegate):
    """Paints the list as a strip of status marks, for a narrow window."""

    def __init__(self, model: ArticleModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        side = theme.current().px("rail_strip")
        return QSize(side, round(side * 5 / 6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        box = QRectF(rect).adjusted(6, 2, -6, -2)
        radius = look.size("radius_row")
        if state & QStyle.StateFlag.State_Selected:
            kit.box(painter, box, radius=radius, fill=look.color("accent_tint"))
        elif state & QStyle.StateFlag.State_MouseOver:
            kit.box(painter, box, radius=radius, fill=look.color("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            kit.ring(painter, box, radius)
        mark = QRectF(0, 0, look.size("icon"), look.size("icon"))
        mark.moveCenter(box.center())
        row = self._model.rows[index.row()]
        kit.status(painter, mark, _ICONS[row.status])
        if self._model.unread(row.id):
            dot = QRectF(0, 0, look.size("icon_small"), look.size("icon_small"))
            dot.moveCenter(mark.topRight() + QPointF(4, -2))
            icons.paint(painter, "dot", dot, "accent")
        painter.restore()
