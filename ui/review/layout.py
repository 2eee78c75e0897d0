"""What the review page is made of, and where it stands: strip, queue, text with lanes, versions.

It builds the parts and puts them in their places; what they do, the page and the parts know.
"""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.agreement.strip import AgreementStrip
from ui.commenting.memory import CommentMemory
from ui.commenting.panel import CommentsPanel
from ui.panes import Measures, Panes
from ui.reading.comparing import ComparingReader
from ui.review.pane import VersionPane
from ui.review.queue import Queue
from ui.review.strip import Middle, ReviewStrip
from ui.texts import tr
from ui.workspace import Workspace

MEASURES = Measures(
    left="review_queue",
    left_min="review_queue_min",
    right="review_pane",
    right_min="review_pane_min",
    narrow="review_narrow",
    drawer="review_drawer",
)


class ReviewLayout(QWidget):
    """The parts of the review page side by side; where there is no room, drawers."""

    def __init__(
        self, workspace: Workspace, memory: CommentMemory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reviewPage")
        self.setAccessibleName(tr("review.name"))
        self.strip = ReviewStrip()
        self.figures = AgreementStrip(workspace)
        self.strip.figures_place.addWidget(self.figures)
        self.queue = Queue()
        self.reader = ComparingReader()
        self.pane = VersionPane()
        self.comments = CommentsPanel(workspace, memory)
        self.pane.comments_place.addWidget(self.comments)
        middle = Middle(self.reader)
        self.panes = Panes(self.queue, None, middle, self.pane, self, measures=MEASURES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.panes, 1)
        self.setFocusProxy(self.queue)
        self.strip.queue_wanted.connect(self.panes.show_left)
        self.strip.pane_wanted.connect(self.panes.show_right)
        self.panes.arranged.connect(self._show_ways)
        self.comments.left.connect(self.queue.list.setFocus)

    def _show_ways(self) -> None:
        self.strip.show_ways(queue=self.panes.has_strip, pane=self.panes.has_drawers)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().color("line"))
