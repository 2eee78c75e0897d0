"""The field that a comment is typed into: as tall as its words, said by Ctrl+Enter, never lost."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.commenting.memory import CommentMemory
from ui.keymap import binding
from ui.kit import paint
from ui.kit.buttons import Button

_MOST_LINES: Final = 8


class CommentField(QWidget):
    """A field with the button that says what was typed, in sight once there is something."""

    said = Signal(str)
    left = Signal()

    def __init__(
        self, memory: CommentMemory, place: str, *, name: str, verb: str, words: str = ""
    ) -> None:
        super().__init__()
        self._memory = memory
        self.place = place
        self.field = _Prose()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(name)
        self.field.setPlainText(memory.draft(place) or words)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.field.sent.connect(self._say)
        self.field.left.connect(self.left)
        self.field.textChanged.connect(self._on_typed)
        self.say_it = Button(verb, small=True, key=binding("say_comment").cap)
        self.say_it.clicked.connect(self._say)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.field)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.say_it)
        self._column.addLayout(row)
        self.setFocusProxy(self.field)
        self._show_button()
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    @property
    def words(self) -> str:
        """What stands in it."""
        return self.field.toPlainText()

    def clear(self) -> None:
        """Empty it, once it was said."""
        self.field.clear()

    def _on_typed(self) -> None:
        self._memory.put_draft(self.place, self.words)
        self._show_button()

    def _show_button(self) -> None:
        self.say_it.setVisible(bool(self.words.strip()))

    def _say(self) -> None:
        if self.words.strip():
            self.said.emit(self.words)

    def _restyle(self) -> None:
        self._column.setSpacing(theme.current().px("xs"))


class _Prose(QPlainTextEdit):
    sent = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()
        self.document().setDocumentMargin(5)
        theme.controller().changed.connect(self.updateGeometry)

    def _fit(self) -> None:
        policy = Qt.ScrollBarPolicy
        many = self._lines() > _MOST_LINES
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if many else policy.ScrollBarAlwaysOff
        )
        self.updateGeometry()

    def _lines(self) -> int:
        return max(1, round(self.document().size().height()))

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        inner = min(self._lines(), _MOST_LINES) * line + 2 * self.document().documentMargin()
        height = max(theme.current().px("field"), round(inner) + 2 * self.frameWidth())
        return QSize(120, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        # The window has another use for it, but not while one writes.
        if event.type() is QEvent.Type.ShortcutOverride and _sends(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _sends(event):
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.toPlainText() or self.hasFocus():
            return
        cap, look = binding("say_comment").cap, theme.current()
        width, height = paint.key_cap_width(cap), look.size("key")
        room = self.viewport().rect()
        left = room.left() + 7 if self.isRightToLeft() else room.right() - width - 7
        spot = QRectF(left, (room.height() - height) / 2, width, height)
        paint.key_cap(QPainter(self.viewport()), spot, cap)


def _sends(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent):
        return False
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and held == Qt.KeyboardModifier.ControlModifier
