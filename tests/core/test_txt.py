"""Plain text files: the seeds as a person would sort them, and no text that breaks the guesses."""

import hashlib

import pytest
from hypothesis import given

from factcheck.errors import BadInput
from factcheck.prose.layout import guess
from factcheck.readers import Asked, txt
from factcheck.records import Date, NewArticle
from factcheck.resources import seeds
from tests.texts_strategy import texts


def seed(number: str) -> NewArticle:
    path = next(seeds().glob(f"{number}_*.txt"))
    return txt.text_of(path.read_bytes(), Asked(path.name)).article


def furniture(article: NewArticle) -> list[str]:
    return [article.text[start:end] for start, end in article.furniture]


def test_the_letter_has_a_date_and_no_headline() -> None:
    article = seed("000")
    assert article.title == "In a letter sent to the United Nations High Commissioner for…"
    assert article.published == Date("2022-02-21", "2022-02-21", "stated")
    assert furniture(article) == ["date 2022-02-21", "“Absolute Lie”"]
    assert article.text.startswith(" date 2022-02-21 In a letter")
    assert article.guessed == {"title", "published", "furniture"}


def test_a_source_that_is_only_a_way_to_click_is_no_publisher() -> None:
    article = seed("001")
    assert article.title == "Biden Agrees To Summit With Putin To Discuss Ukraine Crisis"
    assert furniture(article) == [article.title, "Source: Read Full Article"]
    assert article.publisher is None
    assert article.published is None


def test_captions_headings_and_ways_to_other_pages_are_furniture() -> None:
    article = seed("002")
    assert article.title == (
        "State Department accuses Russians of war crimes in Ukraine | War in Ukraine"
    )
    found = furniture(article)
    assert found[0].startswith("Home LATEST NEWS")
    assert found[1:6] == [
        article.title,
        "Expulsion of diplomats",
        "Mariusz Kaminski at a press conference.",
        "Polish Interior Minister Mariusz Kaminski.",
        "Photo: Associated Press/Mindaugas Kulbis",
    ]
    assert "Calls for the exclusion of the G20" in found
    assert found[-2].startswith("Previous article")
    assert found[-1].startswith("Next article")
    assert len(found) == 20


def test_who_is_quoted_is_no_furniture() -> None:
    found = " ".join(furniture(seed("002")))
    assert "A quote from" not in found
    assert "Russia was suspended from the G8" not in found


def test_a_time_is_no_date_and_a_source_is_a_publisher() -> None:
    article = seed("003")
    assert article.title.startswith("Russian threats to Ukraine | US gets new")
    assert (article.publisher, article.published) == ("site-60", None)
    assert furniture(article) == [
        article.title,
        "Posted at 6:36 p.m.",
        "Updated at 9:50 p.m.",
        "US government employees urged to leave Belarus",
        "source site-60",
    ]


def test_a_dateline_names_the_publisher() -> None:
    article = seed("004")
    assert article.publisher == "Tasnim"
    assert furniture(article) == [article.title]
    assert "publisher" in article.guessed


PROSE = "The spokesman said on Monday that the list does not exist, and that it never had. " * 3


@pytest.mark.parametrize(
    ("head", "title", "published", "author", "publisher"),
    [
        (
            "A lie\n\nBy Ada Byron\n\nFebruary 21, 2022\n\n",
            "A lie",
            "2022-02-21",
            "Ada Byron",
            None,
        ),
        (
            "Title: A lie\nAuthor: Ada Byron\nDate: 2022-02-21\nSource: The Post\n\n",
            "A lie",
            "2022-02-21",
            "Ada Byron",
            "The Post",
        ),
        ("A lie\r\n\r\nPublished: 21 February 2022\r\n\r\n", "A lie", "2022-02-21", None, None),
        ("A lie?\n\nMOSCOW, Feb 21 (Reuters) - ", "A lie?", None, None, "Reuters"),
        ("", "The spokesman said on Monday that the list does not exist,…", None, None, None),
    ],
)
def test_the_head_of_an_article_is_read(
    head: str, title: str, published: str | None, author: str | None, publisher: str | None
) -> None:
    article = txt.text_of((head + PROSE).encode(), Asked("a.txt")).article
    assert article.title == title
    assert (article.published and article.published.edtf) == published
    assert (article.author, article.publisher) == (author, publisher)
    assert all(article.text[end:].strip() for _, end in article.furniture)


@pytest.mark.parametrize(
    "text",
    [
        "The Kremlin denies it.",
        "No stop at all",
        "Photo: Reuters",
        "milk\neggs\nbread\nbutter\nflour\nsugar",
        "2022-02-21",
    ],
)
def test_a_short_text_is_not_all_furniture(text: str) -> None:
    layout = guess(text)
    assert layout.title
    assert sum(end - start for start, end in layout.furniture) < len(text) / 2


@given(texts())
def test_any_text_has_a_title_and_ordered_furniture(text: str) -> None:
    layout = guess(text)
    assert bool(layout.title) == bool(text.split())
    last = 0
    for start, end in layout.furniture:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end


def test_an_original_is_kept_only_where_it_differs_from_the_text() -> None:
    for data, kept in (("“lie”".encode(), False), ("“lie”".encode("utf-16"), True)):
        reading = txt.text_of(data, Asked("a.txt"))
        assert reading.article.text == "“lie”"
        original = reading.article.original
        assert original is not None
        assert original.sha256 == hashlib.sha256(data).digest()
        assert original.content == (data if kept else None)


def test_the_report_hears_of_guessed_encodings_and_replaced_characters() -> None:
    assert txt.text_of(b"a \0 lie", Asked("a")).notes == ("characters_replaced",)
    french = "Le président a dénoncé la façon dont étaient menées les négociations à Genève."
    assert txt.text_of(french.encode("cp1252"), Asked("a")).notes == ("encoding_guessed",)
    with pytest.raises(BadInput):
        txt.text_of(b"", Asked("a"))
