"""Whatever a colleague does in a blind project: no answer to another annotator becomes another."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.builtin import ALLEGATION, CONFIRMATION, CONTRADICTS, DENIAL, DENIES, REPEATS
from factcheck.errors import FactcheckError
from factcheck.ids import Id
from tests.core.annotating import LETTER, TASNIM
from tests.core.blind import SECRET, Scene
from tests.core.questions import QUERIES

Move = Callable[[Scene, int], object]


def own(scene: Scene, number: int) -> Id:
    """One of Cleo's statements."""
    layer = [scene.cleo.actor.id]
    found = [
        s.id
        for article in (scene.letter, scene.tasnim)
        for s in scene.cleo.statements.of_article(article, layer)
    ]
    return found[number % len(found)] if found else Id.new()


def mark(scene: Scene, number: int) -> Id:
    """Mark some words."""
    article, text = ((scene.letter, LETTER), (scene.tasnim, TASNIM))[number % 2]
    start = number % (len(text) - 20)
    label = (ALLEGATION, DENIAL, CONFIRMATION)[number % 3]
    return scene.cleo.statements.mark(article, start, start + 3 + number % 15, label)


def link(scene: Scene, number: int) -> Id:
    """Link two statements."""
    kind = (DENIES, CONTRADICTS, REPEATS)[number % 3]
    return scene.cleo.links.link(
        own(scene, number), own(scene, number // 7), kind, rationale=SECRET
    )


def name(number: int) -> str:
    """A name that would tell."""
    return f"{SECRET} {number}"


MOVES: tuple[Move, ...] = (
    *(mark, mark, link),
    lambda s, n: s.cleo.statements.set_new_claim(own(s, n), name(n)),
    lambda s, n: s.cleo.statements.set_new_speaker(own(s, n), name(n)),
    lambda s, n: s.cleo.statements.set_claim(own(s, n), s.claim),
    lambda s, n: s.cleo.statements.set_speaker(own(s, n), s.kremlin),
    lambda s, n: s.cleo.statements.set_said_to(own(s, n), s.kremlin),
    lambda s, n: s.cleo.statements.set_note(own(s, n), name(n)),
    lambda s, n: s.cleo.statements.delete(own(s, n)),
    lambda s, n: s.cleo.claims.merge(s.cleo.claims.create(name(n)), s.claim),
    lambda s, n: s.cleo.speakers.merge(s.cleo.speakers.create(name(n)), s.kremlin),
    lambda s, n: s.cleo.speakers.create(name(n), affiliation=s.kremlin),
    lambda s, n: s.cleo.speakers.add_alias(s.kremlin, name(n)),
    lambda s, n: s.cleo.speakers.remove_alias(s.kremlin, name(n)),
    lambda s, n: s.cleo.comments.add("statement", own(s, n), name(n)),
    lambda s, n: s.cleo.comments.add("claim", s.claim, name(n)),
    lambda s, n: s.cleo.comments.add("article", s.letter, name(n)),
    lambda s, n: s.cleo.articles.set_status(s.letter, ("done", "in_progress")[n % 2]),
    lambda s, _: s.cleo.undo(),
    lambda s, _: s.cleo.redo(),
)


@pytest.fixture
def engine() -> str:
    """What a walk finds is told by the conditions, which both databases answer alike."""
    return "sqlite"


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves=st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 5000)), max_size=25))
def test_no_answer_depends_on_what_is_hidden(scene: Scene, moves: list[tuple[Move, int]]) -> None:
    # Ben does nothing, so that what he is told stays the same, example after example.
    before = {name: repr(ask(scene.ben, scene)) for name, ask in QUERIES.items()}
    assert not any(SECRET in words for words in before.values())
    for move, number in moves:
        try:
            move(scene, number)
        except FactcheckError:
            continue
    assert scene.ben.pull() is None
    after = {name: repr(ask(scene.ben, scene)) for name, ask in QUERIES.items()}
    assert after == before
