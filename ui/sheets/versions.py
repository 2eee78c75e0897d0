"""Two versions of one thing side by side, or one over the other where there is little room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QWidget

from ui import theme
from ui.kit.card import Card
from ui.kit.fields import RadioButton
from ui.kit.text import TextLabel

_NARROW: Final = 460  # px at 100 %, below which they stand one over the other


@dataclass(frozen=True, slots=True)
class Version:
    """One version: where it is from, what it says, and by whom it was when."""

    head: str
    words: str
    detail: str


class VersionCard(Card):
    """One version; with a button where it can be chosen."""

    def __init__(self, version: Version, *, choosable: bool) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(f"{version.head}: {version.words}")
        self.button = RadioButton(version.head) if choosable else None
        if self.button is not None:
            self.button.setAccessibleName(f"{version.head}: {version.words}")
            self.button.setAccessibleDescription(version.detail)
            self.column.addWidget(self.button)
            self.button.toggled.connect(self._mark)
            self.activated.connect(self.button.click)
        else:
            self.column.addWidget(TextLabel(version.head, font="meta_medium", lines=1))
        self.column.addSpacing(theme.current().px("xs"))
        self.column.addWidget(TextLabel(version.words))
        if version.detail:
            self.column.addSpacing(theme.current().px("xs"))
            self.column.addWidget(TextLabel(version.detail, font="meta", color="mute"))
        self.column.addStretch(1)

    def _mark(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.set_state("active" if on else "plain")


class Versions(QWidget):
    """Two versions; `chosen` tells which one, 0 or 1, where they can be chosen."""

    chosen = Signal(int)

    def __init__(self, one: Version, other: Version, *, current: int | None = None) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.current().px("s"))
        self.cards = [VersionCard(v, choosable=current is not None) for v in (one, other)]
        self._group = QButtonGroup(self)
        for place, card in enumerate(self.cards):
            self._row.addWidget(card, 1)
            if card.button is not None:
                self._group.addButton(card.button, place)
                card.button.setChecked(place == current)
        self._group.idToggled.connect(self._on_toggled)
        # Lest two long versions keep the page wider than it is.
        self.setMinimumWidth(1)

    def _on_toggled(self, place: int, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if on:
            self.chosen.emit(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * theme.current().zoom / 100
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)
            self.updateGeometry()
