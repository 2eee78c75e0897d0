"""What a measurement looks like: four views of it, and a line that says what the current cell is.

It shows what it is given; measuring, and going to a place, are the sheet's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from factcheck.agreement.result import Agreement
from ui import theme
from ui.agreement.entries import AT_MOST, Row, rows_of
from ui.agreement.grid import (
    Grid,
    Wanted,
    confusion_grid,
    figures_grid,
    labels_grid,
    names_of,
)
from ui.agreement.table import FigureTable
from ui.claim_pane.choice import Choice
from ui.kit.buttons import Button
from ui.kit.scroll import FlowLayout
from ui.kit.segmented import Option, Segmented
from ui.kit.text import TextLabel
from ui.sheets.base import quiet
from ui.sheets.records import RecordList
from ui.texts import tr

if TYPE_CHECKING:
    from ui.workspace import Workspace

View = Literal["figures", "labels", "confusions", "behind"]
VIEWS: Final[tuple[View, ...]] = ("figures", "labels", "confusions", "behind")
TOGETHER: Final = -1
NAMES: Final = 24  # characters of the names of a pair
LEAST: Final = 240  # px of a table's height at 100 %


class AgreementPanel(QWidget):
    """Figures by pair, figures by label, confusions, and the disagreements behind any of them."""

    going = Signal(object)  # Row: go to where annotators differ

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._found: Agreement | None = None
        self._wanted = Wanted(tr("agreement.everything"))
        self._rows: dict[object, Row] = {}
        self.views = Segmented(
            [Option(view, tr(f"agreement.view.{view}")) for view in VIEWS],
            name=tr("agreement.views"),
        )
        self.pair = Choice([], name=tr("agreement.which_pair"))
        self.pair.setMinimumContentsLength(NAMES)
        self.axes = quiet()
        self.figures = FigureTable(name=tr("agreement.view.figures"))
        self.labels = FigureTable(name=tr("agreement.view.labels"))
        self.confusions = FigureTable(name=tr("agreement.view.confusions"))
        self.list = RecordList(name=tr("agreement.view.behind"), title_lines=2)
        self.about = TextLabel("", font="strong")
        self.everything = Button(tr("agreement.everything"), small=True)
        self.go = Button(tr("agreement.go"), icon="forward", small=True)
        self.said = quiet()
        self._lay_out()
        self._connect()
        theme.controller().changed.connect(self._space)
        self._space()

    @property
    def tables(self) -> tuple[FigureTable, ...]:
        """The three tables."""
        return self.figures, self.labels, self.confusions

    def show_agreement(self, found: Agreement) -> None:
        """Show another measurement, in the view that is shown."""
        self._found = found
        self._wanted = Wanted(tr("agreement.everything"))
        pairs = names_of(found)
        chosen = self.pair.currentIndex()
        self.pair.set_options([(TOGETHER, tr("agreement.together")), *pairs])
        self.pair.setCurrentIndex(chosen if 0 <= chosen < self.pair.count() else 0)
        self.figures.show_grid(figures_grid(found))
        self._show_pair()
        self._show_behind()

    def show_view(self, view: View) -> None:
        """Go to a view."""
        self.views.set_current(view)
        self._on_view(view)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        # A widget of its own holds the flow: nested in another layout, Qt deletes its items itself.
        top = QWidget()
        flow = FlowLayout(top, gap=16, line_gap=8)
        flow.addWidget(self.views)
        flow.addWidget(self.pair)
        self._pages = QStackedWidget()
        self._pages.setMinimumSize(1, 1)
        behind = QWidget()
        self._behind = QVBoxLayout(behind)
        self._behind.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.about, 1)
        head.addWidget(self.everything, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        self._behind.addLayout(head)
        self._behind.addWidget(self.list, 1)
        for page in (*self.tables, behind):
            self._pages.addWidget(page)
        self._column.addWidget(top)
        self._column.addWidget(self.axes)
        self._column.addWidget(self._pages, 1)
        self._column.addWidget(self.said)

    def _connect(self) -> None:
        self.views.chosen.connect(lambda view: self._on_view(cast(View, view)))
        self.pair.chosen.connect(lambda _place: self._show_pair())
        for table in self.tables:
            table.chosen.connect(self._choose)
            table.pointed.connect(self._say)
        self.everything.clicked.connect(lambda: self._choose(Wanted(tr("agreement.everything"))))
        self.list.activated_id.connect(self._go)
        self.list.picked.connect(lambda _id: self._enable())
        self.go.clicked.connect(lambda: self._go(self.list.current))

    def _on_view(self, view: View) -> None:
        self._pages.setCurrentIndex(VIEWS.index(view))
        self.pair.setVisible(view in ("labels", "confusions"))
        self.axes.setVisible(view == "confusions")
        if view == "confusions" and self.pair.currentIndex() == 0 and self.pair.count() > 1:
            self.pair.setCurrentIndex(1)
            self._show_pair()
        self.said.setVisible(view != "behind")
        if view != "behind":
            table = self.tables[VIEWS.index(view)]
            index = table.currentIndex()
            self._say(table.grid_model.cell(index).described if index.isValid() else "")

    def _say(self, words: str) -> None:
        self.said.set_words(words)

    def _show_pair(self) -> None:
        found = self._found
        if found is None:
            return
        place = self.pair.currentIndex() - 1
        known = self._workspace.vocabulary.labels
        self.labels.show_grid(labels_grid(found, known, None if place < 0 else place))
        grid = confusion_grid(found, known, max(place, 0)) if found.pairs else Grid()
        self.confusions.show_grid(grid)
        self.axes.set_words(grid.corner)
        self._on_view(cast(View, self.views.current()))

    def _choose(self, wanted: object) -> None:
        assert isinstance(wanted, Wanted)
        self._wanted = wanted
        self._show_behind()
        self.show_view("behind")
        if self._rows:
            self.list.setFocus()
            self.list.set_current(self.list.entries[0].id)
        self._enable()

    def _show_behind(self) -> None:
        assert self._found is not None
        disagreements = self._wanted.of(self._found)
        rows = rows_of(self._workspace, disagreements)
        self._rows = {row.entry.id: row for row in rows}
        self.list.set_entries([row.entry for row in rows])
        n = len(disagreements)
        words = tr("agreement.behind_it", n=f"{n:,}", what=self._wanted.title)
        if n > AT_MOST:
            words = tr("agreement.first", what=words, n=AT_MOST)
        self.about.set_words(words)
        self._enable()

    def _enable(self) -> None:
        self.go.setEnabled(self.list.current in self._rows)

    def _go(self, entry: object) -> None:
        row = self._rows.get(entry)
        if row is not None:
            self.going.emit(row)

    def _space(self) -> None:
        look = theme.current()
        pad = look.px("l")
        self._column.setContentsMargins(pad, pad, pad, look.px("m"))
        self._column.setSpacing(look.px("m"))
        self._behind.setSpacing(look.px("s"))
        # With large text the whole panel scrolls rather than that its tables shrink to a line.
        self._pages.setMinimumHeight(round(LEAST * look.zoom / 100))
