"""Tables of Parquet: typed, split into files, described, and refused when broken or made to harm.

That any dataset comes back from them is in `test_jsonl` and `test_travelling`; that other programs
load them in `test_loading`.
"""

import hashlib
import json
import shutil
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet as pq

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes, SplitWish
from factcheck.errors import BadInput
from factcheck.formats import guess, jsonl, parquet, parquet_in, parquet_out
from factcheck.project import Project
from tests.core.datasets import ANA, bring, whole

WISH = SplitWish({"train": 0.6, "dev": 0.2, "test": 0.2}, "random")


@pytest.fixture(scope="module")
def made_once(sample_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a folder of tables, one table and JSON Lines, to be copied."""
    folder = tmp_path_factory.mktemp("tables")
    path = shutil.copy(sample_once, folder / "sample.factcheck")
    with Project.open(path, ANA) as project:
        export(project, folder / "many", ExportWishes("parquet", layer="all"))
        export(project, folder / "one.parquet", ExportWishes("parquet", layer="all"))
        export(project, folder / "parts", ExportWishes("parquet", layer="all", split=WISH))
        export(project, folder / "lines", ExportWishes("jsonl", layer="all"))
    return folder


@pytest.fixture
def many(made_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made_once / "many", tmp_path / "many")


@pytest.fixture
def table(made_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made_once / "one.parquet", tmp_path / "one.parquet"))


def test_columns_have_types(made_once: Path) -> None:
    found = pq.read_schema(made_once / "many" / "statements.parquet")
    assert found.field("flagged").type == pa.bool_()
    assert found.field("reported_by").type == pa.list_(pa.string())
    span = {"role": pa.string(), "start": pa.int64(), "end": pa.int64(), "text": pa.string()}
    assert found.field("spans").type == pa.list_(pa.struct(span))
    assert json.loads(found.metadata[b"factcheck"]) == {"format_version": 1, "kind": "statements"}
    texts = {r["id"]: r["text"] for r in rows(made_once / "many" / "articles.parquet")}
    for row in rows(made_once / "many" / "statements.parquet"):
        for one in row["spans"]:
            assert texts[row["article"]][one["start"] : one["end"]] == one["text"]


def test_tables_give_back_all_that_lines_have(
    made_once: Path, empty: Project, tmp_path: Path, sample: Project
) -> None:
    assert bring(empty, made_once / "one.parquet").statements == 282
    export(empty, tmp_path / "again", ExportWishes("jsonl", layer="all"))
    assert whole(tmp_path / "again") == whole(made_once / "lines")
    export(sample, tmp_path / "same", ExportWishes("parquet", layer="all"))
    export(sample, tmp_path / "same.parquet", ExportWishes("parquet", layer="all"))
    for name in (p.name for p in (made_once / "many").iterdir()):
        assert (tmp_path / "same" / name).read_bytes() == (made_once / "many" / name).read_bytes()
    assert (tmp_path / "same.parquet").read_bytes() == (made_once / "one.parquet").read_bytes()


def test_a_split_is_a_file_for_each_part(made_once: Path, tmp_path: Path, sample: Project) -> None:
    folder = made_once / "parts"
    where: dict[str, str] = {}
    for part in ("train", "dev", "test"):
        for kind in ("articles", "statements", "links"):
            held = rows(folder / f"{kind}-{part}.parquet")
            assert {row["split"] for row in held} == {part}
            where |= {row["id"]: part for row in held}
    between = rows(folder / "links-unsplit.parquet")
    assert between
    for link in between:
        ends = (where[link[end]["article"]] for end in ("from", "to"))
        assert link["split"] is None
        assert len({*ends}) == 2
    found = parquet.read(folder)
    assert found.split is not None
    assert found.split.where == {one.id: where[str(one.id)] for one in found.parts}
    assert found.split.proof["links_parted"] > 0
    assert '  - split: "unsplit"\n    path: "links-unsplit.parquet"' in card(folder)
    parts = {"train": 0.5, "dev": 0.25, "test": 0.25}
    keep = SplitWish(parts, "random", keep=folder)
    export(sample, tmp_path / "new", ExportWishes("parquet", layer="all", split=keep, seed=4))
    kept = {r["id"] for r in rows(tmp_path / "new" / "articles-train.parquet")}
    assert kept >= {r["id"] for r in rows(folder / "articles-train.parquet")}


def test_the_card_lists_what_has_rows(made_once: Path, sample: Project, tmp_path: Path) -> None:
    assert "  data_files: statements.parquet\n  default: true" in card(made_once / "many")
    assert "`statements-*.parquet`" in card(made_once / "parts")
    # Gold has no assignments, and a part of one article may have nothing.
    one = SplitWish({"train": 0.999, "rest": 0.001})
    export(sample, tmp_path / "gold", ExportWishes("parquet", layer="gold", split=one))
    assert (tmp_path / "gold" / "statements-rest.parquet").exists()
    assert "rest" not in card(tmp_path / "gold").partition("\n---\n")[0]
    assert "config_name: assignments" not in card(tmp_path / "gold")


def test_croissant_describes_what_is_there(made_once: Path, sample: Project) -> None:
    for folder in (made_once / "many", made_once / "parts"):
        found = json.loads((folder / "croissant.json").read_text("utf-8"))
        assert found["conformsTo"] == "http://mlcommons.org/croissant/1.0"
        required = {"@context", "@type", "name", "description", "license", "url", "creator"}
        assert found.keys() >= {*required, "datePublished", "distribution", "recordSet"}
        assert found["datePublished"] == sample.history.log(limit=1)[0].made_at[:10]
        objects = {one["@id"]: one for one in found["distribution"] if "sha256" in one}
        assert set(objects) == {p.name for p in folder.glob("*.parquet")}
        for name, one in objects.items():
            data = (folder / one["contentUrl"]).read_bytes()
            assert one["sha256"] == hashlib.sha256(data).hexdigest(), name
        sets = {one["@id"]: one["includes"] for one in found["distribution"] if "includes" in one}
        assert sorted(sets) == (
            ["articles-files", "links-files", "statements-files"] * (folder.name == "parts")
        )
        for one in found["recordSet"]:
            (source,) = {json.dumps(f["source"], sort_keys=True) for f in one["field"][:1]}
            held = json.loads(source)
            names = sets.get(
                held.get("fileSet", {}).get("@id"), [held.get("fileObject", {}).get("@id")]
            )
            columns = set(pq.read_schema(folder / names[0]).names)
            assert {f["name"] for f in one["field"]} <= columns
            assert columns - {f["name"] for f in one["field"]} <= {"furniture"}


def test_tables_are_written_and_read_some_rows_at_a_time(
    monkeypatch: pytest.MonkeyPatch, sample: Project, made_once: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr(parquet_out, "_MOST_ROWS", 50)
    monkeypatch.setattr(parquet_out, "_MOST_CHARACTERS", 3_000)
    monkeypatch.setattr(parquet_in, "_MOST_AT_ONCE", 7)
    export(sample, tmp_path / "out", ExportWishes("parquet", layer="all"))
    assert pq.ParquetFile(tmp_path / "out" / "articles.parquet").num_row_groups == 4
    again, first = parquet.read(tmp_path / "out"), parquet.read(made_once / "many")
    assert [*again.parts] == [*first.parts]
    assert (again.links, again.decisions) == (first.links, first.decisions)


def test_what_pandas_has_saved_is_read(table: Path, empty: Project) -> None:
    pd = import_module("pandas")
    # It makes numbers of which some lack into broken ones, and knows nothing of our metadata.
    pd.read_parquet(table).assign(mine=1).to_parquet(table)
    assert pq.read_schema(table).field("position_of_label").type == pa.float64()
    report = bring(empty, table)
    assert (report.statements, report.lost) == (282, {"foreign_columns": 1})
    assert empty.check()["problems"] == []


def test_attributes_may_be_a_map(many: Path, empty: Project) -> None:
    path = many / "articles.parquet"
    held = [
        {**row, "attributes": {a["name"]: a["value"] for a in row["attributes"]}}
        for row in rows(path)
    ]
    kept = [f for f in pq.read_schema(path) if f.name != "attributes"]
    column = pa.field("attributes", pa.map_(pa.string(), pa.string()))
    pq.write_table(pa.Table.from_pylist(held, schema=pa.schema([*kept, column])), path)
    assert bring(empty, many).articles == 5


def change(kind: str, **columns: Callable[[Any], object]) -> Callable[[Path], None]:
    """Change values of the first row of a table, and nothing of its columns."""

    def spoil(folder: Path) -> None:
        path = folder / f"{kind}.parquet"
        schema, held = pq.read_schema(path), rows(path)
        for name, make in columns.items():
            held[0][name] = make(held[0][name])
        pq.write_table(pa.Table.from_pylist(held, schema=schema), path)

    return spoil


def retyped(kind: str, column: str, values: Callable[[int], pa.Array]) -> Callable[[Path], None]:
    """Give a column other values, of another type."""

    def spoil(folder: Path) -> None:
        path = folder / f"{kind}.parquet"
        found = pq.read_table(path)
        at = found.schema.get_field_index(column)
        pq.write_table(found.set_column(at, column, values(len(found))), path)

    return spoil


def _moved(spans: Any) -> object:
    return [{**one, "end": 10**7} for one in spans]


def _nested(length: int) -> pa.Array:
    kind = pa.string()
    for _ in range(12):
        kind = pa.list_(kind)
    return pa.nulls(length, kind)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (change("statements", spans=_moved), "statements.parquet, line 1, "),
        (change("statements", spans=_moved), "outside"),
        (change("statements", id=lambda _: None), "id"),
        (change("statements", article=lambda one: one[::-1]), "article"),
        (change("statements", note=lambda _: "nul \0"), "NUL"),
        (change("statements", attributes=lambda _: [{"name": None, "value": "x"}]), "attributes"),
        (change("statements", attributes=lambda _: [{"name": "a"}] * 2), "attributes"),
        (change("articles", furniture=lambda _: [[1, 2, 3]]), "furniture"),
        (change("articles", furniture=lambda _: [[-1, 2]]), "furniture"),
        (change("articles", text=lambda one: one + "."), "sha256"),
        (change("links", **{"from": lambda one: {**one, "start": 0}}), "links.parquet, line 1"),
        (retyped("articles", "text", lambda n: pa.array([b"\xff"] * n)), "binary"),
        (retyped("articles", "text", lambda n: pa.nulls(n, pa.timestamp("s"))), "timestamp"),
        (retyped("articles", "title", _nested), "list"),
        (retyped("articles", "text", lambda n: pa.array([1] * n)), "text"),
        (retyped("articles", "text", lambda n: pa.array([0.5] * n)), "text"),
        (retyped("statements", "spans", lambda n: pa.array(["x"] * n)), "spans"),
        (retyped("statements", "spans", lambda n: pa.array([["x"]] * n)), "object"),
        (retyped("statements", "flagged", lambda n: pa.array(["yes"] * n)), "flagged"),
        (retyped("statements", "id", lambda n: pa.array(range(n))), "id"),
    ],
)  # fmt: skip
def test_hostile_tables_are_refused_with_their_place(
    many: Path, empty: Project, spoil: Callable[[Path], None], says: str
) -> None:
    spoil(many)
    refused(many, says)


def test_broken_files_are_refused(table: Path, empty: Project) -> None:
    data = table.read_bytes()
    signed = (
        data[:-8] + bytes(28) + (int.from_bytes(data[-8:-4], "little") + 28).to_bytes(4, "little")
    )
    cases = {
        "nothing": b"",
        "cut": data[: len(data) // 2],
        "other": b"PAR1" + bytes(400) + b"PAR1",
        "text": b"id,text\n1,2\n",
        # As a file looks whose columns are encrypted, over which pyarrow ends the process.
        "signed": signed + b"PAR1",
    }
    for says, found in cases.items():
        table.write_bytes(found)
        refused(table, "one.parquet is no Parquet")
        assert not parquet.is_ours(table), says
    table.write_bytes(data)
    told = pq.read_metadata(table).row_group(0)
    columns = (told.column(n) for n in range(told.num_columns))
    half = next(one.data_page_offset for one in columns if one.path_in_schema == "text") + 20
    table.write_bytes(data[:half] + bytes(64) + data[half + 64 :])
    refused(table, "one.parquet, line ")


def test_bombs_are_refused_before_they_burst(
    many: Path, empty: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In a file of 20 KB, what is 4 GB when each row has its own.
    path = many / "articles.parquet"
    numbers = pa.array([0] * 4_000, pa.int32())
    long = pa.DictionaryArray.from_arrays(numbers, pa.array(["A" * 1_000_000]))
    ids = pa.array([str(n) for n in range(4_000)])
    for stored in (True, False):
        pq.write_table(pa.table({"id": ids, "text": long}), path, store_schema=stored)
        assert path.stat().st_size < 100_000
        with monkeypatch.context() as limits:
            limits.setattr(parquet_in, "LARGEST", 60_000_000)
            refused(many, "articles.parquet would unpack to far more")
    # Only claims: a column of so many values, a file of so many rows.
    pq.write_table(pa.table({"id": ids, "text": ids}), path)
    for name in ("_MOST_VALUES", "_MOST_ROWS", "_MOST_COLUMNS"):
        with monkeypatch.context() as limits:
            limits.setattr(parquet_in, name, 1)
            refused(many, ".parquet would unpack to far more")


def test_what_is_missing_or_newer_is_said(many: Path, table: Path, empty: Project) -> None:
    (many / "links.parquet").rename(many / "links.old")
    refused(many, "links.parquet is missing")
    (many / "manifest.json").unlink()
    (many / "README.md").unlink()
    # Without a manifest nobody knows what belongs to it; what is there is read.
    assert bring(empty, many, dry_run=True).links == 0
    (many / "articles.parquet").unlink()
    refused(many, "articles.parquet is missing")
    found = pq.read_table(table)
    pq.write_table(found.replace_schema_metadata({"factcheck": '{"format_version": 2}'}), table)
    refused(table, "newer")
    pq.write_table(found.replace_schema_metadata({"factcheck": "["}), table)
    refused(table, "JSON")
    pq.write_table(found.drop_columns(["id"]), table)
    refused(table, "no column “id”")
    kinds = pa.array(["picture"] * len(found))
    pq.write_table(found.set_column(0, "kind", kinds), table)
    refused(table, "“kind” must be one of annotator, ")


def test_one_table_of_a_folder_asks_for_the_others(many: Path, empty: Project) -> None:
    path = many / "statements.parquet"
    assert guess(path) == "parquet"
    refused(path, "one of the tables")
    assert guess(many) == "parquet"
    with pytest.raises(BadInput, match="manifest"):
        jsonl.read(many)


def test_only_an_export_of_ours_is_replaced(many: Path, table: Path, sample: Project) -> None:
    wishes = ExportWishes("parquet", layer="gold")
    for path in (many, table):
        export(sample, path, wishes)
    assert len(rows(many / "statements.parquet")) == 95
    (many / "mine.txt").write_text("mine", "utf-8")
    pq.write_table(pa.table({"id": ["1"], "kind": ["2"]}), table)
    for path in (many, table):
        with pytest.raises(BadInput, match="left as it is"):
            export(sample, path, wishes)


def test_without_pyarrow_it_says_what_to_install(
    many: Path, sample: Project, empty: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pyarrow", "pyarrow.parquet", "pyarrow.lib"):
        monkeypatch.setitem(sys.modules, name, None)
    out = many.parent / "out"
    with pytest.raises(BadInput, match=r"factcheck\[parquet\]"):
        export(sample, out, ExportWishes("parquet"))
    assert not out.exists()
    assert guess(many) == "parquet"
    refused(many, "factcheck[parquet]")


def refused(path: Path, says: str) -> None:
    """See that tables are refused with a sentence that says so."""
    with pytest.raises(BadInput) as caught:
        parquet.read(path)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a table."""
    found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return found


def card(folder: Path) -> str:
    """The card of a dataset."""
    return (folder / "README.md").read_text("utf-8")
