"""Drawing a link: a statement is armed, one travels anywhere, a target is aimed at, a key takes it.

It decides which type is offered and who stands at which end; where the target is shown, the
reader and the claim pane know.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from factcheck.builtin import (
    ALLEGATION,
    CONFIRMATION,
    CONFIRMS,
    CONTRADICTS,
    DENIAL,
    DENIES,
    REPEATS,
)
from factcheck.ids import Id
from factcheck.records import Statement
from factcheck.spans import trim
from ui.reader import Reader
from ui.reader_feed import label_choice, shown_name, type_choice
from ui.reading.values import LinkChipView, Stretch
from ui.session import Armed, Session
from ui.shown import Shown
from ui.texts import tr
from ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Aim:
    """What the armed link would end on: a statement, or words that have no label yet."""

    statement: Statement | None
    stretch: Stretch | None
    label: Id
    type: Id
    turned: bool = False


class Linking(QObject):
    """The link that is being drawn in one window."""

    told = Signal(str)
    linked = Signal(object)  # the link's id
    aim_changed = Signal(object)  # Aim | None

    def __init__(
        self, workspace: Workspace, session: Session, shown: Shown, reader: Reader
    ) -> None:
        super().__init__(reader)
        self._workspace = workspace
        self._session = session
        self._shown = shown
        self._reader = reader
        self._source: Statement | None = None
        self._aim: Aim | None = None
        self._waits_for_label = False
        reader.link_wanted.connect(self._ask_label)
        reader.link_target.connect(self.aim_at)
        reader.link_target_span.connect(self._aim_at_words)
        reader.link_taken.connect(self.take)
        reader.selection_cleared.connect(self._lose_words)
        session.armed_changed.connect(self._on_armed)
        session.active_changed.connect(self._on_active)
        session.article_changed.connect(lambda _: self._set_aim(None))
        workspace.told.connect(self._let_go_of_gone)
        workspace.closing.connect(self.let_go)

    @property
    def source(self) -> Statement | None:
        """Give the armed statement."""
        return self._source

    @property
    def aim(self) -> Aim | None:
        """Give what is aimed at."""
        return self._aim

    def arm(self, statement: Id | None = None) -> None:
        """Begin a link at a statement, the active one unless another is named."""
        key = statement or self._session.active
        if key is None:
            self.told.emit(tr("linking.needs_statement"))
            return
        found = self._workspace.project.statements.get(key)
        self._session.arm(Armed(found.id, found.article))

    def let_go(self) -> None:
        """Give the link up."""
        self._waits_for_label = False
        self._session.arm(None)

    def aim_at(self, statement: Id) -> None:
        """Aim at a statement; the armed one itself is no target."""
        if self._source is None:
            return
        if statement == self._source.id:
            self.told.emit(tr("linking.itself"))
            return
        found = self._workspace.project.statements.get(statement)
        if self._aim and self._aim.statement and self._aim.statement.id == statement:
            return
        self._set_aim(Aim(found, None, found.label, self._fitting_type(found.label)))

    def choose_label(self, label: Id) -> None:
        """Choose the label of the words that are aimed at."""
        if self._aim is not None and self._aim.stretch is not None:
            self._set_aim(Aim(None, self._aim.stretch, label, self._fitting_type(label)))

    def flip(self) -> None:
        """Turn the link around, where its type has a direction and neither end decides it."""
        if self._aim is None or not self._is_directed(self._aim.type):
            return
        if self._aim.type == DENIES and len(self._denials()) == 1:
            self.told.emit(tr("linking.denial_first"))
            return
        aim = self._aim
        turned = not aim.turned
        self._set_aim(Aim(aim.statement, aim.stretch, aim.label, aim.type, turned))

    def take(self, type_id: Id | None = None) -> None:
        """Make the link to what is aimed at, with a type or the one offered."""
        aim, source = self._aim, self._source
        if source is None:
            return
        if aim is None:
            self.told.emit(tr("linking.needs_target"))
            return
        kind = type_id or aim.type
        links = self._workspace.project.links
        if aim.statement is not None:
            ends = [source.id, aim.statement.id]
            first, second = reversed(ends) if aim.turned else ends
            made = self._workspace.do(lambda: links.link(first, second, kind))
            self._done(made, aim.statement.id)
            return
        article, stretch = self._shown.article, aim.stretch
        assert article is not None
        assert stretch is not None
        pair = self._workspace.do(
            lambda: links.mark_and_link(
                article.id, *stretch, aim.label, source.id, kind, forward=aim.turned
            )
        )
        if pair is not None:
            self._done(pair[1], pair[0])

    def _done(self, link: Id | None, statement: Id) -> None:
        if link is None:
            return
        self.let_go()
        found = self._workspace.project.links.get(link)
        ends = {found.source, found.target}
        here = [x for x in (statement, *ends) if x in self._shown.statements]
        self._session.activate(here[0] if here else None)
        self.linked.emit(link)

    def _ask_label(self, start: int, end: int) -> None:
        self._waits_for_label = True
        self.told.emit(tr("linking.label_first"))

    def _on_active(self, active: Id | None) -> None:
        if self._waits_for_label and active is not None:
            self._waits_for_label = False
            self.arm(active)

    def _on_armed(self, armed: Armed | None) -> None:
        statements = self._workspace.project.statements if armed else None
        self._source = statements.get(armed.statement) if armed and statements else None
        self._reader.set_linking(linking=armed is not None)
        self._set_aim(None)

    def _let_go_of_gone(self) -> None:
        if self._source is None:
            return
        aimed = self._aim.statement if self._aim is not None else None
        ends = [x.id for x in (self._source, aimed) if x is not None]
        there = {x.id for x in self._workspace.project.statements.many(ends)}
        if self._source.id not in there:
            self.let_go()
        elif aimed is not None and aimed.id not in there:
            self._set_aim(None)

    def _aim_at_words(self, start: int, end: int) -> None:
        if self._source is None:
            return
        stretch = trim(self._shown.text, start, end)
        label = self._answering_label()
        self._set_aim(Aim(None, stretch, label, self._fitting_type(label)))

    def _lose_words(self) -> None:
        if self._aim is not None and self._aim.stretch is not None:
            self._set_aim(None)

    def _set_aim(self, aim: Aim | None) -> None:
        self._aim = aim
        if aim is None:
            self._reader.show_target(None)
        else:
            target = aim.statement.id if aim.statement else aim.stretch
            self._reader.show_target(target, self._chip(aim))
        self.aim_changed.emit(aim)

    def _chip(self, aim: Aim) -> LinkChipView:
        kind = self._workspace.vocabulary.link_types[aim.type]
        start, end = self._names(aim)
        labels = self._workspace.vocabulary.labels.values() if aim.stretch else ()
        return LinkChipView(
            choice=type_choice(kind),
            start=start,
            verb=kind.name,
            end=end,
            directed=kind.directed,
            labels=tuple(label_choice(x) for x in labels),
        )

    def _names(self, aim: Aim) -> tuple[str, str]:
        """Name both ends by their speakers, in the order that the core will give them."""
        assert self._source is not None
        ends = [(self._source.label, self._name(self._source)), (aim.label, self._aim_name(aim))]
        if aim.turned:
            ends.reverse()
        if aim.type == DENIES and ends[0][0] != DENIAL and ends[1][0] == DENIAL:
            ends.reverse()
        return ends[0][1], ends[1][1]

    def _aim_name(self, aim: Aim) -> str:
        if aim.statement is not None:
            return self._name(aim.statement)
        label = self._workspace.vocabulary.labels[aim.label]
        return tr("linking.new_statement", label=label.name)

    def _name(self, statement: Statement) -> str:
        speaker = self._workspace.vocabulary.speaker(statement.speaker)
        label = self._workspace.vocabulary.labels.get(statement.label)
        return speaker.name if speaker else shown_name(label.name if label else "")

    def _denials(self) -> list[Id]:
        assert self._source is not None
        assert self._aim is not None
        return [x for x in (self._source.label, self._aim.label) if x == DENIAL]

    def _is_directed(self, type_id: Id) -> bool:
        return self._workspace.vocabulary.link_types[type_id].directed

    def _answering_label(self) -> Id:
        assert self._source is not None
        return ALLEGATION if self._source.label == DENIAL else DENIAL

    def _fitting_type(self, label: Id) -> Id:
        """Offer the type that the two labels make likely; the person decides."""
        assert self._source is not None
        pair = {self._source.label, label}
        if len(pair) == 1:
            return REPEATS
        if pair == {ALLEGATION, DENIAL}:
            return DENIES
        if pair == {ALLEGATION, CONFIRMATION}:
            return CONFIRMS
        return CONTRADICTS
