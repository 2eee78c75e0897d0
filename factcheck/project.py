"""The façade of the core: one open project, who acts in it, and its verbs and queries by noun.

What windows, the command line and notebooks start from. It decides nothing itself; it opens,
puts the parts together, and tells what has changed since it was last asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import select

from factcheck.about import About
from factcheck.access import Access
from factcheck.annotators import actor_of, annotators, joining, layer_of, shared
from factcheck.articles import Articles
from factcheck.assignments import Assignments
from factcheck.claims import Claims
from factcheck.comments import Comments
from factcheck.copies import Copies
from factcheck.history import History
from factcheck.ids import Id
from factcheck.journal import Journal
from factcheck.journal.beginning import begin_project
from factcheck.labels import Labels
from factcheck.links import Links
from factcheck.merging.merging import Merging
from factcheck.migrations import create_schema
from factcheck.models import project as project_table
from factcheck.people import People
from factcheck.records import (
    Annotator,
    Changed,
    ImportReport,
    Layering,
    NewArticle,
    Outcome,
    Person,
    Progress,
    Revision,
    What,
)
from factcheck.search import Search
from factcheck.sight.following import Following
from factcheck.speakers import Speakers
from factcheck.statements import Statements
from factcheck.store import stores
from factcheck.store.database import Database
from factcheck.store.upkeep import put_right

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from factcheck.editions import Editions
    from factcheck.measuring import Measuring
    from factcheck.review.review import Review
    from factcheck.stats import Stats
    from factcheck.store.integrity import Checked


def _review(project: Project) -> Review:
    """Give the questions and verbs of review, which a start can do without."""
    from factcheck.review.review import Review

    return Review(project.access)


def _editions(project: Project) -> Editions:
    """Give the questions and the verb of editions, which a start can do without."""
    from factcheck.editions import Editions

    return Editions(project.access)


class Project:
    """An open project, as one person sees it; for one thread, others take a `clone()`."""

    #: What annotators differ on, and what is decided.
    review = cached_property(_review)
    #: Later and corrected versions of articles.
    editions = cached_property(_editions)

    def __init__(self, database: Database, person: Person) -> None:
        self._person = person
        row = database.one(select(project_table))
        assert row is not None
        self.id: Id = row.id
        self.layering: Layering = row.layering
        self.title: str = row.title
        self.database = database
        self.location = database.location
        self.read_only = database.read_only
        actor = actor_of(database, person)
        layer = layer_of(database, actor, row.layering)
        journal = Journal(database, person.id)
        self.access = access = Access(database, journal, actor, layer, row.layering)
        self._pulling = Following(database, access.sight)
        self.about = About(access)
        self.articles = Articles(access)
        self.assignments = Assignments(access)
        self.statements = Statements(access)
        self.links = Links(access)
        self.speakers = Speakers(access)
        self.claims = Claims(access)
        self.comments = Comments(access)
        self.copies = Copies(database)
        self.labels = Labels(access)
        self.people = People(access)
        self.history = History(access)
        self.search = Search(database)
        self.merging = Merging(access)

    @classmethod
    def create(
        cls,
        location: str | Path,
        *,
        title: str,
        layering: Layering = "each",
        actor: Person,
    ) -> Self:
        """Make a new project and open it; who makes it is its lead and reviewer.

        Raises BadInput where anything is there already, NotFound, NotAllowed.
        """
        maker = Annotator(actor.id, actor.name, lead=True, reviewer=True)

        def fill(connection: Connection) -> None:
            create_schema(connection)
            first = [maker, shared()] if layering == "shared" else [maker]
            begin_project(connection, title, layering, joining=[joining(a) for a in first])

        stores.make(location, fill)
        return cls.open(location, actor=actor)

    @classmethod
    def open(cls, location: str | Path, actor: Person) -> Self:
        """Open a project; nothing is written but what an older or a killed program makes needed.

        Raises NotFound, BadInput, Damaged, NotAllowed or Busy, each with what to do.
        """
        project = cls._of(stores.open_database(location), actor)
        with ExitStack() as stack:
            stack.callback(project.database.close)
            put_right(project.access.journal)
            stack.pop_all()
        return project

    @classmethod
    def _of(cls, database: Database, actor: Person) -> Self:
        with ExitStack() as stack:
            stack.callback(database.close)
            project = cls(database, actor)
            stack.pop_all()
        return project

    def clone(self) -> Self:
        """Open the same project again for another thread, with connections of its own."""
        return self._of(self.database.clone(), self._person)

    def close(self) -> None:
        """Close the project; what was written is durable already."""
        self.database.rest()
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def actor(self) -> Annotator:
        """The person who acts."""
        return self.access.actor

    @property
    def layer(self) -> Annotator:
        """The layer where the marks of who acts go."""
        return self.access.layer

    @property
    def revision(self) -> int:
        """The number of the newest revision that `pull` has told."""
        return self._pulling.revision

    def add_articles(
        self,
        articles: Iterable[NewArticle],
        *,
        what: What | None = None,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Add articles as one revision; see `intake.articles`."""
        from factcheck.intake.articles import add_articles

        return add_articles(self.access, articles, what=what, progress=progress)

    def annotators(self) -> list[Annotator]:
        """Give all annotators of the project."""
        return annotators(self.database)

    def pull(self) -> Changed | None:
        """Give what was written since the last time, oneself included; None if nothing."""
        changed = self._pulling.pull()
        self.access.unseen.tell(self._pulling.revision)
        if changed is not None and changed.touches("project"):
            self._read_title()
        if changed is not None and changed.touches("annotator"):
            self.access.refresh()
        return changed

    def undo(self, revision: int | None = None) -> Outcome:
        """Take back one's own newest edit, or the revision of a number; see `History.undo`."""
        return self.history.undo(revision)

    def redo(self) -> Outcome:
        """Do again what one's own newest undo took back; see `History.redo`."""
        return self.history.redo()

    def undoable(self) -> Revision | None:
        """Give what the next undo would take back."""
        return self.history.undoable()

    def redoable(self) -> Revision | None:
        """Give the edit that the next redo would do again."""
        return self.history.redoable()

    def log(self, limit: int = 100) -> list[Revision]:
        """Give the newest revisions, newest first."""
        return self.history.log(limit)

    def stats(self) -> Stats:
        """Count what is in the project."""
        from factcheck.stats import stats

        return stats(self)

    @property
    def agreement(self) -> Measuring:
        """How well annotators agree."""
        from factcheck.measuring import Measuring

        return Measuring(self.access)

    def check(self) -> Checked:
        """Check the project's integrity; takes its time."""
        from factcheck.store.integrity import check

        return check(self.database)

    def backup(self, out: str | Path) -> None:
        """Write a copy while the project is in use, whole but for what is hidden from oneself.

        Raises what `backup.copy_to` raises.
        """
        from factcheck.sight.leaving_out import leave_out
        from factcheck.store.backup import copy_to

        def less(copy: Path) -> None:
            leave_out(copy, self.actor.id, self.layer.id)

        self.access.refresh()
        copy_to(self.database, Path(out), leaving_out=less if self.access.sight.limited else None)

    def rest(self) -> None:
        """Bring all into the one path while nobody works, for people mail projects."""
        self.database.rest()

    def _read_title(self) -> None:
        self.title = str(self.database.scalar(select(project_table.c.title)))
