"""What the window is for just now: annotating, or claims; what shows, and the keys that differ.

Boards are imported and built when first wanted, so that the window need not wait for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.claim_pane.groups import counted
from ui.texts import tr, tr_n

if TYPE_CHECKING:
    from ui.claim_board.board import ClaimBoard
    from ui.window import MainWindow
    from ui.work_page import WorkPage


class Modes(QObject):
    """The modes of one window."""

    def __init__(self, window: MainWindow, work: WorkPage) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self._session = window.session
        self._work = work
        self._board: ClaimBoard | None = None

    def show(self, mode: str) -> None:
        """Show the panes to annotate in, or the board of claims."""
        work = self._work
        if mode == "claims":
            board = self._claim_board()
            work.show_board(board)
            board.setFocus()
        else:
            work.show_board(None)
            work.reader.setFocus()
        work.toolbar.show_mode(mode)
        self.show_status()

    def shown_board(self) -> ClaimBoard | None:
        """Give the claim board while it is in sight."""
        board = self._board
        return board if board is not None and board.isVisible() else None

    def step_claim(self, by: int) -> None:
        """Go to another claim of the board, else of the article."""
        board = self.shown_board()
        if board is None:
            (self._work.claims.next_claim if by > 0 else self._work.claims.previous_claim)()
        elif not board.step(by):
            self._window.tell(tr("window.last_claim" if by > 0 else "window.first_claim"))

    def cycle_pane(self, by: int) -> None:
        """Give the focus to the pane after or before the one that has it."""
        work = self._work
        panes = (
            (work.articles, work.panes.show_left),
            (work.reader, work.reader.setFocus),
            (work.claims, work.panes.show_right),
        )
        focused = self._window.focusWidget()
        here = next(
            (
                i
                for i, (pane, _) in enumerate(panes)
                if pane is focused or pane.isAncestorOf(focused)
            ),
            1,
        )
        panes[(here + by) % len(panes)][1]()

    def show_status(self) -> None:
        """Say in the status bar what is here, and where one is."""
        work, shown = self._work, self._work.shown
        if not self._workspace.is_open:
            return
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
        work.status.show_who(self._workspace.project.actor.name)

    def _claim_board(self) -> ClaimBoard:
        from ui.claim_board.board import ClaimBoard

        if self._board is None:
            board = ClaimBoard(self._workspace, self._session)
            board.left.connect(lambda: self.show("annotate"))
            board.shown.connect(self.show_status)
            self._board = board
        return self._board
