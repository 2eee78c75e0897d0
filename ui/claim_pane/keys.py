"""What a key means on a card: the same as in the text, by the same key map.

It turns presses into signals and decides nothing about the cards.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.reading.keys import label_place, reading_action
from ui.vocabulary import Vocabulary


class Keys(QObject):
    """Says which action of the key map, label or link type was asked for."""

    action_wanted = Signal(str)
    relabel_wanted = Signal(object, bool)  # label, whether as another statement on the same words
    link_taken = Signal(object)  # Id of the type, None for the one that is offered
    left = Signal()

    def link_type(self, event: QKeyEvent, vocabulary: Vocabulary) -> bool:
        """Take a press that chooses the type of the link that is being drawn."""
        pressed = event.text().upper()
        types = vocabulary.link_types.values()
        kind = next((x.id for x in types if pressed and (x.key or "").upper() == pressed), None)
        if kind is not None:
            self.link_taken.emit(kind)
        return kind is not None

    def leaves(self, event: QKeyEvent) -> bool:
        """Take a press of Esc, which goes back to the text."""
        if event.key() != Qt.Key.Key_Escape:
            return False
        self.left.emit()
        return True

    def act(self, action: str, vocabulary: Vocabulary) -> None:
        """Ask for an action, or for the label that its key stands for."""
        place = label_place(action)
        if place is None:
            self.action_wanted.emit(action)
            return
        number, another = place
        key = str(number + 1)
        label = next((x.id for x in vocabulary.labels.values() if x.key == key), None)
        if label is not None:
            self.relabel_wanted.emit(label, another)

    @staticmethod
    def action_of(event: QKeyEvent, *, linking: bool) -> str | None:
        """Name the action that a press means, if any."""
        return reading_action(event, linking=linking)
