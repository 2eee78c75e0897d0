"""OpenDocument texts, packed and flat: what is printed of them, and what harms nobody."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.intake.bringing_in import bring_in
from factcheck.project import Project
from factcheck.readers import Reading
from factcheck.records import Date
from tests.core.foreign_files import articles_or_sentence, read_one, refused
from tests.core.written import docx, odt, odt_content, package


def read(data: bytes) -> Reading:
    return read_one("odt", data)


def text(*blocks: str) -> str:
    return read(odt("".join(blocks))).article.text


def p(*inner: str) -> str:
    return f"<text:p>{''.join(inner)}</text:p>"


def test_white_space_counts_as_the_standard_says() -> None:
    words = '\n  The\n list <text:span> does</text:span> not<text:s text:c="2"/>exist<text:s/>.'
    signs = "<text:line-break/>a<text:tab/>b"
    assert text(p(words, signs), p(), p("End.")) == "The list does not  exist .\na\tb\n\nEnd."


def test_headings_lists_and_tables_are_lines_as_on_paper() -> None:
    item = f"<text:list-item>{p('no')}</text:list-item>"
    nested = f"<text:list-item><text:list>{item}</text:list></text:list-item>"
    row = "".join(f"<table:table-cell>{p(x)}</table:table-cell>" for x in ("Who", "What"))
    table = f"<table:table><table:table-row>{row}</table:table-row></table:table>"
    heading = '<text:h text:outline-level="1">A lie</text:h>'
    listed = f"<text:list>{item}{nested}</text:list>"
    assert text(heading, p("Said:"), listed, table) == "A lie\n\nSaid:\n\nno\nno\nWho\tWhat"


def test_struck_out_words_and_comments_are_no_text() -> None:
    struck = f"<text:deletion>{p('never')}</text:deletion>"
    changes = (
        f"<text:tracked-changes><text:changed-region>{struck}</text:changed-region>"
        "</text:tracked-changes>"
    )
    comment = f"<office:annotation><dc:creator>Ana</dc:creator>{p('Really?')}</office:annotation>"
    body = changes + p("He said ", "<text:change/>", "no", comment, ".")
    reading = read(odt(body))
    assert reading.article.text == "He said no."
    assert reading.notes == ("remarks_left_out",)
    hidden = "<text:hidden-text>hidden</text:hidden-text>"
    section = f'<text:section text:display="none">{p("hidden")}</text:section>'
    assert text(p("Seen", hidden), section) == "Seen"


def test_what_its_own_style_hides_is_no_text() -> None:
    style = '<style:style style:name="{}"><style:text-properties text:display="{}"/></style:style>'
    styles = style.format("P1", "none") + style.format("P2", "true")
    span = '<text:span text:style-name="P1">never</text:span>'
    blocks = (
        '<text:p text:style-name="P1">hidden</text:p><text:p text:style-name="P2">Shown</text:p>'
    )
    assert read(odt(p("Seen ", span, "too.") + blocks, styles=styles)).article.text == (
        "Seen too.\n\nShown"
    )


def test_notes_stand_at_the_end_and_boxes_after_their_paragraph() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation>"
        f"<text:note-body>{p('On Monday.')}</text:note-body></text:note>"
    )
    box = f"<draw:frame><draw:text-box>{p('In a box.')}</draw:text-box></draw:frame>"
    article = read(odt(p("A lie", note, box, ", he said.") + p("End."))).article
    assert article.text == "A lie[1], he said.\n\nIn a box.\n\nEnd.\n\n[1] On Monday."
    assert [article.text[a:b] for a, b in article.furniture].count("[1]") == 2


def test_what_the_text_says_of_itself_is_a_guess() -> None:
    meta = (
        "<dc:title>A lie</dc:title><meta:initial-creator>Ada</meta:initial-creator>"
        "<meta:creation-date>2022-02-21T09:00:00.12</meta:creation-date>"
        "<dc:language>en-GB</dc:language><meta:keyword>a</meta:keyword><meta:keyword>b"
        "</meta:keyword>"
    )
    article = read(odt(p("No list. " * 30), meta=meta)).article
    assert (article.title, article.author, article.language) == ("A lie", "Ada", "en-GB")
    assert article.published == Date("2022-02-21", None, "inferred")
    assert {"title", "author", "published", "language"} <= article.guessed
    assert article.attributes["keywords"] == "a, b"


def test_a_title_in_its_own_style_comes_first() -> None:
    style = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    titled = '<text:p text:style-name="P1">No such list</text:p>'
    data = odt(titled + p("He said. " * 30), styles=style, meta="<dc:title>Old</dc:title>")
    assert read(data).article.title == "No such list"


def test_a_flat_one_is_read_and_told_by_its_beginning(
    sqlite_project: Project, tmp_path: Path
) -> None:
    flat = odt_content(p("The Kremlin denies it.")).replace("document-content", "document")
    data = f'<?xml version="1.0"?>\n{flat}'.encode()
    assert read(data).article.text == "The Kremlin denies it."
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.txt").write_bytes(data)
    (folder / "b.docx").write_bytes(odt(p("So does Peskov.")))
    report = bring_in(sqlite_project, [folder])
    articles = [sqlite_project.articles.get(one) for one in report.ids]
    assert [one.reader for one in articles] == ["odt", "odt"]


LOCKED = "<manifest><file-entry><encryption-data/></file-entry></manifest>"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "text.empty"),
        (b"no zip", "reading.damaged"),
        (b"<office:document", "reading.bad_part"),
        (odt(p()), "text.empty"),
        (odt(p("no"), META__INF="x")[:-40], "reading.damaged"),
        (package({"content.xml": b"\0\1", "META-INF/manifest.xml": LOCKED}), "reading.locked"),
        (package({"mimetype": b"application/vnd.oasis.opendocument.text"}), "reading.lacks"),
        (package({"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "reading.bad_part"),
        (package({"content.xml": "<a><body><spreadsheet/></body></a>"}), "reading.no_text"),
        (docx("<w:p><w:r><w:t>no</w:t></w:r></w:p>"), "reading.lacks"),
    ],
)
def test_what_is_damaged_or_hostile_is_refused_by_a_sentence(data: bytes, code: str) -> None:
    assert refused("odt", data) == code


def test_spaces_that_are_only_counted_fill_no_memory() -> None:
    assert len(text(p("a", '<text:s text:c="999999999"/>' * 3, "b"))) == 3_002


WHOLE = odt(p("He denied it."), meta="<dc:title>A lie</dc:title>")


@given(st.integers(0, len(WHOLE)), st.binary(max_size=40), st.integers(0, 200))
@settings(max_examples=200)
def test_whatever_is_broken_gives_an_article_or_a_sentence(at: int, put: bytes, cut: int) -> None:
    articles_or_sentence("odt", WHOLE[:at] + put + WHOLE[at + cut :])


NAMES = "p h s span tab line-break list list-item note note-body table table-row table-cell frame"
names = st.sampled_from(NAMES.split(" "))
trees = st.recursive(
    st.text("ab \n", max_size=4),
    lambda inner: st.builds(
        lambda name, parts: f"<text:{name}>{''.join(parts)}</text:{name}>",
        names,
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@given(trees)
def test_no_body_breaks_it(body: str) -> None:
    for one in articles_or_sentence("odt", odt(p("!") + body)):
        assert isinstance(one, Reading)
        assert one.article.text.startswith("!")
