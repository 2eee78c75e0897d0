"""The lower half of the export sheet: what will be written, counted, and what a format can't hold.

It shows an outlook and asks nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from factcheck.datasets.losses import sentences
from factcheck.datasets.outlook import Outlook
from factcheck.records import Label
from ui import theme
from ui.kit import paint
from ui.kit.marks import Glyph
from ui.kit.text import ElidedLabel, Hairline, TextLabel
from ui.sheets.base import heading
from ui.texts import tr

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column:
    """A counted kind: its words, its shape and color role where it has them."""

    words: str
    shape: str = ""
    color: str = "mute"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: its name, and its numbers in the order of the columns."""

    name: str
    numbers: Sequence[int]


class WrittenTable(QWidget):
    """Numbers under their names, a line for each part, or beside them where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(heading(tr("export.written")))
        self._holder: QWidget | None = None
        self._columns: Sequence[Column] = ()
        self._lines: Sequence[Line] = ()
        self._is_wide = True
        # Lest the row keep the page wider than it is, and be cut off.
        self.setMinimumWidth(1)

    def show_lines(self, columns: Sequence[Column], lines: Sequence[Line]) -> None:
        """Show lines; the last one is all of them together."""
        self._columns, self._lines = columns, lines
        self._lay_out(wide=self._fits())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._holder is not None and self._fits() != self._is_wide:
            self._lay_out(wide=self._fits())

    def _fits(self) -> bool:
        look = theme.current()
        metrics = QFontMetricsF(look.font("meta"))
        gap, glyph = look.size("l"), look.size("icon_count") + 5
        heads = sum(metrics.horizontalAdvance(c.words) + glyph + gap for c in self._columns)
        strong = QFontMetricsF(look.font("strong"))
        lead = max(strong.horizontalAdvance(line.name) for line in self._lines)
        return heads + lead <= self.width()

    def _lay_out(self, *, wide: bool) -> None:
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self._is_wide = wide
        holder = self._holder = QWidget()
        holder.setMinimumWidth(1)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.current().px("l"))
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        (self._lay_wide if wide else self._lay_narrow)(grid)
        holder.setAccessibleName("; ".join(map(self._told, self._lines)))
        self._column.addWidget(holder)
        holder.show()

    def _lay_wide(self, grid: QGridLayout) -> None:
        for at, column in enumerate(self._columns, 1):
            grid.addWidget(_head(column), 0, at, _RIGHT)
        for n, line in enumerate(self._lines):
            row, font = 2 * n + 1, self._font(line)
            grid.addWidget(Hairline(), row, 0, 1, len(self._columns) + 1)
            grid.addWidget(ElidedLabel(line.name, font=font), row + 1, 0)
            for at, number in enumerate(line.numbers, 1):
                grid.addWidget(TextLabel(f"{number:,}", font=font, lines=1), row + 1, at, _RIGHT)

    def _lay_narrow(self, grid: QGridLayout) -> None:
        row = 0
        for line in self._lines:
            font = self._font(line)
            grid.addWidget(ElidedLabel(line.name, font=font), row, 0)
            grid.addWidget(Hairline(), row + 1, 0, 1, 2)
            for at, (column, number) in enumerate(zip(self._columns, line.numbers, strict=True)):
                grid.addWidget(_head(column), row + at + 2, 0, Qt.AlignmentFlag.AlignLeft)
                words = TextLabel(f"{number:,}", font=font, lines=1)
                grid.addWidget(words, row + at + 2, 1, _RIGHT)
            row += len(self._columns) + 2

    def _font(self, line: Line) -> str:
        return "strong" if line is self._lines[-1] else "base"

    def _told(self, line: Line) -> str:
        numbers = zip(self._columns, line.numbers, strict=True)
        return f"{line.name}: {', '.join(f'{c.words} {n:,}' for c, n in numbers)}"


def _head(column: Column) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    if column.shape:
        row.addWidget(Glyph(column.shape, column.color, size="icon_count"))
    row.addWidget(TextLabel(column.words, font="meta", color="mute", lines=1))
    return holder


class CannotHold(QWidget):
    """What a format has no place for, and what becomes of it."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._title = heading("")
        column.addWidget(self._title)
        self._frame = _Frame()
        self._rows = QVBoxLayout(self._frame)
        self._rows.setContentsMargins(12, 2, 12, 2)
        self._rows.setSpacing(0)
        column.addWidget(self._frame)

    def show_rows(self, name: str, rows: Sequence[str]) -> None:
        """Show what is lost, or what becomes of it."""
        self._title.set_words(tr("export.cannot", name=name))
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for at, words in enumerate(rows):
            if at:
                self._rows.addWidget(Hairline())
            self._rows.addWidget(_loss(words))


class _Frame(QFrame):
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        radius = look.size("radius_card")
        paint.box(QPainter(self), QRectF(self.rect()), radius=radius, border=look.color("line"))


def _loss(words: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 8, 0, 8)
    row.setSpacing(10)
    row.addWidget(Glyph("info", "mute"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(TextLabel(words, font="byline"), 1)
    return holder


def columns_of(labels: Sequence[Label]) -> list[Column]:
    """Give the columns of what is counted: articles, each label, links."""
    counted = [Column(one.name.capitalize(), one.shape, one.color) for one in labels]
    links = Column(tr("export.links"), "not_equal", "contradiction")
    return [Column(tr("export.articles")), *counted, links]


def lines_of(outlook: Outlook, labels: Sequence[Label], name: str) -> list[Line]:
    """Give a line for each part of a split, and one of all."""
    parts = [(part, counted) for part, counted in outlook.parts.items()]
    return [
        Line(part, (n.articles, *(n.labels.get(one.id, 0) for one in labels), n.links))
        for part, n in (*parts, (tr("export.in_format", name=name), outlook.all))
    ]


def losses_of(outlook: Outlook) -> list[str]:
    """Give what an export leaves behind, a sentence for each reason."""
    return [*sentences(outlook.lost), tr("export.history")]
