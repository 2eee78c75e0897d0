"""Roles to colors, sizes and fonts: what the whole window looks like is decided by data, read here.

It knows no widget. Whoever paints asks `current()` each time, and repaints on `changed`.
"""

import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication

from factcheck import resources

ZOOM_RANGE: Final = (50, 300)
_UNDERLINES: Final = {
    "solid": Qt.PenStyle.SolidLine,
    "dash": Qt.PenStyle.DashLine,
    "dot": Qt.PenStyle.DotLine,
}


class Mode(StrEnum):
    """What the person chose; `SYSTEM` follows the desktop's light, dark and contrast."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST_LIGHT = "high_contrast_light"
    HIGH_CONTRAST_DARK = "high_contrast_dark"


@dataclass(frozen=True, slots=True)
class LabelLook:
    """How a label or link type shows: `ink` for shape and line, `tint` for its ground."""

    ink: QColor
    tint: QColor
    underline: Qt.PenStyle
    underline_width: float


@dataclass(frozen=True, slots=True)
class _FontRole:
    family: str
    px: float
    line: float
    weight: int
    tabular: bool


@dataclass(frozen=True)
class Theme:
    """One look at one zoom, frozen; a size is in px at this zoom."""

    name: str
    zoom: int
    is_dark: bool
    has_tints: bool
    _colors: dict[str, QColor]
    _sizes: dict[str, float]
    _roles: dict[str, _FontRole]
    _fonts: dict[str, QFont] = field(default_factory=dict, compare=False)

    def color(self, role: str) -> QColor:
        """Give the color of a role of the palette; raise KeyError if there is none."""
        return QColor(self._colors[role])

    def has_color(self, role: str) -> bool:
        """Say whether a role is known, for roles that come from a project's own labels."""
        return role in self._colors

    def size(self, name: str) -> float:
        """Give a named measure in px at the current zoom; raise KeyError if there is none."""
        return self._sizes[name]

    def px(self, name: str) -> int:
        """Give a named measure in whole px, as layouts want it."""
        return round(self._sizes[name])

    def line_height(self, role: str) -> float:
        """Give the line height in px that belongs to a font role."""
        return self._roles[role].line

    def font(self, role: str) -> QFont:
        """Give the font of a role, without hinting, so that lines break alike on every machine."""
        if role not in self._fonts:
            self._fonts[role] = _build_font(self._roles[role])
        return QFont(self._fonts[role])

    def roles(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Name all colors, sizes and fonts, for the style sheet and for tests."""
        return frozenset(self._colors), frozenset(self._sizes), frozenset(self._roles)

    def label_look(self, color: str, underline: str = "solid") -> LabelLook:
        """Give the look of a label or link type from its roles; unknown ones look like `mute`."""
        role = color if color in self._colors else "mute"
        tint = f"{role}_tint" if f"{role}_tint" in self._colors else "hover"
        width = "underline_dot_width" if underline == "dot" else "underline_width"
        return LabelLook(
            ink=self.color(role),
            tint=self.color(tint if self.has_tints else "paper"),
            underline=_UNDERLINES.get(underline, Qt.PenStyle.SolidLine),
            underline_width=self._sizes[width],
        )


class ThemeController(QObject):
    """The one place where the look changes: what was chosen, and what that means just now."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode = Mode.SYSTEM
        self._zoom = 100
        self._current: Theme | None = None
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    @property
    def mode(self) -> Mode:
        """What the person chose."""
        return self._mode

    @property
    def zoom(self) -> int:
        """The size of text in percent."""
        return self._zoom

    def current(self) -> Theme:
        """Give the theme to paint with now."""
        if self._current is None:
            self._current = load(self._name(), self._zoom)
        return self._current

    def set_mode(self, mode: Mode) -> None:
        """Take the person's choice, and tell everybody if the look changes by it."""
        self._mode = mode
        self._refresh()

    def set_zoom(self, percent: int) -> None:
        """Take a size of text in percent, held within 50 to 300."""
        low, high = ZOOM_RANGE
        self._zoom = min(max(percent, low), high)
        self._refresh()

    def zoom_in(self) -> None:
        """Go to the next larger step."""
        self.set_zoom(min((s for s in zoom_steps() if s > self._zoom), default=self._zoom))

    def zoom_out(self) -> None:
        """Go to the next smaller step."""
        self.set_zoom(max((s for s in zoom_steps() if s < self._zoom), default=self._zoom))

    def _follow_system(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._refresh()

    def _refresh(self) -> None:
        theme = load(self._name(), self._zoom)
        if theme != self._current:
            self._current = theme
            self.changed.emit()

    def _name(self) -> str:
        if self._mode is not Mode.SYSTEM:
            return self._mode.value
        hints = QGuiApplication.styleHints()
        dark = hints.colorScheme() is Qt.ColorScheme.Dark
        contrast = hints.accessibility().contrastPreference()
        if contrast is Qt.ContrastPreference.HighContrast:
            return (Mode.HIGH_CONTRAST_DARK if dark else Mode.HIGH_CONTRAST_LIGHT).value
        return (Mode.DARK if dark else Mode.LIGHT).value


_controller: ThemeController | None = None


def controller() -> ThemeController:
    """Give the program's one controller, made when first asked for; needs a QGuiApplication."""
    global _controller
    if _controller is None:
        _controller = ThemeController()
    return _controller


def current() -> Theme:
    """Give the theme to paint with now."""
    return controller().current()


@lru_cache(maxsize=8)
def load(name: str, zoom: int = 100) -> Theme:
    """Read a theme by name at a size of text in percent; the same answer for the same question."""
    data = _read(name)
    look = data["theme"]
    fonts = _read("metrics")["font"]
    return Theme(
        name=name,
        zoom=zoom,
        is_dark=bool(look["dark"]),
        has_tints=bool(look["tints"]),
        _colors={role: QColor(str(value)) for role, value in data["color"].items()},
        _sizes=_sizes(name, zoom / 100),
        _roles=_font_roles(fonts, zoom / 100),
    )


def zoom_steps() -> tuple[int, ...]:
    """Give the sizes of text in percent that zooming stops at, smallest first."""
    return tuple(_read("metrics")["zoom"]["steps"])  # type: ignore[arg-type]  # TOML is untyped


@lru_cache(maxsize=8)
def _read(name: str) -> dict[str, dict[str, object]]:
    with resources.path("themes", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _sizes(name: str, factor: float) -> dict[str, float]:
    metrics, own = _read("metrics"), _read(name)
    plain = {"space", "width", "height", "icon"}
    sizes: dict[str, float] = {}
    for group, grow in metrics["grow"].items():
        scale = 1 + (factor - 1) * float(str(grow))
        for key, value in (metrics[group] | own.get(group, {})).items():
            sizes[key if group in plain else f"{group}_{key}"] = float(str(value)) * scale
    return sizes


def _font_roles(fonts: dict[str, object], factor: float) -> dict[str, _FontRole]:
    families, roles = fonts["family"], fonts["role"]
    assert isinstance(families, dict)
    assert isinstance(roles, dict)
    return {
        role: _FontRole(families[family], px * factor, line * factor, weight, "tnum" in features)
        for role, (family, px, line, weight, *features) in roles.items()
    }


def _build_font(role: _FontRole) -> QFont:
    font = QFont(role.family)
    # Whole px, for Qt rounds to them whatever it is given (QFontDatabasePrivate::load).
    font.setPixelSize(max(1, int(role.px + 0.5)))
    font.setWeight(QFont.Weight(role.weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if role.tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
