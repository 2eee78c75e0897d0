"""What happened, said where it happened: an inline notice, a toast, and both aloud.

A sentence comes from the texts or from an error; nothing here makes one up.
"""

from collections.abc import Callable, Sequence
from typing import Final, Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.kit import paint
from ui.kit.buttons import Button
from ui.kit.marks import Glyph
from ui.kit.text import TextLabel
from ui.texts import tr

Tone = Literal["info", "warning", "success"]
Action = tuple[str, Callable[[], object]]
_LOOKS: Final[dict[Tone, tuple[str, str]]] = {
    "info": ("info", "mute"),
    "warning": ("warning", "contradiction"),
    "success": ("check", "confirmation"),
}
_TOAST_WIDTH: Final = 520
_TOAST_SECONDS: Final = 7


def announce(widget: QWidget, sentence: str, *, at_once: bool = False) -> None:
    """Say a sentence to assistive technology; `at_once` interrupts what it is saying."""
    event = QAccessibleAnnouncementEvent(widget, sentence)
    if at_once:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class Notice(QFrame):
    """A sentence with an icon and what can be done about it; says itself when shown."""

    dismissed = Signal()

    def __init__(
        self,
        sentence: str,
        *,
        tone: Tone = "info",
        actions: Sequence[Action] = (),
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.sentence = sentence
        self._tone: Tone = tone
        glyph, role = _LOOKS[tone]
        self._row = QHBoxLayout(self)
        self._icon = QVBoxLayout()
        self._icon.addWidget(Glyph(glyph, role))
        self._icon.addStretch(1)
        self._row.addLayout(self._icon)
        self._label = TextLabel(sentence)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._words = QVBoxLayout()
        self._words.addWidget(self._label)
        self._row.addLayout(self._words, 1)
        self.setAccessibleName(f"{tr(f'kit.notice.{tone}')}: {sentence}")
        for text, handler in actions:
            button = Button(text, small=True)
            button.clicked.connect(lambda _checked=False, run=handler: run())
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if closable:
            close = Button(kind="quiet", icon="close", small=True, name=tr("kit.notice.dismiss"))
            close.clicked.connect(self.dismiss)
            self._row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def say(self) -> None:
        """Tell assistive technology; a warning interrupts."""
        announce(self, self.sentence, at_once=self._tone == "warning")

    def dismiss(self) -> None:
        """Take it away for good."""
        self.hide()
        self.dismissed.emit()
        self.deleteLater()

    def _restyle(self) -> None:
        look = theme.current()
        self._row.setContentsMargins(look.px("m"), look.px("s"), look.px("s"), look.px("s"))
        self._row.setSpacing(look.px("s"))
        # Icon and first line stand in the middle of the buttons beside them.
        height = look.px("button_small")
        self._icon.setContentsMargins(0, (height - look.px("icon")) // 2, 0, 0)
        over = (height - round(look.line_height("base"))) // 2
        self._words.setContentsMargins(0, over, 0, over)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.plate(self, border="contradiction" if self._tone == "warning" else "edge")


class Toast(Notice):
    """A notice at the foot of the window; it goes by itself, not from under pointer or focus."""

    def __init__(
        self,
        window: QWidget,
        sentence: str,
        *,
        tone: Tone = "info",
        actions: Sequence[Action] = (),
        seconds: float = _TOAST_SECONDS,
    ) -> None:
        super().__init__(sentence, tone=tone, actions=actions, parent=window)
        self._window = window
        self._timer = QTimer(self, singleShot=True, interval=int(seconds * 1000))
        self._timer.timeout.connect(self._on_time)
        window.installEventFilter(self)

    def show_toast(self) -> None:
        """Show it in place of an earlier one, and say it."""
        for other in self._window.findChildren(Toast):
            if other is not self and other.isVisible():
                other.dismiss()
        self._place()
        self.raise_()
        self.show()
        self._timer.start()
        self.say()

    def _restyle(self) -> None:
        super()._restyle()
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        look = theme.current()
        edge = look.px("xl")
        room = self._window.width() - 2 * edge
        width = min(room, max(_TOAST_WIDTH, round(_TOAST_WIDTH * look.zoom / 100)))
        width = min(width, self.sizeHint().width())
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        foot = self._window.height() - look.px("status_bar") - look.px("l")
        self.setGeometry((self._window.width() - width) // 2, foot - height, width, height)

    def _on_time(self) -> None:
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start()
        else:
            self.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
