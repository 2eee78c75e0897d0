"""What changed since an article was handed over: on one's own side, and where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from factcheck.assigning.answers import Difference
from factcheck.ids import Id
from ui import theme
from ui.kit.buttons import Button
from ui.session import Place
from ui.sheets.base import WorkSheet, attempt, follow, quiet
from ui.sheets.records import Entry, RecordList
from ui.texts import tr

if TYPE_CHECKING:
    from factcheck.records import Changed
    from ui.session import Session
    from ui.workspace import Workspace

_GLYPHS = {
    "changed": "edit",
    "new_here": "plus",
    "new_there": "plus",
    "gone_here": "trash",
    "gone_there": "trash",
}


class HandedOverSheet(WorkSheet):
    """The differences of the shown article, a row for each statement or link."""

    def __init__(self, window: QWidget, workspace: Workspace, session: Session) -> None:
        super().__init__(
            window, tr("handed.title"), name="handedOverSheet", width="sheet_narrow", height=560
        )
        self._workspace, self._session = workspace, session
        self._found: list[Difference] = []
        self._giver = ""
        self.list = RecordList(name=tr("handed.name"), title_lines=2)
        self.list.picked.connect(lambda _: self._refresh())
        self.list.activated_id.connect(lambda _: self._go())
        self._words = quiet()
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.addWidget(self._words)
        self._column.addWidget(self.list, 1)
        self.body.addWidget(inner, 1)
        self.go = Button(tr("handed.go"), icon="forward")
        self.go.clicked.connect(self._go)
        self.take = Button(tr("handed.take"), icon="copy")
        self.take.clicked.connect(self._take)
        for button in (self.go, self.take):
            self.footer.addWidget(button)
        self.end_with_close()
        theme.controller().changed.connect(self._space)
        self._space()
        follow(self, workspace, self._on_changed)

    def open(self) -> None:
        self._read()
        if self.list.entries:
            self.list.set_current(self.list.entries[0].id)
        self._refresh()
        self.open_sheet(self.list if self.list.entries else None)

    def _read(self) -> None:
        article = self._session.article
        if article is None:
            return
        assignments = self._workspace.project.assignments
        before = assignments.handed_from(article)
        who = self._workspace.vocabulary.annotators.get(before) if before else None
        self._giver = who.name if who else ""
        self._found = assignments.changes_since_handing_over(article)
        self.list.set_entries([self._entry(n, one) for n, one in enumerate(self._found)])
        words = "handed.lead" if self._found else "handed.nothing"
        self._words.set_words(tr(words, name=self._giver))
        self._refresh()

    def _entry(self, place: int, one: Difference) -> Entry:
        parts = []
        if one.what == "changed":
            for key, names in (("handed.here", one.here), ("handed.there", one.there)):
                if names:
                    fields = ", ".join(tr(f"handed.field.{x}") for x in names)
                    parts.append(tr(key, fields=fields, name=self._giver))
        else:
            parts.append(tr(f"handed.{one.what}", name=self._giver))
        if one.kind == "link":
            parts.insert(0, tr("handed.link"))
        role = "accent" if one.what in ("changed", "new_there") else "mute"
        detail = " · ".join(parts)
        return Entry(place, one.words, detail, _GLYPHS[one.what], role, serif=True)

    def _chosen(self) -> Difference | None:
        at = self.list.current
        return self._found[at] if isinstance(at, int) and at < len(self._found) else None

    def _refresh(self) -> None:
        one = self._chosen()
        self.go.setEnabled(one is not None and self._place(one) is not None)
        self.take.setEnabled(one is not None and one.what == "new_there" and one.kind != "link")

    def _place(self, one: Difference) -> Id | None:
        """Give the statement to go to: one's own, where there is one."""
        if one.kind == "statement":
            return one.mine or (one.theirs if one.what != "gone_there" else None)
        record = one.mine or one.theirs
        project = self._workspace.project
        return project.links.get(record).source if record is not None else None

    def _go(self) -> None:
        one, article = self._chosen(), self._session.article
        statement = self._place(one) if one is not None else None
        if one is None or article is None or statement is None:
            return
        found = self._workspace.project.statements.get(statement)
        if found.annotator not in self._workspace.layers:
            self._workspace.show_layer(found.annotator, True)
        self.close_sheet()
        self._session.go(Place(found.article, statement))

    def _take(self) -> None:
        one = self._chosen()
        if one is None or one.theirs is None:
            return
        statements, theirs = self._workspace.project.statements, one.theirs
        attempt(self._workspace, lambda: statements.take_over([theirs]), self.notices)

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches("statement", "link", "assignment", "span"):
            self._read()

    def _space(self) -> None:
        look = theme.current()
        pad = look.px("l")
        self._column.setContentsMargins(pad, pad, pad, 0)
        self._column.setSpacing(look.px("s"))
