"""How what is imported is to be read where it does not show that: format, encoding, offsets.

It holds what a person says, and shows only what the formats that were found leave open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from factcheck.formats import ARTICLES, FORMATS, READERS, TEXTS
from factcheck.formats.given import Offsets
from factcheck.queries.completion import folded_key
from ui.kit.completing import CompletingField, Suggestion
from ui.kit.fields import FieldRow
from ui.sheets.editors import ChoiceEditor, LineEditor
from ui.texts import tr

_AS_IT_SAYS: Final = "as_it_says"


class MannerPart(QWidget):
    """A format, an encoding and a way to count; `changed` when one is another than before."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._format: str | None = None
        self._read_with = ""
        self.format = CompletingField(
            _fitting,
            name=tr("import.sheet.format"),
            can_create=False,
            placeholder=tr("import.sheet.format_more"),
        )
        self.format.chosen.connect(self._take_format)
        self.format.cleared.connect(lambda: self._take_format(None))
        self.encoding = LineEditor(tr("import.sheet.encoding"))
        self.encoding.field.setPlaceholderText(tr("import.sheet.encoding_more"))
        self.encoding.left.connect(self._on_encoding)
        ways: tuple[tuple[str, str], ...] = (
            (_AS_IT_SAYS, tr("import.sheet.as_the_data_says")),
            ("code-points", tr("import.sheet.by_character")),
            ("utf-16", tr("import.sheet.by_unit")),
        )
        self.offsets = ChoiceEditor(tr("import.sheet.offsets"), ways)
        self.offsets.show_value(_AS_IT_SAYS)
        self.offsets.left.connect(self.changed)
        self._counted = FieldRow(tr("import.sheet.offsets"), self.offsets)
        self._counted.hide()
        self._arrange()

    @property
    def format_name(self) -> str | None:
        """Give the format that was chosen, None where it is to be told from the data."""
        return self._format

    @property
    def given_encoding(self) -> str | None:
        """Give the encoding that was typed, None where none was or the format has its own."""
        return None if self.encoding.isHidden() else self._typed() or None

    @property
    def given_offsets(self) -> Offsets | None:
        """Give how positions are counted, None where that was not said or the format says it."""
        value = self.offsets.value()
        return None if self._counted.isHidden() or value == _AS_IT_SAYS else cast(Offsets, value)

    def show_formats(self, names: Sequence[str]) -> None:
        """Offer what these formats take, and nothing that they fix themselves."""
        takes = [FORMATS[name].takes for name in names]
        self._counted.setVisible(any("offsets" in some for some in takes))
        self.encoding.setVisible(any("encoding" in some for some in takes) or not takes)

    def forget(self) -> None:
        """Forget how positions are counted: something else is looked at."""
        self.offsets.show_value(_AS_IT_SAYS)
        self._counted.hide()

    def _typed(self) -> str:
        return str(self.encoding.value() or "")

    def _take_format(self, name: object) -> None:
        if name != self._format:
            self._format = cast("str | None", name)
            self.show_formats([self._format] if self._format else [])
            self.changed.emit()

    def _on_encoding(self) -> None:
        if self._typed() != self._read_with:
            self._read_with = self._typed()
            self.changed.emit()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.format, 1)
        row.addWidget(self.encoding, 1)
        column.addLayout(row)
        column.addWidget(self._counted)


def _fitting(typed: str) -> Sequence[Suggestion]:
    wanted = folded_key(typed)
    all_of = [Suggestion(name, *_said(name)) for name in READERS]
    return [one for one in all_of if wanted in folded_key(f"{one.title} {one.detail} {one.id}")]


def _said(name: str) -> tuple[str, str]:
    """Give what a format is called, and what that is."""
    if name == ARTICLES:
        return tr("import.sheet.any_articles"), tr("import.sheet.any_articles_more")
    if name == TEXTS:
        return tr("import.sheet.plain_texts"), tr("import.sheet.plain_texts_more")
    return tr(f"export.format.{name}.name"), tr(f"export.format.{name}.more")
