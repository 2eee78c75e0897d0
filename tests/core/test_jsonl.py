"""Our dataset goes out and comes back the same, whatever is in it; what is not whole is refused."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.datasets.exporting import export
from factcheck.datasets.importing import import_bundle
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput, Cancelled, Conflict, FactcheckError
from factcheck.formats.bundle import Bundle
from factcheck.formats.lines import line_around, line_of
from factcheck.formats.rows import Row
from factcheck.ids import GOLD, Id
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.project import Project
from factcheck.records import Person
from tests.core.bundles import bundles
from tests.core.datasets import bring, put, rows, whole

from .datasets import ANA, BEN

SHAPES = (
    *(("jsonl", ""), ("csv", ""), ("csv", ".csv"), ("csv", ".tsv")),
    *(("parquet", ""), ("parquet", ".parquet")),
)
END_KEYS = ("statement", "article", "label", "speaker", "start", "end", "text")


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


def test_a_dataset_comes_back_byte_for_byte(
    sample: Project, empty: Project, tmp_path: Path
) -> None:
    for layer in ("all", "gold", "Annotator 1"):
        first, again, second = (tmp_path / f"{layer}-{n}" for n in range(3))
        export(sample, first, ExportWishes("jsonl", layer=layer))
        export(sample, again, ExportWishes("jsonl", layer=layer))
        assert {p.name: p.read_bytes() for p in first.iterdir()} == {
            p.name: p.read_bytes() for p in again.iterdir()
        }
        with Project.create(tmp_path / f"{layer}.factcheck", title="x", actor=BEN) as other:
            bring(other, first)
            assert other.check() == {"ok": True, "problems": []}
            export(other, second, ExportWishes("jsonl", layer=layer))
        assert whole(second) == whole(first)


@settings(max_examples=15)
@given(bundle=bundles(), shape=st.sampled_from(SHAPES))
def test_any_dataset_comes_back(
    bundle: Bundle, shape: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, (name, ending) = tmp_path_factory.mktemp("trip"), shape
    between = folder / f"between{ending}"
    with (
        Project.create(folder / "a.factcheck", title="a", actor=ANA) as first,
        Project.create(folder / "b.factcheck", title="b", actor=BEN) as second,
    ):
        import_bundle(first.access, bundle)
        export(first, between, ExportWishes(name, layer="all"))
        export(first, folder / "first", ExportWishes("jsonl", layer="all"))
        report = bring(second, between)
        export(second, folder / "second", ExportWishes("jsonl", layer="all"))
        assert whole(folder / "second") == whole(folder / "first")
        assert report.statements == sum(1 for _ in bundle.statements())
        assert second.check()["problems"] == []
        assert bring(second, between).revision is None


@given(st.text(st.characters(codec="utf-8")) | st.text(st.characters(max_codepoint=0x7F)))
def test_a_line_around_a_text_is_the_encoder_s(words: str) -> None:
    before: Row = {"a": [words]}
    after: Row = {"z": None}
    line = line_around(before, "text", words.encode(), after)
    assert line == line_of({**before, "text": words, **after})


def test_both_databases_give_the_same_bytes(
    project: Project, dataset: Path, tmp_path: Path
) -> None:
    bring(project, dataset)
    project.undo()
    bring(project, dataset)
    assert project.check()["problems"] == []
    export(project, tmp_path / "out", ExportWishes("jsonl", layer="all"))
    assert whole(tmp_path / "out") == whole(dataset)


def test_keys_are_the_contract_s_and_sorted(dataset: Path) -> None:
    keys = {
        "articles": "id title text sha256 language publisher author published_on published_as uri "
        "source_name edition_of furniture reader original_sha256 retrieved_on attributes split",
        "statements": "id article annotator label spans speaker speaker_basis reported_by said_to "
        "said_on said_as certainty quotation parent claim note flagged origin derived_from "
        "agreed_by attributes split",
        "links": "id type from to annotator contradiction_kind rationale confidence cross_article "
        "derived_from agreed_by attributes split",
        "annotators": "id name kind",
    }
    for kind, names in keys.items():
        for row in rows(dataset, kind):
            assert list(row) == sorted(names.split())
    for link in rows(dataset, "links"):
        for end in (link["from"], link["to"]):
            assert list(end) == sorted(END_KEYS)
    manifest = json.loads((dataset / "manifest.json").read_text("utf-8"))
    for name, listed in manifest["files"].items():
        data = (dataset / name).read_bytes()
        assert listed["sha256"] == hashlib.sha256(data).hexdigest()
        if name.endswith(".jsonl"):
            assert listed["rows"] == data.count(b"\n")


def test_rows_are_in_order_and_agree_with_each_other(dataset: Path) -> None:
    texts = {row["id"]: row["text"] for row in rows(dataset, "articles")}
    statements = rows(dataset, "statements")

    def place(row: dict[str, Any]) -> tuple[str, int, int, str]:
        held = [s for s in row["spans"] if s["role"] == "content"]
        return (
            row["article"], min(s["start"] for s in held), max(s["end"] for s in held), row["id"],
        )  # fmt: skip

    assert list(texts) == sorted(texts)
    assert statements == sorted(statements, key=place)
    for row in statements:
        for span in row["spans"]:
            assert texts[row["article"]][span["start"] : span["end"]] == span["text"]
    links = rows(dataset, "links")
    assert links == sorted(
        links, key=lambda x: (x["from"]["article"], x["from"]["start"], x["from"]["end"], x["id"])
    )
    for end in (end for link in links for end in (link["from"], link["to"])):
        assert texts[end["article"]][end["start"] : end["end"]] == end["text"]
    assert any(link["cross_article"] for link in links)


def test_one_layer_names_only_its_own_people(sample: Project, tmp_path: Path) -> None:
    done = export(sample, tmp_path / "out", ExportWishes("jsonl"))
    assert done.layer == "gold"
    assert {row["annotator"] for row in rows(tmp_path / "out", "statements")} == {"gold"}
    assert rows(tmp_path / "out", "assignments") == []
    export(sample, tmp_path / "one", ExportWishes("jsonl", layer="Annotator 2"))
    saying = {row["annotator"] for row in rows(tmp_path / "one", "comments")}
    assert saying == {"Annotator 1", "Annotator 2"}, "they talk about a statement of hers"
    assert {row["name"] for row in rows(tmp_path / "one", "annotators")} == saying
    assert {row["annotator"] for row in rows(tmp_path / "one", "statements")} == {"Annotator 2"}
    assert len(rows(tmp_path / "one", "assignments")) == 5


def test_the_card_has_a_head_that_readers_of_datasets_understand(dataset: Path) -> None:
    words = (dataset / "README.md").read_text("utf-8")
    head, _, body = words.removeprefix("---\n").partition("\n---\n")
    assert 'license: "cc-by-4.0"' in head
    assert "- config_name: statements\n  data_files: statements.jsonl\n  default: true" in head
    assert "| denial | 57 |" in body
    assert "What is a statement" in body
    assert "{" not in body.replace("{labels", "")


def test_the_same_again_is_nothing_new(sample: Project, empty: Project, dataset: Path) -> None:
    assert bring(sample, dataset).revision is None
    first = bring(empty, dataset)
    assert (first.articles, first.statements, first.links) == (5, 282, 126)
    again = bring(empty, dataset)
    assert (again.articles, again.revision) == (0, None)


def test_other_content_under_an_id_names_merge(empty: Project, dataset: Path) -> None:
    bring(empty, dataset)
    changed = rows(dataset, "statements")
    changed[3]["note"] = "Another opinion"
    put(dataset, "statements", changed)
    with pytest.raises(Conflict, match="merge"):
        bring(empty, dataset)


def test_what_was_undone_can_be_imported_again(empty: Project, dataset: Path) -> None:
    bring(empty, dataset)
    empty.undo()
    assert empty.stats()["statements"] == 0
    assert bring(empty, dataset).statements == 282
    assert empty.check()["problems"] == []
    empty.undo()
    assert empty.stats()["articles"] == 0
    assert empty.redoable() is not None
    empty.redo()
    assert empty.stats()["statements"] == 282


def test_statements_go_to_the_same_article_under_its_own_id(empty: Project, dataset: Path) -> None:
    from factcheck.resources import seeds

    bring_in(empty, [seeds()], Wishes())
    report = bring(empty, dataset)
    assert (report.articles, report.statements) == (0, 282)
    assert any("already" in note for note in report.notes)
    assert empty.check()["problems"] == []


def test_labels_need_only_names_and_may_be_mapped(empty: Project, dataset: Path) -> None:
    (dataset / "labels.json").write_text('{"labels": [{"name": "denial"}]}', "utf-8")
    changed = rows(dataset, "statements")
    for row in changed:
        row["label"] = {"allegation": "Behauptung"}.get(row["label"], row["label"])
    put(dataset, "statements", changed)
    bring(empty, dataset, names={"Behauptung": "allegation"})
    assert empty.stats()["labels"] == {"allegation": 136, "denial": 57, "confirmation": 89}


def test_one_layer_can_become_an_annotator_s(
    sample: Project, empty: Project, dataset: Path, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match="3 layers"):
        bring(empty, dataset, annotator="Cleo")
    export(sample, tmp_path / "gold", ExportWishes("jsonl", layer="gold"))
    bring(empty, tmp_path / "gold", annotator="Cleo")
    counts = {a["name"]: a["statements"] for a in empty.stats()["annotators"]}
    assert counts["Cleo"] == 95


def test_a_dry_run_writes_nothing(empty: Project, dataset: Path) -> None:
    report = bring(empty, dataset, dry_run=True)
    assert (report.statements, report.revision) == (282, None)
    assert empty.stats()["articles"] == 0


def test_only_an_export_of_ours_is_replaced(sample: Project, dataset: Path, tmp_path: Path) -> None:
    export(sample, dataset, ExportWishes("jsonl", layer="gold"))
    assert len(rows(dataset, "statements")) == 95
    (dataset / "my notes.txt").write_text("mine", "utf-8")
    for foreign in (dataset, tmp_path):
        with pytest.raises(BadInput, match="left as it is"):
            export(sample, foreign, ExportWishes("jsonl", layer="all"))
    assert len(rows(dataset, "statements")) == 95
    (tmp_path / "nothing").mkdir()
    export(sample, tmp_path / "nothing", ExportWishes("jsonl", layer="gold"))
    assert len(rows(tmp_path / "nothing", "statements")) == 95


def test_a_stopped_export_leaves_nothing(sample: Project, dataset: Path, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        assert total == 5
        if done == 3:
            raise Cancelled

    before = whole(dataset)
    names = sorted(path.name for path in tmp_path.iterdir())
    for out in (dataset, tmp_path / "other"):
        with pytest.raises(Cancelled):
            export(sample, out, ExportWishes("jsonl", layer="gold"), progress=stop)
    assert whole(dataset) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_whose_layer_is_asked_where_it_is_not_clear(
    sample: Project, empty: Project, tmp_path: Path
) -> None:
    with pytest.raises(FactcheckError, match="Annotator 1"):
        export(sample, tmp_path / "out", ExportWishes("jsonl", layer="Nobody"))
    for name in ("Annotator 1", "Annotator 2"):
        export(sample, tmp_path / name, ExportWishes("jsonl", layer=name))
        bring(empty, tmp_path / name)
    with pytest.raises(BadInput, match="--layer"):
        export(empty, tmp_path / "out", ExportWishes("jsonl"))
    assert not (tmp_path / "out").exists()


def test_two_annotators_of_one_name_stay_apart(
    empty: Project, dataset: Path, tmp_path: Path
) -> None:
    bring(empty, dataset)
    other = Person(Id.new(), "Annotator 1")
    with Project.open(empty.location, other) as project:
        article = next(iter(project.articles.rows([GOLD]))).id
        label = project.labels.labels()[0].id
        project.statements.mark(article, 0, 5, label)
    export(empty, tmp_path / "out", ExportWishes("jsonl", layer="all"))
    names = [row["name"] for row in rows(tmp_path / "out", "annotators")]
    assert len(names) == len(set(names)) == 4
    with Project.create(tmp_path / "c.factcheck", title="c", actor=ANA) as third:
        bring(third, tmp_path / "out")
        counts = sorted(a["statements"] for a in third.stats()["annotators"])
        assert counts == [0, 1, 93, 94, 95]


def test_several_datasets_are_one_revision(sample: Project, empty: Project, tmp_path: Path) -> None:
    names = ("gold", "Annotator 1")
    for name in names:
        export(sample, tmp_path / name, ExportWishes("jsonl", layer=name))
    report = bring_in(empty, [tmp_path / name for name in names], Wishes())
    assert (report.articles, report.statements, report.revision) == (5, 189, 1)
