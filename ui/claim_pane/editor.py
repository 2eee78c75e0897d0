"""What one alters in the active card without leaving it: who said it, about what; the rest folded.

Each field is a verb on one statement of one's own layer; it shows what is recorded and keeps only
what is being typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from factcheck.ids import Id
from factcheck.records import Statement
from ui import icons, theme
from ui.claim_pane import suggest
from ui.claim_pane.details import Details
from ui.claim_pane.suggest import NewSpeaker, NoSpeaker
from ui.claim_pane.typed import Typing
from ui.keymap import binding
from ui.kit.buttons import Button
from ui.kit.completing import CompletingField, Suggestion
from ui.kit.fields import FieldRow
from ui.kit.scroll import FlowLayout
from ui.kit.text import Hairline
from ui.reader_feed import shown_name
from ui.shown import Shown
from ui.texts import tr
from ui.workspace import Workspace

if TYPE_CHECKING:
    from factcheck.statements import Statements

SPEAKER: Final = "speaker"
CLAIM: Final = "claim"


class Editor(QWidget):
    """The fields of one statement, below its card's words."""

    settled = Signal()  # a field was filled in by keyboard: back to where one came from
    link_wanted = Signal(object)  # Id
    claim_given = Signal(object)  # Id: the claim that was chosen last
    left = Signal()

    def __init__(
        self,
        workspace: Workspace,
        shown: Shown,
        statement: Statement,
        *,
        last_claim: Id | None,
        more: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shown = shown
        self.statement = statement
        self._details: Details | None = None
        self._last_claim = last_claim
        self.speaker = CompletingField(self._speakers, name=tr("claims.speaker"))
        self.speaker.setObjectName("speakerField")
        self.speaker.setAccessibleIdentifier("speakerField")
        self.speaker.setPlaceholderText(tr("claims.no_speaker"))
        self.claim = CompletingField(self._claims, name=tr("claims.claim"))
        self.claim.setObjectName("claimField")
        self.claim.setAccessibleIdentifier("claimField")
        self.claim.setPlaceholderText(tr("claims.no_claim"))
        self._build(more=more)
        self._connect()
        self.show_statement(statement)
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    @property
    def shows_more(self) -> bool:
        """Say whether the other fields are in sight."""
        return self.more.isChecked()

    @property
    def details(self) -> Details | None:
        """The other fields, while they are in sight."""
        return self._details

    def show_statement(self, statement: Statement) -> None:
        """Show a statement as it is recorded now; what is being typed stays."""
        self.statement = statement
        vocabulary = self._workspace.vocabulary
        speaker = vocabulary.speaker(statement.speaker)
        none = tr("claims.names_none") if statement.speaker_basis == "none" else ""
        self.speaker.set_value(speaker.name if speaker else none)
        claim = vocabulary.claim(statement.claim)
        self.claim.set_value(claim.proposition if claim else "")
        self.claim.setCursorPosition(0)
        self.claim.setToolTip(claim.proposition if claim else "")
        label = vocabulary.labels.get(statement.label)
        if label is not None:
            self.label.set_icon(label.shape, label.color)
            self.label.set_words(shown_name(label.name))
        self.flag.setChecked(statement.flagged)
        self.flag.set_icon("flag", "contradiction" if statement.flagged else None)
        if self._details is not None:
            self._details.show_statement(statement)

    def show_more(self, shown: bool) -> None:  # noqa: FBT001 - it is the value
        """Show or hide the other fields."""
        self.more.setChecked(shown)
        if shown and self._details is None:
            self._details = Details(self._workspace, self._shown, self.statement)
            self._column.addWidget(self._details)
        elif not shown and self._details is not None:
            self.flush()
            self._column.removeWidget(self._details)
            self._details.hide()
            self._details.deleteLater()
            self._details = None

    def open_field(self, name: str) -> None:
        """Give a field the focus, with the likeliest suggestion ready to be taken."""
        field = self.claim if name == CLAIM else self.speaker
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
        field.open_list_at_first()

    def open_note(self) -> None:
        """Unfold the other fields and give the note the focus."""
        self.show_more(True)
        if self._details is not None:
            self._details.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def drafts(self) -> dict[str, str]:
        """Give what was typed into a field and neither taken nor created, by field."""
        fields = {SPEAKER: self.speaker, CLAIM: self.claim}
        return {name: x.text() for name, x in fields.items() if x.is_draft()}

    def restore(self, drafts: dict[str, str]) -> None:
        """Put back what was typed before and not settled."""
        for name, field in ((SPEAKER, self.speaker), (CLAIM, self.claim)):
            if name in drafts:
                field.setText(drafts[name])

    def flush(self) -> None:
        """Record all typing now."""
        for typing in self.findChildren(Typing):
            typing.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        # Letters typed here are not keys of the pane.

    def _build(self, *, more: bool) -> None:
        self._column = QVBoxLayout(self)
        self._column.addWidget(Hairline())
        self._column.addWidget(FieldRow(tr("claims.speaker"), self.speaker))
        self._column.addWidget(FieldRow(tr("claims.claim"), self.claim))
        self.label = Button(" ", kind="quiet", trailing="chevron_down", small=True)
        cap = binding("toggle_flag").cap
        self.flag = Button(kind="quiet", icon="flag", small=True, name=tr("claims.flag"), key=cap)
        self.flag.setCheckable(True)
        cap = binding("link").cap
        self.link = Button(
            kind="quiet", icon="link", small=True, name=tr("claims.link_it"), key=cap
        )
        cap = binding("delete").cap
        self.delete = Button(
            kind="quiet", icon="trash", small=True, name=tr("claims.delete"), key=cap
        )
        self.more = Button(tr("claims.more"), kind="quiet", small=True, trailing="chevron_down")
        self.more.setCheckable(True)
        tools = QWidget()
        row = FlowLayout(tools, gap=2, line_gap=2)
        for button in (self.label, self.flag, self.link, self.delete, self.more):
            row.addWidget(button)
        self._column.addWidget(tools)
        self.show_more(more)

    def _connect(self) -> None:
        self.speaker.chosen.connect(self._take_speaker)
        self.speaker.created.connect(lambda name: self._take_speaker(NewSpeaker(name)))
        self.speaker.cleared.connect(lambda: self._set_speaker(None))
        self.claim.chosen.connect(self._take_claim)
        self.claim.created.connect(self._create_claim)
        self.claim.cleared.connect(lambda: self._take_claim(None))
        self.label.clicked.connect(self._offer_labels)
        self.flag.clicked.connect(self._toggle_flag)
        self.link.clicked.connect(lambda: self.link_wanted.emit(self.statement.id))
        self.delete.clicked.connect(self._delete)
        self.more.toggled.connect(self.show_more)

    def _speakers(self, typed: str) -> list[Suggestion]:
        found = suggest.speakers(self._workspace, self.statement)
        if self.speaker.is_draft():
            return list(found(typed))
        speaker = self._workspace.vocabulary.speaker(self.statement.speaker)
        kept = suggest.speaker_row(self._workspace, speaker) if speaker else None
        return _kept_first(kept, found(""))

    def _claims(self, typed: str) -> list[Suggestion]:
        found = suggest.claims(self._workspace, self._shown, self.statement, self._last_claim)
        if self.claim.is_draft():
            return list(found(typed))
        claim = self._workspace.vocabulary.claim(self.statement.claim)
        kept = Suggestion(claim.id, claim.proposition) if claim else None
        return _kept_first(kept, found(""))

    def _take_speaker(self, choice: object) -> None:
        if isinstance(choice, NewSpeaker):
            self._do(lambda key: self._statements.set_new_speaker(key, choice.name))
        elif isinstance(choice, NoSpeaker):
            self._do(lambda key: self._statements.set_speaker(key, None, "none"))
        elif isinstance(choice, Id):
            self._set_speaker(choice)
        self.settled.emit()

    def _set_speaker(self, speaker: Id | None) -> None:
        self._do(lambda key: self._statements.set_speaker(key, speaker))

    def _take_claim(self, claim: Id | None) -> None:
        self._do(lambda key: self._statements.set_claim(key, claim))
        if claim is not None:
            self.claim_given.emit(claim)
        self.settled.emit()

    def _create_claim(self, proposition: str) -> None:
        key = self.statement.id
        made = self._workspace.do(lambda: self._statements.set_new_claim(key, proposition))
        if made is not None:
            self.claim_given.emit(made)
        self.show_statement(self.statement)
        self.settled.emit()

    def _toggle_flag(self) -> None:
        flagged = not self.statement.flagged
        self._do(lambda key: self._statements.set_flag(key, flagged))

    def _delete(self) -> None:
        self._do(lambda key: self._statements.delete(key))

    def _offer_labels(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        side = theme.current().size("icon_small")
        for label in self._workspace.vocabulary.labels.values():
            words = f"{label.name}\t{label.key or ''}".rstrip().replace("&", "&&")
            action = menu.addAction(icons.icon(label.shape, label.color, side), words)
            action.setToolTip(label.definition)
            action.triggered.connect(lambda _=False, key=label.id: self._relabel(key))
        menu.popup(self.label.mapToGlobal(QPoint(0, self.label.height())))

    def _relabel(self, label: Id) -> None:
        self._do(lambda key: self._statements.relabel(key, label))

    @property
    def _statements(self) -> Statements:
        return self._workspace.project.statements

    def _do(self, verb: Callable[[Id], object]) -> None:
        key = self.statement.id
        self._workspace.do(lambda: verb(key))
        # What was refused must not stay in the field as if it were recorded.
        self.show_statement(self.statement)

    def _restyle(self) -> None:
        look = theme.current()
        self._column.setContentsMargins(0, look.px("s"), 0, 0)
        self._column.setSpacing(look.px("gap"))


def _kept_first(kept: Suggestion | None, rows: Sequence[Suggestion]) -> list[Suggestion]:
    """Put what is recorded before what else is likely, so that Enter by itself alters nothing."""
    return list(rows) if kept is None else [kept, *(x for x in rows if x.id != kept.id)]
