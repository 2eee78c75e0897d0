"""Spreading articles: each to so many different annotators, evenly, the same for the same seed."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.assigning.spreading import spread
from factcheck.ids import Id

_ARTICLES = [Id.fixed(f"test/article/{n}") for n in range(30)]
_PEOPLE = [Id.fixed(f"test/person/{n}") for n in range(6)]


@st.composite
def _tasks(draw: st.DrawFn) -> tuple[list[Id], list[Id], int, int]:
    articles = _ARTICLES[: draw(st.integers(0, 30))]
    people = _PEOPLE[: draw(st.integers(1, 6))]
    return articles, people, draw(st.integers(1, len(people))), draw(st.integers(0, 99))


@given(_tasks())
def test_every_article_goes_to_so_many_different_annotators_and_loads_are_even(
    task: tuple[list[Id], list[Id], int, int],
) -> None:
    articles, people, overlap, seed = task
    found = spread(articles, people, overlap=overlap, seed=seed)
    assert list(found) == articles
    for given_to in found.values():
        assert len(given_to) == len(set(given_to)) == overlap
        assert set(given_to) <= set(people)
    loads = [sum(one in given_to for given_to in found.values()) for one in people]
    assert max(loads) - min(loads) <= 1
    assert found == spread(articles, people, overlap=overlap, seed=seed)
    assert found == {a: found[a] for a in articles}


@given(_tasks(), st.data())
def test_who_has_an_article_counts_and_is_not_given_it_again(
    task: tuple[list[Id], list[Id], int, int], data: st.DataObject
) -> None:
    articles, people, overlap, seed = task
    holders = st.frozensets(st.sampled_from([*people, Id.fixed("test/somebody")]))
    held = {article: data.draw(holders) for article in articles}
    found = spread(articles, people, overlap=overlap, seed=seed, held=held)
    for article in articles:
        new, having = set(found.get(article, ())), held[article]
        assert not new & having
        assert len(new) == max(0, overlap - len(having & set(people)))


@given(
    st.lists(st.frozensets(st.sampled_from(_PEOPLE[:3])), max_size=4),
    st.lists(st.integers(0, 4), min_size=3, max_size=3),
    st.integers(1, 2),
)
def test_nothing_could_be_spread_more_evenly(
    holders: list[frozenset[Id]], before: list[int], overlap: int
) -> None:
    people, articles = _PEOPLE[:3], _ARTICLES[: len(holders)]
    held, loads = dict(zip(articles, holders, strict=True)), dict(zip(people, before, strict=True))
    found = spread(articles, people, overlap=overlap, held=held, loads=loads)

    def squares(plan: dict[Id, tuple[Id, ...]]) -> int:
        after = (loads[one] + sum(one in given for given in plan.values()) for one in people)
        return sum(n * n for n in after)

    choices = [
        list(
            combinations(
                [one for one in people if one not in held[a]], max(0, overlap - len(held[a]))
            )
        )
        for a in articles
    ]
    best = min(squares(dict(zip(articles, plan, strict=True))) for plan in product(*choices))
    assert squares(found) == best


def test_another_seed_mixes_who_works_with_whom() -> None:
    plans = [spread(_ARTICLES, _PEOPLE, overlap=2, seed=seed) for seed in range(3)]
    assert plans[0] != plans[1] != plans[2]
    pairs = {given_to for plan in plans for given_to in plan.values()}
    assert len(pairs) > 10


@pytest.mark.parametrize("overlap", [0, 4])
def test_an_overlap_that_cannot_be_is_a_bug(overlap: int) -> None:
    with pytest.raises(ValueError, match="annotators"):
        spread(_ARTICLES, _PEOPLE[:3], overlap=overlap)
    with pytest.raises(ValueError, match="twice"):
        spread(_ARTICLES, _PEOPLE[:3] * 2, overlap=1)
