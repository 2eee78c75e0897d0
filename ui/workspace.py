"""The open project, as the whole window shares it: gestures go in, one changed signal comes out.

It runs verbs and pulls what others did; it knows no widget, and keeps nothing that the project
keeps, but for the answers to questions that every paint asks (`Vocabulary`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from factcheck.errors import Conflict, FactcheckError
from factcheck.ids import GOLD, Id
from factcheck.records import Changed, Person
from ui.vocabulary import Vocabulary

if TYPE_CHECKING:
    from factcheck.project import Project

T = TypeVar("T")

PULL_EVERY = 200  # ms; two windows stay in step within a second
PULL_AGAIN = 5_000  # ms after it failed


class Workspace(QObject):
    """One open project, or none."""

    opened = Signal()
    leaving = Signal()  # about to close: what was typed can still be kept
    closing = Signal()
    closed = Signal()
    changed = Signal(object)  # Changed
    told = Signal()  # after every panel has followed the change
    layers_changed = Signal()
    failed = Signal(object)  # FactcheckError: nothing was written, and the window says why
    saved = Signal(bool)  # whether the last gesture is durable

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._hidden: frozenset[Id] = frozenset()
        self._shown: frozenset[Id] = frozenset()
        self._is_behind = False  # the project could not be asked what has changed
        self.vocabulary = Vocabulary()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.pull)

    @property
    def is_open(self) -> bool:
        """Say whether there is a project."""
        return self._project is not None

    @property
    def project(self) -> Project:
        """Give the open project; it is a bug to ask while there is none."""
        assert self._project is not None, "no project is open"
        return self._project

    @property
    def layers(self) -> tuple[Id, ...]:
        """Give the layers that are shown: one's own first, then what lies beneath it."""
        own = self.project.layer.id
        rest = [x for x in self.vocabulary.annotators if x != own and self._is_shown(x)]
        return (own, *rest)

    def show_layer(self, layer: Id, shown: bool) -> None:  # noqa: FBT001 - a check box's state
        """Show or hide a layer other than one's own, for this window only."""
        self._hidden = self._hidden - {layer} if shown else self._hidden | {layer}
        self._shown = self._shown | {layer} if shown else self._shown - {layer}
        self.layers_changed.emit()

    def _is_shown(self, layer: Id) -> bool:
        # The decided layer is there to read by from the start; colleagues' are asked for.
        return layer not in self._hidden and (layer == GOLD or layer in self._shown)

    def open(self, location: str, person: Person) -> None:
        """Open a project as someone, closing the one before; raise FactcheckError if it can't."""
        from factcheck.project import Project

        self.take(Project.open(location, actor=person))

    def take(self, project: Project) -> None:
        """Show a project that was just made or opened, closing the one before."""
        self.close()
        self._project = project
        self._hidden = self._shown = frozenset()
        self.vocabulary.attach(project)
        self._is_behind = False
        self._timer.start(PULL_EVERY)
        self.opened.emit()

    def close(self) -> None:
        """Close the project; every panel lets go of it first."""
        if self._project is None:
            return
        self.leaving.emit()
        self.closing.emit()
        self._timer.stop()
        self.vocabulary.detach()
        project, self._project = self._project, None
        project.close()
        self.closed.emit()

    def do(self, verb: Callable[[], T]) -> T | None:
        """Carry out one gesture; when this returns it is durable and shown, or refused."""
        try:
            result = verb()
        except Conflict as conflict:
            self.pull()
            self.failed.emit(conflict)
            return None
        except FactcheckError as error:
            self.failed.emit(error)
            return None
        self.saved.emit(True)
        self.pull()
        return result

    def pull(self) -> None:
        """Tell every panel what has changed since the last time, by whomever."""
        if self._project is None:
            return
        try:
            changed = self._project.pull()
        except FactcheckError as error:
            if not self._is_behind:
                self.failed.emit(error)
            self._is_behind = True
            self._timer.start(PULL_AGAIN)
            return
        if self._is_behind:
            self._is_behind = False
            self._timer.start(PULL_EVERY)
            self.saved.emit(True)
        if changed is not None:
            self.vocabulary.forget(changed)
            self.changed.emit(changed)
            self.told.emit()

    def is_own(self, changed: Changed) -> bool:
        """Say whether a change came from the person at this window alone."""
        return changed.by <= {self.project.actor.id}
