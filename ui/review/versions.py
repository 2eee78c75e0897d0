"""The versions side by side: a column for each annotator, a row for each part.

What all have alike is one wide cell. It shows what it is given, builds anew only what has another
shape, and says which version or which part of one was pressed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from factcheck.ids import Id
from factcheck.records import Link, Statement
from ui import theme
from ui.kit.text import TextLabel
from ui.review.cells import Cell, CellView, VersionButton
from ui.review.people import People

Version = TypeVar("Version", Statement, Link)
MOST_ABREAST: Final = 4  # columns; more annotators than that are listed by what they have
_BUTTONS_ABREAST: Final = 3


@dataclass(frozen=True, slots=True)
class ColumnView:
    """The head of a column: the annotator, the version if there is one, and its key."""

    name: str
    letters: str
    key: str
    version: Id | None
    taken: bool = False
    leads: bool = False  # a heading alone: there is nothing to take


@dataclass(frozen=True, slots=True)
class PartView:
    """A row: what part it is, how many agree on it, and its cells."""

    part: str
    name: str
    share: str
    cells: tuple[CellView, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionsView:
    """All that stands side by side of one item."""

    columns: tuple[ColumnView, ...] = ()
    parts: tuple[PartView, ...] = field(default=())

    @property
    def shape(self) -> tuple[object, ...]:
        """What must be the same for the widgets to be the same."""
        heads = tuple((x.name, x.letters, x.key) for x in self.columns)
        return heads, tuple((x.part, tuple(c.columns for c in x.cells)) for x in self.parts)


def side_by_side(
    part: PartView,
    versions: Sequence[Version | None],
    *,
    value: Callable[[Version], Hashable],
    is_taken: Callable[[Version], bool],
    cell: Callable[[Version], CellView],
    people: People,
    missing: str,
) -> PartView:
    """Give the cells of a row: one for each annotator, one for all who agree, or one for each kind.

    The last is for more annotators than have room beside each other; a cell then names who has it.
    """
    there = [x for x in versions if x is not None]
    kinds: dict[Hashable, list[Version]] = {}
    for version in there:
        kinds.setdefault(value(version), []).append(version)
    if len(versions) > MOST_ABREAST:
        cells = []
        for alike in sorted(kinds.values(), key=lambda x: -len(x)):
            chosen = next((x for x in alike if is_taken(x)), alike[0])
            letters = " ".join(people.of(x.annotator).letters for x in alike)
            cells.append(replace(cell(chosen), letters=letters))
        return replace(part, cells=tuple(cells))
    if len(kinds) == 1 and len(there) == len(versions):
        chosen = next((x for x in there if is_taken(x)), there[0])
        return replace(part, cells=(replace(cell(chosen), columns=len(versions)),))
    return replace(
        part, cells=tuple(cell(x) if x is not None else CellView(None, missing) for x in versions)
    )


class Versions(QWidget):
    """The columns of one item."""

    version_taken = Signal(object)  # Id
    part_taken = Signal(str, object)  # part, Id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = VersionsView()
        self.heads: list[VersionButton] = []
        self.cells: list[list[Cell]] = []
        self._shares: list[TextLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._holder: QWidget | None = None

    def show_view(self, view: VersionsView) -> None:
        """Show an item's versions; nothing is built anew where only what is taken differs."""
        same = view.shape == self._view.shape and self._holder is not None
        self._view = view
        if not same:
            self._build()
        for button, column in zip(self.heads, view.columns, strict=True):
            button.setEnabled(column.version is not None or column.leads)
            policy = Qt.FocusPolicy.NoFocus if column.leads else Qt.FocusPolicy.StrongFocus
            button.setFocusPolicy(policy)
            button.setChecked(column.taken)
        for label, cells, part in zip(self._shares, self.cells, view.parts, strict=True):
            label.set_words(part.share)
            for cell, shown in zip(cells, part.cells, strict=True):
                cell.show_view(shown, part.name)

    def _build(self) -> None:
        if self._holder is not None:
            self._column.removeWidget(self._holder)
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.current().px("s"))
        grid.setVerticalSpacing(0)
        abreast = len(self._view.columns) if len(self._view.columns) <= MOST_ABREAST else 1
        row = self._build_heads(grid, abreast)
        self.cells, self._shares = [], []
        for part in self._view.parts:
            grid.addWidget(self._part_head(part), row, 0, 1, -1)
            self.cells.append(self._build_cells(grid, part, row + 1, abreast))
            row += 1 + (len(part.cells) if abreast == 1 else 1)
        for column in range(max(abreast, 1)):
            grid.setColumnStretch(column, 1)
        self._column.addWidget(holder)
        holder.show()

    def _build_heads(self, grid: QGridLayout, abreast: int) -> int:
        self.heads = []
        heads = QWidget()
        inner = QGridLayout(heads)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.current().px("s"))
        width = abreast if abreast > 1 else min(_BUTTONS_ABREAST, len(self._view.columns))
        for n, column in enumerate(self._view.columns):
            button = VersionButton(column.letters, column.name, column.key)
            button.clicked.connect(lambda _=False, n=n: self._take(n))
            self.heads.append(button)
            inner.addWidget(button, n // max(width, 1), n % max(width, 1))
        for n in range(width):
            inner.setColumnStretch(n, 1)
        grid.addWidget(heads, 0, 0, 1, -1)
        return 1

    def _build_cells(self, grid: QGridLayout, part: PartView, row: int, abreast: int) -> list[Cell]:
        cells, at = [], 0
        for n, shown in enumerate(part.cells):
            cell = Cell(shown, part.name)
            cell.clicked.connect(lambda _=False, p=part.part, c=cell: self._take_part(p, c))
            cells.append(cell)
            if abreast == 1:
                grid.addWidget(cell, row + n, 0)
            else:
                grid.addWidget(cell, row, at, 1, shown.columns)
                at += shown.columns
        return cells

    def _part_head(self, part: PartView) -> QWidget:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 10, 0, 4)
        name = TextLabel(part.name, font="meta_strong", lines=1)
        name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        amount = TextLabel(part.share, font="meta", color="mute", lines=1)
        amount.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line.addWidget(name)
        line.addStretch(1)
        line.addWidget(amount)
        self._shares.append(amount)
        return head

    def _take(self, number: int) -> None:
        version = self._view.columns[number].version
        if version is not None:
            self.version_taken.emit(version)

    def _take_part(self, part: str, cell: Cell) -> None:
        if cell.view.version is not None:
            self.part_taken.emit(part, cell.view.version)
