"""How many disagreements are open, beside the word *Review*, also while nobody reviews.

Counted a moment after a project was opened or changed. Where counting would be felt, in a project
with very many statements, it waits until somebody goes there.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from factcheck.records import Changed
    from ui.toolbar import Toolbar
    from ui.workspace import Workspace

AFTER: Final = 300  # ms after the opening, or the last change
FEW: Final = 3_000  # statements that are counted without being asked
FELT: Final = 0.5  # seconds of counting that nobody is to wait for again
_KINDS: Final = ("statement", "span", "link", "decision", "assignment", "claim", "speaker")


class OpenCount(QObject):
    """Keeps the number in the tool bar true as long as that costs nothing."""

    def __init__(self, workspace: Workspace, toolbar: Toolbar) -> None:
        super().__init__(toolbar)
        self._workspace = workspace
        self._toolbar = toolbar
        self._is_cheap: bool | None = None  # not known yet
        self._pause = QTimer(self, singleShot=True, interval=AFTER)
        self._pause.timeout.connect(self._count)
        workspace.opened.connect(self._begin)
        workspace.changed.connect(self._on_changed)
        workspace.closing.connect(self._stop)

    def show_count(self, count: int) -> None:
        """Take the number from whoever counted anyway."""
        self._pause.stop()
        self._toolbar.show_open(count)

    def _begin(self) -> None:
        self._is_cheap = None
        self._pause.start()

    def _stop(self) -> None:
        self._pause.stop()
        self._toolbar.show_open(None)

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches(*_KINDS):
            self._pause.start()

    def _count(self) -> None:
        if not self._workspace.is_open:
            return
        project = self._workspace.project
        if self._is_cheap is None:
            self._is_cheap = project.stats()["statements"] <= FEW
        if self._is_cheap:
            begun = monotonic()
            self._toolbar.show_open(project.review.counts().open)
            self._is_cheap = monotonic() - begun < FELT
