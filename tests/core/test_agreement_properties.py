"""What holds of agreement on spans, units, links and groups, on random layers."""

import random
import re
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.agreement import distances
from factcheck.agreement.alpha import of_rows
from factcheck.agreement.bootstrap import draws, interval
from factcheck.agreement.figures import Figure, Matches
from factcheck.agreement.grouping import b_cubed_f1
from factcheck.agreement.links import Linked, link_matches, saying_pairs
from factcheck.agreement.matching import best, most
from factcheck.agreement.overlaps import Stretches, common, covered, shared, size
from factcheck.agreement.spans import (
    Marked,
    aligned,
    by_label,
    exact,
    overlapping,
    overlapping_any,
    overlaps_of,
    token_coincidences,
    united,
)
from factcheck.agreement.tokens import Tokens
from factcheck.agreement.unitizing import alpha_u
from factcheck.errors import BadInput
from tests.core.figures import close, same

TEXT = 60


@st.composite
def places(draw: st.DrawFn) -> Stretches:
    """Where something is marked: one to three stretches."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, TEXT - 1))
        found.append((start, draw(st.integers(start + 1, min(TEXT, start + 20)))))
    return covered(found)


MARKED = st.builds(Marked, places(), st.sampled_from("adc"))
LAYERS = st.lists(MARKED, max_size=7)


def shifted(layer: list[Marked[str]], by: int) -> list[Marked[str]]:
    return [
        Marked(tuple((start + by, end + by) for start, end in one.place), one.label)
        for one in layer
    ]


@given(LAYERS, LAYERS)
def test_looser_ways_to_match_find_as_much_or_more(
    a: list[Marked[str]], b: list[Marked[str]]
) -> None:
    overlaps = overlaps_of(a, b)
    figures = exact(a, b).f1, overlapping(a, b, overlaps).f1, overlapping_any(a, b, overlaps).f1
    values = [f.value for f in figures]
    if not a and not b:
        assert values == [None] * 3
    else:
        known = [v for v in values if v is not None]
        assert len(known) == 3
        assert known == sorted(known)


def every_match(a: list[Marked[str]], b: list[Marked[str]]) -> list[Matches]:
    overlaps = overlaps_of(a, b)
    return [
        *(exact(a, b), overlapping(a, b, overlaps), overlapping_any(a, b, overlaps)),
        united(by_label(a), by_label(b)),
    ]


@given(LAYERS, LAYERS, st.integers(1, 1000))
def test_spans_may_be_shifted_and_annotators_swapped(
    a: list[Marked[str]], b: list[Marked[str]], by: int
) -> None:
    assert every_match(a, b) == every_match(shifted(a, by), shifted(b, by))
    for one, other in zip(every_match(a, b), every_match(b, a), strict=True):
        assert same(one.f1, other.f1)
        assert same(one.precision, other.recall)
    if a:
        assert all(same(one.f1, Figure(1.0)) for one in every_match(a, list(reversed(a))))


@given(LAYERS, LAYERS)
def test_overlaps_and_characters_are_those_of_sets(
    a: list[Marked[str]], b: list[Marked[str]]
) -> None:
    def points(place: Stretches) -> set[int]:
        return {n for start, end in place for n in range(start, end)}

    both = {
        (i, j): len(points(x.place) & points(y.place))
        for i, x in enumerate(a)
        for j, y in enumerate(b)
    }
    assert shared([x.place for x in a], [y.place for y in b]) == {
        p: n for p, n in both.items() if n
    }
    for i, x in enumerate(a):
        assert size(x.place) == len(points(x.place))
        for j, y in enumerate(b):
            assert common(x.place, y.place) == both[i, j]
    of_a = {(n, x.label) for x in a for n in points(x.place)}
    of_b = {(n, y.label) for y in b for n in points(y.place)}
    found = united(by_label(a), by_label(b))
    assert (found.tp_a, found.n_a, found.n_b) == (len(of_a & of_b), len(of_a), len(of_b))


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9)))
def test_pairings_are_as_many_and_as_good_as_can_be(worth: dict[tuple[int, int], int]) -> None:
    most_pairs, best_sum = 0, 0
    for columns in permutations(range(5)):
        pairs = [(row, column) for row, column in enumerate(columns) if (row, column) in worth]
        most_pairs = max(most_pairs, len(pairs))
        best_sum = max(best_sum, sum(worth[pair] for pair in pairs))
    found = most(worth)
    assert len(found) == most_pairs == len(set(found.values()))
    assert set(found.items()) <= set(worth)
    chosen = best({pair: float(n) for pair, n in worth.items()})
    assert len(chosen) == len(set(chosen.values()))
    assert sum(worth[pair] for pair in chosen.items()) == best_sum


@given(LAYERS, LAYERS)
def test_alignment_has_the_largest_sum_and_then_equal_labels(
    a: list[Marked[str]], b: list[Marked[str]]
) -> None:
    a, b = a[:4], b[:4]
    overlaps = overlaps_of(a, b)

    def worth(pairs: list[tuple[int, int]]) -> tuple[float, int]:
        jaccard = sum(
            overlaps[i, j] / (size(a[i].place) + size(b[j].place) - overlaps[i, j])
            for i, j in pairs
        )
        return round(jaccard, 9), sum(a[i].label == b[j].label for i, j in pairs)

    padded = [*range(len(b)), *[-1] * len(a)]
    every = {
        tuple((i, j) for i, j in enumerate(order) if (i, j) in overlaps)
        for order in permutations(padded, len(a))
    }
    wanted = max(worth(list(pairs)) for pairs in every)
    assert worth(list(aligned(a, b, overlaps).items())) == wanted


def test_alignment_can_be_stopped() -> None:
    class Stop(Exception):
        pass

    def stop() -> None:
        raise Stop

    layer = [Marked(((0, n),), "a") for n in range(1, 9)]
    with pytest.raises(Stop):
        aligned(layer, layer, overlaps_of(layer, layer), stop)


Units = list[tuple[int, int, str]]
UNITS = st.lists(
    st.tuples(st.integers(0, TEXT - 1), st.integers(1, 15), st.sampled_from("xy")).map(
        lambda one: (one[0], min(TEXT, one[0] + one[1]), one[2])
    ),
    max_size=6,
)


@given(st.lists(UNITS, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_alpha_u_is_1_for_equal_layers_and_undefined_for_none(
    layers: list[Units], rng: random.Random
) -> None:
    found = alpha_u(TEXT, layers)
    if not any(layers):
        assert found.all.figure.reason == "nothing"
        return
    assert found.all.figure.value is not None
    assert found.all.figure.value <= 1
    mixed = [rng.sample(layer, len(layer)) for layer in reversed(layers)]
    assert same(alpha_u(TEXT, mixed).all.figure, found.all.figure)
    assert same(
        alpha_u(TEXT, [layers[0], []]).all.figure, alpha_u(TEXT, [[], layers[0]]).all.figure
    )
    marked = next(layer for layer in layers if layer)
    assert alpha_u(TEXT, [marked] * len(layers)).all.figure == Figure(1.0)
    assert alpha_u(TEXT, [marked]).all.figure.value is None


def test_alpha_u_may_fall_below_minus_1() -> None:
    whole, pieces = [(0, 18, "x")], [(n, n + 2, "x") for n in range(0, 18, 2)]
    figure = alpha_u(24, [whole, pieces]).all.figure
    assert figure.value is not None
    assert figure.value < -1


@given(
    st.lists(LAYERS, min_size=2, max_size=3),
    st.text(" a_ß7,.\n“ś字\xa0\u2003²", min_size=TEXT, max_size=TEXT),
)
def test_token_alpha_is_that_of_a_row_of_label_sets(
    layers: list[list[Marked[str]]], text: str
) -> None:
    tokens = Tokens(text)
    places_of = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
    assert tokens.spans() == places_of
    assert tokens.count == len(places_of)
    under = [by_label(layer) for layer in layers]
    touched = [{label: tokens.within(p) for label, p in one.items()} for one in under]
    rows = [
        [
            frozenset(
                label
                for label, place in one.items()
                if any(s < end and e > start for start, end in place)
            )
            for s, e in places_of
        ]
        for one in under
    ]
    found, wanted = token_coincidences(touched, tokens.count), of_rows(rows)
    assert close(found.pairable, wanted.pairable)
    for distance in (distances.nominal, distances.jaccard, distances.masi, distances.masi_product):
        assert same(found.alpha(distance).figure, wanted.alpha(distance).figure)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=9))
def test_grouping_is_symmetric_blind_to_names_and_1_for_equal_groups(
    pairs: list[tuple[int, int]],
) -> None:
    found = b_cubed_f1(pairs)
    if not pairs:
        assert found.value is None
        return
    assert found.value is not None
    assert 0 < found.value <= 1 + 1e-9
    assert same(found, b_cubed_f1([(other, one) for one, other in pairs]))
    assert same(found, b_cubed_f1([(f"x{one}", f"y{other}") for one, other in pairs]))
    equal = len(set(pairs)) == len({a for a, _ in pairs}) == len({b for _, b in pairs})
    assert close(found.value, 1) == equal


LINKS: st.SearchStrategy[list[Linked[int]]] = st.lists(
    st.builds(
        lambda kind, ends: Linked(kind, ends[0], ends[1], kind == "denies"),
        st.sampled_from(("denies", "contradicts")),
        st.permutations(range(4)).map(lambda ends: ends[:2]),
    ),
    max_size=6,
)


@given(LINKS, LINKS, st.sets(st.integers(0, 3)))
def test_links_count_once_and_swap(
    a: list[Linked[int]], b: list[Linked[int]], both: set[int]
) -> None:
    alignment = {f"a{n}": f"b{n}" for n in both}

    def named(links: list[Linked[int]], side: str) -> list[Linked[str]]:
        return [Linked(k.type, f"{side}{k.source}", f"{side}{k.target}", k.directed) for k in links]

    def turned(links: list[Linked[str]]) -> list[Linked[str]]:
        return [Linked(k.type, k.target, k.source, k.directed) for k in links if not k.directed]

    one, other = named(a, "a"), named(b, "b")
    found = link_matches(one, other, alignment)
    assert found == link_matches(one + turned(one), other + turned(other), alignment)
    back = link_matches(other, one, {v: k for k, v in alignment.items()})
    for way in ("typed", "typed_aligned", "untyped", "untyped_aligned"):
        here, there = getattr(found, way), getattr(back, way)
        assert (here.tp_a, here.n_a, here.n_b) == (there.tp_a, there.n_b, there.n_a)
        assert here.tp_a <= min(here.n_a, here.n_b)
    assert found.typed_aligned.n_a <= found.typed.n_a
    once_a = list({(k.type, k.source, k.target): k for k in one if k.directed}.values())
    once_b = list({(k.type, k.source, k.target): k for k in other if k.directed}.values())
    meets = {k: {v} for k, v in alignment.items()}
    strict = link_matches(once_a, once_b, alignment).typed
    assert len(saying_pairs(once_a, once_b, meets)) == strict.tp_a


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=30))
def test_an_interval_lies_within_what_was_drawn(values: list[float]) -> None:
    found = interval(values, len(values))
    assert found is not None
    low, high = found
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    assert interval(values, 3 * len(values)) is None


def test_draws_are_the_same_every_time() -> None:
    once = list(draws(range(20), 5))
    assert once == list(draws(range(20), 5))
    assert once != list(draws(range(20), 5, seed=1))
    assert all(len(drawn) == 20 for drawn in once)
    assert any(len(set(drawn)) < 20 for drawn in once)


def test_an_empty_stretch_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        covered([(0, 2), (3, 3)])


def test_more_overlaps_than_memory_holds_are_refused_with_a_sentence() -> None:
    nested = [((n, 4_000 - n),) for n in range(1_100)]
    with pytest.raises(BadInput, match="cannot be compared"):
        shared(nested, nested)


def test_furniture_has_no_tokens() -> None:
    text = "Home NEWS. The Kremlin denies it."
    tokens = Tokens(text, [(0, 10)])
    assert [text[a:b] for a, b in tokens.spans()] == ["The", "Kremlin", "denies", "it", "."]
    assert tokens.within([(0, 10)]) == ()
    assert tokens.within([(5, 14)]) == ((0, 1),)
