"""The article's other claims below the cards: a row each, painted, never built."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from factcheck.ids import Id
from ui import icons, theme
from ui.kit import paint
from ui.kit.focus import own_focus
from ui.kit.list_model import ListModel
from ui.kit.rows import Index, be_listed
from ui.kit.text import TextBlock
from ui.texts import tr

SHARE: Final = 0.25  # of the pane's height, at the most


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim that is folded: its proposition, and its sayings in the article by label."""

    claim: Id | None
    words: str
    counts: tuple[paint.Count, ...]

    @property
    def described(self) -> str:
        """The line in words, for assistive technology."""
        counts = ", ".join(f"{x.number} {x.name}" for x in self.counts)
        return f"{self.words}. {counts}" if counts else self.words


class _Model(ListModel[ClaimLine]):
    def show(self, lines: list[ClaimLine]) -> None:
        if [x.claim for x in lines] == [x.claim for x in self.rows]:
            before, self.rows = self.rows, lines
            for n, (old, new) in enumerate(zip(before, lines, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(n), self.index(n))
            return
        self.take(lines)

    def said(self, row: ClaimLine, role: int) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.described
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, model: _Model, view: QListView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self.hovered: ClaimLine | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.current().px("fold_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        line = self._model.rows[index.row()]
        state: QStyle.StateFlag = option.state
        box = QRectF(option.rect)
        painter.save()
        lit = state & QStyle.StateFlag.State_MouseOver or line == self.hovered
        if lit:
            painter.fillRect(box, look.color("hover"))
            if not look.has_tints:
                paint.ring(painter, box, 0, "ink")
        if index.row():
            painter.fillRect(QRectF(box.x(), box.y(), box.width(), 1), look.color("line"))
        edge, gap, side = look.size("pane_pad"), look.size("s"), look.size("icon_small")
        rtl = self._view.isRightToLeft()
        counts = paint.counts_width(line.counts)
        left = box.right() - edge - side if rtl else box.x() + edge
        chevron = QRectF(left, box.center().y() - side / 2, side, side)
        icons.paint(painter, "chevron_left" if rtl else "chevron_right", chevron, "mute")
        words = TextBlock(line.words, font="byline", lines=1)
        width = box.width() - 2 * edge - side - gap - (counts + gap if counts else 0)
        x = box.x() + edge + (counts + gap if rtl and counts else 0 if rtl else side + gap)
        words.paint(painter, QPointF(x, box.center().y() - words.line_height / 2), width)
        start = box.x() + edge if rtl else box.right() - edge - counts
        paint.counts(painter, QRectF(start, box.y(), counts, box.height()), line.counts, rtl=rtl)
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            paint.ring(painter, box, look.size("radius_row"))
        painter.restore()


class ClaimRows(QListView):
    """The claims that are folded; Enter or a click unfolds one."""

    chosen = Signal(object)  # Id | None
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Model(self)
        self.setModel(self._lines)
        self._delegate = _Delegate(self._lines, self)
        self.setItemDelegate(self._delegate)
        self.setObjectName("claimRows")
        self.setAccessibleName(tr("claims.others"))
        self.setAccessibleIdentifier("claimRows")
        be_listed(self)
        self.setUniformItemSizes(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        own_focus(self)
        self.clicked.connect(self._choose)

    @property
    def lines(self) -> Sequence[ClaimLine]:
        """The lines that are shown."""
        return self._lines.rows

    def show_lines(self, lines: Sequence[ClaimLine]) -> None:
        """Show the claims that are folded."""
        self._lines.show(list(lines))
        self.setVisible(bool(lines))

    def hover(self, on: bool, claim: Id | None) -> None:  # noqa: FBT001 - it is the value
        """Show that the pointer is over a statement of a folded claim."""
        found = next((x for x in self._lines.rows if on and x.claim == claim), None)
        if found != self._delegate.hovered:
            self._delegate.hovered = found
            self.viewport().update()

    def fit(self, room: int) -> None:
        """Take the height of the rows, but no more than a share of the room."""
        wanted = len(self._lines.rows) * theme.current().px("fold_row") + 1
        self.setFixedHeight(max(1, min(wanted, round(room * SHARE))))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._lines.rows[index.row()].claim)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(0, 0, self.width(), 1, theme.current().color("line"))
        painter.end()
        super().paintEvent(event)
