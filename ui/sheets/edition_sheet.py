"""A later edition as a sheet: which article is the earlier one, what becomes of each statement.

Nothing is written until *Carry over*; then the same list is the report, and leads to the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from factcheck.carrying.report import Carried, CarryReport
from factcheck.ids import GOLD, Id
from factcheck.prose.fold import key
from factcheck.records import ArticleRow, Progress
from ui import theme
from ui.article_rows import origin
from ui.editions.rows import SHOWN, counted, entries
from ui.found_list import FindField, Found, FoundList
from ui.jobs import Job
from ui.kit.buttons import Button
from ui.kit.notice import announce
from ui.kit.segmented import Option, Segmented
from ui.kit.text import TextLabel
from ui.known_copies import KnownCopies
from ui.session import Place
from ui.sheets.base import Columns, quiet
from ui.sheets.records import RecordList
from ui.sheets.working import JobSheet
from ui.texts import tr, tr_n

if TYPE_CHECKING:
    from factcheck.errors import FactcheckError
    from factcheck.project import Project
    from ui.session import Session
    from ui.workspace import Workspace

LISTED = 300  # articles to choose from; more are found by typing
_OWN, _GOLD = "own", "gold"


@dataclass(frozen=True, slots=True)
class _Outlook:
    """What carrying over would do, and which statements are known to be lost there already."""

    report: CarryReport
    known: frozenset[Id] = field(default_factory=frozenset)

    @property
    def is_empty(self) -> bool:
        """Whether no statement would be carried over, nor said to be lost."""
        fresh = {one.statement for one in self.report.of("lost")} - self.known
        return not fresh and not self.report.of("same", "moved", "uncertain")


class EditionSheet(JobSheet):
    """One article as a later edition; of several, one after the other."""

    went = Signal()  # to a statement in the text
    beside_wanted = Signal(object, object)  # Id, Id: the earlier one and the later

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        session: Session,
        *,
        articles: Sequence[Id],
    ) -> None:
        super().__init__(window, workspace, tr("edition.title"), name="editionSheet", height=640)
        self._session = session
        self._article, self._waiting = articles[0], list(articles[1:])
        self._old: Id | None = None
        self._rows: list[tuple[str, Found]] = []
        self._carried: dict[Id, Carried] = {}
        self._looking: Job | None = None
        self._is_named = False
        self._is_asked = False  # whether the earlier one was chosen, and not only offered
        self._make()
        self._arrange()
        self.hold(self.search, self.olds, self.whose, self.take, self.beside, self.next, self.leave)
        self.closed.connect(self._stop_looking)
        theme.controller().changed.connect(self._space)
        self._space()

    def open(self) -> None:
        self.open_sheet(self.search)
        self._begin()

    def _make(self) -> None:
        self.olds = FoundList(name=tr("edition.earlier"), lines=2)
        self.olds.setObjectName("editionChoice")
        self.search = FindField(
            self.olds, name=tr("edition.earlier"), placeholder=tr("edition.earlier")
        )
        self.search.setObjectName("editionSearch")
        self.search.textChanged.connect(lambda _: self._list())
        self.olds.chosen.connect(self._choose)
        self.counts = TextLabel("", font="pane_title")
        self.words = quiet()
        gold = Option(_GOLD, tr("edition.gold"), icon="star", icon_role="gold")
        self.whose = Segmented((Option(_OWN, tr("edition.own")), gold), name=tr("edition.whose"))
        self.whose.chosen.connect(lambda _: self._look())
        self.list = RecordList(name=tr("edition.statements"), title_lines=2, detail_lines=2)
        self.list.picked.connect(lambda _: self._enable())
        self.list.activated_id.connect(lambda _: self._go())
        self.list.clicked.connect(lambda _: self._on_click())
        self.rest = quiet()

    def _arrange(self) -> None:
        columns = Columns()
        columns.left.addWidget(self.search)
        columns.left.addWidget(self.olds, 1)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.addWidget(self.counts)
        self._column.addWidget(self.words)
        self._column.addWidget(self.whose, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self.rest)
        columns.right.addWidget(inner, 1)
        self.body.addWidget(columns, 1)
        self.go = Button(tr("edition.go"), icon="forward")
        self.go.clicked.connect(self._go)
        self.beside = Button(tr("edition.beside"), icon="flip")
        self.beside.clicked.connect(self._ask_beside)
        self.next = Button()
        self.next.clicked.connect(self._take_next)
        self.leave = Button(tr("sheets.close"))
        self.leave.clicked.connect(self.close_sheet)
        self.take = Button(kind="primary")
        self.take.clicked.connect(self._carry_over)
        self.footer.addWidget(self.go)
        self.footer.addWidget(self.beside)
        self.footer.addStretch(1)
        for button in (self.next, self.leave, self.take):
            self.footer.addWidget(button)

    def _begin(self) -> None:
        """Offer the articles that may be the earlier one, the likely ones first."""
        project = self.workspace.project
        there = project.articles.get_many([self._article])
        if not there:
            # Somebody has taken its import back meanwhile.
            self.discard()
            return
        article = there[0]
        self.set_subtitle(article.title)
        family = project.editions.family(self._article)
        likely = [old for old, _ in project.editions.candidates([self._article])]
        first = [*family.earlier[:1], *likely]
        rows = [x for x in project.articles.rows([]) if x.id != self._article]
        alike = {x.id for x in rows if key(x.title) == key(article.title)}
        alike.update(KnownCopies.of(self.workspace).others(self._article))
        places = {old: n for n, old in enumerate(first)}
        rows.sort(key=lambda x: (places.get(x.id, len(first)), x.id not in alike))
        named, marks = set(family.earlier[:1]), alike.union(likely)
        found = [_found(x, is_named=x.id in named, is_likely=x.id in marks) for x in rows]
        self._rows = [(key(str(x.title) + " " + x.detail), x) for x in found]
        self._list()
        self._old, self._is_asked = (first[0] if first else None), False
        self._show_waiting()
        self._look()

    def _list(self) -> None:
        wanted = key(self.search.text()).split()
        fit = [row for words, row in self._rows if all(word in words for word in wanted)]
        self.olds.show_rows(fit[:LISTED])

    def _choose(self, old: object) -> None:
        assert isinstance(old, Id)
        self._old, self._is_asked = old, True
        self._look()

    def _layer(self) -> Id:
        return GOLD if self.whose.current() == _GOLD else self.workspace.project.layer.id

    def _look(self) -> None:
        """Ask what carrying over would do; who chooses another article meanwhile need not wait."""
        self._stop_looking()
        self.notices.clear()
        self._show_rows(None)
        if self._old is None:
            self._say("", tr("edition.choose"))
            return
        self._offer_gold(self._old)
        self._say("", tr("sheets.working"))
        old, new, layer = self._old, self._article, self._layer()
        job = self.jobs.start(lambda project, step: _outlook(project, old, new, layer, step))
        self._looking = job
        job.done.connect(lambda found: self._on_seen(job, found))
        job.failed.connect(lambda error: self._on_refused(job, error))

    def _stop_looking(self) -> None:
        job, self._looking = self._looking, None
        if job is not None and job.is_running:
            job.cancel()

    def _offer_gold(self, old: Id) -> None:
        project = self.workspace.project
        may = project.actor.reviewer and project.statements.count_of(old, [GOLD]) > 0
        self.whose.setVisible(may)
        if not may:
            self.whose.set_current(_OWN)

    def _on_seen(self, job: Job, found: object) -> None:
        if self._looking is not job:
            return
        assert isinstance(found, _Outlook)
        self._looking = None
        report = found.report
        self._is_named = report.old in self.workspace.project.editions.family(report.new).earlier
        self._show_report(report)
        done = self._is_named and found.is_empty
        self._say(counted(report), _what_would(report, is_done=done, is_named=self._is_named))
        self.take.setEnabled(not done)
        if not done and self._is_asked:
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, job: Job, error: FactcheckError) -> None:
        if self._looking is job:
            self._looking = None
            self._say("", str(error))

    def _carry_over(self) -> None:
        old, new, layer = self._old, self._article, self._layer()
        if old is None or not self.take.isEnabled():
            return
        self.run(
            lambda project, step: project.editions.carry_over(old, new, layer=layer, progress=step),
            self._say_done,
        )

    def _say_done(self, report: object) -> None:
        assert isinstance(report, CarryReport)
        self._is_named = True
        self._show_report(report)
        done = tr("edition.nothing")
        if report.revision is not None:
            done = tr("edition.done" if report.carried else "edition.named_now")
        look = tr("edition.look") if report.carried else ""
        self._say(counted(report), f"{done} {look}".strip())
        announce(self, done)
        self.take.setEnabled(False)
        (self.list if self.list.entries else self.leave).setFocus()

    def _show_report(self, report: CarryReport) -> None:
        self._carried = {one.statement: one for one in report.carried}
        self._show_rows(report)
        if self.list.entries:
            self.list.set_current(self.list.entries[0].id)
        self._enable()

    def _show_rows(self, report: CarryReport | None) -> None:
        self.list.set_entries(entries(report) if report is not None else [])
        more = len(report.carried) - SHOWN if report is not None else 0
        self.rest.set_words(tr_n("edition.rest", more) if more > 0 else "")
        self.rest.setVisible(more > 0)
        work = report is not None and report.of("same", "moved", "uncertain", "lost")
        self.take.set_words(tr("edition.carry_over" if work else "edition.name"))
        self.take.setEnabled(False)
        self._enable()

    def _say(self, counts: str, words: str) -> None:
        self.counts.set_words(counts)
        self.counts.setVisible(bool(counts))
        self.words.set_words(words)

    def _enable(self) -> None:
        self.go.setEnabled(self._chosen() is not None)
        self.beside.setEnabled(self._old is not None)

    def _show_waiting(self) -> None:
        self.next.set_words(tr_n("edition.next", len(self._waiting)))
        self.next.setVisible(bool(self._waiting))

    def _take_next(self) -> None:
        self._article = self._waiting.pop(0)
        self.search.clear()
        self._begin()

    def _chosen(self) -> Carried | None:
        current = self.list.current
        return self._carried.get(current) if isinstance(current, Id) else None

    def _on_click(self) -> None:
        # While there is something to carry over, a click only looks at a row.
        if not self.take.isEnabled():
            self._go()

    def _go(self) -> None:
        """Go to where the statement is now: in the later edition, else in the earlier one."""
        one, old = self._chosen(), self._old
        if one is None or old is None:
            return
        if self._layer() not in self.workspace.layers:
            self.workspace.show_layer(self._layer(), True)
        place = Place(old, one.statement) if one.made is None else Place(self._article, one.made)
        self.close_sheet()
        self.went.emit()
        self._session.go(place)

    def _ask_beside(self) -> None:
        if self._old is not None:
            self.close_sheet()
            self.beside_wanted.emit(self._old, self._article)

    def _space(self) -> None:
        look = theme.current()
        pad = look.px("m")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(look.px("s"))


def _outlook(project: Project, old: Id, new: Id, layer: Id, step: Progress) -> _Outlook:
    report = project.editions.outlook(old, new, layer=layer, progress=step)
    traces = project.editions.traces(old, [layer])
    lost = (i for i, one in traces.items() if one.kind == "lost" and one.edition == new)
    return _Outlook(report, frozenset(lost))


def _found(row: ArticleRow, *, is_named: bool, is_likely: bool) -> Found:
    """Give the row of an article that may be the earlier edition."""
    why = tr("edition.named") if is_named else tr("edition.likely") if is_likely else ""
    detail = " · ".join(x for x in (why, origin(row)) if x)
    return Found("history" if why else "file", row.title, detail, row.id)


def _what_would(report: CarryReport, *, is_done: bool, is_named: bool) -> str:
    if is_done:
        return tr("edition.all_there" if report.carried else "edition.is_named")
    if not report.carried:
        return tr("edition.no_statements")
    return tr("edition.would_add" if is_named else "edition.would")
