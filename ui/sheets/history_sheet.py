"""The log as a sheet: who did what when, newest first, and any one of it taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from factcheck.history import said
from factcheck.ids import Id
from factcheck.records import Outcome, Revision
from ui import theme
from ui.dates import moment_shown
from ui.kit.buttons import Button
from ui.kit.fields import SearchField
from ui.session import Place
from ui.sheets.base import WorkSheet, attempt, follow, quiet
from ui.sheets.records import Entry, RecordList, matching
from ui.texts import tr

if TYPE_CHECKING:
    from factcheck.records import Changed
    from ui.session import Session
    from ui.workspace import Workspace

AT_ONCE: Final = 200


class HistorySheet(WorkSheet):
    """What was done in the project."""

    def __init__(self, window: QWidget, workspace: Workspace, session: Session) -> None:
        super().__init__(window, tr("history.title"), name="historySheet", height=680)
        self._workspace, self._session = workspace, session
        self._revisions: dict[int, Revision] = {}
        self._limit = AT_ONCE
        self.search = SearchField(tr("registry.search"))
        self.list = RecordList(name=tr("history.name"))
        self.search.textChanged.connect(lambda _text: self._refill())
        self.search.descended.connect(self.list.setFocus)
        self.list.picked.connect(lambda _id: self._refresh())
        self._nothing = quiet(tr("history.nothing"))
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        for widget in (self.search, self._nothing):
            self._column.addWidget(widget)
        self._column.addWidget(self.list, 1)
        self.body.addWidget(inner, 1)
        self.older = Button(tr("history.older"))
        self.older.clicked.connect(self._show_older)
        self.undo = Button(tr("history.undo"), icon="undo")
        self.undo.clicked.connect(self._undo)
        self._why = quiet()
        for one in (self.older, self.undo):
            self.footer.addWidget(one)
        self.footer.addWidget(self._why, 1)
        self.end_with_close()
        theme.controller().changed.connect(self._space)
        self._space()
        follow(self, workspace, self._on_changed)

    def open(self) -> None:
        self._read()
        if self.list.entries:
            self.list.set_current(self.list.entries[0].id)
        self._refresh()
        self.open_sheet(self.list)

    def _read(self) -> None:
        log = self._workspace.project.log(self._limit)
        self._revisions = {revision.number: revision for revision in log}
        self.older.setVisible(len(log) == self._limit)
        self._refill()

    def _refill(self) -> None:
        entries = [self._entry(revision) for revision in self._revisions.values()]
        self.list.set_entries(matching(entries, self.search.text()))
        self._nothing.setVisible(not entries)
        self._refresh()

    def _entry(self, revision: Revision) -> Entry:
        sentence = said(revision.what)
        if revision.undoes is not None:
            sentence = tr("history.did_undo", what=sentence)
        key = "history.row_undone" if revision.undone else "history.row"
        when = moment_shown(revision.made_at)
        detail = tr(key, number=revision.number, who=revision.who, when=when)
        glyph = "undo" if revision.undoes is not None else "dot"
        own = revision.annotator == self._workspace.project.actor.id
        role = "accent" if own else "mute"
        return Entry(revision.number, sentence, detail, glyph, role, dim=revision.undone)

    def _chosen(self) -> Revision | None:
        number = self.list.current
        return self._revisions.get(number) if isinstance(number, int) else None

    def _refresh(self) -> None:
        chosen, actor = self._chosen(), self._workspace.project.actor
        allowed = chosen is not None and (chosen.annotator == actor.id or actor.reviewer)
        self.undo.setEnabled(chosen is not None and allowed and not chosen.undone)
        self._why.set_words("" if chosen is None or allowed else tr("history.others"))
        undoing = chosen is not None and chosen.undoes is not None
        self.undo.set_words(tr("history.redo" if undoing else "history.undo"))

    def _undo(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        outcomes: list[Outcome] = []
        project = self._workspace.project
        took = attempt(
            self._workspace, lambda: outcomes.append(project.undo(chosen.number)), self.notices
        )
        if not took:
            return
        key = "history.undid" if chosen.undoes is None else "history.redid"
        self.notices.say(tr(key, what=said(chosen.what)), "success")
        article: Id | None = outcomes[0].article
        if article is not None and project.articles.get_many([article]):
            self._session.go(Place(article, outcomes[0].statement))

    def _show_older(self) -> None:
        self._limit += AT_ONCE
        self._read()

    def _on_changed(self, _changed: Changed) -> None:
        self._read()

    def _space(self) -> None:
        pad = theme.current().px("l")
        self._column.setContentsMargins(pad, pad, pad, 0)
        self._column.setSpacing(theme.current().px("s"))
