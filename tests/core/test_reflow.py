"""Printed lines as paragraphs: what goes on, what does not, what is furniture of pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.prose.reflow import SOFT_HYPHEN, Line, flowed
from tests.texts_strategy import texts

WIDTH = 6.0


def column(*words: str, top: float = 700, left: float = 72, leading: float = 14) -> list[Line]:
    """Lines one below the other, as far to the right as they have letters."""
    return [
        Line(one, left, left + WIDTH * len(one), top - leading * n, 12)
        for n, one in enumerate(words)
    ]


LINES = (
    "The spokesman of the ministry denied on Monday that there",
    "had been any agreement on the list, and said that nobody",
    "had asked.",
)
WHOLE = " ".join(LINES)


def test_lines_are_joined_where_no_word_more_had_room() -> None:
    result = flowed([column(*LINES)])
    assert (result.text, result.starts, result.furniture) == (WHOLE, (0,), ())


def test_a_line_with_room_left_ends_a_paragraph() -> None:
    lines = column(*LINES, "Others did.", LINES[0], "at all.")
    assert flowed([lines]).text == f"{WHOLE}\nOthers did.\n{LINES[0]} at all."


def test_space_left_and_an_indent_begin_a_paragraph() -> None:
    spaced = column(*LINES[:2]) + column(*LINES, top=650)
    assert flowed([spaced]).text == f"{LINES[0]} {LINES[1]}\n\n{WHOLE}"
    first, *others = column(*LINES)
    indented = Line(first.words, first.left + 18, first.right + 18, first.base, 12)
    again = [Line(x.words, x.left, x.right, x.base - 28, 12) for x in (indented, *others)]
    assert flowed([[*column(*LINES[:2]), *again]]).text == f"{LINES[0]} {LINES[1]}\n{WHOLE}"


def test_items_of_a_list_stay_lines_and_hanging_ones_whole() -> None:
    short = column("Apples", "Oranges", "Lemons", top=658)
    assert flowed([column(*LINES) + short]).text == f"{WHOLE}\nApples\nOranges\nLemons"
    first, second = column(f"• {LINES[0]}", LINES[2])
    hanging = Line(second.words, second.left + 12, second.right + 12, second.base, 12)
    text = flowed([[first, hanging, *column("• Nobody did.", top=672)]]).text
    assert text == f"• {LINES[0]} {LINES[2]}\n• Nobody did."


@pytest.mark.parametrize(
    ("before", "after", "seen", "joined"),
    [
        ("an inter", "pretation", "", f"an inter{SOFT_HYPHEN}pretation"),
        ("the Anglo", "Saxon", "", "the Anglo-Saxon"),
        ("the year 19", "20", "", "the year 19-20"),
        ("a run", "time", "run-time", "a run-time"),
        ("the Trace", "Monkey", "TraceMonkey", f"the Trace{SOFT_HYPHEN}Monkey"),
    ],
)
def test_a_hyphen_at_the_end_is_soft_unless_the_word_has_it(
    before: str, after: str, seen: str, joined: str
) -> None:
    first, *_ = column(f"{LINES[0]} {before}")
    second, *_ = column(f"{after} {LINES[2]} {seen}".strip(), top=686)
    broken = Line(first.words, first.left, first.right, first.base, 12, is_broken=True)
    assert f"{joined} had" in flowed([[broken, second]]).text
    printed = Line(f"{first.words}-", first.left, first.right, first.base, 12)
    if after[0].islower():
        assert f"{joined} had" in flowed([[printed, second]]).text


def test_a_sentence_goes_on_in_the_next_column() -> None:
    left, right = column(*LINES[:2]), column("had asked.", *LINES[1:], left=330)
    assert flowed([left + right]).text.startswith(WHOLE)


def test_a_note_s_number_stays_in_its_row() -> None:
    words, number, rest = "The list does not exist", "2", ", he said."
    row = [
        Line(words, 72, 210, 700, 12),
        Line(number, 210, 214, 704, 7),
        Line(rest, 214, 270, 700, 12),
    ]
    assert flowed([row]).text == "The list does not exist2, he said."


def test_scripts_from_the_right_and_without_spaces_are_joined_as_they_are() -> None:
    arabic = "نفى المتحدث باسم الوزارة يوم الاثنين وجود اتفاق"
    lines = [Line(arabic, 100, 500, 700, 12), Line("على القائمة.", 430, 500, 686, 12)]
    assert flowed([lines]).text == f"{arabic} على القائمة."
    chinese = "發言人週一否認曾就該名單達成任何協議並表示從來沒有人向他們提出過這樣的問題"
    lines = [Line(chinese, 72, 500, 700, 12), Line("或要求。", 72, 120, 686, 12)]
    assert flowed([lines]).text == f"{chinese}或要求。"


def test_what_stands_at_the_same_place_of_pages_is_furniture() -> None:
    pages = [
        [*column("The Daily", top=760), *column(f"{x}. {LINES[0]}"), *column(f"Page {n}", top=30)]
        for n, x in enumerate("ABCDE", 1)
    ]
    pages[2] = pages[2][1:-1]
    result = flowed(pages)
    named = [result.text[start:end] for start, end in result.furniture]
    assert named == [x for n in (1, 2, 4, 5) for x in ("The Daily", f"Page {n}")]
    begins = [result.text[start : start + 5] for start in result.starts]
    assert begins == ["The D", "The D", "C. Th", "The D", "The D"]


def test_a_page_that_is_there_twice_is_no_furniture() -> None:
    page = column("The Daily", *LINES, *LINES)
    assert flowed([page, page]).furniture == ()


numbers = st.floats(-10_000, 10_000) | st.floats(0, 800) | st.integers(0, 60).map(float)
lines = st.builds(
    Line,
    (texts() | st.text("aA-.1• ", min_size=1)).map(str.strip).filter(bool),
    *[numbers] * 3,
    numbers | st.just(12.0),
    st.booleans(),
)


@given(st.lists(st.lists(lines, max_size=6), max_size=3))
def test_no_lines_break_it_and_no_letter_is_lost(pages: list[list[Line]]) -> None:
    result = flowed(pages)
    letters = [x for page in pages for line in page for x in line.words if x.isalnum()]
    assert [x for x in result.text if x.isalnum()] == letters
    assert len(result.starts) == len(pages)
    assert list(result.starts) == sorted(result.starts)
    assert all(start <= len(result.text) for start in result.starts)
    last = 0
    for start, end in result.furniture:
        assert last <= start < end <= len(result.text)
        last = end
