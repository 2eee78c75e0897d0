"""What differs as one reads it, and the way between two texts: whole words, nothing left out."""

from hypothesis import given
from hypothesis import strategies as st

from factcheck.prose.alignment import Alignment, Differing
from tests.texts_strategy import texts
from ui.editions.together import Together, as_read


def read(old: str, new: str) -> list[tuple[str, str]]:
    """What differs, in words."""
    found = as_read(Alignment(old, new).differing, old, new)
    return [(old[slice(*one.old)], new[slice(*one.new)]) for one in found]


def test_differences_are_whole_words() -> None:
    assert read("an absolute lie", "an complete lie") == [("absolute", "complete")]
    assert read("of Ukrainians here", "of Ukrainian citizens here") == [
        ("Ukrainians", "Ukrainian citizens")
    ]
    assert read("He was in a hurry.", "He was not in a hurry.") == [("", "not ")]


def test_a_word_alike_between_two_long_changes_is_read_with_them() -> None:
    old = "Start. Nobody ever expected of them such a turn. End."
    new = "Start. Everyone always spoke of rumours about changes. End."
    assert len(read(old, new)) == 1
    # Not across paragraphs, and not where more stays than changes.
    assert len(read("one two\n\nthree four", "uno two\n\ntres four")) == 2


def test_the_way_between_texts_keeps_to_what_is_alike() -> None:
    old, new = "one two three four", "one 2 three and four"
    together = Together(Alignment(old, new).differing)
    for word in ("one", "three", "four"):
        assert together.to_new(old.index(word)) == new.index(word)
        assert together.to_old(new.index(word)) == old.index(word)
    assert Together(()).to_new(7) == 7


@given(st.tuples(texts(), texts(), texts()), st.booleans())
def test_nothing_that_differs_is_left_out(parts: tuple[str, str, str], moved: bool) -> None:  # noqa: FBT001 - as it is drawn
    head, middle, tail = parts
    old, new = head + middle + tail, (tail + head if moved else head + tail)
    found = as_read(Alignment(old, new).differing, old, new)
    assert _without(old, [one.old for one in found]) == _without(new, [one.new for one in found])
    assert found == sorted(found, key=lambda one: one.old)
    together = Together(found)
    for offset in range(len(old) + 1):
        assert 0 <= together.to_new(offset) <= len(new)
    places = [together.to_new(offset) for offset in range(len(old) + 1)]
    assert places == sorted(places)


def _without(text: str, stretches: list[tuple[int, int]]) -> str:
    for start, end in reversed(stretches):
        text = text[:start] + text[end:]
    return text


def test_a_difference_at_the_very_ends() -> None:
    assert as_read([Differing((0, 0), (0, 3))], "b", "a, b") == [Differing((0, 0), (0, 3))]
