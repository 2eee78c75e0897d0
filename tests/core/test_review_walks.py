"""Random walks of annotators and a reviewer: what is kept is what a fresh look gives, undo too."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from factcheck import models
from factcheck.annotators import joining
from factcheck.builtin import ALLEGATION, CONTRADICTS, DENIAL, DENIES
from factcheck.errors import BadInput
from factcheck.ids import GOLD, Id
from factcheck.journal import deleted, inserted
from factcheck.project import Project
from factcheck.queries.rows import where
from factcheck.records import Annotator, Person, What
from factcheck.review.answers import Item, LinkItem, StatementItem
from factcheck.review.results import LinkResult, Result
from factcheck.review.review import Review
from factcheck.verbs.marking import removal

from .annotating import everything
from .edits import add_article, row_of, statement_edits

LAYERS = [Annotator(Id.fixed(f"test/layer/{n}"), f"Layer {n}") for n in range(3)]
DID = What("review.accept", {"n": 1})
REFUSALS = (
    None,
    "review.same_twice",
    "review.ends",
    "link.twice",
    "link.itself",
    "review.not_agreed",
)
_ID = models.statement.c.id
INDEX = st.integers(0, 7)


class Walk(RuleBasedStateMachine):
    """Three layers in one text, and a reviewer who decides whatever comes."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        location = Path(self.folder.name) / "walk.factcheck"
        self.project = Project.create(location, title="Walk", actor=Person(Id.new(), "Ana"))
        self.article = add_article(self.project)
        self.project.access.record(DID, [joining(one) for one in LAYERS])
        self.before: list[object] = []
        for n, layer in enumerate(LAYERS):
            for start in (4, 20, 34):
                self.mark(layer, start + n % 2, 8)
            self.link(layer, 0, 1 + n % 2, kind=n != 1)

    def teardown(self) -> None:
        while self.before:
            self.undo()
        self.project.close()
        self.folder.cleanup()

    def attempt(self, verb: Callable[[], object]) -> None:
        """Do what may be refused; note how it was before, if it was done."""
        now, newest, refused = everything(self.project), self.newest(), None
        try:
            verb()
        except BadInput as error:
            refused = error.code
        assert refused in REFUSALS
        assert refused is None or everything(self.project) == now
        if self.newest() > newest:
            self.before.append(now)
        self.project.pull()

    def newest(self) -> int:
        return self.project.log(1)[0].number

    def items(self, kind: type[Item]) -> list[Item]:
        found = self.project.review.of_article(self.article)
        return [item for item in found if isinstance(item, kind)]

    @rule(layer=st.sampled_from(LAYERS), start=st.integers(0, 40), length=st.integers(1, 12))
    def mark(self, layer: Annotator, start: int, length: int) -> None:
        label = (ALLEGATION, DENIAL)[(start + length) % 2]
        head, span = statement_edits(self.project, self.article, start, start + length)
        fields = {**head.touched, "annotator": layer.id, "label": label, "origin": "imported"}
        edits = [inserted("statement", head.id, fields), span]
        self.attempt(lambda: self.project.access.record(DID, edits))

    @rule(layer=st.sampled_from(LAYERS), one=INDEX, other=INDEX, kind=st.booleans())
    def link(self, layer: Annotator, one: int, other: int, *, kind: bool) -> None:
        own = self.project.statements.of_article(self.article, [layer.id])
        if len(own) > 1 and one % len(own) != other % len(own):
            ends = [own[n % len(own)].id for n in (one, other)]
            source, target = ends if kind else sorted(ends)
            fields = {"type": DENIES if kind else CONTRADICTS, "annotator": layer.id}
            edit = inserted("link", Id.new(), {**fields, "source": source, "target": target})
            self.attempt(lambda: self.project.access.record(DID, [edit]))

    @rule(layer=st.sampled_from(LAYERS), at=INDEX)
    def remove(self, layer: Annotator, at: int) -> None:
        own = self.project.statements.of_article(self.article, [layer.id])
        if own:
            rows = where(self.project.database, models.statement, _ID.in_([own[at % len(own)].id]))
            edits = removal(self.project.database, rows)
            self.attempt(lambda: self.project.access.record(DID, edits))

    @rule(at=INDEX)
    def unlink(self, at: int) -> None:
        links = self.project.links.of_article(self.article, [one.id for one in LAYERS])
        if links:
            row = row_of(self.project, "link", links[at % len(links)].id)
            edit = deleted("link", links[at % len(links)].id, row)
            self.attempt(lambda: self.project.access.record(DID, [edit]))

    @rule(at=INDEX, chosen=st.lists(INDEX, max_size=2), label_of=st.none() | INDEX)
    def decide(self, at: int, chosen: list[int], label_of: int | None) -> None:
        found = self.items(StatementItem)
        if found:
            item = found[at % len(found)]
            pool = [x.id for x in (*item.versions, *item.gold)]
            other = None if label_of is None else pool[label_of % len(pool)]
            results = [Result(pool[n % len(pool)], label_of=other) for n in chosen]
            assert isinstance(item, StatementItem)
            seen = item
            self.attempt(lambda: self.project.review.decide(item.key, results, "Why.", seen=seen))

    @rule(at=INDEX, chosen=st.lists(INDEX, max_size=2), turned=st.booleans(), take=st.booleans())
    def decide_link(self, at: int, chosen: list[int], *, turned: bool, take: bool) -> None:
        found = self.items(LinkItem)
        if found:
            item = found[at % len(found)]
            pool = [x.id for x in (*item.versions, *item.gold)]
            results = [LinkResult(pool[n % len(pool)], turned=turned) for n in chosen]
            verb = self.project.review.decide_link
            self.attempt(lambda: verb(item.key, results, take_ends=take))

    @rule(by=st.sampled_from(["all", "trifles", "majority", "gold"]))
    def accept(self, by: str) -> None:
        review = self.project.review
        found = [item.key for item in review.acceptable(by)]  # type: ignore[arg-type]  # one of them
        self.attempt(lambda: review.accept(found, by=by))  # type: ignore[arg-type]  # one of them

    @rule(layer=st.sampled_from(LAYERS))
    def accept_all_of(self, layer: Annotator) -> None:
        self.attempt(lambda: self.project.review.accept_all_of(self.article, layer.id))

    @rule(at=INDEX)
    def confirm(self, at: int) -> None:
        found = self.project.review.of_article(self.article)
        if found:
            item = found[at % len(found)]
            if item.decision is not None:
                self.attempt(lambda: self.project.review.confirm(item.key))

    @rule()
    def undo(self) -> None:
        if self.before:
            self.project.undo()
            self.project.pull()
            assert everything(self.project) == self.before.pop()

    @invariant()
    def what_is_kept_is_what_is_there(self) -> None:
        kept = self.project.review.of_article(self.article)
        assert kept == Review(self.project.access).of_article(self.article)
        told = [s.id for item in kept if isinstance(item, StatementItem) for s in item.versions]
        layers = [one.id for one in LAYERS]
        stored = self.project.statements.of_article(self.article, layers)
        assert sorted(told) == sorted(s.id for s in stored)

    @invariant()
    def gold_is_whole(self) -> None:
        assert self.project.check() == {"ok": True, "problems": []}
        for link in self.project.links.of_article(self.article, [GOLD]):
            ends = self.project.statements.many([link.source, link.target])
            assert [s.annotator for s in ends] == [GOLD, GOLD]


def test_walks_of_deciding_and_undoing() -> None:
    many = settings(
        max_examples=6,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    run_state_machine_as_test(Walk, settings=many)
