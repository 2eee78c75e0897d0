"""The quiet lines below an article's title that lead to its other editions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.claim_pane.press import Pressable
from ui.kit.text import Run
from ui.reading.values import EditionLink
from ui.texts import tr


class EditionLines(QWidget):
    """A line for each: its title leads there, the other words show both side by side."""

    wanted = Signal(object)  # Id
    beside_wanted = Signal(object)  # Id

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: tuple[EditionLink, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_links(self, links: Sequence[EditionLink]) -> None:
        """Show these editions, in the place of those before."""
        if tuple(links) == self._shown:
            return
        self._shown = tuple(links)
        while (item := self._column.takeAt(0)) is not None:
            if line := item.widget():
                line.hide()
                line.deleteLater()
        for link in links:
            line = self._line(link)
            self._column.addWidget(line)
            # Else it would have no height yet when the header is measured.
            line.show()
        self.setVisible(bool(links))

    def _line(self, link: EditionLink) -> QWidget:
        line = QWidget(self)
        title = Pressable("history", "mute", most=1)
        title.setObjectName("editionLink")
        title.set_lines((Run(f"{link.words} "), Run(link.title, "meta_medium", "accent")))
        title.setToolTip(link.title)
        title.setAccessibleName(f"{link.words} {link.title}")
        title.clicked.connect(lambda: self.wanted.emit(link.article))
        beside = Pressable("flip", "mute", most=1)
        beside.setObjectName("editionBeside")
        # The title gives way first.
        beside.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        beside.set_lines((Run(tr("edition.beside"), "meta_medium", "accent"),))
        beside.setAccessibleName(f"{tr('edition.beside')}: {link.title}")
        beside.clicked.connect(lambda: self.beside_wanted.emit(link.article))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(title, 0)
        row.addWidget(beside, 0)
        row.addStretch(1)
        return line
