"""The comments at the foot of the claim pane: a line that unfolds to what colleagues say.

They are on the active statement, on a link where one asked for it, else on the article. It decides
on what, and how much room they take; what is said is the panel's.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from factcheck.commenting.answers import CommentKind, Thread
from factcheck.ids import Id
from ui import theme
from ui.claim_pane.press import Pressable
from ui.commenting.memory import CommentMemory
from ui.commenting.panel import CommentsPanel
from ui.kit.scroll import Scroller
from ui.kit.text import Run
from ui.session import Place, Session
from ui.shown import Shown
from ui.texts import tr, tr_n
from ui.workspace import Workspace

LISTED: Final = 12  # rows of room beside what is said, or none is listed
SHARE: Final = 0.5  # of the pane's height, that the active card stays in sight


class _Said(Scroller):
    """A scroller as tall as one says, or less where its pane has not so much."""

    wanted = 0

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.wanted)

    def minimumSizeHint(self) -> QSize:
        least = round(1.5 * theme.current().size("field"))
        return QSize(super().minimumSizeHint().width(), min(self.wanted, least))


class Talk(QWidget):
    """A line with how much is said, and the panel that it unfolds."""

    left = Signal()
    resized = Signal()

    def __init__(
        self, workspace: Workspace, session: Session, shown: Shown, memory: CommentMemory
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._session = session
        self._shown = shown
        self._memory = memory
        self._link: Id | None = None
        self._room = 0
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._keep_in_sight)
        self.setObjectName("comments")
        self.line = Pressable("chevron_right", "mute")
        self.line.setObjectName("commentsLine")
        self.line.setCheckable(True)
        self.line.toggled.connect(self._on_toggled)
        self.panel = CommentsPanel(workspace, memory)
        self.panel.title.hide()
        self.panel.count.hide()
        self.panel.went.connect(self._go)
        self.panel.left.connect(self.left)
        self.scroller = _Said(name=tr("comments.title"))
        self.scroller.column.addWidget(self.panel)
        self.scroller.column.addStretch(1)
        self.scroller.content.installEventFilter(self)
        self.scroller.hide()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.line)
        self._column.addWidget(self.scroller)
        session.active_changed.connect(lambda _: self._follow())
        shown.article_changed.connect(self._follow)
        memory.changed.connect(self._show_line)
        theme.controller().changed.connect(self._restyle)
        self._restyle()
        self._follow()

    @property
    def is_open(self) -> bool:
        """Say whether what is said is in sight."""
        return self.line.isChecked()

    def write(self, link: Id | None = None) -> None:
        """Unfold, and go to the field; of a link, if one is named."""
        if link is not None:
            self._link = link
            self._follow_subject()
        self.line.setChecked(True)
        self._fit()
        self.panel.write()

    @property
    def room(self) -> int:
        """How much it leaves of the pane for what is listed above it, in px."""
        if not self.is_open:
            return self._room
        rest = self._room - self.scroller.wanted
        return rest if rest > LISTED * theme.current().px("fold_row") else 0

    def fit(self, room: int) -> None:
        """Take the height of what is said, but no more than a share of the pane's, in px."""
        self._room = room
        self._fit()

    def _subject(self) -> tuple[CommentKind, Id] | None:
        article = self._shown.article
        if article is None or not self._workspace.is_open:
            return None
        if self._link is not None:
            return "link", self._link
        if self._session.active is not None:
            return "statement", self._session.active
        return "article", article.id

    def _follow(self) -> None:
        self._link = None
        self._follow_subject()

    def _follow_subject(self) -> None:
        subject = self._subject()
        self.setVisible(subject is not None)
        if subject is None:
            self.panel.clear()
        elif self.is_open:
            self.panel.show_record(*subject)
        self._show_line()
        self._fit()

    def _show_line(self) -> None:
        subject = self._subject()
        if subject is None:
            return
        kind, record = subject
        if kind == "article":
            counted = self._memory.count_in(record)
            unread = self._memory.unread_in(record)
        else:
            counted = self._memory.count(record)
            unread = self._memory.unread_of(record)
        words = tr(f"comments.on.{kind}")
        runs = [Run(words, "meta_strong", "ink")]
        if counted.comments:
            runs.append(Run(f"  {counted.comments}"))
        if unread:
            runs.append(Run(f"  ● {tr_n('comments.new', unread)}", "meta_strong", "accent"))
        self.line.set_lines(tuple(runs))
        said = tr_n("comments.number", counted.comments)
        new = tr_n("comments.new", unread) if unread else ""
        self.line.setAccessibleName(". ".join(x for x in (words, said, new) if x))
        self.line.glyph.set_glyph("chevron_down" if self.is_open else "chevron_right", "mute")

    def _on_toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.scroller.setVisible(on)
        self.resized.emit()
        if on and (subject := self._subject()) is not None:
            self.panel.show_record(*subject)
        self._show_line()
        self._fit()

    def _go(self, thread: Thread) -> None:
        root = thread.root
        if root.kind == "statement" and root.article is not None:
            self._session.go(Place(root.article, root.record))
        elif root.kind == "link":
            self.write(root.record)

    def _fit(self) -> None:
        if not self.is_open:
            return
        layout = self.scroller.column
        width = max(self.scroller.viewport().width(), 1)
        wanted = layout.heightForWidth(width) if layout.hasHeightForWidth() else 0
        wanted = max(wanted, layout.sizeHint().height() if not wanted else 0)
        most = round(self._room * SHARE) - self.line.sizeHint().height()
        height = max(theme.current().px("field") * 2, min(wanted, most))
        if height != self.scroller.wanted:
            self.scroller.wanted = height
            self.scroller.setMaximumHeight(height)
            self.scroller.updateGeometry()
            self.resized.emit()
        # Once all has its room.
        self._soon.start()

    def _keep_in_sight(self) -> None:
        focus: QWidget | None = self.window().focusWidget()
        if focus is not None and self.panel.isAncestorOf(focus):
            self.scroller.ensureWidgetVisible(focus, 0, 16)

    def _restyle(self) -> None:
        look = theme.current()
        edge = look.px("pane_pad")
        self._column.setContentsMargins(edge, look.px("s"), edge, look.px("s"))
        self._column.setSpacing(look.px("s"))
        ring = look.px("xs")
        self.scroller.column.setContentsMargins(ring, ring, ring, ring)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, 0, self.width(), 1, theme.current().color("line"))
