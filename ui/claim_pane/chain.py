"""Who passes a statement on, in order: each can be moved nearer to the speaker or removed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from factcheck.ids import Id
from ui.claim_pane import suggest
from ui.claim_pane.suggest import NewSpeaker
from ui.kit.buttons import Button
from ui.kit.completing import CompletingField
from ui.kit.scroll import FlowLayout
from ui.texts import tr
from ui.workspace import Workspace


class Reporter(Button):
    """One of the chain; Left and Right move it, Del removes it, a press offers both."""

    moved = Signal(int)
    removed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            name.replace("&", "&&"), small=True, trailing="chevron_down", parent=parent
        )
        self.setAccessibleName(tr("claims.reporter", name=name))
        self.setToolTip(tr("claims.reporter_hint"))
        self.clicked.connect(self._offer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("claims.nearer")).triggered.connect(lambda: self.moved.emit(-1))
        menu.addAction(tr("claims.farther")).triggered.connect(lambda: self.moved.emit(1))
        menu.addAction(tr("claims.remove")).triggered.connect(lambda: self.removed.emit())
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))


class Chain(QWidget):
    """The chain of those who report, with a field that adds another; `changed` gives all ids."""

    changed = Signal(object)  # tuple of ids
    created = Signal(str)  # a name that the registry lacks, to be added at the end

    def __init__(self, workspace: Workspace, article: Id, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._ids: tuple[Id, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._chips = QWidget()
        self._row = FlowLayout(self._chips, gap=4, line_gap=4)
        self.field = CompletingField(
            suggest.plain_speakers(workspace, article), name=tr("claims.reported_by")
        )
        self.field.setPlaceholderText(tr("claims.add_reporter"))
        self.field.chosen.connect(self._add)
        self.field.created.connect(lambda name: self._add(NewSpeaker(name)))
        column.addWidget(self._chips)
        column.addWidget(self.field)
        self.setFocusProxy(self.field)
        self._chips.hide()

    def show_ids(self, ids: Sequence[Id]) -> None:
        """Show who reports, the one that quotes the speaker first."""
        self._ids = tuple(ids)
        while (item := self._row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for n, key in enumerate(self._ids):
            found = self._workspace.vocabulary.speaker(key)
            chip = Reporter(found.name if found else "")
            chip.moved.connect(lambda step, n=n: self._move(n, step))
            chip.removed.connect(lambda n=n: self._remove(n))
            self._row.addWidget(chip)
            chip.show()
        self._chips.setVisible(bool(self._ids))
        self.updateGeometry()

    def _add(self, choice: object) -> None:
        self.field.set_value("")
        if isinstance(choice, NewSpeaker):
            self.created.emit(choice.name)
        elif isinstance(choice, Id) and choice not in self._ids:
            self.changed.emit((*self._ids, choice))

    def _move(self, n: int, step: int) -> None:
        to = n + step
        if 0 <= to < len(self._ids):
            ids = list(self._ids)
            ids[n], ids[to] = ids[to], ids[n]
            self.changed.emit(tuple(ids))
            self._focus(to)

    def _remove(self, n: int) -> None:
        self.changed.emit(tuple(x for i, x in enumerate(self._ids) if i != n))
        self._focus(min(n, len(self._ids) - 1))

    def _focus(self, n: int) -> None:
        item = self._row.itemAt(n) if n >= 0 else None
        widget = item.widget() if item is not None else None
        (widget or self.field).setFocus(Qt.FocusReason.OtherFocusReason)
