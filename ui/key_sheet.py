"""The sheet of keys: every key of the key map with what it does, by where it holds.

It reads the key map and shows what of it can be used, so that no list of keys can go stale.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.keymap import Binding, bindings, contexts, key_cap
from ui.kit.buttons import Button, KeyCap
from ui.kit.fields import SearchField
from ui.kit.scroll import Scroller
from ui.kit.sheet import Sheet
from ui.kit.text import TextLabel
from ui.texts import tr

COLUMNS = 2


class KeySheet(Sheet):
    """All keys, to look up; typing finds an action by its words."""

    def __init__(self, window: QWidget, is_usable: Callable[[Binding], bool]) -> None:
        super().__init__(window, tr("keys.title"))
        self._bindings = [x for x in bindings() if x.keys and is_usable(x)]
        self.setObjectName("keySheet")
        self._find = SearchField(tr("keys.find"))
        self._scroller = Scroller(name=tr("keys.title"))
        self._top = QVBoxLayout()
        self._top.addWidget(self._find)
        self.body.addLayout(self._top)
        self.body.addWidget(self._scroller, 1)
        close = Button(tr("keys.close"), kind="primary")
        close.clicked.connect(self.close_sheet)
        self.footer.addStretch(1)
        self.footer.addWidget(close)
        self._find.textChanged.connect(self._show)
        theme.controller().changed.connect(self._space)
        self._space()

    def open(self) -> None:
        """Show the sheet, ready to find an action in it."""
        self.open_sheet(self._find)

    def _space(self) -> None:
        look = theme.current()
        pad = look.px("xl")
        self._top.setContentsMargins(pad, look.px("l"), pad, look.px("xs"))
        self._scroller.column.setContentsMargins(pad, 0, pad, look.px("m"))
        self._show(self._find.text())

    def _show(self, wanted: str) -> None:
        column = self._scroller.column
        while (item := column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.setParent(None)
                widget.deleteLater()
        for context in contexts():
            here = [x for x in self._bindings if x.context == context]
            found = [x for x in here if _matches(x, wanted)]
            if found:
                column.addSpacing(theme.current().px("m"))
                column.addWidget(TextLabel(tr(f"keys.context.{context}"), font="strong"))
                column.addWidget(_table(found))
        column.addStretch(1)


def _matches(binding: Binding, wanted: str) -> bool:
    caps = " ".join(key_cap(key) for key in binding.keys)
    return all(word in f"{binding.title} {caps}".casefold() for word in wanted.casefold().split())


def _table(found: list[Binding]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.current().px("xl"))
    grid.setVerticalSpacing(theme.current().px("xs"))
    rows = (len(found) + COLUMNS - 1) // COLUMNS
    for i, binding in enumerate(found):
        grid.addWidget(_row(binding), i % rows, i // rows)
    for column in range(COLUMNS):
        grid.setColumnStretch(column, 1)
    return table


def _row(binding: Binding) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.current().px("s"))
    words = QLabel(binding.title)
    words.setWordWrap(True)
    line.addWidget(words, 1)
    for key in binding.keys:
        line.addWidget(KeyCap(key_cap(key)), 0, Qt.AlignmentFlag.AlignVCenter)
    row.setAccessibleName(f"{binding.title}: {', '.join(key_cap(k) for k in binding.keys)}")
    return row
