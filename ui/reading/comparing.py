"""The reader as a reviewer has it: lanes beside the text, no marking, keys handed to the page.

A press on words or on a mark says which statement was meant; edges of a draft are moved as in the
other reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from factcheck.ids import Id
from ui import theme
from ui.reader import Reader
from ui.reading.gutter import Gutter
from ui.reading.keys import reading_action
from ui.reading.lanes import GAP, Lane, LaneGutter
from ui.reading.layers import Layers
from ui.reading.menu import build_copy_menu
from ui.reading.values import ArticleView, StatementMark, Stretches

LaneMarks = tuple[Id, str, str, tuple[StatementMark, ...]]  # annotator, letters, name, marks
_EDGES = ("start_", "end_")


class ComparingReader(Reader):
    """An article with the versions of several annotators beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._takes: Callable[[QKeyEvent], bool] | None = None
        self._count = 1
        super().__init__(parent)
        self.header.status.hide()
        self.brief.status.hide()

    def offer_keys(self, takes: Callable[[QKeyEvent], bool]) -> None:
        """Let this have each key that is not one of an edge."""
        self._takes = takes

    def set_lanes(self, lanes: Iterable[LaneMarks]) -> None:
        """Show these lanes, in code points of the text."""
        made = tuple(
            Lane(
                annotator,
                letters,
                name,
                Layers((mark, self._page.on_page(mark.content)) for mark in marks),
            )
            for annotator, letters, name, marks in lanes
        )
        resized = len(made) != self._count
        self._count = max(len(made), 1)
        self._lanes().show_lanes(made)
        if resized:
            self._lay_out()
        self._lanes().heads.place(self.verticalScrollBar().value())

    def show_article(self, view: ArticleView) -> None:
        """Show an article from its beginning, without statements."""
        super().show_article(view)
        self._lanes().show_lanes(())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = reading_action(event, linking=False) or ""
        editing = self.active_statement() is not None and action.startswith(_EDGES)
        if not editing and self._takes is not None and self._takes(event):
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.selection() is not None:
            build_copy_menu(self, self.copy).popup(event.globalPos())

    def _make_gutter(self) -> Gutter:
        return LaneGutter(self)

    def _gutter_width(self) -> int:
        return round(theme.current().size("lane") * self._count + GAP)

    def _lanes(self) -> LaneGutter:
        assert isinstance(self.gutter, LaneGutter)
        return self.gutter

    def _follow_scroll(self) -> None:
        super()._follow_scroll()
        self._lanes().heads.place(self.verticalScrollBar().value())

    def _place_popups(self) -> None:
        # Nothing is marked here, so nothing is offered at a selection.
        self.overlays.place(None, None)

    def boxed(self) -> Stretches:
        """Give what is in the box, in positions of the page."""
        return self._shown.boxed
