"""Finding words over the whole project: texts, statements, speakers and claims, with a snippet.

It asks the core's search while one types and goes to what was chosen, to the very words.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from factcheck.errors import FactcheckError
from factcheck.records import Hit
from ui import theme
from ui.found_list import FindField, Found, FoundList
from ui.kit.sheet import Sheet
from ui.kit.text import TextLabel
from ui.session import Place, Session
from ui.texts import tr, tr_n
from ui.workspace import Workspace

SHOWN: Final = 200
PAUSE: Final = 120  # ms after the last key
HEIGHT: Final = 560
_ICONS: Final = {"article": "file", "statement": "note", "speaker": "person", "claim": "book"}


class FindSheet(Sheet):
    """The project's search."""

    def __init__(self, window: QWidget, workspace: Workspace, session: Session) -> None:
        super().__init__(window, tr("find.title"), width="palette", height=HEIGHT)
        self.setObjectName("findInProject")
        self._workspace = workspace
        self._session = session
        self.list = FoundList(name=tr("find.results"), lines=2)
        self.field = FindField(self.list, name=tr("find.title"), placeholder=tr("find.placeholder"))
        self._count = TextLabel(tr("find.how"), font="meta", color="mute")
        pad = theme.current().px("l")
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(theme.current().px("s"))
        self.body.addWidget(self.field)
        self.body.addWidget(self._count)
        self.body.addWidget(self.list, 1)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._find)
        self.field.textChanged.connect(lambda _: self._pause.start())
        self.field.list_wanted.connect(self._find_now)
        self.list.chosen.connect(self._choose)

    def open(self) -> None:
        """Show the search, ready to type in."""
        self.open_sheet(self.field)

    def _find_now(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._find()

    def _find(self) -> None:
        wanted = self.field.text().strip()
        if not wanted:
            self.list.show_rows(())
            self._count.set_words(tr("find.how"))
            return
        try:
            found = self._workspace.project.search.find(
                wanted, limit=SHOWN, layers=self._workspace.layers
            )
        except FactcheckError as error:
            self.list.show_rows(())
            self._count.set_words(str(error))
            return
        self._count.set_words(tr_n("find.found", found.total))
        self.list.show_rows([_row(hit) for hit in found.hits])

    def _choose(self, chosen: object) -> None:
        if not isinstance(chosen, Hit):
            return
        self.close_sheet()
        statements, layers = self._workspace.project.statements, self._workspace.layers
        if chosen.kind == "statement" and chosen.article is not None:
            self._session.go(Place(chosen.article, chosen.id))
        elif chosen.kind == "article":
            self._session.go(Place(chosen.id, offset=chosen.start))
        elif chosen.kind == "claim":
            found = statements.of_claim(chosen.id, layers)
            if found:
                self._session.go(Place(found[0].article, found[0].id))
            self._session.show_claim(chosen.id)
        else:
            found = statements.of_speaker(chosen.id, layers)
            if found:
                self._session.go(Place(found[0].article, found[0].id))


def _row(hit: Hit) -> Found:
    kind = tr(f"find.kind.{hit.kind}")
    if hit.kind in ("article", "statement"):
        return Found(_ICONS[hit.kind], hit.snippet, f"{kind} · {hit.title}", hit)
    return Found(_ICONS[hit.kind], hit.title, kind, hit)
