"""PDFs: paragraphs, pages, what a file says of itself; scans, locked and broken ones."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.project import Project
from factcheck.readers import STILL, Asked, Reading, kinds, reader
from factcheck.records import Date
from tests.core.foreign_files import articles_or_sentence, read_one, refused
from tests.core.written import Placed, paragraph
from tests.core.written import pdf as written

WORDS = (
    "The spokesman of the ministry denied on Monday that there had been any agreement on the list, "
    "and said that nobody had asked."
)
OTHERS = "“That is an absolute lie”, the Kremlin answered, and would not say more for a whole week."
PICTURE = b"0 0 612 792 re f"
#: Encrypted by RC4, with a password that nobody knows.
LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> /ID [(a) (a)]" % (
    b"o" * 32,
    b"u" * 32,
)


def read(data: bytes) -> Reading:
    return read_one("pdf", data)


def test_lines_become_paragraphs_and_pages_are_kept() -> None:
    article = read(
        written(
            [
                [(72, 750, "The Daily, page 1"), *paragraph(WORDS), (72, 600, "A heading")],
                [(72, 750, "The Daily, page 2"), *paragraph(OTHERS)],
            ]
        )
    ).article
    first = f"The Daily, page 1\n\n{WORDS}\n\nA heading\n\n"
    assert article.text == f"{first}The Daily, page 2\n\n{OTHERS}"
    assert article.attributes["pages"] == "2"
    assert article.attributes["page_starts"] == f"0 {len(first)}"
    marked = [article.text[start:end] for start, end in article.furniture]
    assert "The Daily, page 1" in marked
    assert "The Daily, page 2" in marked
    assert WORDS not in marked


def test_a_hyphenated_word_can_be_found_and_has_its_hyphen_no_longer() -> None:
    text = read(written([[(72, 700, "Nobody knows of any agree-"), (72, 686, "ment at all.")]]))
    assert text.article.text == "Nobody knows of any agree\u00adment at all."


def test_letters_that_their_font_does_not_name_are_told() -> None:
    reading = read(written([[*paragraph(WORDS), (72, 600, "An of\x1fcial \x04answer.")]]))
    assert reading.article.text.endswith("An of\ufffdcial \ufffdanswer.")
    assert reading.notes == ("characters_replaced",)


def test_what_the_file_says_of_itself_is_a_guess() -> None:
    said = {
        "Title": "A lie",
        "Author": "Ada Byron",
        "CreationDate": "D:20220221101500+01'00'",
        "Subject": "Politics",
    }
    article = read(written([paragraph(WORDS)], info=said)).article
    assert (article.title, article.author) == ("A lie", "Ada Byron")
    assert article.published == Date("2022-02-21", None, "inferred")
    assert {"title", "author", "published"} <= article.guessed
    assert article.attributes["created"] == "2022-02-21T10:15:00+01:00"
    assert article.attributes["subject"] == "Politics"


@pytest.mark.parametrize(
    "title", ["Microsoft Word - list.doc", "untitled", "C:\\a\\b.doc", "x.pdf"]
)
def test_names_that_programs_leave_are_no_titles(title: str) -> None:
    page = [*paragraph("A lie about the list", top=750), *paragraph(WORDS)]
    assert read(written([page], info={"Title": title})).article.title == "A lie about the list"


@pytest.mark.parametrize("when", ["D:20221399", "yesterday", "D:", "D:99999999999999"])
def test_a_date_that_is_none_is_none(when: str) -> None:
    article = read(written([paragraph(WORDS)], info={"CreationDate": when})).article
    assert article.published is None


def test_a_long_one_says_that_it_goes_on() -> None:
    data = written([paragraph(f"Page {n} of a long report.") for n in range(50)])
    *before, last = reader("pdf").read(BytesIO(data), Asked("a.pdf"))
    assert before == [STILL] * 2
    assert isinstance(last, Reading)


def test_pages_that_are_pictures_are_named() -> None:
    first, second = paragraph(WORDS), paragraph(OTHERS)
    pages: list[list[Placed] | bytes] = [first, PICTURE, PICTURE, b"", second, PICTURE]
    reading = read(written(pages))
    assert reading.notes == ("pages_without_text 2–3, 6",)
    assert reading.article.attributes["pages_without_text"] == "2–3, 6"


def test_a_scan_an_empty_a_locked_and_a_broken_one_are_told_apart() -> None:
    assert refused("pdf", written([PICTURE, PICTURE])) == "reading.scan"
    assert refused("pdf", written([b""])) == "text.empty"
    assert refused("pdf", written([paragraph(WORDS)], more=LOCK)) == "reading.locked"
    assert refused("pdf", b"%PDF-1.4\n") == "reading.damaged"
    assert refused("pdf", b"") == "text.empty"


def test_a_pdf_is_read_as_one_whatever_it_is_called(
    sqlite_project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.txt").write_bytes(written([paragraph(WORDS), PICTURE]))
    (folder / "b.pdf").write_text(WORDS)
    report = bring_in(sqlite_project, [folder], Wishes(skip_bad=True))
    assert "a.txt (2)" in report.notes[0]
    assert [name for name, _ in report.skipped] == ["b.pdf"]
    article = sqlite_project.articles.get(report.ids[0])
    assert (article.source_name, article.reader) == ("a.txt", "pdf")
    assert sqlite_project.articles.text(article.id) == WORDS


def test_a_text_about_pdfs_is_none() -> None:
    assert kinds.settled("txt", b"How to write %PDF-1.4 by hand") == "txt"


WHOLE = written([paragraph(WORDS), paragraph(OTHERS)], info={"Title": "A lie"})


@given(st.integers(0, len(WHOLE)), st.binary(max_size=40), st.integers(0, 200))
@settings(max_examples=150)
def test_whatever_is_broken_gives_an_article_or_a_sentence(at: int, put: bytes, cut: int) -> None:
    data = WHOLE[:at] + put + WHOLE[at + cut :]
    articles_or_sentence("pdf", data)
