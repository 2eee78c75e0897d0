"""Random walks over verbs, undo, redo and restarts: every state on the way comes back exactly."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from factcheck import builtin
from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.models import KINDS
from factcheck.project import Project
from factcheck.records import Person

from .edits import TEXT, add_article

REFUSALS = (None, "statement.duplicate", "span.blank", "link.twice", "link.itself")
LABELS = (builtin.ALLEGATION, builtin.DENIAL, builtin.CONFIRMATION)
State = dict[str, frozenset[tuple[Any, ...]]]


def state_of(project: Project) -> State:
    """All that is stored of all kinds, in no order."""
    return {
        kind: frozenset(
            tuple(value for name, value in row._mapping.items() if name != "head")
            for row in project.database.rows(select(table))
        )
        for kind, table in KINDS.items()
        if kind != "project"
    }


class Walk(RuleBasedStateMachine):
    """One person at work; `before` and `after` are what undo and redo must bring back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.person = Person(Id.new(), "Ana")
        self.location = Path(self.folder.name) / "walk.factcheck"
        self.project = Project.create(self.location, title="Walk", actor=self.person)
        self.article = add_article(self.project)
        self.project.articles.set_status(self.article, "in_progress")
        self.first = self.now = state_of(self.project)
        self.before: list[State] = []
        self.after: list[State] = []
        self.begun = self.project.stats()["revision"]

    def teardown(self) -> None:
        while self.before:
            self.undo()
        assert self.now == self.first
        assert self.project.check() == {"ok": True, "problems": []}
        self.project.close()
        self.folder.cleanup()

    def done(self) -> None:
        """Note what a verb made of the project."""
        self.before.append(self.now)
        self.after.clear()
        self.now = state_of(self.project)
        assert self.now != self.before[-1]

    def some(self, kind: str, at: int) -> Id | None:
        ids = sorted(row.id for row in self.project.database.rows(select(KINDS[kind].c.id)))
        return ids[at % len(ids)] if ids else None

    def attempt(self, verb: Callable[[], object]) -> None:
        """Do what may be refused, and note what it did otherwise."""
        newest, refused = self.project.log(1)[0].number, None
        try:
            verb()
        except BadInput as error:
            refused = error.code
        assert refused in REFUSALS
        if self.project.log(1)[0].number > newest:
            self.done()

    @rule(start=st.integers(0, 40), length=st.integers(1, 9), label=st.sampled_from(LABELS))
    def mark(self, start: int, length: int, label: Id) -> None:
        verb = self.project.statements.mark
        self.attempt(lambda: verb(self.article, start, start + length, label))

    @rule(at=st.integers(0, 9), label=st.sampled_from(LABELS))
    def relabel(self, at: int, label: Id) -> None:
        if found := self.some("statement", at):
            self.attempt(lambda: self.project.statements.relabel(found, label))

    @rule(at=st.integers(0, 9), end=st.integers(50, len(TEXT)))
    def move_edge(self, at: int, end: int) -> None:
        if found := self.some("statement", at):
            span = self.project.statements.get(found).content[0]
            verb, record = self.project.statements.move_edge, span.id
            assert record is not None
            self.attempt(lambda: verb(found, record, span.start, end))

    @rule(at=st.integers(0, 9), note=st.text(max_size=5))
    def note(self, at: int, note: str) -> None:
        if found := self.some("statement", at):
            self.attempt(lambda: self.project.statements.set_note(found, note))

    @rule(one=st.integers(0, 9), other=st.integers(0, 9))
    def link(self, one: int, other: int) -> None:
        source, target = self.some("statement", one), self.some("statement", other)
        if source and target:
            self.attempt(lambda: self.project.links.link(source, target, builtin.CONTRADICTS))

    @rule(at=st.integers(0, 9))
    def delete(self, at: int) -> None:
        if found := self.some("statement", at):
            self.attempt(lambda: self.project.statements.delete(found))

    @rule(at=st.integers(0, 9))
    def comment(self, at: int) -> None:
        if found := self.some("statement", at):
            self.attempt(lambda: self.project.comments.add("statement", found, f"at {at}"))

    @rule(at=st.integers(0, 9))
    def answer(self, at: int) -> None:
        if found := self.some("comment", at):
            self.attempt(lambda: self.project.comments.answer(found, "so"))

    @rule(at=st.integers(0, 9), settled=st.booleans())
    def settle(self, at: int, settled: bool) -> None:  # noqa: FBT001 - a rule's argument
        if found := self.some("comment", at):
            comments = self.project.comments
            self.attempt(lambda: (comments.resolve if settled else comments.reopen)(found))

    @rule(at=st.integers(0, 9))
    def take_words_back(self, at: int) -> None:
        found = self.some("comment", at)
        if found and not self.project.comments.get(found).deleted:
            self.attempt(lambda: self.project.comments.delete(found))

    @rule()
    def reopen(self) -> None:
        self.project.close()
        self.project = Project.open(self.location, actor=self.person)

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        self.project.undo()
        self.after.append(self.now)
        self.now = self.before.pop()

    @precondition(lambda self: self.after)
    @rule()
    def redo(self) -> None:
        self.project.redo()
        self.before.append(self.now)
        self.now = self.after.pop()

    @invariant()
    def is_as_the_model_says(self) -> None:
        assert state_of(self.project) == self.now
        redoable = self.project.redoable()
        assert (redoable is not None) == bool(self.after)


_SLOW: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def test_short_walks_come_back() -> None:
    run_state_machine_as_test(
        Walk, settings=settings(max_examples=8, stateful_step_count=12, **_SLOW)
    )


@pytest.mark.trust
def test_long_walks_come_back() -> None:
    long = settings(max_examples=40, stateful_step_count=40, **_SLOW)
    run_state_machine_as_test(Walk, settings=long)
