"""Word documents: what is printed of them, and what harms nobody."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.errors import BadInput
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.project import Project
from factcheck.readers import Reading, kinds
from factcheck.records import Date
from tests.core.foreign_files import articles_or_sentence, read_all, read_one, refused
from tests.core.written import core, docx, notes, package

STYLES = (
    '<w:styles xmlns:w="urn:w"><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    "</w:styles>"
)


def read(data: bytes) -> Reading:
    return read_one("docx", data)


def p(*runs: str, properties: str = "") -> str:
    inner = "".join(x if x.startswith("<") else f"<w:r><w:t>{x}</w:t></w:r>" for x in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def text(*blocks: str) -> str:
    return read(docx("".join(blocks))).article.text


def test_paragraphs_line_breaks_tabs_and_signs_are_kept() -> None:
    signs = "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:softHyphen/><w:noBreakHyphen/></w:r>"
    dots = '<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t xml:space="preserve"> c</w:t></w:r>'
    assert text(p("One."), p(), p(signs, dots)) == "One.\n\na\nb\t\u00ad\u2011• c"


def test_struck_out_hidden_and_moved_away_words_are_no_text_and_inserted_ones_are() -> None:
    struck = "<w:del><w:r><w:delText>never</w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom>"
    put = "<w:ins><w:r><w:t> always</w:t></w:r></w:ins>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
    reading = read(docx(p("He said", struck, moved, put, hidden)))
    assert reading.article.text == "He said always"
    assert reading.notes == ("remarks_left_out",)
    assert read(docx(p("He said"))).notes == ()


def test_a_paragraph_whose_end_is_struck_out_goes_on() -> None:
    ended = p("He denied ", properties="<w:rPr><w:del/></w:rPr>")
    assert text(ended, p("it."), p("Twice.")) == "He denied it.\n\nTwice."


def test_tables_are_rows_and_a_page_laid_out_in_one_is_paragraphs() -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    table = f"<w:tbl>{row(p('Who'), p('What'))}{row(p('Peskov'), p())}</w:tbl>"
    assert text(p("Said:"), table, p("End.")) == "Said:\n\nWho\tWhat\nPeskov\t\n\nEnd."
    laid_out = f"<w:tbl>{row(p('One.') + p('Two.'), p('Three.'))}</w:tbl>"
    assert text(laid_out) == "One.\n\nTwo.\n\nThree."


def test_items_of_a_list_are_lines() -> None:
    item = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    blocks = (p("They said:"), p("no", properties=item), p("never", properties=item), p("So."))
    assert text(*blocks) == "They said:\n\nno\nnever\n\nSo."


def test_notes_stand_at_the_end_and_their_marks_are_furniture() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", " On Monday.")}</w:footnote>'
    unused = f'<w:footnote w:id="-1">{p("unused")}</w:footnote>'
    data = docx(
        p("A lie", reference, ", he said.") + p("End."),
        word__footnotes_xml=notes("footnotes", unused + note),
    )
    article = read(data).article
    assert article.text == "A lie[1], he said.\n\nEnd.\n\n[1] On Monday."
    marked = [article.text[start:end] for start, end in article.furniture]
    assert marked.count("[1]") == 2


def test_text_boxes_are_read_once_and_fields_as_they_show() -> None:
    box = f"<w:txbxContent>{p('In a box.')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent xmlns:mc='urn:mc'><mc:Choice><w:drawing>{box}</w:drawing>"
        f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r>"
    assert text(p("See ", both, field), p("End.")) == "See 7\n\nIn a box.\n\nEnd."


def test_what_the_document_says_of_itself_is_a_guess() -> None:
    said = core(title="A lie", creator="Ada", created="2022-02-21T09:00:00Z", subject="Politics")
    article = read(docx(p("No list. " * 30), docProps__core_xml=said)).article
    assert (article.title, article.author) == ("A lie", "Ada")
    assert article.published == Date("2022-02-21", None, "inferred")
    assert {"title", "author", "published"} <= article.guessed
    assert article.attributes == {"created": "2022-02-21T09:00:00Z", "subject": "Politics"}


def test_what_libraries_leave_in_a_document_is_nobody_s_word() -> None:
    said = core(title="Untitled", creator="python-docx", created="2013-12-23T23:15:00Z")
    article = read(docx(p("No list. " * 30), docProps__core_xml=said)).article
    assert article.title.startswith("No list.")
    assert (article.author, article.published) == (None, None)


def test_a_title_in_its_own_style_comes_before_that_of_the_template() -> None:
    body = p("No such list", properties='<w:pStyle w:val="Titel"/>') + p("He said so. " * 20)
    parts = {"docProps__core_xml": core(title="Press release"), "word__styles_xml": STYLES}
    assert read(docx(body, **parts)).article.title == "No such list"


def test_the_main_part_is_where_the_package_says() -> None:
    link = '<Relationship Type="http://x/officeDocument" Target="/other/main.xml"/>'
    main = docx(p("Elsewhere."))
    document = zipfile.ZipFile(io.BytesIO(main)).read("word/document.xml")
    rels = f"<Relationships>{link}</Relationships>"
    assert (
        read(package({"_rels/.rels": rels, "other/main.xml": document})).article.text
        == "Elsewhere."
    )


BOMB = "<!DOCTYPE x [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;'>]>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
DEEP = "<w:ins>" * 200 + "</w:ins>" * 200


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "text.empty"),
        (b"PK\x03\x04", "reading.damaged"),
        (docx(p("no"))[:-30], "reading.damaged"),
        (docx(p()), "text.empty"),
        (package({"[Content_Types].xml": "<Types/>"}), "reading.lacks"),
        (package({"word/document.xml": f"{BOMB}<x>&b;</x>"}), "reading.bad_part"),
        (package({"word/document.xml": f"{OUTSIDE}<x>&a;</x>"}), "reading.bad_part"),
        (package({"word/document.xml": "<w:document"}), "reading.bad_part"),
        (package({"word/document.xml": b"\xff\xfe\0\0"}), "reading.bad_part"),
        (package({"word/document.xml": "<workbook/>"}), "reading.no_text"),
        (docx(DEEP), "reading.bad_part"),
        (docx(p(" " * 60_000_000)), "reading.too_packed"),
    ],
)
def test_what_is_damaged_or_hostile_is_refused_by_a_sentence(data: bytes, code: str) -> None:
    assert refused("docx", _packed(data)) == code


def _packed(data: bytes) -> bytes:
    """The same package with its parts deflated, which makes a bomb of a large one."""
    if len(data) < 1_000_000:
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        return package({name: whole.read(name) for name in whole.namelist()}, packed=True)


def test_names_that_lead_elsewhere_lead_nowhere() -> None:
    link = '<Relationship Type="http://x/footnotes" Target="../../../../etc/passwd"/>'
    odd = {"../../evil.xml": "<x/>", "/etc/passwd": "<x/>"}
    rels = f"<Relationships>{link}</Relationships>"
    whole = {
        "word/document.xml": notes("document", p("Here.")),
        "word/_rels/document.xml.rels": rels,
    }
    assert read(package({**odd, **whole})).article.text == "Here."


def test_one_that_is_called_otherwise_is_read_as_what_it_is(
    sqlite_project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.txt").write_bytes(docx(p("The Kremlin denies it.")))
    (folder / "b.docx").write_text("A plain text.")
    (folder / "c.docx").write_bytes(OLD + "EncryptedPackage".encode("utf-16-le"))
    (folder / "d.doc").write_text("Only called so.")
    report = bring_in(sqlite_project, [folder], Wishes(skip_bad=True))
    assert [name for name, _ in report.skipped] == ["b.docx", "c.docx"]
    articles = [sqlite_project.articles.get(one) for one in report.ids]
    assert [(one.source_name, one.reader) for one in articles] == [
        ("a.txt", "docx"),
        ("d.doc", "txt"),
    ]
    assert sqlite_project.articles.text(report.ids[0]) == "The Kremlin denies it."


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("WordDocument", ".docx"),
        ("EncryptedPackage", "password"),
        ("__substg1.0_", ".eml"),
        ("Workbook", "binary"),
    ],
)
def test_files_of_old_programs_are_told_what_to_do(inside: str, said: str) -> None:
    data = OLD + inside.encode("utf-16-le")
    assert kinds.settled("docx", data) == kinds.settled("txt", data) == "ole"
    with pytest.raises(BadInput, match=said):
        read_all("ole", data)


WHOLE = docx(p("He denied it."), docProps__core_xml=core(title="A lie"))


@given(st.integers(0, len(WHOLE)), st.binary(max_size=40), st.integers(0, 200))
@settings(max_examples=200)
def test_whatever_is_broken_gives_an_article_or_a_sentence(at: int, put: bytes, cut: int) -> None:
    data = WHOLE[:at] + put + WHOLE[at + cut :]
    articles_or_sentence("docx", data)


NAMES = "p r t br tab del ins pPr rPr vanish tbl tr tc txbxContent sdt AlternateContent sym x"
names = st.sampled_from(NAMES.split(" "))
trees = st.recursive(
    st.text("ab <&\n", max_size=4).map(lambda x: x.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.builds(
        lambda name, parts: f"<w:{name}>{''.join(parts)}</w:{name}>",
        names,
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@given(trees)
def test_no_body_breaks_it(body: str) -> None:
    for one in articles_or_sentence("docx", docx(p("!") + body)):
        assert isinstance(one, Reading)
        assert one.article.text.startswith("!")


def test_of_a_spreadsheet_it_is_said_how_to_have_its_rows() -> None:
    with pytest.raises(BadInput, match="Save a table as CSV"):
        read(package({"word/document.xml": "<workbook/>"}))
