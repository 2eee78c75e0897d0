"""Which articles have copies, as a window knows it: looked up in the background, after changes.

Nothing waits for it: until it is known, an article has none. What a copy is, the core decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.jobs import Jobs

if TYPE_CHECKING:
    from factcheck.ids import Id
    from factcheck.project import Project
    from factcheck.records import Changed, Progress
    from ui.jobs import Job
    from ui.workspace import Workspace

MOST: Final = 20_000  # texts; of more only the sheet of copies tells, when it is asked
PAUSE: Final = 2_000  # ms after an opening or a change, for reading and typing go first


class KnownCopies(QObject):
    """The groups of copies of the open project, the same for everybody who asks."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._groups: Mapping[Id, Sequence[Id]] = {}
        self._job: Job | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.look)
        workspace.opened.connect(self._pause.start)
        workspace.changed.connect(self._follow)
        workspace.closing.connect(self._pause.stop)
        workspace.closed.connect(self._forget)
        if workspace.is_open:
            self._pause.start()

    @classmethod
    def of(cls, workspace: Workspace) -> KnownCopies:
        """Give a workspace's copies, the same ones for everybody who asks."""
        found = workspace.findChild(KnownCopies)
        return found if found is not None else cls(workspace)

    def others(self, article: Id) -> list[Id]:
        """Give the other articles with the same text or nearly the same, the earliest first."""
        return [one for one in self._groups.get(article, ()) if one != article]

    def count(self, article: Id) -> int:
        """Give how many other articles have the same text, or nearly the same."""
        return max(0, len(self._groups.get(article, ())) - 1)

    def look(self) -> None:
        """Look now; what is under way is told first."""
        if not self._workspace.is_open:
            return
        if self._job is not None:
            self._pause.start()
            return
        # Where it fails nothing is known; whoever opens the sheet of copies is told why.
        self._job = Jobs.of(self._workspace).start(_groups)
        self._job.done.connect(self._show)
        self._job.ended.connect(self._end)

    def _follow(self, changed: Changed) -> None:
        if changed.touches("article"):
            self._pause.start()

    def _show(self, found: object) -> None:
        assert isinstance(found, list)
        groups = {one: group for group in found for one in group}
        if groups != self._groups:
            self._groups = groups
            self.changed.emit()

    def _end(self) -> None:
        self._job = None

    def _forget(self) -> None:
        self._groups = {}


def _groups(project: Project, step: Progress) -> list[tuple[Id, ...]]:
    return project.copies.groups(progress=step) if project.copies.texts() <= MOST else []
