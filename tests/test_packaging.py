"""The wheel stands by itself: installed where no checkout is in sight, the program does its job."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import factcheck
from tests.rules.source import ROOT

# One worker builds and installs it for all of these.
pytestmark = pytest.mark.xdist_group("packaging")

DATASET = {
    *("articles.jsonl", "statements.jsonl", "links.jsonl", "speakers.jsonl", "claims.jsonl"),
    *("annotators.jsonl", "assignments.jsonl", "comments.jsonl", "decisions.jsonl"),
    *("labels.json", "manifest.json", "README.md"),
}


def succeed(command: list[str], *, cwd: Path) -> str:
    """What a command prints that must succeed, in an environment that points to no Python."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    succeed(command, cwd=ROOT)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of a new environment in which the wheel is installed."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    install = ["install", "-q", "--no-deps", "--no-index", "--disable-pip-version-check"]
    pip = [sys.executable, "-m", "pip", "--python", str(python), *install, str(wheel)]
    succeed(pip, cwd=home)
    # The dependencies are lent as a plain path, on which the checkout's own .pth has no effect.
    (site,) = home.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return home / "bin"


def run(programs: Path, cwd: Path, *arguments: str) -> str:
    """What a program of the environment prints on stdout."""
    return succeed([str(programs / arguments[0]), *arguments[1:]], cwd=cwd)


def test_the_wheel_holds_the_program_and_its_data_alone(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"factcheck", "ui", f"factcheck-{factcheck.__version__}.dist-info"}
    held = {name.removeprefix("factcheck/_data/") for name in names}
    for folder in ("resources", "seeds"):
        files = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*") if p.is_file()}
        assert files
        assert files <= held
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_environment_does_not_see_the_checkout(programs: Path, tmp_path: Path) -> None:
    seen = run(programs, tmp_path, "python", "-c", "import factcheck, ui; print(factcheck, ui)")
    assert str(programs.parent) in seen
    assert str(ROOT / "factcheck") not in seen
    assert str(ROOT / "ui") not in seen


def test_it_says_its_version(programs: Path, tmp_path: Path) -> None:
    assert factcheck.__version__ in run(programs, tmp_path, "factcheck", "--version")


def test_it_makes_the_sample_project(programs: Path, tmp_path: Path) -> None:
    run(programs, tmp_path, "factcheck", "sample", "x.factcheck")
    stats = json.loads(run(programs, tmp_path, "factcheck", "stats", "x.factcheck", "--json"))
    assert stats["articles"] == 5
    assert stats["statements"] > 0
    assert json.loads(run(programs, tmp_path, "factcheck", "check", "x.factcheck", "--json"))["ok"]


def test_it_walks_through_the_main_job(programs: Path, tmp_path: Path) -> None:
    run(programs, tmp_path, "factcheck", "tour", "out")
    pictures = list((tmp_path / "out").glob("[0-9][0-9]-*.png"))
    assert len(pictures) >= 8
    assert all(p.read_bytes().startswith(b"\x89PNG") for p in pictures)
    (manifest,) = (tmp_path / "out").rglob("manifest.json")
    assert {p.name for p in manifest.parent.iterdir()} >= DATASET
    files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    assert files["statements.jsonl"]["rows"] > 0
