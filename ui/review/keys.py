"""The page's keys: digits take versions, Enter decides; they hold wherever no field has the focus.

The key map says which key is what; this only turns an action into what the page does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.reading.keys import action_in
from ui.texts import tr

if TYPE_CHECKING:
    from ui.review.page import ReviewPage

_TAKE: Final = "take_"
_COMMENT: Final = "comment"


class Keys:
    """What the keys of the context *review* do on one page."""

    def __init__(self, page: ReviewPage) -> None:
        self._page = page

    def take(self, event: QKeyEvent) -> bool:
        """Do what a key of the page means; say whether it was one."""
        action, page = action_in(event, "review"), self._page
        if action is None:
            # Said as while reading, for it is the same that is meant.
            says = action_in(event, "reading") == _COMMENT
            if says:
                page.pane_into_view()
                page.comments.write()
            return says
        number = action.removeprefix(_TAKE)
        if action.startswith(_TAKE) and number.isdigit():
            self.if_may(lambda: page.deciding.take_number(int(number)))
        elif action == "decide":
            page.decide()
        elif action == "leave_draft":
            if not page.deciding.let_go():
                page.left.emit()
        else:
            self.if_may(self._doers()[action])
        return True

    def if_may(self, do: Callable[[], object]) -> None:
        """Do something that only a reviewer may, or say why not."""
        if self._page.deciding.may_decide:
            do()
        else:
            self._page.told.emit(tr("review.not_reviewer"))

    def _doers(self) -> dict[str, Callable[[], object]]:
        page = self._page
        return {
            "take_several": page.deciding.take_several,
            "take_none": page.deciding.take_none,
            "edit_version": page.edit,
            "give_reason": lambda: page.pane.reason.setFocus(Qt.FocusReason.ShortcutFocusReason),
        }
