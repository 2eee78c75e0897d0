"""Typing that becomes one revision: after a pause or on leaving the field, never one per key.

What was typed is never lost: an echo of one's own leaves it alone, and where somebody else wrote
in the same field meanwhile it asks whose text stays. It knows no verb.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.notice import Notice
from ui.texts import tr

PAUSE: Final = 1_200  # ms after the last key


class Typing(QObject):
    """Watches one field; `settled` gives the text to record, `clashed` what somebody else wrote."""

    settled = Signal(str)
    clashed = Signal(str)
    agreed = Signal()

    def __init__(self, field: QLineEdit | QPlainTextEdit, value: str) -> None:
        super().__init__(field)
        self._field = field
        self._base = value
        self._theirs: str | None = None
        self._put(value)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._on_pause)
        if isinstance(field, QLineEdit):
            field.textEdited.connect(lambda _: self._pause.start())
            field.returnPressed.connect(self._on_pause)
        else:
            field.textChanged.connect(self._pause.start)
        field.installEventFilter(self)

    @property
    def text(self) -> str:
        """What stands in the field."""
        field = self._field
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    @property
    def is_unsaved(self) -> bool:
        """Say whether something was typed that no revision holds yet."""
        return not _same(self.text, self._base)

    def set_value(self, value: str) -> None:
        """Show what is recorded now, unless something else is being typed."""
        if value == self._base:
            return
        if _same(value, self.text):
            self._base = value
            self._agree()
        elif self.is_unsaved:
            self._theirs = value
            self._pause.stop()
            self.clashed.emit(value)
        else:
            self._base = value
            self._put(value)

    def flush(self) -> None:
        """Record what was typed, now; with a clash one's own text stays, theirs is in the log."""
        self._pause.stop()
        if self.is_unsaved:
            text = self.text
            self._base = text
            self._agree()
            self.settled.emit(text)

    def take_theirs(self) -> None:
        """Give up what was typed for what somebody else wrote."""
        if self._theirs is not None:
            self._base = self._theirs
            self._put(self._theirs)
            self._agree()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._on_pause()
        return False

    def _on_pause(self) -> None:
        if self._theirs is None:
            self.flush()

    def _agree(self) -> None:
        if self._theirs is not None:
            self._theirs = None
            self.agreed.emit()

    def _put(self, text: str) -> None:
        field = self._field
        blocked = field.blockSignals(True)
        if isinstance(field, QLineEdit):
            field.setText(text)
        else:
            field.setPlainText(text)
        field.blockSignals(blocked)


class TypedField(QWidget):
    """A field with its watch, and the choice whose text stays where two wrote in it."""

    settled = Signal(str)

    def __init__(
        self, field: QLineEdit | QPlainTextEdit, value: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.typing = Typing(field, value)
        self._notice: Notice | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(field)
        self.setFocusProxy(field)
        self.typing.settled.connect(self.settled)
        self.typing.clashed.connect(self._ask)
        self.typing.agreed.connect(self._answered)

    def _ask(self, theirs: str) -> None:
        self._answered()
        self._notice = Notice(
            tr("claims.clash", theirs=theirs),
            tone="warning",
            actions=(
                (tr("claims.keep_mine"), self.typing.flush),
                (tr("claims.take_theirs"), self.typing.take_theirs),
            ),
            closable=False,
        )
        # Above the field, for below it might be out of sight.
        self._column.insertWidget(0, self._notice)
        self._notice.show()
        self._notice.say()

    def _answered(self) -> None:
        if self._notice is not None:
            notice, self._notice = self._notice, None
            self._column.removeWidget(notice)
            notice.dismiss()


def _same(one: str, other: str) -> bool:
    """Say whether two texts differ by no more than white space around them."""
    return one.strip() == other.strip()
