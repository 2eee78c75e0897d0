"""What every sheet shares: saying inside it what went wrong, and never losing what was typed.

It knows no record and no form; a sheet says by `unsaved` and `save` what is still to be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from factcheck.errors import FactcheckError
from ui import theme
from ui.kit.buttons import Button
from ui.kit.notice import Action, Notice, Tone
from ui.kit.sheet import Sheet
from ui.kit.text import Hairline, TextLabel
from ui.texts import tr

if TYPE_CHECKING:
    from factcheck.records import Changed
    from ui.workspace import Workspace

Verb = Callable[[], object]


class Notices(QWidget):
    """The place of a sheet where one sentence is said at a time; it takes no room while silent."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._notice: Notice | None = None
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now, empty if nothing."""
        return self._notice.sentence if self._notice is not None else ""

    def say(self, sentence: str, tone: Tone = "info", actions: Sequence[Action] = ()) -> None:
        """Say a sentence in place of the one before."""
        self.clear()
        notice = Notice(sentence, tone=tone, actions=actions)
        notice.dismissed.connect(self._gone)
        self._notice = notice
        side, over = theme.current().px("xl"), theme.current().px("m")
        self._column.setContentsMargins(side, over, side, over)
        self._column.addWidget(notice)
        self.setMinimumHeight(0)
        self.show()
        self.changed.emit()
        notice.say()

    def clear(self) -> None:
        """Say nothing any more."""
        if self._notice is not None:
            notice, self._notice = self._notice, None
            notice.hide()
            notice.deleteLater()
            self.hide()
            self.changed.emit()

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        # What is said is never cut off, however little room the sheet leaves.
        self.setMinimumHeight(self._column.heightForWidth(self.width()) if self._notice else 0)

    def _gone(self) -> None:
        self._notice = None
        self.hide()
        self.changed.emit()


def attempt(workspace: Workspace, verb: Verb, notices: Notices) -> bool:
    """Carry out a gesture of a sheet and say here why it was refused; tell whether it was not.

    Not `workspace.do`: that would say the same sentence a second time, behind the sheet.
    """
    try:
        verb()
    except FactcheckError as error:
        workspace.pull()
        notices.say(str(error), "warning")
        return False
    notices.clear()
    workspace.saved.emit(True)
    workspace.pull()
    return True


class WorkSheet(Sheet):
    """A sheet with a place for notices, a footer, and a close that first keeps what was typed."""

    def __init__(
        self,
        window: QWidget,
        title: str,
        *,
        name: str,
        subtitle: str = "",
        width: str = "sheet",
        height: int = 0,
    ) -> None:
        tall = round(height * theme.current().zoom / 100) if height else None
        super().__init__(window, title, subtitle=subtitle, width=width, height=tall)
        self.setObjectName(name)
        self.setAccessibleIdentifier(name)
        self.notices = Notices()
        self.body.addWidget(self.notices)
        self.notices.changed.connect(self._grow)

    def open(self) -> None:
        """Show it."""
        self.open_sheet()

    def _grow(self) -> None:
        for layout in (self.body, self.panel.layout()):
            if layout is not None:
                layout.activate()
        self._lay_out()

    def unsaved(self) -> bool:
        """Say whether something typed is not kept yet."""
        return False

    def save(self) -> bool:
        """Keep what was typed; tell whether nothing is left to keep."""
        return True

    def close_sheet(self) -> None:
        """Keep what was typed and close; where that is refused, stay and say so."""
        if self.isHidden() or not self.unsaved() or self.save():
            super().close_sheet()
            return
        if not self.notices.sentence:
            self.notices.say(tr("sheets.unsaved"), "warning")
        sentence = self.notices.sentence
        self.notices.say(sentence, "warning", [(tr("sheets.discard"), self.discard)])

    def discard(self) -> None:
        """Close it without what could not be kept."""
        super().close_sheet()

    def end_with_close(self) -> Button:
        """Give the footer its one button that closes the sheet."""
        self.footer.addStretch(1)
        button = Button(tr("sheets.close"), kind="primary")
        button.clicked.connect(self.close_sheet)
        self.footer.addWidget(button)
        return button


def follow(sheet: WorkSheet, workspace: Workspace, slot: Callable[[Changed], None]) -> None:
    """Tell a sheet what changes while it is open, and close it with the project."""

    def told(changed: Changed) -> None:
        if not sheet.isHidden():
            slot(changed)

    def keep() -> None:
        if sheet.unsaved():
            sheet.save()

    def stop() -> None:
        workspace.changed.disconnect(told)
        workspace.leaving.disconnect(keep)
        workspace.closing.disconnect(sheet.discard)

    workspace.changed.connect(told)
    workspace.leaving.connect(keep)
    workspace.closing.connect(sheet.discard)
    sheet.closed.connect(stop)


class Columns(QWidget):
    """A list beside its form: the list keeps about a third, the form takes the rest."""

    def __init__(self, *, width: str = "rail") -> None:
        super().__init__()
        self._width = width
        # It scrolls inside, so it gives way to what is said above it.
        self.setMinimumHeight(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.side = QWidget()
        self.left = QVBoxLayout(self.side)
        self._paper = QWidget()
        self._paper.setAutoFillBackground(True)
        self.right = QVBoxLayout(self._paper)
        self.right.setContentsMargins(0, 0, 0, 0)
        self.right.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addWidget(self._paper, 1)
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        look = theme.current()
        pad = look.px("m")
        self.left.setContentsMargins(pad, pad, pad, pad)
        self.left.setSpacing(look.px("s"))
        palette = self._paper.palette()
        palette.setColor(self._paper.backgroundRole(), look.color("paper"))
        self._paper.setPalette(palette)
        self._fit()

    def _fit(self) -> None:
        wanted = theme.current().px(self._width)
        self.side.setFixedWidth(min(wanted, max(160, round(self.width() * 0.36))))

    def resizeEvent(self, event: object) -> None:
        self._fit()


def heading(words: str) -> TextLabel:
    """Give the words that stand over a part of a sheet."""
    return TextLabel(words, font="strong")


def quiet(words: str = "") -> TextLabel:
    """Give words that explain, in the quieter color."""
    return TextLabel(words, font="meta", color="mute")
