"""Datasets as one zip file: they come back whole, and what is hostile or damaged is refused."""

import contextlib
import json
import os
import shutil
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput, Cancelled
from factcheck.formats import guess, reader, shown, zipped
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.intake.foreign import Manner
from factcheck.intake.places import formats_of_good
from factcheck.intake.previewing import preview
from factcheck.project import Project

from .datasets import ANA


@pytest.fixture(scope="module")
def zip_once(sample_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a zip, to be copied."""
    folder = tmp_path_factory.mktemp("zips")
    with Project.open(shutil.copy(sample_once, folder / "sample.factcheck"), ANA) as project:
        export(project, folder / "data.zip", ExportWishes("jsonl"))
    return folder / "data.zip"


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_a_zip_is_a_zip_and_reads_back(
    sample: Project, empty: Project, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "tables.zip"
    done = export(sample, out, ExportWishes(name))
    first = out.read_bytes()
    export(sample, out, ExportWishes(name))
    assert out.read_bytes() == first
    assert zipfile.is_zipfile(out)
    assert [x.name for x in tmp_path.iterdir() if x.name.startswith(".new")] == []
    assert guess(out) == name
    report = bring_in(empty, [out], Wishes())
    assert report.statements == done.written["statements"] == 95
    assert empty.check()["problems"] == []
    export(sample, tmp_path / "folder", ExportWishes(name))
    with zipfile.ZipFile(out) as packed:
        assert {x: packed.read(x) for x in packed.namelist()} == {
            x.name: x.read_bytes() for x in (tmp_path / "folder").iterdir()
        }


def test_a_folder_that_a_person_packed_is_read(
    sample: Project, empty: Project, tmp_path: Path
) -> None:
    export(sample, tmp_path / "data", ExportWishes("jsonl"))
    made = shutil.make_archive(str(tmp_path / "mine"), "zip", tmp_path, "data")
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr("__MACOSX/data/._links.jsonl", b"\0")
    assert bring_in(empty, [Path(made)], Wishes()).statements == 95
    with pytest.raises(BadInput, match="left as it is"):
        export(empty, tmp_path / "empty.factcheck", ExportWishes("jsonl", layer="all"))


def test_what_is_no_export_of_ours_is_not_replaced(sample: Project, tmp_path: Path) -> None:
    out = tmp_path / "photos.zip"
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("manifest.json", json.dumps({"format_version": 1}))
        packed.writestr("photo.jpg", b"x")
    before = out.read_bytes()
    with pytest.raises(BadInput, match="left as it is"):
        export(sample, out, ExportWishes("jsonl"))
    assert out.read_bytes() == before


def test_names_in_a_zip_lead_nowhere(empty: Project, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "evil.zip"
    out.parent.mkdir()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("../escaped.txt", b"x")
        packed.writestr("/absolute.txt", b"x")
    with pytest.raises(BadInput, match="unpacked"):
        bring_in(empty, [out], Wishes(format_name="jsonl"))
    assert not list(tmp_path.rglob("escaped.txt"))
    # What is no dataset may be articles, and then each name is looked at by itself.
    assert guess(out) == "articles"


@pytest.mark.parametrize(
    "names",
    [
        ("a.jsonl", "a.jsonl/b"),
        ("a/b", "a"),
        ("a/../a.jsonl",),
        ("..",),
        ("c:x.jsonl",),
        ("/a.jsonl",),
        ("a/" * 30 + "a.jsonl",),
    ],
)
def test_names_that_cannot_be_are_refused(
    empty: Project, tmp_path: Path, names: tuple[str, ...]
) -> None:
    out = tmp_path / "odd.zip"
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, b"x")
    with pytest.raises(BadInput, match="unpacked"):
        bring_in(empty, [out], Wishes(format_name="jsonl"))


def test_a_bomb_is_not_unpacked(
    empty: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "bomb.zip"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("articles.jsonl", bytes(zipped.SMALL + 1))
    with pytest.raises(BadInput, match="far more"):
        bring_in(empty, [out], Wishes(format_name="jsonl"))
    monkeypatch.setattr(zipped, "MOST_PARTS", 100)
    with zipfile.ZipFile(out, "w") as packed:
        for n in range(zipped.MOST_PARTS + 1):
            packed.writestr(f"{n}.jsonl", b"")
    with pytest.raises(BadInput, match="far more"):
        reader("jsonl", out).read(out)


def test_looking_into_a_zip_is_cancelled_at_once_and_leaves_nothing(
    empty: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, above = tmp_path / "large.zip", tmp_path / "above"
    above.mkdir()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("data.jsonl", bytes(40_000_000))
    monkeypatch.setattr(tempfile, "tempdir", str(above))
    for name in (None, "jsonl"):
        asked: list[int] = []

        def cancel(done: int, total: int, asked: list[int] = asked) -> None:
            asked.append(done)
            raise Cancelled

        with pytest.raises(Cancelled):
            preview(empty, [out], Wishes(format_name=name), progress=cancel)
        assert asked == [0]
        assert not list(above.iterdir())


def test_looking_whether_a_zip_may_be_replaced_is_cancelled_at_once(
    sample: Project, tmp_path: Path
) -> None:
    out = tmp_path / "large.zip"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("manifest.json", bytes(40_000_000))
    before = out.read_bytes()

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export(sample, out, ExportWishes("jsonl", layer="all"), progress=cancel)
    with pytest.raises(BadInput, match="left as it is"):
        export(sample, out, ExportWishes("jsonl", layer="all"))
    assert out.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_a_name_that_says_enough_is_not_looked_into(empty: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It denies it.")
    (tmp_path / "data.json").write_text("[]")
    assert [shown(tmp_path / name) for name in ("a.txt", "a.ann")] == ["articles", "brat"]
    assert [shown(tmp_path / name) for name in ("data.json", "data.zip", "a")] == [None] * 3
    wanted, bad = formats_of_good([tmp_path / "a.txt", tmp_path / "b.txt"], None, Manner())
    assert [one.name for one in bad] == [str(tmp_path / "b.txt")]
    assert wanted == {tmp_path / "a.txt": "articles"}


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_zip_of_ours_is_refused(empty: Project, tmp_path: Path, data: bytes) -> None:
    out = tmp_path / "broken.zip"
    out.write_bytes(data)
    for name in ("jsonl", "csv", None):
        with pytest.raises(BadInput, match=r"broken\.zip|no manifest|not whole"):
            bring_in(empty, [out], Wishes(format_name=name))
    assert empty.stats()["revision"] == 0


@given(st.data())
@settings(max_examples=40)
def test_a_damaged_zip_is_read_or_refused(
    zip_once: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    broken = bytearray(zip_once.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        # The directory at the end is what a program believes.
        at = data.draw(st.integers(1, min(800, len(broken))))
        broken[-at] = data.draw(st.integers(0, 255))
    out = tmp_path_factory.mktemp("damaged") / "data.zip"
    out.write_bytes(broken)
    with contextlib.suppress(BadInput):
        reader("jsonl", out).read(out)


def test_what_is_not_there_or_no_file_is_said(empty: Project, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        bring_in(empty, [tmp_path / "none.zip"], Wishes(format_name="jsonl"))
    os.mkfifo(tmp_path / "pipe.zip")
    with pytest.raises(BadInput, match="pipe"):
        bring_in(empty, [tmp_path / "pipe.zip"], Wishes(format_name="csv"))
