"""What the window is for just now: annotating, reviewing, or claims; what shows, which keys differ.

Boards are imported and built when first wanted, so that the window need not wait for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.claim_pane.groups import counted
from ui.open_count import OpenCount
from ui.texts import tr, tr_n

if TYPE_CHECKING:
    from factcheck.ids import Id
    from ui.claim_board.board import ClaimBoard
    from ui.editions.page import EditionsPage
    from ui.panes import Panes
    from ui.reading.find_bar import FindBar
    from ui.reading.marked import MarkedView
    from ui.review.page import ReviewPage
    from ui.window import MainWindow
    from ui.work_page import WorkPage


class Modes(QObject):
    """The modes of one window."""

    agreement_wanted = Signal()
    details_wanted = Signal(object)  # Id

    def __init__(self, window: MainWindow, work: WorkPage) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self._session = window.session
        self._work = work
        self._board: ClaimBoard | None = None
        self._review: ReviewPage | None = None
        self._editions: EditionsPage | None = None
        self._open = OpenCount(window.workspace, work.toolbar)

    def show(self, mode: str) -> None:
        """Show the panes to annotate in, the review page, or the board of claims."""
        work = self._work
        if mode in ("claims", "review"):
            self._window.ask_to_leave()
            board: QWidget = self._claim_board() if mode == "claims" else self._review_page()
            work.show_board(board)
            board.setFocus()
        else:
            work.show_board(None)
            work.middle.setFocus()
        work.toolbar.show_mode(mode)
        self.show_status()

    def show_editions(self, old: Id, new: Id) -> None:
        """Show two editions side by side, in place of the panes."""
        self._window.ask_to_leave()
        page = self._editions_page()
        page.show_editions(old, new)
        self._work.show_board(page)
        self._work.toolbar.show_mode("annotate")
        page.setFocus()
        self.show_status()

    def shown_board(self) -> ClaimBoard | None:
        """Give the claim board while it is in sight."""
        board = self._board
        return board if board is not None and board.isVisible() else None

    def shown_review(self) -> ReviewPage | None:
        """Give the review page while it is in sight."""
        page = self._review
        return page if page is not None and page.isVisible() else None

    def panes(self) -> Panes:
        """Give the panes that are in sight, or would be."""
        review = self.shown_review()
        return review.panes if review is not None else self._work.panes

    def reader(self) -> MarkedView:
        """Give the text that is in sight, or would be."""
        if self._editions is not None and self._editions.isVisible():
            return self._editions.focused()
        review = self.shown_review()
        return review.reader if review is not None else self._work.reader

    def find(self) -> FindBar:
        """Give the field for finding in the text that is in sight."""
        return self.reader().overlays.find

    def step_disagreement(self, by: int) -> None:
        """Go to another item of the queue, from another mode first to the page."""
        if self.shown_review() is None:
            self.show("review")
            return
        page = self._review_page()
        if by > 0:
            page.next_disagreement()
        else:
            page.step(by)

    def step_claim(self, by: int) -> None:
        """Go to another claim of the board, else of the article."""
        board = self.shown_board()
        if board is None:
            (self._work.claims.next_claim if by > 0 else self._work.claims.previous_claim)()
        elif not board.step(by):
            self._window.tell(tr("window.last_claim" if by > 0 else "window.first_claim"))

    def cycle_pane(self, by: int) -> None:
        """Give the focus to the pane after or before the one that has it."""
        work, review = self._work, self.shown_review()
        parts: tuple[QWidget, QWidget, QWidget] = (work.articles, work.reader, work.claims)
        if review is not None:
            parts = (review.queue, review.reader, review.pane)
        panes = self.panes()
        goes = (panes.show_left, parts[1].setFocus, panes.show_right)
        focused = self._window.focusWidget()
        here = next(
            (i for i, pane in enumerate(parts) if pane is focused or pane.isAncestorOf(focused)), 1
        )
        goes[(here + by) % len(goes)]()

    def show_status(self) -> None:
        """Say in the status bar what is here, and where one is."""
        work, shown = self._work, self._work.shown
        if not self._workspace.is_open:
            return
        review = self.shown_review()
        if review is not None:
            self._show_review_status(review)
            return
        work.status.show_who(self._workspace.project.actor.name)
        board = self.shown_board()
        if board is not None:
            at, of = board.position()
            work.status.show_where(tr("window.claim_of", at=at, of=of) if at else "")
            work.status.show_here(tr_n("window.claims", of))
            return
        at, of = work.articles.position()
        work.status.show_where(tr("window.article_of", at=at, of=of) if at else "")
        own = self._workspace.project.layer.id
        numbers = counted(shown.statements.values(), shown.links.values(), own)
        statements = tr_n("window.statements", numbers[0])
        links = tr_n("window.links", numbers[1])
        here = tr("window.here", statements=statements, links=links)
        work.status.show_here(here if shown.article is not None else "")

    def _show_review_status(self, page: ReviewPage) -> None:
        status, actor = self._work.status, self._workspace.project.actor
        counts = page.content.counts
        decided = counts.decided + counts.outdated
        key = "window.decided_outdated" if counts.outdated else "window.decided_open"
        status.show_here(tr(key, decided=decided, open=counts.open, n=counts.outdated))
        key = "window.as_reviewer" if actor.reviewer else "window.as_annotator"
        status.show_who(tr(key, name=actor.name))
        at, of = page.position()
        status.show_where(tr("window.disagreement_of", at=at, of=of) if at else "")
        self._open.show_count(counts.open)

    def _review_page(self) -> ReviewPage:
        from ui.review.page import ReviewPage

        if self._review is None:
            page = ReviewPage(self._workspace, self._session, self._work.shown, self._work.memory)
            page.left.connect(lambda: self.show("annotate"))
            page.shown_changed.connect(self.show_status)
            page.told.connect(self._window.tell)
            page.agreement_wanted.connect(self.agreement_wanted)
            self._review = page
        return self._review

    def _editions_page(self) -> EditionsPage:
        from ui.editions.page import EditionsPage

        if self._editions is None:
            page = EditionsPage(self._workspace, self._session)
            page.left.connect(lambda: self.show("annotate"))
            page.details_wanted.connect(self.details_wanted)
            self._editions = page
        return self._editions

    def _claim_board(self) -> ClaimBoard:
        from ui.claim_board.board import ClaimBoard

        if self._board is None:
            board = ClaimBoard(self._workspace, self._session)
            board.left.connect(lambda: self.show("annotate"))
            board.shown.connect(self.show_status)
            self._board = board
        return self._board
