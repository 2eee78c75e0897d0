"""The command palette: any action, article, speaker or claim by a few letters of it.

It asks the key map, the registry and the search; what was chosen it triggers or goes to.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from factcheck.ids import Id
from factcheck.prose.fold import key
from factcheck.records import Claim, Speaker
from ui import theme
from ui.actions import Actions
from ui.article_rows import origin
from ui.found_list import FindField, Found, FoundList
from ui.kit.sheet import Sheet
from ui.session import Place, Session
from ui.texts import tr
from ui.workspace import Workspace

SHOWN: Final = 60
PAUSE: Final = 60  # ms after the last key
HEIGHT: Final = 560


class CommandPalette(Sheet):
    """Finds anything; Enter does it or goes there."""

    def __init__(
        self, window: QWidget, workspace: Workspace, session: Session, actions: Actions
    ) -> None:
        super().__init__(window, tr("palette.title"), width="palette", height=HEIGHT)
        self.setObjectName("commandPalette")
        self.setAccessibleIdentifier("commandPalette")
        self._workspace = workspace
        self._session = session
        self._actions = actions
        self.list = FoundList(name=tr("palette.title"))
        self.field = FindField(
            self.list, name=tr("palette.title"), placeholder=tr("palette.placeholder")
        )
        pad = theme.current().px("l")
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(theme.current().px("s"))
        self.body.addWidget(self.field)
        self.body.addWidget(self.list, 1)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._find)
        self.field.textChanged.connect(lambda _: self._pause.start())
        self.field.list_wanted.connect(self._find_now)
        self.list.chosen.connect(self._choose)
        self._rows = self._all_rows()
        self._find()

    def open(self) -> None:
        """Show the palette, ready to type in."""
        self.open_sheet(self.field)

    def _all_rows(self) -> list[tuple[str, Found]]:
        rows = self._action_rows()
        if self._workspace.is_open:
            rows += self._article_rows() + self._speaker_rows() + self._claim_rows()
        return [(key(f"{row.title} {row.detail} {_also(row)}"), row) for row in rows]

    def _action_rows(self) -> list[Found]:
        return [
            Found(
                binding.icon or "chevron_right",
                binding.title,
                tr("palette.action"),
                action,
                cap=binding.cap,
            )
            for binding, action in self._actions.connected()
            if action.isEnabled() and binding.name != "palette"
        ]

    def _article_rows(self) -> list[Found]:
        rows = self._workspace.project.articles.rows(self._workspace.layers)
        return [
            Found("file", row.title, tr("palette.article", origin=origin(row)), Place(row.id))
            for row in rows
        ]

    def _speaker_rows(self) -> list[Found]:
        standing = [x for x in self._workspace.vocabulary.speakers.values() if not x.merged_into]
        return [Found("person", x.name, self._detail(x), x) for x in standing]

    def _detail(self, speaker: Speaker) -> str:
        """Say who a speaker is: position and side, else other names that say something else."""
        side = self._workspace.vocabulary.speaker(speaker.affiliation)
        known = [x for x in (speaker.position, side.name if side else None) if x]
        more = known or [", ".join(x for x in speaker.aliases if not _alike(x, speaker.name))]
        return " · ".join(x for x in (tr("palette.speaker"), *more) if x)

    def _claim_rows(self) -> list[Found]:
        standing = [x for x in self._workspace.vocabulary.claims.values() if not x.merged_into]
        return [Found("book", x.proposition, tr("palette.claim"), x) for x in standing]

    def _find_now(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._find()

    def _find(self) -> None:
        words = key(self.field.text()).split()
        found = [row for folded, row in self._rows if all(word in folded for word in words)]
        if words:
            # What begins with what was typed comes first, then what has a word that does, in the
            # order of kinds otherwise.
            found.sort(key=lambda row: _rank(key(str(row.title)), words[0]))
        self.list.show_rows(found[:SHOWN])

    def _choose(self, chosen: object) -> None:
        self.close_sheet()
        if isinstance(chosen, QAction):
            # After the sheet has given the focus back, for an action may act where that is.
            QTimer.singleShot(0, chosen.trigger)
        elif isinstance(chosen, Place):
            self._session.go(chosen)
        elif isinstance(chosen, Claim):
            self._go_to_claim(chosen.id)
        elif isinstance(chosen, Speaker):
            self._go_to_speaker(chosen.id)

    def _go_to_claim(self, claim: Id) -> None:
        found = self._workspace.project.statements.of_claim(claim, self._workspace.layers)
        here = [x for x in found if x.article == self._session.article] or found
        if here:
            self._session.go(Place(here[0].article, here[0].id))
        self._session.show_claim(claim)

    def _go_to_speaker(self, speaker: Id) -> None:
        found = self._workspace.project.statements.of_speaker(speaker, self._workspace.layers)
        here = [x for x in found if x.article == self._session.article] or found
        if here:
            self._session.go(Place(here[0].article, here[0].id))


def _also(row: Found) -> str:
    """Give the words by which a row is found though it does not show them."""
    return " ".join(row.stands_for.aliases) if isinstance(row.stands_for, Speaker) else ""


def _alike(alias: str, name: str) -> bool:
    """Say whether one name holds the other, so that it tells nothing new."""
    one, other = key(alias), key(name)
    return one in other or other in one


def _rank(title: str, typed: str) -> int:
    if title.startswith(typed):
        return 0
    return 1 if any(word.startswith(typed) for word in title.split()) else 2
