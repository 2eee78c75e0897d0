"""The review page: the queue, the text with its lanes, and the versions side by side.

It follows the project and the session, chooses the item that is shown, and takes the page's keys;
what a choice is and how it is recorded is decided in `deciding`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from factcheck.ids import Id
from factcheck.records import Changed
from factcheck.review.answers import Item, LinkItem
from ui.commenting.memory import CommentMemory
from ui.review import link_menu
from ui.review.bulk import Bulk
from ui.review.content import Content, articles_of
from ui.review.deciding import Deciding
from ui.review.draft_fields import DraftFields
from ui.review.feed import ReviewFeed
from ui.review.keys import Keys
from ui.review.layout import ReviewLayout
from ui.review.menus import Menus
from ui.review.offers import Offers
from ui.review.pane_views import pane_view
from ui.review.queue import show_queue
from ui.review.talk import show_comments
from ui.session import Place, Session
from ui.shown import Shown
from ui.texts import tr
from ui.workspace import Workspace

_TOUCHED = (
    *("statement", "span", "link", "decision", "decided", "assignment", "annotator", "speaker"),
    *("claim", "label", "link_type", "article", "alias"),
)


_NAMED = ("label", "link_type", "annotator", "article", "speaker", "claim", "alias")


class ReviewPage(ReviewLayout):
    """The window's mode in which colleagues' work is compared and decided on."""

    left = Signal()
    shown_changed = Signal()  # another item, or others to choose from
    told = Signal(str)  # a sentence that says why nothing happened
    agreement_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        session: Session,
        shown: Shown,
        memory: CommentMemory,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, memory, parent)
        self._workspace = workspace
        self._session = session
        self._shown = shown
        self._memory = memory
        self._key: Id | None = None
        self._stale = True
        self._fresh = True  # nothing of this project has been shown yet
        self.content = Content(workspace)
        self.deciding = Deciding(workspace, self.content, self)
        self.feed = ReviewFeed(workspace, shown, self.content, self.reader)
        self.menus = Menus(workspace, self.content, self.queue)
        self.bulk = Bulk(workspace, session, self.content, self.queue)
        self.offers = Offers(workspace, session, self.content, self.pane)
        self.keys = Keys(self)
        self._fields: DraftFields | None = None
        self._connect()

    @property
    def item(self) -> Item | None:
        """Give the item that is shown."""
        return self.deciding.item

    def position(self) -> tuple[int, int]:
        """Give the shown item's place in the queue, from 1, and how many there are."""
        return self.content.place(self._key)

    def refresh(self) -> None:
        """Ask the core for everything again."""
        if not self._workspace.is_open:
            return
        self._stale = False
        self.content.read_first() if self._fresh else self.content.read()
        self._fresh = False
        self._show_queue()
        self.feed.show()
        undone = self.deciding.undone() if self.content.tab == "open" else None
        if undone is not None:
            self.choose(undone.key)
            return
        if self.content.tab == "yours":
            if self._key not in self.content.own.fated:
                self._key = None
            self._show_item(self.content.item(self._key))
            self.shown_changed.emit()
            return
        item = self.content.item(self._key)
        if item is None or (self._key not in self.content.items and item.key == self._key):
            item = item if item is not None and self.content.tab != "open" else None
        self._show_item(item if item is not None else None)
        self.shown_changed.emit()

    def choose(self, key: Id) -> None:
        """Show an item: its versions, and its place in the text."""
        self._keep_reason()
        self._key = key
        item = self.content.item(key)
        self.queue.list.mark(key)
        if item is not None:
            self._go_to(item)
        elif key in self.content.own.fated:
            self._session.go(Place(self.content.own.fated[key].article))
        self._show_item(item)
        if item is not None:
            self.feed.reveal(item)
        self.shown_changed.emit()

    def step(self, by: int) -> None:
        """Go to the item that many rows below in the queue."""
        keys = self.content.keys
        at = self.content.place(self._key)[0] - 1 + by
        if not keys:
            self.told.emit(tr("review.all_decided"))
        elif not 0 <= at < len(keys):
            self.told.emit(tr("review.last" if by > 0 else "review.first"))
        else:
            self.choose(keys[at])

    def next_disagreement(self) -> None:
        """Go to the next open item, round to the first, wherever one is."""
        if self.content.tab != "open":
            self.show_tab("open")
            return
        key = self.content.after(self._key)
        if key is None:
            self.told.emit(tr("review.all_decided"))
            return
        self.choose(key)
        self.pane_into_view()

    def pane_into_view(self) -> None:
        """Bring the versions into view where they are a drawer."""
        if self.panes.has_drawers:
            self.panes.show_right()

    def show_tab(self, tab: str) -> None:
        """Show what is open, or what is decided."""
        self._keep_reason()
        self.content.tab = tab
        self.queue.tabs.set_current(tab)
        self._key = None
        self.content.read()
        self._show_queue()
        self._choose_first()

    def decide(self) -> None:
        """Record what is chosen, and go on to the next item."""
        if self._key is None or self.item is None:
            return
        if not self.deciding.is_ready:
            self.told.emit(self._why_not())
            return
        following, decided = self.content.after(self._key), self._key
        in_text = self.reader.hasFocus()
        place = _place(self.item)
        if not self.deciding.decide(self.pane.reason.text().strip()):
            return
        self._memory.put_draft(place, "")
        self.pane.reason.clear()
        if self.content.tab == "open":
            self._key = None
            if following in self.content.items and following != decided:
                self.choose(following)
            else:
                self._choose_first()
        # Buttons that were pressed may have gone with the item that they belonged to.
        there = self.reader if in_text else self.queue.list
        there.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(self) -> None:
        """Begin to edit the chosen version, or let go of that."""
        if isinstance(self.item, LinkItem):
            link_menu.offer(self.item, self.deciding, self.pane, self._workspace)
            return
        self.deciding.edit()
        if self._fields is not None:
            self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        queue, pane, reader = self.queue, self.pane, self.reader
        queue.list.chosen.connect(self.choose)
        queue.list.offer_keys(self.keys.take)
        queue.tab_chosen.connect(self.show_tab)
        self.menus.changed.connect(self._reorder)
        reader.offer_keys(self.keys.take)
        reader.statement_clicked.connect(self._choose_mark)
        reader.edge_moved.connect(lambda _s, role, n, a, b: self.deciding.move_edge(role, n, a, b))
        pane.stepped.connect(self.step)
        pane.versions.version_taken.connect(
            lambda x: self.keys.if_may(lambda: self.deciding.take(x))
        )
        pane.versions.part_taken.connect(self._take_part)
        pane.several_wanted.connect(lambda: self.keys.if_may(self.deciding.take_several))
        pane.none_wanted.connect(lambda: self.keys.if_may(self.deciding.take_none))
        pane.edit_wanted.connect(self.edit)
        pane.decided.connect(self.decide)
        pane.left.connect(queue.list.setFocus)
        pane.reason.textEdited.connect(self._remember_reason)
        pane.offered.connect(lambda name: self.offers.take(name, self.item, self._key))
        self.offers.worked_on.connect(self.left)
        self.offers.reason_used.connect(self._forget_reason)
        self.offers.answered.connect(self.comments.write)
        self.figures.details_wanted.connect(self.agreement_wanted)
        self.bulk.told.connect(self.told)
        self.strip.lanes_changed.connect(self._show_lanes)
        self.deciding.changed.connect(self._show_choice)
        self.deciding.drafted.connect(self._show_draft)
        self._workspace.changed.connect(self._on_changed)
        self._workspace.opened.connect(self._on_opened)
        self._workspace.leaving.connect(self._keep_reason)
        self._workspace.closed.connect(self._on_opened)
        self._shown.article_changed.connect(self._on_article)
        self._session.reveal.connect(self._on_reveal)

    def _show_queue(self) -> None:
        content = self.content
        may = self.deciding.may_decide
        show_queue(self.queue, content, may_decide=may, filtered=self.menus.filter_words())
        self.queue.list.mark(self._key)
        articles = {x for item in content.items.values() for x in articles_of(item)}
        self.strip.show_people(content.people.all, len(articles))

    def _reorder(self) -> None:
        self.content.read()
        self._show_queue()
        self.feed.show()
        if self._key not in self.content.keys:
            self._choose_first()
        self.shown_changed.emit()

    def _choose_first(self) -> None:
        if self.content.keys:
            self.choose(self.content.keys[0])
        else:
            self._key = None
            self._show_item(None)
            self.shown_changed.emit()

    def _go_to(self, item: Item) -> None:
        there = articles_of(item)
        if self._session.article not in there:
            self._session.go(Place(there[0]))

    def _show_item(self, item: Item | None) -> None:
        self.deciding.show(item)
        show_comments(self.comments, item, self._key, self.content.own)
        reason = self._memory.draft(_place(item)) if item is not None else ""
        if self.pane.reason.text() != reason and not self.pane.reason.hasFocus():
            self.pane.reason.setText(reason)

    def _show_choice(self) -> None:
        item, content = self.item, self.content
        if content.tab == "yours" and self._key in content.own.fated:
            at, of = content.place(self._key)
            place = tr("review.place", at=at, of=of)
            self.pane.show_view(content.own.view(self._key, place, content.names))
        else:
            self.pane.show_view(pane_view(item, self.deciding, content, self._workspace))
        self.feed.box(item, None if isinstance(item, LinkItem) else self.deciding.choice)

    def _show_draft(self) -> None:
        draft = self.deciding.choice.draft
        self.feed.show_draft(self.item.key if self.item is not None else None, draft)
        if draft is None:
            self._fields = None
            self.pane.show_editor(None)
        elif self._fields is None:
            self._fields = DraftFields(self._workspace, self._shown, draft)
            self._fields.altered.connect(self.deciding.alter)
            self._fields.left.connect(self.reader.setFocus)
            self.pane.show_editor(self._fields)
        else:
            self._fields.show_draft(draft)

    def _show_lanes(self) -> None:
        self.feed.hidden = self.strip.hidden_lanes
        self.feed.show()

    def _take_part(self, part: str, version: Id) -> None:
        if part in ("first", "second"):
            self._go_to_end(version)
        else:
            self.keys.if_may(lambda: self.deciding.take_part(part, version))

    def _go_to_end(self, place: Id) -> None:
        end = self.content.item(place)
        if end is not None and not isinstance(end, LinkItem):
            if self._session.article != end.article:
                self._session.go(Place(end.article))
            self.feed.reveal(end)

    def _choose_mark(self, mark: Id) -> None:
        key = self.feed.marks.item_of(mark)
        if key is not None:
            self.choose(key)

    def _why_not(self) -> str:
        may = self.deciding.may_decide
        return tr("review.result.nothing" if may else "review.not_reviewer")

    def _forget_reason(self) -> None:
        self.pane.reason.clear()
        self._remember_reason("")

    def _remember_reason(self, words: str) -> None:
        if self.item is not None:
            self._memory.put_draft(_place(self.item), words)

    def _keep_reason(self) -> None:
        """Keep what is typed as the reason of this item until it is decided."""
        if self.item is not None:
            self._memory.put_draft(_place(self.item), self.pane.reason.text())
        self.pane.reason.clear()

    def _on_changed(self, changed: Changed) -> None:
        if not changed.touches(*_TOUCHED):
            return
        if changed.touches(*_NAMED):
            self.feed.marks.forget()
            self.queue.model.forget()
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _on_opened(self) -> None:
        self._key = None
        self._stale = self._fresh = True
        self.content.forget()
        self.deciding.forget()
        self.feed.forget()
        self.queue.model.forget()

    def _on_article(self) -> None:
        if not self._workspace.is_open or self._shown.article is None:
            return
        if self.isVisible():
            self.feed.show()
        else:
            self._stale = True

    def _on_reveal(self, place: Place) -> None:
        if not self.isVisible() or place.statement is None:
            return
        item = self.content.item(place.statement)
        if item is not None and item.key != self._key:
            self.choose(item.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.take(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
        if self._key is None:
            self._choose_first()


def _place(item: Item) -> str:
    """Name where the reason of an item is remembered until it is decided."""
    return f"reason/{item.key}"
