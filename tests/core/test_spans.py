"""Ranges of a text: what is valid, what trimming takes, and finding a quote again."""

import pytest
from hypothesis import given

from factcheck import spans
from factcheck.errors import BadInput
from factcheck.spans import Place, Quote, anchor, check, quote, trim
from tests.texts_strategy import texts, texts_with_span


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (2, 2, "span.empty"),
        (3, 2, "span.reversed"),
        (-1, 2, "span.outside"),
        (0, 7, "span.outside"),
    ],
)
def test_what_is_no_range_of_the_text_is_refused(start: int, end: int, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        check("a 😀 lie"[:6], start, end)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("selected", "kept"),
    [
        (" an “absolute lie”. ", "an “absolute lie”"),
        ("lie”.", "lie”"),
        ("“lie.”", "“lie.”"),
        ("“lie,” ", "“lie,”"),
        (", said", "said"),
        ("lie ,", "lie"),
        ("\u00a0lie\u00a0\r\n", "lie"),
        ("\ufeff\u200blie", "lie"),
        ("in the U.S.", "in the U.S."),
        ("at 6:36 p.m.", "at 6:36 p.m."),
        ("wait...", "wait..."),
        ("wait…", "wait…"),
        (".5 percent.", ".5 percent"),
        ("why?", "why?"),
        ("谎言。", "谎言"),
        ("lie;", "lie;"),
    ],
)
def test_edges_lose_white_space_and_one_comma_or_stop(selected: str, kept: str) -> None:
    start, end = trim(f"x{selected}x", 1, 1 + len(selected))
    assert f"x{selected}x"[start:end] == kept


@pytest.mark.parametrize("selected", [" ", ".", " , ", "\r\n", "\u00a0"])
def test_trimming_leaves_a_range_of_nothing_else_alone(selected: str) -> None:
    assert trim(f"x{selected}x", 1, 1 + len(selected)) == (1, 1 + len(selected))


@given(texts_with_span())
def test_trimming_takes_nothing_but_white_space_and_one_stop(
    given_span: tuple[str, int, int],
) -> None:
    text, start, end = given_span
    first, last = trim(text, start, end)
    assert start <= first < last <= end
    lost = [c for c in text[start:first] + text[last:end] if not c.isspace()]
    assert sum(c not in spans.INVISIBLE for c in lost) <= 2
    assert all(c in spans.STOPS + spans.INVISIBLE for c in lost)


@given(texts_with_span())
def test_a_quote_is_found_where_it_was_taken(given_span: tuple[str, int, int]) -> None:
    text, start, end = given_span
    taken = quote(text, start, end)
    assert taken.exact == text[start:end]
    assert text.startswith(taken.prefix + taken.exact + taken.suffix, start - len(taken.prefix))
    assert anchor(text, taken, near=start) == Place(start, end, "same")


@given(texts_with_span(), texts())
def test_a_quote_is_found_after_the_text_before_it_grew(
    given_span: tuple[str, int, int], before: str
) -> None:
    text, start, end = given_span
    found = anchor(before + text, quote(text, start, end), near=start)
    assert found is not None
    assert (before + text)[found.start : found.end] == text[start:end]


TEXT = "The Kremlin said “lie”. Again the Kremlin said “lie” twice."


def test_context_tells_two_equal_quotes_apart() -> None:
    second = TEXT.rindex("“lie”")
    moved = "Moscow. " + TEXT
    found = anchor(moved, quote(TEXT, second, second + 5))
    assert found == Place(second + 8, second + 13, "moved")


def test_a_quote_is_found_though_marks_case_or_white_space_changed() -> None:
    taken = quote(TEXT, 11, 22)  # " said “lie”"
    other = 'THE KREMLIN\u00a0SAID "LIE". Again.'
    found = anchor(other, taken, near=11)
    assert found is not None
    assert (other[found.start : found.end], found.sureness) == ('SAID "LIE"', "folded")


def test_of_equals_the_nearest_is_taken_and_called_unsure() -> None:
    assert anchor("lie lie lie", Quote("lie"), near=5) == Place(4, 7, "unsure")
    assert anchor("lie lie lie", Quote("lie"), near=8) == Place(8, 11, "same")
    assert anchor("lie lie lie", Quote("lie")) == Place(0, 3, "unsure")


@pytest.mark.parametrize("wanted", [Quote(""), Quote("fake"), Quote("!?")])
def test_what_is_not_there_is_not_found(wanted: Quote) -> None:
    assert anchor("an absolute lie", wanted, near=0) is None


def test_a_quote_beyond_thousands_of_equals_is_found_near_its_place() -> None:
    text = "e " * 3 * spans.MOST_CANDIDATES
    near = 2 * (3 * spans.MOST_CANDIDATES - 1)
    assert anchor(text, Quote("e"), near=near) == Place(near, near + 1, "same")
