"""The line at the bottom: whether all is saved, what is here, who works, which article this is.

What it says of saving is true: every gesture is durable before it is shown, so it changes only
when one was refused or the project cannot be written.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui import theme
from ui.kit import paint as kit
from ui.kit.buttons import Button
from ui.kit.text import ElidedLabel
from ui.texts import tr


class SavedStatus(QLabel):
    """Says whether every gesture so far is in the project."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("savedStatus")
        self.setAccessibleIdentifier("savedStatus")
        self._good = True
        self.show_state("saved")

    def show_state(self, state: str) -> None:
        """Say `saved`, `read_only`, `busy` or `failed`."""
        self._good = state == "saved"
        words = tr(f"status.{state}")
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(tr(f"status.{state}_why"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme.current()
        side = look.size("s") - 1
        place = QRectF(0, (self.height() - side) / 2, side, side)
        color = look.color("confirmation" if self._good else "contradiction")
        kit.box(QPainter(self), place, radius=side / 2 if self._good else 0, fill=color)


class StatusBar(QWidget):
    """The window's status bar."""

    layers_wanted = Signal()
    saved_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.saved = SavedStatus()
        self.here = ElidedLabel("", font="meta", color="mute")
        self.who = Button("", kind="quiet", small=True, role="mute", trailing="chevron_down")
        self.where = QLabel()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.saved)
        self._row.addWidget(self.here, 1)
        self._row.addWidget(self.who)
        self._row.addWidget(self.where)
        self.who.clicked.connect(self.layers_wanted)
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def show_here(self, words: str) -> None:
        """Say what the shown article or claim holds."""
        self.here.set_words(words)

    def show_who(self, words: str) -> None:
        """Name who works here, and whose marks are shown."""
        self.who.set_words(words)
        # What it opens is its name; whose turn it is describes it.
        self.who.setAccessibleName(tr("status.layers"))
        self.who.setAccessibleDescription(words)
        self.who.setToolTip(tr("status.layers"))
        self._fit()

    def show_where(self, words: str) -> None:
        """Say which article of how many this is."""
        self.where.setText(words)
        self._fit()

    def _fit(self) -> None:
        """Leave out where one is, then who one is, where all of it would be cut."""
        gap = self._row.spacing()
        free = self.width() - 2 * self._row.contentsMargins().left()
        free -= self.saved.sizeHint().width() + 2 * gap
        for part in (self.who, self.where):
            free -= part.sizeHint().width() + gap
            part.setVisible(free >= 0)

    def _restyle(self) -> None:
        look = theme.current()
        self.setFixedHeight(look.px("status_bar"))
        self._row.setContentsMargins(look.px("l"), 0, look.px("l"), 0)
        self._row.setSpacing(look.px("l"))
        for label in (self.saved, self.where):
            label.setFont(look.font("meta"))
            palette = label.palette()
            palette.setColor(label.foregroundRole(), look.color("mute"))
            label.setPalette(palette)
        self.saved.setContentsMargins(look.px("m") + 1, 0, 0, 0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.saved.geometry().contains(event.position().toPoint()):
            self.saved_clicked.emit()
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("panel"))
        line = max(1, round(look.size("stroke_hairline")))
        painter.fillRect(0, 0, self.width(), line, look.color("line"))
