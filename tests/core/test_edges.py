"""An edge moves by what a reader sees as one character, and by word."""

import pytest
from hypothesis import given

from factcheck.prose import edges
from tests.texts_strategy import texts

FAMILY = "👨\u200d👩\u200d👧"
WAVE = "👍🏽"


def stops(text: str) -> list[str]:
    """What lies between one stop of an edge and the next."""
    found, at = [], 0
    while at < len(text):
        after = edges.character_after(text, at)
        found.append(text[at:after])
        at = after
    return found


@pytest.mark.parametrize(
    "characters",
    [
        ["c", "e\u0301", "t"],
        [FAMILY, " ", WAVE, "❤\ufe0f", "!"],
        ["🇺🇦", "🇷🇺", "🇺"],
        ["a", "\r\n", "b", "\n", "\r"],
        ["한", "\u1112\u1161\u11ab", "국"],
        ["क\u093f", "त"],
        ["🏴\U000e0067\U000e0062\U000e007f", "x"],
        ["a\u200d", "b"],
    ],
)
def test_an_edge_stops_between_what_a_reader_sees_as_one(characters: list[str]) -> None:
    assert stops("".join(characters)) == characters


@given(texts())
def test_stops_are_the_same_in_both_directions(text: str) -> None:
    forth, back = [0], [len(text)]
    while forth[-1] < len(text):
        forth.append(edges.character_after(text, forth[-1]))
    while back[-1] > 0:
        back.append(edges.character_before(text, back[-1]))
    assert forth == back[::-1]


TEXT = "The spiesPolish hasn’t cafe\u0301s, “no-fly”"


def test_an_edge_goes_word_by_word_also_where_words_are_glued() -> None:
    starts, at = [], 0
    while (at := edges.word_start_after(TEXT, at)) < len(TEXT):
        starts.append(TEXT[at:].split()[0])
    assert starts == ["spiesPolish", "Polish", "hasn’t", "cafe\u0301s,", "no-fly”", "fly”"]
    ends, at = [], len(TEXT)
    while (at := edges.word_end_before(TEXT, at)) > 0:
        ends.append(TEXT[:at].split()[-1])
    assert ends == ["“no-fly", "“no", "cafe\u0301s", "hasn’t", "spiesPolish", "spies", "The"]


@given(texts())
def test_word_stops_are_the_same_in_both_directions(text: str) -> None:
    for after, before in (
        (edges.word_start_after, edges.word_start_before),
        (edges.word_end_after, edges.word_end_before),
    ):
        forth, back = [0], [len(text)]
        while forth[-1] < len(text):
            forth.append(after(text, forth[-1]))
        while back[-1] > 0:
            back.append(before(text, back[-1]))
        assert forth == back[::-1]


@pytest.mark.parametrize(
    ("position", "word"),
    [(0, "The"), (3, "The"), (5, "spiesPolish"), (20, "hasn’t"), (27, "cafe\u0301s")],
)
def test_a_word_is_taken_whole(position: int, word: str) -> None:
    found = edges.word_at(TEXT, position)
    assert found is not None
    assert TEXT[slice(*found)] == word


@pytest.mark.parametrize(("text", "position"), [("", 0), ("a, b", 2), ("“ ”", 1)])
def test_where_there_is_no_word_none_is_taken(text: str, position: int) -> None:
    assert edges.word_at(text, position) is None
