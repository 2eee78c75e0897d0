"""What a dataset would bring, and which of ours its labels and link types are, before it does.

It shows a preview and holds what a person picks; it reads nothing itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout

from factcheck.intake.their_names import TheirName, TheirNames
from ui import theme
from ui.kit.completing import Suggestion
from ui.kit.fields import FieldRow
from ui.kit.scroll import Scroller
from ui.kit.text import TextLabel
from ui.sheets.base import heading, quiet
from ui.sheets.editors import LineEditor
from ui.sheets.picking import Pick, Picks
from ui.texts import tr, tr_n

_KINDS: Final = ("label", "link_type")


class NamesPart(Scroller):
    """The sentences of a dry run, and under them what the dataset calls its labels and links."""

    def __init__(self, ours: Mapping[str, Sequence[str]]) -> None:
        super().__init__(name=tr("import.sheet.found"))
        self._ours = ours
        self._sentences = QVBoxLayout()
        self.column.addLayout(self._sentences)
        self.layer = LineEditor(tr("import.sheet.layer"))
        self._layer = FieldRow(tr("import.sheet.layer"), self.layer, stacked=True)
        self._layer_more = quiet(tr("import.sheet.layer_more"))
        self.column.addWidget(self._layer)
        self.column.addWidget(self._layer_more)
        self.picks = {kind: Picks() for kind in _KINDS}
        self._headings = {kind: heading(tr(f"import.sheet.theirs.{kind}")) for kind in _KINDS}
        self._more = quiet(tr("import.sheet.theirs.more"))
        for kind in _KINDS:
            self.column.addWidget(self._headings[kind])
            self.column.addWidget(self.picks[kind])
        self.column.addWidget(self._more)
        self.column.addStretch(1)
        theme.controller().changed.connect(self._space)
        self._space()

    @property
    def names(self) -> dict[str, str]:
        """Give the dataset's names with ours, where one was picked that is another."""
        return {
            theirs: ours
            for picks in self.picks.values()
            for theirs, ours in picks.picked.items()
            if theirs != ours
        }

    @property
    def annotator(self) -> str | None:
        """Give whose layer the statements are to be, where that was said."""
        return str(self.layer.value() or "").strip() or None

    def forget(self) -> None:
        """Forget what was picked: something else is looked at."""
        self.layer.show_value("")
        for picks in self.picks.values():
            picks.forget()

    def show_names(self, sentences: Sequence[str], names: TheirNames) -> None:
        """Show what a dataset would bring, and how it calls things."""
        while (item := self._sentences.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for n, sentence in enumerate(sentences):
            self._sentences.addWidget(TextLabel(sentence) if n == 0 else quiet(sentence))
        one_layer = len(names.annotators) < 2
        self._layer.setVisible(one_layer)
        self._layer_more.setVisible(one_layer)
        self.layer.field.setPlaceholderText("".join(names.annotators[:1]))
        for kind, picks in self.picks.items():
            rows = [self._pick(one) for one in names.names if one.kind == kind]
            picks.show_rows(rows)
            self._headings[kind].setVisible(bool(rows))
        self._more.setVisible(bool(names.names))

    def _pick(self, one: TheirName) -> Pick:
        ours = self._ours[one.kind]
        return Pick(
            one.name,
            tr_n("import.sheet.theirs.used", one.n, name=one.name),
            one.name if one.name in ours else "",
            [Suggestion(name, name) for name in ours],
            tr(f"import.sheet.theirs.new_{one.kind}"),
        )

    def _space(self) -> None:
        look = theme.current()
        pad = look.px("xl")
        self.column.setContentsMargins(pad, look.px("l"), pad, pad)
        self.column.setSpacing(look.px("m"))
        self._sentences.setSpacing(look.px("s"))
