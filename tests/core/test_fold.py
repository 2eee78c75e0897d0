"""The fold: what counts as the same words, and where in the original each of them stands."""

import hashlib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given

from factcheck.prose import fold, fold_table
from factcheck.prose.fold import Folded, key
from tests.texts_strategy import raw_texts, texts
from tools import make_fold_table


@pytest.mark.skipif(
    unicodedata.unidata_version != fold_table.UNICODE,
    reason="only the Python that has the table's Unicode can make the table",
)
def test_the_table_is_what_its_script_makes() -> None:
    written = Path(fold_table.__file__).read_text(encoding="utf-8")
    assert written == make_fold_table.source()


def test_the_fold_is_the_same_under_every_python() -> None:
    """An index made under one Python is searched under another; a new table has a new hash."""
    points = [*range(0xD800), *range(0xE000, 0x1F000), *range(0xE0000, 0xE0200)]
    folded = Folded("".join(map(chr, points))).folded
    assert (fold.FOLD_VERSION, hashlib.sha256(folded.encode()).hexdigest()) == (
        1,
        "3dc2342132a90501db6ff0d3d3b085af2dfe16d8033b8998664099365aaf3de5",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Kremlin", "the KREMLIN"),
        ("café", "cafe\u0301"),
        ("café", "cafe"),
        ("İstanbul", "istanbul"),
        ("ΟΔΥΣΣΕΥΣ", "Ὀδυσσεύς"),
        ("Łódź", "lodz"),
        ("“absolute lie”", '"absolute\u00a0lie"'),
        ("so\u00adft", "soft"),
        ("a\u200bb\u200dc\ufeff", "abc"),
        ("snake_case", "snake case"),
        ("ＮＡＴＯ", "nato"),
        ("Зеленский", "зеленский"),
    ],
)
def test_spellings_that_count_as_the_same(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("lie", "lies"), ("北京", "南京"), ("a b", "ab")])
def test_words_that_differ(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(raw_texts())
def test_folded_text_holds_small_letters_digits_and_spaces(text: str) -> None:
    folded = Folded(text).folded
    assert all(character == " " or character.isalnum() for character in folded)
    assert Folded(folded).folded == folded


@given(texts())
def test_every_folded_character_knows_its_place(text: str) -> None:
    folded = Folded(text)
    last = -1
    for at, character in enumerate(folded.folded):
        place = folded.position(at)
        assert last < place < len(text)
        assert Folded(text[place]).folded == character
        last = place


@given(texts())
def test_every_folded_word_is_a_slice_of_the_original(text: str) -> None:
    folded = Folded(text)
    at = 0
    for word in fold.words(folded.folded):
        at = folded.folded.index(word, at)
        start, end = folded.span(at, at + len(word))
        assert Folded(text[start:end]).folded == word
        assert end == len(text) or Folded(text[end]).folded != ""
        at += len(word)


def test_an_end_takes_its_accents_along() -> None:
    text = "a cafe\u0301 there"
    assert text[slice(*Folded(text).span(2, 6))] == "cafe\u0301"
