"""`import --dry-run` names what would come, and says what is wrong with the rest."""

import json
from pathlib import Path

import pytest

from factcheck.cli import main
from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.project import Project
from factcheck.records import MOST_COMING
from tests.core.articles import add
from tests.core.datasets import ANA

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def empty(tmp_path: Path) -> str:
    path = tmp_path / "empty.factcheck"
    Project.create(path, title="Empty", actor=ANA).close()
    return str(path)


def said(capsys: Capture, *arguments: str) -> list[str]:
    """What a dry run prints, line by line."""
    assert main(["import", *arguments, "--dry-run", "--as", "Ana"]) == 0
    return capsys.readouterr().out.splitlines()


def test_articles_that_would_come_are_named_and_the_bad_ones_told(
    empty: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    text = "Kremlin calls it a lie\n\nThe Kremlin denies it. It said so on Monday.\n"
    (folder / "a.txt").write_text(text)
    (folder / "b.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "c.txt").write_text("")
    would, named, *skipped = said(capsys, empty, str(folder), "--skip-bad")
    assert would == "Would import 1 article, 0 statements and 0 links."
    assert named == "  Kremlin calls it a lie (a.txt)"
    assert [line.partition(":")[0] for line in skipped] == ["skipped b.txt", "skipped c.txt"]
    assert main(["import", empty, str(folder / "a.txt"), "--as", "Ana"]) == 0
    capsys.readouterr()
    # What is there already would not come.
    assert said(capsys, empty, str(folder / "a.txt"))[1].startswith("1 article is in the project")


@pytest.mark.parametrize("kind", ["texts", "dataset"])
def test_of_many_the_first_are_named_and_a_script_gets_more(
    kind: str, empty: str, tmp_path: Path, capsys: Capture
) -> None:
    if kind == "texts":
        (tmp_path / kind).mkdir()
        for n in range(22):
            (tmp_path / kind / f"a{n:02}.txt").write_text(f"{n} dogs were seen.")
    else:
        with Project.create(tmp_path / "full.factcheck", title="Full", actor=ANA) as project:
            add(project, *(f"{n} dogs were seen." for n in range(22)))
            export(project, tmp_path / kind, ExportWishes("jsonl"))
    would, *named = said(capsys, empty, str(tmp_path / kind))
    assert would.startswith("Would import 22 articles")
    assert named[20] == "  and 2 more"
    assert main(["import", empty, str(tmp_path / kind), "--dry-run", "--json"]) == 0
    coming = json.loads(capsys.readouterr().out)["coming"]
    assert len(coming) == 22 <= MOST_COMING
    assert [f"  {one['title']} ({one['source_name']})" for one in coming[:20]] == named[:20]


def test_a_name_that_would_move_the_cursor_is_one_line(
    empty: str, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "a\x1b[2J\nb.md"
    path.write_text("# Title \x1b[2J\u202e\n\nWords.\n")
    _, named = said(capsys, empty, str(path))
    assert not {"\x1b", "\u202e"} & {*named}
