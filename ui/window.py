"""The main window: which page shows, opening and closing, what is remembered of it.

It lays out and passes on; what a gesture does is decided by the panels and by `window_actions`.
"""

from __future__ import annotations

import gc
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from factcheck.errors import Busy, Cancelled, Damaged, FactcheckError
from factcheck.ids import Id
from factcheck.records import Person
from factcheck.settings import Settings
from ui import theme
from ui.kit.focus import go_by_tab
from ui.places import ReadingPlaces
from ui.session import Place, Session
from ui.texts import tr, tr_n
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.actions import Actions
    from ui.start import StartPage
    from ui.window_actions import WindowActions
    from ui.window_parts import WindowParts
    from ui.work_page import WorkPage

FIRST_SIZE = (1440, 900)
FRAME = (16, 56)  # what a desktop's frame takes of the screen
LEAST_SIZE = (640, 480)
FIRST_PAINT = 20  # ms for the empty window to be on the screen
REST_AFTER = 5_000  # ms without a gesture until the project's file is made whole for mailing


class MainWindow(QMainWindow):
    """One window of the program, on one project or on the start page."""

    def __init__(self, settings: Settings, *, name: str | None = None) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAccessibleIdentifier("mainWindow")
        self.settings = settings
        self._name = name
        self._places: ReadingPlaces | None = None
        self._wanted: str | None = None
        self._parts: WindowParts | None = None
        self._start: StartPage | None = None
        self.workspace = Workspace(self)
        self.session = Session(self)
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self.setMinimumSize(*LEAST_SIZE)
        self.setAcceptDrops(True)
        self._rest = QTimer(self, singleShot=True, interval=REST_AFTER)
        self._rest.timeout.connect(self._make_whole)
        self._restore()
        self._name_window()

    @property
    def parts(self) -> WindowParts:
        """Give what the window is made of, made when first asked for: it is painted before."""
        if self._parts is None:
            from ui.window_parts import WindowParts

            self._parts = WindowParts(self)
            self._pages.addWidget(self._parts.work)
            self._connect()
            panes = self.settings.get("panes")
            if isinstance(panes, str):
                self._parts.work.panes.restore(panes)
        return self._parts

    @property
    def start(self) -> StartPage:
        """Give the start page, made when first asked for."""
        if self._start is None:
            from ui.start import StartPage

            self._start = StartPage(self.settings)
            self._pages.addWidget(self._start)
            self.doing.attend(self._start)
            self._start.refresh()
        return self._start

    @property
    def actions_by_name(self) -> Actions:
        """Give the window's actions."""
        return self.parts.actions

    @property
    def work(self) -> WorkPage:
        """Give the page one works on."""
        return self.parts.work

    @property
    def doing(self) -> WindowActions:
        """Give what the actions do."""
        return self.parts.doing

    def begin_with(self, location: str) -> None:
        """Open a project once the window has been painted, instead of showing the start page."""
        self._wanted = location

    def begin(self) -> None:
        """Show what the window was started for; called once it has been painted."""
        wanted, self._wanted = self._wanted, None
        if self.workspace.is_open or not self.isVisible():
            return
        if wanted is None or not self.open_project(wanted):
            self._pages.setCurrentWidget(self.start)
            self.start.sample.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def person(self) -> Person | None:
        """Give who works here; None, and the caret where the name goes, if nobody said."""
        given = self._name or self.start.given_name() or self.settings.name()
        if not given:
            self.start.ask_name()
            self.tell(tr("start.who_missing"), tone="warning")
            return None
        try:
            person = self.settings.person(given)
        except FactcheckError as error:
            self.start.ask_name()
            self.tell(str(error), tone="warning")
            return None
        if self._name is None:
            self.settings.put("person", person.name)
        return person

    def act_as(self) -> Person | None:
        """Give who works here for a project named on the command line, asking nobody."""
        try:
            return self.settings.person(self._name)
        except FactcheckError as error:
            self.tell(str(error), tone="warning")
            return None

    def open_project(self, location: str, person: Person | None = None) -> bool:
        """Open a project and say why if that cannot be done; the one before stays open then."""
        who = person or self.act_as()
        if who is None:
            return False
        _ = self.parts  # which show what is opened
        try:
            self.workspace.open(location, who)
        except FactcheckError as error:
            self.tell(str(error), tone="warning")
            return False
        return True

    def tell(self, sentence: str, *, tone: str = "info") -> None:
        """Show a sentence at the foot of the window, and say it to assistive technology."""
        from ui.kit.notice import Toast

        toast = Toast(self, sentence, tone="warning" if tone == "warning" else "info")
        toast.show_toast()

    def show_error(self, error: FactcheckError) -> None:
        """Show why a gesture was refused; nothing was written."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, Busy | Damaged):
            # Any other refusal kept everything that there was to keep.
            self.work.status.saved.show_state("failed")
        self.tell(str(error), tone="warning")

    def ask_to_leave(self) -> None:
        """Write down what is being typed, wherever it is."""
        self.work.claims.flush()

    def _connect(self) -> None:
        self.workspace.opened.connect(self._on_opened)
        self.workspace.closing.connect(self._on_closing)
        self.workspace.closed.connect(self._on_closed)
        self.workspace.failed.connect(self.show_error)
        self.workspace.changed.connect(lambda _: self._on_changed())
        self.workspace.saved.connect(lambda _: self._show_saved())
        self.session.leaving.connect(self._keep_place)
        self.session.remember_places(self._reading_place)
        self.session.article_changed.connect(self._on_article)
        theme.controller().changed.connect(self._keep_look)

    def _on_opened(self) -> None:
        project = self.workspace.project
        self._places = ReadingPlaces(self.settings, project.id)
        self._pages.setCurrentWidget(self.work)
        self.work.toolbar.show_project(project.title)
        self._show_saved()
        self._name_window()
        self._go_to_last_place()
        # After the text is painted, for the disk may take its time.
        QTimer.singleShot(0, self, self._remember_opened)
        self.doing.refresh()
        self.doing.show_mode("annotate")

    def _on_changed(self) -> None:
        self.work.toolbar.show_project(self.workspace.project.title)
        self._name_window()
        if self.session.article is None:
            self._go_to_last_place()
        self._rest.start()

    def _on_closing(self) -> None:
        self.ask_to_leave()
        self._keep_place(self.session.article)
        self._remember_opened()
        if self._places is not None:
            self._places.keep()
        self._places = None
        self.session.forget()
        self._rest.stop()

    def _on_closed(self) -> None:
        self._pages.setCurrentWidget(self.start)
        self.start.refresh()
        self._name_window()
        self.doing.refresh()

    def _on_article(self, article: Id | None) -> None:
        self.doing.refresh()
        self._rest.start()

    def _go_to_last_place(self) -> None:
        rows = self.work.articles.model.rows
        if not rows:
            return
        ids = {str(row.id): row.id for row in rows}
        wanted = self._places.article if self._places else ""
        self.session.go(Place(ids.get(wanted, rows[0].id)))

    def _reading_place(self, article: Id) -> int:
        return self._places.of(article) if self._places else 0

    def _keep_place(self, article: Id | None) -> None:
        if article is not None and self._places is not None:
            self._places.put(article, self.work.reader.place())

    def _remember_opened(self) -> None:
        if not self.workspace.is_open:
            return
        project = self.workspace.project
        count = len(self.work.articles.model.rows)
        self.settings.opened(
            location=str(project.location),
            title=project.title,
            detail=tr_n("window.articles", count),
            when=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _show_saved(self) -> None:
        if self.workspace.is_open:
            state = "read_only" if self.workspace.project.read_only else "saved"
            self.work.status.saved.show_state(state)

    def _make_whole(self) -> None:
        gc.collect()
        if self.workspace.is_open:
            self.workspace.project.rest()
        self._keep_place(self.session.article)
        if self._places is not None:
            self._places.keep()

    def _name_window(self) -> None:
        title = self.workspace.project.title if self.workspace.is_open else ""
        self.setWindowTitle(tr("window.title_of", title=title) if title else tr("window.title"))

    def _restore(self) -> None:
        geometry = self.settings.get("geometry")
        if not (
            isinstance(geometry, str)
            and self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "replace")))
        ):
            self.resize(self._first_size())

    def _first_size(self) -> QSize:
        room = self.screen().availableGeometry().size() - QSize(*FRAME)
        return QSize(*FIRST_SIZE).boundedTo(room).expandedTo(QSize(*LEAST_SIZE))

    def _keep_look(self) -> None:
        control = theme.controller()
        self.settings.put("theme", control.mode.value)
        self.settings.put("zoom", control.zoom)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  # Qt's signature
        return go_by_tab(self, forward=next)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous() and self._parts is None:
            # Once the paint that follows has been done, for else the window would wait for it all.
            QTimer.singleShot(FIRST_PAINT, self, self.begin)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.workspace.is_open and _dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped(event.mimeData())
        if paths:
            event.acceptProposedAction()  # or it would fly back to where it was dragged from
        if len(paths) == 1 and paths[0].suffix == ".factcheck":
            self.doing.merge(paths[0])
        elif paths:
            self.doing.import_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.put("geometry", self.saveGeometry().toBase64().toStdString())
        if self._parts is not None:
            self.settings.put("panes", self._parts.work.panes.state())
        self.workspace.close()
        super().closeEvent(event)


def _dropped(dragged: QMimeData) -> list[Path]:
    return [Path(one.toLocalFile()) for one in dragged.urls() if one.isLocalFile()]
