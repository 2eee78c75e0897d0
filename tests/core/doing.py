"""Somebody at work in a project that others work in as well: what they have to do it with.

Everything is made anew, so that what was done before is in nobody's way.
"""

from dataclasses import dataclass
from itertools import count
from pathlib import Path

from factcheck.builtin import ALLEGATION, CONTRADICTS, DENIAL, DENIES
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import NewArticle
from factcheck.review.results import Result

_numbers = count()
_WORDS = "The Kremlin calls it a lie. Moscow says so. Nobody else does. It rains and it pours."


@dataclass
class Doing:
    """Somebody at work in a project that others work in as well."""

    project: Project
    #: A lead and reviewer, who prepares.
    lead: Project
    #: Another annotator.
    other: Project

    @property
    def p(self) -> Project:
        """The project, in short: every call has it."""
        return self.project

    def name(self) -> str:
        """A name that nothing has yet."""
        return f"n{next(_numbers)}"

    def article(self) -> Id:
        """A new article."""
        made = self.lead.add_articles([NewArticle(_WORDS, f"{self.name()}.txt", "Rain")])
        self.pull()
        return made.ids[0]

    def pull(self) -> None:
        """Let all hear of what there is."""
        for one in (self.lead, self.other, self.project):
            one.pull()

    def own(self) -> Id:
        """A statement of one's own."""
        return self.project.statements.mark(self.article(), 0, 11, DENIAL)

    def two(self) -> tuple[Id, Id]:
        """Two statements of one's own in one article."""
        article = self.article()
        marked = [self.project.statements.mark(article, a, a + 11, DENIAL) for a in (0, 28)]
        return marked[0], marked[1]

    def span(self, statement: Id) -> Id:
        """The first span of a statement."""
        found = self.project.statements.get(statement).content[0].id
        assert found is not None
        return found

    def link(self) -> Id:
        """A link of one's own."""
        return self.project.links.link(*self.two(), DENIES)

    def claim(self) -> Id:
        """A claim of the lead's."""
        made = self.lead.claims.create(self.name())
        self.pull()
        return made

    def speaker(self) -> Id:
        """A speaker of the lead's."""
        made = self.lead.speakers.create(self.name())
        self.pull()
        return made

    def label(self) -> Id:
        """A label of the lead's."""
        made = self.lead.labels.add(self.name())
        self.pull()
        return made

    def link_type(self) -> Id:
        """A link type of the lead's."""
        made = self.lead.labels.add_link_type(self.name(), directed=True)
        self.pull()
        return made

    def comment(self) -> Id:
        """A comment of one's own."""
        return self.project.comments.add("article", self.article(), "Why?")

    def thread(self) -> Id:
        """A comment of the lead's."""
        made = self.lead.comments.add("article", self.article(), "Why?")
        self.pull()
        return made

    def marked(self) -> Id:
        """A statement of the other's, in an article that they are done with."""
        article = self.article()
        made = self.other.statements.mark(article, 0, 11, DENIAL)
        self.other.articles.set_status(article, "done")
        self.pull()
        return made

    def linked(self) -> Id:
        """A link of the other's, in an article that they are done with."""
        article = self.article()
        ends = [self.other.statements.mark(article, a, a + 11, DENIAL) for a in (0, 28)]
        made = self.other.links.link(ends[0], ends[1], CONTRADICTS)
        self.other.articles.set_status(article, "done")
        self.pull()
        return made

    def work(self) -> Id:
        """An article that the other is done with."""
        return self.lead.statements.get(self.marked()).article

    def decided(self) -> Id:
        """An own statement on which the lead decided otherwise."""
        own = self.own()
        self.project.articles.set_status(self.project.statements.get(own).article, "done")
        self.pull()
        edited = Result(own, edited={"label": ALLEGATION})
        self.lead.review.decide(own, [edited])
        self.pull()
        return own

    def copy(self) -> Path:
        """The path of a copy of the project, as a colleague sends it."""
        path = Path(self.lead.location).with_name(f"{self.name()}.factcheck")
        self.lead.backup(path)
        return path

    def annotator(self) -> Id:
        """The other annotator."""
        return self.other.actor.id
