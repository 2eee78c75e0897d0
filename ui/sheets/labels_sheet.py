"""Labels and kinds of links as a sheet: what they mean and how they look.

A new definition asks whether to flag what was labelled by the old one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from factcheck.ids import Id
from ui.kit.buttons import Button
from ui.kit.fields import CheckBox
from ui.kit.segmented import Option, Segmented
from ui.sheets.editors import Value
from ui.sheets.form import Form
from ui.sheets.records import Entry
from ui.sheets.registry import AddRow, RegistrySheet, StatementsPart, centered_left
from ui.texts import tr

if TYPE_CHECKING:
    from factcheck.labels import LabelFields, LinkTypeFields
    from factcheck.records import Label
    from ui.session import Session
    from ui.workspace import Workspace

_SHARED = ("name", "definition", "example", "counter_example", "shape", "color", "key")


class LabelsSheet(RegistrySheet):
    """The project's labels, and its kinds of links."""

    def __init__(self, window: QWidget, workspace: Workspace, session: Session) -> None:
        title = tr("registry.label.title")
        super().__init__(window, workspace, session, title=title, name="labelsSheet")
        options = (
            Option("labels", tr("registry.label.labels")),
            Option("links", tr("registry.label.link_types")),
        )
        self.which = Segmented(options, name=title)
        self.which.chosen.connect(lambda _key: self._switch())
        self.left.insertWidget(0, self.which)
        self.directed = CheckBox(tr("registry.label.directed"))
        self.adding = AddRow(tr("registry.label.new"), self._add)
        self.left.addWidget(self.directed)
        self.left.addWidget(self.adding)
        self.label_form = Form("labels", self._keep)
        self.link_form = Form("link_types", self._keep)
        self.remove = Button(tr("registry.label.delete"), icon="trash")
        self.remove.clicked.connect(self._remove)
        self.parts.addWidget(self.label_form)
        self.parts.addWidget(self.link_form)
        self.parts.addLayout(centered_left(self.remove))
        self.used = StatementsPart(workspace, session, self, checkable=True)
        self.parts.addWidget(self.used)
        for before, after in (
            (self.which.segment("links"), self.search),
            (self.search, self.list),
        ):
            self.setTabOrder(before, after)
        self._arrange()

    @property
    def of_links(self) -> bool:
        """Whether kinds of links are shown, else labels."""
        return self.which.current() == "links"

    def kinds(self) -> tuple[str, ...]:
        return ("label", "link_type", "statement")

    def forms(self) -> Sequence[Form]:
        return (self.link_form,) if self.of_links else (self.label_form,)

    def entries(self) -> Sequence[Entry]:
        vocabulary = self.workspace.vocabulary
        if self.of_links:
            return [
                Entry(t.id, t.name, t.definition, t.shape, t.color)
                for t in vocabulary.link_types.values()
            ]
        return [Entry(b.id, b.name, b.definition, b.shape, b.color) for b in self._labels()]

    def values(self, record: Id) -> Mapping[str, Value]:
        vocabulary = self.workspace.vocabulary
        if self.of_links:
            kind = vocabulary.link_types[record]
            values = {name: cast(Value, getattr(kind, name)) for name in _SHARED}
            return {**values, "passive": kind.passive, "contradicts": kind.contradicts}
        label = vocabulary.labels[record]
        values = {name: cast(Value, getattr(label, name)) for name in _SHARED}
        return {**values, "underline": label.underline}

    def fill(self, record: Id, *, anew: bool) -> None:
        form, values = self.forms()[0], self.values(record)
        if anew:
            form.load(values)
        else:
            form.refresh(values)
        if self.of_links:
            form.show_field("passive", shown=self.workspace.vocabulary.link_types[record].directed)
        else:
            everybody = list(self.workspace.vocabulary.annotators)
            of_label = self.workspace.project.statements.of_label
            self.used.show_statements(of_label(record, everybody))

    def _labels(self) -> Sequence[Label]:
        return list(self.workspace.vocabulary.labels.values())

    def _arrange(self) -> None:
        self.label_form.setVisible(not self.of_links)
        self.link_form.setVisible(self.of_links)
        self.used.setVisible(not self.of_links)
        self.directed.setVisible(self.of_links)

    def _switch(self) -> None:
        other = self.label_form if self.of_links else self.link_form
        if other.is_draft() and not other.save():
            self.which.set_current("labels" if self.of_links else "links")
            self.notices.say(other.problem() or self.notices.sentence, "warning")
            return
        self._arrange()
        self.search.clear()
        self.refill()
        self.select(cast(Id, self.list.entries[0].id) if self.list.entries else None)

    def _add(self, name: str) -> bool:
        made: list[Id] = []
        labels = self.workspace.project.labels
        if self.of_links:
            directed = self.directed.isChecked()
            self.do(lambda: made.append(labels.add_link_type(name, directed=directed)))
        else:
            self.do(lambda: made.append(labels.add(name)))
        if made:
            self.select(made[0])
        return bool(made)

    def _keep(self, name: str, value: Value, answer: str) -> bool:
        record = self.shown
        assert record is not None
        labels = self.workspace.project.labels
        kept = value or (None if name == "key" else False if name == "contradicts" else "")
        if self.of_links:
            of_link = cast("LinkTypeFields", {name: kept})
            return self.do(lambda: labels.edit_link_type(record, **of_link))
        fields = cast("LabelFields", {name: kept})
        asked = {"all": lambda: labels.flaggable(record), "ticked": self.used.ticked}
        flagged = asked[answer]() if answer in asked else ()
        return self.do(lambda: labels.edit(record, flag_statements=flagged, **fields))

    def _remove(self) -> None:
        record, labels = self.shown, self.workspace.project.labels
        if record is not None:
            delete = labels.delete_link_type if self.of_links else labels.delete
            if self.do(lambda: delete(record)):
                first = self.list.entries[0].id if self.list.entries else None
                self.select(cast("Id | None", first))
