"""Brings articles into a project: as one revision, each once, whoever imports beside.

Decides what is the same article and what only looks so; how a text is read is the formats'
business, and done in a process apart; how rows hide until all are there `batches.py`'s. Texts are
read, hashed and folded before any lock is taken, in portions, so that neither memory nor others'
gestures suffer.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from factcheck.access import Access
from factcheck.errors import BadInput, Conflict
from factcheck.intake.batches import Batch, sweep
from factcheck.intake.foreign import Done, Held, Manner, SoFar, read_files
from factcheck.intake.likeness import Arrivals, with_copies, with_copies_of_arriving
from factcheck.intake.sorting import Intake, Ready, portions
from factcheck.intake.steps import Steps
from factcheck.intake.walk import Bad, Finds
from factcheck.readers import Aside
from factcheck.records import MOST_COMING, Coming, ImportReport, NewArticle, Progress, What
from factcheck.sketches import Sketches

if TYPE_CHECKING:
    from factcheck.project import Project

#: Given an article as it was read, gives it as a person set it right before it is kept.
Amend = Callable[[NewArticle], NewArticle]

_ATTEMPTS = 5


def add_articles(
    access: Access,
    articles: Iterable[NewArticle],
    *,
    total: int = 0,
    what: What | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Add articles as one revision and give what became of them; `ids` are in their order.

    The same text under the same source name is the article that is there already. Whatever goes
    wrong, Cancelled from `progress` included, leaves the project as it was.
    """
    intake = Intake(access.database)
    revision = _write(access, _portions(articles, intake, progress, total), intake, what)
    return intake.report(revision)


def import_files(
    project: "Project",
    found: Finds,
    manner: Manner,
    *,
    skip_bad: bool = False,
    dry_run: bool = False,
    amend: Amend | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Import files of articles as one revision.

    A dry run only says what it would do; `amend` sets right what was read. Raises BadInput naming
    the first that cannot be read, unless `skip_bad`; then the report lists those.
    """
    intake = Intake(project.database)
    for aside in found.asides:
        intake.note_aside(aside)
    steps = Steps(progress, found.files)
    articles: Iterable[NewArticle] = _read(found, manner, intake, steps, skip_bad=skip_bad)
    if amend is not None:
        articles = map(amend, articles)
    if dry_run:
        arrivals, coming = Arrivals(), list[Coming]()
        for new in map(intake.settle, portions(articles)):
            arrivals.add(new, intake.sketches)
            left = MOST_COMING - len(coming)
            coming += [Coming(one.title, one.source_name) for one in new[:left]]
        report = replace(intake.report(None), coming=tuple(coming))
        return with_copies_of_arriving(project, report, arrivals, progress)
    revision = _write(project.access, portions(articles), intake, None)
    Sketches(project.id).add(intake.sketches)
    return with_copies(project, intake.report(revision))


def _read(
    found: Finds, manner: Manner, intake: Intake, steps: Steps, *, skip_bad: bool
) -> Iterator[NewArticle]:
    for one in chain(found.bad, read_files(found.files, manner, steps.tell)):
        if isinstance(one, Done):
            steps.file_is_read()
        elif isinstance(one, SoFar | Held):
            steps.go(one)
        elif isinstance(one, Bad):
            if not skip_bad:
                why = str(one.error)
                raise BadInput("import.unreadable", name=one.name, why=why) from one.error
            intake.skip(one.name, str(one.error))
        elif isinstance(one, Aside):
            intake.note_aside(one)
        else:
            name = one.article.source_name
            intake.note_reading(name, one.encoding, one.notes)
            intake.note_sketch(one)
            steps.article_is_read()
            yield one.article


def _portions(
    articles: Iterable[NewArticle], intake: Intake, progress: Progress | None, total: int
) -> Iterator[list[Ready]]:
    for portion in portions(articles):
        yield portion
        if progress:
            progress(intake.done, total)
    if progress:  # the last ones may all have been skipped
        progress(intake.done, total)


def _write(
    access: Access, found: Iterable[list[Ready]], intake: Intake, what: What | None
) -> int | None:
    """Write what is new of each portion into a batch, and publish it unless nothing was."""
    sweep(access.journal)
    with ExitStack() as stack:
        batch: Batch | None = None
        for portion in found:
            new = intake.settle(portion)
            if not new:
                continue
            if batch is None:
                opened = Batch(access.database, what or intake.what(), access.actor.id)
                batch = stack.enter_context(opened)
            batch.insert([e for one in new for e in one.edits], [one.text for one in new])
        return None if batch is None else _publish(access, batch, intake, what)


def _publish(access: Access, batch: Batch, intake: Intake, what: What | None) -> int | None:
    for attempt in range(_ATTEMPTS):
        # Another import may have published the same articles since they were looked for.
        intake.give_way(batch)
        if not intake.articles:
            return None
        try:
            number = batch.publish(what or intake.what(), also=access.join_edits())
        except Conflict as conflict:
            if conflict.code != "article.twice" or attempt + 1 == _ATTEMPTS:
                raise
        else:
            access.joined()
            access.unseen.wrote(number)
            return number
    raise AssertionError("unreachable")
