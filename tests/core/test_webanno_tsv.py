"""WebAnno TSV: layers are read as they are meant, ours come back, what is broken is refused."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput
from factcheck.formats import guess, webanno_tsv
from factcheck.formats.bundle import Bundle
from factcheck.formats.webanno_cells import (
    chained,
    divided,
    escaped,
    suffixed,
    text_escaped,
    text_unescaped,
    unescaped,
)
from factcheck.project import Project
from tests.core.bundles import bundles
from tests.core.datasets import ANA, bring, rows, same, travels
from tests.texts_strategy import texts

GOLDEN = Path(__file__).parent / "golden" / "webanno-tsv"
HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Claim|value\n\n\n"
LINKED = (
    HEAD.replace("webanno.custom.Claim|value", "x.Claim|\n#T_RL=x.Link|value|BT_x.Claim")
    + "#Text=Kyiv 🙂\n"
)


def put(path: Path, words: str) -> Path:
    """A file with these words."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(words.encode())
    return path


def test_layers_are_read_as_they_are_meant() -> None:
    bundle = webanno_tsv.read(GOLDEN / "letter.tsv")
    (part,) = bundle.parts
    assert part.article.text == "Kyiv 🙂 says no.\nThe Kremlin rejects it: “lie”."
    labels = {one.id: one.name for one in bundle.labels}
    told = {one.id: f"{labels[one.label]}: {one.words}" for one in part.statements}
    assert sorted(told.values()) == [
        "Claim: no.",
        "Claim: o",
        "Claim: rejects it",
        "CoreferenceLink: Kyiv",
        "CoreferenceLink: The Kremlin",
        "Frame: says",
        "LOC: Kyiv",
        "LOC: The Kremlin",
        "ORG: The Kremlin",
    ]
    types = {one.id: one.name for one in bundle.link_types}
    assert sorted((types[x.type], told[x.source], told[x.target]) for x in bundle.links) == [
        ("Answers", "Claim: rejects it", "Claim: no."),
        ("coref", "CoreferenceLink: Kyiv", "CoreferenceLink: The Kremlin"),
        ("what", "Frame: says", "Claim: no."),
        ("who", "Frame: says", "LOC: Kyiv"),
    ]
    frame = next(one for one in part.statements if told[one.id].startswith("Frame"))
    assert frame.attributes == {"webanno.layer": "webanno.custom.Frame", "name": "say_no"}
    answers = next(one for one in bundle.links if types[one.type] == "Answers")
    assert answers.attributes == {"webanno.layer": "webanno.custom.Answers", "kind": "pro|con"}
    assert bundle.lost == {}


def test_layers_of_others_get_theirs_back(empty: Project, tmp_path: Path) -> None:
    bring(empty, GOLDEN / "letter.tsv")
    export(empty, tmp_path / "out", ExportWishes("webanno-tsv"))
    sheet = next((tmp_path / "out").glob("*.tsv"))
    words = sheet.read_text("utf-8")
    named = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
    assert f"#T_SP={named}|value\n" in words
    assert "#T_SP=webanno.custom.Claim|\n" in words
    assert "#T_RL=webanno.custom.Answers|kind|BT_webanno.custom.Claim\n" in words
    assert bring(empty, tmp_path / "out").revision is None
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / sheet.name).write_text(words, "utf-8")
    with Project.create(tmp_path / "b.factcheck", title="b", actor=ANA) as other:
        # Nothing lies beside, and still no shadow is taken for a statement.
        report = bring(other, tmp_path / "bare")
        assert (report.statements, report.links) == (9, 4)
    sheet.write_text(words.replace("\tLOC[", "\tGPE[", 1), "utf-8")
    assert bring(empty, tmp_path / "out").statements == 1


@settings(max_examples=12)
@given(bundle=bundles())
def test_any_dataset_comes_back_but_for_what_is_told_lost(
    bundle: Bundle, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("webanno")
    travels(bundle, folder, "webanno-tsv", shy=frozenset({"white_space"}))


@given(texts(max_pieces=6))
def test_any_value_comes_back_from_a_cell(words: str) -> None:
    cell = escaped(words)
    assert not set(cell) & set("\t\n\r")
    assert unescaped(cell) == words.replace("\r\n", "\n").replace("\r", " ")
    assert divided(cell, "|") == divided(cell, ";") == [cell]
    assert suffixed(f"{cell}[12]") == (cell, "12")
    assert suffixed(f"{cell}[1_2]") == (cell, "1_2")
    assert suffixed(cell) == (cell, "")
    assert chained(f"{cell}->3-4") == (cell, 3, 4)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\n")))
def test_any_line_of_text_comes_back(words: str) -> None:
    line = text_escaped(words)
    assert not set(line) & set("\t\n\r")
    assert text_unescaped(line, minor=3) == words


def test_the_sample_comes_back_and_says_what_others_see(
    sample: Project, empty: Project, tmp_path: Path
) -> None:
    done = export(sample, tmp_path / "tsv.zip", ExportWishes("webanno-tsv", layer="all"))
    assert set(done.lost) == {"gaps_shown_closed", "comments", "decisions"}
    assert guess(tmp_path / "tsv.zip") == "webanno-tsv"
    export(sample, tmp_path / "first", ExportWishes("jsonl", layer="all"))
    assert bring(empty, tmp_path / "tsv.zip").statements == 282
    export(empty, tmp_path / "second", ExportWishes("jsonl", layer="all"))
    assert same(tmp_path / "second", tmp_path / "first")
    assert bring(sample, tmp_path / "tsv.zip").revision is None
    export(sample, tmp_path / "one", ExportWishes("webanno-tsv"))
    words = next((tmp_path / "one").glob("000*.tsv")).read_text("utf-8")
    assert "#Text=The Kremlin rejects the accusation" in words
    assert "\tdenial[" in words
    assert "|Kremlin[" in words or "\tKremlin[" in words


def test_what_was_altered_elsewhere_is_another_statement(sample: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(sample, out, ExportWishes("webanno-tsv"))
    export(sample, tmp_path / "before", ExportWishes("jsonl"))
    sheet = next(out.glob("000*.tsv"))
    words = sheet.read_text("utf-8")
    assert "allegation[1]" in words
    sheet.write_text(words.replace("allegation[1]", "denial[1]"), "utf-8")
    report = bring(sample, out)
    assert (report.articles, report.statements) == (0, 1)
    assert sample.check()["problems"] == []
    export(sample, tmp_path / "after", ExportWishes("jsonl"))
    new = [row for row in rows(tmp_path / "after", "statements") if row["derived_from"]]
    old = {row["id"]: row for row in rows(tmp_path / "before", "statements")}
    (made,) = [row for row in new if row["id"] not in old]
    before = old[made["derived_from"][0]]
    assert made["label"] == "denial"
    for key in ("speaker", "claim", "spans", "note"):
        assert made[key] == before[key]
    with pytest.raises(BadInput, match="left as it is"):
        export(sample, out, ExportWishes("webanno-tsv"))


def test_statements_made_elsewhere_find_their_speaker(sample: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(sample, out, ExportWishes("webanno-tsv"))
    export(sample, tmp_path / "before", ExportWishes("jsonl"))
    sheet = next(out.glob("000*.tsv"))
    lines = sheet.read_text("utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("1-2\t"))
    cells = lines[at].split("\t")
    cells[3:9] = ["denial", "Kremlin", "*", "certain", "It\\_says", "*"]
    lines[at] = "\t".join(cells)
    sheet.write_text("\n".join(lines), "utf-8")
    assert bring(sample, out).statements == 1
    export(sample, tmp_path / "after", ExportWishes("jsonl"))
    old = {row["id"] for row in rows(tmp_path / "before", "statements")}
    (made,) = [r for r in rows(tmp_path / "after", "statements") if r["id"] not in old]
    names = {row["id"]: row["name"] for row in rows(tmp_path / "after", "speakers")}
    assert names[made["speaker"]] == "Kremlin"
    assert (made["certainty"], made["note"], made["speaker_basis"]) == (
        "certain",
        "It_says",
        "named",
    )
    assert len(rows(tmp_path / "before", "speakers")) == len(names)


def test_annotators_are_found_in_folders_as_inception_has_them(
    empty: Project, tmp_path: Path
) -> None:
    row = HEAD + "#Text=Kyiv\n1-1\t0-4\tKyiv\tx\t\n"
    for name in ("annotation/letter.txt/ana", "annotation/letter.txt/dan", "curation/b.txt/cleo"):
        put(tmp_path / "set" / f"{name}.tsv", row)
    assert guess(tmp_path / "set") == "webanno-tsv"
    report = bring(empty, tmp_path / "set", names={"Claim": "denial"})
    assert (report.articles, report.statements) == (2, 3)
    found = empty.articles.get_many(report.ids)
    assert {one.source_name for one in found} == {"letter.txt", "b.txt"}
    assert {"ana", "dan", "cleo"} <= {one.name for one in empty.annotators()}


def test_older_versions_escape_otherwise(tmp_path: Path) -> None:
    for version, line in (("3.1", "a\\u00e9\\t\\101"), ("3.2", "aé\\tA")):
        words = HEAD.replace("3.3", version) + f"#Text={line}\n1-1\t0-2\taé\t*\t\n"
        (part,) = webanno_tsv.read(put(tmp_path / "a.tsv", words)).parts
        assert part.article.text == "aé\tA"


@pytest.mark.parametrize("version", ["3", "3.0"])
def test_the_first_version_escapes_no_text(tmp_path: Path, version: str) -> None:
    words = HEAD.replace("3.3", version) + "#Text=C:\\new\n1-1\t0-6\tC:\\new\ta\\|b\t\n"
    found = webanno_tsv.read(put(tmp_path / "a.tsv", words))
    (part,) = found.parts
    assert part.article.text == "C:\\new"
    assert [one.attributes["value"] for one in part.statements] == ["a|b"]


def test_what_ours_cannot_hold_is_counted(tmp_path: Path) -> None:
    words = LINKED + (
        "1-1\t0-4\tKyiv\t*\t*|*\t1-1|1-2\t\n1-1.1\t4-4\t\t*\t_\t_\t\n1-2\t5-7\t🙂\t_\t_\t_\t\n"
    )
    bundle = webanno_tsv.read(put(tmp_path / "a.tsv", words))
    assert bundle.lost == {"links_to_itself": 1, "links_left_out": 1, "empty_spans": 1}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "line 1: this is no WebAnno TSV"),
        ("#FORMAT=WebAnno TSV 2.0\n", "no WebAnno TSV"),
        (HEAD + "#Text=Kyiv\n1-1\t0-400\tKyiv\tx\t\n", "line 6, 1-1: the span 0 to 400"),
        (HEAD + "#Text=Kyiv\n1-1\t4-0\tKyiv\tx\t\n", "other words"),
        (HEAD + "#Text=Kyiv\n1-1\t0-4\tOslo\tx\t\n", "other words"),
        (HEAD + "#Text=🙂 x\n1-1\t0-1\t🙂\tx\t\n", "inside a character"),
        (HEAD + "#Text=Kyiv\n1-1\t0-4\tKyiv\n", "line 6: this is neither"),
        (HEAD + "#Text=Kyiv\n1-1\tzero\tKyiv\tx\t\n", "neither"),
        (HEAD + "#Text=Kyiv\n1-1\t0-" + "4" * 5000 + "\tKyiv\tx\t\n", "neither"),
        (HEAD + "#Text=Kyiv\n1-1\t0-4\tKyiv\tx\t\n1-1\t0-4\tKyiv\tx\t\n", "line 7, 1-1: this id"),
        (HEAD + "1-1\t0-4\tKyiv\tx\t\n", "a sentence needs its text"),
        (HEAD + "#Text=Kyiv\n", "a sentence needs its text"),
        (HEAD + "#Text=K\n1-1\t0-1\tK\tx\t\n\n#Text=K\n2-1\t0-1\tK\tx\t\n", "does not follow"),
        (HEAD + "#Text=K\n1-1\t999999999-1000000000\tK\tx\t\n", "neither"),
        (HEAD + "#Text=K\n1-1\t99999999-99999999\tK\tx\t\n", "does not follow"),
        ("#FORMAT=WebAnno TSV 3.3\n#T_SP=|\n", "line 2: a layer without a name"),
        (LINKED + "1-1\t0-4\tKyiv\t*\t*\t7-7\t\n", "names 7-7"),
        (LINKED + "1-1\t0-4\tKyiv\t*\t*\t1-1[9_0]\t\n", r"names 1-1\[9\]"),
        (HEAD + "#Text=Ky\0v\n1-1\t0-4\tKy\0v\tx\t\n", "line 5.*NUL"),
    ],
)
def test_broken_files_are_refused_with_their_place(
    empty: Project, tmp_path: Path, words: str, says: str
) -> None:
    path = put(tmp_path / "a.tsv", words)
    with pytest.raises(BadInput, match=says) as caught:
        bring(empty, path, format_name="webanno-tsv")
    assert "a.tsv" in str(caught.value)
    assert empty.stats()["revision"] == 0


def test_what_is_no_utf8_is_refused(empty: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes(HEAD.encode() + b"#Text=\xff\n")
    with pytest.raises(BadInput, match=r"a\.tsv, line 5: this is no UTF-8"):
        bring(empty, path)
    assert empty.stats()["revision"] == 0
