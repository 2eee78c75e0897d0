"""Opening, making and leaving projects, as the start page and the menus ask for it.

It knows dialogs and the window's page; the project itself is opened by the workspace.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMenu

from factcheck.errors import FactcheckError
from factcheck.records import Layering, Person
from ui.texts import tr

if TYPE_CHECKING:
    from ui.actions import Actions
    from ui.start import StartPage
    from ui.window import MainWindow


class Projects(QObject):
    """The ways to a project from one window."""

    def __init__(self, window: MainWindow, actions: Actions) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self._asked: Callable[[], object] | None = None
        actions.connect_to("new_project", self._ask_layering)
        actions.connect_to("open_project", self.open_chosen)
        actions.connect_to(
            "close_project", self._workspace.close, enabled=lambda: self._workspace.is_open
        )
        actions.connect_to("quit", window.close)

    def _person(self, then: Callable[[], object]) -> Person | None:
        """Give who works here; where nobody has said, what was asked goes on once they have."""
        person = self._window.person()
        self._asked = then if person is None else None
        return person

    def _ask_layering(self) -> None:
        """Ask in a project, where no start page shows it, whose marks a new one is to hold."""
        if not self._workspace.is_open:
            self.new_project(self._window.start.layering.current())
            return
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for layering, words in (("shared", tr("start.shared")), ("each", tr("start.each"))):
            action = menu.addAction(words)
            action.setToolTip(tr("start.new_more"))
            action.triggered.connect(lambda _=False, kind=layering: self.new_project(kind))
        button = self._window.work.toolbar.project
        menu.setToolTipsVisible(True)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[1])

    def _go_on(self) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            asked()

    def attend(self, start: StartPage) -> None:
        """Do what the start page asks for."""
        start.name.returnPressed.connect(self._go_on)
        start.sample_wanted.connect(self.open_sample)
        start.new_wanted.connect(self.new_project)
        start.open_wanted.connect(self.open_chosen)
        start.recent_wanted.connect(self.open_recent)
        start.database_wanted.connect(self.open_database)

    def open_sample(self) -> None:
        """Open the sample project, made at the first time; what was edited in it stays."""
        from factcheck.settings import data_folder

        person = self._person(self.open_sample)
        if person is None:
            return
        location = data_folder() / "sample.factcheck"
        if not location.exists():
            from factcheck.sample import make

            location.parent.mkdir(parents=True, exist_ok=True)
            try:
                make(location, person).close()
            except FactcheckError as error:
                self._window.show_error(error)
                return
        if self._window.open_project(str(location), person):
            from ui.first_steps import offer

            offer(self._window)

    def new_project(self, layering: str) -> bool:
        """Ask where a new project is to be, and open it; say whether there is one."""
        person = self._person(lambda: self.new_project(layering))
        if person is None:
            return False
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            tr("window.new"),
            str(Path.home() / tr("window.new_name")),
            tr("window.filter"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not chosen:
            return False
        from factcheck.project import Project

        location = Path(chosen)
        if location.suffix != ".factcheck":
            location = location.with_name(f"{location.name}.factcheck")
        kind: Layering = "shared" if layering == "shared" else "each"
        try:
            project = Project.create(location, title=location.stem, layering=kind, actor=person)
        except FactcheckError as error:
            self._window.show_error(error)
            return False
        self._workspace.take(project)
        return True

    def open_chosen(self) -> None:
        """Ask which project, and open it."""
        person = self._person(self.open_chosen)
        if person is None:
            return
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, tr("window.open"), str(Path.home()), tr("window.filter")
        )
        if chosen:
            self._window.open_project(chosen, person)

    def open_recent(self, location: str) -> None:
        """Open a project of the recent ones; forget one that is gone."""
        person = self._person(lambda: self.open_recent(location))
        if person is not None and not self._window.open_project(location, person):
            exists = location.startswith("postgres") or Path(location).exists()
            if not exists:
                self._window.settings.forget(location)
                self._window.start.refresh()

    def open_database(self) -> None:
        """Ask for the address of a team database, and open it."""
        from ui.sheets.database_sheet import DatabaseSheet

        DatabaseSheet(self._window).open()
