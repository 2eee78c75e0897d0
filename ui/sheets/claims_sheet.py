"""The registry of claims as a sheet: their wording, verdict and evidence, merging and splitting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from factcheck.ids import Id
from factcheck.records import Rewording
from ui.kit.buttons import Button
from ui.kit.completing import Suggestion
from ui.sheets.base import quiet
from ui.sheets.editors import LineEditor, Value
from ui.sheets.form import Form
from ui.sheets.records import Entry
from ui.sheets.registry import AddRow, MergePart, RegistrySheet, StatementsPart
from ui.texts import tr, tr_n

if TYPE_CHECKING:
    from ui.session import Session
    from ui.workspace import Workspace


class ClaimsSheet(RegistrySheet):
    """All claims of the project, also those merged into others."""

    def __init__(self, window: QWidget, workspace: Workspace, session: Session) -> None:
        title = tr("registry.claim.title")
        super().__init__(window, workspace, session, title=title, name="claimsSheet", title_lines=2)
        self.adding = AddRow(tr("registry.claim.new"), self._add)
        self.left.addWidget(self.adding)
        self.form = Form("claims", self._keep)
        self.merge = MergePart(self._suggest, self._merge, self._unmerge)
        self.used = StatementsPart(workspace, session, self, checkable=True)
        self.splitting = _SplitPart(self._split)
        self.used.list.checks_changed.connect(self._count_checked)
        for part in (self.form, self.merge, self.used, self.splitting):
            self.parts.addWidget(part)

    def kinds(self) -> tuple[str, ...]:
        return ("claim", "statement", "link")

    def forms(self) -> Sequence[Form]:
        return (self.form,)

    def unsaved(self) -> bool:
        return super().unsaved() or bool(self.splitting.line.value())

    def save(self) -> bool:
        if self.splitting.line.value():
            self.notices.say(tr("registry.split.not_yet"), "warning")
            return False
        return super().save()

    def entries(self) -> Sequence[Entry]:
        vocabulary, project = self.workspace.vocabulary, self.workspace.project
        counts = project.claims.counts(list(self.workspace.layers))
        found = []
        for claim in vocabulary.claims.values():
            stands = vocabulary.claim(claim.merged_into)
            if stands:
                detail = tr("registry.merge.row", name=stands.proposition)
            else:
                count = counts.get(claim.id)
                detail = tr_n("registry.used.title", count.statements if count else 0)
            glyph = "merge" if stands else ""
            found.append(Entry(claim.id, claim.proposition, detail, glyph, dim=bool(stands)))
        return found

    def values(self, record: Id) -> Mapping[str, Value]:
        claim = self.workspace.vocabulary.claims[record]
        return {
            "proposition": claim.proposition,
            "note": claim.note,
            "verdict": claim.verdict,
            "rationale": claim.rationale,
            "evidence": claim.evidence,
        }

    def fill(self, record: Id, *, anew: bool) -> None:
        values = self.values(record)
        if anew:
            self.form.load(values)
            self.splitting.line.show_value("")
        else:
            self.form.refresh(values)
        vocabulary = self.workspace.vocabulary
        stands = vocabulary.claim(vocabulary.claims[record].merged_into)
        here = [c.proposition for c in vocabulary.claims.values() if c.merged_into == record]
        self.merge.show_state(stands.proposition if stands else "", here)
        everybody = list(vocabulary.annotators)
        statements = self.workspace.project.statements.of_claim(record, everybody)
        self.used.show_statements(() if stands else statements)
        self._count_checked()

    def _suggest(self, typed: str) -> Sequence[Suggestion]:
        found = self.workspace.project.claims.complete(typed)
        return [Suggestion(c.id, c.proposition) for c in found if c.id != self.shown]

    def _add(self, proposition: str) -> bool:
        made: list[Id] = []
        self.do(lambda: made.append(self.workspace.project.claims.create(proposition)))
        if made:
            self.select(made[0])
        return bool(made)

    def _keep(self, name: str, value: Value, answer: str) -> bool:
        record = self.shown
        assert record is not None
        claims = self.workspace.project.claims
        text = cast(str, value) or ""
        if name == "proposition":
            how: Rewording = "wording" if answer == "wording" else "meaning"
            flagged = self.used.ticked() if answer == "ticked" else None
            return self.do(lambda: claims.reword(record, text, how, flag_statements=flagged))
        if name == "note":
            return self.do(lambda: claims.set_note(record, text))
        claim = self.workspace.vocabulary.claims[record]
        if name == "verdict":
            return self.do(lambda: claims.set_verdict(record, text or None))
        if name == "rationale":
            return self.do(lambda: claims.set_verdict(record, claim.verdict, rationale=text))
        return self.do(lambda: claims.set_verdict(record, claim.verdict, evidence=text))

    def _merge(self, into: Id) -> bool:
        record = self.shown
        assert record is not None
        return self.do(lambda: self.workspace.project.claims.merge(record, into))

    def _unmerge(self) -> bool:
        record = self.shown
        assert record is not None
        return self.do(lambda: self.workspace.project.claims.unmerge(record))

    def _count_checked(self) -> None:
        self.splitting.show_count(len(self.used.list.checked))

    def _split(self, proposition: str) -> None:
        record = self.shown
        assert record is not None
        chosen = self.used.ticked()
        made: list[Id] = []
        claims = self.workspace.project.claims
        if self.do(lambda: made.append(claims.split(record, chosen, proposition))):
            self.splitting.line.show_value("")
            self.select(made[0])


class _SplitPart(QWidget):
    """A new claim of the statements that are ticked above."""

    def __init__(self, split: Callable[[str], None]) -> None:
        super().__init__()
        self._split = split
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._more = quiet()
        column.addWidget(self._more)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.line = LineEditor(tr("registry.split.proposition"))
        self.line.field.setPlaceholderText(tr("registry.split.proposition"))
        self.line.field.returnPressed.connect(self._take)
        self.button = Button(tr("registry.split.do"))
        self.button.clicked.connect(self._take)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        column.addLayout(row)

    def show_count(self, count: int) -> None:
        self._more.set_words(tr_n("registry.split.more", count))
        self.button.setEnabled(count > 0)

    def _take(self) -> None:
        words = str(self.line.value())
        if not words:
            self.line.setFocus()
        elif self.button.isEnabled():
            self._split(words)
