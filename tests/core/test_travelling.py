"""Any dataset comes back from the formats in whose metadata our records travel.

Equal to what went out, up to what the writer says is lost; twice brought in it is nothing new.
"""

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import builtin
from factcheck.builtin import rows as builtin_rows
from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.formats import guess, jsonl, reader, writer
from factcheck.formats.bundle import Assignment, Bundle, Part
from factcheck.formats.rows_in import label_of_name, link_type_of_name
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Annotator, NewArticle, Span, Statement
from tests.core.bundles import bundles
from tests.core.datasets import bring, content

from .datasets import ANA, BEN

LABELS = tuple(label_of_name(str(v["name"])) for k, _, v in builtin_rows() if k == "label")
TYPES = tuple(link_type_of_name(str(v["name"])) for k, _, v in builtin_rows() if k == "link_type")
#: Each format with the ending of a path that it writes alone, without links across articles.
FORMATS = (
    *("parquet", "label-studio", "doccano", "prodigy", "spacy", "web-annotation", "refi-qda"),
    *("cas-xmi", "cas-json"),
)
ALONE = {
    "label-studio": ".json",
    "doccano": ".jsonl",
    "prodigy": ".jsonl",
    "spacy": ".spacy",
}


def whole(bundle: Bundle) -> Bundle:
    """Give a dataset as a project gives it: in order of ids, all labels defined."""
    return replace(
        bundle,
        comments=(),
        decisions=(),
        parts=tuple(sorted(map(_titled, bundle.parts), key=lambda part: part.id)),
        links=tuple(sorted(bundle.links, key=lambda link: link.id)),
        labels=(*bundle.labels, *LABELS),
        link_types=TYPES,
    )


def _titled(part: Part) -> Part:
    return replace(part, article=replace(part.article, title=" ".join(part.article.title.split())))


def same(again: Bundle, bundle: Bundle) -> None:
    """See that two datasets have the same content."""
    assert _content(again) == _content(bundle)


def _content(bundle: Bundle) -> dict[str, object]:
    done = tuple(sorted(bundle.assignments, key=lambda one: one.id))
    with TemporaryDirectory() as above:
        folder = Path(above) / "dataset"
        labels = tuple(sorted(bundle.labels, key=lambda one: one.id))
        types = tuple(sorted(bundle.link_types, key=lambda one: one.id))
        bundle = replace(bundle, assignments=done, labels=labels, link_types=types)
        jsonl.write(bundle, folder, tick=lambda _: None)
        return content(folder)


@given(bundle=bundles(), name=st.sampled_from(FORMATS))
def test_any_dataset_comes_back(bundle: Bundle, name: str) -> None:
    bundle = whole(bundle)
    with TemporaryDirectory() as above:
        out = Path(above) / "out"
        done = writer(name, out).write(bundle, out, tick=lambda _: None)
        # Of nothing at all it does not show what it is.
        assert guess(out) == name or not bundle.parts
        again = reader(name, out).read(out)
        assert writer(name, out).is_replaceable(out)
    told = {"gaps_shown_closed", "shown_moved", "shown_blank", "without_article"}
    assert set(done.lost) <= told
    if bundle.parts:
        same(again, bundle)
    assert (again.lost, again.notes) == ({}, ())


@pytest.mark.parametrize("name", FORMATS)
def test_who_only_gives_or_finishes_work_travels_with_each_article(
    name: str, tmp_path: Path
) -> None:
    # The first article brings all annotators along, but may be in a file that is read later.
    zoe, ada, joe = (Annotator(Id.fixed(f"test/{n}"), n.title()) for n in ("zoe", "ada", "joe"))
    made = Id.fixed("test/status")
    first, second = sorted((Id.fixed("test/first"), Id.fixed("test/second")))
    span = Span("content", 0, 2, "He")
    mark = Statement(Id.fixed("test/mark"), second, ada.id, builtin.DENIAL, (span,))
    bundle = whole(
        Bundle(
            parts=(
                Part(NewArticle(text="Nobody.", source_name="1", title="1", id=first)),
                Part(NewArticle(text="He.", source_name="2", title="2", id=second), (mark,)),
            ),
            annotators=(zoe, ada, joe),
            assignments=(Assignment(made, second, zoe.id, "done", given_by=joe.id),),
        )
    )
    out = tmp_path / "out"
    writer(name, out).write(bundle, out, tick=lambda _: None)
    same(reader(name, out).read(out), bundle)


@given(bundle=bundles(), name=st.sampled_from(sorted(ALONE)))
def test_alone_only_links_across_articles_are_lost(bundle: Bundle, name: str) -> None:
    bundle = whole(bundle)
    articles = {s.id: s.article for s in bundle.statements()}
    inside = [x for x in bundle.links if articles[x.source] == articles[x.target]]
    with TemporaryDirectory() as above:
        out = Path(above) / f"out{ALONE[name]}"
        done = writer(name, out).write(bundle, out, tick=lambda _: None)
        again = reader(name, out).read(out)
        assert writer(name, out).is_replaceable(out)
        if bundle.parts:
            assert guess(out) == name
    assert done.lost.get("cross_links", 0) == len(bundle.links) - len(inside)
    if bundle.parts:
        same(again, replace(bundle, links=tuple(inside)))


@pytest.mark.parametrize("name", FORMATS)
def test_the_sample_comes_back_and_twice_is_nothing_new(
    name: str, sample_once: Path, tmp_path: Path
) -> None:
    path = shutil.copy(sample_once, tmp_path / "sample.factcheck")
    out, packed = tmp_path / "out", tmp_path / "out.zip"
    with (
        Project.open(path, ANA) as sample,
        Project.create(tmp_path / "other.factcheck", title="x", actor=BEN) as other,
    ):
        done = export(sample, out, ExportWishes(name, layer="all"))
        assert export(sample, packed, ExportWishes(name, layer="all")) == done
        export(sample, out, ExportWishes(name, layer="all"))
        export(sample, tmp_path / "first", ExportWishes("jsonl", layer="all"))
        assert bring(sample, out).revision is None
        report = bring(other, out)
        assert report.statements == done.written["statements"]
        assert report.links == done.written["links"]
        assert other.check() == {"ok": True, "problems": []}
        export(other, tmp_path / "second", ExportWishes("jsonl", layer="all"))
        assert bring(other, packed).revision is None
    assert content(tmp_path / "second") == content(tmp_path / "first")
