"""`--map THEIRS=OURS` holds for labels and link types in whatever format the data is."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.builtin import CONTRADICTS
from factcheck.datasets.exporting import export
from factcheck.datasets.importing import import_bundle
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput
from factcheck.formats import READERS, WRITERS
from factcheck.formats.bundle import Bundle, Part
from factcheck.formats.rows_in import annotator_of_name, label_of_name, link_type_of_name
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Link, NewArticle, Span, Statement
from tests.core.datasets import bring, rows

from .datasets import ANA, BEN

TEXT = "He denies it. She says so. Who knows?"
NAMES = {"no": "denial", "never": "denial", "against": "contradicts", "versus": "contradicts"}
FORMATS = [name for name in READERS if name in WRITERS]


def theirs() -> Bundle:
    """Three statements of three labels, two of them linked in two ways, once backwards."""
    ada, article = annotator_of_name("Ada"), Id.fixed("test/article")
    labels = tuple(label_of_name(name) for name in ("no", "never", "said"))
    types = tuple(link_type_of_name(name) for name in ("against", "versus"))
    marks = []
    for number, exact in enumerate(("He denies it", "She says so", "Who knows")):
        start = TEXT.index(exact)
        span = Span("content", start, start + len(exact), exact)
        record = Id.fixed(f"test/statement/{number}")
        marks.append(Statement(record, article, ada.id, labels[number].id, (span,)))
    ends = [one.id for one in marks[:2]]
    links = [
        Link(Id.fixed("test/link/0"), types[0].id, ends[0], ends[1], ada.id),
        Link(Id.fixed("test/link/1"), types[1].id, ends[1], ends[0], ada.id),
    ]
    return Bundle(
        parts=(Part(NewArticle(TEXT, "a.txt", "A", id=article), tuple(marks)),),
        links=tuple(sorted(links, key=lambda one: one.id)),
        annotators=(ada,),
        labels=labels,
        link_types=types,
    )


@pytest.mark.parametrize("name", FORMATS)
def test_two_of_theirs_may_be_one_of_ours_and_what_is_unused_is_said(
    name: str, tmp_path: Path
) -> None:
    out, wanted = tmp_path / "out", {**NAMES, "nowhere": "denial"}
    with Project.create(tmp_path / "a.factcheck", title="a", actor=BEN) as first:
        import_bundle(first.access, theirs())
        export(first, out, ExportWishes(name, layer="all"))
    with Project.create(tmp_path / "b.factcheck", title="b", actor=ANA) as second:
        report = bring(second, out, format_name=name, names=wanted)
        found = second.stats()
        assert {k: n for k, n in found["labels"].items() if n} == {"denial": 2, "said": 1}
        assert not {"no", "never"} & {one.name for one in second.labels.labels()}
        assert [note for note in report.notes if "nowhere" in note and "versus" not in note]
        export(second, tmp_path / "again", ExportWishes("jsonl", layer="all"))
        assert second.check()["problems"] == []
        assert bring(second, out, format_name=name, names=wanted).revision is None
    links = rows(tmp_path / "again", "links")
    # Both ways it is the same link, for ours goes neither way.
    assert [one["type"] for one in links] == ["contradicts"]
    assert report.lost.get("links_twice", 0) == 1


@pytest.mark.parametrize("name", ["label-studio", "jsonl", "cas-xmi"])
def test_articles_beside_a_dataset_are_told_packed_or_not(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Project.create(tmp_path / "a.factcheck", title="a", actor=BEN) as project:
        import_bundle(project.access, theirs())
        export(project, out, ExportWishes(name, layer="all"))
        packed = Path(shutil.make_archive(str(tmp_path / "alone"), "zip", out))
        assert not [n for one in (out, packed) for n in bring(project, one).notes if ".html" in n]
        (out / "more").mkdir()
        (out / "more" / "page.html").write_text("<p>Nobody said a word.")
        (out / "more" / "words.TXT").write_text("Nobody said a word.")
        packed = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", out))
        for one in (out, packed):
            (told,) = (note for note in bring(project, one).notes if ".html" in note)
            assert told.startswith(f"{one.name} was read as a dataset of {name}")
            assert ".html, .txt" in told


def test_texts_that_a_dataset_is_of_are_not_beside_it(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.factcheck", title="a", actor=BEN) as project:
        import_bundle(project.access, theirs())
        export(project, tmp_path / "out.zip", ExportWishes("brat", layer="all"))
        assert not [note for note in bring(project, tmp_path / "out.zip").notes if ".txt" in note]


def test_a_name_that_is_none_of_ours_is_told(tmp_path: Path) -> None:
    names = {"no": "denail", "never": "denial", "against": "contradicts"}
    with Project.create(tmp_path / "a.factcheck", title="a", actor=BEN) as first:
        import_bundle(first.access, theirs())
        export(first, tmp_path / "out", ExportWishes("brat", layer="all"))
    with Project.create(tmp_path / "b.factcheck", title="b", actor=ANA) as second:
        report = bring(second, tmp_path / "out", names=names)
    (told,) = (note for note in report.notes if "--map" in note)
    assert told.endswith(": denail.")


def test_what_stands_for_theirs_may_be_in_the_project_already(tmp_path: Path) -> None:
    bundle = theirs()
    with Project.create(tmp_path / "a.factcheck", title="a", actor=ANA) as project:
        own = project.layer
        import_bundle(project.access, replace(bundle, links=()), names=NAMES, layer=own)
        one, other, _ = bundle.statements()
        project.links.link(one.id, other.id, CONTRADICTS)
        report = import_bundle(project.access, bundle, names=NAMES, layer=own)
        assert (report.links, report.lost, report.revision) == (0, {"links_twice": 2}, None)


def test_articles_have_no_labels_to_be_mapped(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    with Project.create(tmp_path / "a.factcheck", title="a", actor=ANA) as project:
        with pytest.raises(BadInput, match="have no labels"):
            bring(project, tmp_path / "a.txt", names=NAMES)
        assert project.stats()["articles"] == 0
        assert bring(project, tmp_path / "a.txt").articles == 1
