"""Long work off the window's thread: progress, cancel, one outcome, told back on this thread.

A job works in a clone of the project with connections of its own, so that no gesture waits for it.
What a person can mend is told as `failed`; a bug is raised again here, where the hook sees it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThread, Signal

from factcheck.errors import Cancelled, FactcheckError
from ui.kit.focus import application

if TYPE_CHECKING:
    from factcheck.project import Project
    from ui.workspace import Workspace

#: Called with how many are done and how many there are (0: not known); raises Cancelled.
Progress = Callable[[int, int], None]
Work = Callable[["Project", Progress], object]

_TELL_EVERY: Final = 0.05  # seconds; a job may report thousands of steps in one


class Job(QObject):
    """One piece of long work; exactly one of `done`, `failed` and `cancelled` is told, or a bug."""

    progressed = Signal(object, object)  # int each, or Megabytes
    done = Signal(object)
    failed = Signal(object)  # FactcheckError
    cancelled = Signal()
    ended = Signal()  # after any of them, and after a bug

    def __init__(self, run: Callable[[Progress], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = _Thread(run)
        self._thread.stepped.connect(self._tell_step)
        self._thread.finished.connect(self._settle)
        self._is_over = False

    @property
    def is_running(self) -> bool:
        """Say whether it has begun and not told its outcome yet."""
        return self._thread.isRunning()

    def start(self) -> None:
        """Begin; nothing is told before the caller returned to its events."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask it to stop; it does at its next step, leaving everything as before."""
        self._thread.stop.set()

    def finish(self) -> None:
        """Ask it to stop and wait until it has; nothing is told any more but its end."""
        # Disconnecting is not enough: what the thread has posted already would still arrive.
        self._is_over = True
        self.cancel()
        self._thread.wait()
        self.ended.emit()

    def _tell_step(self, done: int, total: int) -> None:
        if not self._is_over:
            self.progressed.emit(done, total)

    def _settle(self) -> None:
        if self._is_over:
            return
        self._thread.wait()
        error = self._thread.error
        try:
            if isinstance(error, Cancelled):
                self.cancelled.emit()
            elif isinstance(error, FactcheckError):
                self.failed.emit(error)
            elif error is None:
                self.done.emit(self._thread.result)
            else:
                raise error
        finally:
            self.ended.emit()


class _Thread(QThread):
    stepped = Signal(object, object)

    def __init__(self, work: Callable[[Progress], object]) -> None:
        super().__init__()
        self._work = work
        self._told = 0.0
        self.stop = threading.Event()
        self.result: object = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self._work(self._step)
        except BaseException as error:  # noqa: BLE001  # kept, and raised again in the window's thread
            self.error = error

    def _step(self, done: int, total: int) -> None:
        if self.stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= _TELL_EVERY or done == total:
            self._told = now
            self.stepped.emit(done, total)


class Jobs(QObject):
    """The jobs of one window; none outlives its project."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._running: list[Job] = []
        workspace.closing.connect(self.finish_all)
        application().aboutToQuit.connect(self.finish_all)

    @classmethod
    def of(cls, workspace: Workspace) -> Jobs:
        """Give a workspace's jobs, the same ones for everybody who asks."""
        found = workspace.findChild(Jobs)
        return found if found is not None else cls(workspace, workspace)

    @property
    def busy(self) -> bool:
        """Say whether any job is under way."""
        return bool(self._running)

    def start(self, work: Work) -> Job:
        """Begin work on a clone of the open project; connect to what is given back at once."""
        project = self._workspace.project

        def run(progress: Progress) -> object:
            with project.clone() as own:
                return work(own, progress)

        return self._begin(run)

    def start_apart(self, work: Callable[[Progress], object]) -> Job:
        """Begin work that needs no open project."""
        return self._begin(work)

    def finish_all(self) -> None:
        """Stop every job and wait for it: the window or the project is closing."""
        for job in list(self._running):
            job.finish()

    def _begin(self, run: Callable[[Progress], object]) -> Job:
        job = Job(run, self)
        self._running.append(job)
        # First of all, so that whoever hears of the outcome sees it shown everywhere else.
        job.done.connect(self._on_done)
        job.ended.connect(lambda: self._forget(job))
        job.start()
        return job

    def _on_done(self, _result: object) -> None:
        self._workspace.pull()

    def _forget(self, job: Job) -> None:
        if job in self._running:
            self._running.remove(job)
            job.deleteLater()
