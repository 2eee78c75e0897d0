"""The person's own settings: their name, the look, the size of text; each holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from factcheck.errors import FactcheckError
from factcheck.settings import Settings, clean_name
from ui import theme
from ui.kit.buttons import Button
from ui.kit.scroll import Scroller
from ui.kit.text import TextLabel
from ui.sheets.base import WorkSheet, quiet
from ui.sheets.editors import Value
from ui.sheets.form import Form
from ui.texts import tr

if TYPE_CHECKING:
    from ui.session import Session
    from ui.workspace import Workspace


class SettingsSheet(WorkSheet):
    """Settings, also where no project is open."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace | None = None,
        session: Session | None = None,
        *,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(
            window, tr("settings.title"), name="settingsSheet", width="sheet_narrow", height=470
        )
        own = getattr(window, "settings", None)
        self._settings = settings or (own if isinstance(own, Settings) else Settings())
        self.form = Form("settings", self._keep)
        scroller = Scroller(name=tr("settings.title"))
        self._column = scroller.column
        self._column.addWidget(self.form)
        self._column.addWidget(quiet(tr("settings.zoom")))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.smaller = Button(icon="minus", name=tr("settings.smaller"))
        self.larger = Button(icon="plus", name=tr("settings.larger"))
        self.smaller.clicked.connect(lambda _=False: self._zoom(larger=False))
        self.larger.clicked.connect(lambda _=False: self._zoom(larger=True))
        self._percent = TextLabel("", font="medium", lines=1)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self.smaller, self._percent, self.larger):
            row.addWidget(widget)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addStretch(1)
        self.body.addWidget(scroller, 1)
        self.end_with_close()
        theme.controller().changed.connect(self._look)
        self._look()

    def open(self) -> None:
        mode = theme.controller().mode.value
        self.form.load({"person": self._settings.name(), "theme": mode})
        self.open_sheet(self.form.editor("person").focusProxy())

    def unsaved(self) -> bool:
        return self.form.is_draft()

    def save(self) -> bool:
        return self.form.save()

    def _keep(self, name: str, value: Value, _answer: str) -> bool:
        if name == "theme":
            theme.controller().set_mode(theme.Mode(str(value)))
            self._settings.put("theme", str(value))
            return True
        try:
            self._settings.put("person", clean_name(str(value or "")))
        except FactcheckError as error:
            self.notices.say(str(error), "warning")
            return False
        self.notices.clear()
        return True

    def _zoom(self, *, larger: bool) -> None:
        control = theme.controller()
        if larger:
            control.zoom_in()
        else:
            control.zoom_out()
        self._settings.put("zoom", control.zoom)

    def _look(self) -> None:
        pad = theme.current().px("xl")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.current().px("s"))
        words = tr("settings.percent", percent=theme.controller().zoom)
        self._percent.set_words(words)
        self.larger.setAccessibleDescription(words)
        self.smaller.setAccessibleDescription(words)
