"""The board's left: search field, order, list of claims, and the field for a new claim.

It shows the lines it is given and says what was typed; it asks the core for nothing.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from factcheck.ids import Id
from ui import theme
from ui.claim_board.claims import ClaimLine, ClaimList, ClaimModel
from ui.kit.buttons import Button
from ui.kit.fields import SearchField
from ui.kit.text import TextLabel
from ui.texts import tr

RAIL_SHARE: Final = 0.4  # of the board's width, at the most


class ClaimRail(QWidget):
    """Search field, order, list of claims, and the field for a new one."""

    made = Signal(str)  # the words of a new claim

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ClaimModel(self)
        self.search = SearchField(tr("board.search"))
        self.search.setObjectName("claimSearch")
        self.heading = TextLabel(tr("board.heading"), font="meta_strong")
        self.order = Button(
            tr("board.order.disputed"), kind="quiet", trailing="chevron_down", small=True
        )
        self.order.setToolTip(tr("board.order.name"))
        self.list = ClaimList(self.model)
        self.nothing = TextLabel("", color="mute")
        self.new = Button(tr("board.new"), kind="quiet", icon="plus")
        self.field = QLineEdit()
        self.field.setObjectName("newClaimField")
        self.field.setPlaceholderText(tr("board.new_words"))
        self.field.setAccessibleName(tr("board.new"))
        self.field.hide()
        self.field.installEventFilter(self)
        self._build()
        self.new.clicked.connect(self._ask)
        self.field.returnPressed.connect(self._make)
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def show_lines(self, lines: list[ClaimLine], *, any_claims: bool) -> None:
        """Show these claims, or say that there are none."""
        self.model.show(lines)
        self.list.setVisible(bool(lines))
        self.setFocusProxy(self.list if lines else self.search)
        self.nothing.setVisible(not lines)
        self.nothing.set_words(tr("board.nothing_found" if any_claims else "board.nothing"))

    def mark(self, claim: Id | None) -> None:
        """Mark a claim as the one that is shown."""
        index = self.model.find(claim)
        if index.isValid() and index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def fit(self, width: int) -> None:
        """Take as much of the board's width as there is room for."""
        wanted = theme.current().px("claim_rail")
        self.setFixedWidth(min(wanted, round(width * RAIL_SHARE)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._put_away()
                return True
        return False

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top, self._head, self._foot = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        self._top.addWidget(self.search)
        self._head.addWidget(self.heading, 1, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self.order)
        self._foot.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        self._foot.addWidget(self.field)
        column.addLayout(self._top)
        column.addLayout(self._head)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        column.addLayout(self._foot)

    def _ask(self) -> None:
        self.new.hide()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self) -> None:
        words = self.field.text().strip()
        self._put_away()
        if words:
            self.made.emit(words)

    def _put_away(self) -> None:
        self.field.clear()
        self.new.show()
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.hide()

    def _restyle(self) -> None:
        look = theme.current()
        pad, small = look.px("m"), look.px("s")
        self._top.setContentsMargins(pad, pad, pad, small)
        self._head.setContentsMargins(look.px("l"), 0, small, small)
        self._foot.setContentsMargins(small, small, small, small)
        self.nothing.setContentsMargins(look.px("l"), look.px("s"), look.px("l"), 0)
        parent = self.parentWidget()
        if parent is not None:
            self.fit(parent.width())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("panel"))
        top = self.height() - self._foot.sizeHint().height()
        painter.fillRect(0, top, self.width(), 1, look.color("line"))
