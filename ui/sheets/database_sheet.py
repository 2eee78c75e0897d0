"""Opening a project on a server: its address, what that means, and a look before it is opened.

The server is tried off the window's thread, for it may take long to answer or never do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from factcheck.errors import BadInput, FactcheckError, NotFound
from factcheck.records import Layering, Person
from ui import theme
from ui.kit.buttons import Button
from ui.kit.fields import CheckBox
from ui.kit.scroll import Scroller
from ui.kit.segmented import Option, Segmented
from ui.sheets.base import quiet
from ui.sheets.editors import LineEditor
from ui.sheets.working import JobSheet
from ui.texts import tr

if TYPE_CHECKING:
    from ui.window import MainWindow

_BEGINNINGS = ("postgresql://", "postgres://")


class DatabaseSheet(JobSheet):
    """Asks for the address of a team database and opens it in the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(
            window,
            window.workspace,
            tr("database.title"),
            name="databaseSheet",
            width="sheet_narrow",
            height=480,
        )
        self._main = window
        self.address = LineEditor(tr("database.address"))
        self.address.field.setPlaceholderText(tr("database.address"))
        self.address.field.returnPressed.connect(self._try)
        self.create_new = CheckBox(tr("database.create"))
        options = (Option("shared", tr("start.shared")), Option("each", tr("start.each")))
        self.layering = Segmented(options, name=tr("database.layering"))
        self.layering.hide()
        self.create_new.toggled.connect(self.layering.setVisible)
        scroller = Scroller(name=tr("database.title"))
        self._column = scroller.column
        self.body.addWidget(scroller, 1)
        self._column.addWidget(quiet(tr("database.more")))
        self._column.addWidget(self.address)
        self._column.addWidget(quiet(tr("database.address_hint")))
        self._column.addWidget(self.create_new)
        self._column.addWidget(self.layering)
        self._column.addStretch(1)
        self.footer.addStretch(1)
        cancel = Button(tr("sheets.cancel"))
        cancel.clicked.connect(self.close_sheet)
        self.take = Button(tr("database.open"), kind="primary")
        self.take.clicked.connect(self._try)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.take)
        self.hold(self.address, self.create_new, self.layering, cancel, self.take)
        pad = theme.current().px("xl")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.current().px("m"))

    def open(self) -> None:
        self.open_sheet(self.address.field)

    def _try(self) -> None:
        address = str(self.address.value())
        if not address.startswith(_BEGINNINGS):
            self._refuse(BadInput("project.address"))
            return
        person = self._main.person()
        if person is None:
            self.discard()
            return
        kind: Layering = "shared" if self.layering.current() == "shared" else "each"
        wanted = kind if self.create_new.isChecked() else None
        self.run_apart(lambda: _look_at(address, person, wanted), lambda _: self._open(address))

    def _refuse(self, error: FactcheckError) -> None:
        self.notices.say(str(error), "warning")
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, address: str) -> None:
        self.discard()
        self._main.open_project(address, self._main.person())


def _look_at(address: str, person: Person, layering: Layering | None) -> None:
    """Open a project and close it again, or make it where that is wished and there is none."""
    from factcheck.project import Project

    try:
        Project.open(address, person).close()
    except NotFound:
        if layering is None:
            raise
        title = address.rpartition("schema=")[2].partition("&")[0] or "factcheck"
        Project.create(address, title=title, layering=layering, actor=person).close()
