"""Every action of the window by name: menus, tool bar, palette and keys all take it from here.

What an action is called and which keys it has is data (`resources/keys.toml`); what it does, the
panel connects that does it. Keys that are letters hold only while one reads, so the reader and
the claim pane listen for them; an action for those exists all the same, to be found and clicked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui import icons, theme
from ui.keymap import Binding, bindings


class Actions(QObject):
    """The window's actions, made once; nobody makes another QAction for the same thing."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        self._bindings: dict[str, Binding] = {}
        self._enabled: dict[str, Callable[[], bool]] = {}
        self._connected: set[str] = set()
        for binding in bindings():
            self._make(binding, window)
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def cap(self, name: str) -> str:
        """Give an action's key as a key cap shows it, empty if it has none."""
        return self._bindings[name].cap

    def connect_to(
        self, name: str, slot: Callable[[], object], *, enabled: Callable[[], bool] | None = None
    ) -> None:
        """Say what an action does, and when it can."""
        self._actions[name].triggered.connect(lambda _checked=False: slot())
        self._actions[name].setEnabled(True)
        self._connected.add(name)
        if enabled is not None:
            self._enabled[name] = enabled

    def is_connected(self, name: str) -> bool:
        """Say whether an action does something, now or at another time."""
        return name in self._connected

    def refresh(self) -> None:
        """Enable what can be done now, and disable the rest."""
        for name, can in self._enabled.items():
            self._actions[name].setEnabled(can())

    def connected(self) -> Iterator[tuple[Binding, QAction]]:
        """Give each action that does something, with its binding."""
        for name, action in self._actions.items():
            if self.is_connected(name):
                yield self._bindings[name], action

    def _make(self, binding: Binding, window: QWidget) -> None:
        action = QAction(binding.title, window)
        action.setObjectName(binding.object_name)
        action.setToolTip(f"{binding.title}  {binding.cap}".rstrip())
        action.setEnabled(False)
        if binding.context == "window":
            action.setShortcuts(binding.sequences)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            window.addAction(action)
        self._actions[binding.name] = action
        self._bindings[binding.name] = binding

    def _restyle(self) -> None:
        side = theme.current().size("icon")
        for name, binding in self._bindings.items():
            if binding.icon:
                self._actions[name].setIcon(icons.icon(binding.icon, "ink", side))
