"""Tables that come packed, by themselves or in zips, and what comes by a pipe."""

import gzip
import json
import zipfile
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from factcheck.cli import main
from factcheck.errors import BadInput
from factcheck.formats import zipped
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.intake.foreign import Manner
from factcheck.intake.previewing import preview
from factcheck.project import Project
from factcheck.readers import Asked
from tests.core.reading import articles_in


@pytest.mark.parametrize("name", ["news.csv.gz", "news.jsonl.gz"])
def test_a_packed_table_is_read_as_what_is_in_it(
    name: str, project: Project, tmp_path: Path
) -> None:
    rows = [{"said": "It rained in Minsk.", "head": f"Rain {n}"} for n in range(2)]
    rows = rows if "jsonl" in name else []
    lines = "\n".join(map(json.dumps, rows)) or "said,head\nIt rained.,Rain 0\nIt rained.,Rain 1"
    # As tools do that write on and on: several members, one after the other.
    data = gzip.compress(lines[:10].encode()) + gzip.compress(lines[10:].encode())
    (tmp_path / name).write_bytes(data)
    manner = Manner(columns={"text": "said", "title": "head"})
    report = bring_in(project, [tmp_path / name], Wishes(manner=manner))
    titles = [one.title for one in project.articles.get_many(report.ids)]
    assert titles == ["Rain 0", "Rain 1"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (gzip.compress(b"text\nSo.\n")[:-4], "table.packed_damaged"),
        (gzip.compress(b"text\nSo.\n")[:12] + b"\xff" * 20, "table.packed_damaged"),
        (gzip.compress(b"text\n" + b"a" * 3_000_000), "table.packed_too_large"),
    ],
    ids=["cut", "spoiled", "bomb"],
)
def test_a_packed_table_is_unpacked_within_bounds(
    data: bytes, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipped, "SMALL", 1_000_000)
    with pytest.raises(BadInput) as told:
        articles_in("table", data, Asked("news.csv.gz"))
    assert told.value.code == code


def test_columns_of_a_table_in_a_zip_are_picked(project: Project, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as made:
        made.writestr("all/news.csv", "head,said\nRain,It rained in Minsk.\n")
    path = tmp_path / "all.zip"
    seen = preview(project, [path], Wishes())
    assert seen.columns
    assert seen.columns.examples == {"head": ("Rain",), "said": ("It rained in Minsk.",)}
    assert "No column is known" in seen.found[0].problem
    manner = Manner(columns={"text": "said", "title": "head"})
    seen = preview(project, [path], Wishes(manner=manner))
    assert seen.columns
    assert seen.columns.taken == manner.columns
    report = bring_in(project, [path], Wishes(manner=manner))
    assert [one.title for one in project.articles.get_many(report.ids)] == ["Rain"]
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.txt", "It rained in Minsk.")
    assert preview(project, [path], Wishes()).columns is None


def test_a_zip_and_a_table_are_piped_in_and_without_a_pipe_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = str(tmp_path / "p.factcheck")
    assert main(["new", where, "--as", "Ana"]) == 0
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("a.txt", "It rained in Minsk.")
    table = b"said\nIt snowed in Minsk.\n"
    for data, options in (
        (made.getvalue(), []),
        (table, ["--column", "text=said"]),
        (gzip.compress(b"text\nAnd in Kyiv.\n"), []),
    ):
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(data)))
        capsys.readouterr()
        assert main(["import", where, "-", "--as", "Ana", "--json", *options]) == 0
        assert json.loads(capsys.readouterr().out)["articles"] == 1
    monkeypatch.setattr("sys.stdin", None)
    assert main(["import", where, "-", "--as", "Ana"]) == 1
    assert "came by the pipe" in capsys.readouterr().err
