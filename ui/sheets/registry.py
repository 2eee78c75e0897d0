"""A registry as a sheet: a list to search beside the form of what is chosen, and where it is used.

What is listed, which fields there are and what keeps them, each registry's own sheet says.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from factcheck.ids import Id
from ui import theme
from ui.kit.buttons import Button
from ui.kit.completing import CompletingField, Suggest
from ui.kit.fields import SearchField
from ui.kit.scroll import Scroller
from ui.kit.text import Hairline, TextLabel
from ui.session import Place
from ui.sheets.base import Columns, Verb, WorkSheet, attempt, follow, heading, quiet
from ui.sheets.editors import LineEditor, Value
from ui.sheets.form import Form
from ui.sheets.records import Entry, RecordList, matching
from ui.texts import tr, tr_n

if TYPE_CHECKING:
    from factcheck.records import Article, Changed, Statement
    from ui.session import Session
    from ui.workspace import Workspace

HEIGHT = 720


class RegistrySheet(WorkSheet):
    """One registry; its sheet fills in what the methods below leave open."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        session: Session,
        *,
        title: str,
        name: str,
        title_lines: int = 1,
    ) -> None:
        super().__init__(window, title, name=name, height=HEIGHT)
        self.workspace, self.session = workspace, session
        self._shown: Id | None = None
        columns = Columns()
        self.search = SearchField(tr("registry.search"))
        self.list = RecordList(name=title, title_lines=title_lines)
        self.search.textChanged.connect(lambda _text: self.refill())
        self.search.descended.connect(self.list.setFocus)
        self.list.picked.connect(self._on_picked)
        columns.left.addWidget(self.search)
        columns.left.addWidget(self.list, 1)
        self.left, self.side = columns.left, columns.side
        self.scroller = Scroller(name=title)
        self.page = self.scroller.column
        columns.right.addWidget(self.scroller)
        self.body.addWidget(columns, 1)
        self.empty = quiet(tr("registry.nothing_chosen"))
        self.page.addWidget(self.empty)
        self.detail = QWidget()
        self.parts = QVBoxLayout(self.detail)
        self.parts.setContentsMargins(0, 0, 0, 0)
        self.page.addWidget(self.detail)
        self.page.addStretch(1)
        theme.controller().changed.connect(self._space)
        self._space()
        follow(self, workspace, self.on_changed)

    @property
    def shown(self) -> Id | None:
        """The record whose form is shown."""
        return self._shown

    def entries(self) -> Sequence[Entry]:
        """Give all rows of the registry."""
        raise NotImplementedError

    def forms(self) -> Sequence[Form]:
        """Give the forms that may hold typing."""
        raise NotImplementedError

    def values(self, record: Id) -> Mapping[str, Value]:
        """Give what a record's form shows."""
        raise NotImplementedError

    def fill(self, record: Id, *, anew: bool) -> None:
        """Show a record; `anew` where another one was shown before."""
        raise NotImplementedError

    def kinds(self) -> tuple[str, ...]:
        """Name the kinds of records whose changes it shows."""
        raise NotImplementedError

    def open(self, record: Id | None = None) -> None:
        """Show it, with a record chosen: the given one, else the first."""
        # Last of all, so that Tab comes to it last.
        self.end_with_close()
        self.refill()
        first = self.list.entries[0].id if self.list.entries else None
        wanted: Hashable | None = record or first
        self.list.set_current(wanted)
        self._show(wanted)
        self.open_sheet(self.search)

    def do(self, verb: Verb) -> bool:
        """Carry out a gesture; why it was refused is said in the sheet."""
        return attempt(self.workspace, verb, self.notices)

    def refill(self) -> None:
        """List the rows that fit what is searched."""
        self.list.set_entries(matching(self.entries(), self.search.text()))

    def select(self, record: Id | None) -> None:
        """Choose a record, also one that the search hides."""
        self.search.clear()
        self.refill()
        self.list.set_current(record)
        self._show(record)

    def unsaved(self) -> bool:
        return bool(self._not_added()) or any(form.is_draft() for form in self.forms())

    def save(self) -> bool:
        if self._not_added():
            self.notices.say(tr("registry.not_added", name=self._not_added()), "warning")
            return False
        kept = [form.save() for form in self.forms()]
        saved = all(kept)
        if not saved and not self.notices.sentence:
            problem = next((f.problem() for f in self.forms() if f.problem()), "")
            self.notices.say(problem or tr("sheets.unsaved"), "warning")
        return saved

    def _not_added(self) -> str:
        rows = self.side.findChildren(AddRow)
        return next((row.typed for row in rows if row.typed), "")

    def on_changed(self, changed: Changed) -> None:
        """Show what changed, by whomever."""
        if not changed.touches(*self.kinds()):
            return
        self.refill()
        if self._shown is not None:
            if any(entry.id == self._shown for entry in self.entries()):
                self.fill(self._shown, anew=False)
            else:
                self._show(None)

    def _on_picked(self, record: object) -> None:
        if record == self._shown:
            return
        if self.unsaved() and not self.save():
            # Not from within the list's own change of its current row.
            QTimer.singleShot(0, self, lambda: self.list.set_current(self._shown))
            return
        self._show(record)

    def _show(self, record: object) -> None:
        self._shown = record if isinstance(record, Id) else None
        self.detail.setVisible(self._shown is not None)
        self.empty.setVisible(self._shown is None)
        if self._shown is not None:
            self.fill(self._shown, anew=True)
            self.scroller.verticalScrollBar().setValue(0)

    def _space(self) -> None:
        pad = theme.current().px("xl")
        self.page.setContentsMargins(pad, pad, pad, pad)
        self.parts.setSpacing(theme.current().px("l"))


class AddRow(QWidget):
    """A line and a button that make a new record of what is typed."""

    def __init__(self, label: str, add: Callable[[str], bool]) -> None:
        super().__init__()
        self._add = add
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.line = LineEditor(label)
        self.line.field.setPlaceholderText(label)
        self.line.field.returnPressed.connect(self._take)
        self.button = Button(icon="plus", name=label)
        self.button.clicked.connect(self._take)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)

    @property
    def typed(self) -> str:
        """What is typed and not added yet."""
        return str(self.line.value())

    def _take(self) -> None:
        typed = self.typed
        if not typed:
            self.line.setFocus()
            return
        self.line.show_value("")
        if not self._add(typed):
            self.line.show_value(typed)


class MergePart(QWidget):
    """Letting another record stand for this one, and taking that back."""

    def __init__(
        self, suggest: Suggest, merge: Callable[[Id], bool], unmerge: Callable[[], bool]
    ) -> None:
        super().__init__()
        self._target: Id | None = None
        self._merge = merge
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Hairline())
        column.addWidget(heading(tr("registry.merge.title")))
        self._more = quiet()
        column.addWidget(self._more)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.into = CompletingField(suggest, name=tr("registry.merge.into"), can_create=False)
        self.into.setPlaceholderText(tr("registry.merge.into"))
        self.into.chosen.connect(self._choose)
        self.button = Button(tr("registry.merge.do"), icon="merge")
        self.button.clicked.connect(self._take)
        self.unmerge = Button(tr("registry.merge.undo"), icon="undo")
        self.unmerge.clicked.connect(unmerge)
        for widget in (self.into, self.button, self.unmerge):
            row.addWidget(widget, 1 if widget is self.into else 0)
        row.addStretch(0)
        column.addLayout(row)

    def show_state(self, merged_into: str, merged_here: Sequence[str]) -> None:
        """Say for whom it stands, and who stands for it."""
        self._target = None
        self.into.set_value("")
        self.button.setEnabled(False)
        merged = bool(merged_into)
        self.into.setVisible(not merged)
        self.button.setVisible(not merged)
        self.unmerge.setVisible(merged)
        if merged:
            self._more.set_words(tr("registry.merge.merged", name=merged_into))
        elif merged_here:
            self._more.set_words(tr("registry.merge.holds", names=", ".join(merged_here)))
        else:
            self._more.set_words(tr("registry.merge.more"))

    def _choose(self, record: object) -> None:
        self._target = record if isinstance(record, Id) else None
        self.button.setEnabled(self._target is not None)

    def _take(self) -> None:
        if self._target is not None:
            self._merge(self._target)


class StatementsPart(QWidget):
    """The statements where a record is used; Enter or a double click goes there."""

    def __init__(
        self, workspace: Workspace, session: Session, sheet: WorkSheet, *, checkable: bool = False
    ) -> None:
        super().__init__()
        self._workspace, self._session, self._sheet = workspace, session, sheet
        self._statements: dict[Id, Statement] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Hairline())
        self._title: TextLabel = heading("")
        column.addWidget(self._title)
        name = tr("registry.used.name")
        self.list = RecordList(name=name, checkable=checkable, title_lines=2)
        self.list.activated_id.connect(self._go)
        self._hint = quiet(tr("registry.used.hint"))
        column.addWidget(self._hint)
        column.addWidget(self.list)

    def ticked(self) -> list[Id]:
        """Give the statements whose box is ticked."""
        return [one for one in self.list.checked if isinstance(one, Id)]

    def show_statements(self, statements: Sequence[Statement]) -> None:
        """List statements with who makes them and where."""
        self._statements = {s.id: s for s in statements}
        self._title.set_words(tr_n("registry.used.title", len(statements)))
        articles = {a.id: a for a in self._articles({s.article for s in statements})}
        vocabulary = self._workspace.vocabulary
        entries = []
        for s in statements:
            label = vocabulary.labels[s.label]
            speaker = vocabulary.speaker(s.speaker)
            layer = vocabulary.annotators.get(s.annotator)
            facts = (speaker and speaker.name, articles[s.article].title, layer and layer.name)
            detail = " · ".join(str(x) for x in facts if x)
            entries.append(Entry(s.id, s.words, detail, label.shape, label.color, serif=True))
        self.list.set_entries(entries)
        self.list.setVisible(bool(entries))
        self._hint.setVisible(bool(entries))
        rows = min(max(len(entries), 1), 5)
        self.list.setFixedHeight(round(rows * 3.6 * theme.current().line_height("meta")) + 8)

    def _articles(self, ids: set[Id]) -> Sequence[Article]:
        return self._workspace.project.articles.get_many(ids)

    def _go(self, statement: object) -> None:
        found = self._statements.get(statement) if isinstance(statement, Id) else None
        if found is not None:
            self._sheet.close_sheet()
            if self._sheet.isHidden():
                self._session.go(Place(found.article, found.id))


def centered_left(widget: QWidget) -> QHBoxLayout:
    """Give a row with a widget at its beginning."""
    row = QHBoxLayout()
    row.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
    return row
