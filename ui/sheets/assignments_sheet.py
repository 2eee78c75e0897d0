"""Who works on what: articles × people, given by hand or evenly, handed over, taken back.

It asks the core for everything and runs its verbs; only the lead is offered what gives work to
others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from factcheck.assigning.answers import Assignment, TakenBack, Workload
from factcheck.errors import FactcheckError
from factcheck.ids import Id
from factcheck.prose.fold import key
from factcheck.records import Annotator, ArticleRow
from ui import theme
from ui.kit.buttons import Button
from ui.kit.fields import CheckBox, SearchField
from ui.kit.segmented import Option, Segmented
from ui.session import Place
from ui.sheets.assignment_grid import AssignmentGrid, Grid
from ui.sheets.assignment_parts import HandOverPart, Part, SpreadPart
from ui.sheets.base import WorkSheet, attempt, follow, quiet
from ui.texts import tr, tr_n

if TYPE_CHECKING:
    from factcheck.assignments import Assignments
    from factcheck.records import Changed
    from ui.session import Session
    from ui.workspace import Workspace

LEAST_LISTED = 3  # rows beside a part, or none is listed
_SHOWN = ("assignment", "article", "annotator", "statement", "project")
_FILTERS = ("all", "nobodys", "unfinished")


class AssignmentsSheet(WorkSheet):
    """The assignments of the project."""

    def __init__(self, window: QWidget, workspace: Workspace, session: Session) -> None:
        super().__init__(window, tr("assignments.title"), name="assignmentsSheet", height=720)
        self._workspace, self._session = workspace, session
        self._rows: list[ArticleRow] = []
        self._held: dict[tuple[Id, Id], Assignment] = {}
        self._of: dict[Id, list[Assignment]] = {}
        self._work: tuple[Workload, ...] = ()
        self.search = SearchField(tr("articles.search"))
        self.which = Segmented(
            [Option(x, tr(f"assignments.filter.{x}")) for x in _FILTERS],
            name=tr("assignments.filter.name"),
        )
        self.grid = AssignmentGrid()
        self.spread = SpreadPart()
        self.over = HandOverPart()
        self.hint = quiet()
        self.blind = CheckBox(tr("assignments.blind"))
        self._put_together()
        self._connect()
        follow(self, workspace, self._on_changed)

    def open(self) -> None:
        self._read()
        self.open_sheet(self.grid)

    def _put_together(self) -> None:
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._top = QHBoxLayout()
        self._top.addWidget(self.search, 1)
        self._top.addWidget(self.which)
        self._column.addLayout(self._top)
        row = QHBoxLayout()
        row.addWidget(self.hint, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.blind)
        self._column.addLayout(row)
        self._column.addWidget(self.grid, 1)
        self.body.addWidget(self._inner, 1)
        for part in (self.spread, self.over):
            self.body.addWidget(part)
        self.give = Button(tr("assignments.give"), icon="person", trailing="chevron_down")
        self.even = Button(tr("assignments.spread.open"), icon="todo")
        self.hand = Button(tr("assignments.hand_over.open"), icon="forward")
        self.back = Button(tr("assignments.take_back"), icon="undo", trailing="chevron_down")
        self.mine = Button(tr("assignments.take"), icon="plus")
        self.join = Button(tr("assignments.join"), icon="plus")
        for button in (self.give, self.even, self.hand, self.back, self.mine, self.join):
            self.footer.addWidget(button)
        self.end_with_close()
        theme.controller().changed.connect(self._space)
        self._space()

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._refill())
        self.search.descended.connect(self.grid.setFocus)
        self.which.chosen.connect(lambda _: self._refill())
        self.grid.checks_changed.connect(self._refresh)
        self.grid.activated_id.connect(self._go)
        self.grid.person_wanted.connect(self._offer_roles)
        self.blind.clicked.connect(self._set_blind)
        self.give.clicked.connect(lambda: self._offer(self.give, self._people(), self._give))
        self.back.clicked.connect(lambda: self._offer(self.back, self._holders(), self._take_back))
        self.mine.clicked.connect(lambda: self._give(self._workspace.project.actor))
        self.join.clicked.connect(self._join)
        for button, part in ((self.even, self.spread), (self.hand, self.over)):
            button.clicked.connect(lambda _=False, p=part: self._toggle(p))
            part.closed.connect(lambda p=part: self._toggle(p))
            part.altered.connect(self._refresh)
        self.spread.wanted.connect(self._spread)
        self.over.wanted.connect(self._hand_over)

    @property
    def _assignments(self) -> Assignments:
        return self._workspace.project.assignments

    def _read(self) -> None:
        project = self._workspace.project
        self._rows = project.articles.rows(())
        self._held = {(x.article, x.annotator): x for x in self._assignments.all()}
        self._of = {}
        for (article, _), one in self._held.items():
            self._of.setdefault(article, []).append(one)
        self.grid.keep_checked([x.id for x in self._rows])
        self._work = tuple(x for x in self._assignments.progress() if self._counts(x.annotator))
        people = [x.annotator for x in self._work]
        articles = tr_n("window.articles", len(self._rows))
        self.set_subtitle(f"{articles}, {tr_n('assignments.people', len(people))}")
        self.spread.offer(self._people())
        self._refill()

    def _counts(self, one: Annotator) -> bool:
        """Say whether somebody has a column: a person, or a program that has an article."""
        return one.kind == "person" or any(x == one.id for _, x in self._held)

    def _people(self) -> list[Annotator]:
        return [x.annotator for x in self._work if x.annotator.kind == "person"]

    def _holders(self) -> list[Annotator]:
        """Give who has one of the chosen articles."""
        chosen = set(self.grid.checked)
        standing = {x.annotator for a in chosen for x in self._of.get(a, ()) if not x.ended}
        return [x.annotator for x in self._work if x.annotator.id in standing]

    def _refill(self) -> None:
        typed = key(self.search.text())
        shown = [
            row
            for row in self._rows
            if self._passes(row) and typed in key(f"{row.title} {row.publisher or ''}")
        ]
        self.grid.show_grid(Grid(tuple(shown), self._work, self._held))
        self._refresh()

    def _passes(self, row: ArticleRow) -> bool:
        which = self.which.current()
        if which == "all":
            return True
        mine = [x for x in self._of.get(row.id, ()) if not x.ended]
        if which == "nobodys":
            return not mine
        return not mine or any(x.status != "done" for x in mine)

    def _refresh(self) -> None:
        project = self._workspace.project
        chosen, lead = self.grid.checked, project.people.may_lead()
        known = {x.annotator.id for x in self._work}
        joined = project.actor.id in known
        for button in (self.give, self.even, self.hand, self.back):
            button.setVisible(lead)
            button.setEnabled(bool(chosen))
        self.hand.setEnabled(bool(self._holders()) and len(known) > 1)
        self.back.setEnabled(bool(self._holders()))
        self.mine.setVisible(not lead and joined)
        self.mine.setEnabled(bool(chosen))
        self.join.setVisible(not joined)
        alone = len(self._people()) < 2
        self.hint.set_words(
            tr("assignments.not_lead")
            if not lead
            else tr("assignments.alone")
            if alone
            else tr("assignments.hint")
        )
        self._show_blind(lead=lead)
        self.grid.horizontalHeader().viewport().update()
        self._preview()

    def _show_blind(self, *, lead: bool) -> None:
        project = self._workspace.project
        is_blind = project.about.is_blind()
        self.blind.setVisible(lead and project.layering == "each")
        self.blind.setChecked(is_blind)
        if is_blind and not lead:
            self.hint.set_words(tr("assignments.is_blind"))

    def _set_blind(self) -> None:
        wanted = self.blind.isChecked()

        def verb() -> str:
            self._workspace.project.about.set_blind(wanted)
            return tr("assignments.now_blind" if wanted else "assignments.now_open")

        self._do(verb)
        self._refresh()

    def _offer_roles(self, person: Id, place: QPoint) -> None:
        """Offer the roles of a person, and to choose the articles that they have."""
        people = self._workspace.project.people
        who = next(x.annotator for x in self._work if x.annotator.id == person)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(
            tr("assignments.choose_theirs", name=who.name.replace("&", "&&"))
        ).triggered.connect(lambda _=False: self._choose_theirs(person))
        menu.addSeparator()
        for words, held, give in (
            ("assignments.reviewer", who.reviewer, people.set_reviewer),
            ("assignments.lead", who.lead, people.set_lead),
        ):
            action = menu.addAction(tr(words))
            action.setCheckable(True)
            action.setChecked(held)
            action.setEnabled(people.may_lead() and who.kind == "person")
            action.triggered.connect(lambda on, give=give: self._give_role(give, person, on=on))
        menu.popup(place)

    def _give_role(self, give: Callable[[Id, bool], None], person: Id, *, on: bool) -> None:
        name = next(x.annotator.name for x in self._work if x.annotator.id == person)

        def verb() -> str:
            give(person, on)
            return tr("assignments.roles", name=name)

        self._do(verb)

    def _choose_theirs(self, person: Id) -> None:
        mine = [a for (a, x), one in self._held.items() if x == person and not one.ended]
        self.grid.tick(self.grid.checked, on=False)
        self.grid.tick(mine)

    def _preview(self) -> None:
        chosen = self.grid.checked
        for part in (self.spread, self.over):
            part.show_chosen(len(chosen))
        if not self.spread.isHidden():
            people = self.spread.chosen
            if not chosen or not people:
                self.spread.show_plan(None, tr("assignments.spread.choose"))
            else:
                plan = self._assignments.plan(chosen, people, overlap=self.spread.overlap)
                self.spread.show_plan(plan)
        if not self.over.isHidden():
            self.over.offer({x.id: x.name for x in self._holders()}, self._people())
            going = self._going()
            can = bool(going) and self.over.taker is not None
            words = tr_n("assignments.hand_over.preview", len(going))
            self.over.show_preview(words if can else tr("assignments.hand_over.none"), can=can)

    def _going(self) -> list[Id]:
        """Give the chosen articles that whoever hands over has."""
        giver = self.over.giver
        return [
            article
            for article in self.grid.checked
            if any(x.annotator == giver and not x.ended for x in self._of.get(article, ()))
        ]

    def _toggle(self, part: Part) -> None:
        opened = part.isHidden()
        for other in (self.spread, self.over):
            other.setVisible(other is part and opened)
        self._refresh()
        self._make_room()
        self._grow()
        if opened:
            part.first().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_room(self) -> None:
        """Leave the articles out while a part needs all the room that there is."""
        parts = (self.spread, self.over)
        needed = sum(x.sizeHint().height() for x in parts if not x.isHidden())
        bars = 3 * theme.current().px("sheet_bar")
        listed = self.grid.horizontalHeader().height() * LEAST_LISTED
        room = self.height() - 2 * theme.current().px("xl") - bars - needed
        self._inner.setVisible(not needed or room >= listed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()
        super().resizeEvent(event)

    def _offer(
        self, button: Button, people: list[Annotator], run: Callable[[Annotator], None]
    ) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in people:
            action = menu.addAction(one.name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, who=one: run(who))
        menu.popup(button.mapToGlobal(button.rect().topLeft()))

    def _do(self, verb: Callable[[], str]) -> bool:
        """Carry out a verb, and say in the sheet what it gave or why it was refused."""
        said: list[str] = []
        done = attempt(self._workspace, lambda: said.append(verb()), self.notices)
        if done:
            self.notices.say(said[0], "success")
        return done

    def _give(self, who: Annotator) -> None:
        chosen = self.grid.checked

        def verb() -> str:
            n = self._assignments.assign(chosen, who.id)
            return tr_n("assignments.given", n, name=who.name)

        if self._do(verb):
            self.grid.tick(chosen, on=False)

    def _take_back(self, who: Annotator) -> None:
        chosen = self.grid.checked

        def verb() -> str:
            found: TakenBack = self._assignments.take_back(chosen, who.id)
            words = tr_n("assignments.taken", len(found.taken), name=who.name)
            if found.begun:
                words += " " + tr_n("assignments.begun", len(found.begun), name=who.name)
            return words

        self._do(verb)

    def _spread(self) -> None:
        chosen, people = self.grid.checked, self.spread.chosen

        def verb() -> str:
            plan = self._assignments.spread(chosen, people, overlap=self.spread.overlap)
            return tr_n("assignments.spread.done", plan.given)

        if self._do(verb):
            self._toggle(self.spread)
            self.grid.tick(chosen, on=False)

    def _hand_over(self) -> None:
        giver, taker, going = self.over.giver, self.over.taker, self._going()
        if giver is None or taker is None:
            return

        def verb() -> str:
            found = self._assignments.hand_over(going, giver, taker)
            return tr(
                "assignments.hand_over.done",
                articles=tr_n("window.articles", found.articles),
                statements=found.statements,
                links=found.links,
            )

        if self._do(verb):
            self._toggle(self.over)
            self.grid.tick(going, on=False)

    def _join(self) -> None:
        def verb() -> str:
            self._assignments.join()
            return tr("assignments.joined")

        self._do(verb)

    def _go(self, article: Id) -> None:
        self.close_sheet()
        self._session.go(Place(article))

    def _on_changed(self, changed: Changed) -> None:
        if not changed.touches(*_SHOWN):
            return
        try:
            self._read()
        except FactcheckError as error:
            self.notices.say(str(error), "warning")

    def _space(self) -> None:
        look = theme.current()
        pad = look.px("l")
        self._column.setContentsMargins(pad, pad, pad, 0)
        self._column.setSpacing(look.px("s"))
        self._top.setSpacing(look.px("m"))
