"""Splits: whole groups, near the wish, the same for the same seed, and proved."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product

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


#: Groups of articles that differ much in size, with labels that most of them lack.
skewed = st.lists(
    st.lists(
        st.fixed_dictionaries(
            {"denial": st.sampled_from((0, 0, 1, 30)), "allegation": st.integers(0, 3)}
        ),
        min_size=1,
        max_size=9,
    ),
    min_size=1,
    max_size=6,
)
wishes = st.sampled_from((SIZES, {"a": 0.5, "b": 0.5}, {"a": 0.6, "b": 0.3, "c": 0.1}))


@given(skewed, wishes, seeds)
def test_no_deal_is_nearer_to_the_wish(
    drawn: list[list[dict[str, int]]], sizes: dict[str, float], seed: int
) -> None:
    groups, of = _grouped(drawn)
    found = _away(of, dealt(of, groups, sizes, seed=seed), sizes)
    ways = product(sizes, repeat=len(groups))
    best = min(_away(of, _of(groups, names), sizes) for names in ways)
    assert found <= best + 1e-9


@given(skewed, wishes, seeds)
def test_sizes_are_at_most_a_group_away(
    drawn: list[list[dict[str, int]]], sizes: dict[str, float], seed: int
) -> None:
    """Where labels say nothing: no part lacks more than the largest group has."""
    nothing: dict[str, int] = {}
    groups, of = _grouped([[nothing] * 3 * len(group) for group in drawn for _ in range(4)])
    where = dealt(of, groups, sizes, seed=seed)
    largest = max(map(len, groups))
    held = Counter(where.values())
    for name, share in sizes.items():
        assert abs(held[name] - share * len(of)) <= largest


def _grouped(drawn: list[list[dict[str, int]]]) -> tuple[list[tuple[Id, ...]], list[Piece]]:
    ids = {(n, k): Id.fixed(f"{n}/{k}") for n, group in enumerate(drawn) for k in range(len(group))}
    groups = [tuple(ids[n, k] for k in range(len(group))) for n, group in enumerate(drawn)]
    return groups, [Piece(i, drawn[n][k]) for (n, k), i in ids.items()]


def _of(groups: Sequence[Sequence[Id]], names: Sequence[str]) -> dict[Id, str]:
    return {i: name for group, name in zip(groups, names, strict=True) for i in group}


def _away(of: Sequence[Piece], where: Mapping[Id, str], sizes: Mapping[str, float]) -> float:
    """How far a deal is from the wish: shares of articles, and half as much those of labels."""
    totals = Counter[str]()
    for piece in of:
        totals.update(piece.labels)
    labels = [label for label, n in totals.items() if n]
    away = 0.0
    for name, size in sizes.items():
        here = [piece for piece in of if where[piece.article] == name]
        away += (len(here) / len(of) - size) ** 2 / size
        for label in labels:
            share = sum(piece.labels[label] for piece in here) / totals[label]
            away += 0.5 / len(labels) * (share - size) ** 2 / size
    return away


def test_many_groups_are_dealt_to_the_wish_in_no_time() -> None:
    drawn = [[{"denial": n % 3, "rare": n % 50 == 0}] * (1 + n % 5) for n in range(2_000)]
    groups, of = _grouped(drawn)
    where = dealt(of, groups, SIZES, seed=1)
    held = Counter(where.values())
    assert all(abs(held[name] - size * len(of)) <= 1 for name, size in SIZES.items())
    rare = Counter(where[p.article] for p in of if p.labels["rare"])
    assert all(abs(rare[name] - size * rare.total()) <= 2 for name, size in SIZES.items())


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


def test_a_split_by_time_keeps_what_was_published() -> None:
    dated = [Piece(i, {}, f"2022-01-{n + 1:02}") for n, i in enumerate(IDS[:12])]
    groups = groups_of(IDS[:12], [])
    sizes = {"old": 0.5, "new": 0.5}
    pinned = {i: "old" if n < 8 else "new" for n, i in enumerate(IDS[:10]) if n != 4}
    where = dealt_by_time(dated, groups, sizes, pinned=pinned)
    # Between old ones it is old, though half of all would be full; after new ones it is new.
    assert [where[i] for i in IDS[:12]] == ["old"] * 8 + ["new"] * 4
    odd = {IDS[11]: "old", IDS[0]: "new"}
    where = dealt_by_time(dated, groups, sizes, pinned=odd)
    assert (where[IDS[11]], where[IDS[0]]) == ("old", "new")
    assert set(where) == set(IDS[:12])


def test_a_wish_is_read_and_made_whole() -> None:
    assert read_sizes("train=8, dev=1,test=1") == SIZES
    for words in ("", "train", "train=0", "train=-1", "train=x", "a=1,a=1", "train=nan", "a b=1"):
        with pytest.raises(BadInput):
            read_sizes(words)
