"""Datasets that are broken, cut or made to harm: one sentence, and the project as before."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput, FactcheckError
from factcheck.ids import Id
from factcheck.project import Project
from tests.core.datasets import Rows, bring, put, rows

from .datasets import ANA


@pytest.fixture(scope="module")
def made_once(sample_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's dataset of all layers, to be copied."""
    folder = tmp_path_factory.mktemp("sample")
    path = shutil.copy(sample_once, folder / "sample.factcheck")
    with Project.open(path, ANA) as project:
        export(project, folder / "dataset", ExportWishes("jsonl", layer="all"))
    return folder


@pytest.fixture
def dataset(made_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made_once / "dataset", tmp_path / "dataset")


def _second_id(some: Rows) -> None:
    some[1]["id"] = some[0]["id"]


def _outside(some: Rows) -> None:
    some[0]["spans"][0]["end"] = 10_000_000


def _misquoted(some: Rows) -> None:
    some[0]["spans"][0]["text"] = "never said"


def _no_content(some: Rows) -> None:
    some[0]["spans"] = [{"role": "cue", "start": 0, "end": 1}]


def _key(key: str, value: object) -> Callable[[Rows], None]:
    def change(some: Rows) -> None:
        some[0][key] = value

    return change


NOBODY = str(Id.fixed("test/nobody"))


@pytest.mark.parametrize(
    ("kind", "change", "says"),
    [
        ("statements", _second_id, "line 2"),
        ("statements", _outside, "outside"),
        ("statements", _misquoted, "other words"),
        ("statements", _no_content, "no content"),
        ("statements", _key("article", NOBODY), NOBODY),
        ("statements", _key("speaker", NOBODY), NOBODY),
        ("statements", _key("claim", NOBODY), NOBODY),
        ("statements", _key("parent", NOBODY), NOBODY),
        ("statements", _key("certainty", "sure"), "certainty"),
        ("statements", _key("said_on", "once upon a time"), "line 1"),
        ("statements", _key("note", "x" * 200_000), "note"),
        ("statements", _key("note", "half \ud83d"), "surrogate"),
        ("statements", _key("note", "nul \0"), "NUL"),
        ("statements", _key("id", None), "id"),
        ("statements", _key("id", "no id"), "id"),
        ("statements", _key("spans", {"a": 1}), "spans"),
        ("statements", _key("flagged", "yes"), "flagged"),
        ("links", _key("to", {"statement": NOBODY}), NOBODY),
        ("links", _key("from", 7), "object"),
        ("articles", _key("text", "Another text"), "sha256"),
        ("articles", _key("furniture", [[0, 10**9]]), "furniture"),
        ("articles", _key("edition_of", NOBODY), NOBODY),
        ("speakers", _key("affiliation", NOBODY), NOBODY),
        ("annotators", _key("kind", "robot"), "kind"),
    ],
)
def test_hostile_rows_are_refused_with_their_place(
    empty: Project, dataset: Path, kind: str, change: Callable[[Rows], None], says: str
) -> None:
    changed = rows(dataset, kind)
    change(changed)
    put(dataset, kind, changed)
    with pytest.raises(BadInput, match=rf"{kind}\.jsonl, line") as caught:
        bring(empty, dataset)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert empty.stats() | {"annotators": []} == {
        **dict.fromkeys(("articles", "statements", "links", "speakers", "claims"), 0),
        "sayings": 0,
        "revision": 0,
        "annotators": [],
        "labels": {"allegation": 0, "denial": 0, "confirmation": 0},
    }


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[1]",
        b'{"id": NaN}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"id": "' + b"1" * 5000,
        b"1" * 9000,
        b'{"id": null, "note": "a", "id": null}',
    ],
)
def test_hostile_lines_are_refused(empty: Project, dataset: Path, line: bytes) -> None:
    with (dataset / "statements.jsonl").open("ab") as stream:
        stream.write(line + b"\n")
    with pytest.raises(BadInput, match=r"statements\.jsonl, line 283"):
        bring(empty, dataset)
    assert empty.stats()["revision"] == 0


def test_what_is_missing_is_said(empty: Project, dataset: Path, tmp_path: Path) -> None:
    (dataset / "README.md").unlink()
    assert bring(empty, dataset, dry_run=True).statements == 282
    for name in ("comments.jsonl", "links.jsonl"):
        content = (dataset / name).read_bytes()
        (dataset / name).unlink()
        with pytest.raises(BadInput, match=name):
            bring(empty, dataset)
        (dataset / name).write_bytes(content)
    (dataset / "manifest.json").unlink()
    with pytest.raises(BadInput, match=r"manifest\.json"):
        bring(empty, dataset, format_name="jsonl")


@pytest.mark.parametrize("name", ["articles.jsonl", "labels.json"])
def test_only_plain_files_are_read(empty: Project, dataset: Path, name: str) -> None:
    (dataset / name).unlink()
    os.mkfifo(dataset / name)
    with pytest.raises(BadInput, match=name):
        bring(empty, dataset)
    (dataset / name).unlink()
    (dataset / name).mkdir()
    with pytest.raises(BadInput, match=name):
        bring(empty, dataset)


def test_white_space_of_a_stranger_is_no_other_content(empty: Project, dataset: Path) -> None:
    for kind, key in (("articles", "title"), ("statements", "said_as")):
        changed = rows(dataset, kind)
        changed[0][key] = " Sunday \n night"
        put(dataset, kind, changed)
    assert bring(empty, dataset).articles == 5
    assert bring(empty, dataset).revision is None


def test_a_newer_dataset_is_refused(empty: Project, dataset: Path) -> None:
    (dataset / "manifest.json").write_text('{"format_version": 2}', "utf-8")
    with pytest.raises(BadInput, match="newest version"):
        bring(empty, dataset)


def test_records_in_a_circle_are_refused(empty: Project, dataset: Path) -> None:
    some = rows(dataset, "speakers")
    some[0]["affiliation"], some[1]["affiliation"] = some[1]["id"], some[0]["id"]
    put(dataset, "speakers", some)
    with pytest.raises(FactcheckError, match="circle"):
        bring(empty, dataset)
    assert empty.stats()["articles"] == 0
