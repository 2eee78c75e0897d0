"""What became of one's own statements by review, as a quiet line on their cards.

Nothing is asked in a project in which nothing was decided.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from factcheck.ids import Id
from factcheck.records import Changed
from ui.claim_pane.at_rest import AtRest
from ui.kit.buttons import Button
from ui.kit.marks import Glyph
from ui.kit.text import TextLabel
from ui.texts import tr

_KINDS = ("decision", "decided", "statement", "span", "link")


@dataclass(frozen=True, slots=True)
class FateView:
    """What became of a statement, in a line; `is_kept` where gold has it as it is."""

    words: str
    is_kept: bool


class Fates(AtRest[FateView]):
    """Knows what became of one's own statements in the shown article."""

    answer_wanted = Signal()

    def take_over(self, statement: Id) -> None:
        """Take what was decided about a statement into one's own layer."""
        review = self._workspace.project.review
        self._workspace.do(lambda: review.take_decision_over(statement))

    def rests_on(self, changed: Changed) -> bool:
        decided = changed.touches("decision", "decided")
        return decided or (bool(self._views) and changed.touches(*_KINDS))

    def ask(self, article: Id) -> dict[Id, FateView]:
        # Imported here, for a start need not wait for what only review knows.
        from ui.review.fate_words import line

        review, found = self._workspace.project.review, {}
        for fated in review.fates(article) if review.any_decided() else ():
            mine = self._shown.statements.get(fated.record)
            if mine is not None and self._shown.is_own(mine):
                words = line(fated, mine, self._workspace.vocabulary)
                found[mine.id] = FateView(words, fated.fates == ("kept",))
        return found


class FateLine(QWidget):
    """The line itself, and on the active card what one can do about it."""

    answered = Signal()
    taken_over = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: FateView | None = None
        self._glyph = Glyph("star", "gold", size="icon_small")
        self.words = TextLabel("", font="meta", color="mute")
        self.answer = Button(tr("review.offer.answer"), kind="quiet", small=True, icon="comment")
        self.take = Button(tr("review.offer.take_over"), kind="quiet", small=True, icon="copy")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        column.addLayout(row)
        self._buttons = QWidget()
        below = QHBoxLayout(self._buttons)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.answer)
        below.addWidget(self.take)
        below.addStretch(1)
        column.addWidget(self._buttons)
        self.answer.clicked.connect(self.answered)
        self.take.clicked.connect(self.taken_over)
        self.show_fate(None, active=False)

    def show_fate(self, view: FateView | None, *, active: bool) -> None:
        """Show what became of a statement; what can be done about it only on the active card."""
        self._view = view
        self.setVisible(view is not None)
        if view is not None:
            self.words.set_words(view.words)
            self._glyph.set_glyph("star", "gold" if view.is_kept else "edge")
            self.take.setVisible(not view.is_kept)
            self._buttons.setVisible(active)
