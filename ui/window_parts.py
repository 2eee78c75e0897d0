"""What a window is made of, imported and built only after its first paint.

It makes the parts in their order and decides nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.actions import Actions
from ui.kit.focus import FocusRing, application
from ui.window_actions import WindowActions
from ui.work_page import WorkPage

if TYPE_CHECKING:
    from ui.window import MainWindow


class WindowParts(QObject):
    """The actions, the page one works on, and what the actions do there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.actions = Actions(window)
        self.ring = FocusRing(window)
        self.work = WorkPage(
            window.workspace, window.session, self.actions, settings=window.settings
        )
        self.doing = WindowActions(window, self.actions, self.work)
        application().focusChanged.connect(self._catch_focus)
        self.work.claims.cards.column.focus_lost.connect(self._go_on)

    def _catch_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Go on in the text when the field one was in has gone: Qt would take any button."""
        if old is None or new is None or not isValid(old) or not isValid(self.work):
            return
        if old.isVisible() or new.window() is not self.work.window():
            return
        claims = self.work.claims
        from_claims = claims.isAncestorOf(old) and not claims.isAncestorOf(new)
        if from_claims or self.work.toolbar.isAncestorOf(new):
            self.work.middle.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        """Go on in the text when a card has gone with the focus, in a window behind others too."""
        focus: QWidget | None = self.work.window().focusWidget()
        if focus is None or not self.work.claims.isAncestorOf(focus):
            self.work.middle.setFocus(Qt.FocusReason.OtherFocusReason)
