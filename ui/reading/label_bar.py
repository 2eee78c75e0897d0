"""The bar at a selection: labels with their keys and shapes, source, cue, link.

It stands above the selection, below it at the top edge, and never covers it. What a choice does
is not its matter.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from factcheck.ids import Id
from ui import theme
from ui.keymap import binding
from ui.reading.definition import Definition
from ui.reading.popup import PopupButton, PopupRow
from ui.reading.values import Choice
from ui.texts import tr

_AWAY = 3
_DEFINITION_AWAY = 6


class LabelBar(PopupRow):
    """Offers what may be made of the selected words."""

    chosen = Signal(object, bool)  # the label's id, and whether it is to be another statement
    asked = Signal(str)  # an action of the key map: mark_source, mark_cue, link

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("labelBar")
        self.setAccessibleName(tr("reader.bar.name"))
        self.setAccessibleIdentifier("labelBar")
        self._labels: tuple[Choice, ...] = ()
        self._built: tuple[bool, str, int] | None = None
        self._definition: Definition | None = None

    def set_labels(self, labels: Iterable[Choice]) -> None:
        """Offer these labels."""
        self._labels = tuple(labels)
        self._built = None

    def offer(self, *, parts: bool) -> None:
        """Get ready to be shown, with source and cue while a statement is active."""
        wanted = (parts, theme.current().name, theme.current().zoom)
        if self._built == wanted:
            return
        self._built = wanted
        self._undefine()
        self.clear()
        for label in self._labels:
            self._add_label(label)
        self.add_rule()
        if parts:
            self._add_action("mark_source", tr("reader.bar.source"))
            self._add_action("mark_cue", tr("reader.bar.cue"))
            self.add_rule()
        self._add_action("link", tr("reader.bar.link"), icon="link")

    def place_at(self, selection: Sequence[QRectF], area: QRectF, *, top: float) -> None:
        """Show it at a selection's lines, within an area, below `top`; hide it without lines."""
        if not selection:
            self.dismiss()
            return
        self.fit(area.width() - 8)
        first, last = selection[0], selection[-1]
        y = first.top() - self.height() - _AWAY
        if y < top:
            y = last.bottom() + _AWAY
            if y + self.height() > area.bottom():
                # A selection as high as the view: the strip above it is the only free place.
                y = max(first.top() - self.height() - _AWAY, area.top())
        x = first.center().x() - self.width() / 2
        x = max(min(x, area.right() - self.width() - 4), area.left() + 4)
        self.move(round(x), round(y))
        self.show()
        self.raise_()

    def dismiss(self) -> None:
        """Hide it, with the definition that it shows."""
        self._undefine()
        self.hide()

    def _add_label(self, label: Choice) -> None:
        parts = ((label.name, "ink"),)
        button = PopupButton(parts, label.key, icon=label.shape, role=label.color, parent=self)
        button.setProperty("labelId", label.id)
        button.clicked.connect(lambda: self._choose(label.id))
        button.rested.connect(lambda: self._define(label, button))
        button.left.connect(self._undefine)
        self.add(button)

    def _add_action(self, action: str, words: str, *, icon: str = "") -> None:
        button = PopupButton(((words, "ink"),), binding(action).cap, icon=icon, parent=self)
        button.clicked.connect(lambda: self.asked.emit(action))
        self.add(button)

    def _choose(self, label: Id) -> None:
        held = QApplication.keyboardModifiers()
        self.chosen.emit(label, bool(held & Qt.KeyboardModifier.ShiftModifier))

    def _define(self, label: Choice, button: QWidget) -> None:
        parent = self.parentWidget()
        if not label.definition or parent is None:
            return
        self._undefine()
        shown = self._definition = Definition(label, parent)
        x = max(min(self.x() + button.x(), parent.width() - shown.width() - 8), 8)
        y = self.y() + self.height() + _DEFINITION_AWAY
        if y + shown.height() > parent.height():
            y = self.y() - shown.height() - _DEFINITION_AWAY
        shown.move(x, y)
        shown.show()
        shown.raise_()

    def _undefine(self) -> None:
        if self._definition is not None:
            self._definition.hide()
            self._definition.deleteLater()
            self._definition = None
