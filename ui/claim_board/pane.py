"""The board's middle: the chosen claim in words, how often it is said, and its table.

It shows what it is given. What shows when it was said, and against whom, has room below and beside.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.claim_board.paint import paint_sums, sums_width
from ui.claim_board.rows import Board, Sum
from ui.claim_board.table import BoardTable
from ui.kit.marks import LabelMark
from ui.kit.scroll import FlowLayout
from ui.kit.text import TextLabel
from ui.texts import tr


class ClaimTablePane(QWidget):
    """The chosen claim: its words, how often it is said, and the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = TextLabel("", font="claim_title")
        self.note = TextLabel("", color="mute")
        self._sums_row = QWidget()
        self._sums = FlowLayout(self._sums_row, gap=14)
        self.where = TextLabel(tr("board.where"), font="strong")
        self._key = _Key()
        self.table = BoardTable()
        self.nothing = QLabel()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.nothing.setWordWrap(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        self._build()
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def show_claim(self, proposition: str, note: str, sums: list[Sum], board: Board) -> None:
        """Show a claim with its table."""
        self.title.set_words(proposition)
        self.note.set_words(note)
        self.note.setVisible(bool(note))
        while (item := self._sums.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for one in sums:
            label = _SumLabel(one, self._sums_row)
            self._sums.addWidget(label)
            label.show()
        self._sums_row.updateGeometry()
        self.table.show_board(board)
        self._show(bool(board.lines), tr("board.unsaid"))

    def show_nothing(self) -> None:
        """Show that no claim is chosen."""
        self.title.set_words("")
        self.note.hide()
        self.table.show_board(Board())
        self._show(False, tr("board.choose"))
        self._sums_row.hide()

    def _show(self, there: bool, else_words: str) -> None:  # noqa: FBT001 - it is the question
        self._stack.setCurrentWidget(self.table if there else self.nothing)
        self.nothing.setText(else_words)
        for widget in (self.where, self._key, self._sums_row):
            widget.setVisible(there)

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.title)
        self._column.addWidget(self.note)
        self._column.addSpacing(6)
        self._column.addWidget(self._sums_row)
        self._column.addSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self.where, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._key)
        self._column.addLayout(head)
        self._column.addSpacing(4)
        self._column.addWidget(self._stack, 1)

    def _restyle(self) -> None:
        look = theme.current()
        pad = look.px("xl")
        self._column.setContentsMargins(pad, look.px("l") + 2, pad, look.px("s"))
        palette = self.nothing.palette()
        palette.setColor(self.nothing.foregroundRole(), look.color("mute"))
        self.nothing.setPalette(palette)
        self.nothing.setContentsMargins(0, look.px("xl"), 0, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().color("paper"))


class _Key(QWidget):
    """What tinted and outlined marks mean."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for key_, outlined in (("board.said", False), ("board.repeated", True)):
            row.addWidget(LabelMark("cross", "denial", name=tr(key_), outlined=outlined))
            words = TextLabel(tr(key_), font="meta", color="mute")
            row.addWidget(words, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addSpacing(8)


class _SumLabel(QWidget):
    """How often something is said, in its shape and color."""

    def __init__(self, words: Sum, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setAccessibleName(words.words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        height = round(look.line_height("meta")) + 4
        return QSize(round(sums_width((self._words,)) + 12), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(-8, 0, 0, 0)
        paint_sums(painter, area, (self._words,))
