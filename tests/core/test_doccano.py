"""doccano's lines, of old and new versions, and files made to harm.

That any dataset comes back is in `test_travelling`.
"""

import json
import shutil
from pathlib import Path

import pytest

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput
from factcheck.formats import doccano, guess
from factcheck.project import Project
from tests.core.datasets import bring
from tests.core.refusing import refused

from .datasets import ANA

GOLDEN = Path(__file__).parent / "golden" / "doccano.jsonl"
TEXT = "He 😀 denies it."


def put(folder: Path, *rows: object, name: str = "all.jsonl") -> Path:
    """A file of lines."""
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_lines_of_old_and_new_versions_are_read() -> None:
    assert guess(GOLDEN) == "doccano"
    found = doccano.read(GOLDEN)
    labels = {one.id: one.name for one in found.labels}
    words = {s.id: s.words for s in found.statements()}
    assert sorted((labels[s.label], s.words) for s in found.statements()) == [
        ("12", "Old"),
        ("ORG", "Google"),
        ("PERSON", "Larry Page"),
        ("PERSON", "Larry Page"),
        ("allegation", "She says so"),
        ("denial", "He denies it"),
    ]
    assert [(words[x.source], words[x.target]) for x in found.links] == [
        ("He denies it", "She says so")
    ]
    assert [one.name for one in found.annotators] == ["1"]
    assert found.lost == {"answers": 1, "not_text": 1}
    kept = {name: value for part in found.parts for name, value in part.article.attributes.items()}
    assert kept == {"source": "wiki", "Comments": '["why?"]', "meta": '{"day": 20}'}


def test_a_text_may_be_called_data(tmp_path: Path) -> None:
    path = put(tmp_path, {"id": 4, "data": TEXT, "label": [[0, 2, "denial"]]})
    assert guess(path) == "doccano"
    assert [one.words for one in doccano.read(path).statements()] == [TEXT[:2]]
    assert guess(put(tmp_path, {"data": {"text": TEXT}, "label": [[0, 2, "x"]]})) != "doccano"


def test_what_a_span_has_besides_stays_with_its_statement(tmp_path: Path) -> None:
    marked = {"id": 1, "label": "denial", "start_offset": 0, "end_offset": 2, "prob": 0.5}
    path = put(tmp_path, {"text": TEXT, "annotations": [{**marked, "user": 3, "manual": False}]})
    (statement,) = doccano.read(path).statements()
    assert statement.attributes == {"prob": "0.5", "manual": "false"}


def test_metadata_of_lines_is_given_back_where_it_was(tmp_path: Path, empty: Project) -> None:
    row = {"id": 1, "text": TEXT, "label": [[0, 2, "x"]], "source": "wiki", "tokens": "He"}
    bring(empty, put(tmp_path, row), format_name="doccano")
    export(empty, tmp_path / "out.jsonl", ExportWishes("doccano"))
    assert guess(tmp_path / "out.jsonl") == "doccano"
    (line,) = map(json.loads, (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert (line["source"], line.get("tokens"), line["text"]) == ("wiki", None, TEXT)


def test_a_folder_has_a_file_for_each_annotator(tmp_path: Path, empty: Project) -> None:
    put(tmp_path, {"text": TEXT, "label": [[0, 2, "denial"]]}, name="ana.jsonl")
    put(tmp_path, {"text": TEXT, "label": [[5, 11, "denial"]]}, name="ben.jsonl")
    (tmp_path / "notes.txt").write_text("mine")
    assert guess(tmp_path) == "doccano"
    bring(empty, tmp_path, format_name="doccano")
    annotators = {one["name"]: one["statements"] for one in empty.stats()["annotators"]}
    assert annotators["ana"] == annotators["ben"] == 1


def test_what_several_annotators_have_marked_is_one_article(tmp_path: Path) -> None:
    first = {"id": 12, "text": TEXT, "label": [[0, 2, "denial"]], "source": "wiki", "n": 1}
    put(
        tmp_path, first, {"text": "Bare.", "label": []}, {"text": TEXT, "label": []}, name="a.jsonl"
    )
    second = {"id": 12, "text": TEXT, "label": [[5, 11, "denial"]], "desk": "east", "n": 2}
    put(tmp_path, second, {"text": "Bare."} | {"label": [[0, 4, "x"]]}, name="b.jsonl")
    found = doccano.read(tmp_path)
    articles = {part.article.source_name: part for part in found.parts}
    assert sorted(articles) == ["all.jsonl#1", "all.jsonl#12", "all.jsonl#2"]
    assert [s.words for s in articles["all.jsonl#12"].statements] == ["He", "denies"]
    assert len({s.annotator for s in articles["all.jsonl#12"].statements}) == 2
    assert articles["all.jsonl#12"].article.attributes == {
        "source": "wiki",
        "n": "1",
        "desk": "east",
    }
    assert found.lost == {"attributes_twice": 1}


def test_a_place_beyond_the_text_tells_that_utf_16_was_counted(tmp_path: Path) -> None:
    late = {"text": TEXT, "label": [[6, 12, "denial"], [0, len(TEXT) + 1, "allegation"]]}
    found = doccano.read(put(tmp_path, {"text": TEXT, "label": [[3, 5, "x"]]}, late))
    assert {s.words for s in found.statements()} == {"😀", "denies", TEXT}
    assert found.notes == ()


def test_without_it_code_points_are_assumed_and_said(tmp_path: Path) -> None:
    found = doccano.read(put(tmp_path, {"text": TEXT, "label": [[5, 11, "denial"]]}))
    assert [s.words for s in found.statements()] == ["denies"]
    assert any("emoji" in note for note in found.notes)


def entity(name: object, start: object, end: object, label: object = "denial") -> dict[str, object]:
    """An entity."""
    return {"id": name, "label": label, "start_offset": start, "end_offset": end}


def linked(source: object, target: object, kind: object = "denies") -> dict[str, object]:
    """A line with two entities and a relation."""
    return {
        "text": TEXT,
        "entities": [entity(1, 0, 2), entity(2, 5, 11)],
        "relations": [{"from_id": source, "to_id": target, "type": kind}],
    }


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"text": TEXT, "label": [[0, 99, "x"]]}, "outside"),
        ({"text": TEXT, "label": [[5, 2, "x"]]}, "outside"),
        ({"text": TEXT, "label": [[2, 2, "x"]]}, "outside"),
        ({"text": TEXT, "label": [[4, 16, "x"]]}, "inside a character"),
        ({"text": TEXT, "label": [[-1, 2, "x"]]}, "start_offset"),
        ({"text": TEXT, "label": [[0, 1.5, "x"]]}, "end_offset"),
        ({"text": TEXT, "label": [[0, 2]]}, "label"),
        ({"text": TEXT, "label": [[0, 2, ""]]}, "label"),
        ({"text": TEXT, "label": [[0, 2, None]]}, "label"),
        ({"text": TEXT, "label": {"a": 1}}, "label"),
        ({"text": TEXT, "label": [[0, 2, "half \ud83d"]]}, "surrogate"),
        ({"text": "nul \0", "label": []}, "NUL"),
        ({"text": TEXT, "entities": [entity(1, 0, 2), entity(1, 5, 11)]}, "twice"),
        (linked(1, 3), "to_id"),
        (linked(None, 2), "from_id"),
        (linked(1, 1), "itself"),
        (linked(1, 2, ""), "type"),
        ({"text": TEXT, "label": [], "factcheck": {"statements": 7}}, "statements"),
        ({"text": TEXT, "label": [], "factcheck": {"speakers": [{"id": 1}]}}, "id"),
        ([TEXT], "object"),
    ],
)
def test_hostile_lines_are_refused_with_their_place(
    row: object, says: str, tmp_path: Path, empty: Project
) -> None:
    path = put(tmp_path, {"text": "Fine.", "label": [[0, 4, "x"]]}, row)
    refused(empty, path, "doccano", says)
    refused(empty, path, "doccano", "all.jsonl, line 2")


@pytest.mark.parametrize("data", [b"{", b"\xff", b'{"text": NaN}', b'{"a":' * 100_000, b"[1,"])
def test_what_is_no_json_is_refused(data: bytes, tmp_path: Path, empty: Project) -> None:
    path = tmp_path / "all.jsonl"
    path.write_bytes(data)
    refused(empty, path, "doccano", "all.jsonl, line 1")


def test_only_exports_of_ours_are_replaced(sample_once: Path, tmp_path: Path) -> None:
    with Project.open(shutil.copy(sample_once, tmp_path / "s.factcheck"), ANA) as sample:
        folder, one = tmp_path / "out", tmp_path / "one.jsonl"
        export(sample, folder, ExportWishes("doccano", layer="all"))
        export(sample, folder, ExportWishes("doccano", layer="gold"))
        put(folder, {"text": TEXT, "label": []}, name="mine.jsonl")
        shutil.copy(GOLDEN, one)
        for path in (folder, one):
            with pytest.raises(BadInput, match="left as it is"):
                export(sample, path, ExportWishes("doccano"))


def test_an_annotator_may_be_called_like_what_lies_beside(tmp_path: Path, empty: Project) -> None:
    path = put(tmp_path, {"text": TEXT, "label": [[0, 2, "denial"]]})
    bring(empty, path, annotator="links")
    out = tmp_path / "out"
    export(empty, out, ExportWishes("doccano", layer="links"))
    assert (out / "links.jsonl").read_bytes() == b""
    found = doccano.read(out)
    assert [one.name for one in found.annotators] == ["links"]
    assert [s.words for s in found.statements()] == ["He"]
