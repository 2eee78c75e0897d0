"""The chip at the target of a link: what would be linked with what, and the key to turn it.

It stands after the target where that line has room, else below. While the target is a selection
without a label, the labels are offered in it: statement and link are then made at once.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QWidget

from ui.keymap import binding
from ui.reading.popup import PopupButton, PopupRow
from ui.reading.values import LinkChipView
from ui.texts import tr

_AWAY = 16


class LinkChip(PopupRow):
    """Shows the link that a key would make."""

    taken = Signal(object)  # the link type's id
    label_chosen = Signal(object)  # the label's id
    flip_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, border="contradiction")
        self.setObjectName("linkChip")
        self.setAccessibleName(tr("reader.chip.name"))
        self.setAccessibleIdentifier("linkChip")

    def show_view(self, view: LinkChipView) -> None:
        """Get ready to show a link."""
        self.clear()
        choice = view.choice
        for label in view.labels:
            self._add_label(label.name, label.key, label.shape, label.color, label.id)
        if view.labels:
            self.add_rule()
        arrow = " →" if view.directed else ""
        parts = ((view.start, "ink"), (view.verb + arrow, choice.color), (view.end, "ink"))
        words = tuple(part for part in parts if part[0])
        link = PopupButton(words, choice.key, icon=choice.shape, role=choice.color, parent=self)
        link.clicked.connect(lambda: self.taken.emit(choice.id))
        self.add(link)
        if view.directed:
            self.add_rule()
            flip = PopupButton(
                ((tr("reader.chip.flip"), "ink"),), binding("flip").cap, icon="flip", parent=self
            )
            flip.clicked.connect(self.flip_asked)
            self.add(flip)

    def place_at(self, target: Sequence[QRectF], room: Sequence[QRectF], area: QRectF) -> None:
        """Show it at the lines of a target.

        `room` is the free rest of the target's last line and of the next one, in order.
        """
        if not target:
            self.hide()
            return
        self.fit(area.width() - 8)
        for free in room:
            if free.width() >= self.width() + _AWAY:
                y = free.center().y() - self.height() / 2
                self._stand(free.left() + _AWAY, y, area)
                return
        last = target[-1]
        self._stand(last.left(), last.bottom() + 3, area)

    def _add_label(self, name: str, key: str, shape: str, color: str, label: object) -> None:
        button = PopupButton(((name, "ink"),), key, icon=shape, role=color, parent=self)
        button.clicked.connect(lambda: self.label_chosen.emit(label))
        self.add(button)

    def _stand(self, x: float, y: float, area: QRectF) -> None:
        x = max(min(x, area.right() - self.width() - 4), area.left() + 4)
        self.move(round(x), round(min(y, area.bottom() - self.height() - 4)))
        self.show()
        self.raise_()
