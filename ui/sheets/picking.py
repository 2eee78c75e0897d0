"""Rows that say of each of some names which other one it is: their labels ours, columns our fields.

They hold what is picked until the sheet takes it; what the names are is not their business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from factcheck.queries.completion import folded_key
from ui.kit.completing import CompletingField, Suggestion
from ui.kit.text import ElidedLabel


@dataclass(frozen=True, slots=True)
class Pick:
    """One name to pick for: its key, how it is shown, what is picked, and what there is."""

    key: str
    words: str
    picked: str
    choices: Sequence[Suggestion]
    otherwise: str = ""


class Picks(QWidget):
    """The rows; `changed` when something else is picked than before."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 5)
        self._fields: dict[str, CompletingField] = {}
        self._picked: dict[str, str] = {}

    @property
    def picked(self) -> Mapping[str, str]:
        """What is picked, by key; those without are left out."""
        return {key: value for key, value in self._picked.items() if value}

    def field(self, key: str) -> CompletingField:
        """Give the field of a row."""
        return self._fields[key]

    def show_rows(self, picks: Sequence[Pick]) -> None:
        """Show rows in place of those before; what was picked for the same key stays picked."""
        if [pick.key for pick in picks] != list(self._fields):
            self._clear()
            for pick in picks:
                self._add(pick)
        for pick in picks:
            self._picked[pick.key] = self._picked.get(pick.key) or pick.picked
            self._fields[pick.key].set_value(self._picked[pick.key])

    def forget(self) -> None:
        """Forget what was picked: something else is looked at."""
        self._clear()
        self._picked.clear()

    def _add(self, pick: Pick) -> None:
        field = CompletingField(
            partial(_fitting, pick.choices),
            name=pick.words,
            can_create=False,
            placeholder=pick.otherwise,
        )
        field.chosen.connect(partial(self._take, pick.key))
        field.cleared.connect(partial(self._take, pick.key, ""))
        self._fields[pick.key] = field
        label = ElidedLabel(pick.words, font="base", color="mute")
        label.setMinimumWidth(1)
        label.setBuddy(field)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)

    def _take(self, key: str, value: object) -> None:
        if self._picked.get(key, "") != str(value):
            self._picked[key] = str(value)
            self.changed.emit()

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._fields.clear()


def _fitting(choices: Sequence[Suggestion], typed: str) -> Sequence[Suggestion]:
    wanted = folded_key(typed)
    return [one for one in choices if wanted in folded_key(one.title)]
