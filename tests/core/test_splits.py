"""Splits: whole groups, near the wish, the same for the same seed, and proved."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.splits import Piece, dealt, dealt_by_time, groups_of, parted, read_sizes

IDS = [Id.fixed(f"article/{n}") for n in range(60)]
SIZES = {"train": 0.8, "dev": 0.1, "test": 0.1}

articles = st.lists(st.sampled_from(IDS), min_size=1, unique=True)
ties = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=40)
seeds = st.integers(0, 5)


def pieces(of: list[Id]) -> list[Piece]:
    return [
        Piece(i, {"denial": i[0] % 4, "allegation": i[1] % 3}, f"2022-02-{i[2] % 28}") for i in of
    ]


@given(articles, ties, seeds)
def test_no_tie_is_ever_parted_and_everything_is_dealt(
    of: list[Id], tied: list[tuple[Id, Id]], seed: int
) -> None:
    within = [(a, b) for a, b in tied if a in of and b in of]
    groups = groups_of(of, within)
    for where in (
        dealt(pieces(of), groups, SIZES, seed=seed),
        dealt_by_time(pieces(of), groups, SIZES),
    ):
        assert set(where) == set(of)
        assert set(where.values()) <= set(SIZES)
        assert parted(where, within) == []


@given(articles, seeds)
def test_the_same_seed_deals_the_same_whatever_the_order(of: list[Id], seed: int) -> None:
    groups = groups_of(of, [])
    one = dealt(pieces(of), groups, SIZES, seed=seed)
    other = dealt(pieces(of[::-1]), groups_of(of[::-1], []), SIZES, seed=seed)
    assert one == other


def test_sizes_come_as_near_as_groups_allow() -> None:
    where = dealt(pieces(IDS), groups_of(IDS, []), SIZES, seed=1)
    assert Counter(where.values()) == {"train": 48, "dev": 6, "test": 6}
    one_lump = [(IDS[0], i) for i in IDS[1:40]]
    where = dealt(pieces(IDS), groups_of(IDS, one_lump), SIZES, seed=1)
    assert Counter(where.values())["train"] == 48
    assert {where[i] for i in IDS[:40]} == {"train"}


def test_labels_are_spread_like_articles() -> None:
    rare = [Piece(i, {"confirmation": 1} if n < 20 else {"denial": 1}) for n, i in enumerate(IDS)]
    where = dealt(rare, groups_of(IDS, []), SIZES, seed=3)
    confirming = Counter(where[p.article] for p in rare if "confirmation" in p.labels)
    assert confirming == {"train": 16, "dev": 2, "test": 2}


def test_a_split_by_time_has_the_oldest_first_and_the_undated_last() -> None:
    dated = [Piece(i, {}, f"2022-01-{n + 1:02}") for n, i in enumerate(IDS[:9])] + [Piece(IDS[9])]
    where = dealt_by_time(dated, groups_of(IDS[:10], []), {"old": 0.5, "new": 0.5})
    assert [where[i] for i in IDS[:10]] == ["old"] * 5 + ["new"] * 5


def test_what_was_published_stays_where_it_was() -> None:
    pinned = {IDS[0]: "test", IDS[1]: "test", IDS[2]: "train"}
    tied = [(IDS[0], IDS[1]), (IDS[1], IDS[3]), (IDS[3], IDS[2])]
    where = dealt(pieces(IDS), groups_of(IDS, tied), SIZES, seed=0, pinned=pinned)
    assert {i: where[i] for i in pinned} == pinned
    assert where[IDS[3]] == "test"
    assert parted(where, tied) == [(IDS[3], IDS[2])]


def test_a_wish_is_read_and_made_whole() -> None:
    assert read_sizes("train=8, dev=1,test=1") == SIZES
    for words in ("", "train", "train=0", "train=-1", "train=x", "a=1,a=1", "train=nan", "a b=1"):
        with pytest.raises(BadInput):
            read_sizes(words)
