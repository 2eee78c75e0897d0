"""Where the person is: the article, the active statement, the way back, the armed link.

Panels follow its signals instead of each other, so that none needs to know who else is there.
Nothing of it is project data: it is remembered in the user's settings at most.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from factcheck.ids import Id

WAY_KEPT = 100


@dataclass(frozen=True, slots=True)
class Place:
    """An article, and the statement in it that one was at; offset in code points."""

    article: Id
    statement: Id | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Armed:
    """A statement from which a link is being drawn."""

    statement: Id
    article: Id
    type: Id | None = None


class Session(QObject):
    """One window's whereabouts."""

    leaving = Signal(object)  # Id: the article that is shown, about to give way to another
    article_changed = Signal(object)  # Id | None
    active_changed = Signal(object)  # Id | None: a statement
    claim_changed = Signal(object)  # Id | None: the claim that the pane shows
    hovered_changed = Signal(object)  # Id | None: the statement under the pointer
    armed_changed = Signal(object)  # Armed | None
    aimed = Signal(object)  # Id: a statement chosen as the armed link's target
    reveal = Signal(object)  # Place: bring it into view
    way_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.article: Id | None = None
        self.going: Place | None = None  # where one is about to stand
        self.active: Id | None = None
        self.claim: Id | None = None
        self.hovered: Id | None = None
        self.armed: Armed | None = None
        self._places: Callable[[Id], int] = _at_the_beginning
        self._back: list[Place] = []
        self._forward: list[Place] = []

    @property
    def can_go_back(self) -> bool:
        """Say whether there is a place to go back to."""
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        """Say whether there is a place to go forward to."""
        return bool(self._forward)

    def go(self, place: Place) -> None:
        """Go to a place, so that one can come back to this one."""
        here = self._here()
        if here is not None and (here.article, here.statement) != (place.article, place.statement):
            self._back = [*self._back, here][-WAY_KEPT:]
            self._forward.clear()
        self._stand(place)

    def back(self) -> None:
        """Go back to the place before."""
        if self._back:
            here, place = self._here(), self._back.pop()
            if here is not None:
                self._forward.append(here)
            self._stand(place)

    def forward(self) -> None:
        """Go forward again to the place that was gone back from."""
        if self._forward:
            here, place = self._here(), self._forward.pop()
            if here is not None:
                self._back.append(here)
            self._stand(place)

    def reading_place(self, article: Id) -> int:
        """Give the offset where an article is about to be read, from what is remembered of it."""
        return self._places(article)

    def remember_places(self, places: Callable[[Id], int]) -> None:
        """Ask this for the reading places that were remembered."""
        self._places = places

    def activate(self, statement: Id | None) -> None:
        """Make a statement of the shown article the active one, or none."""
        if statement != self.active:
            self.active = statement
            self.active_changed.emit(statement)

    def hover(self, statement: Id | None) -> None:
        """Name the statement under the pointer."""
        if statement != self.hovered:
            self.hovered = statement
            self.hovered_changed.emit(statement)

    def show_claim(self, claim: Id | None) -> None:
        """Choose the claim that the claim pane shows."""
        if claim != self.claim:
            self.claim = claim
            self.claim_changed.emit(claim)

    def arm(self, armed: Armed | None) -> None:
        """Begin to draw a link from a statement, or let go."""
        if armed != self.armed:
            self.armed = armed
            self.armed_changed.emit(armed)

    def aim(self, statement: Id) -> None:
        """Choose a statement as the target of the armed link."""
        self.aimed.emit(statement)

    def forget(self) -> None:
        """Stand nowhere: the project is closing."""
        self._back.clear()
        self._forward.clear()
        self.arm(None)
        self.activate(None)
        self.show_claim(None)
        self.hover(None)
        self.article = None
        self.article_changed.emit(None)
        self.way_changed.emit()

    @property
    def way(self) -> frozenset[Id]:
        """The articles that one can go back or forward to."""
        return frozenset(x.article for x in (*self._back, *self._forward))

    def keep_way(self, there: Collection[Id]) -> None:
        """Keep of the way what leads to these articles: the others are gone."""
        self._back = [x for x in self._back if x.article in there]
        self._forward = [x for x in self._forward if x.article in there]
        self.way_changed.emit()

    def _here(self) -> Place | None:
        return Place(self.article, self.active) if self.article is not None else None

    def _stand(self, place: Place) -> None:
        self.going = place
        if place.article != self.article:
            if self.article is not None:
                self.leaving.emit(self.article)
            self.activate(None)
            self.article = place.article
            self.article_changed.emit(place.article)
        self.activate(place.statement)
        self.reveal.emit(place)
        self.way_changed.emit()


def _at_the_beginning(_article: Id) -> int:
    return 0
