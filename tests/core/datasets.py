"""Datasets of JSON Lines as tests look into them and spoil them."""

import json
from pathlib import Path
from typing import Any

from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.project import Project
from factcheck.records import ImportReport

Rows = list[dict[str, Any]]


def bring(project: Project, path: Path, **wishes: Any) -> ImportReport:
    """Import what is at one path."""
    return bring_in(project, [path], Wishes(**wishes))


def rows(folder: Path, kind: str) -> Rows:
    """The rows of one kind."""
    lines = (folder / f"{kind}.jsonl").read_text("utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def put(folder: Path, kind: str, changed: Rows) -> None:
    """Replace the rows of one kind."""
    words = "".join(json.dumps(row, ensure_ascii=True) + "\n" for row in changed)
    (folder / f"{kind}.jsonl").write_text(words, "utf-8")


def content(folder: Path) -> dict[str, object]:
    """What must be the same after a round trip."""
    found: dict[str, object] = {p.name: p.read_bytes() for p in folder.iterdir()}
    del found["README.md"]
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    found["manifest.json"] = {
        k: v for k, v in manifest.items() if k not in ("project", "title", "revision")
    }
    return found
