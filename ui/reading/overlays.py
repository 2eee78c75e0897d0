"""What stands over the text: the label bar, the link's chip and the find field, and where.

They are children of the reader, not of its viewport, for they may reach into its margins.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from ui import theme
from ui.reading import page as pages
from ui.reading.find_bar import FindBar
from ui.reading.label_bar import LabelBar
from ui.reading.lines import ShownLine, shown_lines
from ui.reading.link_chip import LinkChip
from ui.reading.values import Stretch
from ui.reading.view import PageView

_EDGE = 16


class Overlays:
    """The reader's popups; at most one of bar and chip is shown."""

    def __init__(self, view: PageView) -> None:
        self._view = view
        self.bar = LabelBar(view)
        self.chip = LinkChip(view)
        self.find = FindBar(view)
        self.find.toggled.connect(self.place_find)

    def place(self, selection: Stretch | None, target: Stretch | None) -> None:
        """Put the chip at a target, else the bar at a selection; hide what has no place."""
        if target is not None:
            self.bar.dismiss()
            self.chip.place_at(self._lines(target), self._room_after(target), self._area())
        else:
            self.chip.hide()
            lines = self._lines(selection) if selection is not None else []
            top = float(self._view.viewport().y() + self._view.covered())
            self.bar.place_at(lines, self._area(), top=top)
        self.place_find()

    def place_find(self) -> None:
        """Put the find field above title and text, at the text's right; they make room for it."""
        look, text = theme.current(), self._view.viewport().geometry()
        width = min(round(look.size("measure") * 0.55), self._view.width() - 2 * _EDGE)
        self.find.setFixedSize(width, look.px("field") + 8)
        gap = look.px("s")
        self._view.make_room_above(0 if self.find.isHidden() else self.find.height() + 2 * gap)
        self.find.move(max(_EDGE, text.right() - pages.MARGIN - width), gap)
        self.find.raise_()

    def _area(self) -> QRectF:
        return QRectF(self._view.rect())

    def _lines(self, stretch: Stretch) -> list[QRectF]:
        origin = QPointF(self._view.viewport().pos())
        return [box.translated(origin) for box in self._view.rects(*stretch)]

    def _room_after(self, target: Stretch) -> Sequence[QRectF]:
        page, _ = self._view.parts()
        last = page.to_page(target[1]) - 1
        lines = list(shown_lines(self._view, self._view.viewport().rect()))
        number = next((n for n, line in enumerate(lines) if line.start <= last < line.end), None)
        if number is None:
            return []
        following = lines[number : number + 2]
        # The next paragraph's first line is not "the rest of this line or the next".
        return [self._free(line) for line in following]

    def _free(self, line: ShownLine) -> QRectF:
        viewport = self._view.viewport()
        left = viewport.x() + line.right()
        top = viewport.y() + line.top
        width = max(self._view.width() - left - _EDGE, 0.0)
        return QRectF(left, top, width, line.ascent + line.descent)
