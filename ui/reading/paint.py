"""Highlights: tints below the text, underlines in rows, what is active, aimed at or found.

Where statements overlap only the innermost tints the ground, for tints that add up grow too dark
to read; rows of underlines and the gutter show that there are more. It decides looks only, and
paints only what it is handed: lines that can be seen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from factcheck.ids import Id
from ui.reading.differing import Differences, paint_differing
from ui.reading.layers import Layers, Piece
from ui.reading.lines import ShownLine
from ui.reading.values import Stretches
from ui.theme import LabelLook, Theme

MOST_ROWS = 3
_ABOVE, _BELOW = 1.0, 3.0
_RADIUS = 2.0
_DASH, _DOT = [2.5, 2.0], [0.01, 2.0]
_REFERENCE_ALPHA = 180
_BOX = 0.75  # of the focus ring's width


@dataclass(slots=True)
class Shown:
    """What is to be seen on the page besides its text; positions are Qt's."""

    layers: Layers = field(default_factory=Layers)
    active: Id | None = None
    # The edges of the active statement as they are being dragged, if they are.
    active_content: Stretches = ()
    source: Stretches = ()
    cue: Stretches = ()
    linked: frozenset[Id] = frozenset()
    target: Id | None = None
    target_stretch: tuple[int, int] | None = None
    hits: Stretches = ()
    hit: int = -1
    boxed: Stretches = ()  # what one is about to decide on
    differing: Differences = field(default_factory=Differences)  # from another edition


def paint_below(painter: QPainter, lines: Sequence[ShownLine], shown: Shown, theme: Theme) -> None:
    """Paint everything that lies under the letters of these lines."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    looks: dict[tuple[str, str], LabelLook] = {}
    laid: list[tuple[ShownLine, Piece, LabelLook, list[QRectF]]] = []
    for line in lines:
        for piece in _pieces(line, shown):
            key = (piece.mark.color, piece.mark.underline)
            if key not in looks:
                looks[key] = theme.label_look(*key)
            laid.append((line, piece, looks[key], line.rects(piece.start, piece.end)))
    for _, piece, look, boxes in laid:
        _tint(painter, piece, look, boxes)
    if shown.differing.stretches:
        paint_differing(painter, lines, shown.differing, theme)
    _paint_hits(painter, lines, shown, theme)
    for line, piece, look, boxes in laid:
        _underline(painter, line, piece, look=look, boxes=boxes, theme=theme)
    _paint_active(painter, lines, shown, theme)
    _paint_linking(painter, lines, shown, theme)
    box = QPen(theme.color("accent"), theme.size("focus_ring") * _BOX)
    _boxes(painter, lines, shown.boxed, pen=box)


def highlight_rects(line: ShownLine, start: int, end: int) -> list[QRectF]:
    """Give the ground of a stretch on a line: a little more than its letters."""
    return [box.adjusted(0, -_ABOVE, 0, _BELOW) for box in line.rects(start, end)]


def _pieces(line: ShownLine, shown: Shown) -> list[Piece]:
    pieces = shown.layers.overlapping(line.start, line.end)
    if shown.active is not None:
        rows = [piece.row for piece in pieces if piece.mark.id == shown.active]
        mark = shown.layers.marks.get(shown.active)
        pieces = [piece for piece in pieces if piece.mark.id != shown.active]
        pieces.sort(key=_outer_first)
        if mark is not None:
            pieces += [
                Piece(start, end, min(rows, default=0), mark)
                for start, end in shown.active_content
                if start < line.end and end > line.start
            ]
    else:
        pieces.sort(key=_outer_first)
    return pieces


def _outer_first(piece: Piece) -> tuple[bool, int]:
    return not piece.mark.reference, piece.start - piece.end


def _tint(painter: QPainter, piece: Piece, look: LabelLook, boxes: Sequence[QRectF]) -> None:
    if piece.mark.undecided:
        return
    tint = look.tint
    if piece.mark.reference:
        tint = QColor(tint)
        tint.setAlpha(_REFERENCE_ALPHA)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    for box in boxes:
        painter.drawRoundedRect(box.adjusted(0, -_ABOVE, 0, _BELOW), _RADIUS, _RADIUS)


def _underline(
    painter: QPainter,
    line: ShownLine,
    piece: Piece,
    *,
    look: LabelLook,
    boxes: Sequence[QRectF],
    theme: Theme,
) -> None:
    width = look.underline_width
    if piece.mark.reference:
        width = theme.size("underline_cue_width")
    first, second = theme.size("underline_offset"), theme.size("underline_second_offset")
    row = min(piece.row, MOST_ROWS - 1)
    # On whole pixels, or thin lines would be blurred over two.
    y = round(line.baseline + first + row * (second - first)) + width / 2
    pen = _pen(piece.mark.underline, look, width)
    for box in boxes:
        _draw_line(painter, box, y, pen=pen)


def _pen(underline: str, look: LabelLook, width: float) -> QPen:
    pen = QPen(look.ink, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if underline == "dash":
        pen.setDashPattern(_DASH)
    elif underline == "dot":
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern(_DOT)
    elif underline == "wave":
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([1.0, 0.0])
    return pen


def _draw_line(painter: QPainter, box: QRectF, y: float, *, pen: QPen) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if pen.dashPattern() == [1.0, 0.0]:
        painter.setPen(QPen(pen.color(), pen.widthF() * 0.75))
        painter.drawPath(_wave(box, y, pen.widthF()))
        return
    painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))


def _wave(box: QRectF, y: float, height: float) -> QPainterPath:
    path = QPainterPath(QPointF(box.left(), y))
    x, up = box.left(), True
    step = 2 * height
    while x < box.right():
        crest = y - height if up else y + height
        path.quadTo(QPointF(x + step / 2, crest), QPointF(min(x + step, box.right()), y))
        x, up = x + step, not up
    return path


def _paint_active(
    painter: QPainter, lines: Sequence[ShownLine], shown: Shown, theme: Theme
) -> None:
    mark = shown.layers.marks.get(shown.active) if shown.active is not None else None
    if mark is None:
        return
    ink = theme.label_look(mark.color).ink
    thin = theme.size("underline_cue_width")
    _boxes(painter, lines, shown.source, pen=QPen(ink, thin))
    for line in lines:
        for start, end in shown.cue:
            for box in line.rects(start, end):
                y = round(line.baseline + theme.size("underline_offset")) + thin / 2
                _draw_line(painter, box, y, pen=QPen(ink, thin))


def _paint_linking(
    painter: QPainter, lines: Sequence[ShownLine], shown: Shown, theme: Theme
) -> None:
    ink = theme.color("contradiction")
    for statement in shown.linked:
        _boxes(painter, lines, shown.layers.stretches(statement), pen=QPen(ink, 1))
    aimed = shown.layers.stretches(shown.target) if shown.target is not None else ()
    if shown.target_stretch is not None:
        aimed = (shown.target_stretch,)
    _boxes(painter, lines, aimed, pen=QPen(ink, 1.5))


def _paint_hits(painter: QPainter, lines: Sequence[ShownLine], shown: Shown, theme: Theme) -> None:
    if not shown.hits or not lines:
        return
    first, last = lines[0].start, lines[-1].end
    for number, (start, end) in enumerate(shown.hits):
        if start >= last or end <= first:
            continue
        current = number == shown.hit
        color = theme.color("accent" if current else "edge")
        ground = theme.color("accent_tint")
        width = theme.size("focus_ring") if current else theme.size("stroke_hairline")
        _boxes(painter, lines, ((start, end),), pen=QPen(color, width), ground=ground)


def _boxes(
    painter: QPainter,
    lines: Iterable[ShownLine],
    stretches: Stretches,
    *,
    pen: QPen,
    ground: QColor | None = None,
) -> None:
    if not stretches:
        return
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush if ground is None else ground)
    for line in lines:
        for start, end in stretches:
            for box in highlight_rects(line, start, end):
                half = pen.widthF() / 2
                grown = QRectF(box.toAlignedRect()).adjusted(-half, half, half, -half)
                painter.drawRoundedRect(grown, _RADIUS + 1, _RADIUS + 1)
