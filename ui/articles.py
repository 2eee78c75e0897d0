"""The article list: which articles there are, how far one is with each, and the way to them.

It asks the core for rows, follows the session's article, and decides only their order and what
the search field lets through.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from factcheck.assigning.queue import after_in, queue_of
from factcheck.ids import Id
from factcheck.prose.fold import key
from factcheck.records import ArticleRow, Changed, Status
from ui import theme
from ui.article_list import ArticleList
from ui.article_menu import build_menu
from ui.article_rows import ArticleModel
from ui.commenting.memory import CommentMemory
from ui.editions.offers import offers_for
from ui.kit.buttons import Button
from ui.kit.fields import SearchField
from ui.kit.menus import offer_one
from ui.kit.segmented import Option, Segmented
from ui.kit.text import TextLabel
from ui.known_copies import KnownCopies
from ui.session import Place, Session
from ui.texts import tr
from ui.workspace import Workspace

ORDERS: Final = ("date", "title", "status", "added")
MINE, ALL = "mine", "all"
SEARCH_PAUSE: Final = 120  # ms after the last key
FEW: Final = 50  # statements changed at once; beyond it all rows are asked for
TEXT_HITS: Final = 1_000
_STATUS_ORDER: Final[dict[Status, int]] = {"in_progress": 0, "to_do": 1, "done": 2}


class ArticlePanel(QWidget):
    """Search field, order, list and the sum of it: the window's left rail."""

    import_wanted = Signal()
    details_wanted = Signal(object)  # Id
    status_wanted = Signal(object, str)  # Id, Status
    copies_wanted = Signal(object)  # Id
    offer_taken = Signal(str, object)  # an action of the key map, Id
    left = Signal()

    def __init__(
        self, workspace: Workspace, session: Session, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._session = session
        self._rows: list[ArticleRow] = []
        self._at: dict[Id, int] = {}
        self._order = "date"
        self._offered: tuple[Option, ...] = ()
        self._stale = True
        self._beside: QWidget | None = None
        self.model = ArticleModel(self)
        self._copies = KnownCopies.of(workspace)
        self.model.copies = self._copies.count
        self.setObjectName("articlePanel")
        self._build()
        self._connect()
        self._restyle()

    @property
    def order(self) -> str:
        """The order of the list: date, title, status or added."""
        return self._order

    def set_order(self, order: str) -> None:
        """Put the list in another order."""
        self._order = order if order in ORDERS else "date"
        self.order_button.set_words(tr(f"articles.order.{self._order}"))
        self._filter()

    def neighbor(self, step: int) -> Id | None:
        """Give the article `step` rows below the shown one as listed, None past the ends."""
        ids = [row.id for row in self.model.rows]
        if self._session.article not in ids:
            return ids[0] if ids else None
        at = ids.index(self._session.article) + step
        return ids[at] if 0 <= at < len(ids) else None

    def following(self) -> Id | None:
        """Give what is one's own to do after the shown article: of the queue, if there is one.

        None past the end of the list, or where all that was given is done.
        """
        if not self.has_queue:
            return self.neighbor(1)
        listed = sorted(self._rows, key=_ORDER_KEYS[self._order])
        return after_in(queue_of(listed), self._session.article)

    @property
    def has_queue(self) -> bool:
        """Whether somebody gave articles to who works here."""
        return any(row.given for row in self._rows)

    def position(self) -> tuple[int, int]:
        """Give the shown article's place in the list, from 1, and how many there are."""
        index = self.model.find(self._session.article)
        return (index.row() + 1, len(self.model.rows))

    def refresh(self) -> None:
        """Ask the core for the rows again."""
        if not self._workspace.is_open:
            return
        self._stale = False
        self._rows = self._workspace.project.articles.rows(self._workspace.layers)
        self._at = {row.id: at for at, row in enumerate(self._rows)}
        self.model.labels = self._workspace.vocabulary.labels
        self._count()
        self._filter()

    def mark_unread(self, memory: CommentMemory) -> None:
        """Mark the articles in which a comment is unread."""
        self.model.unread = memory.unread_in
        memory.changed.connect(self._show_unread)

    def _show_unread(self) -> None:
        self.model.tell_all()
        self.list.scheduleDelayedItemsLayout()

    def share_with(self, other: QWidget) -> None:
        """Keep the rows true also while another widget that shows them is in sight."""
        self._beside = other
        other.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._beside and event.type() == QEvent.Type.Show and self._stale:
            self.refresh()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.search = SearchField(tr("articles.search"))
        self.search.setObjectName("articleSearch")
        self.search.setAccessibleName(tr("articles.search"))
        self.search.setAccessibleIdentifier("articleSearch")
        self.heading = TextLabel(tr("articles.heading"), font="meta_strong", lines=1)
        self.order_button = Button(
            tr("articles.order.date"), kind="quiet", trailing="chevron_down", small=True
        )
        self.import_button = Button(
            kind="quiet", icon="import", small=True, name=tr("articles.import")
        )
        self._top = QHBoxLayout()
        self._top.addWidget(self.search)
        self._head = QHBoxLayout()
        self._head.addWidget(self.heading, 1, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self.order_button)
        self._head.addWidget(self.import_button)
        self._build_whose()
        self.list = ArticleList(self.model)
        self.setFocusProxy(self.list)
        self.nothing = QLabel(tr("articles.nothing"))
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.nothing.hide()
        self.footer = TextLabel(font="meta", color="mute")
        column.addLayout(self._top)
        column.addLayout(self._head)
        column.addLayout(self._whose)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.footer)
        column.addLayout(self._foot)

    def _build_whose(self) -> None:
        self.whose = Segmented(
            (Option(MINE, tr("articles.mine")), Option(ALL, tr("articles.all"))),
            name=tr("articles.whose"),
        )
        self.whose.setObjectName("articlesWhose")
        self.whose.hide()
        self._whose = QHBoxLayout()
        self._whose.addWidget(self.whose)
        self._whose.addStretch(1)

    def _connect(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE)
        self._pause.timeout.connect(self._filter)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self._take_first)
        self.order_button.clicked.connect(self._offer_orders)
        self.whose.chosen.connect(lambda _: self._filter())
        self.import_button.clicked.connect(self.import_wanted)
        self.list.chosen.connect(self._go)
        self.list.left.connect(self.left)
        self.list.menu_wanted.connect(self._offer_menu)
        self.list.copies_wanted.connect(self.copies_wanted)
        self._copies.changed.connect(self.model.tell_all)
        self._workspace.opened.connect(self.refresh)
        self._workspace.changed.connect(self._on_changed)
        self._workspace.layers_changed.connect(self.refresh)
        self._session.article_changed.connect(self._mark_current)
        self._session.armed_changed.connect(self._show_armed)
        theme.controller().changed.connect(self._restyle)

    def _go(self, article: Id) -> None:
        self._session.go(Place(article))

    def _offer_menu(self, row: ArticleRow, place: QPoint) -> None:
        menu = build_menu(
            row,
            self,
            details=lambda: self.details_wanted.emit(row.id),
            status=lambda wanted: self.status_wanted.emit(row.id, wanted),
            copies=partial(self.copies_wanted.emit, row.id) if self.model.copies(row.id) else None,
            offers=offers_for(self._workspace.project, row.id),
            take=lambda name: self.offer_taken.emit(name, row.id),
        )
        menu.popup(place)

    def _take_first(self) -> None:
        self._filter()
        if self.model.rows:
            self._go(self.model.rows[0].id)
            self.list.setFocus()

    def _offer_orders(self) -> None:
        names = {order: tr(f"articles.order.{order}") for order in ORDERS}
        offer_one(self.order_button, names, self._order, self.set_order)

    def _filter(self) -> None:
        wanted = self.search.text().strip()
        rows = sorted(self._rows, key=_ORDER_KEYS[self._order])
        if wanted and self._workspace.is_open:
            rows = self._let_through(rows, wanted)
        elif self.has_queue and self.whose.current() == MINE:
            rows = [row for row in rows if row.given]
        self.model.show(rows)
        self.list.setVisible(bool(rows))
        self.setFocusProxy(self.list if rows else self.search)
        self.nothing.setVisible(not rows)
        self.nothing.setText(tr("articles.nothing_found" if self._rows else "articles.nothing"))
        self._mark_current(self._session.article)

    def _let_through(self, rows: list[ArticleRow], wanted: str) -> list[ArticleRow]:
        folded = key(wanted)
        found = self._workspace.project.search.find(wanted, limit=TEXT_HITS, kinds=["article"])
        in_text = {hit.article for hit in found.hits}
        return [
            row
            for row in rows
            if row.id in in_text or folded in key(f"{row.title} {row.publisher or ''}")
        ]

    def _count(self) -> None:
        mine = [row for row in self._rows if row.given]
        self.whose.setVisible(bool(mine))
        counted = mine or self._rows
        by_status: dict[Status, int] = dict.fromkeys(_STATUS_ORDER, 0)
        for row in counted:
            by_status[row.status] += 1
        if mine:
            self._count_mine(by_status, len(mine))
            return
        self.footer.set_words(
            "   ".join(
                tr(f"articles.sum.{status}", n=by_status[status])
                for status in ("done", "in_progress", "to_do")
            )
        )

    def _count_mine(self, by_status: dict[Status, int], n: int) -> None:
        options = Option(MINE, tr("articles.mine"), n), Option(ALL, tr("articles.all"))
        if options != self._offered:
            self._offered = options
            self.whose.set_options(options)
        parts = [tr("articles.progress", done=by_status["done"], n=n)]
        if by_status["in_progress"]:
            parts.append(tr("articles.sum.in_progress", n=by_status["in_progress"]))
        self.footer.set_words("   ".join(parts))

    def _on_changed(self, changed: Changed) -> None:
        if not changed.touches("article", "statement", "link", "assignment", "label"):
            return
        if not (self.isVisible() or (self._beside is not None and self._beside.isVisible())):
            self._stale = True
            return
        rows = self._fresh(changed)
        if rows is None:
            self.refresh()
        else:
            self._put(rows)

    def _fresh(self, changed: Changed) -> list[ArticleRow] | None:
        """Give the rows of the articles that a change is of; None if all may differ."""
        if changed.touches("label"):
            return None
        project, statements = self._workspace.project, changed.ids.get("statement", frozenset())
        articles = changed.ids.get("article", frozenset())
        if articles is None or statements is None or len(statements) > FEW:
            return None
        told = project.statements.many(statements)
        touched = {*articles, *(x.article for x in told)}
        if len(told) < len(statements):
            return None  # one is gone, and with it the way to its article
        return project.articles.rows(self._workspace.layers, only=touched)

    def _put(self, rows: list[ArticleRow]) -> None:
        """Put fresh rows in the place of the old ones, and in order again only where it changes."""
        order = _ORDER_KEYS[self._order]
        for new in rows:
            at = self._at.get(new.id)
            if at is None or order(new) != order(old := self._rows[at]) or new.given != old.given:
                self.refresh()
                return
        for new in rows:
            self._rows[self._at[new.id]] = new
        self.model.put({row.id: row for row in rows})
        self._count()

    def _mark_current(self, article: Id | None) -> None:
        index = self.model.find(article)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
        else:
            self.list.clearSelection()

    def _show_armed(self, armed: object) -> None:
        self.model.armed = getattr(armed, "article", None)
        self.list.viewport().update()

    def _restyle(self) -> None:
        look = theme.current()
        pad, small = look.px("m"), look.px("s")
        self._top.setContentsMargins(pad, pad, pad, small)
        self._head.setContentsMargins(look.px("l"), 0, pad, small)
        self._head.setSpacing(small)
        self._whose.setContentsMargins(look.px("l"), 0, pad, small)
        self._foot.setContentsMargins(look.px("l"), pad, look.px("l"), pad)
        self.nothing.setContentsMargins(look.px("l"), look.px("xl"), look.px("l"), 0)
        self.list.delegate.forget()
        self.list.scheduleDelayedItemsLayout()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()


# Whenever the list is sorted anew, nearly all of ten thousand titles are as they were.
_title_key = lru_cache(1 << 15)(key)


def _date_key(row: ArticleRow) -> tuple[str, bool, str]:
    edtf = row.published.edtf if row.published and row.published.edtf else "9999"
    # On one day what the text states comes before what was inferred.
    is_inferred = row.published is not None and row.published.basis == "inferred"
    return (edtf.rstrip("~?%"), is_inferred, _title_key(row.title))


_ORDER_KEYS: Final[dict[str, Callable[[ArticleRow], Any]]] = {
    "date": _date_key,
    "title": lambda row: _title_key(row.title),
    "status": lambda row: (_STATUS_ORDER[row.status], *_date_key(row)),
    "added": lambda _: 0,
}
