"""What a window is made of, imported and built only after its first paint.

It makes the parts in their order and decides nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.actions import Actions
from ui.kit.focus import FocusRing
from ui.window_actions import WindowActions
from ui.work_page import WorkPage

if TYPE_CHECKING:
    from ui.window import MainWindow


class WindowParts:
    """The actions, the page one works on, and what the actions do there."""

    def __init__(self, window: MainWindow) -> None:
        self.actions = Actions(window)
        self.ring = FocusRing(window)
        self.work = WorkPage(
            window.workspace, window.session, self.actions, settings=window.settings
        )
        self.doing = WindowActions(window, self.actions, self.work)
