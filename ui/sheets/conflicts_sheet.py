"""What both sides of a merge had changed, as a sheet: what is kept, and the version that is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from factcheck.merging.conflicts import OpenConflict
from ui import theme
from ui.dates import moment_shown
from ui.kit.buttons import Button
from ui.kit.scroll import Scroller
from ui.kit.text import TextLabel
from ui.session import Place
from ui.sheets.base import Columns, WorkSheet, attempt, follow, quiet
from ui.sheets.records import Entry, RecordList
from ui.sheets.versions import Version, Versions
from ui.texts import tr

if TYPE_CHECKING:
    from factcheck.records import Changed
    from ui.session import Session
    from ui.workspace import Workspace


class ConflictsSheet(WorkSheet):
    """Conflicts that nobody settled, and the two ways to settle one."""

    def __init__(self, window: QWidget, workspace: Workspace, session: Session) -> None:
        super().__init__(window, tr("merge.conflicts"), name="conflictsSheet", height=600)
        self._workspace, self._session = workspace, session
        self._open: dict[object, OpenConflict] = {}
        self.list = RecordList(name=tr("merge.conflicts"), title_lines=2)
        self.list.picked.connect(lambda _id: self._show())
        self._page = Scroller(name=tr("merge.conflicts"))
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._page.column.addWidget(self._inner)
        self._page.column.addStretch(1)
        columns = Columns()
        columns.left.addWidget(self.list, 1)
        columns.right.addWidget(self._page)
        self.body.addWidget(columns, 1)
        self.show_place = Button(tr("merge.show_place"))
        self.show_place.clicked.connect(self._go)
        self.choose = Button(tr("merge.choose_other"), icon="flip")
        self.choose.clicked.connect(lambda: self._settle(other=True))
        self.keep = Button(tr("merge.keep"), icon="check")
        self.keep.clicked.connect(lambda: self._settle(other=False))
        for button in (self.choose, self.keep, self.show_place):
            self.footer.addWidget(button)
        self.end_with_close()
        theme.controller().changed.connect(self._space)
        self._space()
        follow(self, workspace, self._on_changed)

    def open(self) -> None:
        self._read()
        self.open_sheet(self.list)

    def _read(self) -> None:
        conflicts = self._workspace.project.merging.conflicts()
        before = self.list.current
        self._open = {one.id: one for one in conflicts}
        self.list.set_entries([_entry(one) for one in conflicts])
        if before not in self._open and conflicts:
            self.list.set_current(conflicts[0].id)
        self._show()

    def _chosen(self) -> OpenConflict | None:
        return self._open.get(self.list.current)

    def _show(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        one = self._chosen()
        for button in (self.choose, self.keep):
            button.setEnabled(one is not None)
        self.show_place.setEnabled(one is not None and one.article is not None)
        if one is None:
            self._column.addWidget(quiet(tr("merge.none_open")))
            return
        field = tr("merge.field_of", field=one.field.capitalize(), what=one.what)
        self._column.addWidget(TextLabel(field, font="medium"))
        detail = " · ".join(part for part in (one.other_by, moment_shown(one.other_at)) if part)
        kept = Version(tr("merge.kept"), one.kept, "")
        other = Version(tr("merge.not_kept"), one.other, detail)
        self._column.addWidget(Versions(kept, other))

    def _settle(self, *, other: bool) -> None:
        one = self._chosen()
        if one is None:
            return
        merging = self._workspace.project.merging
        verb = merging.choose_other if other else merging.keep
        if attempt(self._workspace, lambda: verb(one.id), self.notices):
            words = tr("merge.chose" if other else "merge.left", field=one.field)
            self.notices.say(words, "success")
            self.list.setFocus()

    def _go(self) -> None:
        one = self._chosen()
        if one is not None and one.article is not None:
            self.close_sheet()
            statement = one.record if one.kind == "statement" else None
            self._session.go(Place(one.article, statement))

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches("conflict", "merge", "statement", "speaker", "claim", "article"):
            self._read()

    def _space(self) -> None:
        look = theme.current()
        pad = look.px("xl")
        self._page.column.setContentsMargins(pad, look.px("l"), pad, pad)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px("m"))


def _entry(one: OpenConflict) -> Entry:
    detail = " · ".join(part for part in (one.field, one.other_by) if part)
    return Entry(one.id, one.what, detail, "merge", "contradiction")
