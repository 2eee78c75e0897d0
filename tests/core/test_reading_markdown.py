"""Markdown: kept as it is, with what stands above it taken at its word."""

import pytest
from hypothesis import given

from factcheck.errors import BadInput
from factcheck.records import Date
from tests.core.pages import PROSE, furniture, read
from tests.texts_strategy import texts

FRONT = """---
title: "A lie: or none"
date: 2022-02-21T23:30:00+03:00
authors: [Ada Byron, {name: B. Cohen}]
source: The Post
url: https://thepost.example/lie
lang: en_GB
tags: [lists, letters]
draft: no
---
"""
TEXT = f"\n# What is a *lie*?\n\n{PROSE[0]}\n\n![Geneva](geneva.png)\n\n{PROSE[1]}\n"


def test_the_source_is_the_text_and_front_matter_states_what_it_is() -> None:
    found = read(FRONT + TEXT, kind="markdown")
    article = found.article
    assert article.text == FRONT + TEXT
    assert (article.title, article.author, article.publisher) == (
        "A lie: or none",
        "Ada Byron, B. Cohen",
        "The Post",
    )
    assert article.published == Date("2022-02-21", "2022-02-21T23:30:00+03:00", "stated")
    assert article.uri == article.source_name == "https://thepost.example/lie"
    assert (article.language, article.reader) == ("en-GB", "markdown")
    assert article.attributes == {"tags": "lists, letters", "draft": "no"}
    assert article.guessed == {"furniture"}
    assert furniture(found) == [FRONT.rstrip(), "# What is a *lie*?", "![Geneva](geneva.png)"]
    assert article.original is not None
    assert article.original.content is None


def test_toml_may_stand_there_too() -> None:
    front = "+++\r\ntitle = 'A lie'\r\ndate = 2022-02-21\r\n[extra]\r\nx = 1\r\n+++\r\n"
    article = read(front + TEXT, kind="markdown").article
    assert (article.title, article.published) == (
        "A lie",
        Date("2022-02-21", "2022-02-21", "stated"),
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (TEXT, "What is a lie?"),
        (f"A lie\n=====\n\n{PROSE[0]}\n", "A lie"),
        (f"[The letter](https://x.example)\n\n# It says `no`\n\n{PROSE[0]}", "It says no"),
        (f"## Of [lies](/x)\n\n{PROSE[0]}", "Of lies"),
        (
            f"{PROSE[0]} {PROSE[1]}\n\n## Later\n\n{PROSE[2]}",
            "The Kremlin on Monday rejected what it called an absolute lie…",
        ),
    ],
)
def test_else_the_first_heading_is_the_title(text: str, title: str) -> None:
    assert read(text, kind="markdown").article.title == title


def test_headings_rules_and_ways_to_other_pages_are_furniture() -> None:
    text = f"Intro\n---\n\n{PROSE[0]}\n\n***\n\n### Of lists ###\n{PROSE[1]}\n\n[All of it](/all)\n"
    found = furniture(read(text, kind="markdown"))
    assert found == ["Intro\n---", "***", "### Of lists ###", "[All of it](/all)"]


@pytest.mark.parametrize(
    "front",
    [
        "---\na: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n---\n",
        "---\ntitle: !!python/object/apply:os.system ['true']\n---\n",
        "---\n- a list\n---\n",
        "---\ntitle: [\n---\n",
        "---\n" + "[" * 800 + "\n---\n",
        "+++\ntitle = \n+++\n",
        f"+++\ntitle = {'9' * 5000}\n+++\n",
        "---\nnever ended\n",
    ],
)
def test_front_matter_that_is_none_harms_nobody(front: str) -> None:
    article = read(front + TEXT, kind="markdown").article
    assert article.text == front + TEXT
    assert article.attributes.keys() <= {"a", "b", "c"}


def test_without_a_text_there_is_no_article() -> None:
    with pytest.raises(BadInput, match="no text"):
        read(FRONT, kind="markdown")


@given(texts(), texts())
def test_any_text_is_kept_as_it_is(one: str, other: str) -> None:
    text = f"# A lie\n{one}\n# {other}\nIt says no.\n{one}"
    article = read(text, kind="markdown").article
    assert article.text == text
    last = 0
    for start, end in article.furniture:
        assert last <= start < end <= len(text)
        last = end
