"""Nearly the same texts: copies with a few words changed are found, others are not."""

from collections.abc import Mapping
from random import Random
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from factcheck.prose.near import LIKE, likeness, near_pairs, shingles_of, sketch

Key = TypeVar("Key")
WORDS = [f"word{n}" for n in range(900)]


def news(seed: int, words: int = 400) -> str:
    random = Random(seed)
    return " ".join(random.choice(WORDS) for _ in range(words))


def retouched(text: str, seed: int, times: int) -> str:
    random, words = Random(seed), text.split()
    for _ in range(times):
        words[random.randrange(len(words))] = f"other{random.random()}"
    return " ".join(words)


def pairs_of(texts: Mapping[Key, str]) -> list[tuple[Key, Key]]:
    sketches = {key: sketch(characters) for key, characters in texts.items()}
    return list(near_pairs(sketches, texts.__getitem__))


def test_retouched_copies_are_found_and_strangers_are_not() -> None:
    texts = {str(n): news(n) for n in range(60)}
    texts |= {f"{n} again": retouched(news(n), n, 5) for n in range(20)}
    texts["quoting"] = news(0)[:400] + news(999)
    found = {frozenset(pair) for pair in pairs_of(texts)}
    assert found == {frozenset((str(n), f"{n} again")) for n in range(20)}


@given(st.integers(0, 50), st.integers(0, 40), st.integers(10, 400))
def test_what_is_called_near_is_near_by_its_words(seed: int, times: int, words: int) -> None:
    one = news(seed, words)
    other = retouched(one, seed, times)
    near = bool(pairs_of({"one": one, "other": other}))
    true = likeness(shingles_of(one), shingles_of(other))
    if near:
        assert true >= LIKE
    elif true >= 0.9:
        raise AssertionError(true)


def test_case_accents_and_marks_do_not_tell_copies_apart() -> None:
    one = "“The Kremlin”, he said, is “no café” of lies and there is no such list at all."
    assert pairs_of({1: one, 2: one.upper().replace("É", "E").replace("“", '"')}) == [(1, 2)]


def test_a_text_without_words_is_like_nothing() -> None:
    assert pairs_of({1: "… — …", 2: "… — …", 3: ""}) == []
    assert pairs_of({1: "Three words only", 2: "three words ONLY"}) == [(1, 2)]


def test_a_crowd_of_copies_is_one_group() -> None:
    pairs = pairs_of({n: news(1) for n in range(100)})
    reached = {0}
    for one, other in sorted(pairs):
        if one in reached:
            reached.add(other)
    assert reached == set(range(100))
