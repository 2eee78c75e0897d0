"""Which keys do what: the key map is data, read here; actions, key caps and help all ask it.

It knows names of actions, never what they do.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtGui import QKeySequence

from factcheck import resources
from ui.texts import tr

_WINDOW: Final = "window"
_CAPS: Final = frozenset(
    ("Return", "Enter", "Esc", "Del", "Backspace", "PgDown", "PgUp", "Left", "Right", "Up", "Down")
)


@dataclass(frozen=True, slots=True)
class Binding:
    """An action's keys (as `QKeySequence` reads them), where they hold, and its icon."""

    name: str
    keys: tuple[str, ...]
    context: str
    icon: str | None

    @property
    def object_name(self) -> str:
        """The action's `objectName`: `next_article` is `actionNextArticle`."""
        return "action" + "".join(part.capitalize() for part in self.name.split("_"))

    @property
    def title(self) -> str:
        """The action in words."""
        return tr(f"keys.action.{self.name}")

    @property
    def sequences(self) -> list[QKeySequence]:
        """The keys as Qt wants them."""
        return [QKeySequence(key) for key in self.keys]

    @property
    def cap(self) -> str:
        """The first key as a key cap shows it ("Ctrl K"), empty if there is none."""
        return key_cap(self.keys[0]) if self.keys else ""


def binding(name: str) -> Binding:
    """Give the binding of an action; raise KeyError if the key map has none of that name."""
    return _table()[name]


def bindings(context: str | None = None) -> tuple[Binding, ...]:
    """Give all bindings, or those of one context, in the order of the key map."""
    return tuple(b for b in _table().values() if context in (None, b.context))


def contexts() -> tuple[str, ...]:
    """Name the contexts in the order of the key map, for the list of keys."""
    return tuple(dict.fromkeys(b.context for b in _table().values()))


def key_cap(key: str) -> str:
    """Give a key sequence as caps show it: `Ctrl+K` is "Ctrl K", `Return` is "↵"."""
    plus = key.endswith("+")
    parts = [part for part in key.split("+") if part] + (["+"] if plus else [])
    return " ".join(tr(f"keys.cap.{part}") if part in _CAPS else part for part in parts)


@lru_cache(maxsize=1)
def _table() -> dict[str, Binding]:
    with resources.path("keys.toml").open("rb") as file:
        data = tomllib.load(file)
    return {
        name: Binding(
            name=name,
            keys=tuple(entry["keys"]),
            context=entry.get("context", _WINDOW),
            icon=entry.get("icon"),
        )
        for name, entry in data.items()
    }
