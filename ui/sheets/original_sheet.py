"""Asked before an original is opened in another program: whose it is, and what that means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.kit.buttons import Button
from ui.kit.text import TextLabel
from ui.sheets.base import WorkSheet, quiet
from ui.texts import tr

if TYPE_CHECKING:
    from factcheck.originals import Kept


class OriginalSheet(WorkSheet):
    """The question, in plain words; `agreed` when it is to be opened."""

    agreed = Signal()

    def __init__(self, window: QWidget, original: Kept) -> None:
        super().__init__(window, tr("edition.open"), name="originalSheet", width="sheet_narrow")
        inner = QWidget()
        column = QVBoxLayout(inner)
        pad = theme.current().px("xl")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.current().px("m"))
        column.addWidget(TextLabel(tr("edition.open_asks", name=original.name)))
        if original.is_page:
            column.addWidget(TextLabel(tr("edition.open_page"), font="medium"))
        column.addWidget(quiet(tr("edition.open_copy")))
        self.body.addWidget(inner)
        self.footer.addStretch(1)
        leave = Button(tr("sheets.cancel"))
        leave.clicked.connect(self.close_sheet)
        self.take = Button(tr("edition.open_do"), kind="primary", icon="eye")
        self.take.clicked.connect(self._agree)
        self.footer.addWidget(leave)
        self.footer.addWidget(self.take)

    def open(self) -> None:
        self.open_sheet(self.take)

    def _agree(self) -> None:
        self.close_sheet()
        self.agreed.emit()
