"""What one can do with an article of the list without opening it, as a menu.

It says what was chosen; the window does it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from factcheck.records import ArticleRow, Status
from ui import icons
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
) -> QMenu:
    """Build the menu of an article: its details, how far one is with it, its title to copy."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
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
    entry = menu.addAction(icons.icon("copy"), tr("articles.copy_title"))
    entry.triggered.connect(lambda: QGuiApplication.clipboard().setText(row.title))
    return menu
