"""Says which of what an import brought, or would bring, is nearly the same as other articles.

How likeness is told is `prose.near`'s business, what is there already the project's `copies`. Of
so many articles that to compare them would take long only that is said.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck import models
from factcheck.apart.process import waiting_of
from factcheck.apart.sketching import MANY, Sketching
from factcheck.copies import Arriving
from factcheck.formats.bundle import Part
from factcheck.ids import Id
from factcheck.intake.sorting import Ready, noted
from factcheck.prose.near import sketch
from factcheck.records import ImportReport, Progress
from factcheck.sketches import Sketches
from factcheck.store.database import Database
from factcheck.texts import plural

if TYPE_CHECKING:
    from factcheck.project import Project

#: New articles, and characters in those of a dataset, up to which they are compared at once.
MOST, MOST_CHARACTERS = 20_000, 100_000_000
_STEP = 50


def with_copies(project: "Project", report: ImportReport) -> ImportReport:
    """Say which of the articles that an import brought are nearly the same as others."""
    if len(report.new) > MOST:
        return _not_compared(report)
    groups = project.copies.groups(among=report.new) if report.new else []
    new, near = set(report.new), list[str]()
    for group in map(project.articles.get_many, groups):
        if len({one.sha256 for one in group}) > 1:
            near += [one.title for one in group if one.id in new]
    return replace(_with_near(report, near), copies=tuple(groups))


def with_copies_of_dataset(
    project: "Project", report: ImportReport, parts: Iterable[Part], progress: Progress | None
) -> ImportReport:
    """Say it of what a dataset brought, or would bring."""
    if report.revision is not None or not 0 < len(report.new) <= MOST:
        return with_copies(project, report)
    arriving = _arriving(report, parts, progress)
    if arriving is None:
        return _not_compared(report)
    like = project.copies.of_arriving(arriving, progress=progress)
    return _with_near(report, [arriving[one].called for one in arriving if one in like])


@contextmanager
def sketching(
    database: Database, n: int, progress: Progress | None
) -> Iterator[Callable[[Sequence[Ready]], None]]:
    """Give what has the texts of `n` articles sketched, lot by lot, while they are written."""
    if not MANY <= n <= MOST:
        yield lambda _: None
        return
    project = database.scalar(select(models.project.c.id))
    assert isinstance(project, Id)
    with Sketching() as apart:
        yield lambda lot: apart.add([(one.text.sha256, one.text.characters) for one in lot])
        Sketches(project).add(apart.made(waiting_of(progress)))


def _arriving(
    report: ImportReport, parts: Iterable[Part], progress: Progress | None
) -> Mapping[str, Arriving] | None:
    """Give the new articles of a dataset, None where they are too much to be held."""
    new, arriving, size = set(report.new), dict[str, Arriving](), 0
    for part in parts:
        if part.id not in new:
            continue
        article = part.article
        called = article.title or article.source_name
        arriving[str(part.id)] = Arriving(called, article.text, sketch(article.text))
        size += len(article.text)
        if size > MOST_CHARACTERS:
            return None
        if progress and len(arriving) % _STEP == 0:
            progress(len(arriving), len(new))
    return arriving


def _not_compared(report: ImportReport) -> ImportReport:
    note = plural("import.note.not_compared", len(report.new))
    return replace(report, notes=(*report.notes, note))


def _with_near(report: ImportReport, titles: Sequence[str]) -> ImportReport:
    names = [f"{name} ({n})" if n > 1 else name for name, n in Counter(titles).items()]
    notes = [noted("near", len(titles), names)] if titles else []
    return replace(report, notes=(*report.notes, *notes))
