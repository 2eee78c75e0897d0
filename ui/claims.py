"""The claim pane: the statements of the shown article under their claims, one claim unfolded.

It decides which claim is shown and what a press or a key does there. What is said about a claim
comes from `claim_pane.content`, which cards are built from `claim_pane.cards`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from factcheck.ids import Id
from factcheck.records import Changed, Statement
from factcheck.settings import Settings
from ui import theme
from ui.claim_pane.cards import Cards
from ui.claim_pane.content import Content
from ui.claim_pane.editor import CLAIM, SPEAKER, Editor
from ui.claim_pane.following import Following
from ui.claim_pane.head import Head
from ui.claim_pane.keys import Keys
from ui.claim_pane.loose import LooseEnds
from ui.claim_pane.rows import ClaimRows
from ui.claim_pane.talk import Talk
from ui.commenting.memory import CommentMemory
from ui.kit.text import Hairline, TextLabel
from ui.session import Armed, Place, Session
from ui.shown import Shown
from ui.texts import tr
from ui.workspace import Workspace

MANY: Final = 2_000  # statements; beyond, other articles are asked once the text is painted


class ClaimPane(QWidget):
    """The window's right pane."""

    told = Signal(str)  # a sentence that says why nothing happened

    def __init__(
        self,
        workspace: Workspace,
        session: Session,
        shown: Shown,
        parent: QWidget | None = None,
        *,
        settings: Settings | None = None,
        memory: CommentMemory | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        memory = memory or CommentMemory(workspace, settings)
        self.talk = Talk(workspace, session, shown, memory)
        self._session = session
        self._shown = shown
        self._content = Content(workspace, session, shown)
        self.cards = Cards(workspace, session, shown, self._content, settings, memory)
        self.keys = Keys(self)
        self._following = Following(session, shown)
        self._before: QWidget | None = None
        self._stale = True
        self.setObjectName("claimPane")
        self.setAccessibleName(tr("claims.name"))
        self.setAccessibleIdentifier("claimPane")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._build()
        self._connect()

    def flush(self) -> None:
        """Record all typing now: before an undo, another article, the end."""
        self.cards.flush()

    def refresh(self) -> None:
        """Ask for everything again."""
        if not self._workspace.is_open or self._shown.article is None:
            self._show_nothing()
            return
        self._stale = False
        self._content.views.forget()
        self._content.regroup()
        self._following.lead(self._content.groups)
        if len(self._shown.statements) > MANY:
            self._content.choose(self._session.claim, elsewhere=False)
            self._soon.start()
        else:
            self._content.choose(self._session.claim)
        self._show()
        self.cards.reveal(self._session.active)

    def edit_speaker(self) -> None:
        """Go to the field that says who made the active statement."""
        self._edit(lambda editor: editor.open_field(SPEAKER))

    def edit_claim(self) -> None:
        """Go to the field that says which claim the active statement is about."""
        self._edit(lambda editor: editor.open_field(CLAIM))

    def edit_note(self) -> None:
        """Go to the note of the active statement, unfolding it."""
        self._edit(lambda editor: editor.open_note())

    def next_claim(self) -> None:
        """Unfold the article's next claim."""
        self._step(1)

    def previous_claim(self) -> None:
        """Unfold the article's previous claim."""
        self._step(-1)

    def go_link_end(self) -> None:
        """Go to the other end of the focused link, else of the active statement's first."""
        card = self.cards.card_of(self._session.active)
        if card is None or not card.links:
            self.told.emit(tr("claims.no_link"))
            return
        (self.cards.focused_link() or card.links[0]).go()

    def offer_loose_ends(self) -> None:
        """List what may be missing in the article, if anything; nobody has to mend it."""
        self.flush()
        self.loose_ends.offer()

    def show_aim(self, statement: Id | None) -> None:
        """Outline the card of the statement that the armed link would end on."""
        self._content.aimed = statement
        self._retell()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.loose_ends = LooseEnds(self._workspace, self._shown)
        self.head = Head()
        self._line = Hairline()
        self._empty = TextLabel(tr("claims.empty"), color="mute")
        self._hint = QWidget()
        self._hint_row = QVBoxLayout(self._hint)
        self._hint_row.addWidget(self._empty)
        self.rows = ClaimRows()
        column.addWidget(self.loose_ends)
        column.addWidget(self.head)
        column.addWidget(self._line)
        column.addWidget(self._hint)
        column.addWidget(self.cards.column, 1)
        column.addWidget(self.rows)
        column.addWidget(self.talk)
        self._restyle()
        self._show_nothing()

    def _connect(self) -> None:
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._read_elsewhere)
        self._workspace.changed.connect(self._on_changed)
        self._workspace.layers_changed.connect(self._refresh_or_wait)
        self._workspace.closing.connect(lambda: self.cards.close_editor(forget=True))
        self._shown.article_changed.connect(self._on_article)
        self._session.active_changed.connect(self._on_active)
        self._session.claim_changed.connect(self._on_claim)
        self._session.hovered_changed.connect(self._on_hovered)
        self._session.armed_changed.connect(lambda _: self.show_aim(None))
        self.loose_ends.went.connect(self._go_here)
        self.head.stepped.connect(self._step)
        self.rows.chosen.connect(self._unfold)
        self.rows.left.connect(self.keys.left)
        self.talk.left.connect(self.keys.left)
        self.talk.resized.connect(lambda: self.rows.fit(self.talk.room))
        cards = self.cards
        cards.pressed.connect(self._press)
        cards.went.connect(self._go)
        cards.link_wanted.connect(self._arm)
        for back in (cards.settled, cards.left, cards.column.focus_lost):
            back.connect(self._come_back)
        cards.taken_over.connect(self._take_over)
        theme.controller().changed.connect(self._restyle)

    def _show_nothing(self) -> None:
        self.cards.column.show_keys([])
        self.rows.show_lines([])
        for widget in (self.head, self._line, self._hint, self.loose_ends):
            widget.hide()

    def _refresh_or_wait(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _on_article(self) -> None:
        self.cards.close_editor(forget=True)
        self._following.enter()
        self.loose_ends.hide()
        self._refresh_or_wait()
        if self._session.active is None:
            self.cards.column.verticalScrollBar().setValue(0)

    def _on_changed(self, changed: Changed) -> None:
        if self._shown.article is None or not self.isVisible():
            self._stale = True
            return
        elsewhere = self._content.touches_elsewhere(changed)
        if elsewhere:
            self._content.views.forget()
        self._content.regroup()
        before = self._content.claim
        self._following.lead(self._content.groups)
        if elsewhere or self._session.claim != before or self._content.place < 0:
            self._content.choose(self._session.claim)
        self._show()
        if self.loose_ends.isVisible():
            self.offer_loose_ends()

    def _on_claim(self, claim: Id | None) -> None:
        if self._following.leads:
            return
        if self._shown.article is None or not self.isVisible():
            self._stale = True
            return
        self._content.choose(claim)
        self.cards.column.verticalScrollBar().setValue(0)
        self._show()

    def _on_active(self, active: Id | None) -> None:
        if self._shown.article is None or not self.isVisible():
            self._stale = True
            return
        self._following.lead(self._content.groups)
        statement = self._active()
        if statement is not None and statement.claim != self._content.claim:
            self._content.choose(statement.claim)
            self._show()
        elif active is not None and self._content.sayings.key_of(active) != active:
            # Another telling of a saying comes to its front.
            self._show()
        else:
            self.cards.refill()
        self.cards.reveal(active)

    def _on_hovered(self, hovered: Id | None) -> None:
        if self._shown.article is not None and self.isVisible():
            self.cards.show_hovered(hovered)
            statement = self._shown.statements.get(hovered) if hovered else None
            self.rows.hover(statement is not None, statement.claim if statement else None)

    def _retell(self) -> None:
        if self._shown.article is not None and self.isVisible():
            self._show()
        else:
            self._stale = True

    def _read_elsewhere(self) -> None:
        if self._shown.article is not None and self.isVisible():
            self._content.read_elsewhere()
            self._show()

    def _show(self) -> None:
        """Show what the content holds now."""
        content = self._content
        self.cards.show(content.tell())
        is_empty = not content.groups and not content.sayings.keys
        self._hint.setVisible(is_empty)
        self.head.setVisible(not is_empty)
        self._line.setVisible(not is_empty)
        vocabulary = self._workspace.vocabulary
        claim, others = vocabulary.claim(content.claim), content.has_others
        self.head.show_claim(claim, *content.numbered, others=others)
        self.head.show_counts(content.sayings.tallies(), vocabulary.labels)
        self.rows.show_lines(content.lines())
        self.rows.fit(self.talk.room)

    def _active(self) -> Statement | None:
        active = self._session.active
        return self._shown.statements.get(active) if active is not None else None

    def _press(self, statement: Id) -> None:
        if self._session.armed is not None:
            if statement == self._content.aimed:
                self.keys.link_taken.emit(None)
            else:
                self._session.aim(statement)
            return
        if statement == self._session.active and self.cards.editor is not None:
            self._before = None
            self.cards.editor.speaker.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        found = self._content.views.statement(statement)
        if found is not None:
            self._go(found.article, statement)

    def _go(self, article: Id, statement: Id) -> None:
        """Go to a statement; one in another article can be come back from."""
        if self._session.armed is not None:
            self._session.aim(statement)
        elif article == self._session.article:
            self._go_here(statement)
        else:
            self._session.go(Place(article, statement))

    def _go_here(self, statement: Id) -> None:
        assert self._session.article is not None
        self._session.go(Place(self._session.article, statement))

    def _take_over(self, statement: Id) -> None:
        statements = self._workspace.project.statements
        taken = self._workspace.do(lambda: statements.take_over([statement]))
        if taken:
            self._session.activate(taken[0])

    def _arm(self, statement: Id) -> None:
        found = self._content.views.statement(statement)
        if found is not None:
            self._session.arm(Armed(found.id, found.article))

    def _step(self, step: int) -> None:
        groups = self._content.groups
        if groups:
            at = self._content.place
            self._unfold(groups[(at + step) % len(groups) if at >= 0 else 0].claim)

    def _unfold(self, claim: Id | None) -> None:
        if claim == self._session.claim:
            self._on_claim(claim)
        else:
            self._session.show_claim(claim)

    def _edit(self, go: Callable[[Editor], None]) -> None:
        statement = self._active()
        if statement is None or not self._shown.is_own(statement):
            self.told.emit(tr("claims.not_own" if statement else "claims.none_active"))
            return
        if statement.claim != self._content.claim:
            self._unfold(statement.claim)
        focus = QApplication.focusWidget()
        self.cards.reveal(statement.id)
        if self.cards.editor is not None:
            self._before = focus
            go(self.cards.editor)

    def _come_back(self) -> None:
        """Go back to where a key had brought one from into a field."""
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.cards.focus(self._session.active)

    def _is_on_active(self) -> bool:
        """Make the focused card's statement active, for keys act on what one is on.

        False where that led to another article: there one looks first.
        """
        card = self.cards.focused()
        if card is None or card.view.statement.id == self._session.active:
            return True
        here = card.view.statement.article == self._session.article
        self._press(card.view.statement.id)
        return here

    def _restyle(self) -> None:
        look = theme.current()
        pad = look.px("pane_pad")
        self._hint_row.setContentsMargins(pad, pad, pad, pad)
        self._fit()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        linking = self._session.armed is not None
        vocabulary = self._workspace.vocabulary
        if self.keys.link_type(event, vocabulary) if linking else self.keys.leaves(event):
            return
        action = self.keys.action_of(event, linking=linking)
        if action is None:
            super().keyPressEvent(event)
        elif linking or self._is_on_active():
            self.keys.act(action, vocabulary)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.cards.focus(self._session.active)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.talk.fit(self.height())
        self.rows.fit(self.talk.room)
        self.loose_ends.fit(self.height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().color("panel"))
