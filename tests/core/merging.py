"""What the tests of merging share: a copy sent to a colleague, and content compared by itself."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import ColumnElement, or_, select

from factcheck.ids import Id
from factcheck.models import KINDS, OWNERS
from factcheck.project import Project
from factcheck.records import Person
from factcheck.store.database import visible

#: What a merge may settle on each side in its own way, and what only says that there was one.
_OWN = {
    "project": ("layering", "blind"),
    "annotator": ("lead", "reviewer"),
    "conflict": ("merge",),
}
Content = dict[str, list[str]]
Send = Callable[[Project, Person], Project]


@pytest.fixture
def send(tmp_path: Path, opened: list[Project]) -> Send:
    """Sends a whole copy of a project to somebody, who opens it."""
    numbers = itertools.count()

    def send(project: Project, person: Person) -> Project:
        path = tmp_path / f"copy-{next(numbers)}.factcheck"
        project.backup(path)
        copy = Project.open(path, actor=person)
        opened.append(copy)
        return copy

    return send


def take_in(project: Project, other: Project, **options: object) -> int | None:
    """Merge another open project and give the revision."""
    report = project.merging.merge(other.location, **options)  # type: ignore[arg-type]  # as a test needs
    assert project.check() == {"ok": True, "problems": []}
    assert report.nothing == (report.revision is None)
    project.pull()
    return report.revision


def content(project: Project) -> Content:
    """All that can be seen of all kinds, but notes of merges and the ids of parts."""
    found: Content = {}
    for kind, table in KINDS.items():
        if kind == "merge":
            continue
        apart = {"batch", "fingerprint", "head", "schema", "fold_version", *_OWN.get(kind, ())}
        if kind in OWNERS and kind != "assignment":
            apart.add("id")
        shown = (visible(table),) if "batch" in table.c else _of_shown(kind)
        rows = [
            {k: v for k, v in row._mapping.items() if k not in apart}
            for row in project.database.rows(select(table).where(*shown))
        ]
        found[kind] = sorted(repr(sorted(row.items())) for row in rows)
    return found


def _of_shown(kind: str) -> list[ColumnElement[bool]]:
    """The condition that what a part hangs on can be seen."""
    if kind not in OWNERS:
        return []
    column, owner = OWNERS[kind]
    owners = [owner] if owner else ["article", "statement", "link"]
    wholes = [KINDS[name] for name in owners]
    held = [KINDS[kind].c[column].in_(select(w.c.id).where(visible(w))) for w in wholes]
    return [or_(*held)]


def merges(project: Project) -> set[Id]:
    """The notes of merges that can be seen."""
    table = KINDS["merge"]
    rows = project.database.rows(select(table.c.id).where(visible(table)))
    return {row[0] for row in rows}
