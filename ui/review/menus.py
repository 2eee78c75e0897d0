"""The queue's menus: its order, and what is let through by kind, article and annotator.

They alter what the content asks for, and say so; the page shows it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from factcheck.review.answers import Order
from ui.kit.menus import offer_one
from ui.review.content import Content, Filter, articles_of
from ui.review.fate_words import FATES, fate_name
from ui.review.queue import Queue
from ui.review.words import KINDS, kind_words
from ui.texts import tr
from ui.workspace import Workspace

ORDERS: Final[tuple[Order, ...]] = ("agreement", "text", "newest")
MOST_ARTICLES: Final = 60


class Menus(QObject):
    """Order and filters of one queue."""

    changed = Signal()

    def __init__(self, workspace: Workspace, content: Content, queue: Queue) -> None:
        super().__init__(queue)
        self._workspace = workspace
        self._content = content
        self._queue = queue
        queue.orders_wanted.connect(self._offer_orders)
        queue.filters_wanted.connect(self._offer_filters)
        queue.filters_cleared.connect(lambda: self._filter(Filter()))

    def filter_words(self) -> str:
        """Say what the filters let through; empty where all is shown."""
        wanted, content = self._content.filter, self._content
        if content.tab == "yours":
            return fate_name(wanted.fate) if wanted.fate is not None else ""
        parts = []
        if wanted.kind is not None:
            parts.append(kind_words(wanted.kind))
        if wanted.article is not None:
            parts.append(content.title_of(wanted.article))
        if wanted.annotators is not None:
            parts.append(content.people.listed(wanted.annotators))
        return " · ".join(parts)

    def _menu(self) -> QMenu:
        menu = QMenu(self._queue)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _popup(self, menu: QMenu, button: QWidget) -> None:
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _offer_orders(self) -> None:
        names = {order: tr(f"review.order.{order}") for order in ORDERS}
        offer_one(self._queue.order, names, self._content.order, self._order)

    def _offer_filters(self) -> None:
        menu, wanted = self._menu(), self._content.filter
        if self._content.tab == "yours":
            self._add_fates(menu, wanted)
            self._popup(menu, self._queue.filter)
            return
        kinds = menu.addMenu(tr("review.filter.kind"))
        for kind in KINDS:
            number = self._content.counts.by_difference.get(kind, 0)
            if number or kind == wanted.kind:
                words = tr("review.filter.counted", what=kind_words(kind), n=number)
                self._add(kinds, words, replace(wanted, kind=kind), on=kind == wanted.kind)
        articles = menu.addMenu(tr("review.filter.article"))
        told = Counter(x for y in self._content.items.values() for x in articles_of(y))
        if wanted.article is not None:
            told[wanted.article] += 0
        for article, number in told.most_common(MOST_ARTICLES):
            title = self._content.title_of(article).replace("&", "&&")
            words = tr("review.filter.counted", what=title, n=number)
            on = article == wanted.article
            self._add(articles, words, replace(wanted, article=article), on=on)
        annotators = menu.addMenu(tr("review.filter.annotator"))
        for person in self._content.people.all:
            one = frozenset((person.id,))
            name = person.name.replace("&", "&&")
            self._add(
                annotators, name, replace(wanted, annotators=one), on=one == wanted.annotators
            )
        menu.addSeparator()
        also = replace(wanted, unfinished=not wanted.unfinished)
        self._add(menu, tr("review.filter.unfinished"), also, on=wanted.unfinished)
        self._add(menu, tr("review.filter.clear"), Filter(unfinished=wanted.unfinished), on=False)
        self._popup(menu, self._queue.filter)

    def _add_fates(self, menu: QMenu, wanted: Filter) -> None:
        for fate in FATES:
            number = self._content.own.counts[fate]
            if number or fate == wanted.fate:
                words = tr("review.filter.counted", what=fate_name(fate), n=number)
                self._add(menu, words, replace(wanted, fate=fate), on=fate == wanted.fate)
        menu.addSeparator()
        self._add(menu, tr("review.filter.clear"), replace(wanted, fate=None), on=False)

    def _add(self, menu: QMenu, words: str, wanted: Filter, *, on: bool) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda _=False: self._filter(wanted))

    def _order(self, order: Order) -> None:
        self._content.order = order
        self._queue.order.set_words(tr(f"review.order.{order}"))
        self.changed.emit()

    def _filter(self, wanted: Filter) -> None:
        self._content.filter = wanted
        self.changed.emit()
