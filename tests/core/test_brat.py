"""brat: its lines are read as they are meant, ours come back whole, what is broken is refused."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput, FactcheckError
from factcheck.formats import brat, guess
from factcheck.formats.brat_names import name_in_brat, name_of_ours
from factcheck.formats.bundle import Bundle
from factcheck.project import Project
from factcheck.records import Statement
from tests.core.bundles import bundles
from tests.core.datasets import bring, same, travels
from tests.texts_strategy import texts

GOLDEN = Path(__file__).parent / "golden" / "brat"
TEXT = "Kyiv says no 🙂. Moscow says yes.\n"


def put(folder: Path, lines: str, *, text: str = TEXT, name: str = "a") -> Path:
    """One article with its lines in a folder."""
    path = folder / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    path.with_suffix(".ann").write_bytes(lines.encode())
    return folder


def by_words(bundle: Bundle) -> dict[str, Statement]:
    """The statements of a bundle by their words."""
    return {one.words: one for one in bundle.statements()}


def test_the_lines_of_brat_are_read_as_they_are_meant() -> None:
    bundle = brat.read(GOLDEN)
    labels = {one.id: one.name for one in bundle.labels}
    types = {one.id: one for one in bundle.link_types}
    found = by_words(bundle)
    assert {words: labels[one.label] for words, one in found.items()} == {
        "rejects … the accusation": "denial",
        "says": "Claim_event",
        "lists": "list",
        "the\u00a0letter": "letter",
        "names": "Naming",
    }
    denial = found["rejects … the accusation"]
    assert [(s.role, s.exact) for s in denial.spans if s.role != "content"] == [
        ("source", "The Kremlin")
    ]
    assert denial.certainty == "probable"
    assert denial.attributes == {"Negation": ""}
    assert denial.note == "Look again, ‘lie’ is strong"
    assert found["says"].attributes == {"Tense": "past perfect", "# Lemma": "say"} | {
        "brat.event": "yes"
    }
    assert found["the\u00a0letter"].attributes == {"Reference Wikidata:Q1": "The letter"}
    assert found["names"].attributes == {"Speculation": "", "brat.event": "yes"}
    ends = {one.id: words for words, one in found.items()}
    links = {(types[x.type].name, ends[x.source], ends[x.target]): x for x in bundle.links}
    directed = {key for key in links if types[links[key].type].directed}
    assert directed == {
        ("What", "says", "lists"),
        ("What", "says", "the\u00a0letter"),
        ("Whom", "says", "names"),
        ("denies", "rejects … the accusation", "says"),
        ("is-in", "lists", "the\u00a0letter"),
    }
    assert [types[x.type].name for x in bundle.links if not types[x.type].directed] == ["Equiv"]
    assert links["denies", "rejects … the accusation", "says"].rationale == "of the same evening"
    assert bundle.lost == {}


def test_what_was_read_is_written_in_the_same_lines(empty: Project, tmp_path: Path) -> None:
    bring(empty, GOLDEN)
    export(empty, tmp_path / "out", ExportWishes("brat"))
    assert (tmp_path / "out" / "letter.txt").read_bytes() == (GOLDEN / "letter.txt").read_bytes()
    lines = (tmp_path / "out" / "letter.ann").read_text("utf-8").split("\n")
    told = {line.partition("\t")[2].rstrip() for line in lines if "\tFactcheck " not in line}
    for kind in ("denial 29 36;37 51\trejects the accusation", "Reference T", "Lemma E"):
        assert any(one.startswith(kind) for one in told), kind
    assert sum(line.startswith("E") for line in lines) == 2
    assert sum("What2:" in line for line in lines) == 1
    assert sum(line.startswith("*\tEquiv T") for line in lines) == 1
    assert sum("is-in Text:" in line for line in lines) == 1


@settings(max_examples=12)
@given(bundle=bundles())
def test_any_dataset_comes_back_but_for_what_is_told_lost(
    bundle: Bundle, tmp_path_factory: pytest.TempPathFactory
) -> None:
    travels(bundle, tmp_path_factory.mktemp("brat"), "brat", shy=frozenset({"line_breaks"}))


@given(texts(max_pieces=4))
def test_any_name_comes_back_from_letters_and_digits(name: str) -> None:
    told = name_in_brat(name)
    assert told.isascii()
    assert set(told) <= set("_-") | {c for c in told if c.isalnum()}
    assert name_of_ours(told) == name


def test_names_of_others_stay_and_ours_are_told_apart() -> None:
    for name in ("Gene_expression", "_gt_2", "P_lt_", "n-x", "x20"):
        assert name_in_brat(name) == name_of_ours(name) == name
    for name in ("Source", "has-cue", "Equiv", "_x20_", "ü 🙂"):
        assert name_in_brat(name) != name
        assert name_of_ours(name_in_brat(name)) == name


def test_each_layer_has_a_folder_and_the_sample_comes_back(
    sample: Project, empty: Project, tmp_path: Path
) -> None:
    export(sample, tmp_path / "brat.zip", ExportWishes("brat", layer="all"))
    export(sample, tmp_path / "first", ExportWishes("jsonl", layer="all"))
    assert guess(tmp_path / "brat.zip") == "brat"
    assert bring(empty, tmp_path / "brat.zip").statements == 282
    export(empty, tmp_path / "second", ExportWishes("jsonl", layer="all"))
    assert same(tmp_path / "second", tmp_path / "first")
    assert bring(sample, tmp_path / "brat.zip").revision is None


def test_folders_with_the_same_articles_are_annotators(empty: Project, tmp_path: Path) -> None:
    for name in ("Ben", "Dan"):
        put(tmp_path / "set", "T1\tclaim 0 4\tKyiv\n", name=f"{name}/a")
    put(tmp_path / "set", "T1\tclaim 16 22\tMoscow\n", name="Dan/b", text=TEXT)
    report = bring(empty, tmp_path / "set")
    assert (report.articles, report.statements) == (2, 3)
    # Whoever is called so already is meant.
    assert sorted(one.name for one in empty.annotators() if one.kind == "person") == ["Ben", "Dan"]
    assert bring(empty, tmp_path / "set").revision is None


def test_folders_with_other_articles_are_parts_of_names(empty: Project, tmp_path: Path) -> None:
    put(tmp_path / "set", "T1\tclaim 0 4\tKyiv\n", name="train/a")
    put(tmp_path / "set", "T1\tclaim 0 4\tOslo\n", name="test/a", text="Oslo is far.")
    report = bring(empty, tmp_path / "set", names={"claim": "denial"})
    assert (report.articles, report.statements) == (2, 2)
    found = empty.articles.get_many(report.ids)
    assert {one.source_name for one in found} == {"test/a.txt", "train/a.txt"}
    assert {one.name for one in empty.labels.labels()} == {"allegation", "denial", "confirmation"}


def test_what_was_altered_in_brat_is_another_statement(sample: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(sample, out, ExportWishes("brat"))
    lines = next(out.glob("000*.ann"))
    words = lines.read_text("utf-8")
    assert "T1\tallegation 125 184\t" in words
    words = words.replace("T1\tallegation 125 184\t", "T1\tdenial 125 184\t")
    lines.write_text(words + "T900\tdenial 92 115\tthe United States (USA)\n", "utf-8")
    report = bring(sample, out)
    assert (report.articles, report.statements) == (0, 2)
    assert sample.check()["problems"] == []
    with pytest.raises(BadInput, match="left as it is"):
        export(sample, out, ExportWishes("brat"))


def test_parts_and_marks_of_other_programs_are_read(empty: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfKyiv says no.\r\nMoscow says yes.")
    (tmp_path / "a.a1").write_bytes(
        b"T1\tplace 0 5\t\xef\xbb\xbfKyiv\r\nT2\tplace 16 22\tMoscow\r\n"
    )
    (tmp_path / "a.a2").write_bytes(b"T3\tsay 6 10\tsays\nE1\tsay:T3 Theme:T1\n\nX1\tsomething\n")
    (tmp_path / "blank.txt").write_bytes(b" \n")
    bundle = brat.read(tmp_path)
    assert set(by_words(bundle)) == {"Kyiv", "Moscow", "says"}
    assert bundle.lost == {"unknown_lines": 1, "empty_articles": 1}
    assert brat.read(tmp_path / "a.a1").lost == {"unknown_lines": 1}
    assert bring(empty, tmp_path).links == 1


def test_a_mark_above_the_lines_is_none_of_the_first(tmp_path: Path) -> None:
    bundle = brat.read(put(tmp_path, "\ufeffT1\tx 0 4\tKyiv\nT2\tx 16 22\tMoscow\n"))
    assert sorted(by_words(bundle)) == ["Kyiv", "Moscow"]
    assert bundle.lost == {}


def test_pieces_may_stand_in_another_order_than_in_the_text(tmp_path: Path) -> None:
    found = brat.read(put(tmp_path, "T1\tx 5 9;0 4\tsays Kyiv\n", text="Kyiv says no."))
    assert [[(s.start, s.end) for s in one.spans] for one in found.statements()] == [
        [(0, 4), (5, 9)]
    ]
    with pytest.raises(BadInput, match="other words"):
        brat.read(put(tmp_path, "T1\tx 5 9;0 4\tKyiv says\n", text="Kyiv says no."))


def test_links_without_a_direction_are_told_by_the_configuration(tmp_path: Path) -> None:
    lines = (
        "T1\tx 0 4\tKyiv\nT2\tx 16 22\tMoscow\nR1\tnear Arg1:T2 Arg2:T1\nR2\tself Arg1:T1 Arg2:T1\n"
    )
    put(tmp_path, lines, name="deep/a")
    conf = "[relations]\nnear\tArg1:x, Arg2:x, <REL-TYPE>:symmetric-transitive\nself\tArg1:x\n"
    (tmp_path / "annotation.conf").write_text(conf, "utf-8")
    bundle = brat.read(tmp_path)
    assert {one.name: one.directed for one in bundle.link_types} == {"near": False}
    assert bundle.lost == {"links_to_itself": 1}
    # A long line is looked at once.
    (tmp_path / "annotation.conf").write_text("near " + "<REL-TYPE>:x " * 300_000, "utf-8")
    assert {one.directed for one in brat.read(tmp_path).link_types} == {True}


def test_words_with_many_line_breaks_are_joined_once(tmp_path: Path) -> None:
    words = "Kyiv\n" + "and on\n" * 400_000
    put(tmp_path, "T1\tx 0 4\tKyiv\n#1\tSeen T1\tone\ntwo\nthree\nA1\tsure T1\n")
    (statement,) = brat.read(tmp_path).statements()
    assert statement.attributes == {"# Seen": "one\ntwo\nthree", "sure": ""}
    put(tmp_path, f"T1\tx 0 4\t{words}")
    with pytest.raises(BadInput, match="other words"):
        brat.read(tmp_path)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("T1\tx 0 400\tKyiv\n", "line 1, T1: the span 0 to 400 lies outside"),
        ("\nT1\tx 4 0\tKyiv\n", "line 2, T1: the span 4 to 0"),
        ("T1\tx 4 4\t\n", "4 to 4"),
        ("T1\tx 0 4\tOslo\n", "other words"),
        ("T1\tx 13 14\t\U0001f642\U0001f642\n", "other words"),
        ("T1\tx 0 9;5 12\tKyiv says says no\n", "overlap"),
        ("T1\tx 0\tKyiv\n", "no span"),
        ("T1 x 0 4 Kyiv\n", "no span"),
        (f"T1\tx 0 {'9' * 5000}\tKyiv\n", "no span"),
        ("T1\tx 0 4\tKyiv\nT1\tx 0 4\tKyiv\n", "line 2, T1: this id stands here twice"),
        (f"T1\t{'x' * 2000} 0 4\tKyiv\n", "at most"),
        ("T1\tx 0 4\tKyiv\nR1\ty Arg1:T1 Arg2:T2\n", "R1: “R1” names T2"),
        ("T1\tx 0 4\tKyiv\nR1\ty Arg1:T1\n", "two ends"),
        ("T1\tx 0 4\tKyiv\nR1\ty T1 T1\n", "colon"),
        ("E1\tx:T1\n", "names T1"),
        ("T1\tx 0 4\tKyiv\nE1\tx:T1 y:E2\n", "names E2"),
        ("A1\tx T1\n", "names T1"),
        ("A1\tx\n", "what it is about"),
        ("N1\tReference T1\n", "what it is about"),
        ("#1\tAnnotatorNotes T7\tx\n", "names T7"),
        ("*\tEquiv T1\n", "two ends"),
        ("*\tEquiv T1 T2\n", "names T"),
        ("T1\tx 0 4\tKyiv\n#1\tFactcheck T1\t[" + "[" * 100_000 + "\n", "nested|no JSON"),
        ("T1\tx 0 4\tKyiv\n#1\tFactcheck T1\t[1]\n", "object"),
        ('T1\tx 0 4\tKyiv\n#1\tFactcheck T1\t{"id": "zzz"}\n', "missing"),
        ("T1\tx 0 4\tKyiv\nR1\thas-source Arg1:T9 Arg2:T2\nT2\tSource 0 4\tKyiv\n", "names T9"),
    ],
)
def test_broken_lines_are_refused_with_their_place(
    empty: Project, tmp_path: Path, lines: str, says: str
) -> None:
    put(tmp_path / "set", lines)
    with pytest.raises(BadInput, match=says) as caught:
        bring(empty, tmp_path / "set")
    assert "a.ann" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert empty.stats()["revision"] == 0


def test_what_is_no_utf8_or_lacks_its_text_is_refused(empty: Project, tmp_path: Path) -> None:
    put(tmp_path / "set", "T1\tx 0 4\tKyiv\n")
    (tmp_path / "set" / "b.ann").write_bytes(b"T1\tx 0 4\tKyiv\n")
    with pytest.raises(BadInput, match=r"b\.txt is missing"):
        bring(empty, tmp_path / "set")
    (tmp_path / "set" / "b.txt").write_bytes(b"Kyiv\n\xff\n")
    with pytest.raises(BadInput, match=r"b\.txt, line 2: this is no UTF-8"):
        bring(empty, tmp_path / "set")
    (tmp_path / "set" / "b.txt").write_bytes(b"Kyiv\n")
    (tmp_path / "set" / "b.ann").write_bytes(b"\nT1\tx 0 4\t\xff\n")
    with pytest.raises(BadInput, match=r"b\.ann, line 2: this is no UTF-8"):
        bring(empty, tmp_path / "set")
    with pytest.raises(FactcheckError):
        bring(empty, tmp_path / "none.ann")
    assert empty.stats()["revision"] == 0


def test_links_in_a_folder_lead_nowhere(empty: Project, tmp_path: Path) -> None:
    put(tmp_path / "set", "T1\tx 0 4\tKyiv\n")
    secret = put(tmp_path / "secret", "T1\tx 0 4\tKyiv\n")
    (tmp_path / "set" / "out").symlink_to(secret)
    (tmp_path / "set" / "b.ann").symlink_to(secret / "a.ann")
    (tmp_path / "set" / "b.txt").symlink_to(secret / "a.txt")
    assert bring(empty, tmp_path / "set").articles == 1
