"""The project itself: what it says of itself, its people and its guide, and copies to send."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from factcheck import resources
from ui import theme
from ui.kit.buttons import Button
from ui.kit.scroll import Scroller
from ui.kit.segmented import Option, Segmented
from ui.sheets.base import WorkSheet, attempt, follow, quiet
from ui.sheets.editors import Value
from ui.sheets.form import Form
from ui.sheets.paths import ENDING, PathField, folder_beside
from ui.sheets.people_part import PeoplePart
from ui.sheets.working import JobSheet
from ui.texts import tr

if TYPE_CHECKING:
    from factcheck.project import Project
    from factcheck.records import Changed
    from ui.jobs import Progress
    from ui.session import Session
    from ui.workspace import Workspace


class ProjectSheet(WorkSheet):
    """What the project says of itself, and how to label in it."""

    def __init__(
        self, window: QWidget, workspace: Workspace, session: Session | None = None
    ) -> None:
        super().__init__(window, tr("project.name"), name="projectSheet", height=720)
        self._workspace = workspace
        pages = ("card", "people", "guide")
        options = [Option(page, tr(f"project.page.{page}")) for page in pages]
        self.page = Segmented(options, name=tr("project.name"))
        self.page.chosen.connect(lambda _key: self._arrange())
        ways = (
            Option("read", tr("project.guide_read")),
            Option("write", tr("project.guide_write")),
        )
        self.way = Segmented(ways, name=tr("project.page.guide"))
        self.way.chosen.connect(lambda _key: self._arrange())
        self.form = Form("project", self._keep)
        self.guide_form = Form("guide", self._keep)
        self.people = PeoplePart(workspace)
        self.people.asked.connect(lambda verb: attempt(workspace, verb, self.notices))
        self.guide = QTextBrowser()
        self.guide.setOpenLinks(False)
        self.guide.setFrameShape(QFrame.Shape.NoFrame)
        self.guide.setAccessibleName(tr("project.page.guide"))
        self._where = quiet(tr("project.where", location=workspace.project.location))
        self._scroller = Scroller(name=tr("project.name"))
        self._column = self._scroller.column
        for widget in (self.form, self.people, self.guide_form, self._where):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        head = QWidget()
        self._top = QVBoxLayout(head)
        self._top.addWidget(self.page)
        self._top.addWidget(self.way)
        self.body.addWidget(head)
        self.body.addWidget(self._scroller, 1)
        self.body.addWidget(self.guide, 1)
        self.end_with_close()
        theme.controller().changed.connect(self._look)
        self._look()
        follow(self, workspace, self._on_changed)

    def open(self, page: str = "card") -> None:
        about = self._workspace.project.about.get()
        self.form.load(about)
        self.guide_form.load(about)
        self.page.set_current(page)
        self._arrange()
        self.open_sheet(self.page.segment(page))

    def unsaved(self) -> bool:
        return self.form.is_draft() or self.guide_form.is_draft()

    def save(self) -> bool:
        kept = [self.form.save(), self.guide_form.save()]
        return all(kept)

    def _arrange(self) -> None:
        page, read = self.page.current(), self.way.current() == "read"
        guide = page == "guide"
        self.way.setVisible(guide)
        self.form.setVisible(page == "card")
        self._where.setVisible(page == "card")
        self.people.setVisible(page == "people")
        self.guide_form.setVisible(guide and not read)
        self._scroller.setVisible(not guide or not read)
        self.guide.setVisible(guide and read)
        if page == "people":
            self.people.refresh()
        self._show_guide()

    def _show_guide(self) -> None:
        own = str(self.guide_form.editor("guide").value() or "")
        words = own or resources.path("guide.md").read_text(encoding="utf-8")
        self.guide.document().setDefaultFont(theme.current().font("base"))
        self.guide.setMarkdown(words)

    def _keep(self, name: str, value: Value, _answer: str) -> bool:
        project = self._workspace.project
        return attempt(
            self._workspace,
            lambda: project.about.change({name: str(value or "")}),
            self.notices,
        )

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches("project", "annotator") and self.page.current() == "people":
            self.people.refresh()
        if changed.touches("project"):
            about = self._workspace.project.about.get()
            self.form.refresh(about)
            self.guide_form.refresh(about)
            self._show_guide()

    def _look(self) -> None:
        look = theme.current()
        pad = look.px("xl")
        self._column.setContentsMargins(pad, look.px("m"), pad, pad)
        self._column.setSpacing(look.px("l"))
        self._top.setContentsMargins(pad, look.px("l"), pad, look.px("s"))
        self._top.setSpacing(look.px("s"))
        self.guide.document().setDocumentMargin(pad)


class SendCopySheet(JobSheet):
    """A whole copy of the project, written while people work in it."""

    def __init__(
        self, window: QWidget, workspace: Workspace, session: Session | None = None
    ) -> None:
        title = tr("project.copy.title")
        super().__init__(
            window, workspace, title, name="copySheet", width="sheet_narrow", height=330
        )
        self.place = PathField(tr("project.copy.to"))
        self.place.can_choose_new()
        sees_all = workspace.project.people.sees_all()
        scroller = Scroller(name=title)
        self._column = scroller.column
        self._column.addWidget(
            quiet(tr("project.copy.more" if sees_all else "project.copy.more_blind"))
        )
        self._column.addWidget(self.place)
        self._column.addStretch(1)
        self.body.addWidget(scroller, 1)
        self.footer.addStretch(1)
        self.cancel = Button(tr("sheets.cancel"))
        self.cancel.clicked.connect(self.close_sheet)
        self.write = Button(tr("project.copy.do"), kind="primary")
        self.write.clicked.connect(self._write)
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.write)
        self.hold(self.place, self.cancel, self.write)
        pad = theme.current().px("xl")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.current().px("m"))

    def open(self) -> None:
        location = self.workspace.project.location
        day = datetime.now().astimezone().date().isoformat()
        name = f"{Path(location).stem} {day}{ENDING}"
        self.place.set_paths([folder_beside(location) / name])
        self.open_sheet(self.place.line.field)

    def _write(self) -> None:
        places = self.place.paths()
        if places:
            out = places[0] if places[0].suffix else places[0].with_suffix(ENDING)
            self.run(lambda project, step: _copy(project, out, step), self._say_done)
        else:
            self.place.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_done(self, out: object) -> None:
        assert isinstance(out, Path)
        opening = (tr("sheets.show_folder"), lambda: show_folder(out))
        self.notices.say(tr("project.copy.done", location=out), "success", [opening])
        self.cancel.set_words(tr("sheets.close"))
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)


def _copy(project: Project, out: Path, step: Progress) -> Path:
    step(0, 0)
    project.backup(out)
    return out


def show_folder(place: Path) -> None:
    """Open the folder in which something was written, in the system's own program."""
    folder = place if place.is_dir() else place.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
