"""What a second process reads ahead of a large dataset changes nothing but the time it takes."""

import os
import pickle
import shutil
from pathlib import Path

import pytest

from factcheck.apart import ahead
from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput
from factcheck.formats import cas_xmi
from factcheck.formats.given import Given
from factcheck.project import Project
from tests.core.datasets import ANA, BEN, bring, same


@pytest.fixture
def out(sample_once: Path, tmp_path: Path) -> Path:
    with Project.open(shutil.copy(sample_once, tmp_path / "s.factcheck"), ANA) as project:
        export(project, tmp_path / "out", ExportWishes("cas-xmi", layer="all"))
    return tmp_path / "out"


def test_it_comes_the_same(
    out: Path, empty: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(empty, out)
    export(empty, tmp_path / "alone", ExportWishes("jsonl", layer="all"))
    monkeypatch.setattr(ahead, "MANY", 1)
    with Project.create(tmp_path / "b.factcheck", title="Empty", actor=BEN) as other:
        bring(other, out)
        export(other, tmp_path / "ahead", ExportWishes("jsonl", layer="all"))
    same(tmp_path / "alone", tmp_path / "ahead")


def test_what_is_wrong_is_said_as_ever(
    out: Path, empty: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoiled = sorted(out.rglob("*.xmi"))[1]
    spoiled.write_text(spoiled.read_text("utf-8").replace("<cas:View", "<cas:Veil"), "utf-8")
    said = []
    for many in (2_000, 1):
        monkeypatch.setattr(ahead, "MANY", many)
        with pytest.raises(BadInput) as caught:
            bring(empty, out)
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert spoiled.name in said[0]


def test_all_that_was_read_ahead_is_taken(out: Path) -> None:
    there = list(cas_xmi.ahead(out))
    left = list(there)

    def take(way: str) -> object | None:
        name, found = left.pop(0)
        assert name == way
        return found

    assert cas_xmi.read(out, Given(ahead=take)) == cas_xmi.read(out)
    assert there
    assert not left


@pytest.mark.parametrize("ended", [b"", pickle.dumps(("b", 2)), pickle.dumps(("b", 2))[:-3]])
def test_what_ends_in_between_is_read_by_the_first(ended: bytes) -> None:
    out, into = os.pipe()
    os.write(into, pickle.dumps(("a", 1)) + ended)
    os.close(into)
    with ahead.taking([out]) as take:
        assert take
        assert [take("a"), take("c"), take("b")] == [1, None, None]
