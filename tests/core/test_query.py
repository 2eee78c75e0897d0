"""Searching: what a query means, and that every hit is the very place in the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import BadInput
from factcheck.prose.fold import Folded, key, words
from factcheck.prose.query import LONGEST, Term, find, parse_phrase, parse_query
from tests.texts_strategy import texts


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("absolute lie", [Term(("absolute",)), Term(("lie",))]),
        ('"absolute lie"', [Term(("absolute", "lie"))]),
        ("“Absolute  LIE”", [Term(("absolute", "lie"))]),
        ('"absolute lie', [Term(("absolute", "lie"))]),
        ("krem*", [Term(("krem",), prefix=True)]),
        ("US/UK", [Term(("us", "uk"))]),
        ("hasn’t", [Term(("hasn", "t"))]),
        ("kremlin.ru/li*", [Term(("kremlin", "ru", "li"), prefix=True)]),
        ('lie "a fake" lie', [Term(("lie",)), Term(("a", "fake"))]),
        ('* "" “ ” —', []),
        ("", []),
    ],
)
def test_a_query_is_words_phrases_and_prefixes(typed: str, terms: list[Term]) -> None:
    query = parse_query(typed)
    assert list(query.terms) == terms
    assert bool(query) is bool(terms)


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("The Kremlin’s kremlin.", "kremlin", ["Kremlin", "kremlin"]),
        ("believe a lie", "lie", ["lie"]),
        ("an absolute\u00a0“lie”, an absolutely", '"absolute lie"', ["absolute\u00a0“lie"]),
        ("an absolute lie, absolutely", "absolut*", ["absolute", "absolutely"]),
        ("ba a a", '"a a"', ["a a"]),
        ("un cafe\u0301, cafés", "café", ["cafe\u0301"]),
        ("👍🏽 so\u00adft 👍🏽", "soft", ["so\u00adft"]),
        ("北京市长说", "北京", ["北京"]),
        ("lie\r\nto", '"lie to"', ["lie\r\nto"]),
        ("nothing here", "lie", []),
    ],
)
def test_hits_are_exact_slices(text: str, typed: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find(text, parse_query(typed))] == found


def test_find_as_one_types_takes_the_beginning_of_the_last_word() -> None:
    text = "an absolute lie, absolute liars"
    assert [text[a:b] for a, b in find(text, parse_phrase("absolute li"))] == [
        "absolute lie",
        "absolute liars",
    ]
    assert [text[a:b] for a, b in find(text, parse_phrase("absolute lie "))] == ["absolute lie"]
    assert not parse_phrase(" ")


@given(texts(min_pieces=1), st.data())
def test_any_words_of_a_text_are_found_where_they_stand(text: str, data: st.DataObject) -> None:
    folded = Folded(text)
    places = [match.span() for match in re.finditer(r"\S+", folded.folded)]
    if not places:
        return
    first = data.draw(st.integers(0, len(places) - 1))
    last = data.draw(st.integers(first, len(places) - 1))
    start, end = folded.span(places[first][0], places[last][1])
    hits = find(text, parse_query(f'"{key(text[start:end])}"'))
    # A hit before may hold the first of equal words: "a a" stands once in "a a a".
    assert any(a < end and start < b for a, b in hits)
    wanted = words(Folded(text[start:end]).folded)
    assert all(words(Folded(text[a:b]).folded) == wanted for a, b in hits)


@given(texts(), texts(max_pieces=3))
def test_any_query_on_any_text_gives_ordered_places_in_it(text: str, typed: str) -> None:
    hits = find(text, parse_query(typed)) + find(text, parse_phrase(typed))
    assert all(0 <= start < end <= len(text) for start, end in hits)
    assert find(text, parse_query(typed)) == sorted(set(find(text, parse_query(typed))))


def test_a_query_that_nobody_types_is_refused() -> None:
    with pytest.raises(BadInput) as caught:
        parse_query("lie " * LONGEST)
    assert caught.value.code == "search.too_long"
