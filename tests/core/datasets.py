"""Datasets of JSON Lines as tests look into them and spoil them."""

import json
from pathlib import Path
from typing import Any

from hypothesis import assume

from factcheck.datasets.exporting import Exported, export
from factcheck.datasets.importing import import_bundle
from factcheck.datasets.wishes import ExportWishes
from factcheck.formats.bundle import Bundle
from factcheck.ids import Id
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.project import Project
from factcheck.records import ImportReport, Person

Rows = list[dict[str, Any]]
ANA = Person(Id.fixed("test/ana"), "Ana")
BEN = Person(Id.fixed("test/ben"), "Ben")


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
    """What must be the same after a round trip by way of any format.

    Other programs have no room for comments and decisions; that ours has `whole` tells.
    """
    found = whole(folder)
    manifest = found["manifest.json"]
    assert isinstance(manifest, dict)
    for name in ("comments.jsonl", "decisions.jsonl"):
        del found[name], manifest["files"][name]
    return found


def whole(folder: Path) -> dict[str, object]:
    """What must be the same after a round trip of our own dataset."""
    found: dict[str, object] = {p.name: p.read_bytes() for p in folder.iterdir()}
    del found["README.md"]
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    found["manifest.json"] = {
        k: v for k, v in manifest.items() if k not in ("project", "title", "revision")
    }
    return found


def same(one: Path, other: Path) -> bool:
    """Two datasets have the same articles, statements, links and registry."""
    kinds = ("articles", "statements", "links", "speakers", "claims")
    return all(rows(one, kind) == rows(other, kind) for kind in kinds)


def travels(bundle: Bundle, folder: Path, format_name: str, *, shy: frozenset[str]) -> None:
    """A dataset goes into a project, out in a format and into another: equal, but for losses.

    `shy` are the reasons for which statements are lost. Without articles nothing carries the rest.
    """
    assume(bundle.parts)
    with (
        Project.create(folder / "a.factcheck", title="a", actor=ANA) as first,
        Project.create(folder / "b.factcheck", title="b", actor=BEN) as second,
    ):
        import_bundle(first.access, bundle)
        done = export(first, folder / "between", ExportWishes(format_name, layer="all"))
        export(first, folder / "first", ExportWishes("jsonl", layer="all"))
        report = bring(second, folder / "between")
        export(second, folder / "second", ExportWishes("jsonl", layer="all"))
        assert second.check()["problems"] == []
        assert report.lost.keys() <= {"references"}
        _agree(folder, done, shy)
        assert bring(second, folder / "between").revision is None


def _agree(folder: Path, done: Exported, shy: frozenset[str]) -> None:
    lost = {reason for reason, n in done.lost.items() if n}
    if not lost & {*shy, "without_article"}:
        assert content(folder / "second") == content(folder / "first")
    before, after = (
        {row["id"]: {**row, "parent": None} for row in rows(folder / one, "statements")}
        for one in ("first", "second")
    )
    assert after == {i: row for i, row in before.items() if i in after}
    assert len(before) - len(after) == sum(done.lost.get(one, 0) for one in shy)
    n = len(rows(folder / "first", "links")) - len(rows(folder / "second", "links"))
    assert n == done.lost.get("links_left_out", 0)
