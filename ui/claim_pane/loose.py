"""What may be missing in an article that was called done: a calm list, offered and put away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from factcheck.ids import Id
from factcheck.queries.answers import LooseEnd
from ui import theme
from ui.claim_pane.press import Pressable
from ui.kit import paint
from ui.kit.buttons import Button
from ui.kit.notice import announce
from ui.kit.scroll import Scroller
from ui.kit.text import Run, TextLabel
from ui.texts import tr, tr_n

TALLEST = 220  # px at 100 %


class LooseEnds(QWidget):
    """The list; each line goes to its statement."""

    went = Signal(object)  # Id
    closed = Signal()

    def __init__(self, words: Callable[[Id], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._ends: tuple[LooseEnd, ...] = ()
        self.setObjectName("looseEnds")
        self.setAccessibleIdentifier("looseEnds")
        self._title = TextLabel("", font="strong")
        self._close = Button(kind="quiet", icon="close", small=True, name=tr("claims.loose.close"))
        self._close.clicked.connect(self.put_away)
        self._scroller = Scroller(name=tr("claims.loose.name"))
        self._column = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self._column.addWidget(self._scroller)
        theme.controller().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    @property
    def ends(self) -> Sequence[LooseEnd]:
        """What is listed."""
        return self._ends

    def offer(self, ends: Sequence[LooseEnd]) -> None:
        """List loose ends and say so; nothing is shown where there are none."""
        fresh = not self.isVisible()
        self.show_ends(ends)
        self.setVisible(bool(ends))
        if ends and fresh:
            announce(self, self._title.text())

    def show_ends(self, ends: Sequence[LooseEnd]) -> None:
        """List other loose ends."""
        if tuple(ends) == self._ends:
            return
        self._ends = tuple(ends)
        title = tr_n("claims.loose.title", len(ends))
        self._title.set_words(title)
        self.setAccessibleName(title)
        column = self._scroller.column
        while (item := column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for end in ends:
            column.addWidget(self._line(end))
        column.addStretch(1)
        self._restyle()
        if not ends:
            self.hide()

    def put_away(self) -> None:
        """Close the list; it is offered again at the next *done*."""
        self.hide()
        self.closed.emit()

    def _line(self, end: LooseEnd) -> Pressable:
        line = Pressable("ring", "mute", size="icon_count")
        kind = tr(f"claims.loose.{end.kind}")
        words = self._words(end.statement)
        line.set_lines((Run(kind, "meta_medium", "ink"), Run(f"  {words}", "quote_small")))
        line.setAccessibleName(f"{kind}: {words}")
        line.clicked.connect(lambda: self.went.emit(end.statement))
        return line

    def _restyle(self) -> None:
        look = theme.current()
        edge = look.px("pane_pad")
        self._column.setContentsMargins(edge, look.px("s"), edge, look.px("s"))
        self._column.setSpacing(look.px("xs"))
        self._scroller.column.setContentsMargins(0, 0, 0, 0)
        self._scroller.column.setSpacing(look.px("xs"))
        lines = len(self._ends) * (2 * look.line_height("meta") + look.size("xs"))
        self._scroller.setFixedHeight(round(min(lines, TALLEST * look.zoom / 100)))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint.box(painter, area, radius=0, fill=look.color("hover" if look.has_tints else "paper"))
        painter.fillRect(QRectF(0, area.height() - 1, area.width(), 1), look.color("line"))
