"""Projects as a whole on the command line: made, copied, taken a step back."""

import re
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.cli.opening import actor, opened
from factcheck.cli.output import Progress, show, show_json
from factcheck.texts import text

if TYPE_CHECKING:
    from factcheck.project import Project


def new(asked: Namespace) -> int:
    """Make an empty project."""
    from factcheck.project import Project

    title = (asked.title or "").strip() or _title_of(asked.project)
    with Project.create(
        asked.project, title=title, layering=asked.layers, actor=actor(asked)
    ) as project:
        _tell_made(project, asked)
    return 0


def sample(asked: Namespace) -> int:
    """Make the sample project."""
    from factcheck.sample import make

    with Progress("cli.import.progress") as progress:
        project = make(asked.project, actor(asked), progress=progress)
    with project:
        _tell_made(project, asked)
    return 0


def backup(asked: Namespace) -> int:
    """Copy a project while it is in use."""
    with opened(asked) as project:
        project.backup(asked.out)
    if asked.json:
        show_json({"out": asked.out})
    else:
        show([text("cli.backup.done", out=asked.out)])
    return 0


def undo(asked: Namespace) -> int:
    """Take back a revision, by default the actor's newest."""
    from factcheck.history import said

    with opened(asked) as project:
        outcome = project.undo(asked.revision)
    what = said(outcome.what)
    if asked.json:
        show_json({"revision": outcome.number, "what": what})
    else:
        show([text("cli.undo.done", what=what, number=outcome.number)])
    return 0


def _tell_made(project: "Project", asked: Namespace) -> None:
    if asked.json:
        show_json({"project": project.location, "id": str(project.id), "title": project.title})
    else:
        show([text("cli.made", title=project.title, location=project.location)])


def _title_of(location: str) -> str:
    if location.startswith(("postgresql://", "postgres://")):
        schema = re.search(r"[?&]schema=(\w+)", location)
        return schema[1] if schema else "factcheck"
    return Path(location).stem
