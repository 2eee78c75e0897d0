"""What a person can wish of an export beside its format and layer: split, texts, privacy.

It holds the wishes and shows which of them a format can grant; it writes and counts nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from factcheck.datasets.wishes import ExportWishes, LeftOut, SplitWish
from factcheck.errors import BadInput
from factcheck.formats import FORMATS
from factcheck.splits import RULES, read_sizes
from ui import theme
from ui.kit.fields import CheckBox, FieldRow
from ui.kit.scroll import FlowLayout
from ui.kit.text import TextLabel
from ui.sheets.base import quiet
from ui.sheets.editors import ChoiceEditor, LineEditor
from ui.sheets.paths import PathField
from ui.texts import tr, tr_n

if TYPE_CHECKING:
    from factcheck.datasets.outlook import Outlook
    from factcheck.formats.bundle import Texts
    from factcheck.splits import Rule

WHOLE: Final = "whole"
_SHARES: Final = {"train": "80", "dev": "10", "test": "10"}
_SPOKEN: Final[tuple[LeftOut, ...]] = ("notes", "rationales", "comments")


class WishesPart(QWidget):
    """Rows of wishes; `changed` when one is another than before."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rule = ChoiceEditor(
            tr("export.split"), [(rule, tr(f"export.rule.{rule}")) for rule in (WHOLE, *RULES)]
        )
        self.rule.show_value(WHOLE)
        self.shares = {name: _Number(tr(f"export.part.{name}"), n) for name, n in _SHARES.items()}
        self.seed = _Number(tr("export.seed"), "0")
        self.keep = CheckBox(tr("export.keep"))
        self.earlier = PathField(tr("export.earlier"))
        self.earlier.can_choose_folder()
        self.texts = ChoiceEditor(
            tr("export.texts"), [(t, tr(f"export.text.{t}")) for t in ("full", "quotes", "none")]
        )
        self.texts.show_value("full")
        self.anonymous = CheckBox(tr("export.anonymous"))
        self.silent = CheckBox(tr("export.silent"))
        self._wished_rule, self._wished_texts = WHOLE, "full"
        self._split_more, self._texts_more = quiet(), quiet()
        self._numbers, self._earlier = QWidget(), QWidget()
        self._arrange()
        self._connect()
        self.show_format("jsonl")

    def wishes(self, format_name: str, layer: str | None) -> ExportWishes:
        """Give all that is wished; raise BadInput where it makes no sense."""
        return ExportWishes(
            format_name,
            layer,
            cast("Texts", self.texts.value()),
            self.anonymous.isChecked(),
            frozenset(_SPOKEN if self.silent.isChecked() else ()),
            self._split(),
            self._seed(),
        )

    def show_format(self, format_name: str) -> None:
        """Dim what a format cannot grant, show what it does instead, and say why."""
        can, name = FORMATS[format_name], tr(f"export.format.{format_name}.name")
        for texts in ("full", "quotes", "none"):
            self.texts.button(texts).setEnabled(texts in can.texts)
        wished = self._wished_texts
        self.texts.show_value(wished if wished in can.texts else can.texts[0])
        needs = len(can.texts) < 3
        self._texts_more.setVisible(needs)
        if needs:
            self._texts_more.set_words(tr("export.needs_text", name=name))
        for rule in RULES:
            self.rule.button(rule).setEnabled(can.splits != "none")
        self.rule.show_value(self._wished_rule if can.splits != "none" else WHOLE)
        self._show_split(tr("export.no_split", name=name) if can.splits == "none" else "")

    def show_outlook(self, outlook: Outlook) -> None:
        """Say what a split would part."""
        if outlook.split is None:
            return
        parted = outlook.split.proof["links_parted"]
        rule = tr(f"export.rule_more.{outlook.split.rule}")
        crossing = tr_n("export.parted", parted) if parted else tr("export.none_parted")
        empty = outlook.split.empty
        words = [rule, crossing, *([tr("export.empty", names=", ".join(empty))] if empty else [])]
        self._show_split(" ".join(words))

    def _split(self) -> SplitWish | None:
        rule = self.rule.value()
        if rule == WHOLE:
            return None
        shares = {name: number.number for name, number in self.shares.items()}
        words = ",".join(f"{name}={n}" for name, n in shares.items() if n.strip("0.") or not n)
        earlier = self.earlier.paths() if self.keep.isChecked() else []
        if self.keep.isChecked() and not earlier:
            raise BadInput("split.keep_what")
        return SplitWish(read_sizes(words), cast("Rule", rule), earlier[0] if earlier else None)

    def _seed(self) -> int:
        if self.rule.value() == WHOLE:
            return 0  # nobody sees it then, nor needs it
        try:
            return int(self.seed.number or 0)
        except ValueError as error:
            raise BadInput("split.seed", words=self.seed.number) from error

    def _show_split(self, words: str) -> None:
        parts = self.rule.value() != WHOLE
        self._numbers.setVisible(parts)
        self.keep.setVisible(parts)
        self.earlier.setVisible(parts and self.keep.isChecked())
        self._split_more.setVisible(bool(words))
        self._split_more.set_words(words)

    def _on_rule(self) -> None:
        self._wished_rule = rule = str(self.rule.value())
        self._show_split("" if rule == WHOLE else tr(f"export.rule_more.{rule}"))
        self.changed.emit()

    def _on_texts(self) -> None:
        self._wished_texts = str(self.texts.value())
        self.changed.emit()

    def _on_keep(self) -> None:
        self.earlier.setVisible(self.keep.isChecked())
        self.changed.emit()

    def _connect(self) -> None:
        self.rule.left.connect(self._on_rule)
        self.keep.clicked.connect(self._on_keep)
        for number in (*self.shares.values(), self.seed):
            number.changed.connect(self.changed)
        self.texts.left.connect(self._on_texts)
        for box in (self.anonymous, self.silent):
            box.clicked.connect(self.changed)
        self.earlier.changed.connect(self.changed)

    def _arrange(self) -> None:
        flow = FlowLayout(self._numbers, gap=12, line_gap=6)
        for number in (*self.shares.values(), self.seed):
            flow.addWidget(number)
        split = _column(self.rule, self._split_more, self._numbers, self.keep, self.earlier)
        texts = _column(self.texts, self._texts_more)
        privacy = QWidget()
        row = FlowLayout(privacy, gap=16, line_gap=2)
        for box in (self.anonymous, self.silent):
            row.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px("m"))
        column.addWidget(FieldRow(tr("export.split"), split, first=True))
        column.addWidget(FieldRow(tr("export.texts"), texts, first=True))
        column.addWidget(FieldRow(tr("export.privacy"), privacy, first=True))


class _Number(QWidget):
    """A short number behind its name."""

    changed = Signal()

    def __init__(self, label: str, number: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(TextLabel(label, font="meta", color="mute", lines=1))
        self.line = LineEditor(label)
        self.line.show_value(number)
        self.line.field.setFixedWidth(round(theme.current().size("button") * 1.8))
        self.line.left.connect(self._on_left)
        row.addWidget(self.line)
        self._before = number

    @property
    def number(self) -> str:
        """What is typed."""
        return str(self.line.value() or "").strip()

    def _on_left(self) -> None:
        if self.number != self._before:
            self._before = self.number
            self.changed.emit()


def _column(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    for widget in widgets:
        column.addWidget(widget)
    return holder
