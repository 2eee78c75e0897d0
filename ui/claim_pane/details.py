"""The fields that few statements need, folded away under "More": how, through whom, when, where.

Each is a verb on the statement; what is derived is shown as derived and can be overridden.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from factcheck.ids import Id
from factcheck.prose import edtf
from factcheck.records import Certainty, Date, Quotation, Span, SpeakerBasis, Statement
from ui import theme
from ui.claim_pane import suggest
from ui.claim_pane.chain import Chain
from ui.claim_pane.choice import Choice
from ui.claim_pane.typed import TypedField
from ui.dates import date_shown
from ui.kit.buttons import Button
from ui.kit.completing import CompletingField
from ui.kit.fields import FieldRow
from ui.kit.scroll import FlowLayout
from ui.kit.text import TextLabel
from ui.shown import Shown
from ui.texts import tr
from ui.workspace import Workspace

if TYPE_CHECKING:
    from factcheck.statements import Statements

_BASES: Final[tuple[SpeakerBasis | None, ...]] = (
    None,
    "named",
    "resolved",
    "inferred",
    "none",
)
_CERTAINTIES: Final[tuple[Certainty | None, ...]] = (None, "certain", "probable", "possible")
_QUOTATIONS: Final[tuple[Quotation | None, ...]] = (None, "direct", "indirect", "mixed")
_NOTE_LINES: Final = 3
_AROUND: Final = 8  # statements offered as the one inside which this one is made
_SHORT: Final = 40


class Details(QWidget):
    """The less common fields of one statement."""

    def __init__(
        self,
        workspace: Workspace,
        shown: Shown,
        statement: Statement,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shown = shown
        self._statement = statement
        self._build_who(statement)
        self._build_how(statement)
        self._lay_out()
        self._connect()
        self.show_statement(statement)
        theme.controller().changed.connect(self._restyle)
        self._restyle()

    def show_statement(self, statement: Statement) -> None:
        """Show a statement as it is recorded now; what is being typed stays."""
        self._statement = statement
        self.basis.set_options(self._bases(statement))
        self.basis.show_value(statement.speaker_basis)
        self.reported_by.show_ids(statement.reported_by)
        to = self._workspace.vocabulary.speaker(statement.said_to)
        self.said_to.set_value(to.name if to else "")
        self.said_on.typing.set_value(_said_words(statement))
        self._show_date(statement)
        self.certainty.show_value(statement.certainty)
        self.quotation.show_value(statement.quotation)
        self.parent_choice.set_options(self._enclosing(statement))
        self.parent_choice.show_value(statement.parent)
        self.note.typing.set_value(statement.note)
        self._show_spans(statement)

    def _build_who(self, statement: Statement) -> None:
        self.basis = Choice([], name=tr("claims.basis.name"))
        self.reported_by = Chain(self._workspace, statement.article)
        self.said_to = CompletingField(
            suggest.plain_speakers(self._workspace, statement.article), name=tr("claims.said_to")
        )
        line = QLineEdit()
        line.setAccessibleName(tr("claims.said_on"))
        line.setPlaceholderText(tr("claims.said_on_hint"))
        self.said_on = TypedField(line, _said_words(statement))
        self.date = TextLabel("", font="meta", color="mute")

    def _build_how(self, statement: Statement) -> None:
        self.certainty = Choice(
            [(x, tr(f"claims.sure.{x or 'unset'}")) for x in _CERTAINTIES],
            name=tr("claims.certainty"),
        )
        self.quotation = Choice(
            [(x, tr(f"claims.quotation.{x or 'unset'}")) for x in _QUOTATIONS],
            name=tr("claims.quotation.name"),
        )
        self.parent_choice = Choice([], name=tr("claims.inside.name"))
        field = QPlainTextEdit()
        field.setAccessibleName(tr("claims.note"))
        field.setTabChangesFocus(True)
        self.note = TypedField(field, statement.note)
        self._spans = QWidget()
        self._span_row = FlowLayout(self._spans, gap=4, line_gap=4)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.said_on)
        column.addWidget(self.date)
        for key, field in (
            ("claims.basis.name", self.basis),
            ("claims.reported_short", self.reported_by),
            ("claims.said_to", self.said_to),
            ("claims.said_on", said),
            ("claims.certainty", self.certainty),
            ("claims.quotation.name", self.quotation),
            ("claims.inside.name", self.parent_choice),
            ("claims.note", self.note),
            ("claims.spans.name", self._spans),
        ):
            self._column.addWidget(FieldRow(tr(key), field))

    def _connect(self) -> None:
        do = self._do
        self.basis.chosen.connect(self._set_basis)
        self.reported_by.changed.connect(
            lambda ids: do(lambda key: self._statements.set_reported_by(key, ids))
        )
        self.reported_by.created.connect(self._add_reporter)
        self.said_to.chosen.connect(self._set_said_to)
        self.said_to.created.connect(self._create_said_to)
        self.said_to.cleared.connect(lambda: self._set_said_to(None))
        self.said_on.settled.connect(self._set_said)
        self.certainty.chosen.connect(
            lambda x: do(lambda key: self._statements.set_certainty(key, x))
        )
        self.quotation.chosen.connect(
            lambda x: do(lambda key: self._statements.set_quotation(key, x))
        )
        self.parent_choice.chosen.connect(
            lambda x: do(lambda key: self._statements.set_parent(key, x))
        )
        self.note.settled.connect(lambda x: do(lambda key: self._statements.set_note(key, x)))

    def _bases(self, statement: Statement) -> list[tuple[object, str]]:
        """Give how a speaker may be known: with one, and without."""
        has_speaker = statement.speaker is not None
        bases = _BASES[1:4] if has_speaker else (None, "none")
        return [(x, tr(f"claims.basis.{x or 'unset'}")) for x in bases]

    def _set_basis(self, basis: SpeakerBasis | None) -> None:
        speaker = self._statement.speaker
        self._do(lambda key: self._statements.set_speaker(key, speaker, basis, with_source=False))

    def _add_reporter(self, name: str) -> None:
        before = self._statement.reported_by

        def add(key: Id) -> None:
            made = self._workspace.project.speakers.create(name, "organisation")
            self._statements.set_reported_by(key, [*before, made])

        self._do(add)

    def _set_said_to(self, speaker: Id | None) -> None:
        self._do(lambda key: self._statements.set_said_to(key, speaker))

    def _create_said_to(self, name: str) -> None:
        def add(key: Id) -> None:
            made = self._workspace.project.speakers.create(name)
            self._statements.set_said_to(key, made)

        self._do(add)

    def _set_said(self, words: str) -> None:
        plain = words.strip()
        if not plain:
            self._do(lambda key: self._statements.set_said(key, None))
        elif edtf.is_valid(plain):
            self._do(lambda key: self._statements.set_said(key, Date(plain)))
        else:
            self._do(lambda key: self._statements.said_from_words(key, plain))

    def _show_date(self, statement: Statement) -> None:
        said = statement.said
        shown = date_shown(said)
        if said is None or said.words is None:
            self.date.set_words(shown if said is not None and shown != said.edtf else "")
        elif said.edtf is None:
            self.date.set_words(tr("claims.said.unknown"))
        else:
            plain = date_shown(Date(said.edtf))
            self.date.set_words(tr(f"claims.said.{said.basis}", date=plain))
        self.date.setVisible(bool(self.date.text()))

    def _enclosing(self, statement: Statement) -> list[tuple[object, str]]:
        """Give the statements inside which this one may be made: around it first, then near."""
        start, end = statement.content[0].start, statement.content[-1].end
        ranked = []
        for n, other in enumerate(self._shown.statements.values()):
            if other.id == statement.id or other.annotator != statement.annotator:
                continue
            first, last = other.content[0].start, other.content[-1].end
            apart = max(first - end, start - last, 0)
            if other.parent != statement.id:
                ranked.append((not (first <= start and end <= last), apart, n, other))
        ranked.sort(key=lambda x: x[:3])
        found = [x for *_, x in ranked[:_AROUND]]
        parent = self._shown.statements.get(statement.parent) if statement.parent else None
        if parent is not None and parent not in found:
            found.append(parent)
        return [(None, tr("claims.inside.none")), *((x.id, self._named(x)) for x in found)]

    def _named(self, statement: Statement) -> str:
        speaker = self._workspace.vocabulary.speaker(statement.speaker)
        words = statement.words
        words = words if len(words) <= _SHORT else words[: _SHORT - 2].rstrip() + " …"
        return f"{speaker.name}: {words}" if speaker else words

    def _show_spans(self, statement: Statement) -> None:
        while (item := self._span_row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        several = len(statement.content) > 1
        for span in statement.spans:
            if span.id is not None and (span.role != "content" or several):
                self._span_row.addWidget(self._span_chip(span))
        none = self._span_row.count() == 0
        if none:
            self._span_row.addWidget(TextLabel(tr("claims.spans.none"), font="meta", color="mute"))
        for n in range(self._span_row.count()):
            shown = self._span_row.itemAt(n)
            if shown is not None and (widget := shown.widget()):
                widget.show()

    def _span_chip(self, span: Span) -> Button:
        words = span.exact if len(span.exact) <= _SHORT else span.exact[: _SHORT - 2] + " …"
        said = tr(f"claims.spans.{span.role}", words=" ".join(words.split()))
        chip = Button(said.replace("&", "&&"), small=True, trailing="close")
        chip.setAccessibleName(tr("claims.spans.remove", span=said))
        chip.setToolTip(tr("claims.spans.remove", span=said))
        chip.clicked.connect(lambda: self._remove_span(span.id))
        return chip

    def _remove_span(self, span: Id | None) -> None:
        if span is not None:
            self._do(lambda key: self._statements.remove_span(key, span))

    @property
    def _statements(self) -> Statements:
        return self._workspace.project.statements

    def _do(self, verb: Callable[[Id], object]) -> None:
        key = self._statement.id
        self._workspace.do(lambda: verb(key))

    def _restyle(self) -> None:
        look = theme.current()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px("gap"))
        height = _NOTE_LINES * look.line_height("base") + 2 * look.px("s")
        self.note.field.setFixedHeight(round(height))


def _said_words(statement: Statement) -> str:
    said = statement.said
    return (said.words or said.edtf or "") if said is not None else ""
