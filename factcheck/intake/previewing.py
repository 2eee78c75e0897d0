"""Looks at what an import would bring, before anybody decides: each article found, its problems.

Nothing is written. Of very many articles only the first are looked at one by one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from factcheck import formats
from factcheck.copies import Arriving
from factcheck.errors import BadInput, FactcheckError
from factcheck.intake.bringing_in import Wishes, look_into
from factcheck.intake.columns import columns_of
from factcheck.intake.foreign import Done, Held, Manner, SoFar, read_files
from factcheck.intake.places import Place, files_of, formats_of, formats_of_good
from factcheck.intake.sorting import Intake, ready
from factcheck.intake.steps import Steps
from factcheck.intake.their_names import TheirNames
from factcheck.intake.walk import Bad, Finds, Readable
from factcheck.readers import Aside, Reading
from factcheck.readers.table import NAME as TABLE
from factcheck.readers.table import Columns
from factcheck.readers.zip import NAME as ZIP
from factcheck.records import ImportReport, NewArticle, Progress

if TYPE_CHECKING:
    from factcheck.project import Project

#: How many articles are looked at one by one; of 10,000 nobody reads a list to its end.
LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Found:
    """One article, or why it cannot be read.

    `standing` is new, known, same_text, same_name or near; `like` names those nearly the same.
    """

    name: str
    article: NewArticle | None = None
    problem: str = ""
    encoding: str = ""
    notes: tuple[str, ...] = ()
    standing: str = "new"
    like: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What was found: the first articles one by one, or what a dataset would bring.

    `more` counts the files that were not looked at; `notes` are sentences on what is left aside;
    `columns` are those of a table that is looked at alone, or of the first in a zip, `names` how a
    dataset calls things, `held` what lies nowhere and need not be had again, `formats` how all is
    read.
    """

    found: tuple[Found, ...] = ()
    more: int = 0
    notes: tuple[str, ...] = ()
    report: ImportReport | None = None
    names: TheirNames = field(default_factory=TheirNames)
    held: tuple[Readable, ...] = ()
    formats: tuple[str, ...] = ()
    columns: Columns | None = None


def preview(
    project: "Project",
    places: Sequence[Place],
    wishes: Wishes,
    *,
    progress: Progress | None = None,
) -> Preview:
    """Look at what is at places; raise NotFound, NotAllowed or BadInput if nothing can be."""
    wanted, bad = formats_of_good(places, wishes.format_name, wishes.manner, progress)
    if bad and not (wanted and all(map(formats.is_of_articles, wanted.values()))):
        wanted = formats_of(places, wishes.format_name, wishes.manner, progress)
    read_as = tuple(sorted(set(wanted.values())))
    if all(map(formats.is_of_articles, wanted.values())):
        finds = files_of(places, wanted, progress)
        finds = replace(finds, bad=(*bad, *finds.bad))
        seen = look_at(project, finds, wishes.manner, progress=progress)
        return replace(seen, formats=read_as)
    report, names = look_into(project, wanted, wishes, progress=progress)
    return Preview(report=report, names=names, formats=read_as)


def look_at(
    project: "Project",
    finds: Finds,
    manner: Manner,
    *,
    progress: Progress | None = None,
) -> Preview:
    """Look at the first articles of some files."""
    intake, files = Intake(project.database), finds.files
    for aside in finds.asides:
        intake.note_aside(aside)
    looked: list[Found] = []
    arriving: dict[str, Arriving] = {}
    done, steps = 0, Steps(progress, files[:LOOKED_AT])
    reading = read_files(files[:LOOKED_AT], manner, steps.tell, enough=LOOKED_AT)
    for one in chain(finds.bad, reading):
        if isinstance(one, Done):
            done += 1
            steps.file_is_read()
            continue
        if isinstance(one, SoFar | Held):
            steps.go(one)
            continue
        if isinstance(one, Aside):
            intake.note_aside(one)
            continue
        if len(looked) == LOOKED_AT:
            # What comes is more of the last file, or of the next one.
            break
        if isinstance(one, Reading):
            name = one.article.source_name
            arriving[name] = Arriving(name, one.article.text, one.sketch)
        looked.append(_bad(one) if isinstance(one, Bad) else _look(one, intake))
    like = project.copies.of_arriving(arriving, progress=progress)
    looked = [_told_near(one, like.get(one.name, ())) for one in looked]
    columns = _columns(files, manner, steps.tell)
    held = tuple(one for one in files if one.data is not None)
    return Preview(tuple(looked), len(files) - done, intake.asides(), columns=columns, held=held)


def _columns(
    files: Sequence[Readable], manner: Manner, waiting: Callable[[], None]
) -> Columns | None:
    if len(files) != 1 or files[0].kind not in (TABLE, ZIP):
        return None
    try:
        return columns_of(files[0], manner, waiting)
    except BadInput:
        # It is listed already as what cannot be read, and why.
        return None


def _told_near(one: Found, like: Sequence[str]) -> Found:
    if not like or one.standing != "new":
        return one
    return replace(one, standing="near", like=tuple(like))


def _bad(one: Bad) -> Found:
    return Found(one.name, problem=str(one.error))


def _look(one: Reading, intake: Intake) -> Found:
    article = one.article
    try:
        intake.settle([ready(article)])
    except FactcheckError as error:
        return Found(article.source_name, problem=str(error))
    standing = intake.standings.pop(article.source_name, "new")
    return Found(article.source_name, article, "", one.encoding, one.notes, standing)
