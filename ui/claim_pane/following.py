"""Which claim the pane goes to by itself: that of the active statement, else an article's first.

It leads once for each, for one may look at another claim meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.ids import Id
from ui.claim_pane.groups import Group
from ui.session import Session
from ui.shown import Shown


class Following:
    """Leads the session's claim; `leads` says that it is just doing so."""

    def __init__(self, session: Session, shown: Shown) -> None:
        self._session = session
        self._shown = shown
        self._followed: tuple[Id | None, Id | None] = (None, None)
        self._is_new = True
        self.leads = False

    def enter(self) -> None:
        """Begin anew: another article is shown."""
        self._followed = (None, None)
        self._is_new = True

    def lead(self, groups: Sequence[Group]) -> None:
        """Go to the claim of the active statement, or to the first of an article just opened."""
        active = self._session.active
        statement = self._shown.statements.get(active) if active is not None else None
        seen = (active, statement.claim if statement else None)
        if statement is not None and seen != self._followed:
            self._followed = seen
            self._lead_to(statement.claim)
        elif active is None and self._is_new:
            self._lead_to(groups[0].claim if groups else None)
        self._is_new = False

    def _lead_to(self, claim: Id | None) -> None:
        self.leads = True
        self._session.show_claim(claim)
        self.leads = False
