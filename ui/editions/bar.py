"""The bar over two editions: which difference is shown, the steps between them, the way back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.keymap import binding
from ui.kit import paint
from ui.kit.buttons import Button
from ui.kit.text import ElidedLabel, TextLabel
from ui.texts import tr, tr_n


class EditionBar(QWidget):
    """Says where one is, and what the marks mean."""

    stepped = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.where = TextLabel("", font="strong", lines=1)
        self.where.setObjectName("differencePlace")
        self.where.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._legend = ElidedLabel(tr("edition.legend"), font="meta", color="mute")
        self.previous = _button("previous_difference")
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next = _button("next_difference")
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        leaving = binding("leave_editions")
        self.leave = Button(leaving.title, key=leaving.cap)
        self.leave.clicked.connect(self.left)
        self._row = QHBoxLayout(self)
        for widget in (self.where, self.previous, self.next):
            self._row.addWidget(widget)
        self._row.addWidget(self._legend, 1)
        self._row.addWidget(self.leave)
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def say(self, words: str) -> None:
        """Say something in place of where one is."""
        self.where.set_words(words)

    def show_place(self, at: int, of: int) -> None:
        """Say which difference is shown, from 1, or 0 for none of them, and how many there are."""
        if of == 0:
            self.say(tr("edition.alike"))
        elif at == 0:
            self.say(tr_n("edition.differences", of))
        else:
            self.say(tr("edition.difference_of", at=at, of=of))

    def enable(self, *, can_step: bool) -> None:
        """Offer the steps, or not."""
        for button in (self.previous, self.next):
            button.setEnabled(can_step)

    def _restyle(self) -> None:
        look = theme.current()
        side = look.px("l")
        self.setFixedHeight(look.px("toolbar"))
        self._row.setContentsMargins(side, 0, side, 0)
        self._row.setSpacing(look.px("s"))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.bar(self)


def _button(name: str) -> Button:
    bound = binding(name)
    return Button(kind="quiet", icon=bound.icon, name=bound.title, key=bound.cap)
