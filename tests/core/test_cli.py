"""The command line as people and scripts meet it: exit codes, JSON, sentences, and who acts."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from factcheck import __version__
from factcheck.cli import main
from factcheck.cli.output import Progress
from factcheck.records import Megabytes
from factcheck.resources import seeds

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def sample(sample_once: Path, tmp_path: Path) -> str:
    return str(shutil.copy(sample_once, tmp_path / "sample.factcheck"))


@pytest.fixture
def empty(tmp_path: Path, capsys: Capture) -> str:
    path = str(tmp_path / "empty.factcheck")
    assert main(["new", path, "--title", "Empty", "--as", "Ana"]) == 0
    capsys.readouterr()
    return path


def asked(capsys: Capture, *arguments: str) -> Any:
    """What is printed with --json."""
    assert main([*arguments, "--json", "--as", "Ana"]) == 0
    out, error = capsys.readouterr()
    assert error == ""
    return json.loads(out)


def complaint(capsys: Capture, code: int, *arguments: str) -> str:
    """What is said on stderr where something is wrong."""
    assert main(list(arguments)) == code
    out, error = capsys.readouterr()
    assert out == ""
    if code == 1:
        assert error.count("\n") == 1
    assert "Traceback" not in error
    return error


def test_new_makes_an_empty_project_and_overwrites_none(empty: str, capsys: Capture) -> None:
    stats = asked(capsys, "stats", empty)
    assert stats["revision"] == stats["articles"] == 0
    assert stats["annotators"] == [
        {"name": "Ana", "kind": "person", "articles": 0, "statements": 0, "links": 0}
    ]
    assert "already" in complaint(capsys, 1, "new", empty)
    shared = str(Path(empty).with_name("shared.factcheck"))
    assert asked(capsys, "new", shared, "--layers", "shared")["title"] == "shared"
    assert [a["kind"] for a in asked(capsys, "stats", shared)["annotators"]] == ["shared", "person"]


def test_the_sample_is_made_whole(tmp_path: Path, capsys: Capture) -> None:
    path = str(tmp_path / "s.factcheck")
    assert asked(capsys, "sample", path)["title"] == "Ukraine, February 2022"
    stats = asked(capsys, "stats", path)
    assert list(stats) == [
        *("articles", "statements", "links", "speakers", "claims", "sayings", "revision"),
        *("annotators", "labels"),
    ]
    assert (stats["articles"], stats["statements"]) == (5, 282)
    assert asked(capsys, "check", path) == {"ok": True, "problems": []}
    assert main(["stats", path]) == 0
    assert "Annotator 1  person  5" in capsys.readouterr().out


def test_texts_are_imported_once(empty: str, capsys: Capture) -> None:
    report = asked(capsys, "import", empty, str(seeds()))
    assert list(report) == [
        *("articles", "statements", "links", "revision", "lost", "skipped", "notes"),
    ]
    assert (report["articles"], report["statements"], report["revision"]) == (5, 0, 1)
    again = asked(capsys, "import", empty, str(seeds()))
    assert (again["articles"], again["revision"]) == (0, None)
    assert main(["import", empty, str(seeds()), "--as", "Ana"]) == 0
    why, aside, nothing = capsys.readouterr().out.splitlines()
    assert "already" in why
    assert ".toml" in aside
    assert "Nothing new" in nothing
    folder = Path(empty).with_name("nothing")
    folder.mkdir()
    assert main(["import", empty, str(folder), "--as", "Ana"]) == 0
    why, nothing = capsys.readouterr().out.splitlines()
    assert "no articles" in why
    assert "Nothing new" in nothing
    assert main(["import", empty, str(folder), "--dry-run", "--as", "Ana"]) == 0
    assert "no articles" in capsys.readouterr().out.splitlines()[1]


def test_a_bad_text_stops_an_import_unless_skipped(
    empty: str, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "good.txt").write_text("The Kremlin denies it.", "utf-8")
    (tmp_path / "texts" / "bad.txt").write_bytes(bytes(range(256)) * 8)
    folder = str(tmp_path / "texts")
    refused = complaint(capsys, 1, "import", empty, folder)
    assert "bad.txt" in refused
    assert "--skip-bad" in refused
    assert asked(capsys, "stats", empty)["revision"] == 0
    would = asked(capsys, "import", empty, folder, "--skip-bad", "--dry-run")
    report = asked(capsys, "import", empty, folder, "--skip-bad")
    assert (would["articles"], would["revision"]) == (1, None)
    assert (report["articles"], report["revision"]) == (1, 1)
    assert [one["path"] for one in report["skipped"]] == ["bad.txt"]


def test_export_says_whose_layer_and_what_was_written(
    sample: str, tmp_path: Path, capsys: Capture
) -> None:
    out = str(tmp_path / "out")
    done = asked(capsys, "export", sample, out, "--format", "jsonl")
    assert done["layer"] == "gold"
    assert done["written"]["statements"] == 95
    assert done["lost"] == {}
    assert main(["export", sample, out, "--format", "jsonl", "--layer", "all"]) == 0
    assert "all layers" in capsys.readouterr().out
    table = str(tmp_path / "one.csv")
    assert asked(capsys, "export", sample, table, "--format", "csv")["written"]["articles"] == 5


def test_a_dataset_is_guessed_and_read_back(
    sample: str, empty: str, tmp_path: Path, capsys: Capture
) -> None:
    for out, name in (
        (tmp_path / "a", "jsonl"),
        (tmp_path / "b", "csv"),
        (tmp_path / "c.csv", "csv"),
        (tmp_path / "d.tsv", "csv"),
    ):
        asked(capsys, "export", sample, str(out), "--format", name)
        report = asked(capsys, "import", empty, str(out))
        assert report["statements"] == (95 if name == "jsonl" else 0)
    assert "--format" in complaint(capsys, 1, "import", empty, __file__)
    # A project is merged; that it shows no format would lead nobody there.
    assert "factcheck merge" in complaint(capsys, 1, "import", empty, sample)
    (left_out,) = asked(capsys, "import", empty, sample, "--skip-bad")["skipped"]
    assert "factcheck merge" in left_out["why"]
    mixed = complaint(capsys, 1, "import", empty, str(tmp_path / "a"), str(seeds()))
    assert "together" in mixed


def test_an_unclear_layer_is_wrong_usage(
    empty: str, sample: str, tmp_path: Path, capsys: Capture
) -> None:
    for name in ("Annotator 1", "Annotator 2"):
        out = str(tmp_path / name)
        asked(capsys, "export", sample, out, "--format", "jsonl", "--layer", name)
        asked(capsys, "import", empty, out)
    out = str(tmp_path / "out")
    assert "Annotator 2" in complaint(capsys, 2, "export", empty, out, "--format", "jsonl")
    assert "Cleo" in complaint(
        capsys, 1, "export", empty, out, "--format", "jsonl", "--layer", "Cleo"
    )
    assert not Path(out).exists()


def test_search_finds_exact_places(sample: str, capsys: Capture) -> None:
    found = asked(capsys, "search", sample, '"absolute lie"', "--limit", "3")
    assert found["query"] == '"absolute lie"'
    assert found["total"] >= len(found["hits"]) == 3
    hit = found["hits"][0]
    assert list(hit) == ["kind", "id", "article", "title", "start", "end", "snippet"]
    assert main(["search", sample, "absolute*"]) == 0
    assert "found" in capsys.readouterr().out


def test_undo_takes_back_and_the_log_says_so(empty: str, capsys: Capture) -> None:
    asked(capsys, "import", empty, str(seeds()))
    assert asked(capsys, "undo", empty)["revision"] == 2
    log = asked(capsys, "log", empty)
    assert [(r["number"], r["who"], r["undoes"]) for r in log] == [(2, "Ana", 1), (1, "Ana", None)]
    assert asked(capsys, "stats", empty)["articles"] == 0
    assert main(["log", empty]) == 0
    assert "(undone)" in capsys.readouterr().out
    assert "nothing of yours" in complaint(capsys, 1, "undo", empty, "--as", "Ana")
    assert "undone already" in complaint(capsys, 1, "undo", empty, "1", "--as", "Ana")


def test_another_s_revision_needs_the_reviewer(empty: str, capsys: Capture) -> None:
    assert main(["import", empty, str(seeds()), "--as", "Ben"]) == 0
    capsys.readouterr()
    assert "nothing of yours" in complaint(capsys, 1, "undo", empty, "--as", "Cleo")
    assert "Ben" in complaint(capsys, 1, "undo", empty, "1", "--as", "Cleo")
    assert asked(capsys, "undo", empty, "1")["revision"] == 2


def test_who_acts_has_one_id_by_every_way(
    empty: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["import", empty, str(seeds()), "--as", "Dora"]) == 0
    monkeypatch.setenv("FACTCHECK_ANNOTATOR", "Dora")
    assert main(["undo", empty]) == 0
    capsys.readouterr()
    names = [a["name"] for a in asked(capsys, "stats", empty)["annotators"]]
    assert sorted(names) == ["Ana", "Dora"]


def test_a_backup_is_a_project(sample: str, tmp_path: Path, capsys: Capture) -> None:
    copy = str(tmp_path / "copy.factcheck")
    assert asked(capsys, "backup", sample, copy) == {"out": copy}
    assert asked(capsys, "stats", copy)["statements"] == 282
    assert "left as it is" in complaint(capsys, 1, "backup", sample, copy)


def test_check_says_in_one_line_what_is_not_whole(sample: str, capsys: Capture) -> None:
    import sqlite3

    database = sqlite3.connect(sample)
    database.execute("""UPDATE span SET exact = 'never said' WHERE rowid = 1""")
    database.commit()
    database.close()
    assert main(["check", sample, "--json"]) == 1
    out, error = capsys.readouterr()
    found = json.loads(out)
    assert found["ok"] is False
    assert found["problems"]
    assert error.count("\n") == 1


def test_check_judges_what_cannot_be_opened(sample: str, capsys: Capture) -> None:
    with Path(sample).open("r+b") as stream:
        stream.truncate(20_000)
    assert main(["check", sample, "--json"]) == 1
    out, error = capsys.readouterr()
    assert json.loads(out)["ok"] is False
    assert error.count("\n") == 1


def test_what_is_no_project_is_said_in_one_line(tmp_path: Path, capsys: Capture) -> None:
    foreign = tmp_path / "foreign.factcheck"
    foreign.write_bytes(b"no project at all" * 100)
    for path in (foreign, tmp_path / "missing.factcheck", tmp_path, tmp_path / "new\nline"):
        for word in ("stats", "log", "undo"):
            assert complaint(capsys, 1, word, str(path))


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["stats"],
        ["export", "p.factcheck", "out"],
        ["export", "p.factcheck", "out", "--format", "txt"],
        ["export", "p.factcheck", "out", "--format", "xml"],
        ["import", "p.factcheck"],
        ["import", "p.factcheck", "x", "--map", "nothing"],
        ["search", "p.factcheck", "x", "--limit", "0"],
        ["undo", "p.factcheck", "minus"],
        ["new", "p.factcheck", "--layers", "many"],
    ],
)
def test_wrong_usage_is_two(capsys: Capture, arguments: list[str]) -> None:
    assert "usage" in complaint(capsys, 2, *arguments)


def test_two_names_are_asked_for_in_their_order(capsys: Capture) -> None:
    for option, form in (("--column", "OURS=THEIRS"), ("--map", "THEIRS=OURS")):
        assert f"form {form}" in complaint(capsys, 2, "import", "p", "x", option, "text")


def test_help_and_version_are_everywhere(capsys: Capture) -> None:
    words = ["new", "sample", "import", "export", "stats", "check", "search", "log", "undo"]
    words += ["backup"]
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"factcheck {__version__}\n"
    for word in words:
        for option in ("--help", "--version"):
            assert main([word, option]) == 0
            assert capsys.readouterr().out.strip()
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"    {word} " in shown for word in [*words, "tour"])


def test_it_answers_without_loading_what_it_needs_not() -> None:
    code = "import sys; from factcheck.cli import main; main(['--version'])\n"
    code += "print([m for m in ('sqlalchemy', 'PySide6', 'ui') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert done.stdout == f"factcheck {__version__}\n[]\n"


def test_it_runs_as_a_module(sample: str) -> None:
    run = [sys.executable, "-m", "factcheck", "stats", sample, "--json", "--as", "Ana"]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["articles"] == 5


def test_whoever_reads_may_stop_early(sample: str) -> None:
    run = [sys.executable, "-m", "factcheck", "search", sample, "the", "--as", "Ana"]
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_stopping_an_import_leaves_the_project_as_it_was(
    empty: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for n in range(2_000):
        (folder / f"{n}.txt").write_text(f"Article {n}. " + "They deny it. " * 200, "utf-8")
    run = [sys.executable, "-m", "factcheck", "import", empty, str(folder), "--as", "Ana"]
    pipe = subprocess.PIPE
    with subprocess.Popen(run, stdout=pipe, stderr=pipe, start_new_session=True) as process:
        # The lock of a batch beside the project shows that rows are being written.
        limit = time.monotonic() + 60
        while not list(tmp_path.glob("empty.factcheck-batch-*")) and time.monotonic() < limit:
            assert process.poll() is None
        # As a terminal sends it: to all that runs there.
        os.killpg(process.pid, signal.SIGINT)
        out, error = process.communicate()
    assert process.returncode == 130, (out, error)
    assert error.decode().splitlines() == ["factcheck: Stopped. The project is as it was."]
    assert asked(capsys, "stats", empty)["articles"] == 0
    assert asked(capsys, "check", empty)["ok"]


def test_a_terminal_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", terminal)
    with Progress("cli.import.progress") as progress:
        progress(0, 0)
        progress(Megabytes(3), Megabytes(300))
        progress(50, 0)
        progress(100, 2_000)
    shown = [line.strip() for line in terminal.getvalue().split("\r")]
    expected = ["read 3 of 300 MB", "50 so far", "imported 100 of 2000"]
    assert [line for line in shown if line] == expected


def test_paths_that_the_system_refuses_are_said_in_one_line(
    sample: str, tmp_path: Path, capsys: Capture
) -> None:
    long = str(tmp_path / ("x" * 300))
    for arguments in (
        ("new", f"{long}.factcheck"),
        ("sample", f"{long}.factcheck"),
        ("stats", f"{long}.factcheck"),
        ("import", sample, long),
        ("export", sample, long, "--format", "jsonl", "--layer", "all"),
        ("backup", sample, f"{long}.factcheck"),
    ):
        assert "too long" in complaint(capsys, 1, *arguments)


def test_settings_that_cannot_be_kept_are_said_in_one_line(
    sample: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").write_text("a file where a folder should be")
    monkeypatch.setattr("factcheck.settings.folder", lambda: tmp_path / "closed" / "factcheck")
    assert "settings" in complaint(capsys, 1, "stats", sample, "--as", "Somebody")


def test_names_move_no_cursor_and_turn_nothing_around(
    empty: str, tmp_path: Path, capsys: Capture
) -> None:
    name = "a\x1b[2J\u202etxt.gpj\nb.txt"
    (tmp_path / name).write_text("The Kremlin denies it.")
    (tmp_path / f"empty{name}").write_text("")
    error = complaint(capsys, 1, "import", empty, str(tmp_path / f"empty{name}"))
    assert main(["import", empty, str(tmp_path / name), str(tmp_path), "--skip-bad"]) == 0
    out, more = capsys.readouterr()
    for said in (error, out, more):
        assert not {"\x1b", "\u202e"} & {*said}
    assert "\\x1b[2J\\u202etxt.gpj b.txt" in out


def test_who_acts_can_be_said_before_the_word_or_after_it(tmp_path: Path, capsys: Capture) -> None:
    for n, arguments in enumerate((["--as", "Bea", "new"], ["new", "--as", "Bea"])):
        path = str(tmp_path / f"{n}.factcheck")
        assert main([*arguments, path]) == 0
        capsys.readouterr()
        assert main(["--json", "stats", path]) == 0
        [annotator] = json.loads(capsys.readouterr().out)["annotators"]
        assert annotator["name"] == "Bea"
