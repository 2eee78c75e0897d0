"""The right-click menu of the reader: all that the bar and the keys do, by mouse."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from factcheck.ids import Id
from ui import icons
from ui.keymap import binding
from ui.reading.values import Choice
from ui.texts import tr


@dataclass(frozen=True, slots=True)
class MenuState:
    """What a menu can offer here."""

    labels: tuple[Choice, ...]
    selected: bool
    active: bool
    furniture: bool


def build_menu(
    state: MenuState,
    parent: QWidget,
    *,
    label: Callable[[Id, bool], object],
    action: Callable[[str], object],
    copy: Callable[[], object],
) -> QMenu:
    """Build the menu; `label` gets a label's id and whether to make another statement."""
    menu = QMenu(parent)
    if state.selected or state.active:
        for choice in state.labels:
            entry = menu.addAction(icons.icon(choice.shape, choice.color), choice.name)
            _with_key(entry, choice.key)
            _connect(entry, label, choice.id, another=False)
        if state.active and not state.selected:
            _add_another(menu, state.labels, label)
        menu.addSeparator()
    _add_actions(menu, _names(state), action)
    if state.selected:
        menu.addSeparator()
        words = tr("reader.menu.no_furniture" if state.furniture else "reader.menu.furniture")
        entry = menu.addAction(words)
        _with_key(entry, binding("mark_furniture").cap)
        entry.triggered.connect(lambda: action("mark_furniture"))
        _add_copy(menu, copy)
    return menu


def build_copy_menu(parent: QWidget, copy: Callable[[], object]) -> QMenu:
    """Build the menu of a selection where nothing can be marked."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _add_copy(menu, copy)
    return menu


def _add_copy(menu: QMenu, copy: Callable[[], object]) -> None:
    entry = menu.addAction(icons.icon("copy"), tr("reader.menu.copy"))
    entry.triggered.connect(copy)


def _names(state: MenuState) -> Iterable[str]:
    if state.active and state.selected:
        yield from ("mark_source", "mark_cue", "mark_content")
    if state.active:
        yield from ("edit_speaker", "edit_claim", "edit_note", "toggle_flag", "repeat_speaker")
    if state.active or state.selected:
        yield "link"
    if state.active:
        yield from ("go_link_end", "next_overlap", "delete")


def _add_actions(menu: QMenu, names: Iterable[str], action: Callable[[str], object]) -> None:
    for name in names:
        bound = binding(name)
        entry = menu.addAction(bound.title)
        if bound.icon:
            entry.setIcon(icons.icon(bound.icon))
        _with_key(entry, bound.cap)
        _ask(entry, action, name)


def _add_another(
    menu: QMenu, labels: Iterable[Choice], label: Callable[[Id, bool], object]
) -> None:
    menu.addSeparator()
    for choice in labels:
        words = tr("reader.menu.another", label=choice.name)
        entry = menu.addAction(icons.icon(choice.shape, choice.color), words)
        _connect(entry, label, choice.id, another=True)


def _connect(
    entry: QAction, label: Callable[[Id, bool], object], chosen: Id, *, another: bool
) -> None:
    entry.triggered.connect(lambda: label(chosen, another))


def _ask(entry: QAction, action: Callable[[str], object], name: str) -> None:
    entry.triggered.connect(lambda: action(name))


def _with_key(entry: QAction, key: str) -> None:
    # Shown beside the words, not armed: the reader takes its keys itself.
    if key:
        entry.setText(f"{entry.text()}\t{key}")
