"""The registry of speakers as a sheet: who they are, also by other names, and where they speak."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from factcheck.ids import Id
from factcheck.records import SpeakerKind
from ui.kit.buttons import Button
from ui.kit.completing import Suggestion
from ui.sheets.editors import Source, Value
from ui.sheets.form import Form
from ui.sheets.records import Entry
from ui.sheets.registry import AddRow, MergePart, RegistrySheet, StatementsPart, centered_left
from ui.texts import tr

if TYPE_CHECKING:
    from factcheck.records import Speaker
    from ui.session import Session
    from ui.workspace import Workspace


class SpeakersSheet(RegistrySheet):
    """All speakers of the project, also those merged into others."""

    def __init__(self, window: QWidget, workspace: Workspace, session: Session) -> None:
        title = tr("registry.speaker.title")
        super().__init__(window, workspace, session, title=title, name="speakersSheet")
        self.adding = AddRow(tr("registry.speaker.new"), self._add)
        self.left.addWidget(self.adding)
        sides = Source(self._suggest, self._name, self._create_side)
        self.form = Form("speakers", self._keep, sources={"affiliation": sides})
        self.settle = Button(tr("registry.speaker.settle"), icon="check")
        self.settle.clicked.connect(self._settle)
        self.merge = MergePart(self._suggest, self._merge, self._unmerge)
        self.used = StatementsPart(workspace, session, self)
        self.parts.addWidget(self.form)
        self.parts.addLayout(centered_left(self.settle))
        self.parts.addWidget(self.merge)
        self.parts.addWidget(self.used)

    def kinds(self) -> tuple[str, ...]:
        return ("speaker", "alias", "statement", "reporter")

    def forms(self) -> Sequence[Form]:
        return (self.form,)

    def entries(self) -> Sequence[Entry]:
        vocabulary = self.workspace.vocabulary
        found = []
        for speaker in vocabulary.speakers.values():
            stands = vocabulary.speaker(speaker.merged_into)
            found.append(
                Entry(
                    speaker.id,
                    speaker.name,
                    tr("registry.merge.row", name=stands.name) if stands else self._about(speaker),
                    glyph="merge" if stands else "person",
                    dim=stands is not None,
                )
            )
        return found

    def values(self, record: Id) -> Mapping[str, Value]:
        speaker = self.workspace.vocabulary.speakers[record]
        return {
            "name": speaker.name,
            "kind": speaker.kind,
            "position": speaker.position,
            "affiliation": speaker.affiliation,
            "aliases": speaker.aliases,
            "external_id": speaker.external_id,
        }

    def fill(self, record: Id, *, anew: bool) -> None:
        values = self.values(record)
        if anew:
            self.form.load(values)
        else:
            self.form.refresh(values)
        vocabulary = self.workspace.vocabulary
        speaker = vocabulary.speakers[record]
        stands = vocabulary.speaker(speaker.merged_into)
        here = [s.name for s in vocabulary.speakers.values() if s.merged_into == record]
        self.merge.show_state(stands.name if stands else "", here)
        self.settle.setVisible(speaker.article is not None)
        everybody = list(vocabulary.annotators)
        project = self.workspace.project
        self.used.show_statements(project.statements.of_speaker(record, everybody))

    def _about(self, speaker: Speaker) -> str:
        side = self.workspace.vocabulary.speaker(speaker.affiliation)
        return " · ".join(x for x in (speaker.position, side and side.name) if x)

    def _suggest(self, typed: str) -> Sequence[Suggestion]:
        found = self.workspace.project.speakers.complete(typed)
        return [Suggestion(s.id, s.name, self._about(s)) for s in found if s.id != self.shown]

    def _name(self, record: Id) -> str:
        speaker = self.workspace.vocabulary.speaker(record)
        return speaker.name if speaker else ""

    def _make(self, name: str, kind: SpeakerKind) -> Id | None:
        made: list[Id] = []
        speakers = self.workspace.project.speakers
        self.do(lambda: made.append(speakers.create(name, kind)))
        return made[0] if made else None

    def _create_side(self, name: str) -> Id | None:
        return self._make(name, "organisation")

    def _add(self, name: str) -> bool:
        made = self._make(name, "person")
        if made is not None:
            self.select(made)
        return made is not None

    def _keep(self, name: str, value: Value, _answer: str) -> bool:
        record = self.shown
        assert record is not None
        speakers = self.workspace.project.speakers
        text = cast(str, value) or ""
        if name == "name":
            return self.do(lambda: speakers.rename(record, text))
        if name == "kind":
            return self.do(lambda: speakers.set_kind(record, cast(SpeakerKind, value)))
        if name == "position":
            return self.do(lambda: speakers.set_position(record, text or None))
        if name == "affiliation":
            return self.do(lambda: speakers.set_affiliation(record, cast("Id | None", value)))
        if name == "external_id":
            return self.do(lambda: speakers.set_external_id(record, text or None))
        return self._keep_aliases(record, cast("tuple[str, ...]", value))

    def _keep_aliases(self, record: Id, names: tuple[str, ...]) -> bool:
        known = self.workspace.vocabulary.speakers[record].aliases
        speakers = self.workspace.project.speakers

        def change() -> None:
            for name in names:
                if name not in known:
                    speakers.add_alias(record, name)
            for name in known:
                if name not in names:
                    speakers.remove_alias(record, name)

        return self.do(change)

    def _settle(self) -> None:
        record = self.shown
        if record is not None:
            self.do(lambda: self.workspace.project.speakers.settle(record))

    def _merge(self, into: Id) -> bool:
        record = self.shown
        assert record is not None
        return self.do(lambda: self.workspace.project.speakers.merge(record, into))

    def _unmerge(self) -> bool:
        record = self.shown
        assert record is not None
        return self.do(lambda: self.workspace.project.speakers.unmerge(record))
