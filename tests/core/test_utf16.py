"""Code points and UTF-16 units map both ways, and the shown copy moves no position."""

import pytest
from hypothesis import given

from factcheck.errors import BadInput
from factcheck.prose.utf16 import LONG_PARAGRAPH, PIECE, Utf16Map, display_text, soft_breaks
from tests.texts_strategy import long_text, raw_texts, texts


def units_of(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(texts())
def test_positions_map_both_ways(text: str) -> None:
    positions = Utf16Map(text)
    assert positions.units == units_of(text)
    for position in range(len(text) + 1):
        units = positions.to_utf16(position)
        assert units == units_of(text[:position])
        assert positions.from_utf16(units) == position
        assert positions.snap(units) == units


@given(texts())
def test_inside_a_pair_is_refused_and_snaps_to_its_start(text: str) -> None:
    positions = Utf16Map(text)
    for position, character in enumerate(text):
        if character > "\uffff":
            inside = positions.to_utf16(position) + 1
            with pytest.raises(BadInput) as caught:
                positions.from_utf16(inside)
            assert caught.value.code == "span.inside_character"
            assert positions.snap(inside) == inside - 1


@pytest.mark.parametrize("position", [-1, 4])
def test_outside_the_text_is_refused_and_snaps_into_it(position: int) -> None:
    positions = Utf16Map("a😀b")
    with pytest.raises(BadInput):
        positions.to_utf16(position)
    with pytest.raises(BadInput):
        positions.from_utf16(-1 if position < 0 else 5)
    assert positions.snap(-1) == 0
    assert positions.snap(9) == 4


def only_permitted_substitutions(text: str, shown: str) -> bool:
    pairs = {(a, b) for a, b in zip(text, shown, strict=True) if a != b}
    return pairs <= {("\r", "\u200b"), ("\ufeff", "\u200b"), ("\ufffe", "\u200b"), (" ", "\u2029")}


@given(raw_texts())
def test_the_shown_copy_has_the_same_places(text: str) -> None:
    shown = display_text(text)
    assert units_of(shown) == units_of(text)
    assert only_permitted_substitutions(text, shown)
    assert not any(lost in shown for lost in ("\r\n", "\ufeff", "\ufffe"))


def test_a_long_paragraph_is_shown_in_pieces() -> None:
    text = "\r\n".join(["short one", "a lie 😀 " * 3_000, long_text(60_000).replace("\n", " ")])
    shown = display_text(text)
    assert units_of(shown) == units_of(text)
    assert only_permitted_substitutions(text, shown)
    breaks = soft_breaks(text)
    assert [at for at, c in enumerate(shown) if c == "\u2029" and text[at] == " "] == breaks
    first = text.index("\n") + 1
    long_block = shown[first : text.index("\r", first)]
    assert max(map(len, long_block.split("\u2029"))) < PIECE + 20
    assert soft_breaks("a " * (LONG_PARAGRAPH // 2 - 1)) == []


@pytest.mark.parametrize("length", range(LONG_PARAGRAPH - 3, LONG_PARAGRAPH + 2))
def test_the_breaks_are_those_of_the_shown_copy(length: int) -> None:
    text = ("a " * LONG_PARAGRAPH)[:length] + "\r\nnext"
    assert display_text(text).count("\u2029") == len(soft_breaks(text))


def test_a_space_that_bears_an_accent_is_not_taken_from_it() -> None:
    text = "x" * (PIECE + 10) + " \u0301" + "y" * PIECE + " z"
    assert soft_breaks(text) == [text.rindex(" ")]
