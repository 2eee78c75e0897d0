"""Accepting many at once: what all agree on, what more than half do, trifles, one annotator's here.

Before anything happens it says how many there are and which; then it is one revision.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from factcheck.ids import Id
from factcheck.review.answers import Item, LinkItem
from factcheck.review.bulk import By
from ui.kit.buttons import Button
from ui.kit.popover import Popover
from ui.kit.text import TextLabel
from ui.review import words
from ui.review.content import Content
from ui.review.queue import Queue
from ui.session import Session
from ui.texts import tr, tr_n
from ui.workspace import Workspace

WAYS: Final[tuple[By, ...]] = ("all", "majority", "trifles")
LISTED: Final = 6  # items that the preview names
_WIDTH: Final = 380


class Bulk(QObject):
    """The menu below the queue, and what it leads to."""

    told = Signal(str)

    def __init__(
        self, workspace: Workspace, session: Session, content: Content, queue: Queue
    ) -> None:
        super().__init__(queue)
        self._workspace = workspace
        self._session = session
        self._content = content
        self._queue = queue
        self._preview: Preview | None = None
        queue.bulk_wanted.connect(self._offer)

    def _offer(self) -> None:
        menu = QMenu(self._queue)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wanted = self._content.filter
        articles = None if wanted.article is None else {wanted.article}
        for by in WAYS:
            found = self._workspace.project.review.acceptable(by, articles=articles)
            name = tr(f"review.bulk.{by}")
            action = menu.addAction(tr("review.filter.counted", what=name, n=len(found)))
            action.setEnabled(bool(found))
            keys = [x.key for x in found]
            action.triggered.connect(
                lambda _=False, n=name, f=found, k=keys: self._show(n, f, lambda: self._accept(k))
            )
        self._add_annotators(menu)
        button = self._queue.bulk
        menu.popup(button.mapToGlobal(QPoint(0, 0)) - QPoint(0, menu.sizeHint().height()))

    def _add_annotators(self, menu: QMenu) -> None:
        """Offer all that one annotator has in the article that is shown."""
        article = self._session.article
        if article is None:
            return
        menu.addSeparator()
        here = self._workspace.project.review.of_article(article)
        for person in self._content.people.all:
            found = [
                x
                for x in here
                if x.state == "open" and any(v.annotator == person.id for v in x.versions)
            ]
            name = tr("review.bulk.of", name=person.first)
            action = menu.addAction(
                tr("review.filter.counted", what=name, n=len(found)).replace("&", "&&")
            )
            action.setEnabled(bool(found))
            action.triggered.connect(
                lambda _=False, n=name, f=found, who=person.id: self._show(
                    n, f, lambda: self._accept_of(article, who)
                )
            )

    def _show(self, name: str, items: Sequence[Item], accept: Callable[[], object]) -> None:
        self._preview = Preview(self._queue.window(), name, self._lines(items), len(items))
        self._preview.accepted.connect(accept)
        button = self._queue.bulk
        place = QRect(button.mapTo(button.window(), QPoint(0, 0)), button.size())
        self._preview.show_near(place, above=True, anchor=button, take_focus=True)
        self._preview.accept.setFocus(Qt.FocusReason.PopupFocusReason)

    def _lines(self, items: Sequence[Item]) -> list[str]:
        content = self._content
        lines = []
        for item in items[:LISTED]:
            ends = content.ends_of(item) if isinstance(item, LinkItem) else {}
            lines.append(words.middle_elided(words.quote(item, ends), 110))
        return lines

    def _accept(self, keys: Sequence[Id]) -> None:
        review = self._workspace.project.review
        self._tell(self._workspace.do(lambda: review.accept(keys)))

    def _accept_of(self, article: Id, annotator: Id) -> None:
        review = self._workspace.project.review
        self._tell(self._workspace.do(lambda: review.accept_all_of(article, annotator)))

    def _tell(self, done: int | None) -> None:
        self._queue.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if done is not None:
            self.told.emit(tr_n("review.bulk.done", done))


class Preview(Popover):
    """What would be accepted, before it is."""

    accepted = Signal()

    def __init__(self, window: QWidget, name: str, lines: Sequence[str], count: int) -> None:
        super().__init__(window)
        self.setObjectName("bulkPreview")
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(name)
        self.column.setSpacing(6)
        self.column.addWidget(TextLabel(name, font="strong"))
        self.column.addWidget(TextLabel(tr_n("review.bulk.what", count), color="mute"))
        for line in lines:
            self.column.addWidget(TextLabel(line, font="quote_small", lines=2))
        if count > len(lines):
            more = tr_n("review.bulk.more", count - len(lines))
            self.column.addWidget(TextLabel(more, font="meta", color="mute"))
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button(tr("review.bulk.cancel"), small=True)
        self.accept = Button(tr_n("review.bulk.accept", count), kind="primary", small=True)
        self.accept.setObjectName("bulkAccept")
        row.addWidget(cancel)
        row.addWidget(self.accept)
        self.column.addLayout(row)
        cancel.clicked.connect(self.close_now)
        self.accept.clicked.connect(self._take)
        self.closed.connect(self.deleteLater)

    def _take(self) -> None:
        self.close_now()
        self.accepted.emit()
