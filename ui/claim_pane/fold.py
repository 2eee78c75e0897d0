"""Retellings under a card: one line that says where else it is told, unfolded to go there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.claim_pane.press import Pressable
from ui.claim_pane.views import CardView, FoldView
from ui.kit.text import Run
from ui.texts import tr


class FoldLine(QWidget):
    """Says that a saying is told elsewhere too; a press unfolds where."""

    went = Signal(object, object)  # article, statement
    unfolded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 3, 0, 0)
        self._column.setSpacing(2)
        self._head = Pressable("loop", "mute", size="icon_glyph")
        self._head.setCheckable(True)
        self._head.toggled.connect(self._on_toggled)
        self._column.addWidget(self._head)
        self._rows: list[Pressable] = []
        self._folded: tuple[FoldView, ...] = ()

    @property
    def is_open(self) -> bool:
        """Say whether the retellings are in sight."""
        return self._head.isChecked()

    def set_open(self, unfolded: bool) -> None:  # noqa: FBT001 - it is the value
        """Unfold or fold, without telling it."""
        self._head.blockSignals(True)
        self._head.setChecked(unfolded)
        self._head.blockSignals(False)
        self._show_rows()

    def show_view(self, view: CardView) -> None:
        """Show where a saying is told again."""
        self.setVisible(bool(view.folded))
        words = (Run(tr("claims.repeats"), "meta_medium", "ink"), Run(f" {view.fold_line}"))
        self._head.set_lines(words)
        self._head.setAccessibleName(f"{tr('claims.repeats')} {view.fold_line}")
        self._head.setAccessibleDescription(tr("claims.fold_hint"))
        if view.folded != self._folded:
            self._folded = view.folded
            self._show_rows()

    def _on_toggled(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._show_rows()
        self.unfolded.emit(checked)

    def _show_rows(self) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(x) for x in self._folded] if self.is_open else []
        for row in self._rows:
            self._column.addWidget(row)
            row.show()
        self.updateGeometry()

    def _row(self, fold: FoldView) -> Pressable:
        row = Pressable("star" if fold.is_reference else "forward", "mute", size="icon_glyph")
        row.set_lines((Run(fold.words, "quote_small", "ink"),), fold.where)
        row.setAccessibleName(f"{fold.words}. {fold.where}")
        row.clicked.connect(lambda: self.went.emit(fold.article, fold.statement))
        return row
