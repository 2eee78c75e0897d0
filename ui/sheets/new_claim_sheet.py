"""A new claim, asked for while one reads: what it says, and which statement gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ui import theme
from ui.kit.buttons import Button
from ui.sheets.base import WorkSheet, attempt, follow, quiet
from ui.sheets.editors import LineEditor
from ui.texts import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from factcheck.ids import Id
    from factcheck.records import Statement
    from ui.session import Session
    from ui.workspace import Workspace


class NewClaimSheet(WorkSheet):
    """One line for the proposition; `statement` is one's own that the claim is given to, if any."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        session: Session,
        *,
        statement: Statement | None = None,
    ) -> None:
        super().__init__(window, tr("new_claim.title"), name="newClaimSheet", width="sheet_narrow")
        self._workspace, self._session, self._statement = workspace, session, statement
        self.line = LineEditor(tr("new_claim.proposition"))
        self.line.field.setPlaceholderText(tr("new_claim.proposition"))
        words = statement.words if statement is not None else ""
        self._for = quiet(tr("new_claim.given", words=words) if words else tr("new_claim.alone"))
        self._column = QVBoxLayout()
        for widget in (self.line, self._for):
            self._column.addWidget(widget)
        self.body.addLayout(self._column)
        make = Button(tr("new_claim.do"), kind="primary")
        self.footer.addStretch(1)
        self.footer.addWidget(make)
        make.clicked.connect(self._make)
        self.line.field.returnPressed.connect(self._make)
        follow(self, workspace, lambda _: None)
        theme.controller().changed.connect(self._space)
        self._space()

    def open(self) -> None:
        self.open_sheet(self.line.field)

    def unsaved(self) -> bool:
        return bool(self.line.value())

    def save(self) -> bool:
        self.notices.say(tr("new_claim.not_yet", words=str(self.line.value())), "warning")
        return False

    def _make(self) -> None:
        proposition = str(self.line.value())
        if not proposition:
            self.line.setFocus()
            return
        made: list[Id] = []
        if attempt(self._workspace, lambda: made.append(self._created(proposition)), self.notices):
            self.discard()
            self._session.show_claim(made[0])

    def _created(self, proposition: str) -> Id:
        project = self._workspace.project
        if self._statement is None:
            return project.claims.create(proposition)
        return project.statements.set_new_claim(self._statement.id, proposition)

    def _space(self) -> None:
        pad = theme.current().px("xl")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.current().px("m"))
