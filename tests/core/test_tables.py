"""Tables of articles: which column holds what, what becomes of the rest, and what is refused."""

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.cli import main
from factcheck.errors import BadInput
from factcheck.formats.cells import guarded
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.intake.columns import columns_of
from factcheck.intake.foreign import Manner
from factcheck.intake.walk import Readable
from factcheck.project import Project
from factcheck.readers import Asked, Reading, Unread, fragments
from factcheck.readers.columns import is_nothing
from factcheck.readers.fragments import is_markup
from factcheck.records import Date, NewArticle
from tests.core.reading import articles_in, found_in
from tests.texts_strategy import texts

ASKED = Asked("news.csv")
LETTER = "The Kremlin rejects the “absolute lie”.\r\n\r\nMoscow says no."


def articles(data: str | bytes, asked: Asked = ASKED) -> list[NewArticle]:
    """The articles of a table."""
    return articles_in("table", data.encode() if isinstance(data, str) else data, asked)


def unread(data: str) -> list[Unread]:
    """The rows of a table that are no articles."""
    found = found_in("table", data.encode(), ASKED)
    return [one for one in found if isinstance(one, Unread)]


def delimited(rows: list[dict[str, str]], delimiter: str = ",", *, guard: bool = False) -> str:
    """Rows as a spreadsheet writes them."""
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    for cells in ([*rows[0]], *([*row.values()] for row in rows)):
        writer.writerow([guarded(cell) for cell in cells] if guard else cells)
    return out.getvalue()


ROW = {
    "Headline": "Kremlin: a lie",
    "Body": LETTER,
    "pub_date": "Mon, 21 Feb 2022 10:00:00 GMT",
    "Source": "Reuters",
    "byline": "A. Uthor",
    "URL": "https://example.org/1",
    "lang": "en",
    "desk": "world",
}


@pytest.mark.parametrize(
    "written",
    [
        delimited([ROW]),
        delimited([ROW], ";"),
        delimited([ROW], "\t"),
        "sep=|\r\n" + delimited([ROW], "|"),
        delimited([ROW], guard=True),
        "\ufeff" + delimited([ROW]),
        json.dumps(ROW) + "\n",
        "\n" + json.dumps(ROW, ensure_ascii=False) + "\n" + json.dumps(ROW) + "\n",
        json.dumps([ROW], indent=1),
        json.dumps({"status": "ok", "articles": [ROW]}),
        json.dumps({name: {"0": cell} for name, cell in ROW.items()}),
        json.dumps({name: [cell] for name, cell in ROW.items()}),
        json.dumps({"a": ROW, "b": ROW}),
        json.dumps({"columns": [*ROW], "index": [0], "data": [[*ROW.values()]]}),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_columns_are_known_by_their_names(written: str, encoding: str) -> None:
    one = articles(written.encode(encoding))[0]
    assert one.text == LETTER
    assert (one.title, one.publisher, one.author) == ("Kremlin: a lie", "Reuters", "A. Uthor")
    assert (one.uri, one.language) == ("https://example.org/1", "en")
    assert one.source_name == one.uri
    assert one.published == Date("2022-02-21", "Mon, 21 Feb 2022 10:00:00 GMT")
    assert one.attributes == {"desk": "world"}
    assert one.guessed <= {"furniture"}


def test_what_no_column_says_is_guessed_from_the_text() -> None:
    (one,) = articles(
        'id,text\n7,"A headline\nFebruary 21, 2022\n\nThe Kremlin says a lot here."\n'
    )
    assert one.source_name == "news.csv/7"
    assert one.title == "A headline"
    assert one.published == Date("2022-02-21", "February 21, 2022")
    assert one.guessed == {"title", "published", "furniture"}


def test_a_person_says_which_column_holds_what() -> None:
    data = "a,b,text\nThis is it.,Ana,no\n"
    (one,) = articles(data, Asked("t", columns={"text": "A", "author": "b"}))
    assert (one.text, one.author, one.attributes) == ("This is it.", "Ana", {"text": "no"})
    with pytest.raises(BadInput, match="“a”, “b”, “text”"):
        articles(data, Asked("t", columns={"text": "c"}))
    with pytest.raises(BadInput, match="Say one of text, html"):
        articles(data, Asked("t", columns={"words": "a"}))


def test_without_a_column_of_texts_it_is_said_which_there_are() -> None:
    with pytest.raises(BadInput, match=r"“Überschrift”, “x”\. Pick the one that does"):
        articles("Überschrift;x\nJa;Nein\n")
    assert [one.text for one in articles("one column\nonly, with commas\nYes.\n")] == [
        "only, with commas",
        "Yes.",
    ]


def test_values_of_json_become_words() -> None:
    row = {
        "text": ["One.", "Two."],
        "authors": ["Ana", {"name": "Ben", "id": 1}],
        "source": {"id": None, "name": "CNN"},
        "date": 1645430400,
        "_id": {"$oid": "5f"},
        "score": float("nan"),
        "tags": ["a", "b"],
        "nothing": "None",
    }
    (one,) = articles(json.dumps([row]))
    assert one.text == "One.\n\nTwo."
    assert (one.author, one.publisher, one.source_name) == ("Ana, Ben", "CNN", "news.csv/5f")
    assert one.published == Date("2022-02-21", "1645430400", "inferred")
    assert one.attributes == {"tags": '["a", "b"]'}


def test_markup_becomes_its_words_and_is_kept_as_the_original() -> None:
    html = "<p>One &amp; <b>two</b>.</p><script>alert(1)</script><p>Three.</p>"
    (found,) = found_in("table", json.dumps([{"text": html}]).encode(), ASKED)
    assert isinstance(found, Reading)
    assert found.article.text == "One & two.\n\nThree."
    assert found.notes == ("markup",)
    assert found.article.original
    assert found.article.original.content == html.encode()
    (one,) = articles("body\nplain <b>bold</b>\n", Asked("t", columns={"html": "body"}))
    assert one.text == "plain bold"
    (one,) = articles("body\nplain <b>bold</b>\n")
    assert one.text == "plain <b>bold</b>"


def test_a_text_that_was_cut_is_told() -> None:
    (found,) = found_in("table", b"content\nIt goes on [+2747 chars]\n", ASKED)
    assert isinstance(found, Reading)
    assert found.notes == ("teaser 24",)


def test_other_columns_are_kept_within_bounds() -> None:
    row = {"text": LETTER, "long": "x" * 20_000} | {f"c{n}": "y" for n in range(200)}
    (found,) = found_in("table", json.dumps([row]).encode(), ASKED)
    assert isinstance(found, Reading)
    assert len(found.article.attributes) == 100
    assert "attributes_left" in found.notes


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("text,b\n,x\n", "no text in its column “text”"),
        ("text,b\nnan,x\n", "no text in its column"),
        ("text,b\nx,y,z\n", "3 cells"),
        ('{"text": "a"}\n{"text": 1}\n', "no text"),
        ('{"text": "a"}\n[1]\n', "no object"),
        ('{"text": "a"}\n{"text": \n', "Line 2: this is no JSON"),
        ('{"text": "a"}\n{"text": "\\ud83d"}\n', "lone surrogate"),
        ('{"text": "a"}\n' + '{"x":' * 50_000 + "\n", "nested too deeply"),
        ('{"text": "a"}\n{"text": "<p> </p>"}\n', "no text"),
        ('{"text": "a"}\n{"text": "b", "x": ' + "[" * 500 + "]" * 500 + "}\n", "nested too deeply"),
    ],
)
def test_a_row_that_is_no_article_is_told_by_its_place(data: str, says: str) -> None:
    (one,) = unread(data)
    assert one.name in ("news.csv/1", "news.csv/2")
    assert says in str(BadInput(one.code, **one.params))


def test_a_row_over_which_a_library_breaks_down_is_told_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaking(html: str) -> str:
        if "odd" in html:
            raise AssertionError("of a library")
        return whole(html)

    whole = fragments.text_of
    monkeypatch.setattr(fragments, "text_of", breaking)
    data = b"id,html\n1,<p>He denies it.</p>\n2,<p>odd</p>\n3,<p>So does she.</p>\n"
    first, second, third = found_in("table", data, Asked("a.csv"))
    assert isinstance(first, Reading)
    assert second == Unread("a.csv/2", "apart.broke", {"why": "AssertionError: of a library"})
    assert isinstance(third, Reading)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no columns"),
        (b"\n \n", "no rows"),
        (b"text,title\n", "no rows"),
        (b"[]", "no columns"),
        (b"\x00\x01\x02\xff" * 100, "no encoding|is no text"),
        (b'text,b\n"open,x\ny,z\n', "From line 2"),
        (b'text,b\n"a"b,x\n', "From line 2"),
        (b"[", "Line 1: this is no JSON"),
        (b"{" * 100_000, "nested too deeply|no JSON"),
        (b"[1, 2]", "no columns"),
        (b"PAR1 and nothing more", "no Parquet"),
        (b"," * 6_000 + b"text\n", "more than 5000 columns"),
    ],
)
def test_what_is_no_table_is_refused_as_a_whole(data: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        articles(data)


def test_quotation_marks_of_other_programs_are_understood() -> None:
    (one,) = articles('title,text\na,"He said \\"no\\", then \\"yes\\"."\n')
    assert one.text == 'He said "no", then "yes".'
    (one,) = articles('title\ttext\na\t"Quoted" he said\n')
    assert one.text == '"Quoted" he said'


def test_encodings_are_told_or_given() -> None:
    said = "Der Präsident sagte: „Größe zählt überall, für König und Bürger“."
    data = f"title;text\nA;{said}\n".encode("cp1252")
    (found,) = found_in("table", data, Asked("t", encoding="cp1252"))
    assert isinstance(found, Reading)
    assert found.article.text == said
    (found,) = found_in("table", data, ASKED)
    assert isinstance(found, Reading)
    assert found.notes == ("encoding_guessed",)
    with pytest.raises(BadInput, match="no encoding “nonsense”"):
        articles(data, Asked("t", encoding="nonsense"))
    with pytest.raises(BadInput, match="not in utf-8"):
        articles(data, Asked("t", encoding="utf-8"))
    # What looks like a mark in the middle is none.
    assert articles(b'{"text": "a"}\n' * 3 + b'{"text": "\xff\xfe"}\n')[3].text
    plain = ("plain " * 20_000 + "\n").encode()
    late = b"text\n" + plain * 3 + f"{said}\n".encode("cp1252") + plain
    assert articles(late)[3].text == said


def test_the_guard_of_formulas_is_taken_off_where_there_is_one() -> None:
    assert [a.text for a in articles("text,n\n'=cmd,'-1\n'+x,2\n")] == ["=cmd", "+x"]
    assert [a.text for a in articles("text,n\n'=cmd,-1\n'Tis so,2\n")] == ["'=cmd", "'Tis so"]


CELL = texts(min_pieces=1).filter(lambda one: not is_nothing(one) and not is_markup(one))
WRITERS: dict[str, Callable[[list[dict[str, str]]], str]] = {
    "csv": lambda rows: delimited(rows, guard=True),
    "semicolons": lambda rows: delimited(rows, ";", guard=True),
    "tsv": lambda rows: delimited(rows, "\t", guard=True),
    "jsonl": lambda rows: "".join(json.dumps(row) + "\n" for row in rows),
    "json": lambda rows: json.dumps(rows, ensure_ascii=False),
}


@given(
    rows=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=4),
    way=st.sampled_from([*WRITERS]),
)
def test_any_texts_come_back_as_they_were(rows: list[tuple[str, str]], way: str) -> None:
    table = [{"text": text, "title": "T", "desk": desk, "n": "-1"} for text, desk in rows]
    found = found_in("table", WRITERS[way](table).encode(), Asked("t"))
    articles = [one.article for one in found if isinstance(one, Reading)]
    assert [(one.text, one.attributes["desk"]) for one in articles] == rows


def parquet(columns: dict[str, object], **kinds: object) -> bytes:
    """A Parquet file."""
    pa = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    out = BytesIO()
    arrays = {name: pa.array(cells, kinds.get(name)) for name, cells in columns.items()}
    write_table(pa.table(arrays), out)
    return out.getvalue()


def test_parquet_is_read_with_its_types() -> None:
    pa = pytest.importorskip("pyarrow")
    data = parquet(
        {
            "text": [LETTER, None],
            "date": [1645430400_000_000_001, None],
            "authors": [["Ana", "Ben"], []],
            "raw": [b"\xff", b"bytes"],
            "n": [float("nan"), 2.5],
            "far": [2**62, 1],
        },
        date=pa.timestamp("ns", "Europe/Berlin"),
        far=pa.timestamp("us"),
    )
    found = found_in("table", data, Asked("t.parquet"))
    assert isinstance(found[0], Reading)
    assert isinstance(found[1], Unread)
    one = found[0].article
    assert (one.text, one.author) == (LETTER, "Ana, Ben")
    assert one.published
    assert one.published.edtf == "2022-02-21"
    assert one.attributes.keys() == {"far"}


def test_a_truncated_parquet_is_refused() -> None:
    data = parquet({"text": [LETTER] * 100})
    for cut in (4, len(data) // 2, len(data) - 1):
        with pytest.raises(BadInput, match="no Parquet"):
            articles(data[:cut])


def test_a_table_is_imported_as_one_revision(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(delimited([ROW, ROW | {"URL": "", "Body": ""}, ROW | {"URL": "u:3"}]))
    with pytest.raises(BadInput, match=r"news\.csv/2 cannot be imported.*no text in its column"):
        bring_in(project, [path])
    report = bring_in(project, [path], Wishes(skip_bad=True))
    assert (report.articles, report.revision) == (2, 1)
    assert [name for name, _ in report.skipped] == ["news.csv/2"]
    one = project.articles.get(report.ids[0])
    assert (one.source_name, one.reader, one.attributes) == (ROW["URL"], "table", {"desk": "world"})
    again = bring_in(project, [path], Wishes(skip_bad=True))
    assert (again.articles, again.revision) == (0, None)


def test_on_the_command_line_a_column_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, path = str(tmp_path / "p.factcheck"), tmp_path / "rows.jsonl"
    path.write_text('{"said": "It is a lie.", "label": []}\n{"said": "It is not."}\n')
    assert main(["new", place, "--as", "Ana"]) == 0
    assert main(["import", place, str(path), "--as", "Ana"]) == 1
    assert "--column text=said" in capsys.readouterr().err
    command = ["import", place, str(path), "--column", "text=said", "--as", "Ana"]
    assert main(command) == 0
    assert "2 articles" in capsys.readouterr().out


def test_the_columns_of_a_table_are_shown_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(delimited([ROW | {"Body": "", "desk": f"desk {n}"} for n in range(9)]))
    found = columns_of(Readable(str(path), "news.csv", "table"), Manner(), lambda: None)
    assert [*found.examples] == [*ROW]
    assert found.examples["desk"] == ("desk 0", "desk 1", "desk 2")
    assert found.examples["Body"] == ()
    assert found.taken["text"] == "Body"
    assert "desk" not in found.taken.values()
    other = Manner(columns={"title": "desk"})
    found = columns_of(Readable(str(path), "news.csv", "table"), other, lambda: None)
    assert (found.taken["title"], found.taken["text"]) == ("desk", "Body")
    (tmp_path / "a.txt").write_text("No table.")
    with pytest.raises(BadInput, match="no table"):
        columns_of(Readable(str(tmp_path / "a.txt"), "a.txt"), Manner(), lambda: None)
