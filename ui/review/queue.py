"""The queue at the left of the review page: what is open, what is decided, and what became of
one's own work; its order, its filters, and the way to accept many at once.

It shows the rows it is given and says what was chosen; it asks the core for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QSizePolicy, QVBoxLayout, QWidget

from factcheck.ids import Id
from ui import theme
from ui.kit.buttons import Button
from ui.kit.rows import be_listed
from ui.kit.segmented import Option, Segmented
from ui.kit.text import TextLabel
from ui.review.content import Content
from ui.review.rows import QueueDelegate, QueueModel, Row
from ui.texts import tr

MANY: Final = 400  # rows; beyond, none is measured by itself


class QueueList(QListView):
    """The list itself: arrow keys go from item to item, other keys are the page's."""

    chosen = Signal(object)  # Id

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = model
        self._takes: Callable[[QKeyEvent], bool] | None = None
        self.setObjectName("reviewQueue")
        self.setAccessibleIdentifier("reviewQueue")
        self.setAccessibleName(tr("review.queue"))
        self.setModel(model)
        self.setItemDelegate(QueueDelegate(model, self))
        be_listed(self)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(200)

    def offer_keys(self, takes: Callable[[QKeyEvent], bool]) -> None:
        """Let this have each key before the list, which would look for a row beginning with it."""
        self._takes = takes

    def mark(self, key: Id | None) -> None:
        """Make an item's row the current one, without saying so."""
        index = self._items.find(key)
        was = self.blockSignals(True)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        else:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        self.blockSignals(was)
        self.viewport().update()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # the stubs want persistent ones too
        super().currentChanged(current, previous)
        if current.isValid() and not self.signalsBlocked():
            self.chosen.emit(self._items.keys[current.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._takes is not None and self._takes(event):
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class Queue(QWidget):
    """Which items, their order and filters, the list, and what can be done with many."""

    tab_chosen = Signal(str)
    orders_wanted = Signal()
    filters_wanted = Signal()
    filters_cleared = Signal()
    bulk_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = QueueModel(self)
        self._options: tuple[Option, ...] = ()
        self._offered: tuple[Option, ...] = ()  # with their counts, or without
        self.tabs = Segmented((Option("open", tr("review.open")),), name=tr("review.tabs"))
        self.tabs.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.heading = TextLabel(tr("review.heading"), font="meta_strong", lines=1)
        self.order = Button(
            tr("review.order.agreement"),
            kind="quiet",
            trailing="chevron_down",
            small=True,
            role="mute",
        )
        self.order.setToolTip(tr("review.order.name"))
        self.filter = Button(kind="quiet", icon="filter", small=True, name=tr("review.filter.name"))
        self.filtered = Button("", kind="quiet", small=True, trailing="close")
        self.filtered.setToolTip(tr("review.filter.clear"))
        self.why = TextLabel("", font="meta", color="mute")
        self.list = QueueList(self.model)
        self.nothing = TextLabel("", color="mute")
        self.bulk = Button(tr("review.bulk.name"), small=True, trailing="chevron_down")
        self._build()
        self.setFocusProxy(self.list)
        self.tabs.chosen.connect(self.tab_chosen)
        self.order.clicked.connect(self.orders_wanted)
        self.filter.clicked.connect(self.filters_wanted)
        self.filtered.clicked.connect(self.filters_cleared)
        self.bulk.clicked.connect(self.bulk_wanted)
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def show_rows(
        self,
        keys: Sequence[Id],
        make: Callable[[Id], Row],
        stamp: Callable[[Id], object],
        *,
        nothing: str = "",
    ) -> None:
        """Show these items, or say why there are none; see `QueueModel.show`."""
        # Measuring each of thousands takes a second; then all are as tall as the tallest.
        self.list.setUniformItemSizes(len(keys) > MANY)
        self.model.show(keys, make, stamp)
        self.nothing.setVisible(not keys)
        self.nothing.set_words(nothing)

    def show_tabs(self, options: Sequence[Option], current: str) -> None:
        """Show these tabs with their counts; nothing is made anew where none differs."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self._fit_tabs()
        self.tabs.set_current(current)

    def _fit_tabs(self) -> None:
        """Leave the counts out where three tabs have no room for them."""
        if not self._options:
            return
        room = self.width() - self._top.contentsMargins().left() - self.filter.sizeHint().width()
        room -= theme.current().px("l")
        for options in (self._options, tuple(replace(x, count=None) for x in self._options)):
            if options != self._offered:
                self._offered = options
                self.tabs.set_options(options)
            # Asked one by one, for what has not been shown yet takes no room in a layout.
            wanted = sum(self.tabs.segment(x.key).sizeHint().width() for x in options)
            if wanted + theme.current().px("gap") <= room:
                return

    def show_filter(self, words: str) -> None:
        """Say what the filters let through; nothing where all is shown."""
        self.filtered.set_words(words)
        self.filtered.setVisible(bool(words))

    def show_why(self, words: str) -> None:
        """Say why nothing can be decided here, if so."""
        self.why.set_words(words)
        self.why.setVisible(bool(words))

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._top, self._head, self._foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._below = QVBoxLayout()
        self._top.addWidget(self.tabs, 1)
        self._top.addWidget(self.filter)
        self._head.addWidget(self.heading, 1, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self.order)
        self._below.addWidget(self.filtered, 0, Qt.AlignmentFlag.AlignLeft)
        self._below.addWidget(self.why)
        self._foot.addWidget(self.bulk)
        self._foot.addStretch(1)
        self._column.addLayout(self._top)
        self._column.addLayout(self._head)
        self._column.addLayout(self._below)
        self._column.addWidget(self.nothing)
        self._column.addWidget(self.list, 1)
        self._column.addLayout(self._foot)

    def _restyle(self) -> None:
        look = theme.current()
        pad, small = look.px("m"), look.px("s")
        self._top.setContentsMargins(pad, pad, small, look.px("xs"))
        self._top.setSpacing(look.px("xs"))
        self._head.setContentsMargins(look.px("l"), 0, look.px("xs"), look.px("xs"))
        self._head.setSpacing(0)
        self._below.setContentsMargins(small, 0, look.px("l"), 0)
        self._below.setSpacing(look.px("xs"))
        self._foot.setContentsMargins(pad, small, pad, small)
        self.why.setContentsMargins(small, 0, 0, pad)
        self.nothing.setContentsMargins(look.px("l"), small, look.px("l"), 0)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tabs()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("panel"))
        if self.bulk.isVisible():
            top = self.height() - self._foot.sizeHint().height()
            painter.fillRect(0, top, self.width(), 1, look.color("line"))


def show_queue(queue: Queue, content: Content, *, may_decide: bool, filtered: str) -> None:
    """Show what was asked of the core: tabs with their counts, items, and why there are none."""
    counts, tab = content.counts, content.tab
    options = [
        Option("open", tr("review.open"), counts.open),
        Option("decided", tr("review.decided"), counts.decided + counts.outdated),
    ]
    if content.own.count or tab == "yours":
        options.append(Option("yours", tr("review.yours"), content.own.count))
    queue.show_tabs(options, tab)
    heading, nothing = _NAMES[tab]
    queue.heading.set_words(tr(heading))
    if not content.filter.is_plain:
        nothing = "review.nothing_found"
    queue.show_rows(content.keys, content.row, content.stamp, nothing=tr(nothing))
    queue.show_filter(filtered)
    why = not may_decide and tab != "yours"
    queue.show_why(tr("review.not_reviewer") if why else "")
    queue.order.setVisible(tab != "yours")
    queue.bulk.setVisible(may_decide and tab == "open")


_NAMES = {
    "open": ("review.heading", "review.nothing_open"),
    "decided": ("review.heading_decided", "review.nothing_decided"),
    "yours": ("review.heading_yours", "review.nothing_yours"),
}
