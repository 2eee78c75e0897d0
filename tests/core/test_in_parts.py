"""A split in a format without rows that say it: a folder for each part, whole, and one again."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from factcheck import formats
from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes, SplitWish
from factcheck.errors import BadInput
from factcheck.formats import FORMATS, guess, reader, writer
from factcheck.formats.bundle import Bundle, PartSize, Split
from factcheck.formats.in_parts import MARKER
from factcheck.project import Project
from tests.core.bundles import bundles
from tests.core.datasets import bring, content, rows
from tests.core.test_travelling import same, whole

NAMES = tuple(n for n, one in FORMATS.items() if one.writes and one.splits == "folders")
#: Formats that give all back.
EXACT = ("label-studio", "doccano", "prodigy", "spacy", "web-annotation", "refi-qda")
WISH = SplitWish({"train": 0.5, "dev": 0.2, "test": 0.3}, "random")


@pytest.mark.parametrize("name", NAMES)
def test_parts_are_datasets_and_together_the_whole(
    sample: Project, empty: Project, tmp_path: Path, name: str
) -> None:
    out, plain = tmp_path / "out", tmp_path / "plain"
    layer = "all" if name in ("brat", "doccano") else "gold"
    wishes = ExportWishes(name, layer=layer, split=WISH, seed=3)
    done = export(sample, out, wishes)
    assert writer(name, out).is_replaceable(out)
    alone = export(sample, plain, ExportWishes(name, layer=layer))
    assert (done.written, done.lost) == (alone.written, alone.lost)
    assert done.split is not None
    assert done.split.proof["links_parted"] > 0
    for part, size in done.split.sizes.items():
        assert guess(out / part) == name
        found = reader(name, out / part).read(out / part)
        assert len(list(found.parts)) == size.articles
        assert {done.split.where[one.id] for one in found.parts} == {part}
    assert guess(out) == name
    report = bring(empty, out)
    assert (report.statements, report.links) == (done.written["statements"], done.written["links"])
    assert (report.lost, report.notes) == ({}, ())
    assert empty.check()["problems"] == []
    if name in EXACT:
        export(empty, tmp_path / "second", ExportWishes("jsonl", layer=layer))
        export(sample, tmp_path / "first", ExportWishes("jsonl", layer=layer))
        assert content(tmp_path / "second") == content(tmp_path / "first")


def test_a_split_is_packed_and_kept_whatever_the_format(sample: Project, tmp_path: Path) -> None:
    first = export(
        sample, tmp_path / "old.zip", ExportWishes("doccano", layer="all", split=WISH, seed=3)
    )
    export(sample, tmp_path / "old.zip", ExportWishes("doccano", layer="all", split=WISH, seed=3))
    assert guess(tmp_path / "old.zip") == "doccano"
    keep = replace(WISH, keep=tmp_path / "old.zip")
    again = export(sample, tmp_path / "new", ExportWishes("brat", layer="all", split=keep, seed=9))
    assert first.split is not None
    assert again.split is not None
    assert again.split.where == first.split.where
    assert again.split.joining == ()


@settings(max_examples=12)
@given(bundle=bundles(), name=st.sampled_from(EXACT), draw=st.data())
def test_any_dataset_in_parts_comes_back(bundle: Bundle, name: str, draw: st.DataObject) -> None:
    bundle = whole(bundle)
    assume(bundle.parts)
    where = {part.id: draw.draw(st.sampled_from(("train", "test"))) for part in bundle.parts}
    # Speakers of one article, and an edition of another: what refers from part to part.
    ids = [part.id for part in bundle.parts]
    speakers = tuple(
        replace(one, article=ids[n % len(ids)]) if n % 2 else one
        for n, one in enumerate(bundle.speakers)
    )
    parts = tuple(
        replace(part, article=replace(part.article, edition_of=ids[0])) if n else part
        for n, part in enumerate(bundle.parts)
    )
    bundle = replace(bundle, parts=parts, speakers=speakers)
    sizes = {name: PartSize(0.5, 0, 0) for name in ("train", "test")}
    split = Split(where, "random", 0, sizes, {})
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        done = writer(name, out).write(replace(bundle, split=split), out, tick=lambda _: None)
        assert set(done.lost) <= {"gaps_shown_closed", "shown_moved"}
        again = formats.read(name, out)
        assert writer(name, out).is_replaceable(out)
        assert again.split is not None
        assert again.split.where == where
        same(replace(again, split=None), bundle)


def test_what_is_put_between_the_parts_is_not_thrown_away(sample: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    wishes = ExportWishes("brat", layer="all", split=WISH, seed=3)
    export(sample, out, wishes)
    (out / "notes.txt").write_text("mine")
    with pytest.raises(BadInput, match="left as it is"):
        export(sample, out, wishes)
    (out / "notes.txt").unlink()
    lines = (out / "links.jsonl").read_text()
    (out / "links.jsonl").write_text(lines.replace("certain", "possible"))
    with pytest.raises(BadInput, match="left as it is"):
        export(sample, out, wishes)


@pytest.mark.parametrize(
    "change",
    [
        {"parts": {"train": "../../etc"}},
        {"parts": {"train": "."}},
        {"parts": {"train": "gone"}},
        {"parts": {"train": 3}},
        {"parts": []},
        {"format_version": 9},
        {"editions": [{"article": "x"}]},
    ],
)
def test_a_spoiled_marker_is_refused(
    sample: Project, empty: Project, tmp_path: Path, change: Mapping[str, object]
) -> None:
    out = tmp_path / "out"
    export(sample, out, ExportWishes("brat", layer="all", split=WISH, seed=3))
    marker = json.loads((out / MARKER).read_text())
    (out / MARKER).write_text(json.dumps(marker | change))
    with pytest.raises(BadInput):
        bring(empty, out)
    assert empty.stats()["revision"] == 0


def test_a_format_that_cannot_be_in_parts_says_so(sample: Project, tmp_path: Path) -> None:
    for name, out in (("html", "out.html"), ("doccano", "out.jsonl"), ("refi-qda", "out.qdpx")):
        with pytest.raises(BadInput, match=f"as {name}"):
            export(sample, tmp_path / out, ExportWishes(name, split=WISH))
        assert not (tmp_path / out).exists()


def test_an_empty_part_is_a_dataset_too(sample: Project, tmp_path: Path) -> None:
    wish = SplitWish({"train": 0.9, "test": 0.1})
    export(sample, tmp_path / "whole", ExportWishes("jsonl"))
    for name in NAMES:
        # All articles of the sample are linked, so one part has none.
        done = export(sample, tmp_path / name, ExportWishes(name, split=wish))
        assert done.split is not None
        assert done.split.sizes["test"].articles == 0
        assert "without_article" not in done.lost
        again = formats.read(name, tmp_path / name)
        assert len(list(again.parts)) == 5
        assert len(again.speakers) == len(rows(tmp_path / "whole", "speakers"))
