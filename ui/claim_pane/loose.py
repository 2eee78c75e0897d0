"""What may be missing in an article that was called done: a calm list, offered and put away.

It says what the core found, a line for each statement, and goes when the article is reopened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from factcheck.ids import Id
from factcheck.queries.answers import LooseEnd
from factcheck.records import Statement
from ui import theme
from ui.claim_pane.press import Pressable
from ui.kit import paint
from ui.kit.buttons import Button
from ui.kit.notice import announce
from ui.kit.scroll import Scroller
from ui.kit.text import Run, TextLabel
from ui.shown import Shown
from ui.texts import tr, tr_n
from ui.workspace import Workspace

SHARE: Final = 0.25  # of the pane's height, that the active card stays in sight
OPENING: Final = 110  # code points of a statement's words
BEFORE: Final = 40  # code points of the text before it, where two begin alike


class LooseEnds(QWidget):
    """The list; each line goes to its statement."""

    went = Signal(object)  # Id
    closed = Signal()

    def __init__(self, workspace: Workspace, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shown = shown
        self._ends: tuple[LooseEnd, ...] = ()
        self._room = 0
        self.setObjectName("looseEnds")
        self.setAccessibleIdentifier("looseEnds")
        self._title = TextLabel("", font="strong")
        self._close = Button(kind="quiet", icon="close", small=True, name=tr("claims.loose.close"))
        self._close.clicked.connect(self.put_away)
        self._scroller = Scroller(name=tr("claims.loose.name"))
        self._column = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self._column.addWidget(self._scroller)
        theme.controller().changed.connect(self._restyle)
        shown.header_changed.connect(self._on_header)
        self._restyle()
        self.hide()

    @property
    def ends(self) -> Sequence[LooseEnd]:
        """What is listed."""
        return self._ends

    def offer(self) -> None:
        """Ask what is loose in the shown article, and say so; nothing is shown where nothing is."""
        article = self._shown.article
        if article is None:
            return
        fresh = not self.isVisible()
        self._show_ends(self._workspace.project.statements.loose_ends(article.id))
        self.setVisible(bool(self._ends))
        if self._ends and fresh:
            announce(self, self._title.text())

    def fit(self, room: int) -> None:
        """Take the height of the lines, but no more than a share of the pane's, in px."""
        self._room = room
        self._restyle()

    def put_away(self) -> None:
        """Close the list; it is offered again at the next *done*."""
        self.hide()
        self.closed.emit()

    def _show_ends(self, ends: Sequence[LooseEnd]) -> None:
        if tuple(ends) == self._ends:
            return
        self._ends = tuple(ends)
        title = tr_n("claims.loose.title", len(ends))
        self._title.set_words(title)
        self.setAccessibleName(title)
        column = self._scroller.column
        while (item := column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        kinds: dict[Id, list[str]] = {}
        for end in ends:
            kinds.setdefault(end.statement, []).append(tr(f"claims.loose.{end.kind}"))
        found = [self._shown.statements[x] for x in kinds if x in self._shown.statements]
        alike = Counter(opening(x.words) for x in found)
        for one in found:
            lacks = " · ".join(dict.fromkeys(kinds[one.id]))
            column.addWidget(self._line(one, lacks, alone=alike[opening(one.words)] == 1))
        column.addStretch(1)
        self._restyle()

    def _line(self, statement: Statement, lacks: str, *, alone: bool) -> Pressable:
        label = self._workspace.vocabulary.labels[statement.label]
        line = Pressable(label.shape, label.color, size="icon_count")
        start = statement.content[0].start
        before = "" if alone else f"…{self._shown.text[max(0, start - BEFORE) : start]}"
        before = " ".join(before.split()) + (" " if before else "")
        words = opening(statement.words)
        quote = (Run(before, "quote_small", "mute"), Run(words, "quote_small", "ink"))
        line.set_lines(quote, lacks)
        line.setAccessibleName(f"{lacks}: {label.name}, {before}{words}")
        line.clicked.connect(lambda: self.went.emit(statement.id))
        return line

    def _on_header(self) -> None:
        if self._shown.status != "done":
            self.hide()

    def _restyle(self) -> None:
        look = theme.current()
        edge = look.px("pane_pad")
        self._column.setContentsMargins(edge, look.px("s"), edge, look.px("s"))
        self._column.setSpacing(look.px("xs"))
        self._scroller.column.setContentsMargins(0, 0, 0, 0)
        self._scroller.column.setSpacing(look.px("xs"))
        layout = self._scroller.column
        width = max(self._scroller.viewport().width(), 1)
        wanted = layout.heightForWidth(width) if layout.hasHeightForWidth() else 0
        head = self._column.sizeHint().height() - self._scroller.height()
        least = 2 * look.line_height("meta")
        self._scroller.setFixedHeight(round(min(wanted, max(self._room * SHARE - head, least))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint.box(painter, area, radius=0, fill=look.color("hover" if look.has_tints else "paper"))
        painter.fillRect(QRectF(0, area.height() - 1, area.width(), 1), look.color("line"))


def opening(words: str) -> str:
    """Give the beginning of a statement's words, whole where they are few."""
    if len(words) <= OPENING:
        return words
    return words[:OPENING].rsplit(maxsplit=1)[0] + "…"
