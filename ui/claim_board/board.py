"""The claim board: the project's claims at the left, and who says one of them, and where.

It asks the core for counts and for the table of the chosen claim, and goes where a cell leads.
Beside and below the table there is room for what shows when and against whom it was said.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from factcheck.builtin import CONTRADICTS
from factcheck.ids import Id
from factcheck.prose.fold import key
from factcheck.queries.answers import ClaimCounts
from factcheck.records import Changed
from ui import theme
from ui.claim_board.claims import ORDERS, ClaimLine
from ui.claim_board.pane import ClaimTablePane
from ui.claim_board.rail import ClaimRail
from ui.claim_board.rows import Sum, board_of, sums_of
from ui.kit import paint as kit
from ui.kit.menus import offer_one
from ui.session import Place, Session
from ui.texts import tr, tr_n
from ui.workspace import Workspace

SEARCH_PAUSE: Final = 120  # ms after the last key
ALWAYS_COUNTED: Final = 3  # labels whose 0 is shown too


class ClaimBoard(QWidget):
    """The window's second mode: claims instead of articles."""

    left = Signal()
    shown = Signal()  # another claim, or others to choose from

    def __init__(
        self, workspace: Workspace, session: Session, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._session = session
        self._counts: dict[Id, ClaimCounts] = {}
        self._lines: list[ClaimLine] = []
        self._listed: list[Id] = []
        self._claim: Id | None = None
        self._order = "disputed"
        self._stale = True
        self.setObjectName("claimBoard")
        self.setAccessibleIdentifier("claimBoard")
        self.setAccessibleName(tr("board.name"))
        self.rail = ClaimRail(self)
        self.middle = ClaimTablePane(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self.rail)
        row.addWidget(self.middle, 1)
        self.setFocusProxy(self.rail)
        self._connect()

    def refresh(self) -> None:
        """Ask the core for claims, counts and the shown table again."""
        if not self._workspace.is_open:
            return
        self._stale = False
        workspace = self._workspace
        self._counts = dict(workspace.project.claims.counts(workspace.layers))
        standing = [x for x in workspace.vocabulary.claims.values() if not x.merged_into]
        self._lines = [self._line(x.id, x.proposition) for x in standing]
        self._filter()
        self._show_table()

    def step(self, by: int) -> bool:
        """Show the claim that many rows below in the list; say whether there is one."""
        at = self.position()[0] - 1 + by
        if not 0 <= at < len(self._listed):
            return False
        self._choose(self._listed[at])
        self.rail.mark(self._claim)
        return True

    def position(self) -> tuple[int, int]:
        """Give the shown claim's place in the list, from 1, and how many there are."""
        at = self._listed.index(self._claim) + 1 if self._claim in self._listed else 0
        return at, len(self._listed)

    def set_order(self, order: str) -> None:
        """Put the claims in another order: disputed, told or words."""
        self._order = order
        self.rail.order.set_words(tr(f"board.order.{order}"))
        self._filter()

    def _connect(self) -> None:
        rail, table = self.rail, self.middle.table
        self._pause = QTimer(self, singleShot=True, interval=SEARCH_PAUSE)
        self._pause.timeout.connect(self._filter)
        rail.search.textChanged.connect(lambda _: self._pause.start())
        rail.search.descended.connect(rail.list.setFocus)
        rail.search.returnPressed.connect(rail.list.setFocus)
        rail.list.chosen.connect(self._choose)
        rail.list.entered.connect(self._enter_table)
        rail.order.clicked.connect(self._offer_orders)
        rail.made.connect(self._make)
        table.statement_chosen.connect(lambda a, s: self._go(Place(a, s)))
        table.article_chosen.connect(lambda a: self._go(Place(a)))
        table.left.connect(rail.list.setFocus)
        self._workspace.changed.connect(self._on_changed)
        self._workspace.layers_changed.connect(self._on_layers)
        self._workspace.opened.connect(self._on_opened)
        self._session.claim_changed.connect(self._follow)

    def _line(self, claim: Id, proposition: str) -> ClaimLine:
        found = self._counts.get(claim)
        labels = list(self._workspace.vocabulary.labels.values())
        counts = []
        for n, label in enumerate(labels):
            tally = found.labels.get(label.id) if found else None
            if tally or n < ALWAYS_COUNTED:
                number = tally.sayings if tally else 0
                counts.append(kit.Count(label.shape, label.color, number, f"{number} {label.name}"))
        return ClaimLine(
            id=claim,
            proposition=proposition,
            counts=tuple(counts),
            sayings=sum(x.number for x in counts),
            articles=found.articles if found else 0,
            contradictions=found.contradictions if found else 0,
        )

    def _filter(self) -> None:
        words = key(self.rail.search.text().strip())
        lines = [x for x in self._lines if words in key(x.proposition)]
        lines.sort(key=ORDERS[self._order])
        self._listed = [x.id for x in lines]
        self.rail.show_lines(lines, any_claims=bool(self._lines))
        known = {x.id for x in self._lines}
        if self._claim not in known:
            self._claim = self._session.claim if self._session.claim in known else None
        if self._claim is None and lines:
            self._claim = lines[0].id
        self.rail.mark(self._claim)
        self._show_table()

    def _choose(self, claim: Id) -> None:
        if claim != self._claim:
            self._claim = claim
            self._session.show_claim(claim)
            self._show_table()
            self.middle.table.show_first()

    def _follow(self, claim: Id | None) -> None:
        if claim is None or claim == self._claim or not self._workspace.is_open:
            return
        self._claim = self._workspace.project.claims.standing(claim)
        if self.isVisible():
            self.rail.mark(self._claim)
            self._show_table()
        else:
            self._stale = True

    def _show_table(self) -> None:
        claim = self._workspace.vocabulary.claim(self._claim) if self._workspace.is_open else None
        self.shown.emit()
        if claim is None:
            self.middle.show_nothing()
            return
        workspace = self._workspace
        table = workspace.project.claims.table(claim.id, workspace.layers)
        found = self._counts.get(claim.id)
        sums = list(sums_of(workspace, found.labels)) if found else []
        if found and found.contradictions:
            kind = workspace.vocabulary.link_types[CONTRADICTS]
            words = tr_n("board.contradictions", found.contradictions)
            sums.append(Sum(kind.shape, kind.color, words))
        self.middle.show_claim(claim.proposition, claim.note, sums, board_of(workspace, table))

    def _enter_table(self) -> None:
        table = self.middle.table
        if table.isVisible():
            table.setFocus(Qt.FocusReason.OtherFocusReason)
            if not table.currentIndex().isValid():
                table.show_first()

    def _go(self, place: Place) -> None:
        # The panes come back first, so that the reader can bring the place into view.
        self.left.emit()
        self._session.go(place)

    def _make(self, proposition: str) -> None:
        made = self._workspace.do(lambda: self._workspace.project.claims.create(proposition))
        if made is not None:
            self.rail.search.clear()
            self._claim = made
            self.refresh()
            self.rail.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_orders(self) -> None:
        names = {order: tr(f"board.order.{order}") for order in ORDERS}
        offer_one(self.rail.order, names, self._order, self.set_order)

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches("claim", "statement", "speaker", "link", "label", "article"):
            self._refresh_soon()

    def _on_layers(self) -> None:
        self._refresh_soon()

    def _on_opened(self) -> None:
        self._claim = None
        self.rail.search.clear()
        self._refresh_soon()

    def _refresh_soon(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # One's status of an article may have changed, which shades its column.
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fit(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().color("line"))
