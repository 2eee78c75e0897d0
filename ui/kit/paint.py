"""Small things painted alike by widgets and item delegates: key caps, marks, counts, rings.

It knows shapes and roles, never what a label or a status means.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui import icons, shapes, theme

# Absolute, for whoever paints has already turned the places round where text runs to the left.
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute


@dataclass(frozen=True, slots=True)
class Count:
    """A shape in a color role with a number, and the words that say it aloud."""

    shape: str
    color: str
    number: int
    name: str = ""


def box(
    painter: QPainter,
    rect: QRectF,
    *,
    radius: float,
    fill: QColor | None = None,
    border: QColor | None = None,
    width: float = 1.0,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    """Paint a rounded box whose border lies inside the rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inset = 0.0
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(border, width, style))
        inset = width / 2
    painter.drawRoundedRect(
        rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset
    )


def bar(widget: QWidget, *, ground: str = "panel", line: str = "line") -> None:
    """Paint the ground of a bar, and a line at its foot that parts it from what is below."""
    look = theme.current()
    painter = QPainter(widget)
    painter.fillRect(widget.rect(), look.color(ground))
    height = max(1, round(look.size("stroke_hairline")))
    painter.fillRect(0, widget.height() - height, widget.width(), height, look.color(line))
    painter.end()


def plate(
    widget: QWidget, *, border: str, fill: str = "paper", radius: str = "radius_card"
) -> None:
    """Paint a rounded ground with a border under all of a widget, by roles and a size's name."""
    look = theme.current()
    painter, area = QPainter(widget), QRectF(widget.rect())
    colors = look.color(fill), look.color(border)
    box(painter, area, radius=look.size(radius), fill=colors[0], border=colors[1])
    painter.end()


def key_cap_width(text: str) -> float:
    """Give the width in px of a key cap."""
    look = theme.current()
    width = QFontMetricsF(look.font("key")).horizontalAdvance(text) + 2 * look.size("key_pad") + 2
    return max(look.size("key"), round(width))


def key_cap(painter: QPainter, rect: QRectF, text: str, *, on_accent: bool = False) -> None:
    """Paint a key cap; its lower border is thicker, as a key's."""
    look = theme.current()
    line = look.color("accent_ink" if on_accent else "line")
    fill = None if on_accent else look.color("paper")
    radius = look.size("radius_key")
    box(painter, rect, radius=radius, fill=fill, border=line)
    painter.setPen(QPen(line, 1))
    bottom = rect.bottom() - 1.5
    painter.drawLine(QPointF(rect.left() + radius, bottom), QPointF(rect.right() - radius, bottom))
    painter.setPen(look.color("accent_ink" if on_accent else "mute"))
    painter.setFont(look.font("key"))
    painter.drawText(rect.adjusted(0, 0, 0, -1), Qt.AlignmentFlag.AlignCenter, text)


def mark(
    painter: QPainter, rect: QRectF, shape: str, color: str, *, outlined: bool = False
) -> None:
    """Paint a label's shape in its tinted square; outlined for what is only repeated."""
    look = theme.current()
    dress = look.label_look(color)
    solid = not outlined and not look.has_tints
    border = dress.ink if solid else look.color("line") if outlined else None
    box(
        painter,
        rect,
        radius=look.size("radius_mark"),
        fill=None if outlined else dress.tint,
        border=border,
        width=2.0 if solid else 1.0,
    )
    side = rect.width() * look.size("icon_glyph") / look.size("mark") * (0.85 if outlined else 1)
    place = QRectF(0, 0, side, side)
    place.moveCenter(rect.center())
    painter.fillPath(shapes.shape_path(shape, place), dress.ink)


def ring(painter: QPainter, rect: QRectF, radius: float, role: str = "accent") -> None:
    """Paint a focus ring whose outer edge is the rectangle's."""
    look = theme.current()
    box(
        painter,
        rect,
        radius=radius,
        border=look.color(role),
        width=look.size("focus_ring"),
    )


def counts_width(counts: Sequence[Count]) -> float:
    """Give the width in px of a row of counts."""
    look = theme.current()
    metrics = QFontMetricsF(look.font("count"))
    each = [
        look.size("icon_count") + look.size("count_gap") + metrics.horizontalAdvance(str(c.number))
        for c in counts
    ]
    return sum(each) + look.size("m") * max(0, len(each) - 1)


def counts(painter: QPainter, rect: QRectF, row: Sequence[Count], *, rtl: bool = False) -> None:
    """Paint a row of counts from the leading edge, centered in the rectangle's height."""
    look = theme.current()
    font = look.font("count")
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    side = look.size("icon_count")
    x = rect.right() - counts_width(row) if rtl else rect.left()
    for count in row:
        color = look.label_look(count.color).ink
        glyph = QRectF(x, rect.center().y() - side / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(shapes.shape_path(count.shape, glyph), color)
        painter.setPen(color)
        x += side + look.size("count_gap")
        width = metrics.horizontalAdvance(str(count.number))
        painter.drawText(
            QRectF(x, rect.top(), width + 2, rect.height()),
            Qt.AlignmentFlag.AlignVCenter | LEFT,
            str(count.number),
        )
        x += width + look.size("m")


STATUS_ROLES: Final = {"todo": "accent", "in_progress": "accent", "done": "confirmation"}


def status(painter: QPainter, rect: QRectF, name: str) -> None:
    """Paint an article's status; an unknown one is to do."""
    known = name if name in STATUS_ROLES else "todo"
    icons.paint(painter, known, rect, STATUS_ROLES[known])
