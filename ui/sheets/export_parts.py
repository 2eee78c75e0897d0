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
from ui.texts import tr, tr_n

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column:
    """A counted kind: its words, its shape and color role where it has them, its number."""

    words: str
    number: int
    shape: str = ""
    color: str = "mute"


class WrittenTable(QWidget):
    """Numbers under their names, or beside them where there is no room for a row of them."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(heading(tr("export.written")))
        self._holder: QWidget | None = None
        self._name = ""
        self._columns: Sequence[Column] = ()
        self._is_wide = True
        # Lest the row keep the page wider than it is, and be cut off.
        self.setMinimumWidth(1)

    def show_row(self, name: str, columns: Sequence[Column]) -> None:
        """Show the numbers of one row."""
        self._name, self._columns = name, columns
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
        lead = QFontMetricsF(look.font("strong")).horizontalAdvance(self._name)
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
        grid.addWidget(ElidedLabel(self._name, font="strong"), 2 if wide else 0, 0)
        grid.addWidget(Hairline(), 1, 0, 1, len(self._columns) + 1 if wide else 2)
        for at, column in enumerate(self._columns):
            number = TextLabel(f"{column.number:,}", font="strong", lines=1)
            if wide:
                grid.addWidget(_head(column), 0, at + 1, _RIGHT)
                grid.addWidget(number, 2, at + 1, _RIGHT)
            else:
                grid.addWidget(_head(column), at + 2, 0, Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(number, at + 2, 1, _RIGHT)
        told = ", ".join(f"{column.words} {column.number:,}" for column in self._columns)
        holder.setAccessibleName(f"{self._name}: {told}")
        self._column.addWidget(holder)
        holder.show()


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

    def show_rows(self, name: str, rows: Sequence[tuple[str, str]]) -> None:
        """Show what is lost, each with where it goes instead."""
        self._title.set_words(tr("export.cannot", name=name))
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for at, (what, instead) in enumerate(rows):
            if at:
                self._rows.addWidget(Hairline())
            self._rows.addWidget(_loss(what, instead))


class _Frame(QFrame):
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        radius = look.size("radius_card")
        paint.box(QPainter(self), QRectF(self.rect()), radius=radius, border=look.color("line"))


def _loss(what: str, instead: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 8, 0, 8)
    row.setSpacing(10)
    row.addWidget(Glyph("info", "mute"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(TextLabel(what, font="byline"), 1)
    row.addWidget(TextLabel(instead, font="meta", color="mute", lines=1))
    return holder


def columns_of(outlook: Outlook, labels: Sequence[Label]) -> list[Column]:
    """Give the columns of an outlook: articles, each label, links."""
    counted = [
        Column(b.name.capitalize(), outlook.labels.get(b.id, 0), b.shape, b.color) for b in labels
    ]
    links = Column(tr("export.links"), outlook.links, "not_equal", "contradiction")
    return [Column(tr("export.articles"), outlook.articles), *counted, links]


def losses_of(outlook: Outlook) -> list[tuple[str, str]]:
    """Give what an export leaves behind, each with what becomes of it."""
    originals = outlook.lost.get("originals", 0)
    others = {reason: n for reason, n in outlook.lost.items() if reason != "originals"}
    rows = [(sentence, "") for sentence in sentences(others)]
    if originals:
        rows.insert(0, (tr_n("export.originals", originals), tr("export.left_out")))
    return [*rows, (tr("export.history"), tr("export.stays"))]
