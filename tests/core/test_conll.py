"""CoNLL columns: tags of every scheme are read, what tags hold comes back, the rest is counted."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput
from factcheck.formats import conll, guess
from factcheck.formats.bundle import Bundle
from factcheck.formats.conll_lines import label_in_column
from factcheck.formats.escapes import name_unescaped
from factcheck.project import Project
from tests.core.bundles import bundles
from tests.core.datasets import bring, content, rows, travels
from tests.texts_strategy import texts

GOLDEN = Path(__file__).parent / "golden" / "conll" / "letters.conll"
SHY = frozenset({"overlapping", "white_space"})


def told(bundle: Bundle) -> list[str]:
    """Labels and words of all statements."""
    labels = {one.id: one.name for one in bundle.labels}
    return sorted(f"{labels[one.label]}: {one.words}" for one in bundle.statements())


def test_tags_of_every_scheme_are_read() -> None:
    bundle = conll.read(GOLDEN)
    found = {part.article.source_name: part.article.text for part in bundle.parts}
    assert found == {
        "letters#1": "The Kremlin rejects Kyiv Moscow .\nEU says",
        "second": "Lists of names 🙂",
    }
    assert told(bundle) == [
        "LOC: Kyiv",
        "LOC: Moscow",
        "ORG: EU",
        "ORG: Kremlin",
        "claim text: Lists of names",
        "sign: 🙂",
    ]
    assert bundle.lost == {"columns": 2}
    assert any("not the originals" in note for note in bundle.notes)


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("B-x I-x O", [(0, 2)]),
        ("I-x I-x O", [(0, 2)]),
        ("I-x B-x I-x", [(0, 1), (1, 3)]),
        ("B-x B-x O", [(0, 1), (1, 2)]),
        ("I-x I-y I-y", [(0, 1), (1, 3)]),
        ("B-x E-x I-x", [(0, 2), (2, 3)]),
        ("S-x B-x E-x", [(0, 1), (1, 3)]),
        ("U-x B-x L-x", [(0, 1), (1, 3)]),
        ("O O I-a-b", [(2, 3)]),
    ],
)
def test_what_a_tag_goes_on_with(tmp_path: Path, tags: str, spans: list[tuple[int, int]]) -> None:
    lines = [f"t{n}\t{tag}" for n, tag in enumerate(tags.split())]
    path = tmp_path / "a.bio"
    path.write_text("\r\n".join(lines) + "\r\n", "utf-8", newline="")
    content_of = [s.content[0] for s in conll.read(path).statements()]
    assert [(s.start // 3, (s.end + 1) // 3) for s in content_of] == spans


def test_a_column_that_counts_the_tokens_is_not_taken_for_them(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_text(
        "#\thttp://a.example/news\t[2009-10-17]\n1\tKyiv\tB-LOC\tO\n2\tsays\tO\tB-verb\n\n"
        "# sent_id = 2\n1\tNo\tO\tO\n",
        "utf-8",
    )
    bundle = conll.read(path)
    assert [part.article.text for part in bundle.parts] == ["Kyiv says\nNo"]
    assert told(bundle) == ["LOC: Kyiv", "verb: says"]
    assert bundle.lost == {"remarks": 2}
    path.write_text("0 -DOCSTART- O\n\n0 Kyiv O\n1 says O\n0 -DOCSTART- O\n\n0 No O\n", "utf-8")
    assert sorted(part.article.text for part in conll.read(path).parts) == ["Kyiv says", "No"]
    path.write_text("1 of B-count\n2 are O\n1 is O\n", "utf-8")
    assert [part.article.text for part in conll.read(path).parts] == ["1 2 1"]


@pytest.mark.parametrize(
    ("rows", "found", "others"),
    [
        # Tags inside of tags, and the same said twice.
        ("The B-x B-x O,news I-x O O,agency I-x B-y O", "x: The, x: The news agency, y: agency", 0),
        ("Kyiv B-x B-x,says O O", "x: Kyiv", 0),
        # Every column goes on by itself.
        ("a B-x O,b O B-y,c I-x I-y", "x: a, x: c, y: b c", 0),
        # Parts of speech come between: the last column is read as ever.
        ("Kyiv NNP B-NP B-x,says VBZ B-VP O", "x: Kyiv", 2),
        ("Kyiv Kyiv NNP B-NP B-x,says say VBZ B-VP O", "x: Kyiv", 3),
        ("Kyiv B-NP NNP B-x,says B-VP VBZ O", "x: Kyiv", 2),
        ("Kyiv NNP B-NP,says VBZ B-VP", "NP: Kyiv, VP: says", 1),
        # The last column has no tags.
        ("Kyiv B-x O Q1,says O B-y _", "x: Kyiv, y: says", 1),
        ("Kyiv B-x _,says _ _,no O _", "x: Kyiv", 1),
        # Nothing in the last columns.
        ("Kyiv B-x  ,says O  ", "x: Kyiv", 0),
        ("# B-x ,says O ", "x: #", 0),
        ("Kyiv B-x  O,says   B-y", "y: says", 2),
        ("Kyiv B-x,says ,no _", "x: Kyiv", 0),
        # Rows that differ, and marks of articles among the columns.
        ("Kyiv B-z B-x,says O,no O O", "x: Kyiv", 1),
        ("Kyiv B-x B-y,-DOCSTART- O O,says O O", "x: Kyiv, y: Kyiv", 0),
    ],
)
def test_which_columns_are_tags(tmp_path: Path, rows: str, found: str, others: int) -> None:
    path = tmp_path / "a.conll"
    path.write_text(rows.replace(",", "\n").replace(" ", "\t") + "\n", "utf-8")
    bundle = conll.read(path)
    assert ", ".join(told(bundle)) == found
    assert bundle.lost.get("columns", 0) == others


def test_columns_that_the_first_line_names(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    names = "TOKEN\tPOS\tNE-COARSE-LIT\tNE-COARSE-METO\tNEL-LIT\tMISC\n"
    path.write_text(
        f"{names}# corpus:language = de\n# corpus:document_id = first\n"
        "Kyiv\tNNP\tB-place\tB-party\tQ1899\tNoSpaceAfter\n#\tSYM\tO\tO\t_\tLED0.00\n\n"
        f"# corpus:document_id = second\n{names}Odesa\tNNP\tB-place\t_\tNIL\t_\n",
        "utf-8",
    )
    bundle = conll.read(path)
    assert {one.article.source_name: one.article.text for one in bundle.parts} == {
        "first": "Kyiv #",
        "second": "Odesa",
    }
    assert told(bundle) == ["party: Kyiv", "place: Kyiv", "place: Odesa"]
    assert bundle.lost == {"columns": 3, "remarks": 1}


@pytest.mark.parametrize("between", [" ", "\t"])
def test_a_space_that_does_not_break_is_part_of_a_token(tmp_path: Path, between: str) -> None:
    path = tmp_path / "a.conll"
    lines = ["10\u00a0000{}B-sum", "\u00a0{}O", "eu\u3000ros{}I-sum"]
    path.write_text("\n".join(one.format(between) for one in lines), "utf-8")
    bundle = conll.read(path)
    assert [part.article.text for part in bundle.parts] == ["10\u00a0000 \u00a0 eu\u3000ros"]
    assert bundle.lost == {}


@settings(max_examples=12)
@given(bundle=bundles())
def test_any_dataset_comes_back_but_for_what_is_told_lost(
    bundle: Bundle, tmp_path_factory: pytest.TempPathFactory
) -> None:
    travels(bundle, tmp_path_factory.mktemp("conll"), "conll", shy=SHY)


@given(texts(max_pieces=4))
def test_any_label_comes_back_from_a_tag(label: str) -> None:
    assert not set(label_in_column(label)) & set("\t\n\r ")
    assert name_unescaped(label_in_column(label)) == label


def test_the_sample_comes_back_but_for_overlaps(
    sample: Project, empty: Project, tmp_path: Path
) -> None:
    done = export(sample, tmp_path / "set.zip", ExportWishes("conll", layer="all"))
    assert guess(tmp_path / "set.zip") == "conll"
    n = done.lost["overlapping"]
    assert bring(empty, tmp_path / "set.zip").statements == 282 - n == done.written["statements"]
    export(sample, tmp_path / "first", ExportWishes("jsonl", layer="all"))
    export(empty, tmp_path / "second", ExportWishes("jsonl", layer="all"))
    before, after = (content(tmp_path / one) for one in ("first", "second"))
    for same in ("articles.jsonl", "speakers.jsonl", "claims.jsonl", "labels.json"):
        assert before[same] == after[same]
    old = {row["id"]: row for row in rows(tmp_path / "first", "statements")}
    assert all(row == old[row["id"]] for row in rows(tmp_path / "second", "statements"))
    assert bring(sample, tmp_path / "set.zip").revision is None


def test_what_was_altered_elsewhere_is_another_statement(sample: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(sample, out, ExportWishes("conll"))
    path = next(out.glob("000*.conll"))
    words = path.read_text("utf-8")
    assert words.count("B-denial") > 1
    at = words.index("B-denial")
    end = words.index("\tO\n", at)
    head = words[:at] + words[at:end].replace("-denial", "-confirmation")
    path.write_text(head + words[end:], "utf-8")
    report = bring(sample, out)
    assert (report.articles, report.statements) == (0, 1)
    assert sample.check()["problems"] == []
    with pytest.raises(BadInput, match="left as it is"):
        export(sample, out, ExportWishes("conll"))


def test_one_file_has_tags_alone_and_says_so(
    sample: Project, empty: Project, tmp_path: Path
) -> None:
    out = tmp_path / "gold.conll"
    done = export(sample, out, ExportWishes("conll"))
    assert done.lost["links_alone"] == 47
    assert {"details", "registry", "texts"} <= done.lost.keys()
    report = bring(empty, out)
    assert (report.articles, report.statements) == (5, done.written["statements"])
    export(sample, out, ExportWishes("conll", layer="all"))
    (tmp_path / "mine.conll").write_text("a\tO\n", "utf-8")
    with pytest.raises(BadInput, match="left as it is"):
        export(sample, tmp_path / "mine.conll", ExportWishes("conll"))


def test_files_of_any_ending_are_read_where_it_is_said(empty: Project, tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "a.txt").write_text("Kyiv B-LOC\nsays O\n", "utf-8")
    report = bring(empty, tmp_path / "set", format_name="conll", names={"LOC": "denial"})
    assert (report.articles, report.statements) == (1, 1)
    assert {one.name for one in empty.labels.labels()} == {"allegation", "denial", "confirmation"}


@pytest.mark.parametrize("words", ["\ufeffKyiv\tO\n", "\ufeff\tO\nKyiv\tO\n"])
def test_the_mark_before_a_file_is_a_token_where_it_has_a_tag(tmp_path: Path, words: str) -> None:
    (tmp_path / "a.conll").write_text(words, "utf-8")
    (part,) = conll.read(tmp_path / "a.conll").parts
    assert part.article.text.split() == [one for one in ("\ufeff", "Kyiv") if f"{one}\t" in words]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Kyiv\n", "line 1: a token and O"),
        ("Kyiv\tO\n\n\tO\n", "line 3: a token and O"),
        ("Kyiv\tPER\n", "“PER” is neither"),
        ("Kyiv\tB-\n", "“B-” is neither"),
        ("Kyiv\tX-PER\n", "is neither"),
        ("Kyiv\tB-x\tO\nis\tO\tO\nno\tO\tX-x\n", "line 3: “X-x” is neither"),
        ("Kyiv\tB-x\tO\nis\tO\tO\nno\tB_x\tO\n", "line 3: “B_x” is neither"),
        ("Kyiv\tB-x\nsays\tO\nno\t\n", "line 3: “” is neither"),
        ("Kyiv\tNNP\t_\nis\tVBZ\t_\nno\tX\tO\n", "line 1: “_” is neither"),
        ("1\tKyiv\tPROPN\t_\n2\tis\tVERB\t_\n", "none of its columns says O"),
        ("a 0 0 Kyiv (PERSON) (12)\na 0 1 is * -\n", "none of its columns says O"),
        ("TOKEN\tNE-LIT\nKyiv\tPER\n", "line 2: “PER” is neither"),
        ("TOKEN\tTAG\nKyiv\tB-x\n", "line 1: “TAG” is neither"),
        (f"Kyiv\tB-{'x' * 5000}\n", "at most"),
        ("Ky\0v\tO\n", "a token and O"),
    ],
)
def test_broken_columns_are_refused_with_their_place(
    empty: Project, tmp_path: Path, words: str, says: str
) -> None:
    path = tmp_path / "a.conll"
    path.write_text(words, "utf-8")
    with pytest.raises(BadInput, match=says) as caught:
        bring(empty, path)
    assert "a.conll" in str(caught.value)
    assert empty.stats()["revision"] == 0


def test_what_is_no_utf8_or_empty_is_said(empty: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_bytes(b"Kyiv\tO\n\xff\tO\n")
    with pytest.raises(BadInput, match=r"a\.conll, line 2: this is no UTF-8"):
        bring(empty, path)
    path.write_bytes(b"\n\n")
    assert bring(empty, path).lost == {"empty_articles": 1}
    assert empty.stats()["revision"] == 0
