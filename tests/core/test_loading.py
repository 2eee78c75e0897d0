"""What we write loads in other programs as the guide says, word by word, and nothing is fetched."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes, SplitWish
from factcheck.project import Project
from tests.core.datasets import ANA

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"
WISH = SplitWish({"train": 0.6, "dev": 0.2, "test": 0.2}, "random")
_OFFLINE = dict.fromkeys(("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE"), "1")


@pytest.fixture(scope="module")
def made(sample_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample's gold as the guide has it exported, and the split of all."""
    folder = tmp_path_factory.mktemp("made")
    path = shutil.copy(sample_once, folder / "desk.factcheck")
    with Project.open(path, ANA) as project:
        export(project, folder / "tables", ExportWishes("parquet"))
        export(project, folder / "docs", ExportWishes("spacy"))
        export(project, folder / "ukraine", ExportWishes("jsonl"))
        export(project, folder / "parts", ExportWishes("parquet", layer="all", split=WISH))
    return folder


def run(folder: Path, code: str) -> str:
    """What a new process prints that runs the code in a folder."""
    home = {"HF_HOME": str(folder / "home"), "HF_DATASETS_DISABLE_PROGRESS_BARS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, **_OFFLINE, **home},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def blocks(page: str) -> list[str]:
    """The Python that a page of the guide shows."""
    return re.findall(r"```python\n(.*?)```", (GUIDE / page).read_text("utf-8"), re.DOTALL)


def test_what_the_guide_shows_loads_what_is_exported(made: Path) -> None:
    shown = blocks("formats/README.md")
    assert [re.findall(r"import (\w+)", code)[0] for code in shown] == [
        "pandas",
        "load_dataset",
        "spacy",
    ]
    printed = run(made, "\n".join([*shown, *blocks("09-exporting.md")]))
    for words in ("speaker", "allegation", "[('allegation', '", "≠"):
        assert words in printed


def test_datasets_loads_every_part_of_every_folder_without_code(made: Path) -> None:
    printed = run(
        made,
        "from datasets import load_dataset\n"
        "for folder in ('tables', 'ukraine', 'parts'):\n"
        "    for kind in (None, 'articles', 'links', 'speakers', 'claims', 'annotators'):\n"
        "        found = load_dataset(folder, *([kind] if kind else []))\n"
        "        print(folder, kind, {name: len(some) for name, some in found.items()})\n"
        "first = load_dataset('tables')['train'][0]\n"
        "print(type(first['spans'][0]['start']).__name__, first['flagged'], first['agreed_by'])\n",
    )
    told = printed.splitlines()
    assert "tables None {'train': 95}" in told
    assert "ukraine None {'train': 95}" in told
    assert "parts articles {'train': 3, 'dev': 1, 'test': 1}" in told
    assert any(re.fullmatch(r"parts links {'train': \d+, .*'unsplit': \d+}", one) for one in told)
    assert len(told) == 19
    assert told[-1].startswith("int False [")
