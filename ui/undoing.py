"""Undo and redo of one window: what they would do, and going to where it was done.

The core decides which revision is next; this names it and shows the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from factcheck.records import Outcome, Revision
from ui.session import Place
from ui.texts import tr

if TYPE_CHECKING:
    from ui.actions import Actions
    from ui.window import MainWindow


class Undoing(QObject):
    """The window's undo and redo."""

    def __init__(self, window: MainWindow, actions: Actions) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self._session = window.session
        self._actions = actions
        self._undo: Revision | None = None
        self._redo: Revision | None = None
        self._history = QTimer(self, singleShot=True, interval=0)
        self._history.timeout.connect(self._read_history)
        actions.connect_to("undo", self.undo, enabled=lambda: self._undo is not None)
        actions.connect_to("redo", self.redo, enabled=lambda: self._redo is not None)
        self._workspace.changed.connect(lambda _: self._history.start())
        for signal in (self._workspace.opened, self._workspace.closed):
            signal.connect(self._history.start)

    def undo(self) -> None:
        """Take back one's own newest edit, go to the place and name it."""
        self._window.ask_to_leave()
        self._go_and_tell(self._workspace.do(self._workspace.project.undo), "window.undid")

    def redo(self) -> None:
        """Do again what was taken back last, go to the place and name it."""
        self._window.ask_to_leave()
        self._go_and_tell(self._workspace.do(self._workspace.project.redo), "window.redid")

    def _go_and_tell(self, outcome: Outcome | None, key: str) -> None:
        if outcome is None:
            return
        from factcheck.history import said

        if outcome.article is not None:
            statement = outcome.statement
            self._session.go(Place(outcome.article, statement))
        self._window.tell(tr(key, what=said(outcome.what)))

    def _read_history(self) -> None:
        """Learn what undo and redo would do; after the paint, for nobody reads it before."""
        from factcheck.history import said

        is_open = self._workspace.is_open
        self._undo = self._workspace.project.undoable() if is_open else None
        self._redo = self._workspace.project.redoable() if is_open else None
        for name, revision in (("undo", self._undo), ("redo", self._redo)):
            action = self._actions[name]
            what = f": {said(revision.what)}" if revision else ""
            action.setToolTip(f"{action.text()}{what}  {self._actions.cap(name)}")
        self._actions.refresh()
