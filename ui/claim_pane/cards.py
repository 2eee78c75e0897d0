"""The cards of the unfolded claim: which are built, which is active, which holds the fields.

It follows the session for how cards look, and tells presses on; where they lead, the pane decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from factcheck.ids import Id
from factcheck.settings import Settings
from ui.claim_pane.card import StatementCard
from ui.claim_pane.column import Column
from ui.claim_pane.content import Content
from ui.claim_pane.editor import Editor
from ui.claim_pane.fates import Fates
from ui.claim_pane.link_card import LinkCard
from ui.claim_pane.traces import Traces
from ui.commenting.memory import CommentMemory
from ui.kit.card import State
from ui.session import Place, Session
from ui.shown import Shown
from ui.texts import tr
from ui.workspace import Workspace

MORE = "claim_pane_more"


class Cards(QObject):
    """Keeps a column of cards as the content and the session have it."""

    pressed = Signal(object)  # Id
    went = Signal(object, object)  # article, statement
    link_wanted = Signal(object)  # Id
    settled = Signal()  # a field was filled in
    left = Signal()  # from the fields, by Esc
    taken_over = Signal(object)  # Id
    told = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        session: Session,
        shown: Shown,
        content: Content,
        settings: Settings | None,
        memory: CommentMemory,
    ) -> None:
        super().__init__()
        self._memory = memory
        self._workspace = workspace
        self._session = session
        self._shown = shown
        self._content = content
        self._settings = settings
        self._more = bool(settings.get(MORE, False)) if settings is not None else False
        self._editor: Editor | None = None
        self._host: StatementCard | None = None
        self._drafts: dict[Id, dict[str, str]] = {}
        self._unfolded: set[Id] = set()
        self._last_claim: Id | None = None
        self.column: Column[Id] = Column(self._make, name=tr("claims.cards"))
        self.column.letting_go.connect(self._on_letting_go)
        memory.changed.connect(self._show_said)
        self.fates = Fates(workspace, shown, self.column)
        self.fates.changed.connect(self._show_fates)
        self.traces = Traces(workspace, shown, self.column)
        self.traces.changed.connect(self._show_fates)
        # Also where nobody sees them: they would go on to be built without a project.
        workspace.closing.connect(lambda: self.column.show_keys([]))

    @property
    def editor(self) -> Editor | None:
        """The fields of the active statement, where its card is built and it is one's own."""
        return self._editor

    @property
    def built(self) -> list[StatementCard]:
        """The cards that are built."""
        return [x for x in self.column.built.values() if isinstance(x, StatementCard)]

    def card_of(self, statement: Id | None) -> StatementCard | None:
        """Give the card that stands for a statement, if it is built."""
        key = self._content.sayings.key_of(statement)
        card = self.column.card(key) if key is not None else None
        return card if isinstance(card, StatementCard) else None

    def focused(self) -> StatementCard | None:
        """Give the card that has the focus, or something inside it."""
        focus = QApplication.focusWidget()
        if focus is None:
            return None
        return next((x for x in self.built if x is focus or x.isAncestorOf(focus)), None)

    def focused_link(self) -> LinkCard | None:
        """Give the link of a card that has the focus, or something inside it."""
        card, focus = self.focused(), QApplication.focusWidget()
        links = card.links if card is not None else ()
        return next((x for x in links if focus is not None and x.isAncestorOf(focus)), None)

    def show(self, keys: Sequence[Id]) -> None:
        """Show these sayings; a card that says the same is left alone."""
        focus = self.focused()
        had_focus = focus is not None and focus.hasFocus()
        statement = focus.view.statement.id if focus is not None else None
        self.column.show_keys(keys)
        self.refill()
        if had_focus and statement is not None and QApplication.focusWidget() is not focus:
            # The saying has another telling in front now; one is still on its card.
            self.focus(statement)

    def refill(self) -> None:
        """Show on each card that is built what holds now."""
        for card in self.built:
            self._fill(card)

    def _show_said(self) -> None:
        for card in self.built:
            self._say_said(card)

    def _show_fates(self) -> None:
        for card in self.built:
            card.show_fate(self.fates.of(card.view.statement.id))
            card.show_trace(self.traces.of(card.view.statement.id))
        self.column.settle()

    def _say_said(self, card: StatementCard) -> None:
        ids = [x.statement for x in card.view.folded] + [card.view.statement.id]
        ids += [x.link.id for x in card.view.links]
        comments = sum(self._memory.count(i).comments for i in ids)
        card.show_said(comments, sum(self._memory.unread_of(i) for i in ids))

    def show_hovered(self, statement: Id | None) -> None:
        """Show over which statement the pointer is."""
        key = self._content.sayings.key_of(statement)
        for card in self.built:
            card.set_hovered(key is not None and card.view.statement.id == key)

    def reveal(self, statement: Id | None) -> StatementCard | None:
        """Bring a statement's card into sight, if the claim has it."""
        key = self._content.sayings.key_of(statement)
        card = self.column.reveal(key) if key is not None else None
        return card if isinstance(card, StatementCard) else None

    def focus(self, statement: Id | None) -> None:
        """Give a statement's card the focus, else the first one."""
        key = self._content.sayings.key_of(statement)
        if key is None:
            key = self.column.keys[0] if self.column.keys else None
        card = self.reveal(key)
        if card is not None:
            card.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def flush(self) -> None:
        """Record all typing now."""
        if self._editor is not None:
            self._editor.flush()
        for card in self.built:
            for link in card.links:
                link.flush()

    def close_editor(self, *, forget: bool = False) -> None:
        """Record what was typed and let the fields go; unsettled typing is kept."""
        editor, host = self._editor, self._host
        self._editor = self._host = None
        if editor is None:
            return
        editor.flush()
        if drafts := editor.drafts():
            self._drafts[editor.statement.id] = drafts
        else:
            self._drafts.pop(editor.statement.id, None)
        if forget:
            self._drafts.clear()
        if host is not None:
            host.set_editor(None)
        editor.setParent(None)
        editor.deleteLater()

    def _make(self, key: Id, parent: QWidget) -> QWidget:
        card = StatementCard(self._workspace, self._content.view(key), parent)
        card.activated.connect(lambda: self.pressed.emit(card.view.statement.id))
        card.went.connect(self.went)
        card.stepped.connect(lambda step: self._step(card, step))
        card.taken_over.connect(self.taken_over)
        card.told.connect(self.told)
        card.fate.taken_over.connect(lambda: self.fates.take_over(card.view.statement.id))
        card.fate.answered.connect(self.fates.answer_wanted)
        card.trace.clicked.connect(lambda: self._go_to_edition(card))
        card.fold.unfolded.connect(lambda on: self._remember_fold(card, unfolded=on))
        if self._unfolded & self._content.sayings.told(key).ids:
            card.unfold(True)
        self._fill(card)
        return card

    def _fill(self, card: StatementCard) -> None:
        key = card.view.statement.id
        view = self._content.view(key)
        if view != card.view:
            card.show_view(view)
        self._say_said(card)
        card.set_active(key == self._session.active)
        card.set_role(self._role(key))
        card.set_hovered(self._content.sayings.key_of(self._session.hovered) == key)
        card.show_fate(self.fates.of(key))
        card.show_trace(self.traces.of(key))
        self._host_editor(card)

    def _role(self, key: Id) -> State:
        armed = self._session.armed
        if armed is not None and armed.statement in self._content.sayings.told(key).ids:
            return "source"
        if armed is not None and self._content.aimed in self._content.sayings.told(key).ids:
            return "target"
        return "active" if key == self._session.active else "plain"

    def _host_editor(self, card: StatementCard) -> None:
        """Let the active card of one's own layer hold the fields, and no other."""
        statement = card.view.statement
        wanted = statement.id == self._session.active and card.view.is_own
        if not wanted:
            if self._host is card:
                self.close_editor()
            return
        if self._editor is not None and self._host is card:
            self._editor.show_statement(statement)
            return
        self.close_editor()
        editor = Editor(
            self._workspace,
            self._shown,
            statement,
            last_claim=self._last_claim,
            more=self._more,
        )
        editor.restore(self._drafts.pop(statement.id, {}))
        editor.link_wanted.connect(self.link_wanted)
        editor.settled.connect(self.settled)
        editor.left.connect(self.left)
        editor.claim_given.connect(self._remember_claim)
        editor.more.toggled.connect(self._remember_more)
        self._editor, self._host = editor, card
        card.set_editor(editor)

    def _on_letting_go(self, card: QWidget) -> None:
        if card is self._host:
            self.close_editor()
        if isinstance(card, StatementCard):
            for link in card.links:
                link.flush()

    def _go_to_edition(self, card: StatementCard) -> None:
        if card.trace.edition is not None:
            self._session.go(Place(card.trace.edition))

    def _step(self, card: StatementCard, step: int) -> None:
        key = self.column.neighbor(card.view.statement.id, step)
        if key is not None:
            self.focus(key)

    def _remember_claim(self, claim: Id) -> None:
        self._last_claim = claim

    def _remember_more(self, more: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._more = more
        if self._settings is not None:
            self._settings.put(MORE, more)
        if more and self._editor is not None and self._editor.details is not None:
            self.column.reveal_inside(self._editor.details)

    def _remember_fold(self, card: StatementCard, *, unfolded: bool) -> None:
        ids = self._content.sayings.told(card.view.statement.id).ids
        self._unfolded = self._unfolded | ids if unfolded else self._unfolded - ids
