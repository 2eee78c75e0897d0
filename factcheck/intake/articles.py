"""Brings articles into a project: as one revision, each once, whoever imports beside.

Decides what is the same article and what only looks so; how a text is read is the formats'
business, how rows hide until all are there `batches.py`'s. Texts are read, hashed and folded
before any lock is taken, in portions, so that neither memory nor others' gestures suffer.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.access import Access
from factcheck.errors import BadInput, Conflict, FactcheckError
from factcheck.intake.batches import Batch, sweep
from factcheck.intake.sorting import Intake, Ready, portions
from factcheck.intake.walk import Readable, readables
from factcheck.prose.decode import LARGEST
from factcheck.records import ImportReport, NewArticle, Progress, What

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


def import_paths(
    project: "Project",
    paths: Iterable[Path],
    *,
    encoding: str | None = None,
    skip_bad: bool = False,
    dry_run: bool = False,
    amend: Amend | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Import text files and folders of them as one revision.

    A dry run only says what it would do; `amend` sets right what was read. Raises NotFound,
    NotAllowed or BadInput naming the first that cannot be read, unless `skip_bad`; then the
    report lists those.
    """
    found = readables(paths)
    intake = Intake(project.database)
    articles: Iterable[NewArticle] = _read(found, intake, encoding, skip_bad=skip_bad)
    if amend is not None:
        articles = map(amend, articles)
    portions = _portions(articles, intake, progress, len(found))
    if dry_run:
        for portion in portions:
            intake.settle(portion)
        return intake.report(None)
    revision = _write(project.access, portions, intake, None)
    return intake.report(revision)


def _read(
    found: Sequence[Readable], intake: Intake, encoding: str | None, *, skip_bad: bool
) -> Iterator[NewArticle]:
    from factcheck.formats import txt

    for one in found:
        try:
            reading = txt.read(content_of(one), source_name=one.name, encoding=encoding)
        except FactcheckError as error:
            if not skip_bad:
                raise BadInput("import.unreadable", name=one.name, why=str(error)) from error
            intake.skip(one.name, str(error))
            continue
        intake.note_reading(one.name, reading.encoding, reading.notes)
        yield reading.article


def content_of(one: Readable) -> bytes:
    """Read what is to be an article, a little more than the largest at most; raise BadInput."""
    try:
        with open(one.path, "rb") as file:  # noqa: PTH123 - a path of 10,000
            # A bound beyond its size would have that much memory made ready for each.
            large = os.fstat(file.fileno()).st_size > LARGEST
            return file.read(LARGEST + 1) if large else file.read()
    except OSError as error:
        raise BadInput("import.closed", why=error.strerror) from error


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
