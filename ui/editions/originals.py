"""What an article was read from, opened in another program or written to a place of one's own.

It is a stranger's, so nothing is opened without asking, and web pages and mails ask each time. The
copy lies in a folder that only this person can read, until the program ends.
"""

from __future__ import annotations

import atexit
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from factcheck.errors import FactcheckError
from factcheck.ids import Id
from factcheck.scratch import lasting
from ui.jobs import Jobs
from ui.texts import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.originals import Kept
    from factcheck.project import Project
    from ui.window import MainWindow

ASKED: Final = "originals_asked"  # the setting that says one knows what opening means


class Originals(QObject):
    """The originals of one window's project."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def open(self, article: Id) -> None:
        """Open an article's original in the system's own program, once the person says so."""
        self._fetch(article, self._ask)

    def save(self, article: Id) -> None:
        """Write an article's original where the person wants it."""
        self._fetch(article, self._save)

    def _fetch(self, article: Id, then: Callable[[Kept], None]) -> None:
        def work(project: Project, _step: object) -> Kept:
            return project.articles.kept_original(article)

        job = Jobs.of(self._window.workspace).start(work)
        job.done.connect(then)
        job.failed.connect(self._window.show_error)

    def _ask(self, original: Kept) -> None:
        if self._window.settings.get(ASKED) and not original.is_page:
            self._show(original)
            return
        from ui.sheets.original_sheet import OriginalSheet

        sheet = OriginalSheet(self._window, original)
        sheet.agreed.connect(lambda: self._show(original))
        sheet.open()

    def _show(self, original: Kept) -> None:
        from factcheck.originals import write_to

        self._window.settings.put(ASKED, True)
        folder = lasting()
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        out = folder / original.name
        try:
            write_to(out, original)
        except FactcheckError as error:
            self._window.show_error(error)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(out))):
            self._window.tell(tr("edition.no_program", name=original.name), tone="warning")

    def _save(self, original: Kept) -> None:
        from factcheck.originals import write_to
        from ui.sheets.paths import folder_beside

        beside = folder_beside(self._window.workspace.project.location)
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            tr("edition.save"),
            str(beside / original.name),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not chosen:
            return
        try:
            write_to(Path(chosen), original)
        except FactcheckError as error:
            self._window.show_error(error)
            return
        self._window.tell(tr("edition.saved", name=Path(chosen).name))
