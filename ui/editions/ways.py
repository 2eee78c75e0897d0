"""The ways from the window to editions and originals: what the actions of that name do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from factcheck.ids import Id
from ui.editions.originals import Originals
from ui.session import Place
from ui.texts import tr

if TYPE_CHECKING:
    from ui.window import MainWindow
    from ui.work_page import WorkPage


class EditionWays(QObject):
    """What one can do about the editions of an article, by the names of the key map."""

    def __init__(self, window: MainWindow, work: WorkPage) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self._session = window.session
        originals = Originals(window)
        self._doers: dict[str, Callable[[Id], None]] = {
            "later_edition": lambda article: self.show([article]),
            "side_by_side": self.compare,
            "open_original": originals.open,
            "save_original": originals.save,
        }
        work.articles.offer_taken.connect(self.take)
        work.reader.edition_wanted.connect(lambda article: self._session.go(Place(article)))
        work.reader.beside_wanted.connect(self._compare_with)

    def take(self, name: str, article: Id | None = None) -> None:
        """Do what an action names, with the shown article unless another is given."""
        wanted = article or self._session.article
        if wanted is not None:
            self._doers[name](wanted)

    def show(self, articles: Sequence[Id]) -> None:
        """Ask of articles, one after the other, what each is a later edition of."""
        from ui.sheets.edition_sheet import EditionSheet

        self._window.ask_to_leave()
        sheet = EditionSheet(self._window, self._workspace, self._session, articles=articles)
        sheet.went.connect(lambda: self._window.doing.show_mode("annotate"))
        sheet.beside_wanted.connect(self.show_beside)
        sheet.open()

    def compare(self, article: Id) -> None:
        """Show an article beside the edition before it, else beside the first one after it."""
        family = self._workspace.project.editions.family(article)
        if family.earlier:
            self.show_beside(family.earlier[0], article)
        elif family.later:
            self.show_beside(article, family.later[0])
        else:
            self._window.tell(tr("edition.alone"))

    def _compare_with(self, other: Id) -> None:
        """Show the shown article beside another edition of it, the earlier one at the left."""
        here = self._session.article
        if here is not None and other in self._workspace.project.editions.family(here).earlier:
            self.show_beside(other, here)
        elif here is not None:
            self.show_beside(here, other)

    def show_beside(self, old: Id, new: Id) -> None:
        """Show two editions side by side."""
        self._window.doing.modes.show_editions(old, new)
