"""Dates: what an EDTF string covers and shows, and what an article's words mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import BadInput
from factcheck.prose import dates, edtf
from factcheck.records import Date
from tests.texts_strategy import texts


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2022-02-20", "2022-02-20", "2022-02-20"),
        ("2022-02-20~", "2022-02-20", "2022-02-20"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2020-02-XX", "2020-02-01", "2020-02-29"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2022-21", "2022-03-01", "2022-05-31"),
        ("2022-02-20T18:36:00Z", "2022-02-20", "2022-02-20"),
        ("2022-02-14/2022-02-20", "2022-02-14", "2022-02-20"),
        ("../2022-02-20", None, "2022-02-20"),
        ("2022-02-20/..", "2022-02-20", None),
    ],
)
def test_a_date_covers_its_days(written: str, first: str | None, last: str | None) -> None:
    begin, end = edtf.bounds(written)
    assert begin == (first and date.fromisoformat(first))
    assert end == (last and date.fromisoformat(last))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "date.not_edtf"),
        ("/", "date.not_edtf"),
        ("../..", "date.not_edtf"),
        ("21 Feb 2022", "date.not_edtf"),
        ("2022-13", "date.not_edtf"),
        ("2022-02-20 ", "date.not_edtf"),
        ("２０２２", "date.not_edtf"),
        ("2022-02-30", "date.no_such_day"),
        ("2022-02-20/2022-02-19", "date.reversed"),
        ("2022/2023/2024", "date.not_edtf"),
    ],
)
def test_what_is_no_date_is_refused(written: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        edtf.check(written)
    assert caught.value.code == code
    assert not edtf.is_valid(written)


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        (Date("2022-02-21", "2022-02-21"), "21 Feb 2022"),
        (Date("2022-02-20", "Sunday night", "inferred"), "about 20 Feb 2022"),
        (Date("2022-02-20~"), "about 20 Feb 2022"),
        (Date("2022-02?"), "perhaps Feb 2022"),
        (Date("../2022-02-20"), "until 20 Feb 2022"),
        (Date("2022-01/.."), "since Jan 2022"),
        (Date("2022-02-14/2022-02-20"), "14 Feb 2022 – 20 Feb 2022"),
        (Date("2022-21"), "spring 2022"),
        (Date("202X"), "2020s"),
        (Date("2022-02-20T18:36:00Z"), "20 Feb 2022, 18:36"),
        (Date(None, "some day"), "some day"),
    ],
)
def test_a_date_is_shown_for_people(when: Date, shown: str) -> None:
    assert edtf.shown(when) == shown


# 21 February 2022 was a Monday.
@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Sunday night", "2022-02-20"),
        ("this Sunday", "2022-02-20"),
        ("on Monday", "2022-02-21"),
        ("Wednesday", "2022-02-16"),
        ("last Wednesday", "2022-02-16"),
        ("last Monday", "2022-02-14"),
        ("next Tuesday", "2022-02-22"),
        ("early on Friday morning", "2022-02-18"),
        ("late Sunday", "2022-02-20"),
        ("Monday at 6:36 p.m.", "2022-02-21"),
        ("yesterday", "2022-02-20"),
        ("the day before yesterday", "2022-02-19"),
        ("last night", "2022-02-20"),
        ("three days ago", "2022-02-18"),
        ("two weeks ago", "2022-02-07~"),
        ("a month ago", "2022-01~"),
        ("last week", "2022-02-14/2022-02-20"),
        ("until last week", "../2022-02-20"),
        ("last month", "2022-01"),
        ("this year", "2022"),
        ("January 23", "2022-01-23"),
        ("24 February", "2022-02-24"),
        ("the 5th of March", "2022-03-05"),
        ("December 5", "2021-12-05"),
        ("Tuesday, January 25", "2022-01-25"),
        ("before Sunday", "../2022-02-20"),
        ("early March", "2022-03-01~/2022-03-10~"),
        ("mid-December", "2021-12-11~/2021-12-20~"),
        ("late February", "2022-02-21~/2022-02-28~"),
        ("the beginning of February", "2022-02-01~/2022-02-10~"),
    ],
)
def test_words_mean_a_day_beside_the_articles_date(words: str, meant: str) -> None:
    assert dates.resolve(words, near="2022-02-21") == Date(meant, words, "inferred")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("2022-02-21", "2022-02-21"),
        ("Feb. 20th, 2022", "2022-02-20"),
        ("Sunday, 20 February 2022", "2022-02-20"),
        ("21.02.2022", "2022-02-21"),
        ("13/02/2022", "2022-02-13"),
        ("in March 2021", "2021-03"),
        ("since January 2022", "2022-01/.."),
        ("in 1997", "1997"),
    ],
)
def test_words_with_a_year_need_nothing_beside_them(words: str, meant: str) -> None:
    assert dates.resolve(words) == Date(meant, words, "stated")


@pytest.mark.parametrize(
    "words",
    ["", "6:36 p.m.", "some day", "03/02/2022", "February 30", "Monday week", "month", "99999"],
)
def test_what_is_not_understood_is_not_guessed(words: str) -> None:
    assert dates.resolve(words, near="2022-02-21") is None


@pytest.mark.parametrize("words", ["Sunday", "January 23", "yesterday", "early March"])
def test_without_an_articles_date_nothing_is_inferred(words: str) -> None:
    assert dates.resolve(words) is None


def test_words_may_look_ahead() -> None:
    ahead = dates.resolve("on Tuesday", near="2022-02-21", direction="future")
    assert ahead == Date("2022-02-22", "on Tuesday", "inferred")


_NEAR = st.dates().map(lambda day: day.isoformat())
_WORDS = st.lists(
    st.sampled_from(["last", "next", "Sunday", "week", "ago", "9", "January", "until", "mid-"])
).map(" ".join)


@given(st.one_of(texts(), _WORDS), _NEAR, st.sampled_from(["past", "future"]))
def test_any_words_give_a_valid_date_or_none(
    words: str, near: str, direction: dates.Direction
) -> None:
    found = dates.resolve(words, near=near, direction=direction)
    assert found is None or (found.edtf is not None and edtf.is_valid(found.edtf))


@given(st.text(alphabet="0129X-/.~?TZ:", max_size=25))
def test_any_string_is_a_date_or_bad_input(written: str) -> None:
    if edtf.is_valid(written):
        first, last = edtf.bounds(written)
        assert first is None or last is None or first <= last
        assert edtf.shown(Date(written))
