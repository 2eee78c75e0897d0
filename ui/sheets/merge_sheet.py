"""Merging as a sheet: which project, what a merge will do, then all of it as one revision."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from factcheck.errors import FactcheckError
from factcheck.merging.report import MergeReport
from ui import theme
from ui.kit.buttons import Button
from ui.kit.text import Hairline
from ui.sheets.merge_found import MergeFound
from ui.sheets.paths import PathField
from ui.sheets.working import JobSheet
from ui.texts import tr

if TYPE_CHECKING:
    from ui.session import Session
    from ui.workspace import Workspace


class MergeSheet(JobSheet):
    """A colleague's project, looked at and brought in; `open_wanted` asks to open it instead."""

    open_wanted = Signal(str)
    conflicts_wanted = Signal()

    def __init__(self, window: QWidget, workspace: Workspace, _session: Session) -> None:
        super().__init__(window, workspace, tr("merge.title"), name="mergeSheet", height=720)
        self.set_subtitle(workspace.project.title)
        self._report: MergeReport | None = None
        self.places = PathField(tr("merge.from"))
        self.places.can_choose_one()
        self.places.changed.connect(self._look_at_another)
        self.found = MergeFound()
        self.found.asked_again.connect(self._look)
        self._arrange()
        self.hold(self.places, self.found, self.cancel, self.instead, self.take)
        theme.controller().changed.connect(self._space)
        self._space()

    def open(self) -> None:
        self.take.setEnabled(False)
        self.instead.hide()
        self.open_sheet(self.places.line.field)

    def open_on(self, path: Path) -> None:
        """Show it with a project already chosen, as by dropping it on the window."""
        self.open()
        self.instead.show()
        self.places.set_paths([path])

    def _arrange(self) -> None:
        top = QWidget()
        self._top = QVBoxLayout(top)
        self._top.addWidget(self.places)
        self.body.addWidget(top)
        self.body.addWidget(Hairline())
        self.body.addWidget(self.found, 1)
        self.instead = Button(tr("merge.open_instead"))
        self.instead.clicked.connect(self._open_instead)
        self.cancel = Button(tr("sheets.cancel"))
        self.cancel.clicked.connect(self.close_sheet)
        self.take = Button(tr("merge.do"), kind="primary", icon="merge")
        self.take.clicked.connect(self._merge)
        self.footer.addWidget(self.instead)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.take)

    def _look_at_another(self) -> None:
        self.found.forget()
        self._look()

    def _look(self) -> None:
        paths, same = self.places.paths(), dict(self.found.same)
        self.take.setEnabled(False)
        self._report = None
        if not paths:
            self.found.say(tr("merge.nothing_yet"))
            return
        self.run(
            lambda project, step: project.merging.compare(
                paths[0], same_annotator=same, progress=step
            ),
            self._show,
        )

    def _show(self, report: object) -> None:
        assert isinstance(report, MergeReport)
        self._report = report
        self.found.show_report(report)
        self.take.setEnabled(not report.nothing)
        (self.take if self.take.isEnabled() else self.places.line.field).setFocus()

    def _on_failed(self, error: FactcheckError) -> None:
        super()._on_failed(error)
        self._wait_for_another()

    def _on_cancelled(self) -> None:
        super()._on_cancelled()
        self._wait_for_another()

    def _wait_for_another(self) -> None:
        if self._report is None:
            self.found.say(tr("merge.nothing_yet"))
            self.places.line.field.setFocus()

    def _merge(self) -> None:
        path, same, chosen = self.places.paths()[0], dict(self.found.same), set(self.found.chosen)
        self.run(
            lambda project, step: project.merging.merge(
                path, same_annotator=same, chosen=chosen, progress=step
            ),
            self._say_done,
        )

    def _say_done(self, report: object) -> None:
        assert isinstance(report, MergeReport)
        self.found.say(tr("merge.undo"))
        self.take.setEnabled(False)
        self.instead.hide()
        self.cancel.set_words(tr("sheets.close"))
        self.cancel.setFocus()
        if report.revision is None:
            self.notices.say(tr("merge.brings_nothing", title=report.title))
            return
        open_still = len(self.workspace.project.merging.conflicts())
        actions = [(tr("merge.show_conflicts"), self._show_conflicts)] if open_still else []
        words = tr("merge.done", title=report.title, revision=report.revision)
        self.notices.say(words, "success", actions)

    def _show_conflicts(self) -> None:
        self.close_sheet()
        self.conflicts_wanted.emit()

    def _open_instead(self) -> None:
        path = self.places.paths()
        self.close_sheet()
        if path:
            self.open_wanted.emit(str(path[0]))

    def _space(self) -> None:
        look = theme.current()
        pad = look.px("xl")
        self._top.setContentsMargins(pad, look.px("l"), pad, look.px("m"))
        self._top.setSpacing(look.px("s"))
