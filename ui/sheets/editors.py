"""Editors of a form: each shows one kind of value, and tells when it was edited and when left.

They check nothing: whether a value will do, the core says when it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from factcheck.ids import Id
from factcheck.prose import edtf
from factcheck.records import Date
from ui import theme
from ui.dates import date_shown
from ui.kit.buttons import Button
from ui.kit.completing import CompletingField, Suggest
from ui.kit.fields import CheckBox, RadioButton
from ui.kit.scroll import FlowLayout
from ui.kit.text import TextLabel
from ui.texts import tr

Value = None | bool | str | Id | Date | tuple[str, ...]
Choices = Sequence[tuple[str, str]]

_PROSE_LINES: Final = (2, 9)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a field completes: what fits, a record's title, and how to make a new one."""

    suggest: Suggest
    title: Callable[[Id], str]
    create: Callable[[str], Id | None] | None = None


class Editor(QWidget):
    """One value of a form; `edited` at each keystroke, `left` when it should be kept."""

    edited = Signal()
    left = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    def value(self) -> Value:
        """Give the value as it is typed."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Show a value in place of what is there."""
        raise NotImplementedError

    def problem(self) -> str:
        """Say why what is typed is no value yet, empty where it is one."""
        return ""

    def has_focus(self) -> bool:
        """Say whether the person is in it."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def _put(self, field: QWidget, *, name: str = "") -> None:
        field.setAccessibleName(name or self.label)
        self.column.addWidget(field)
        if self.focusProxy() is None:
            self.setFocusProxy(field)


class _Line(QLineEdit):
    """A line that keeps Enter to itself: it ends the typing, it does not press a button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class LineEditor(Editor):
    """A text of one line."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.field = _Line()
        self._put(self.field)
        self.field.textEdited.connect(self.edited)
        self.field.editingFinished.connect(self.left)

    def value(self) -> Value:
        return " ".join(self.field.text().split())

    def show_value(self, value: Value) -> None:
        self.field.setText(str(value or ""))


class _Prose(QPlainTextEdit):
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.controller().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        low, high = _PROSE_LINES
        lines = min(max(int(self.document().size().height()), low), high)
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing()) + 22)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
            event.accept()


class ProseEditor(Editor):
    """A text of several lines that grows with what is in it."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.field = _Prose()
        self._put(self.field)
        self._showing = False
        self.field.textChanged.connect(self._on_text)
        self.field.left.connect(self.left)

    def _on_text(self) -> None:
        if not self._showing:
            self.edited.emit()

    def value(self) -> Value:
        return self.field.toPlainText().strip()

    def show_value(self, value: Value) -> None:
        self._showing = True
        self.field.setPlainText(str(value or ""))
        self._showing = False


class ChoiceEditor(Editor):
    """One of a few, all in sight."""

    def __init__(self, label: str, choices: Choices) -> None:
        super().__init__(label)
        holder = QWidget()
        flow = FlowLayout(holder, gap=16, line_gap=2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RadioButton] = {}
        for key, words in choices:
            button = RadioButton(words)
            button.setAccessibleDescription(label)
            button.clicked.connect(self._on_click)
            self._group.addButton(button)
            self._buttons[key] = button
            flow.addWidget(button)
        self.column.addWidget(holder)
        self.setFocusProxy(next(iter(self._buttons.values())))

    def button(self, key: str) -> RadioButton:
        """Give the button of a choice."""
        return self._buttons[key]

    def _on_click(self) -> None:
        self.edited.emit()
        self.left.emit()

    def value(self) -> Value:
        return next((key for key, b in self._buttons.items() if b.isChecked()), None)

    def show_value(self, value: Value) -> None:
        self._group.setExclusive(False)
        for key, button in self._buttons.items():
            button.setChecked(key == value)
        self._group.setExclusive(True)


class CheckEditor(Editor):
    """On or off, with its own words."""

    def __init__(self, label: str, words: str) -> None:
        super().__init__(label)
        self.field = CheckBox(words)
        self._put(self.field, name=words)
        self.field.clicked.connect(self._on_click)

    def _on_click(self) -> None:
        self.edited.emit()
        self.left.emit()

    def value(self) -> Value:
        return self.field.isChecked()

    def show_value(self, value: Value) -> None:
        self.field.setChecked(bool(value))


class RecordEditor(Editor):
    """A record of a registry, chosen by its name; what is not there may be made."""

    def __init__(self, label: str, source: Source) -> None:
        super().__init__(label)
        self._source = source
        self._record: Id | None = None
        self.field = CompletingField(
            source.suggest, name=label, can_create=source.create is not None
        )
        self._put(self.field)
        self.field.chosen.connect(self._choose)
        self.field.created.connect(self._create)
        self.field.cleared.connect(lambda: self._choose(None))
        self.field.textEdited.connect(lambda _text: self.edited.emit())

    def _choose(self, record: object) -> None:
        self._record = record if isinstance(record, Id) else None
        self.left.emit()

    def _create(self, typed: str) -> None:
        made = self._source.create(typed) if self._source.create else None
        if made is None:
            self.show_value(self._record)
        else:
            self._choose(made)

    def value(self) -> Value:
        return self._record

    def show_value(self, value: Value) -> None:
        self._record = value if isinstance(value, Id) else None
        self.field.set_value(self._source.title(self._record) if self._record else "")

    def problem(self) -> str:
        if not self.field.is_draft():
            return ""
        return tr("sheets.not_chosen", text=self.field.text().strip(), field=self.label)


class NamesEditor(Editor):
    """Several names: each can be removed, another one added."""

    def __init__(self, label: str, adding: str) -> None:
        super().__init__(label)
        self._names: tuple[str, ...] = ()
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        self.column.addWidget(self._chips)
        self.field = _Line()
        self.field.setPlaceholderText(adding)
        self._put(self.field, name=adding)
        self.field.editingFinished.connect(self._add)
        self.field.textEdited.connect(lambda _text: self.edited.emit())

    def _add(self) -> None:
        name = " ".join(self.field.text().split())
        if name:
            self.field.clear()
            self._change((*self._names, name))

    def _remove(self, name: str) -> None:
        self.field.setFocus()
        self._change(tuple(n for n in self._names if n != name))

    def _change(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._rebuild()
        self.left.emit()

    def value(self) -> Value:
        typed = " ".join(self.field.text().split())
        return (*self._names, typed) if typed else self._names

    def show_value(self, value: Value) -> None:
        self._names = value if isinstance(value, tuple) else ()
        self._rebuild()

    def _rebuild(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for name in self._names:
            chip = Button(name, small=True, trailing="close", name=tr("sheets.remove", name=name))
            chip.setToolTip(tr("sheets.remove", name=name))
            chip.clicked.connect(lambda _=False, gone=name: self._remove(gone))
            self._flow.addWidget(chip)
            chip.show()
        self._chips.setVisible(bool(self._names))
        self._chips.updateGeometry()


class DateEditor(Editor):
    """A date: as EDTF, as the words printed, stated or inferred; and how it will be shown."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.edtf, self.words = _Line(), _Line()
        row = QHBoxLayout()
        row.setSpacing(8)
        parts = ((self.edtf, "sheets.date.edtf"), (self.words, "sheets.date.words"))
        for field, key in parts:
            words = tr(key)
            field.setAccessibleName(tr("sheets.date.part", field=label, part=words))
            field.textEdited.connect(self._on_edit)
            field.editingFinished.connect(self.left)
            above = TextLabel(words, font="meta", color="mute", lines=1)
            above.setBuddy(field)
            part = QVBoxLayout()
            part.setSpacing(2)
            part.addWidget(above)
            part.addWidget(field)
            row.addLayout(part, 1)
        self.column.addLayout(row)
        self.inferred = CheckBox(tr("sheets.date.inferred"))
        self.inferred.clicked.connect(self._on_click)
        self._shown = TextLabel("", font="meta", color="mute")
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.inferred)
        foot.addWidget(self._shown, 1, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(foot)
        self.setFocusProxy(self.edtf)

    def _on_edit(self) -> None:
        self._say()
        self.edited.emit()

    def _on_click(self) -> None:
        self._on_edit()
        self.left.emit()

    def value(self) -> Value:
        day, words = self.edtf.text().strip(), " ".join(self.words.text().split())
        if not day and not words:
            return None
        basis = self.inferred.isChecked()
        return Date(day or None, words or None, "inferred" if basis else "stated")

    def show_value(self, value: Value) -> None:
        date = value if isinstance(value, Date) else None
        self.edtf.setText((date.edtf if date else None) or "")
        self.words.setText((date.words if date else None) or "")
        self.inferred.setChecked(date is not None and date.basis == "inferred")
        self._say()

    def _say(self) -> None:
        date = self.value()
        if not isinstance(date, Date):
            self._shown.set_words("")
        elif date.edtf and not edtf.is_valid(date.edtf):
            self._shown.set_words(tr("sheets.date.not_yet"))
        else:
            self._shown.set_words(tr("sheets.date.shown", date=date_shown(date)))
