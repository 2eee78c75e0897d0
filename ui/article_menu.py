"""What one can do with an article of the list without opening it, as a menu.

It says what was chosen; the window does it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from factcheck.records import ArticleRow, Status
from ui import icons
from ui.editions.offers import Offer
from ui.keymap import binding
from ui.texts import tr

_STATUSES: Final[tuple[tuple[Status, str], ...]] = (
    ("done", "articles.mark.done"),
    ("in_progress", "articles.mark.in_progress"),
    ("to_do", "articles.mark.to_do"),
)


def build_menu(
    row: ArticleRow,
    parent: QWidget,
    *,
    details: Callable[[], object],
    status: Callable[[Status], object],
    copies: Callable[[], object] | None,
    offers: Sequence[Offer],
    take: Callable[[str], object],
) -> QMenu:
    """Build the menu of an article: its details, how far one is with it, what `offers` name."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    bound = binding("article_details")
    entry = menu.addAction(icons.icon("info"), f"{bound.title}\t{bound.cap}")
    entry.triggered.connect(lambda: details())
    if copies is not None:
        entry = menu.addAction(binding("copies").title)
        entry.triggered.connect(copies)
    menu.addSeparator()
    for wanted, words in _STATUSES:
        if wanted != row.status:
            entry = menu.addAction(tr(words))
            entry.triggered.connect(lambda _=False, chosen=wanted: status(chosen))
    menu.addSeparator()
    for offer in offers:
        _add_offer(menu, offer, take)
    menu.addSeparator()
    entry = menu.addAction(icons.icon("copy"), tr("articles.copy_title"))
    entry.triggered.connect(lambda: QGuiApplication.clipboard().setText(row.title))
    return menu


def _add_offer(menu: QMenu, offer: Offer, take: Callable[[str], object]) -> None:
    bound = binding(offer.name)
    words = f"{bound.title}\t{bound.cap}" if bound.cap else bound.title
    entry = menu.addAction(icons.icon(bound.icon or "file"), words)
    entry.setEnabled(offer.can)
    entry.setToolTip(offer.why or bound.title)
    entry.triggered.connect(lambda: take(offer.name))
