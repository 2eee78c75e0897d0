"""`factcheck agreement` as people and scripts meet it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from factcheck.cli import main

Capture = pytest.CaptureFixture[str]
PAIR = {
    *("a", "b", "articles", "aligned", "span_f1_exact", "span_f1_overlap", "label_kappa"),
    *("label_percent", "speaker_percent", "link_f1", "link_f1_sayings", "claim_b3_f1"),
}


@pytest.fixture
def sample(sample_once: Path, tmp_path: Path) -> str:
    return str(shutil.copy(sample_once, tmp_path / "sample.factcheck"))


def asked(capsys: Capture, *arguments: str) -> Any:
    assert main(["agreement", *arguments, "--json", "--as", "Ana"]) == 0
    out, error = capsys.readouterr()
    assert error == ""
    return json.loads(out)


def told(capsys: Capture, *arguments: str) -> str:
    assert main(["agreement", *arguments, "--as", "Ana"]) == 0
    out, error = capsys.readouterr()
    assert error == ""
    return out


def test_the_json_is_what_scripts_rely_on(sample: str, capsys: Capture) -> None:
    found = asked(capsys, sample)
    assert list(found) == [
        *("annotators", "articles", "pairs", "token_alpha", "alpha_u", "alpha_u_by_label"),
        "fleiss_kappa",
    ]
    assert found["annotators"] == ["Annotator 1", "Annotator 2"]
    assert found["articles"] == 5
    (pair,) = found["pairs"]
    assert set(pair) == PAIR
    assert (pair["a"], pair["b"], pair["articles"]) == ("Annotator 1", "Annotator 2", 5)
    assert pair["aligned"] > 50
    figures = [pair[name] for name in PAIR - {"a", "b", "articles", "aligned"}]
    assert all(0 < figure < 1 for figure in figures)
    assert list(found["alpha_u_by_label"]) == ["allegation", "denial", "confirmation"]
    three = asked(capsys, sample, "--annotators", "gold, Annotator 2,Annotator 1")
    assert three["annotators"] == ["gold", "Annotator 2", "Annotator 1"]
    assert len(three["pairs"]) == 3


def test_people_read_tables(sample: str, capsys: Capture) -> None:
    out = told(capsys, sample)
    assert "Annotator 1 and Annotator 2" in out
    assert "5 articles in common" in out
    assert "Labels, Cohen’s κ" in out
    assert "allegation" in out
    assert "n/a" not in out


def test_one_annotator_is_a_sentence_and_null(sample: str, capsys: Capture) -> None:
    assert "no two annotators" in told(capsys, sample, "--annotators", "gold")
    found = asked(capsys, sample, "--annotators", "gold")
    assert (found["annotators"], found["pairs"], found["articles"]) == (["gold"], [], 0)
    assert (found["token_alpha"], found["alpha_u"], found["fleiss_kappa"]) == (None, None, None)
    assert found["alpha_u_by_label"] == {}


def test_what_is_undefined_says_why(tmp_path: Path, capsys: Capture) -> None:
    path = str(tmp_path / "empty.factcheck")
    assert main(["new", path, "--as", "Ana"]) == 0
    assert "Made" in capsys.readouterr().out
    assert asked(capsys, path)["annotators"] == []
    (tmp_path / "a.txt").write_text("The Kremlin denies it.", "utf-8")
    assert main(["import", path, str(tmp_path / "a.txt"), "--as", "Ana"]) == 0
    for name in ("Ana", "Ben"):
        _mark(path, name)
    capsys.readouterr()
    out = told(capsys, path)
    line = next(line for line in out.splitlines() if "Cohen" in line)
    assert "n/a" in line
    assert "chance" in line
    (pair,) = asked(capsys, path)["pairs"]
    assert (pair["label_percent"], pair["label_kappa"], pair["link_f1"]) == (1, None, None)


def test_an_unknown_annotator_is_one_line(sample: str, capsys: Capture) -> None:
    assert main(["agreement", sample, "--annotators", "Zoe", "--as", "Ana"]) == 1
    out, error = capsys.readouterr()
    assert out == ""
    assert error.count("\n") == 1
    assert "Zoe" in error


def _mark(path: str, name: str) -> None:
    from factcheck.builtin import DENIAL
    from factcheck.project import Project
    from factcheck.settings import Settings

    with Project.open(path, Settings().person(name)) as project:
        (row,) = project.articles.rows([])
        project.statements.mark(row.id, 0, 11, DENIAL)
        project.articles.set_status(row.id, "done")
