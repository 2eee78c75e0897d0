"""Sheets that do long work: progress and *Stop* in the footer, the sheet held while it lasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QWidget

from factcheck.errors import FactcheckError
from factcheck.records import Megabytes
from ui.jobs import Job, Jobs, Work
from ui.kit.buttons import Button
from ui.kit.text import ElidedLabel
from ui.sheets.base import WorkSheet, follow
from ui.texts import tr

if TYPE_CHECKING:
    from ui.workspace import Workspace


class Working(QWidget):
    """A bar, a number and *Stop*, for as long as a job is under way."""

    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._words = ElidedLabel("", font="meta", color="mute")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(180)
        self.stop = Button(tr("sheets.stop"))
        self.stop.clicked.connect(self.stop_wanted)
        row.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        row.addWidget(self.stop)
        self.hide()

    def begin(self) -> None:
        """Show that something is under way, how much not yet known."""
        self.bar.setRange(0, 0)
        self._words.set_words(tr("sheets.working"))
        self.bar.setAccessibleName(tr("sheets.working"))
        self.show()

    def show_step(self, done: int, total: int) -> None:
        """Show how much is done."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if total:
            key = "sheets.megabytes" if isinstance(total, Megabytes) else "sheets.step"
            self._words.set_words(tr(key, done=f"{done:,}", total=f"{total:,}"))
        elif done:
            self._words.set_words(tr("sheets.so_far", done=f"{done:,}"))


class JobSheet(WorkSheet):
    """A sheet that does one piece of long work at a time; Esc then stops that, not the sheet."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        title: str,
        *,
        name: str,
        subtitle: str = "",
        width: str = "sheet",
        height: int = 0,
    ) -> None:
        super().__init__(window, title, name=name, subtitle=subtitle, width=width, height=height)
        self.workspace = workspace
        self.jobs = Jobs.of(workspace)
        self._job: Job | None = None
        self._then: Callable[[object], None] | None = None
        self._held: list[QWidget] = []
        self._stilled: list[QWidget] = []
        self._focus_before: QWidget | None = None
        self.working = Working()
        self.working.stop_wanted.connect(self.stop)
        self.footer.addWidget(self.working, 1)
        follow(self, workspace, lambda _changed: None)

    @property
    def is_busy(self) -> bool:
        """Say whether work is under way."""
        return self._job is not None

    def hold(self, *widgets: QWidget) -> None:
        """Name what cannot be used while work is under way."""
        self._held.extend(widgets)

    def run(self, work: Work, done: Callable[[object], None]) -> None:
        """Do long work on a clone of the project, and hand on what it gives."""
        self._watch(self.jobs.start(work), done)

    def run_apart(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        """Do long work that needs no open project."""
        self._watch(self.jobs.start_apart(lambda _progress: work()), done)

    def stop(self) -> None:
        """Ask what is under way to stop."""
        if self._job is not None:
            self._job.cancel()

    def close_sheet(self) -> None:
        if self.is_busy:
            self.stop()
        else:
            super().close_sheet()

    def _watch(self, job: Job, done: Callable[[object], None]) -> None:
        self._job, self._then = job, done
        self.notices.clear()
        self._use(held=True)
        self.working.begin()
        job.progressed.connect(self.working.show_step)
        job.ended.connect(self._on_ended)
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)

    def _on_done(self, result: object) -> None:
        self._on_ended()
        if self._then is not None:
            self._then(result)

    def _on_failed(self, error: FactcheckError) -> None:
        self._on_ended()
        self.notices.say(str(error), "warning")

    def _on_cancelled(self) -> None:
        self._on_ended()
        self.notices.say(tr("sheets.stopped"))

    def _on_ended(self) -> None:
        if self._job is not None:
            self._job = None
            self.working.hide()
            self._use(held=False)
            if self._focus_before is not None and self._focus_before.isVisible():
                self._focus_before.setFocus()

    def _use(self, *, held: bool) -> None:
        if held:
            self._focus_before = QApplication.focusWidget()
            self._stilled = [widget for widget in self._held if widget.isEnabled()]
        for widget in self._stilled:
            widget.setEnabled(not held)
        if held:
            self.working.stop.setFocus()
