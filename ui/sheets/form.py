"""A form from data: which fields there are is in `resources/forms/`, what becomes of them is told.

Typing is kept after a pause or on leaving a field, as one revision; what was refused stays typed.
A foreign change never overwrites typing: the form offers the choice.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from factcheck import resources
from ui.kit.buttons import Button
from ui.kit.scroll import FlowLayout
from ui.kit.text import TextLabel
from ui.sheets.editors import (
    CheckEditor,
    ChoiceEditor,
    DateEditor,
    Editor,
    LineEditor,
    NamesEditor,
    ProseEditor,
    RecordEditor,
    Source,
    Value,
)
from ui.sheets.swatches import SwatchEditor
from ui.texts import tr

PAUSE: Final = 1200  # ms without a key, after which typing is one revision

#: Keeps a field: its name, its value, and the answer where the field asks; tells whether it was.
Keep = Callable[[str, Value, str], bool]


@dataclass(frozen=True, slots=True)
class Field:
    """One field as its form's data has it; texts are keys."""

    name: str
    kind: str
    label: str
    hint: str = ""
    words: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    ask: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=16)
def fields_of(form: str) -> tuple[Field, ...]:
    """Read a form's fields, in their order."""
    with resources.path("forms", f"{form}.toml").open("rb") as file:
        rows = tomllib.load(file)["field"]
    return tuple(
        Field(
            name=row["name"],
            kind=row["kind"],
            label=row["label"],
            hint=row.get("hint", ""),
            words=row.get("words", ""),
            required=row.get("required", False),
            choices=_pairs(row.get("choices", ())),
            ask=_pairs(row.get("ask", ())),
        )
        for row in rows
    )


def _pairs(rows: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((key, words) for key, words in rows)


def _editor(field: Field, sources: Mapping[str, Source]) -> Editor:
    label = tr(field.label)
    choices = [(key, tr(words)) for key, words in field.choices]
    if field.kind == "choice":
        return ChoiceEditor(label, choices)
    if field.kind == "shape":
        return SwatchEditor(label, "shape", choices)
    if field.kind == "color":
        return SwatchEditor(label, "color", choices)
    if field.kind == "underline":
        return SwatchEditor(label, "underline", choices)
    if field.kind == "check":
        return CheckEditor(label, tr(field.words))
    if field.kind == "names":
        return NamesEditor(label, tr(field.words))
    if field.kind == "record":
        return RecordEditor(label, sources[field.name])
    plain = {"line": LineEditor, "prose": ProseEditor, "date": DateEditor}
    return plain[field.kind](label)


class _Row(QWidget):
    """A field's label, its editor, and below what is to be answered about it."""

    def __init__(self, field: Field, editor: Editor) -> None:
        super().__init__()
        self.field, self.editor = field, editor
        self.truth: Value = None
        self.contested = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        label = TextLabel(tr(field.label), font="meta", color="mute", lines=1)
        label.setBuddy(editor)
        head.addWidget(label)
        self.guess = TextLabel(tr("sheets.guess"), font="meta_medium", color="gold", lines=1)
        self.confirm = Button(tr("sheets.confirm"), small=True, icon="check")
        self.confirm.setAccessibleName(tr("sheets.confirm_field", field=tr(field.label)))
        head.addStretch(1)
        head.addWidget(self.guess)
        head.addWidget(self.confirm)
        column.addLayout(head)
        column.addWidget(editor)
        if field.hint:
            column.addWidget(TextLabel(tr(field.hint), font="meta", color="mute"))
        self.asking = QWidget()
        self._flow = FlowLayout(self.asking)
        self.asking.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.asking)
        self.asking.hide()
        self.mark_guess(on=False)

    def mark_guess(self, *, on: bool) -> None:
        self.guess.setVisible(on)
        self.confirm.setVisible(on)

    def is_draft(self) -> bool:
        return bool(self.editor.problem()) or not same(self.editor.value(), self.truth)

    def offer(self, answers: list[tuple[str, Callable[[], object]]]) -> None:
        """Show buttons below the editor, none to take them away."""
        while (item := self._flow.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for words, act in answers:
            button = Button(words, small=True)
            button.clicked.connect(lambda _=False, run=act: run())
            self._flow.addWidget(button)
            button.show()
        self.asking.setVisible(bool(answers))
        self.asking.updateGeometry()


class Form(QWidget):
    """Fields of one record; `keep` is asked to keep each that was edited."""

    def __init__(
        self, form: str, keep: Keep, *, sources: Mapping[str, Source] | None = None
    ) -> None:
        super().__init__()
        self._keep = keep
        self._keeping = False
        self._rows: dict[str, _Row] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._on_pause)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)
        for field in fields_of(form):
            editor = _editor(field, sources or {})
            row = _Row(field, editor)
            editor.edited.connect(lambda one=row: self._on_edit(one))
            editor.left.connect(lambda one=row: self._on_left(one))
            row.confirm.clicked.connect(lambda _=False, one=row: self._confirm(one))
            self._rows[field.name] = row
            self.column.addWidget(row)

    def editor(self, name: str) -> Editor:
        """Give the editor of a field."""
        return self._rows[name].editor

    def show_field(self, name: str, *, shown: bool) -> None:
        """Show a field or leave it out."""
        self._rows[name].setVisible(shown)

    def load(self, values: Mapping[str, Value]) -> None:
        """Show another record; what was typed about the one before is the caller's to keep."""
        self._pause.stop()
        for name, row in self._rows.items():
            row.truth, row.contested = values.get(name), False
            row.editor.show_value(row.truth)
            row.offer([])

    def refresh(self, values: Mapping[str, Value]) -> None:
        """Show the same record as it is now; typing stays, and a foreign change is offered."""
        for name, row in self._rows.items():
            new, drafted = values.get(name), row.is_draft()
            foreign = not same(new, row.truth) and not same(new, row.editor.value())
            row.truth = new
            if not drafted:
                if not row.editor.has_focus() or not same(row.editor.value(), new):
                    row.editor.show_value(new)
            elif foreign and not self._keeping:
                self._offer_theirs(row)
            elif not row.is_draft():
                row.offer([])

    def guesses(self, names: frozenset[str]) -> None:
        """Mark the fields that are guesses, each to be confirmed."""
        for name, row in self._rows.items():
            row.mark_guess(on=name in names)

    def is_draft(self) -> bool:
        """Say whether something typed was not kept yet."""
        return any(row.is_draft() for row in self._rows.values())

    def save(self) -> bool:
        """Keep everything typed; tell whether nothing is left, refused or still to be answered."""
        self._pause.stop()
        kept = [self._commit(row) for row in self._rows.values()]
        return all(kept)

    def problem(self) -> str:
        """Say what the first field that cannot be kept lacks, empty if it was refused elsewhere."""
        for row in self._rows.values():
            if row.is_draft():
                if row.field.ask or row.contested:
                    return tr("sheets.to_answer", field=tr(row.field.label))
                if row.editor.problem():
                    return row.editor.problem()
        return ""

    def _on_edit(self, row: _Row) -> None:
        if row.field.ask:
            self._ask(row)
        else:
            self._pause.start()

    def _on_left(self, row: _Row) -> None:
        if not self._keeping and not row.editor.problem():
            self._commit(row)

    def _on_pause(self) -> None:
        for row in self._rows.values():
            empty = row.field.required and not row.editor.value()
            if row.field.kind in ("line", "prose") and not empty:
                self._commit(row)

    def _commit(self, row: _Row, answer: str = "") -> bool:
        if not row.is_draft():
            return True
        if row.contested or row.editor.problem() or (row.field.ask and not answer):
            return False
        return self._hand_on(row, answer)

    def _confirm(self, row: _Row) -> None:
        if self._hand_on(row, "confirm"):
            row.mark_guess(on=False)

    def _hand_on(self, row: _Row, answer: str) -> bool:
        self._keeping = True
        try:
            value = row.editor.value()
            if not self._keep(row.field.name, value, answer):
                return False
        finally:
            self._keeping = False
        row.truth = value
        row.offer([])
        return True

    def _ask(self, row: _Row) -> None:
        if not row.is_draft():
            row.offer([])
        elif row.asking.isHidden():
            answers: list[tuple[str, Callable[[], object]]] = [
                (tr(words), partial(self._commit, row, key)) for key, words in row.field.ask
            ]
            row.offer([*answers, (tr("sheets.take_back"), lambda: self._take_back(row))])

    def _offer_theirs(self, row: _Row) -> None:
        row.contested = True
        row.offer(
            [
                (tr("sheets.keep_mine"), lambda: self._keep_mine(row)),
                (tr("sheets.take_theirs"), lambda: self._take_back(row)),
            ]
        )

    def _keep_mine(self, row: _Row) -> None:
        row.contested = False
        row.offer([])
        if row.field.ask:
            self._ask(row)
        else:
            self._commit(row)

    def _take_back(self, row: _Row) -> None:
        row.contested = False
        row.editor.show_value(row.truth)
        row.offer([])


def same(one: Value, other: Value) -> bool:
    """Say whether two values mean the same: outer white space does not count."""
    if isinstance(one, str) or isinstance(other, str):
        return str(one or "").strip() == str(other or "").strip()
    return (one or None) == (other or None)
