"""Which statements are at one place: exact, whatever the order and whoever the annotators are."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from factcheck import builtin
from factcheck.ids import Id
from factcheck.records import Span, Statement
from factcheck.review.clusters import likeness, overlap, places

LAYERS = tuple(Id.fixed(f"test/layer/{n}") for n in range(4))
LABELS = (builtin.ALLEGATION, builtin.DENIAL)
CLAIMS = (None, Id.fixed("test/claim/1"), Id.fixed("test/claim/2"))
ARTICLE = Id.fixed("test/article")


def made(
    number: int,
    layer: int,
    *stretches: tuple[int, int],
    label: Id = builtin.DENIAL,
    claim: Id | None = None,
) -> Statement:
    """A statement with content at these stretches."""
    spans = tuple(Span("content", a, b, "x" * (b - a)) for a, b in stretches)
    one = Id.fixed(f"test/statement/{number}")
    return Statement(one, ARTICLE, LAYERS[layer], label, spans, claim=claim)


@st.composite
def layers_of_an_article(draw: st.DrawFn) -> list[Statement]:
    """Some statements of four layers, crowded into a short text."""
    found = []
    for number in range(draw(st.integers(0, 24))):
        start = draw(st.integers(0, 30))
        stretches = [(start, start + draw(st.integers(1, 12)))]
        if draw(st.booleans()):
            after = stretches[0][1] + draw(st.integers(1, 4))
            stretches.append((after, after + draw(st.integers(1, 5))))
        found.append(
            made(
                number,
                draw(st.integers(0, 3)),
                *stretches,
                label=draw(st.sampled_from(LABELS)),
                claim=draw(st.sampled_from(CLAIMS)),
            )
        )
    return found


def ids(groups: Sequence[Sequence[Statement]]) -> set[frozenset[Id]]:
    return {frozenset(s.id for s in group) for group in groups}


@given(layers_of_an_article())
def test_every_statement_is_at_one_place_and_a_layer_once(told: list[Statement]) -> None:
    groups = places(told)
    assert sorted(s.id for group in groups for s in group) == sorted(s.id for s in told)
    for group in groups:
        assert len({s.annotator for s in group}) == len(group)
        for statement in group:
            others = [likeness(statement, s)[0] for s in group if s is not statement]
            assert not others or max(others) > 0
    starts = [group[0].content[0].start for group in groups]
    assert starts == sorted(starts)


@given(layers_of_an_article(), st.randoms(), st.permutations(range(4)))
def test_neither_order_nor_names_matter(
    told: list[Statement], shuffled: Random, names: Sequence[int]
) -> None:
    renamed = [replace(s, annotator=LAYERS[names[LAYERS.index(s.annotator)]]) for s in told]
    shuffled.shuffle(renamed)
    assert ids(places(renamed)) == ids(places(told))


@given(layers_of_an_article())
def test_likeness_is_symmetric_and_bounded(told: list[Statement]) -> None:
    for one in told:
        for other in told:
            share = likeness(one, other)[0]
            assert share == likeness(other, one)[0]
            assert 0 <= share <= 1
        assert likeness(one, one) == (1, True, True, True)


@given(layers_of_an_article())
def test_common_code_points_are_counted(told: list[Statement]) -> None:
    for one in told[:6]:
        for other in told[:6]:
            a, b = (tuple((s.start, s.end) for s in x.content) for x in (one, other))
            points = [{n for start, end in x for n in range(start, end)} for x in (a, b)]
            assert overlap(a, b) == len(points[0] & points[1])


def test_the_most_similar_come_together_first() -> None:
    wide, exact, near = made(1, 0, (0, 20)), made(2, 1, (0, 10)), made(3, 0, (0, 11))
    assert ids(places([wide, exact, near])) == {
        frozenset({exact.id, near.id}),
        frozenset({wide.id}),
    }


def test_a_confirmation_and_a_denial_on_the_same_words_are_two_places() -> None:
    yes, no = builtin.CONFIRMATION, builtin.DENIAL
    told = [made(n, n // 2, (5, 9), label=(yes, no)[n % 2]) for n in range(6)]
    assert ids(places(told)) == {
        frozenset(told[n].id for n in (0, 2, 4)),
        frozenset(told[n].id for n in (1, 3, 5)),
    }


def test_words_that_only_touch_are_apart() -> None:
    assert len(places([made(1, 0, (0, 5)), made(2, 1, (5, 9))])) == 2
