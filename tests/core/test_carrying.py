"""Where words are in a later edition: just there where nothing changed, and nowhere in silence."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.carrying.placing import Placing
from factcheck.carrying.statements import spread
from factcheck.ids import Id
from factcheck.prose.alignment import Alignment
from factcheck.prose.fold import key
from factcheck.records import Role, Span, Statement
from factcheck.spans import CONTEXT
from tests.core.rewriting import Rewritten, rewritten, rewritten_with_stretch

ROLES: tuple[Role, ...] = ("content", "source", "cue")


def agreement(made: Rewritten, start: int, end: int, at: int) -> int:
    """How many characters around a new place are as around the old one."""
    last = at + end - start
    left = right = 0
    while left < min(CONTEXT, start, at) and made.old[start - left - 1] == made.new[at - left - 1]:
        left += 1
    most = min(CONTEXT, len(made.old) - end, len(made.new) - last)
    while right < most and made.old[end + right] == made.new[last + right]:
        right += 1
    return left + right


@given(rewritten())
def test_runs_and_differing_make_up_both_texts(made: Rewritten) -> None:
    found = Alignment(made.old, made.new)
    parts = sorted(
        [(run.old, run.old + run.length, run.new, run.new + run.length) for run in found.runs]
        + [(*one.old, *one.new) for one in found.differing]
    )
    assert all(one[1] == other[0] and one[3] == other[2] for one, other in pairwise(parts))
    assert "".join(made.old[a:b] for a, b, _, _ in parts) == made.old
    assert "".join(made.new[c:d] for _, _, c, d in parts) == made.new
    for run in found.runs:
        assert made.old[run.old : run.old + run.length] == made.new[run.new : run.new + run.length]
    for one in found.differing:
        assert made.old[slice(*one.old)] != made.new[slice(*one.new)]


@given(rewritten_with_stretch())
def test_what_is_kept_with_what_stands_around_it_is_found_just_there(
    case: tuple[Rewritten, int, int],
) -> None:
    made, start, end = case
    low, high = max(0, start - CONTEXT), end + CONTEXT
    around = made.old[low:high]
    if not made.is_whole(start, end, CONTEXT):
        return
    if made.old.count(around) != 1 or made.new.count(around) != 1:
        return
    found = Placing(made.old, made.new).place(start, end)
    assert found is not None
    assert (found.start, found.end - found.start) == (made.place(start, end), end - start)
    assert found.sureness in ("same", "moved")


@given(rewritten_with_stretch())
def test_no_wrong_place_is_taken_in_silence(case: tuple[Rewritten, int, int]) -> None:
    made, start, end = case
    found = Placing(made.old, made.new).place(start, end)
    if found is None:
        return
    assert 0 <= found.start < found.end <= len(made.new)
    if found.sureness == "uncertain":
        return
    words = made.old[start:end], made.new[found.start : found.end]
    truth = made.place(start, end)
    if words[0] != words[1]:
        assert key(words[0]) == key(words[1])
    elif truth is not None and truth != found.start:
        # Then nobody could tell which is meant, or what stood around it has gone there.
        assert agreement(made, start, end, found.start) >= agreement(made, start, end, truth)


@given(rewritten(), st.data())
def test_a_statement_keeps_its_form_wherever_it_comes(made: Rewritten, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(made.old)), min_size=2, max_size=6)))
    stretches = list(pairwise(cuts))[:3]
    roles: list[Role] = ["content", data.draw(st.sampled_from(ROLES)), "cue"]
    spans = tuple(
        Span(role, a, b, made.old[a:b]) for role, (a, b) in zip(roles, stretches, strict=False)
    )
    found = spread(Placing(made.old, made.new), Statement(Id(), Id(), Id(), Id(), spans))
    if found is None:
        return
    assert any(role == "content" for role, _, _ in found.spans)
    assert len(found.spans) <= len(spans)
    if len(found.spans) < len(spans):
        assert (found.sureness, bool(found.left_out)) == ("uncertain", True)
    places: dict[str, list[tuple[int, int]]] = {}
    for role, start, end in found.spans:
        assert 0 <= start < end <= len(made.new)
        places.setdefault(role, []).append((start, end))
    for of_role in places.values():
        assert all(one[1] <= other[0] for one, other in pairwise(sorted(of_role)))
    if found.sureness != "uncertain":
        was = sorted((s.role, key(s.exact)) for s in spans)
        assert sorted((role, key(made.new[a:b])) for role, a, b in found.spans) == was


@pytest.mark.parametrize(
    ("old", "new", "words", "found", "sureness"),
    [
        # The nearest of several equals is not taken where nothing tells them apart.
        ("He said no. She left.", "They said no. No.", "said no", "said no", "uncertain"),
        # A split word, a joined one.
        ("he saidThe Kremlin is out", "he said The Kremlin is out", "The Kremlin", None, "same"),
        ("Three people came there.", "Four people came there.", "Three people came", None, None),
        ("It was an absolute lie, all of it.", "Nothing here.", "absolute lie", "", "lost"),
        (
            "北京市长说没有这样的名单。",
            "昨天北京市长说没有这样的名单。",
            "没有这样的名单",
            None,
            "same",
        ),
        ("no", "yes no", "no", "no", "uncertain"),
    ],
)
def test_hard_places(
    old: str, new: str, words: str, found: str | None, sureness: str | None
) -> None:
    start = old.index(words)
    place = Placing(old, new).place(start, start + len(words))
    if sureness == "lost":
        assert place is None
        return
    assert place is not None
    assert place.sureness == (sureness or "uncertain")
    if found is not None or sureness == "same":
        assert new[place.start : place.end] == (found or words)


_SAID = st.lists(
    st.sampled_from(["He denied it all. ", "No! ", "😀 lie ", "他说没有。", "another "])
)


@given(olds=_SAID, news=_SAID, twice=st.integers(1, 4), width=st.integers(1, 40))
def test_what_was_asked_before_alters_no_answer(
    olds: list[str], news: list[str], twice: int, width: int
) -> None:
    old, new = "".join(olds * twice) + ".", "".join(news) + "."
    asked = [(at, min(len(old), at + width)) for at in range(0, len(old), 7)]
    together = Placing(old, new)
    found = [together.place(*one) for one in asked * 2]
    alone = [Placing(old, new).place(*one) for one in asked]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("factcheck.carrying.places._OFTEN", 0)
        looked_through = [Placing(old, new).place(*one) for one in asked]
    assert found == alone * 2
    assert looked_through == alone


def test_many_statements_of_much_that_repeats_are_placed() -> None:
    for old, new in (
        ("They deny it. " * 20_000, "They deny it. " * 10_000),
        ("They deny it. " * 20_000 + "x", "y" + "They. " * 20_000),
        ("中" * 100_000, "中" * 50_000 + "文"),
        ("x" * 60 + "ab " * 50_000, "y" * 200_000),
    ):
        placing = Placing(old, new)
        for at in range(0, 50_000, 10):
            placing.place(at, at + 60)
            placing.place(0, 60)


def test_hostile_texts_take_no_time() -> None:
    for old, new in (("a b " * 50_000, "b a c " * 30_000), ("x" * 200_000, "y" * 200_000)):
        placing = Placing(old, new)
        assert len(placing.alignment.runs) < len(old)
        for start in range(0, 1_000, 100):
            placing.place(start, start + 30)
