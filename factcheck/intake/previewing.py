"""Looks at what an import would bring, before anybody decides: each article found, its problems.

Nothing is written. Of a folder with very many texts only the first are looked at one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.errors import FactcheckError
from factcheck.intake.articles import content_of
from factcheck.intake.bringing_in import TEXTS, Wishes, bring_in, formats_of
from factcheck.intake.sorting import Intake, ready
from factcheck.intake.walk import Readable, readables
from factcheck.records import ImportReport, NewArticle, Progress

if TYPE_CHECKING:
    from factcheck.project import Project

#: How many texts are looked at one by one; of 10,000 nobody reads a list to its end.
LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Found:
    """One text: its article, or why it cannot be read.

    `standing` is new, known, same_text or same_name.
    """

    name: str
    article: NewArticle | None = None
    problem: str = ""
    encoding: str = ""
    notes: tuple[str, ...] = ()
    standing: str = "new"


@dataclass(frozen=True, slots=True)
class Preview:
    """What was found: `total` texts, the first one by one, or what a dataset would bring."""

    total: int = 0
    found: tuple[Found, ...] = ()
    report: ImportReport | None = None


def preview(
    project: "Project",
    paths: Sequence[Path],
    *,
    encoding: str | None = None,
    progress: Progress | None = None,
) -> Preview:
    """Look at what is at the paths; raise NotFound, NotAllowed or BadInput if nothing can be."""
    if set(formats_of(paths, None).values()) <= {TEXTS}:
        return _texts(project, readables(paths), encoding, progress)
    return Preview(report=bring_in(project, paths, Wishes(dry_run=True), progress=progress))


def _texts(
    project: "Project",
    all_found: Sequence[Readable],
    encoding: str | None,
    progress: Progress | None,
) -> Preview:
    intake = Intake(project.database)
    looked = []
    for one in all_found[:LOOKED_AT]:
        looked.append(_look(one, intake, encoding))
        if progress:
            progress(len(looked), min(len(all_found), LOOKED_AT))
    return Preview(len(all_found), tuple(looked))


def _look(one: Readable, intake: Intake, encoding: str | None) -> Found:
    from factcheck.formats import txt

    try:
        reading = txt.read(content_of(one), source_name=one.name, encoding=encoding)
        article = reading.article
        intake.settle([ready(article)])
    except FactcheckError as error:
        return Found(one.name, problem=str(error))
    standing = intake.standings.pop(one.name, "new")
    return Found(one.name, article, "", reading.encoding, reading.notes, standing)
