"""What is asked about the shown article's statements only at rest: one has come to read first.

Asked once, when nothing else is waiting, and again after a change of what it rests on; not while
nobody would see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from factcheck.ids import Id
from factcheck.records import Changed
from ui.shown import Shown
from ui.workspace import Workspace

PAUSE = 400  # ms after a change, and after an article was opened
View = TypeVar("View")


class AtRest(QObject, Generic[View]):
    """Knows something of each of some statements in the shown article."""

    changed = Signal()

    def __init__(self, workspace: Workspace, shown: Shown, seen_in: QWidget) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._seen_in = seen_in
        self._shown = shown
        self._views: Mapping[Id, View] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._read)
        shown.article_changed.connect(self._begin)
        workspace.changed.connect(self._on_changed)
        workspace.layers_changed.connect(self._pause.start)
        workspace.closing.connect(self._pause.stop)
        seen_in.installEventFilter(self)

    def of(self, statement: Id) -> View | None:
        """Give what is known of a statement, if anything is."""
        return self._views.get(statement)

    def ask(self, article: Id) -> Mapping[Id, View]:
        """Ask the core what is to be known of an article's statements."""
        raise NotImplementedError

    def rests_on(self, changed: Changed) -> bool:
        """Say whether a change may alter what is known."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._pause.start()
        return False

    def _begin(self) -> None:
        self._views = {}
        self._pause.start()

    def _on_changed(self, changed: Changed) -> None:
        if self.rests_on(changed):
            self._pause.start()

    def _read(self) -> None:
        if not self._seen_in.isVisible():
            return  # it is read when shown
        article, before = self._shown.article, self._views
        self._views = {}
        if article is not None and self._workspace.is_open:
            self._views = self.ask(article.id)
        if self._views != before:
            self.changed.emit()
