"""The short tour in the window: calm notes beside the parts, one at a time, over any project.

It points and says; it does nothing in the project and hinders nobody from trying at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.keymap import binding
from ui.kit import paint
from ui.kit.buttons import Button
from ui.kit.notice import Toast, announce
from ui.kit.text import TextLabel
from ui.texts import tr

if TYPE_CHECKING:
    from ui.window import MainWindow

OFFERED: Final = "tour_offered"  # the setting that says it was offered once
STEPS: Final = ("articles", "reader", "parts", "cards", "link", "claims", "export")
_WIDTH: Final = 320  # px at 100 %
_OFFER_SECONDS: Final = 20
_KEYS: Final = (
    "mark_source",
    "mark_cue",
    "edit_speaker",
    "edit_claim",
    "link",
    "palette",
    "keys",
)  # named in the notes


class FirstSteps(QObject):
    """One walk through the notes."""

    ended = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._at = 0
        self.note = Note(window, len(STEPS))
        self.note.went.connect(self._go)
        self.note.skipped.connect(self.end)
        window.workspace.closing.connect(self.end)
        window.installEventFilter(self)

    def begin(self) -> None:
        """Show the first note."""
        self._window.doing.show_mode("annotate")
        self._at = 0
        self._show()

    def end(self) -> None:
        """Put the notes away for good."""
        if self.note.isVisible():
            self.note.hide()
            self._window.work.reader.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ended.emit()
        self.deleteLater()
        self.note.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.note.isVisible():
            self._place()
        return False

    def _go(self, step: int) -> None:
        self._at += step
        if self._at >= len(STEPS):
            self.end()
        else:
            self._show()

    def _show(self) -> None:
        name = STEPS[self._at]
        self.note.show_step(name, self._at)
        self._place()
        self.note.show()
        self.note.raise_()
        self.note.next.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.note, f"{self.note.accessibleName()}. {self.note.words.text()}")

    def _place(self) -> None:
        self.note.stand_beside(self._target(STEPS[self._at]))

    def _target(self, name: str) -> QWidget:
        work = self._window.work
        left: QWidget = work.strip if work.panes.has_strip else work.articles
        right: QWidget = work.status if work.panes.has_drawers else work.claims
        targets: dict[str, QWidget] = {
            "articles": left,
            "cards": right,
            "claims": work.toolbar.modes,
            "export": work.toolbar.export,
        }
        return targets.get(name, work.reader)


class Note(QFrame):
    """One note: a heading, a few words, how far one is, and the ways on and out."""

    went = Signal(int)  # 1 onwards, -1 back
    skipped = Signal()

    def __init__(self, window: QWidget, steps: int) -> None:
        super().__init__(window)
        self._window = window
        self._steps = steps
        self.setObjectName("firstSteps")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._column = QVBoxLayout(self)
        self._title = TextLabel("", font="strong")
        self.words = TextLabel("")
        self._count = TextLabel("", font="meta", color="mute")
        self.skip = Button(tr("tour.skip"), kind="quiet", small=True)
        self.back = Button(tr("tour.back"), small=True)
        self.next = Button(tr("tour.next"), kind="primary", small=True)
        row = QHBoxLayout()
        row.addWidget(self._count, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self.skip, self.back, self.next):
            row.addWidget(button)
        self._column.addWidget(self._title)
        self._column.addWidget(self.words)
        self._column.addLayout(row)
        self.skip.clicked.connect(self.skipped)
        self.back.clicked.connect(lambda: self.went.emit(-1))
        self.next.clicked.connect(lambda: self.went.emit(1))
        theme.controller().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_step(self, name: str, at: int) -> None:
        """Show the note of a step, counted from 0."""
        title = tr(f"tour.step.{name}.title")
        self.setAccessibleName(title)
        self._title.set_words(title)
        keys = {x: binding(x).cap for x in _KEYS}
        self.words.set_words(tr(f"tour.step.{name}.words", **keys))
        self._count.set_words(tr("tour.count", at=at + 1, of=self._steps))
        self.back.setEnabled(at > 0)
        last = at == self._steps - 1
        self.next.set_words(tr("tour.end" if last else "tour.next"))
        self.skip.setVisible(not last)

    def stand_beside(self, target: QWidget) -> None:
        """Lie inside the window next to a widget, over its edge where there is no room."""
        gap = theme.current().px("m")
        room = self._window.rect().adjusted(gap, gap, -gap, -gap)
        width = min(round(_WIDTH * theme.current().zoom / 100), room.width())
        self.setFixedWidth(width)
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        self.resize(width, height)
        beside = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())
        x, y = beside.right() + gap, beside.top() + gap
        if beside.height() < height:
            x, y = beside.left(), beside.bottom() + gap
        elif x + width > room.right():
            x = beside.left() - gap - width
        if x < room.left():
            x, y = beside.left() + (beside.width() - width) // 2, beside.center().y()
        x = max(room.left(), min(x, room.right() - width))
        y = max(room.top(), min(y, room.bottom() - height))
        self.move(x, y)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.skipped.emit()

    def event(self, event: QEvent) -> bool:
        # Esc puts the note away and must not reach an action of the window.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def _restyle(self) -> None:
        look = theme.current()
        pad = look.px("l")
        self._column.setContentsMargins(pad, look.px("m"), pad, look.px("m"))
        self._column.setSpacing(look.px("s"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.plate(self, border="accent")


def begin(window: MainWindow) -> FirstSteps | None:
    """Begin the tour where a project is open, in place of one that is under way."""
    if not window.workspace.is_open or window.session.article is None:
        return None
    for earlier in window.findChildren(FirstSteps):
        earlier.end()
    steps = FirstSteps(window)
    steps.begin()
    return steps


def offer(window: MainWindow) -> None:
    """Offer the tour, once ever."""
    if window.settings.get(OFFERED):
        return
    window.settings.put(OFFERED, True)

    def take() -> None:
        toast.dismiss()
        begin(window)

    actions = [(tr("tour.take"), take)]
    toast = Toast(window, tr("tour.offer"), actions=actions, seconds=_OFFER_SECONDS)
    toast.show_toast()
