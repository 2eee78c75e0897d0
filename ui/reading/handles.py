"""Edges of the active statement: their handles, and where a drag or a key would put them.

It works out new edges, in code points of the text; whether they hold is the core's to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from factcheck.ids import Id
from factcheck.prose import edges
from factcheck.prose.sentences import paragraph_at
from ui.reading.lines import ShownLine
from ui.reading.values import Role, StatementMark, Stretch, Stretches
from ui.theme import Theme

_REACH = 6.0
_REACH_AT_LETTERS = 2.5  # less than a space, or the word beside an edge could not be selected
_KNOB = 3.5


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of one stretch of a statement."""

    statement: Id
    role: Role
    index: int
    at_end: bool
    stretch: Stretch

    def moved_to(self, offset: int, *, length: int) -> Stretch:
        """Give the stretch with this end at an offset; at least one character stays."""
        start, end = self.stretch
        if self.at_end:
            return start, min(max(offset, start + 1), length)
        return max(min(offset, end - 1), 0), end


def edges_of(mark: StatementMark) -> list[Edge]:
    """Give every edge of a statement that may be moved: those of its content first."""
    found: list[Edge] = []
    roles: list[tuple[Role, Stretches]] = [
        ("content", mark.content),
        ("source", mark.source),
        ("cue", mark.cue),
    ]
    for role, stretches in roles:
        for index, stretch in enumerate(stretches):
            found += [Edge(mark.id, role, index, at_end, stretch) for at_end in (False, True)]
    return found


def stepped(edge: Edge, text: str, *, later: bool, by_word: bool) -> Stretch:
    """Give the stretch with this edge one character or word further; white space is stepped over.

    By word an end goes to ends of words and a start to starts, so that words stay whole; a stretch
    grows no farther than its paragraph, whose last stop or quotation mark is no word.
    """
    offset = edge.stretch[1] if edge.at_end else edge.stretch[0]
    if by_word:
        step = {
            (True, True): edges.word_end_after,
            (True, False): edges.word_end_before,
            (False, True): edges.word_start_after,
            (False, False): edges.word_start_before,
        }[edge.at_end, later]
        wanted = step(text, offset)
        if later == edge.at_end:
            wanted = _within_paragraph(text, offset, wanted, at_end=edge.at_end)
        return edge.moved_to(wanted, length=len(text))
    one = edges.character_after if later else edges.character_before
    offset = one(text, offset)
    while 0 < offset < len(text) and text[offset - 1 if edge.at_end else offset].isspace():
        offset = one(text, offset)
    return edge.moved_to(offset, length=len(text))


def _within_paragraph(text: str, offset: int, wanted: int, *, at_end: bool) -> int:
    """Hold a place to which an edge is to go from an offset inside the offset's paragraph."""
    start, end = paragraph_at(text, max(offset - 1, 0) if at_end else offset)
    words = text[start:end]
    if at_end:
        return min(wanted, max(offset, start + len(words.rstrip())))
    return max(wanted, min(offset, end - len(words.lstrip())))


def snapped_to_word(edge: Edge, text: str, offset: int) -> int:
    """Give the nearest edge of the word at an offset, for a drag by words."""
    word = edges.word_at(text, offset)
    if word is None:
        return offset
    return word[1] if edge.at_end else word[0]


def handle_rect(line: ShownLine, position: int) -> QRectF:
    """Give where the handle of an edge can be taken hold of, in the viewport."""
    x = line.x_at(position)
    return QRectF(x - _REACH, line.top - 2, 2 * _REACH, line.ascent + line.descent + 6)


def takes_hold(point: QPointF, rect: QRectF, *, at_end: bool) -> bool:
    """Say whether a press takes hold of a handle: near its knob, or close to its bar."""
    knob = rect.bottom() - 2 * _KNOB if at_end else rect.top() + 2 * _KNOB
    beside = point.y() >= knob if at_end else point.y() <= knob
    reach = _REACH if beside else _REACH_AT_LETTERS
    return rect.contains(point) and abs(point.x() - rect.center().x()) <= reach


def paint_handles(painter: QPainter, places: Iterable[tuple[QRectF, bool]], theme: Theme) -> None:
    """Paint handles: a bar with a knob, above at a start, below at an end."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    for rect, at_end in places:
        x = rect.center().x()
        painter.drawRect(QRectF(x - 0.75, rect.top() + 2, 1.5, rect.height() - 4))
        y = rect.bottom() - 2 if at_end else rect.top() + 2
        painter.drawEllipse(QPointF(x, y), _KNOB, _KNOB)


def nearest(point: QPointF, places: Iterable[tuple[Edge, QRectF]]) -> Edge | None:
    """Give the edge whose handle is nearest to a point; the content's where two are as near."""
    ranked = sorted(places, key=lambda place: abs(place[1].center().x() - point.x()))
    return ranked[0][0] if ranked else None
