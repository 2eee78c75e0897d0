"""Who is in the project and in which role, and whether it is blind: a part of the project's sheet.

A lead changes it by a click, each one revision; everybody else reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.kit.avatar import Avatar, letters_of
from ui.kit.fields import CheckBox
from ui.kit.text import Hairline, Run, TextLabel
from ui.sheets.base import heading, quiet
from ui.texts import tr

if TYPE_CHECKING:
    from factcheck.ids import Id
    from factcheck.records import Annotator
    from ui.workspace import Workspace

ROLES = ("lead", "reviewer")


class PersonRow(QWidget):
    """One person, with a box for each role that a lead gives."""

    def __init__(self, give: Callable[[str, bool], None]) -> None:
        super().__init__()
        self._avatar = Avatar("", "")
        self._name = TextLabel("", font="medium", lines=1)
        self.boxes = {role: CheckBox(tr(f"project.role.{role}")) for role in ROLES}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px("m"))
        row.addWidget(self._avatar)
        row.addWidget(self._name, 1)
        for role, box in self.boxes.items():
            box.clicked.connect(lambda checked, of=role: give(of, checked))
            row.addWidget(box)

    def show_person(self, who: Annotator, letters: str, *, is_you: bool, may: bool) -> None:
        """Show somebody as they are now; `may` lets the boxes be changed."""
        self._avatar.set_annotator(letters, who.name)
        you = [Run(f"  {tr('project.you')}", "meta", "mute")] if is_you else []
        self._name.set_words([Run(who.name), *you])
        for role, box in self.boxes.items():
            box.setChecked(getattr(who, role))
            box.setEnabled(may)
            box.setAccessibleName(f"{who.name}: {box.text()}")


class PeoplePart(QWidget):
    """The switch that makes a project blind, and its people; `asked` carries a verb to be tried."""

    asked = Signal(object)  # Callable[[], object]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._rows: dict[Id, PersonRow] = {}
        self.blind = CheckBox(tr("project.blind"))
        self.blind.clicked.connect(self._turn)
        self._blind_more = quiet(tr("project.blind_more"))
        self._people = QVBoxLayout()
        self._roles = quiet()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._blind_part = QWidget()
        over = QVBoxLayout(self._blind_part)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(theme.current().px("xs"))
        for widget in (heading(tr("project.sight")), self.blind, self._blind_more):
            over.addWidget(widget)
        self._column.addWidget(self._blind_part)
        self._column.addWidget(heading(tr("project.who")))
        self._column.addLayout(self._people)
        self._column.addWidget(self._roles)
        theme.controller().changed.connect(self._look)
        self._look()

    def refresh(self) -> None:
        """Show people and roles as they are now."""
        project = self._workspace.project
        may = project.people.may_lead()
        self._blind_part.setVisible(project.layering == "each")
        self.blind.setChecked(project.about.is_blind())
        self.blind.setEnabled(may)
        people = project.people.all()
        if [who.id for who in people] != list(self._rows):
            self._arrange([who.id for who in people])
        letters = letters_of(who.name for who in people)
        for who, initials in zip(people, letters, strict=True):
            is_you = who.id == project.actor.id
            self._rows[who.id].show_person(who, initials, is_you=is_you, may=may)
        self._roles.set_words(tr("project.roles" if may else "project.roles_of_lead"))

    def row(self, annotator: Id) -> PersonRow:
        """Give the row of a person."""
        return self._rows[annotator]

    def _arrange(self, ids: list[Id]) -> None:
        while (item := self._people.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._rows = {who: PersonRow(self._giver(who)) for who in ids}
        for n, row in enumerate(self._rows.values()):
            for widget in (Hairline(), row) if n else (row,):
                self._people.addWidget(widget)
                widget.show()

    def _giver(self, annotator: Id) -> Callable[[str, bool], None]:
        def give(role: str, held: bool) -> None:  # noqa: FBT001 - a check box's state
            people = self._workspace.project.people
            verb = people.set_lead if role == "lead" else people.set_reviewer
            self.asked.emit(lambda: verb(annotator, held))
            self.refresh()

        return give

    def _turn(self, blind: bool) -> None:  # noqa: FBT001 - a check box's state
        about = self._workspace.project.about
        self.asked.emit(lambda: about.set_blind(blind))
        self.refresh()

    def _look(self) -> None:
        look = theme.current()
        self._column.setSpacing(look.px("l"))
        self._people.setSpacing(look.px("s"))
