"""Says which of what an import brought, or would bring, is nearly the same as other articles.

How likeness is told is `prose.near`'s business, what is there already the project's `copies`. Of
so many articles that to compare them would take long only that is said.
"""

from collections import Counter, defaultdict
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
from factcheck.formats.shelf import Shelf
from factcheck.ids import Id
from factcheck.intake.sorting import Ready, noted
from factcheck.prose.near import Sketch, sketch
from factcheck.records import ImportReport, Progress
from factcheck.sketches import Sketches
from factcheck.store.database import Database
from factcheck.texts import plural

if TYPE_CHECKING:
    from factcheck.project import Project

#: New articles, and characters in those of a dataset, up to which they are compared at once.
MOST, MOST_CHARACTERS = 20_000, 100_000_000
_STEP = 50


class Arrivals:
    """The new articles of an import that only says what it would do, each text once."""

    def __init__(self) -> None:
        self._texts: Shelf[str, Arriving] = Shelf(lambda one: len(one.text))
        self._titles: dict[str, list[str]] = defaultdict(list)

    def add(self, new: Sequence[Ready], sketches: Mapping[bytes, Sketch]) -> None:
        """Keep some until all are there; `sketches` are by their texts' sha256."""
        for one in new:
            sha256, characters = one.text.sha256, one.text.characters
            if (key := sha256.hex()) not in self._titles:
                made = sketches.get(sha256) or sketch(characters)
                self._texts.put(key, Arriving(one.title, characters, made))
            self._titles[key].append(one.title)

    def near(self, project: "Project", progress: Progress | None) -> list[str]:
        """Give the titles of those that are nearly the same as others, or as what is there."""
        like = project.copies.of_arriving(self._texts, progress=progress) if self._titles else {}
        return [title for key in like for title in self._titles[key]]


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


def with_copies_of_arriving(
    project: "Project", report: ImportReport, arrivals: Arrivals, progress: Progress | None
) -> ImportReport:
    """Say it of what an import would bring."""
    if len(report.new) > MOST:
        return _not_compared(report)
    return _with_near(report, arrivals.near(project, progress))


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
    # In an order that is the same before and after the import.
    names = [f"{name} ({n})" if n > 1 else name for name, n in sorted(Counter(titles).items())]
    notes = [noted("near", len(titles), names)] if titles else []
    return replace(report, notes=(*report.notes, *notes))
