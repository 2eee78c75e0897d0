"""Our icons in the theme's colors: an SVG in `currentColor`, or a label's shape, by name and role.

It decides nothing about size: whoever shows an icon asks the theme for one, so that it grows with
the text.
"""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from factcheck import resources
from ui import shapes, theme

_ICON_SCALES: Final = (1.0, 2.0)


def pixmap(name: str, role: str = "ink", size: float = 16, dpr: float = 1.0) -> QPixmap:
    """Draw an icon or shape in a role's color; `size` in px, before the device's pixel ratio."""
    return _draw(name, theme.current().color(role).rgba(), round(size * dpr), dpr)


def icon(name: str, role: str = "ink", size: float = 16) -> QIcon:
    """Give an icon for actions and menus, dimmed when disabled; ask anew when the theme changes."""
    result = QIcon()
    for dpr in _ICON_SCALES:
        result.addPixmap(pixmap(name, role, size, dpr))
        result.addPixmap(pixmap(name, "edge", size, dpr), QIcon.Mode.Disabled)
    return result


def paint(painter: QPainter, name: str, rect: QRectF, role: str = "ink") -> None:
    """Paint an icon or shape into the middle of a rectangle."""
    side = min(rect.width(), rect.height())
    place = QRectF(0, 0, side, side)
    place.moveCenter(rect.center())
    if name in shapes.shape_names():
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(shapes.shape_path(name, place), theme.current().color(role))
        return
    image = pixmap(name, role, side, painter.device().devicePixelRatio())
    painter.drawPixmap(place.topLeft(), image)


@lru_cache(maxsize=512)
def _draw(name: str, rgba: int, pixels: int, dpr: float) -> QPixmap:
    color = QColor.fromRgba(rgba)
    image = QPixmap(pixels, pixels)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(0, 0, pixels, pixels)
    if name in shapes.shape_names():
        painter.fillPath(shapes.shape_path(name, area), color)
    else:
        # Imported here, for the first paint may not need any SVG.
        from PySide6.QtSvg import QSvgRenderer

        svg = _source(name).replace("currentColor", color.name())
        QSvgRenderer(QByteArray(svg.encode())).render(painter, area)
    painter.end()
    image.setDevicePixelRatio(dpr)
    return image


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")
