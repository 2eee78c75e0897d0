"""The head of the claim pane: which claim of how many, its proposition, how often it is said."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from factcheck.ids import Id
from factcheck.records import Claim, Label
from ui import theme
from ui.claim_pane.groups import Tally
from ui.keymap import binding
from ui.kit.buttons import Button
from ui.kit.marks import Glyph
from ui.kit.scroll import FlowLayout
from ui.kit.text import TextLabel
from ui.texts import tr, tr_n


class Head(QWidget):
    """Says which claim is shown; its buttons go to the next and the previous one."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = TextLabel("", font="meta", color="mute", lines=1)
        self._previous = Button(
            kind="quiet",
            icon="chevron_left",
            small=True,
            name=tr("claims.previous"),
            key=binding("previous_claim").cap,
        )
        self._next = Button(
            kind="quiet",
            icon="chevron_right",
            small=True,
            name=tr("claims.next"),
            key=binding("next_claim").cap,
        )
        self._previous.clicked.connect(lambda: self.stepped.emit(-1))
        self._next.clicked.connect(lambda: self.stepped.emit(1))
        self._title = TextLabel("", font="pane_title")
        self._counts = QWidget()
        self._flow = FlowLayout(self._counts, gap=14, line_gap=4)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._over, 1)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(row)
        self._column.addSpacing(2)
        self._column.addWidget(self._title)
        self._column.addWidget(self._counts)
        self._shown: object = None
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def show_claim(self, claim: Claim | None, place: int, total: int, *, others: bool) -> None:
        """Show a claim, its place among the article's (from 1, 0 if it is none of them)."""
        if claim is None:
            over = tr("claims.head.without")
            title = tr("claims.head.none")
        else:
            over = tr("claims.head.place", n=place, total=total) if place else tr("claims.claim")
            title = claim.proposition
        self._over.set_words(over)
        if self._title.text() != title:
            self._title.set_words(title)
        self._previous.setEnabled(others)
        self._next.setEnabled(others)

    def show_counts(self, tallies: Mapping[Id, Tally], labels: Mapping[Id, Label]) -> None:
        """Say how often it is said, by label and in how many articles."""
        shown = [(labels[key], tallies[key]) for key in labels if key in tallies]
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._flow.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for label, tally in shown:
            count = _count(label, tally)
            self._flow.addWidget(count)
            count.show()
        self._counts.setVisible(bool(shown))
        self._counts.updateGeometry()

    def _restyle(self) -> None:
        look = theme.current()
        edge = look.px("pane_pad")
        self._column.setContentsMargins(edge, look.px("s"), edge, look.px("m"))
        self._counts.setContentsMargins(0, look.px("s"), 0, 0)


def _count(label: Label, tally: Tally) -> QWidget:
    articles = tr_n("claims.head.articles", tally.articles)
    words = tr_n("claims.head.count", tally.sayings, label=label.name, articles=articles)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    role = label.color if theme.current().has_color(label.color) else "mute"
    row.addWidget(Glyph(label.shape, role, size="icon_count"))
    row.addWidget(TextLabel(words, font="meta", color=role, lines=1))
    return holder
