"""Another program's data that comes again: the project's records count, layers stay apart.

Over there nobody knows how ours have gone on; and two annotators may have marked the same place.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from factcheck import formats
from factcheck.datasets.exporting import export
from factcheck.datasets.importing import import_bundle
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import Conflict
from factcheck.formats import FORMATS, is_own
from factcheck.formats.bundle import Bundle
from factcheck.ids import GOLD, Id
from factcheck.project import Project
from factcheck.records import Annotator
from tests.core.datasets import bring

FOREIGN = tuple(n for n, x in FORMATS.items() if x.reads and x.writes and not is_own(n))


def go_on(project: Project) -> None:
    """Alter a record of each kind in gold."""
    article = project.articles.rows([])[0].id
    statement = project.statements.of_article(article, [GOLD])[0]
    project.articles.edit(article, title="Another title")
    project.statements.set_note(statement.id, "looked at again")
    project.links.annotate(project.links.of_statements([statement.id])[0].id, rationale="so")
    assert statement.speaker is not None
    project.speakers.rename(statement.speaker, "Called otherwise")
    assert statement.claim is not None
    project.claims.set_note(statement.claim, "looked at again")


def read(name: str, path: Path) -> Bundle:
    """A dataset as it comes back from the process apart."""
    return replace(formats.read(name, path), is_foreign=True)


@pytest.mark.parametrize("name", FOREIGN)
def test_what_has_gone_on_here_stays_as_it_is(sample: Project, tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    export(sample, out, ExportWishes(name, layer="gold"))
    go_on(sample)
    before = sample.stats()
    report = import_bundle(sample.access, read(name, out))
    assert report.revision is None
    assert sample.stats() == before
    assert any("stay" in note for note in report.notes)


def test_a_dataset_of_ours_is_refused_then(sample: Project, tmp_path: Path) -> None:
    export(sample, tmp_path / "out", ExportWishes("jsonl", layer="gold"))
    export(sample, tmp_path / "tables", ExportWishes("csv", layer="gold"))
    export(sample, tmp_path / "lines", ExportWishes("brat", layer="gold"))
    go_on(sample)
    for ours in ("out", "tables"):
        with pytest.raises(Conflict, match="merge"):
            bring(sample, tmp_path / ours)
    assert bring(sample, tmp_path / "lines").revision is None


@pytest.mark.parametrize("name", FOREIGN)
def test_the_same_marks_may_be_of_two_annotators(
    sample: Project, empty: Project, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    export(sample, out, ExportWishes(name, layer="gold"))
    zoe, joe = (Annotator(Id.fixed(f"test/{n}"), n) for n in ("Zoe", "Joe"))
    first, second, third = (
        import_bundle(empty.access, read(name, out), layer=who) for who in (zoe, joe, joe)
    )
    assert first.statements == second.statements > 50
    assert first.links == second.links > 10
    assert (second.articles, third.revision) == (0, None)
    held = {a["name"]: (a["statements"], a["links"]) for a in empty.stats()["annotators"]}
    assert held["Zoe"] == held["Joe"] == (first.statements, first.links)
    assert empty.check()["problems"] == []
