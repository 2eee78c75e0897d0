"""Menus that offer one of several below what was pressed.

What is offered and what it does, the asker knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

K = TypeVar("K")


def offer_one(
    below: QWidget, names: Mapping[K, str], current: K, take: Callable[[K], object]
) -> None:
    """Offer what is named by key, the current one checked; `take` gets the key of the choice."""
    menu = QMenu(below)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for key, name in names.items():
        action = menu.addAction(name)
        action.setCheckable(True)
        action.setChecked(key == current)
        action.triggered.connect(lambda _=False, key=key: take(key))
    menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
