"""Which action of the key map a key press means while one reads.

The keys themselves are data (`resources/keys.toml`); this only finds a press among them, also on
keyboards where a digit or a sign needs another modifier than the map names.
"""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from ui.keymap import bindings

MARK: Final = "mark_"
MARK_ALSO: Final = "mark_also_"
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
# Where a press tells which key it was, not only which sign: X11 and Wayland number the row
# of digits from 10, Windows gives the digit itself.
_FIRST_DIGIT_SCAN: Final = 10
_SCANNED: Final = ("xcb", "wayland")


def reading_action(event: QKeyEvent, *, linking: bool) -> str | None:
    """Name the action that a key press means; while linking, that context's keys come first."""
    return action_in(event, *(("linking", "reading") if linking else ("reading",)))


def action_in(event: QKeyEvent, *contexts: str) -> str | None:
    """Name the action that a key press means in the first of these contexts that has one."""
    modifiers = event.modifiers() & ~_KEYPAD
    tries = [(event.key(), modifiers)]
    digit = _digit(event)
    if digit is not None:
        tries.insert(0, (digit, modifiers))
    elif not _is_letter(event.key()):
        tries.append((event.key(), modifiers & ~_SHIFT))
    for context in contexts:
        for key, held in tries:
            name = _table(context).get(QKeyCombination(held, Qt.Key(key)).toCombined())
            if name is not None:
                return name
    return None


def label_place(action: str) -> tuple[int, bool] | None:
    """Give which label a marking action means, from 0, and whether it is to be another one."""
    also = action.startswith(MARK_ALSO)
    rest = action.removeprefix(MARK_ALSO if also else MARK)
    return (int(rest) - 1, also) if action.startswith(MARK) and rest.isdigit() else None


def _digit(event: QKeyEvent) -> int | None:
    if event.nativeScanCode() and QGuiApplication.platformName() in _SCANNED:
        place = event.nativeScanCode() - _FIRST_DIGIT_SCAN
        return Qt.Key.Key_1 + place if 0 <= place <= 8 else None
    virtual = event.nativeVirtualKey()
    if QGuiApplication.platformName() == "windows" and Qt.Key.Key_1 <= virtual <= Qt.Key.Key_9:
        return virtual
    return None


def _is_letter(key: int) -> bool:
    return Qt.Key.Key_A <= key <= Qt.Key.Key_Z


@lru_cache(maxsize=4)
def _table(context: str) -> dict[int, str]:
    return {_combined(key): bound.name for bound in bindings(context) for key in bound.keys}


def _combined(key: str) -> int:
    # The stubs do not know that a sequence can be indexed.
    first: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]  # as said above
    return first.toCombined()
