"""Label and link shapes as painter paths, so that gutter, cards and lists draw the same one.

What a shape is comes from `resources/themes/shapes.toml`; which label has which, from the project.
"""

import tomllib
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QTransform

from factcheck import resources

_GRID: Final = 12.0
FALLBACK: Final = "circle"


def shape_names() -> tuple[str, ...]:
    """Name every shape that a label may have, in the order to offer them."""
    return tuple(_table())


def shape_path(name: str, rect: QRectF) -> QPainterPath:
    """Give a shape as an area to fill, fitted into a rectangle; an unknown one is a circle."""
    side = min(rect.width(), rect.height())
    center = rect.center()
    move = QTransform.fromTranslate(center.x() - side / 2, center.y() - side / 2)
    return move.scale(side / _GRID, side / _GRID).map(
        _unit_path(name if name in _table() else FALLBACK)
    )


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, object]]:
    with resources.path("themes", "shapes.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=32)
def _unit_path(name: str) -> QPainterPath:
    shape = _table()[name]
    line = _parse(str(shape["d"]))
    pen = float(str(shape["pen"]))
    if pen == 0:
        return line
    stroker = QPainterPathStroker()
    stroker.setWidth(pen)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    stroke = stroker.createStroke(line)
    area = stroke.united(line) if shape.get("fill") else stroke
    area.setFillRule(Qt.FillRule.WindingFill)
    return area


def _parse(d: str) -> QPainterPath:
    path = QPainterPath()
    verb, numbers = "", []
    for token in [*d.split(), "end"]:
        if not token.isalpha():
            numbers.append(float(token))
            continue
        _draw(path, verb, [QPointF(x, y) for x, y in zip(*[iter(numbers)] * 2, strict=True)])
        verb, numbers = token, []
    return path


def _draw(path: QPainterPath, verb: str, points: list[QPointF]) -> None:
    if verb == "M":
        path.moveTo(points[0])
    elif verb == "L":
        path.lineTo(points[0])
    elif verb == "C":
        path.cubicTo(*points)
    elif verb == "Z":
        path.closeSubpath()
