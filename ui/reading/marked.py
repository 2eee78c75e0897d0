"""Statements on a page: which one is active, what it is linked with, what is aimed at or found.

It keeps that state for as long as it is shown, and puts the bar, the chip and the find field
where they belong; gestures are the reader's.
"""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from factcheck.ids import Id
from ui import theme
from ui.kit.notice import announce
from ui.reading.overlays import Overlays
from ui.reading.values import (
    ArticleView,
    Choice,
    LinkChipView,
    StatementMark,
    Stretch,
    Stretches,
)
from ui.reading.view import PageView


class MarkedView(PageView):
    """A page with a selection, an active statement and what stands over the text."""

    selected = Signal(int, int)
    selection_cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._linking = False
        self._chip: LinkChipView | None = None
        self._selection: Stretch | None = None
        self._selecting = False  # the mouse is still at it
        self.overlays = Overlays(self)
        self.overlays.find.found.connect(self._show_hits)
        self.overlays.find.closed.connect(self.setFocus)
        self.selectionChanged.connect(self._selection_changed)
        self.verticalScrollBar().valueChanged.connect(self._place_popups)
        theme.controller().changed.connect(self._redress)

    def set_labels(self, labels: Iterable[Choice]) -> None:
        """Offer these labels, in the order of their keys."""
        self.overlays.bar.set_labels(labels)
        self._offer()

    def show_article(self, view: ArticleView) -> None:
        """Show an article from its beginning, without statements and without an active one."""
        self._chip = None
        super().show_article(view)
        self.overlays.find.take_text(view.text)
        self._selection_changed()
        self._place_popups()

    def set_statements(self, marks: Iterable[StatementMark]) -> None:
        """Show these statements and no others; the active one stays so if it is among them."""
        super().set_statements(marks)
        self.set_active(self._shown.active)

    def set_active(self, statement: Id | None) -> None:
        """Bring a statement to the fore with its source, cue and edges; None lets go.

        A newly active one takes the caret along, and a selection ends: it has become the
        statement, or another one was chosen.
        """
        mark = self._shown.layers.marks.get(statement) if statement is not None else None
        fresh = mark is not None and mark.id != self._shown.active
        self._shown.active = mark.id if mark else None
        self._shown.source = self._page.on_page(mark.source) if mark else ()
        self._shown.cue = self._page.on_page(mark.cue) if mark else ()
        self._place_active()
        if fresh and mark is not None and mark.content:
            self._take_caret_to(mark)
            announce(self, mark.describe(mark.id))
        self._offer()
        self.viewport().update()
        self.gutter.update()

    def set_linked(self, statements: Iterable[Id]) -> None:
        """Bring the other ends of the active statement's links to the fore."""
        self._shown.linked = frozenset(statements)
        self.viewport().update()

    def set_linking(self, *, linking: bool) -> None:
        """Take clicks and selections as targets of the armed link, or no longer."""
        self._linking = linking
        self.show_target(None)

    def show_target(self, target: Id | Stretch | None, chip: LinkChipView | None = None) -> None:
        """Outline the target of the armed link, a statement or a selection, with its chip."""
        aimed = target if isinstance(target, Id) else None
        stretches = (target,) if isinstance(target, tuple) else ()
        self._shown.target = aimed
        self._shown.target_stretch = next(iter(self._page.on_page(stretches)), None)
        self._chip = chip
        if chip is not None:
            self.overlays.chip.show_view(chip)
        self._place_popups()
        self.viewport().update()

    def clear_selection(self) -> None:
        """End the selection, the caret staying at its beginning."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self.setTextCursor(cursor)

    def select(self, start: int, end: int) -> None:
        """Select a stretch and bring it into view, as a person would."""
        self.scroll_to(start, end)
        self.setTextCursor(self._page.cursor(start, end))

    def selection(self) -> Stretch | None:
        """Give what is selected; None when nothing is."""
        return self._selection

    def neighbor(self, *, forward: bool) -> Id | None:
        """Give the statement after or before the active one, or the caret, in text order."""
        placed = self._shown.active_content
        here = placed[0][0] if placed else self.textCursor().position()
        mark = self._shown.layers.neighbor(here, forward=forward)
        return mark.id if mark else None

    def open_find(self) -> None:
        """Open the field for finding in the article, with what is selected in it."""
        phrase = ""
        if self._selection is not None and "\n" not in self.text[slice(*self._selection)]:
            phrase = self.text[slice(*self._selection)]
        start = self._page.to_text(self.textCursor().selectionStart())
        self.overlays.place_find()
        self.overlays.find.open_on(self.text, start, phrase)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_popups()

    def _selection_changed(self) -> None:
        if self._selecting:
            return
        cursor = self.textCursor()
        chosen = self._page.stretch_of(cursor) if cursor.hasSelection() else None
        if chosen == self._selection:
            return
        self._selection = chosen
        self._place_popups()
        self.viewport().update()
        if chosen is None:
            self.selection_cleared.emit()
        else:
            self.selected.emit(*chosen)

    def _place_popups(self) -> None:
        target: Stretch | None = None
        if self._chip is not None and self._shown.target is not None:
            mark = self._shown.layers.marks.get(self._shown.target)
            target = mark.content[-1] if mark and mark.content else None
        elif self._chip is not None:
            target = self._selection
        selection = None if self._linking else self._selection
        self.overlays.place(selection, target)

    def _take_caret_to(self, mark: StatementMark) -> None:
        caret = self._caret()
        inside = any(start <= caret <= end for start, end in mark.content)
        if inside and not self.textCursor().hasSelection():
            return
        bar = self.verticalScrollBar()
        value = bar.value()
        self.setTextCursor(self._page.cursor(mark.content[0][0], mark.content[0][0]))
        bar.setValue(value)

    def _show_hits(self, hits: Stretches, current: int) -> None:
        self._shown.hits = self._page.on_page(hits)
        self._shown.hit = current
        if current >= 0:
            self.scroll_to(*hits[current])
        self.viewport().update()

    def _caret(self) -> int:
        return self._page.to_text(self.textCursor().position())

    def _active_mark(self) -> StatementMark | None:
        active = self._shown.active
        return self._shown.layers.marks.get(active) if active is not None else None

    def _offer(self) -> None:
        self.overlays.bar.offer(parts=self._shown.active is not None)
        self._place_popups()

    def _redress(self) -> None:
        if self._chip is not None:
            self.overlays.chip.show_view(self._chip)
        self._offer()
