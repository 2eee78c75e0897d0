"""What editions made of statements, as a quiet line on their cards: lost, or in other words before.

It says what the core knows, and leads to the other edition; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from factcheck.ids import Id
from factcheck.queries.answers import Trace
from factcheck.records import Changed
from ui.claim_pane.at_rest import AtRest
from ui.claim_pane.press import Pressable
from ui.claim_pane.views import quoted
from ui.texts import tr

_KINDS = ("statement", "span", "link", "attribute", "article")


class Traces(AtRest[Trace]):
    """Knows what editions made of the statements in the shown article."""

    def rests_on(self, changed: Changed) -> bool:
        return changed.touches(*_KINDS)

    def ask(self, article: Id) -> Mapping[Id, Trace]:
        return self._workspace.project.editions.traces(article, self._workspace.layers)


class TraceLine(Pressable):
    """The line itself; a press goes to the other edition."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("history", "mute", parent=parent)
        self.edition: Id | None = None
        self.show_trace(None)

    def show_trace(self, trace: Trace | None) -> None:
        """Show what an edition made of the statement, or nothing."""
        self.edition = trace.edition if trace is not None else None
        self.setVisible(trace is not None)
        if trace is None:
            return
        words = tr("edition.trace_lost", title=trace.title)
        if trace.kind == "altered":
            words = tr("edition.trace_altered", words=quoted(trace.words))
        self.set_lines(words)
        self.setAccessibleName(words)
        self.setToolTip(trace.title)
