"""The page one works on: tool bar, the three panes or the claim board, status bar.

It builds the parts and puts them in their places; what they do, they and the actions know.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from factcheck.settings import Settings
from ui import theme
from ui.actions import Actions
from ui.article_strip import ArticleStrip
from ui.articles import ArticlePanel
from ui.claims import ClaimPane
from ui.commenting.memory import CommentMemory
from ui.kit.buttons import Button
from ui.kit.text import TextLabel
from ui.link_banner import LinkBanner
from ui.linking import Linking
from ui.marking import Marking
from ui.panes import Panes
from ui.reader import Reader
from ui.reader_feed import ReaderFeed
from ui.session import Session
from ui.shown import Shown
from ui.status_bar import StatusBar
from ui.texts import tr
from ui.toolbar import Toolbar
from ui.workspace import Workspace


class WorkPage(QWidget):
    """Everything that is there while a project is open."""

    board_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        session: Session,
        actions: Actions,
        parent: QWidget | None = None,
        *,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(parent)
        self.shown = Shown(workspace, session)
        self.reader = Reader()
        self.feed = ReaderFeed(workspace, session, self.shown, self.reader)
        self.marking = Marking(workspace, session, self.shown, self.reader)
        self.linking = Linking(workspace, session, self.shown, self.reader)
        self.banner = LinkBanner(workspace, session, self.linking)
        self.articles = ArticlePanel(workspace, session)
        self.strip = ArticleStrip(self.articles.model, session)
        self.articles.share_with(self.strip)
        self.memory = CommentMemory(workspace, settings)
        self.articles.mark_unread(self.memory)
        self.memory.changed.connect(self.strip.update)
        self.claims = ClaimPane(
            workspace, session, self.shown, settings=settings, memory=self.memory
        )
        self.toolbar = Toolbar(actions)
        self.status = StatusBar()
        self.nothing = NoArticles()
        self.nothing.button.clicked.connect(actions["import"].trigger)
        self._build()
        self.shown.article_changed.connect(self._show_reader)
        session.aimed.connect(self.linking.aim_at)
        self.linking.aim_changed.connect(
            lambda aim: self.claims.show_aim(aim.statement.id if aim and aim.statement else None)
        )
        self.claims.cards.fates.answer_wanted.connect(self.claims.talk.write)
        self.claims.keys.link_taken.connect(self.linking.take)
        self.claims.keys.relabel_wanted.connect(self.marking.relabel)
        self.panes.arranged.connect(lambda: self.strip.setVisible(self.panes.has_strip))

    def show_board(self, board: QWidget | None) -> None:
        """Show the claim board in place of the panes, or the panes again."""
        if board is None:
            self._modes.setCurrentWidget(self.panes)
            return
        if self._modes.indexOf(board) < 0:
            self._modes.addWidget(board)
        self._modes.setCurrentWidget(board)

    def _build(self) -> None:
        middle = _Middle()
        self.middle = middle
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.reader)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        middle.setFocusProxy(self.nothing.button)
        self.panes: Panes = Panes(self.articles, self.strip, middle, self.claims, self)
        self._modes = QStackedWidget()
        self._modes.addWidget(self.panes)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.toolbar)
        page.addWidget(self._modes, 1)
        page.addWidget(self.status)

    def _show_reader(self) -> None:
        there = self.shown.article is not None
        self._stack.setCurrentWidget(self.reader if there else self.nothing)
        # Never to what is hidden: who comes by Tab would not get past it.
        self.middle.setFocusProxy(self.reader if there else self.nothing.button)


class _Middle(QWidget):
    """The reader's column, on the ground of paper."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().color("paper"))


class NoArticles(QWidget):
    """What the reader's place shows in a project without articles."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(TextLabel(tr("window.nothing"), font="pane_title"), 0, _CENTER)
        column.addWidget(
            TextLabel(tr("window.nothing_more"), font="base", color="mute"), 0, _CENTER
        )
        column.addSpacing(12)
        self.button = Button(tr("window.import"), kind="primary", icon="import")
        column.addWidget(self.button, 0, _CENTER)
        column.addStretch(2)


_CENTER = Qt.AlignmentFlag.AlignHCenter
