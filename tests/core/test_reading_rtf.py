"""Rich texts: encodings, tables, notes, what is hidden; broken ones."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.intake.bringing_in import bring_in
from factcheck.project import Project
from factcheck.readers import Reading
from factcheck.records import Date
from tests.core.foreign_files import articles_or_sentence, read_one, refused

FONTS = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset2 Symbol;}}"


def read(body: str | bytes, *, encoding: str | None = None) -> Reading:
    data = body if isinstance(body, bytes) else body.encode("latin-1")
    return read_one("rtf", rb"{\rtf1\ansi\deff0 " + data + b"}", encoding=encoding)


def text(body: str | bytes) -> str:
    return read(body).article.text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"One.\par Two\line lines.\par\par Three.", "One.\n\nTwo\nlines.\n\nThree."),
        ("One.\\\nTwo.", "One.\n\nTwo."),
        ("One \nline\r\n.", "One line."),
        (
            r"\'93No\'94 \ldblquote said\rdblquote\~x\_y\-z \{\}\\",
            "“No” “said”\u00a0x\u2011y\u00adz {}\\",
        ),
        (r"caf\u233?, \u8211 ?x, {\uc2\u8364 ab}\u-10179?\u-9216?!", "café, –x, €\U0001f400!"),
        (r"\u55357?x", "\ufffdx"),
        (FONTS + r"\f1 \'cd\'e5\'f2\f0 , \'e9", "Нет, é"),
        (FONTS + r"\f2\'b7\f0  x", "• x"),
        (r"\ansicpg1251 \'cd\'e5\'f2", "Нет"),
        (r"\ansicpg932 \'83A\'83\'42", "アィ"),
        (r"\mac \'8e", "é"),
        (rb"\ansicpg65001 \'c3\'a9 " + "é".encode(), "é é"),
        (r"a{\*\unknown b}c{\pict 0a0b}d{\header e}f{\fonttbl{\f0 g;}}", "acdf"),
        (r"a\bin3 {}}b", "ab"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt shown}}", "shown"),
        (r"{\upr{old}{\*\ud{new}}}", "new"),
        (r"a{\loch\*\cs7 b}", "ab"),
        (r"\b bold\b0  {\i it}", "bold it"),
    ],
)
def test_words_and_signs_are_read(body: str | bytes, expected: str) -> None:
    assert text(body) == expected


def test_hidden_and_struck_out_words_are_no_text() -> None:
    reading = read(r"He said {\v hidden}\v hidden\v0 no{\deleted never}{\annotation why}.")
    assert reading.article.text == "He said no."
    assert reading.notes == ("remarks_left_out",)


def test_tables_are_rows_also_one_in_another() -> None:
    row = r"\trowd\intbl Who\cell What\cell\row"
    body = rf"Said:\par {row}{row}\pard End."
    assert text(body) == "Said:\n\nWho\tWhat\nWho\tWhat\n\nEnd."
    inner = r"\pard\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\nestrow}"
    assert text(rf"\intbl x\par{inner}\pard\intbl\itap1 y\cell\row") == "x\n\na\tb\n\ny"
    assert text(r"a\cell b\cell") == "a\tb"


def test_notes_stand_at_the_end_and_boxes_after_their_paragraph() -> None:
    note = r"{\super\chftn}{\footnote\pard {\super\chftn} On Monday.}"
    box = r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt In a box.\par}}{\shprslt twice}}"
    article = read(rf"A lie{note}{box}, he said.\par End.").article
    assert article.text == "A lie[1], he said.\n\nIn a box.\n\nEnd.\n\n[1] On Monday."
    assert [article.text[a:b] for a, b in article.furniture].count("[1]") == 2


def test_what_the_text_says_of_itself_is_a_guess() -> None:
    info = (
        r"{\info{\title A l\'efe}{\author Ada}{\operator Ben}{\subject Lies}"
        r"{\creatim\yr2022\mo2\dy21\hr9\min5}}"
    )
    article = read(info + "No list. " * 30).article
    assert (article.title, article.author) == ("A lïe", "Ada")
    assert article.published == Date("2022-02-21", None, "inferred")
    assert {"title", "author", "published"} <= article.guessed
    assert article.attributes == {"created": "2022-02-21T09:05:00", "subject": "Lies"}


def test_a_given_encoding_comes_before_what_it_says() -> None:
    assert read(r"\ansicpg1252 \'cd\'e5\'f2", encoding="cp1251").article.text == "Нет"


def test_what_does_not_fit_its_encoding_is_told() -> None:
    reading = read(r"\ansicpg932 a \'83")
    assert reading.article.text == "a \ufffd"
    assert reading.notes == ("characters_replaced",)


def test_one_that_ends_in_the_middle_is_told_and_what_follows_its_end_is_not_read() -> None:
    assert read_one("rtf", rb"{\rtf1 He said {\b no").notes == ("cut_short",)
    assert read_one("rtf", rb"{\rtf1 He said no} and {more}").article.text == "He said no"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "text.empty"),
        (b"no rich text", "reading.damaged"),
        (rb"{\rtf1 }", "text.empty"),
        (rb"{\rtf1 " + b"{" * 6_000, "reading.too_deep"),
    ],
)
def test_what_is_none_is_refused_by_a_sentence(data: bytes, code: str) -> None:
    assert refused("rtf", data) == code


def test_one_that_is_called_otherwise_is_read_as_what_it_is(
    sqlite_project: Project, tmp_path: Path
) -> None:
    (tmp_path / "a.doc").write_bytes(rb"{\rtf1 The Kremlin denies it.}")
    (one,) = bring_in(sqlite_project, [tmp_path / "a.doc"]).ids
    assert sqlite_project.articles.get(one).reader == "rtf"
    assert sqlite_project.articles.text(one) == "The Kremlin denies it."


WORDS = (
    r"{ } \par \cell \row \nestcell {\*\nesttableprops\nestrow} \intbl \pard \v \u-10180? \u55357?"
    r" {\footnote {\shptxt {\*\ud {\upr {\info {\title {\fonttbl \f1\fcharset128 \'83 \'42 \bin5"
    r" \uc9 \ansicpg1 \ansicpg932 \plain \deleted {\listtext \* abc \\ \'zz \bin-3 \u99999999999"
)
words = st.sampled_from(WORDS.split(" ")).map(str.encode) | st.binary(max_size=3)


@given(st.lists(words, max_size=40))
@settings(max_examples=300)
def test_no_words_break_it(parts: list[bytes]) -> None:
    articles_or_sentence("rtf", rb"{\rtf1 " + b" ".join(parts))
