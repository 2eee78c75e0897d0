"""The shipped typefaces: the few files that the first paint needs, and the rest after it.

Every weight in use is shipped, for a missing one would come from the machine's own family of the
same name and make lines break differently there.
"""

from typing import Final

from PySide6.QtGui import QFontDatabase

from factcheck import resources

_FIRST: Final = (
    "Inter-Regular.ttf",
    "Inter-Medium.ttf",
    "Inter-SemiBold.ttf",
    "NotoSerif-Regular.ttf",
    "NotoSerif-Bold.ttf",
)
_REST: Final = ("Inter-Bold.ttf", "NotoSerif-Italic.ttf")

_loaded: set[str] = set()


def load_first() -> None:
    """Load what the window shows at once; needs a QGuiApplication."""
    _load(_FIRST)


def load_rest() -> None:
    """Load the weights that only emphasis inside texts needs."""
    _load(_REST)


def _load(names: tuple[str, ...]) -> None:
    for name in names:
        if name in _loaded:
            continue
        file = resources.path("fonts", name)
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(f"the program's own font {name!r} cannot be read: {file}")
        _loaded.add(name)
