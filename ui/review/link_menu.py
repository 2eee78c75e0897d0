"""Editing a link by hand before it is decided: another type, or turned round.

It offers what there is and alters the choice; nothing is recorded.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from factcheck.ids import Id
from factcheck.review.answers import LinkItem
from ui import icons, theme
from ui.review.deciding import Deciding
from ui.review.link_views import LinkChoice
from ui.review.pane import VersionPane
from ui.texts import tr
from ui.workspace import Workspace


def offer(item: LinkItem, deciding: Deciding, pane: VersionPane, workspace: Workspace) -> None:
    """Open the menu below the button that says *Edit*."""
    choice = deciding.link
    base = choice.type_of or next((x.id for x in item.versions), None)
    if base is None:
        return
    by = {x.id: x for x in item.versions}
    begun = choice if choice.type_of is not None and not choice.is_none else LinkChoice(base, base)
    types = workspace.vocabulary.link_types
    present = begun.type or by[base].type
    menu = QMenu(pane)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    side = theme.current().size("icon_small")
    for kind in types.values():
        name = kind.name.replace("&", "&&")
        action = menu.addAction(icons.icon(kind.shape, kind.color, side), name)
        action.setCheckable(True)
        action.setChecked(kind.id == present)
        wanted: Id | None = kind.id if kind.id != by[base].type else None
        action.triggered.connect(
            lambda _=False, w=wanted: deciding.alter_link(replace(begun, type=w))
        )
    known = types.get(present)
    if known is not None and known.directed:
        menu.addSeparator()
        action = menu.addAction(icons.icon("flip"), tr("review.link.turn"))
        action.triggered.connect(
            lambda: deciding.alter_link(replace(begun, turned=not begun.turned))
        )
    menu.popup(pane.edit.mapToGlobal(QPoint(0, pane.edit.height())))
