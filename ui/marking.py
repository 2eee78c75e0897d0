"""What a gesture in the reader does to the project: marking, attributing, moving edges, furniture.

It turns the reader's signals into verbs on the active statement; linking has a file of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from factcheck.ids import Id
from factcheck.records import Role, Statement
from factcheck.spans import trim
from ui.reader import Reader
from ui.session import Session
from ui.shown import Shown
from ui.texts import tr
from ui.workspace import Workspace


class Marking(QObject):
    """The gestures of one reader on the shown article."""

    told = Signal(str)  # a sentence that says why nothing happened

    def __init__(
        self, workspace: Workspace, session: Session, shown: Shown, reader: Reader
    ) -> None:
        super().__init__(reader)
        self._workspace = workspace
        self._session = session
        self._shown = shown
        self._reader = reader
        self._last: Id | None = None  # the statement attributed last, for `=`
        # The caret must leave a statement to select its source by keys: it is still meant then.
        self._left: Id | None = None
        reader.label_wanted.connect(self.mark)
        reader.relabel_wanted.connect(self.relabel)
        reader.source_wanted.connect(lambda start, end: self.add_part("source", start, end))
        reader.cue_wanted.connect(lambda start, end: self.add_part("cue", start, end))
        reader.content_wanted.connect(lambda start, end: self.add_part("content", start, end))
        reader.furniture_toggled.connect(self.toggle_furniture)
        reader.edge_moved.connect(self.move_edge)
        reader.edge_refused.connect(self._own)
        reader.statement_clicked.connect(session.activate)
        reader.statement_left.connect(self._leave)
        session.article_changed.connect(lambda _: self._forget_left())
        reader.statement_hovered.connect(session.hover)

    @property
    def active(self) -> Statement | None:
        """Give the active statement."""
        key = self._session.active
        return self._shown.statements.get(key) if key is not None else None

    def _own(self) -> Statement | None:
        """Give the active statement to alter, or say why not: another layer's is copied first."""
        active = self.active
        if active is not None and not self._shown.is_own(active):
            self.told.emit(tr("claims.not_own"))
            return None
        return active

    def mark(self, label: Id, start: int, end: int, another: bool = False) -> None:  # noqa: FBT001 - the reader's signal
        """Mark a selection with a label, and make the new statement the active one."""
        article = self._shown.article
        if article is None or self._session.armed is not None:
            return
        place = trim(self._shown.text, start, end)
        statements = self._workspace.project.statements
        self._activate(self._workspace.do(lambda: statements.mark(article.id, *place, label)))

    def relabel(self, label: Id, another: bool) -> None:  # noqa: FBT001 - as the reader's signal has it
        """Give the active statement a label, or put another statement on its spans."""
        active = self.active
        if active is None:
            return
        statements = self._workspace.project.statements
        if another:
            self._activate(self._workspace.do(lambda: self._mark_again(active, label)))
        elif active.label != label and (own := self._own()) is not None:
            self._workspace.do(lambda: statements.relabel(own.id, label))

    def add_part(self, role: Role, start: int, end: int) -> None:
        """Add a source, cue or further content span to the active statement."""
        active = self.active or self._just_left()
        if active is None:
            self.told.emit(tr("marking.part_needs_statement"))
            return
        if self.active is not None and self._own() is None:
            return
        place = trim(self._shown.text, start, end)
        statements = self._workspace.project.statements
        done = self._workspace.do(lambda: statements.add_span(active.id, role, *place))
        if done is not None:
            self._reader.clear_selection()
            self._session.activate(active.id)
            if role == "source":
                self._last = active.id

    def move_edge(self, statement: Id, role: Role, index: int, start: int, end: int) -> None:
        """Move an edge of a statement's span of a role, counted in the order of the text."""
        found = self._shown.statements.get(statement)
        if found is None:
            return
        span = found.of_role(role)[index]
        if span.id is None:
            return
        key = span.id
        statements = self._workspace.project.statements
        self._workspace.do(lambda: statements.move_edge(statement, key, start, end))

    def toggle_furniture(self, start: int, end: int) -> None:
        """Set a selection apart as furniture, or take it back into the prose."""
        article = self._shown.article
        if article is None:
            return
        articles = self._workspace.project.articles
        inside = any(first <= start and end <= last for first, last in article.furniture)
        verb: Callable[[Id, int, int], object] = (
            articles.unmark_furniture if inside else articles.mark_furniture
        )
        self._workspace.do(lambda: verb(article.id, start, end))
        self._reader.clear_selection()

    def delete(self) -> None:
        """Delete the active statement with what hangs on it."""
        if (active := self._own()) is not None:
            self._workspace.do(lambda: self._workspace.project.statements.delete(active.id))

    def repeat_speaker(self) -> None:
        """Attribute the active statement as the one attributed last."""
        active, last = self.active, self._last
        if active is None or last is None or last == active.id:
            self.told.emit(tr("marking.nothing_to_repeat"))
            return
        if self._own() is None:
            return
        statements = self._workspace.project.statements
        self._workspace.do(lambda: statements.attribute_like(active.id, last))

    def remember(self, statement: Id) -> None:
        """Take a statement as the one that `repeat_speaker` follows."""
        self._last = statement

    def toggle_flag(self) -> None:
        """Flag the active statement as doubtful, or no longer."""
        if (active := self._own()) is not None:
            statements = self._workspace.project.statements
            self._workspace.do(lambda: statements.set_flag(active.id, not active.flagged))

    def step(self, *, forward: bool) -> None:
        """Make the next or previous statement of the text the active one."""
        found = self._reader.neighbor(forward=forward)
        if found is not None:
            self._session.activate(found)
            span = self._shown.statements[found].content[0]
            self._reader.scroll_to(span.start, span.end)

    def _leave(self) -> None:
        self._left = self._session.active
        self._session.activate(None)

    def _forget_left(self) -> None:
        self._left = None

    def _just_left(self) -> Statement | None:
        return self._shown.statements.get(self._left) if self._left is not None else None

    def _mark_again(self, beside: Statement, label: Id) -> Id:
        """Put another statement on the same spans, by the same speaker."""
        first = beside.content[0]
        others = [x for x in beside.spans if x != first and x.role != "cue"]
        return self._workspace.project.statements.mark(
            beside.article,
            first.start,
            first.end,
            label,
            more_spans=[(x.role, x.start, x.end) for x in others],
            speaker=beside.speaker,
            speaker_basis=beside.speaker_basis,
            reported_by=beside.reported_by,
            said_to=beside.said_to,
            said=beside.said,
            claim=beside.claim,
        )

    def _activate(self, statement: Id | None) -> None:
        if statement is not None:
            self._session.activate(statement)
