"""The theme given to Qt's own widgets: one palette, one font, one style sheet, whole program.

What it looks like is in `resources/themes/`; kit widgets paint themselves and need nothing here.
"""

from functools import lru_cache
from string import Template

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from factcheck import resources
from ui import fonts, theme

_PALETTE = {
    QPalette.ColorRole.Window: "panel",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "paper",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "mute",
    QPalette.ColorRole.Button: "paper",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "accent_ink",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "paper",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Light: "paper",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "edge",
}
_DIMMED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def install(app: QApplication) -> None:
    """Dress the program before its first window, and again at each change of the theme."""
    fonts.load_first()
    app.setStyle("Fusion")
    theme.controller().changed.connect(lambda: _dress(app))
    _dress(app)


def palette(look: theme.Theme) -> QPalette:
    """Give Qt's palette for a theme; what is disabled is drawn in `edge`."""
    result = QPalette()
    for qt_role, role in _PALETTE.items():
        result.setColor(qt_role, look.color(role))
    for qt_role in _DIMMED:
        result.setColor(QPalette.ColorGroup.Disabled, qt_role, look.color("edge"))
    return result


def style_sheet(look: theme.Theme) -> str:
    """Fill the template with a theme's values; raise KeyError if it names an unknown role."""
    colors, sizes, _ = look.roles()
    values: dict[str, object] = {role: look.color(role).name() for role in colors}
    values |= {f"size.{name}": look.px(name) for name in sizes}
    # A field's height holds its border, which Qt's `min-height` does not count.
    values["size.field_inner"] = look.px("field") - 2 * look.px("stroke_hairline")
    values["scroll"] = look.color("line" if look.has_tints else "edge").name()
    return _Template(_template()).substitute(values)


class _Template(Template):
    braceidpattern = r"[a-z_.]+"


@lru_cache(maxsize=1)
def _template() -> str:
    return resources.path("themes", "style.qss").read_text(encoding="utf-8")


def _dress(app: QApplication) -> None:
    look = theme.current()
    app.setPalette(palette(look))
    app.setFont(look.font("base"))
    app.setStyleSheet(style_sheet(look))
