"""The sentence under the caret is the one a reader would point at."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.prose.sentences import sentence_at, sentences_in
from factcheck.resources import seeds
from tests.texts_strategy import texts


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Putin met J. Smith of the U.S. Embassy at 6:36 p.m. on Monday.", "He left."],
        ["He came from the U.S.", "The end."],
        ["“Why?” he asked.", '"Yes."', "He left."],
        ["She denied it (the “list”).", "Moscow did too."],
        ["It grew by 3.5 percent…", "“Really?!”", "Yes!"],
        ["We remain committed, including Ukraine. »", "He left."],
        ["Along the border. of Belarus with Ukraine.", "He left."],
        ["これは嘘です。", "「違う。」", "はい"],
        ["Gen. Smith Jr. of Acme Inc. denied it.", "No. 5 is fake."],
    ],
)
def test_a_paragraph_is_divided_as_a_reader_would(sentences: list[str]) -> None:
    text = "".join(sentences) if sentences[0] == "これは嘘です。" else " ".join(sentences)
    assert [text[a:b] for a, b in sentences_in(text, 0, len(text))] == sentences


def at(text: str, position: int) -> str | None:
    found = sentence_at(text, position)
    return None if found is None else text[slice(*found)]


def test_the_caret_stands_in_one_sentence() -> None:
    text = "One lie. Two lies.\n\nThree"
    assert [at(text, position) for position in (0, 7, 8, 9, 18, 19, 20, 25)] == [
        *["One lie."] * 3,
        *["Two lies."] * 2,
        None,
        *["Three"] * 2,
    ]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2029", "\u2028"])
def test_a_line_break_ends_a_sentence_unless_a_small_letter_follows(line_break: str) -> None:
    text = line_break.join(["A heading", "The spokesman said on", "monday that it is", "New"])
    assert at(text, 3) == "A heading"
    assert at(text, len(text) - 10) == text[10 - 1 + len(line_break) : -3 - len(line_break)]
    assert at(text, len(text)) == "New"


@given(texts(), st.data())
def test_sentences_are_ordered_and_hold_all_that_is_not_white_space(
    text: str, data: st.DataObject
) -> None:
    found = sentences_in(text, 0, len(text))
    ends = [0, *(end for _, end in found)]
    starts = [*(start for start, _ in found), len(text)]
    assert all(start < end for start, end in found)
    for end, start in zip(ends, starts, strict=True):
        assert end <= start
        assert not text[end:start].strip()
    position = data.draw(st.integers(0, len(text)))
    under = sentence_at(text, position)
    assert under is None or under in found


@pytest.mark.parametrize("line", ["small\n", "word ", "é ", "\n"])
def test_endless_texts_answer_at_once_and_near_the_caret(line: str) -> None:
    text = line * 200_000
    for position in (0, len(text) // 2, len(text)):
        found = sentence_at(text, position)
        assert found is None or (position - 5_001 <= found[0] < found[1] <= position + 5_001)


@pytest.mark.parametrize("line", [".", "! ", "...) "])
def test_endless_marks_are_gone_through_once(line: str) -> None:
    text = line * 300_000 + "x"
    assert sentences_in(text, 0, len(text))[-1][1] == len(text)


def test_no_sentence_of_the_seeds_ends_at_a_title_or_begins_small() -> None:
    for path in sorted(Path(seeds()).glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for start, end in sentences_in(text, 0, len(text)):
            assert not text[start:end].endswith(("Mr.", "U.S. A", "p.m. o"))
            assert not text[start].islower() or text[start:].startswith(("date", "source"))
