"""Tables for spreadsheets: safe against formulas, exact when read back, refused when broken.

That any dataset comes back from tables is in `test_jsonl`.
"""

import csv
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import BadInput
from factcheck.formats.cells import guarded, unguarded
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.project import Project

from .datasets import ANA

STARTS = "=+-@\t\r\n＝＋－＠"
STARTING = st.sampled_from(("", "'", "''", *STARTS, *(f"'{one}" for one in STARTS)))


@pytest.fixture(scope="module")
def made_once(sample_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's gold layer as one table and as a folder of them, to be copied."""
    folder = tmp_path_factory.mktemp("tables")
    path = shutil.copy(sample_once, folder / "sample.factcheck")
    with Project.open(path, ANA) as project:
        export(project, folder / "one.csv", ExportWishes("csv"))
        export(project, folder / "many", ExportWishes("csv"))
    return folder


@pytest.fixture
def table(made_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made_once / "one.csv", tmp_path))


@given(st.tuples(STARTING, st.text()).map("".join))
def test_no_cell_is_a_formula_and_none_is_changed(words: str) -> None:
    cell = guarded(words)
    assert not re.match("[=+\\-@\t\r\n＝＋－＠]", cell)
    assert unguarded(cell) == words


def test_tables_are_read_by_spreadsheets(made_once: Path) -> None:
    data = (made_once / "one.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfkind,")
    with (made_once / "many" / "statements.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 95
    assert {"Kremlin", "Dmitry Peskov"} & {row["speaker_name"] for row in rows}
    assert any("absolute lie" in row["text"] for row in rows)


def test_a_table_saved_with_semicolons_is_read(table: Path, empty: Project) -> None:
    with table.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    with table.open("w", encoding="utf-8", newline="") as stream:
        # A person has sorted it, too.
        csv.writer(stream, delimiter=";").writerows([rows[0], *sorted(rows[1:], reverse=True)])
    assert bring_in(empty, [table], Wishes()).statements == 95
    assert empty.check()["problems"] == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("kind,format_version", "sort,format_version", "kind"),
        ("article,", "picture,", "“kind”"),
        ('""start"": ', '""start"": 99', "outside"),
        ('"[{""end""', '"[{""end', "spans"),
        ('"[{""end""', '"[{""end""x', "spans"),
        (",true,", ",perhaps,", "contradicts"),
        ("summit", "mountain", "sha256"),
    ],
)
def test_broken_tables_are_refused(
    table: Path, empty: Project, old: str, new: str, says: str
) -> None:
    words = table.read_text("utf-8-sig")
    assert old in words
    table.write_text(words.replace(old, new), "utf-8", newline="")
    with pytest.raises(BadInput) as caught:
        bring_in(empty, [table], Wishes(format_name="csv"))
    assert says in str(caught.value)
    assert empty.stats()["revision"] == 0


def test_what_is_no_table_of_ours_is_refused(tmp_path: Path, empty: Project) -> None:
    for data in (b"", b"name,text\r\na,b\r\n", b"kind,id\r\n\xff,1\r\n", b'kind,id\r\nclaim,"1'):
        foreign = tmp_path / "foreign.csv"
        foreign.write_bytes(data)
        with pytest.raises(BadInput, match=r"foreign\.csv"):
            bring_in(empty, [foreign], Wishes(format_name="csv"))
        with pytest.raises(BadInput, match="left as it is"):
            export(empty, foreign, ExportWishes("csv"))
        assert foreign.read_bytes() == data


def test_a_folder_lacking_its_texts_is_refused(
    made_once: Path, tmp_path: Path, empty: Project
) -> None:
    folder = shutil.copytree(made_once / "many", tmp_path / "many")
    (folder / "articles.csv").unlink()
    with pytest.raises(BadInput, match=r"articles\.csv is missing"):
        bring_in(empty, [folder], Wishes(format_name="csv"))


def test_only_tables_of_ours_are_replaced(table: Path, empty: Project, tmp_path: Path) -> None:
    export(empty, table, ExportWishes("csv", layer="all"))
    assert "statement,00" not in table.read_text("utf-8")
    folder = tmp_path / "many"
    export(empty, folder, ExportWishes("csv", layer="all"))
    export(empty, folder, ExportWishes("csv", layer="all"))
    (folder / "mine.csv").write_text("a,b", "utf-8")
    with pytest.raises(BadInput, match="left as it is"):
        export(empty, folder, ExportWishes("csv", layer="all"))
