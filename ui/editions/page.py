"""Two editions side by side: what differs is marked in both, and they scroll together.

It asks the core where they differ, off the window's thread, and leads to the text; it alters
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from factcheck.ids import Id
from factcheck.prose.alignment import Differing
from factcheck.records import Changed, Statement
from ui import theme
from ui.editions.bar import EditionBar
from ui.editions.together import Together, as_read
from ui.jobs import Job, Jobs
from ui.kit.notice import announce
from ui.kit.text import Hairline
from ui.reader_feed import described, details, statement_mark
from ui.reading.edition_view import EditionView
from ui.reading.keys import action_in
from ui.reading.values import ArticleView, Detail
from ui.session import Place
from ui.texts import tr

if TYPE_CHECKING:
    from factcheck.project import Project
    from ui.session import Session
    from ui.workspace import Workspace


class EditionsPage(QWidget):
    """The earlier edition at the left, the later one at the right, a bar over both."""

    left = Signal()
    details_wanted = Signal(object)  # Id

    def __init__(
        self, workspace: Workspace, session: Session, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("editionsPage")
        self.setAccessibleName(tr("edition.page"))
        self._workspace, self._session = workspace, session
        self._articles: tuple[Id, Id] | None = None
        self._differing: Sequence[Differing] = ()
        self._together = Together(())
        self._current = -1
        self._job: Job | None = None
        self._statements: dict[Id, Statement] = {}
        self.earlier, self.later = EditionView("earlierEdition"), EditionView("laterEdition")
        self.bar = EditionBar()
        self._arrange()
        self._connect()

    def show_editions(self, old: Id, new: Id) -> None:
        """Show two editions of an article from their beginning, and look where they differ."""
        self._stop()
        self._articles = old, new
        self._differing, self._together, self._current = (), Together(()), -1
        kinds = tr("edition.is_earlier"), tr("edition.is_later")
        for view, article, kind in zip(self._views(), (old, new), kinds, strict=True):
            view.show_article(self._article_view(article, kind))
        self._show_statements()
        self.bar.say(tr("edition.comparing"))
        self.bar.enable(can_step=False)
        job = Jobs.of(self._workspace).start(lambda p, _step: _compare(p, old, new))
        self._job = job
        job.done.connect(lambda found: self._show_differing(job, found))
        job.failed.connect(lambda error: self._say_failed(job, str(error)))

    def step(self, by: int) -> None:
        """Go to the difference that many after the one that is shown, round to the first."""
        if not self._differing:
            return
        before = self._current if self._current >= 0 or by > 0 else 0
        self._current = (before + by) % len(self._differing)
        one = self._differing[self._current]
        for view, stretch in zip(self._views(), (one.old, one.new), strict=True):
            view.show_current(self._current)
            view.bring(stretch[0])
        self._say_where()
        announce(self, self._in_words(one))

    def focused(self) -> EditionView:
        """Give the text that has the focus, else the later one."""
        return self.earlier if self.earlier.hasFocus() else self.later

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.earlier, 1)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addWidget(self.later, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(row, 1)
        self.setFocusProxy(self.later)

    def _connect(self) -> None:
        self.bar.stepped.connect(self.step)
        self.bar.left.connect(self.left)
        self.earlier.led.connect(lambda: self._follow(self.earlier))
        self.later.led.connect(lambda: self._follow(self.later))
        self._wait = QTimer(self, singleShot=True, interval=0)
        self._wait.timeout.connect(self._show_statements)
        for view, place in ((self.earlier, 0), (self.later, 1)):
            view.offer_keys(self._take_key)
            view.statement_clicked.connect(self._go)
            view.metadata_wanted.connect(lambda at=place: self._ask_details(at))
        self._workspace.changed.connect(self._on_changed)
        self._workspace.closing.connect(self._forget)
        self._session.reveal.connect(self._on_reveal)

    def _views(self) -> tuple[EditionView, EditionView]:
        return self.earlier, self.later

    def _article_view(self, article: Id, kind: str) -> ArticleView:
        articles = self._workspace.project.articles
        one = articles.get(article)
        return ArticleView(
            id=article,
            text=articles.text(article),
            title=one.title or tr("feed.untitled"),
            details=(Detail(kind, strong=True), *details(one)),
            brief=kind,
            furniture=one.furniture,
        )

    def _show_statements(self) -> None:
        """Show one's own statements in both."""
        if self._articles is None or not self._workspace.is_open:
            return
        statements, vocabulary = self._workspace.project.statements, self._workspace.vocabulary
        own = [self._workspace.project.layer.id]
        self._statements = {}
        for view, article in zip(self._views(), self._articles, strict=True):
            found = statements.of_article(article, own)
            self._statements |= {one.id: one for one in found}
            view.set_statements(statement_mark(one, vocabulary, self._describe) for one in found)

    def _describe(self, statement: Id) -> str:
        return described(self._statements[statement], self._workspace.vocabulary)

    def _show_differing(self, job: Job, found: object) -> None:
        if job is not self._job:
            return
        assert isinstance(found, list)
        self._job = None
        self._differing, self._together = found, Together(found)
        self.earlier.show_differing(tuple(one.old for one in found), struck=True)
        self.later.show_differing(tuple(one.new for one in found), struck=False)
        self.bar.enable(can_step=bool(found))
        self._say_where()

    def _say_failed(self, job: Job, sentence: str) -> None:
        if job is self._job:
            self._job = None
            self.bar.say(sentence)

    def _say_where(self) -> None:
        self.bar.show_place(self._current + 1, len(self._differing))

    def _in_words(self, one: Differing) -> str:
        old, new = self.earlier.text[slice(*one.old)], self.later.text[slice(*one.new)]
        return tr("edition.difference", place=self.bar.where.text(), old=old, new=new)

    def _follow(self, leader: EditionView) -> None:
        """Bring the other edition to what stands beside the leader's."""
        offset, y = leader.at_third()
        if leader is self.earlier:
            self.later.bring(self._together.to_new(offset), y)
        else:
            self.earlier.bring(self._together.to_old(offset), y)

    def _take_key(self, event: QKeyEvent) -> bool:
        doers: dict[str, Callable[[], None]] = {
            "next_difference": lambda: self.step(1),
            "previous_difference": lambda: self.step(-1),
            "leave_editions": lambda: self.left.emit(),
        }
        do = doers.get(action_in(event, "editions") or "")
        if do is not None:
            do()
        return do is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("paper"))
        painter.end()

    def _go(self, statement: Id) -> None:
        one = self._statements.get(statement)
        if one is not None:
            self.left.emit()
            self._session.go(Place(one.article, one.id))

    def _ask_details(self, place: int) -> None:
        if self._articles is not None:
            self.details_wanted.emit(self._articles[place])

    def _on_changed(self, changed: Changed) -> None:
        if not self.isVisible() or self._articles is None:
            return
        if changed.touches("article"):
            there = self._workspace.project.articles.get_many(self._articles)
            if len(there) < len(self._articles):
                # An import was taken back, and one of them with it.
                self.left.emit()
                return
        if changed.touches("statement", "span", "label"):
            self._wait.start()

    def _on_reveal(self, _place: object) -> None:
        # Whoever goes somewhere is to read there.
        if self.isVisible():
            self.left.emit()

    def _stop(self) -> None:
        job, self._job = self._job, None
        if job is not None and job.is_running:
            job.cancel()

    def _forget(self) -> None:
        self._stop()
        self._articles = None
        self._statements = {}
        self._wait.stop()


def _compare(project: Project, old: Id, new: Id) -> list[Differing]:
    texts = (project.articles.text(article) for article in (old, new))
    return as_read(project.editions.differing(old, new), *texts)
