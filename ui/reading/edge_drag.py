"""Taking hold of an edge of the active statement with the mouse: where the handles are, what a
drag shows, what it comes to when it ends.
"""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from ui import theme
from ui.reading.handles import (
    Edge,
    edges_of,
    handle_rect,
    nearest,
    paint_handles,
    snapped_to_word,
    takes_hold,
)
from ui.reading.lines import line_of
from ui.reading.page import Page
from ui.reading.paint import Shown
from ui.reading.values import Role, Stretch, Stretches
from ui.reading.view import PageView


class EdgeDrag:
    """The one drag of an edge that there can be."""

    def __init__(self, view: PageView) -> None:
        self._view = view
        self._edge: Edge | None = None
        self._stretch: Stretch | None = None
        self._near: Role | None = None

    @property
    def is_on(self) -> bool:
        """Say whether an edge is being dragged."""
        return self._edge is not None

    def over(self, point: QPointF) -> bool:
        """Say whether a handle is under a point of the viewport."""
        edge = self._edge_at(point)
        near = edge.role if edge is not None else None
        if near != self._near:
            self._near = near
            self._view.viewport().update()
        return edge is not None

    def begin(self, point: QPointF) -> bool:
        """Take hold of the handle under a point; say whether there was one."""
        self._edge = self._edge_at(point)
        self._stretch = self._edge.stretch if self._edge else None
        return self._edge is not None

    def move(self, offset: int, *, by_word: bool) -> None:
        """Show the edge at an offset, or at the edge of the word there."""
        if self._edge is not None:
            text = self._view.text
            if by_word:
                offset = snapped_to_word(self._edge, text, offset)
            self._stretch = self._edge.moved_to(offset, length=len(text))
            self._preview(self._edge, self._stretch)

    def end(self) -> tuple[Edge, Stretch] | None:
        """Let go; give the edge and its new stretch, or None if it stands where it stood."""
        edge, stretch = self._edge, self._stretch
        self.cancel()
        if edge is None or stretch is None or stretch == edge.stretch:
            return None
        return edge, stretch

    def cancel(self) -> None:
        """Let go, and show the statement as it is."""
        if self._edge is not None:
            self._preview(self._edge, self._edge.stretch)
        self._edge = self._stretch = None

    def paint(self, painter: QPainter) -> None:
        """Paint the handles of the active statement's content, and the others when near."""
        places = [
            (rect, edge.at_end)
            for edge, rect in self._handles()
            if edge.role in ("content", self._near)
        ]
        paint_handles(painter, places, theme.current())

    def _preview(self, edge: Edge, stretch: Stretch) -> None:
        page, shown = self._view.parts()
        mark = shown.layers.marks.get(edge.statement)
        if mark is None:
            return
        given: dict[str, Stretches] = {
            "content": mark.content,
            "source": mark.source,
            "cue": mark.cue,
        }
        changed = list(given[edge.role])
        changed[edge.index] = stretch
        placed = page.on_page(tuple(changed))
        if edge.role == "content":
            shown.active_content = placed
        elif edge.role == "source":
            shown.source = placed
        else:
            shown.cue = placed
        self._view.viewport().update()

    def _edge_at(self, point: QPointF) -> Edge | None:
        places = self._handles()
        return nearest(point, [(e, r) for e, r in places if takes_hold(point, r, at_end=e.at_end)])

    def _handles(self) -> list[tuple[Edge, QRectF]]:
        page, shown = self._view.parts()
        mark = shown.layers.marks.get(shown.active) if shown.active is not None else None
        if mark is None or mark.reference:
            return []
        found: list[tuple[Edge, QRectF]] = []
        for edge in edges_of(mark):
            rect = self._rect(edge, page, shown)
            if rect is not None:
                found.append((edge, rect))
        return found

    def _rect(self, edge: Edge, page: Page, shown: Shown) -> QRectF | None:
        placed = {"content": shown.active_content, "source": shown.source, "cue": shown.cue}
        start, end = placed[edge.role][edge.index]
        # An end at a line's end belongs to that line, not to the next one's beginning.
        line = line_of(self._view, end - 1 if edge.at_end else start)
        return handle_rect(line, end if edge.at_end else start) if line is not None else None
