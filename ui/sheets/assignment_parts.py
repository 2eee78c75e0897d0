"""The parts of the assignments' sheet that ask before something is done: to whom, how evenly.

They show a preview of what would be, and say what was chosen; the sheet does it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from factcheck.assigning.answers import Spread
from factcheck.ids import Id
from factcheck.records import Annotator
from ui import theme
from ui.claim_pane.choice import Choice
from ui.kit.buttons import Button
from ui.kit.fields import CheckBox
from ui.kit.scroll import FlowLayout
from ui.kit.segmented import Option, Segmented
from ui.kit.text import Hairline, TextLabel
from ui.sheets.base import heading, quiet
from ui.texts import tr, tr_n

MOST_FOLD = 5  # how many annotators an article is offered to go to


class Part(QWidget):
    """A part that opens above the sheet's foot; one button does it, another one closes it."""

    wanted = Signal()
    closed = Signal()
    altered = Signal()

    def __init__(self, title: str, verb: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(0)
        self._outer.addWidget(Hairline())
        self.column = QVBoxLayout()
        self._outer.addLayout(self.column)
        head = QHBoxLayout()
        self._words = title
        self._title = heading("")
        head.addWidget(self._title, 1)
        self.close_it = Button(kind="quiet", icon="close", small=True, name=tr("sheets.close"))
        self.close_it.clicked.connect(self.closed)
        head.addWidget(self.close_it)
        self.column.addLayout(head)
        self.preview = quiet()
        self.do_it = Button(verb, icon="check")
        self.do_it.clicked.connect(self.wanted)
        self._last = QHBoxLayout()
        self._last.addWidget(self.preview, 1)
        self._last.addWidget(self.do_it, 0, Qt.AlignmentFlag.AlignTop)
        theme.controller().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def first(self) -> QWidget:
        """Give what one fills in first."""
        return self.do_it

    def show_chosen(self, n: int) -> None:
        """Say how many articles are chosen."""
        self._title.set_words(tr_n(self._words, n))

    def end(self) -> None:
        """Put the preview and the button below what was added."""
        self.column.addLayout(self._last)

    def _restyle(self) -> None:
        look = theme.current()
        side = look.px("xl")
        self._outer.setContentsMargins(0, 0, 0, 0)
        self.column.setContentsMargins(side, look.px("m"), side, look.px("m"))
        self.column.setSpacing(look.px("s"))


class SpreadPart(Part):
    """Among whom articles are spread, to how many each goes, and what each would have then."""

    def __init__(self) -> None:
        verb = tr("assignments.spread.do")
        super().__init__("assignments.spread.title", verb, name="spreadPart")
        self._boxes: dict[Id, CheckBox] = {}
        self._names: dict[Id, str] = {}
        self._people = QWidget()
        self._flow = FlowLayout(self._people, gap=16, line_gap=4)
        self.column.addWidget(self._people)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(TextLabel(tr("assignments.spread.overlap"), lines=1))
        self.fold = Segmented((Option("1", "1"),), name=tr("assignments.spread.overlap"))
        self.fold.chosen.connect(lambda _: self.altered.emit())
        row.addWidget(self.fold)
        hint = TextLabel(tr("assignments.spread.overlap_hint"), font="meta", color="mute", lines=1)
        row.addWidget(hint, 1)
        self.column.addLayout(row)
        self.end()

    @property
    def chosen(self) -> list[Id]:
        """Among whom articles are spread."""
        return [one for one, box in self._boxes.items() if box.isChecked()]

    @property
    def overlap(self) -> int:
        """To how many each article goes."""
        return int(self.fold.current())

    def first(self) -> QWidget:
        return next(iter(self._boxes.values()), self.do_it)

    def offer(self, people: Sequence[Annotator]) -> None:
        """Offer these people, all of them chosen at first."""
        self._names = {one.id: one.name for one in people}
        for gone in [x for x in self._boxes if x not in self._names]:
            box = self._boxes.pop(gone)
            self._flow.removeWidget(box)
            box.deleteLater()
        for one in people:
            if one.id not in self._boxes:
                box = CheckBox(one.name)
                box.setChecked(True)
                box.toggled.connect(self._on_toggled)
                self._boxes[one.id] = box
                self._flow.addWidget(box)
        self._fold_options()

    def show_plan(self, plan: Spread | None, why: str = "") -> None:
        """Say what each would have, or why it cannot be."""
        self.do_it.setEnabled(plan is not None and plan.given > 0)
        if plan is None:
            self.preview.set_words(why)
            return
        loads = [
            tr("assignments.spread.load", name=self._names[one], before=before, after=after)
            for one, (before, after) in plan.loads.items()
        ]
        lead = tr_n("assignments.spread.given", plan.given)
        self.preview.set_words(f"{lead}  {' · '.join(loads)}")

    def _on_toggled(self) -> None:
        self._fold_options()
        self.altered.emit()

    def _fold_options(self) -> None:
        most = max(1, min(MOST_FOLD, len(self.chosen)))
        self.fold.set_options([Option(str(n), str(n)) for n in range(1, most + 1)])


class HandOverPart(Part):
    """From whom to whom articles are handed over."""

    def __init__(self) -> None:
        verb = tr("assignments.hand_over.do")
        super().__init__("assignments.hand_over.title", verb, name="handOverPart")
        self.from_ = Choice((), name=tr("assignments.hand_over.from"))
        self.to = Choice((), name=tr("assignments.hand_over.to"))
        row = QHBoxLayout()
        row.setSpacing(12)
        for words, choice in (
            ("assignments.hand_over.from", self.from_),
            ("assignments.hand_over.to", self.to),
        ):
            row.addWidget(TextLabel(tr(words), lines=1))
            row.addWidget(choice)
            choice.chosen.connect(self._on_chosen)
        row.addStretch(1)
        self.column.addLayout(row)
        self.end()
        self.giver: Id | None = None
        self.taker: Id | None = None

    def first(self) -> QWidget:
        return self.from_

    def offer(self, holders: Mapping[Id, str], people: Sequence[Annotator]) -> None:
        """Offer who has some of the chosen articles, and who could take them."""
        givers = list(holders)
        takers = [one.id for one in people]
        names = {one.id: one.name for one in people} | dict(holders)
        self.from_.set_options([(one, names[one]) for one in givers])
        self.to.set_options([(one, names[one]) for one in takers])
        if self.giver not in givers:
            self.giver = givers[0] if givers else None
        others = [one for one in takers if one != self.giver]
        if self.taker not in others:
            self.taker = others[0] if others else None
        self.from_.show_value(self.giver)
        self.to.show_value(self.taker)

    def show_preview(self, words: str, *, can: bool) -> None:
        """Say what would be done."""
        self.preview.set_words(words)
        self.do_it.setEnabled(can)

    def _on_chosen(self, _value: object) -> None:
        self.giver = self._value(self.from_)
        self.taker = self._value(self.to)
        self.altered.emit()

    @staticmethod
    def _value(choice: Choice) -> Id | None:
        found = choice.value
        return found if isinstance(found, Id) else None
