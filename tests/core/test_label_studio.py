"""Label Studio's tasks, of old and new versions, with what a person makes of ours over there.

That any dataset comes back is in `test_travelling`.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput
from factcheck.formats import guess, label_studio
from factcheck.ids import Id
from factcheck.project import Project
from tests.core.datasets import bring
from tests.core.refusing import refused

from .datasets import ANA

GOLDEN = Path(__file__).parent / "golden" / "label-studio.json"
TEXT = "He denies it 😀 and she says so."


def task(*results: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A task of one annotation."""
    return {"id": 1, "data": {"text": TEXT}, "annotations": [{"result": list(results)}], **more}


def region(name: str, start: object, end: object, *labels: str, **value: Any) -> dict[str, Any]:
    """A region."""
    found = {"start": start, "end": end, "labels": list(labels or ("denial",)), **value}
    return {"id": name, "from_name": "l", "to_name": "t", "type": "labels", "value": found}


def relation(source: str, target: str, **more: Any) -> dict[str, Any]:
    """A relation."""
    return {"type": "relation", "from_id": source, "to_id": target, **more}


def put(folder: Path, *tasks: object) -> Path:
    """A file of tasks."""
    path = folder / "tasks.json"
    path.write_text(json.dumps(list(tasks)), "utf-8")
    return path


def test_tasks_of_old_and_new_versions_are_read() -> None:
    assert guess(GOLDEN) == "label-studio"
    found = label_studio.read(GOLDEN)
    labels = {one.id: one.name for one in found.labels}
    names = {one.id: one.name for one in found.annotators}
    said = [
        (names[s.annotator], labels[s.label], s.words, dict(s.attributes), s.note)
        for s in sorted(found.statements(), key=lambda s: (s.words, labels[s.label]))
    ]
    tone = {"tone": '["angry", "short"]'}
    denied = "The Kremlin rejects the “absolute lie”."
    assert said == [
        ("ana@example.org", "allegation", "Kyiv says it is true.", {}, ""),
        ("ana@example.org", "opinion", "Kyiv says it is true.", {}, ""),
        ("ana@example.org", "denial", denied, tone, "looks clear"),
        ("ben", "confirmation", "yes", {}, ""),
    ]
    words = {s.id: s.words for s in found.statements()}
    types = {one.id: one for one in found.link_types}
    links = {types[x.type].name: (words[x.source], words[x.target]) for x in found.links}
    assert links["denies"] == (denied, "Kyiv says it is true.")
    assert not types[next(x.type for x in found.links if types[x.type].name != "denies")].directed
    assert found.lost == {
        "answers": 1, "cancelled": 1, "predictions": 1, "not_text": 1, "regions": 1
    }  # fmt: skip
    assert {part.article.title for part in found.parts} >= {"Lists"}
    assert {part.article.source_name for part in found.parts} == {
        "label-studio.json#7", "label-studio.json#9"
    }  # fmt: skip


@pytest.mark.parametrize("made", [(13, 14), (13, 15)], ids=["code points", "utf-16"])
def test_the_text_of_regions_tells_the_units(
    made: tuple[int, int], tmp_path: Path, empty: Project
) -> None:
    path = put(tmp_path, task(region("a", *made, text="😀"), region("b", 0, 2, text="He")))
    assert bring(empty, path).notes == ()
    assert {s.words for s in label_studio.read(path).statements()} == {"😀", "He"}


def test_without_their_text_the_units_are_said_to_be_a_guess(
    tmp_path: Path, empty: Project
) -> None:
    report = bring(empty, put(tmp_path, task(region("a", 13, 14))))
    assert report.statements == 1
    assert any("emoji" in note for note in report.notes)


def test_fields_of_tasks_are_given_back_where_they_were(tmp_path: Path, empty: Project) -> None:
    data = {"text": TEXT, "title": "Lists", "wire": "AFP", "n": 5}
    bring(empty, put(tmp_path, task(region("a", 0, 2, text="He"), data=data)))
    export(empty, tmp_path / "out.json", ExportWishes("label-studio"))
    (made,) = json.loads((tmp_path / "out.json").read_bytes())
    assert made["data"] == {**data, "n": "5"}


def test_what_is_elsewhere_or_by_ids_alone_is_counted(tmp_path: Path) -> None:
    data = {"text": TEXT, "other": "She says so.", "recording": "s3://desk/1.wav"}
    spoken = region("b", 0.5, 1, channel=0)
    quoted = region("c", 0, 3, text="She")
    path = put(
        tmp_path,
        task(
            region("a", 0, 2, text="He"),
            {**spoken, "to_name": "recording"},
            {**region("d", 1, 2, channel=0), "to_name": "audio", "original_length": 9.5},
            {**quoted, "to_name": "other"},
            data=data,
            predictions=[5, 6],
            drafts=[7],
        ),
    )
    found = label_studio.read(path)
    assert [one.words for one in found.statements()] == ["He"]
    assert found.lost == {"regions": 3, "predictions": 2, "drafts": 1}


def test_the_short_export_is_read_as_the_long_one(tmp_path: Path, empty: Project) -> None:
    short = {"id": 7, "text": TEXT, "day": "1", "tone": "calm", "created_at": "x", "lead_time": 1.5}
    marks = [{"start": 0, "end": 2, "text": "He", "labels": ["denial", "lie"]}]
    path = put(
        tmp_path,
        {**short, "label": marks, "annotator": 1, "annotation_id": 3},
        {**short, "annotator": "ben@example.org", "annotation_id": 4, "created_at": "y"},
        {"id": 8, "image": "/data/1.png", "label": marks, "annotator": 1, "annotation_id": 5},
    )
    assert guess(path) == "label-studio"
    found = label_studio.read(path)
    (part,) = found.parts
    assert part.article.attributes == {"day": "1", "tone": "calm"}
    assert [one.words for one in part.statements] == ["He", "He"]
    assert [one.name for one in found.annotators] == ["1"]
    assert found.lost == {"not_text": 1}
    assert bring(empty, path).statements == 2


def test_names_are_mapped_and_the_same_file_is_nothing_new(tmp_path: Path, empty: Project) -> None:
    path = put(
        tmp_path,
        task(
            region("a", 0, 12, "LIE"),
            region("b", 19, 31, "CLAIM"),
            relation("a", "b", labels=["vs"]),
        ),
    )
    names = {"LIE": "denial", "CLAIM": "allegation", "vs": "contradicts"}
    report = bring(empty, path, names=names)
    assert (report.statements, report.links) == (2, 1)
    assert empty.stats()["labels"] == {"allegation": 1, "denial": 1, "confirmation": 0}
    assert bring(empty, path, names=names).revision is None


def test_a_later_export_of_a_project_brings_what_is_new(tmp_path: Path, empty: Project) -> None:
    first = {**task(region("a", 0, 12)), "id": 7}
    path = put(tmp_path, first).rename(tmp_path / "project-3-at-2026-11-26-09-30-1a2b3c4d.json")
    assert bring(empty, path).statements == 1
    more = {**task(region("a", 0, 12), region("b", 19, 31)), "id": 7}
    path = put(tmp_path, more).rename(tmp_path / "project-3-at-2026-11-27-10-00-5e6f7a8b.json")
    report = bring(empty, path)
    assert (report.articles, report.statements) == (0, 1)


def test_what_was_changed_over_there_is_new_and_knows_its_origin(
    sample_once: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with Project.open(shutil.copy(sample_once, tmp_path / "s.factcheck"), ANA) as sample:
        export(sample, out, ExportWishes("label-studio"))
        tasks = json.loads((out / "tasks.json").read_text("utf-8"))
        changed = next(t for t in tasks if t["annotations"])
        found = changed["annotations"][0]["result"][0]
        found["value"]["end"] -= 1
        found["value"]["text"] = found["value"]["text"][:-1]
        changed["annotations"][0]["completed_by"] = {"id": 3, "email": "ben@example.org"}
        (out / "tasks.json").write_text(json.dumps(tasks), "utf-8")
        before = sample.statements.get(Id.parse(found["id"]))
        there = {s.id for s in sample.statements.of_article(before.article, [before.annotator])}
        report = bring(sample, out)
        held = sample.statements.of_article(before.article, [before.annotator])
        new = {s.derived_from[0]: s for s in held if s.id not in there}
        assert (report.articles, report.statements) == (0, len(new))
        again = new[before.id]
        assert again.words == before.words[:-1]
        assert (again.speaker, again.claim) == (before.speaker, before.claim)
        # What lies inside it comes along, in the same way.
        inside = {s.id for s in held if s.parent == before.id}
        assert {i for i in new if new[i].parent == again.id} == inside != set()
        assert sample.check()["problems"] == []


A, B = region("a", 0, 2), region("b", 20, 23)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (task(region("a", 0, 99)), "outside"),
        (task(region("a", 5, 2)), "outside"),
        (task(region("a", 3, 3)), "outside"),
        (task(region("a", -1, 2)), "start"),
        (task(region("a", 0.5, 2)), "start"),
        (task(region("a", 0, True)), "end"),
        (task(region("a", 0, 2, text="never")), "other words"),
        (task(region("a", 13, 14, text="\ud83d")), "surrogate"),
        (task(region("a", 14, 15, text="\ufffd")), "other words"),
        (task(A, region("a", 20, 23)), "twice"),
        (task(A, relation("a", "gone")), "gone"),
        (task(A, relation("a", "a")), "itself"),
        (task(A, B, relation("a", "b", direction="up")), "direction"),
        (task(A, B, {"type": "relation", "from_id": "a"}), "to_id"),
        (task(region("a", 0, 2, "nul \0")), "labels"),
        (task(region("a", 0, 2, "x" * 2_000)), "labels"),
        (task(region("a", 0, 2, " ")), "labels"),
        (task(data={"text": "nul \0"}), "NUL"),
        (task(annotations={"result": []}), "annotations"),
        (task(annotations=["x"]), "object"),
        (task(annotations=[{"result": "x"}]), "result"),
        ({"name": "no task"}, "data"),
        ("no task", "object"),
        (task({**A, "meta": {"factcheck": {"id": "no id"}}}), "id"),
        (task(meta={"factcheck": {"article": {"id": str(Id.fixed("x")), "sha256": 7}}}), "sha256"),
    ],
)  # fmt: skip
def test_hostile_tasks_are_refused_with_their_place(
    made: object, says: str, tmp_path: Path, empty: Project
) -> None:
    path = put(tmp_path, task(A), made)
    refused(empty, path, "label-studio", says)
    refused(empty, path, "label-studio", "tasks.json, line ")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no JSON"),
        (b"[", "no JSON"),
        (b"\xff", "UTF-8"),
        (b'[{"data": {"text": NaN}}]', "no JSON"),
        (b"[" * 200_000, "deeply"),
        (b'{"data": ' * 100_000, "deeply"),
    ],
)
def test_what_is_no_json_is_refused(data: bytes, says: str, tmp_path: Path, empty: Project) -> None:
    path = tmp_path / "tasks.json"
    path.write_bytes(data)
    refused(empty, path, "label-studio", says)


def test_only_exports_of_ours_are_replaced(tmp_path: Path, empty: Project) -> None:
    foreign = put(tmp_path, task(A))
    with pytest.raises(BadInput, match="left as it is"):
        export(empty, foreign, ExportWishes("label-studio", layer="all"))
    folder = tmp_path / "out"
    export(empty, folder, ExportWishes("label-studio", layer="all"))
    export(empty, folder, ExportWishes("label-studio", layer="all"))
    (folder / "mine.json").write_text("[]", "utf-8")
    with pytest.raises(BadInput, match="left as it is"):
        export(empty, folder, ExportWishes("label-studio", layer="all"))


def test_labels_and_relations_are_configured_with_it(sample_once: Path, tmp_path: Path) -> None:
    with Project.open(shutil.copy(sample_once, tmp_path / "s.factcheck"), ANA) as sample:
        sample.labels.add('a "b" <c>')
        export(sample, tmp_path / "out", ExportWishes("label-studio"))
    config = (tmp_path / "out" / "config.xml").read_text("utf-8")
    assert """<Label value='a "b" &lt;c&gt;'/>""" in config
    assert '<Relation value="denies"/>' in config
    assert 'value="$text"' in config


def test_a_long_text_hides_nothing_of_what_it_is(tmp_path: Path, empty: Project) -> None:
    long = {"text": f"{TEXT} {'He denies it. ' * 20_000}"}
    bring(empty, put(tmp_path, task(A, data=long)))
    for name in ("out", "out.json"):
        export(empty, tmp_path / name, ExportWishes("label-studio", layer="all"))
        assert guess(tmp_path / name) == "label-studio"
        assert bring(empty, tmp_path / name).revision is None
