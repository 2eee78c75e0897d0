"""One saying as a card: its words, who said it, where, where else it is told, its links.

It shows a `CardView` and says what was pressed; what that does is the pane's.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from factcheck.ids import Id
from factcheck.queries.answers import Trace
from ui import theme
from ui.claim_pane.fates import FateLine, FateView
from ui.claim_pane.fold import FoldLine
from ui.claim_pane.link_card import LinkCard
from ui.claim_pane.traces import TraceLine
from ui.claim_pane.views import CardView
from ui.kit import paint
from ui.kit.buttons import Button
from ui.kit.card import Card, State
from ui.kit.marks import Glyph, LabelMark
from ui.kit.text import ElidedLabel, QuoteLabel, Run, TextLabel
from ui.texts import tr, tr_n
from ui.workspace import Workspace

QUOTE_LINES: Final = 3


class StatementCard(Card):
    """A card of the claim pane."""

    went = Signal(object, object)  # article, statement
    stepped = Signal(int)  # to the card above or below
    taken_over = Signal(object)  # Id
    told = Signal(str)

    def __init__(self, workspace: Workspace, view: CardView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self._is_active = False
        self._is_hovered = False
        self._links: dict[Id, LinkCard] = {}
        self.editor: QWidget | None = None
        self.setObjectName("statementCard")
        self.setAccessibleIdentifier("statementCard")
        self._build(view)
        self._restyle_more()
        theme.controller().changed.connect(self._restyle_more)
        self.show_view(view)

    @property
    def view(self) -> CardView:
        """What it shows."""
        return self._view

    @property
    def links(self) -> list[LinkCard]:
        """Its link cards, from top to bottom."""
        return list(self._links.values())

    def show_view(self, view: CardView) -> None:
        """Show a saying; nothing is drawn anew where nothing differs."""
        self._view = view
        statement = view.statement
        self.setProperty("statementId", str(statement.id))
        self.setAccessibleName(view.described)
        self._mark.set_label(view.shape, view.color, name=view.label)
        self._quote.set_words(statement.words)
        self._elided.set_words(statement.words)
        self._star.setVisible(view.is_reference)
        self._flag.setVisible(statement.flagged)
        missing = statement.speaker is None
        runs = [Run(view.speaker, "byline" if missing else "byline_strong")]
        if view.position:
            runs.append(Run(f" · {view.position}", color="mute"))
        self._speaker.set_words(runs)
        self._speaker.set_color("mute" if missing else "ink")
        self._origin.set_words(view.origin)
        self._note.set_words(statement.note)
        self._note_line.setVisible(bool(statement.note) and self.editor is None)
        self._fold.show_view(view)
        self._show_links()
        self._show_active()

    def show_said(self, comments: int, unread: int) -> None:
        """Show how much is said about the statement, and how much of it is unread."""
        said = ". ".join(
            x
            for x in (
                tr_n("comments.number", comments) if comments else "",
                tr_n("articles.unread", unread) if unread else "",
            )
            if x
        )
        self.setAccessibleName(". ".join(x for x in (self._view.described, said) if x))
        self._said.setVisible(bool(comments or unread))
        role = "accent" if unread else "mute"
        words = f"● {comments}" if unread else str(comments)
        self._said_icon.set_glyph("comment", role)
        self._said_count.set_words((Run(words, "meta_strong" if unread else "meta", role),))
        self._said.setToolTip(said)

    def show_fate(self, view: FateView | None) -> None:
        """Show what became of the statement by review."""
        self.fate.show_fate(view, active=self._is_active)

    def show_trace(self, trace: Trace | None) -> None:
        """Show what editions made of the statement."""
        self.trace.show_trace(trace)

    def set_active(self, active: bool) -> None:  # noqa: FBT001 - it is the value
        """Show it as the active statement's card."""
        if active != self._is_active:
            self._is_active = active
            self._show_active()
            self._show_links()

    def set_role(self, state: State) -> None:
        """Show it as an end of the link that is being drawn, as active or plain."""
        self._linking.setVisible(state == "source")
        if state != self.state:
            self.set_state(state)

    def set_hovered(self, hovered: bool) -> None:  # noqa: FBT001 - it is the value
        """Show that the pointer is over its statement in the text."""
        if hovered != self._is_hovered:
            self._is_hovered = hovered
            self.update()

    def set_editor(self, editor: QWidget | None) -> None:
        """Take the fields that alter the statement in, or let them go."""
        if self.editor is not None and editor is not self.editor:
            self._below.removeWidget(self.editor)
            self.editor.hide()
        self.editor = editor
        if editor is not None:
            self._below.addWidget(editor)
            editor.show()
        self._note_line.setVisible(bool(self._view.statement.note) and editor is None)
        self._show_active()

    def is_unfolded(self) -> bool:
        """Say whether the retellings are in sight."""
        return self._fold.is_open

    def unfold(self, unfolded: bool) -> None:  # noqa: FBT001 - it is the value
        """Bring the retellings into sight, or fold them."""
        self._fold.set_open(unfolded)

    @property
    def fold(self) -> FoldLine:
        """The line that says where else it is told."""
        return self._fold

    def _build(self, view: CardView) -> None:
        words = TextLabel(
            tr("claims.linking_from"), font="meta_strong", color="contradiction", lines=1
        )
        self._linking = QWidget()
        row = QHBoxLayout(self._linking)
        row.setContentsMargins(0, 0, 0, 5)
        row.setSpacing(6)
        row.addWidget(Glyph("not_equal", "contradiction", size="icon_glyph"))
        row.addWidget(words, 1)
        self._linking.hide()
        self.column.addWidget(self._linking)
        self._mark = LabelMark(view.shape, view.color, name=view.label)
        self._quote = QuoteLabel("")
        self._elided = QuoteLabel("", lines=QUOTE_LINES)
        self._star = Glyph("star", "gold", size="icon_small")
        self._star.setToolTip(tr("claims.reference"))
        self._star.setAccessibleName(tr("claims.reference"))
        self._flag = Glyph("flag", "contradiction", size="icon_small")
        self._flag.setToolTip(tr("claims.flagged"))
        self._flag.setAccessibleName(tr("claims.flagged"))
        self._speaker = TextLabel("", font="byline")
        self._origin = ElidedLabel("", font="meta", color="mute")
        self._note_line = QWidget()
        self._note = TextLabel("", font="meta", color="mute")
        row = QHBoxLayout(self._note_line)
        row.setContentsMargins(0, 3, 0, 0)
        row.setSpacing(6)
        row.addWidget(Glyph("note", "mute", size="icon_small"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._note, 1)
        self._fold = FoldLine()
        self._fold.went.connect(self.went)
        self._take = Button(tr("claims.take_over"), small=True, icon="copy")
        self._take.clicked.connect(lambda: self.taken_over.emit(self._view.statement.id))
        self._said = QWidget()
        self._said_icon = Glyph("comment", "mute", size="icon_small")
        self._said_count = TextLabel("", font="meta", color="mute", lines=1)
        self._said.hide()
        self.fate, self.trace = FateLine(), TraceLine()
        self._lay_out()

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        top = Qt.AlignmentFlag.AlignTop
        self._top.addWidget(self._mark, 0, top)
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._quote, 1)
        line.addWidget(self._elided, 1)
        said = QHBoxLayout(self._said)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(4)
        said.addWidget(self._said_icon)
        said.addWidget(self._said_count)
        line.addWidget(self._said, 0, top)
        line.addWidget(self._flag, 0, top)
        line.addWidget(self._star, 0, top)
        self._words.addLayout(line)
        self._words.addSpacing(5)
        for widget in (self._speaker, self._origin, self._note_line, self._fold):
            self._words.addWidget(widget)
        self._words.addWidget(self.trace)
        self._words.addWidget(self.fate)
        self._take_row = QHBoxLayout()
        self._take_row.addWidget(self._take)
        self._take_row.addStretch(1)
        self._words.addLayout(self._take_row)
        self._top.addLayout(self._words, 1)
        self.column.addLayout(self._top)
        self._link_column = QVBoxLayout()
        self._link_column.setSpacing(0)
        self.column.addLayout(self._link_column)
        self._below = QVBoxLayout()
        self.column.addLayout(self._below)

    def _show_links(self) -> None:
        wanted = {x.link.id: x for x in self._view.links}
        for key in [x for x in self._links if x not in wanted]:
            card = self._links.pop(key)
            self._link_column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for key, view in wanted.items():
            if key not in self._links:
                card = LinkCard(self._workspace, view)
                card.went.connect(self.went)
                card.told.connect(self.told)
                self._links[key] = card
                self._link_column.addWidget(card)
            self._links[key].show_view(view, active=self._is_active)

    def _show_active(self) -> None:
        self._quote.setVisible(self._is_active)
        self._elided.setVisible(not self._is_active)
        self._take.setVisible(self._is_active and not self._view.is_own)
        description = tr("claims.active") if self._is_active else ""
        self.setAccessibleDescription(description)

    def _restyle_more(self) -> None:
        look = theme.current()
        self._top.setSpacing(10)
        self._words.setContentsMargins(0, 0, 0, 0)
        self._take_row.setContentsMargins(0, look.px("xs"), 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif self.hasFocus():
            super().keyPressEvent(event)
        else:
            # A key that something inside did not take: the pane's, not a press on the card.
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_hovered and self.state == "plain":
            look = theme.current()
            area = QRectF(self.rect())
            radius = look.size("radius_card")
            paint.box(QPainter(self), area, radius=radius, border=look.color("edge"), width=1.5)
