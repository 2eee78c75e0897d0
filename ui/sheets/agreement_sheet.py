"""How well annotators agree, as a sheet: whom to compare over what, and what came of it.

Measuring is long work with *Stop*; what is shown says so when something has changed since.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from factcheck.agreement.result import Agreement
from factcheck.ids import GOLD, Id
from factcheck.records import Annotator
from ui import theme
from ui.agreement.entries import Row
from ui.agreement.panel import AgreementPanel
from ui.kit.buttons import Button
from ui.kit.fields import CheckBox
from ui.kit.scroll import Scroller
from ui.sheets.base import Columns, heading, quiet
from ui.sheets.records import Entry, RecordList
from ui.sheets.working import JobSheet
from ui.texts import tr, tr_n

if TYPE_CHECKING:
    from factcheck.records import Changed
    from ui.session import Session
    from ui.workspace import Workspace

DRAWS: Final = 1_000
LEAST: Final = 104  # px of a list's height at 100 %
_KINDS: Final = ("statement", "link", "assignment", "speaker", "claim", "label", "annotator")


class AgreementSheet(JobSheet):
    """Figures, confusions and disagreements; `went` tells that one left for the text."""

    went = Signal()

    def __init__(self, window: QWidget, workspace: Workspace, session: Session) -> None:
        super().__init__(
            window, workspace, tr("agreement.title"), name="agreementSheet", height=720
        )
        self._session = session
        self.people = RecordList(name=tr("agreement.whom"), checkable=True)
        self.labels = RecordList(name=tr("agreement.labels"), checkable=True)
        self.articles = RecordList(name=tr("agreement.which_articles"), checkable=True)
        self.all_articles = Button(tr("agreement.all_articles"), kind="quiet", small=True)
        self.all_articles.clicked.connect(self._toggle_articles)
        self.intervals = CheckBox(tr("agreement.intervals"))
        self.intervals.setToolTip(tr("agreement.intervals_tip", n=f"{DRAWS:,}"))
        self.panel_of_figures = AgreementPanel(workspace)
        self.panel_of_figures.going.connect(self._go)
        self._nothing = quiet()
        self._arrange()
        self.hold(self.people, self.labels, self.articles, self.all_articles, self.intervals)
        self.hold(self.measure, self.close_button)
        theme.controller().changed.connect(self._space)
        self._space()
        workspace.changed.connect(self._on_changed)
        self.closed.connect(lambda: workspace.changed.disconnect(self._on_changed))

    def open(self) -> None:
        """Show it, and measure as by default."""
        self._offer()
        self.open_sheet(self.people)
        self._measure()

    def _arrange(self) -> None:
        columns = Columns()
        # With large text the lists scroll together rather than that each shrinks to a line.
        lists = Scroller(name=tr("agreement.whom"))
        lists.column.setContentsMargins(0, 0, 0, 0)
        of_articles = QHBoxLayout()
        of_articles.addWidget(heading(tr("agreement.which_articles")), 1)
        of_articles.addWidget(self.all_articles)
        lists.column.addWidget(heading(tr("agreement.whom")))
        lists.column.addWidget(self.people, 3)
        lists.column.addWidget(heading(tr("agreement.labels")))
        lists.column.addWidget(self.labels, 3)
        lists.column.addLayout(of_articles)
        lists.column.addWidget(self.articles, 4)
        columns.left.addWidget(lists, 1)
        columns.left.addWidget(self.intervals)
        self._pages = QStackedWidget()
        self._pages.setMinimumSize(1, 1)
        empty = QWidget()
        column = QVBoxLayout(empty)
        pad = theme.current().px("xl")
        column.setContentsMargins(pad, pad, pad, pad)
        column.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)
        self._pages.addWidget(empty)
        scroller = Scroller(name=tr("agreement.title"))
        scroller.column.setContentsMargins(0, 0, 0, 0)
        scroller.column.addWidget(self.panel_of_figures)
        self._pages.addWidget(scroller)
        columns.right.addWidget(self._pages)
        self.body.addWidget(columns, 1)
        self.footer.addStretch(1)
        self.close_button = Button(tr("sheets.close"))
        self.close_button.clicked.connect(self.close_sheet)
        self.measure = Button(tr("agreement.measure"), kind="primary")
        self.measure.clicked.connect(self._measure)
        self.footer.addWidget(self.close_button)
        self.footer.addWidget(self.measure)

    def _offer(self) -> None:
        measuring = self.workspace.project.agreement
        self.people.set_entries([_person(one) for one in measuring.comparable()])
        self.people.set_checked(one.id for one in measuring.compared())
        labels = self.workspace.vocabulary.labels.values()
        self.labels.set_entries(
            [Entry(one.id, one.name.capitalize(), "", one.shape, one.color) for one in labels]
        )
        self.labels.set_checked(one.id for one in labels)
        rows = self.workspace.project.articles.rows([])
        self.articles.set_entries([Entry(row.id, row.title, row.publisher or "") for row in rows])
        self.articles.set_checked(row.id for row in rows)

    def _toggle_articles(self) -> None:
        """Tick all articles, or none where all are ticked."""
        every = [entry.id for entry in self.articles.entries]
        self.articles.set_checked(() if len(self.articles.checked) == len(every) else every)

    def _space(self) -> None:
        zoom = theme.current().zoom / 100
        for widget in (self.people, self.labels, self.articles):
            widget.setMinimumHeight(round(LEAST * zoom))

    def _measure(self) -> None:
        people, labels = _ids(self.people.checked), _ids(self.labels.checked)
        articles = None
        if len(self.articles.checked) < len(self.articles.entries):
            articles = set(_ids(self.articles.checked))
        draws = DRAWS if self.intervals.isChecked() else 0
        self.run(
            lambda project, step: project.agreement.measure(
                people, articles, labels=labels, bootstrap=draws, progress=step
            ),
            self._show,
        )

    def _show(self, found: object) -> None:
        assert isinstance(found, Agreement)
        names = ", ".join(one.name for one in found.annotators)
        self.set_subtitle(tr_n("agreement.subtitle", len(found.articles), names=names))
        if len(found.annotators) < 2:
            self.set_subtitle("")
            self._nothing.set_words(tr("agreement.too_few"))
            self._pages.setCurrentIndex(0)
            self.people.setFocus()
            return
        self.panel_of_figures.show_agreement(found)
        self._pages.setCurrentIndex(1)
        self.panel_of_figures.views.segment(self.panel_of_figures.views.current()).setFocus()

    def _go(self, row: object) -> None:
        """Leave for the text, with the layers shown in which the statements are."""
        assert isinstance(row, Row)
        for layer in row.layers:
            if layer not in self.workspace.layers:
                self.workspace.show_layer(layer, True)
        self.close_sheet()
        self.went.emit()
        self._session.go(row.place)

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches(*_KINDS) and not self.is_busy and not self.isHidden():
            again = (tr("agreement.again"), self._measure)
            self.notices.say(tr("agreement.changed"), "info", [again])


def _person(one: Annotator) -> Entry:
    if one.id == GOLD:
        return Entry(one.id, one.name.capitalize(), "", "star", "gold")
    return Entry(one.id, one.name, "", "person" if one.kind == "person" else "dot")


def _ids(chosen: Sequence[object]) -> list[Id]:
    return [one for one in chosen if isinstance(one, Id)]
