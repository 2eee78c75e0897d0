"""What an export would write and lose is told before, exactly, and nothing is written for it."""

from pathlib import Path

import pytest

from factcheck.datasets import outlook as module
from factcheck.datasets.exporting import export
from factcheck.datasets.outlook import outlook
from factcheck.datasets.wishes import ExportWishes, SplitWish
from factcheck.errors import BadInput, Cancelled
from factcheck.formats import FORMATS, WRITERS
from factcheck.project import Project


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_told_is_what_is_written(sample: Project, tmp_path: Path, name: str) -> None:
    split = SplitWish({"train": 0.6, "test": 0.4}, "random")
    can = FORMATS[name].splits != "none"
    wishes = ExportWishes(name, layer="all", anonymous=True, split=split if can else None, seed=2)
    out = tmp_path / ("out.html" if name == "html" else "out")
    told = outlook(sample, wishes, out)
    assert not out.exists()
    done = export(sample, out, wishes)
    assert (told.written, told.lost, told.split) == (done.written, done.lost, done.split)
    assert (told.all.articles, told.all.links, sum(told.all.labels.values())) == (5, 126, 282)


def test_the_ending_tells_which_shape_is_meant(sample: Project, tmp_path: Path) -> None:
    wishes = ExportWishes("doccano")
    alone, folder = (outlook(sample, wishes, tmp_path / name) for name in ("a.jsonl", "a"))
    assert "cross_links" in alone.lost
    assert "cross_links" not in folder.lost
    with pytest.raises(BadInput, match="jsonl, csv"):
        outlook(sample, ExportWishes("brat", texts="none"))


def test_of_too_much_only_what_is_known_is_told(
    sample: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_TRIED", 100)
    told = outlook(sample, ExportWishes("conll", layer="all"))
    assert told.written is None
    assert "overlapping" not in told.lost
    assert told.all.articles == 5


def test_it_can_be_stopped(sample: Project) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        outlook(sample, ExportWishes("brat"), progress=stop)
