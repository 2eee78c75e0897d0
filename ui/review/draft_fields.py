"""What one alters of a draft besides its edges: label, speaker and claim, by the known fields.

It shows a draft and gives out an altered one; nothing is recorded until it is decided.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from factcheck.ids import Id
from factcheck.records import SpeakerBasis
from ui import icons, theme
from ui.claim_pane import suggest
from ui.claim_pane.suggest import NoSpeaker
from ui.kit.buttons import Button
from ui.kit.completing import CompletingField, Suggestion
from ui.kit.fields import FieldRow
from ui.kit.text import TextLabel
from ui.reader_feed import shown_name
from ui.review.choice import Draft
from ui.shown import Shown
from ui.texts import tr
from ui.workspace import Workspace


class DraftFields(QWidget):
    """The fields of a draft."""

    altered = Signal(object)  # Draft
    left = Signal()  # back to the text, where Enter decides

    def __init__(
        self, workspace: Workspace, shown: Shown, draft: Draft, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shown = shown
        self._draft = draft
        self.hint = TextLabel(tr("review.draft.hint"), font="meta", color="mute")
        self.label = Button(" ", small=True, trailing="chevron_down")
        self.label.setObjectName("draftLabel")
        self.speaker = CompletingField(self._speakers, name=tr("claims.speaker"), can_create=False)
        self.claim = CompletingField(self._claims, name=tr("claims.claim"), can_create=False)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.hint)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label)
        row.addStretch(1)
        self._column.addWidget(FieldRow(tr("review.row.label"), holder))
        self._column.addWidget(FieldRow(tr("claims.speaker"), self.speaker))
        self._column.addWidget(FieldRow(tr("claims.claim"), self.claim))
        self.label.clicked.connect(self._offer_labels)
        self.speaker.chosen.connect(self._take_speaker)
        self.speaker.cleared.connect(lambda: self._take_speaker(None))
        self.claim.chosen.connect(self._take_claim)
        self.claim.cleared.connect(lambda: self._take_claim(None))
        theme.controller().changed.connect(self._restyle)
        self._restyle()
        self.show_draft(draft)

    def show_draft(self, draft: Draft) -> None:
        """Show a draft as it is now; what is being typed stays."""
        self._draft = draft
        vocabulary = self._workspace.vocabulary
        label = vocabulary.labels.get(draft.label)
        if label is not None:
            self.label.set_icon(label.shape, label.color)
            self.label.set_words(shown_name(label.name))
        speaker = vocabulary.speaker(draft.speaker)
        none = tr("claims.names_none") if draft.speaker_basis == "none" else ""
        self.speaker.set_value(speaker.name if speaker else none)
        claim = vocabulary.claim(draft.claim)
        self.claim.set_value(claim.proposition if claim else "")
        self.claim.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Letters typed here are not keys of the page.
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()

    def _speakers(self, typed: str) -> list[Suggestion]:
        found = suggest.speakers(self._workspace, self._draft.base)
        known = found(typed if self.speaker.is_draft() else "")
        return [x for x in known if isinstance(x.id, Id | NoSpeaker)]

    def _claims(self, typed: str) -> list[Suggestion]:
        found = suggest.claims(self._workspace, self._shown, self._draft.base, None)
        return list(found(typed if self.claim.is_draft() else ""))

    def _take_speaker(self, choice: object) -> None:
        known = choice if isinstance(choice, Id) else None
        basis: SpeakerBasis | None = "named" if known is not None else None
        if isinstance(choice, NoSpeaker):
            basis = "none"
        self.altered.emit(replace(self._draft, speaker=known, speaker_basis=basis))
        self.left.emit()

    def _take_claim(self, choice: object) -> None:
        known = choice if isinstance(choice, Id) else None
        self.altered.emit(replace(self._draft, claim=known))
        self.left.emit()

    def _offer_labels(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        side = theme.current().size("icon_small")
        for label in self._workspace.vocabulary.labels.values():
            words = label.name.replace("&", "&&")
            action = menu.addAction(icons.icon(label.shape, label.color, side), words)
            action.triggered.connect(lambda _=False, key=label.id: self._relabel(key))
        menu.popup(self.label.mapToGlobal(QPoint(0, self.label.height())))

    def _relabel(self, label: Id) -> None:
        self.altered.emit(replace(self._draft, label=label))
        self.left.emit()

    def _restyle(self) -> None:
        look = theme.current()
        self._column.setContentsMargins(0, look.px("s"), 0, 0)
        self._column.setSpacing(look.px("gap"))
