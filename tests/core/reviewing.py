"""What tests of review share: a reviewer, three annotators, short ways to mark and decide."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from factcheck.builtin import DENIAL
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from factcheck.review.answers import Item, LinkItem, StatementItem
from factcheck.review.results import Result

from .annotating import Desk, desk

Again = Callable[[Project, Person], Project]
NAMES = ("Ben", "Cem", "Dan")


@dataclass
class Panel:
    """Ana reviews; Ben, Cem and Dan annotate the same two articles."""

    lead: Desk
    others: tuple[Desk, ...]

    @property
    def project(self) -> Project:
        """The reviewer's window."""
        return self.lead.project

    def mark(self, words: str, *labels: Id, article: Id | None = None) -> list[Id]:
        """Let the annotators, one after the other, mark words with a label each."""
        return [
            d.mark(words, label, article) for d, label in zip(self.others, labels, strict=False)
        ]

    def done(self, article: Id | None = None) -> None:
        """Let all who have something in an article, the letter unless said, be done with it."""
        for d in self.others:
            d.project.articles.set_status(article or self.lead.letter, "done")
        self.pull()

    def pull(self) -> None:
        """Let everybody see what was written."""
        for d in (self.lead, *self.others):
            d.project.pull()

    def items(self) -> list[StatementItem]:
        """All items of the letter that are about statements."""
        found = self.project.review.of_article(self.lead.letter)
        return [item for item in found if isinstance(item, StatementItem)]

    def item(self, record: Id) -> StatementItem:
        """The item of a statement."""
        found = self.project.review.item(record)
        assert isinstance(found, StatementItem)
        return found

    def link_item(self, record: Id) -> LinkItem:
        """The item of a link."""
        found = self.project.review.item(record)
        assert isinstance(found, LinkItem)
        return found

    def take(self, record: Id, reason: str = "") -> None:
        """Decide for a version as it is."""
        self.project.review.decide(record, [Result(record)], reason)


def panel(project: Project, again: Again, names: Iterable[str] = NAMES) -> Panel:
    """Let annotators join a project with two articles."""
    lead = desk(project)
    others = []
    for name in names:
        theirs = again(project, Person(Id.fixed(f"test/{name}"), name))
        for article in (lead.letter, lead.tasnim):
            theirs.articles.set_status(article, "in_progress")
        others.append(Desk(theirs, lead.letter, lead.tasnim))
    made = Panel(lead, tuple(others))
    made.pull()
    return made


def keys(items: Iterable[Item]) -> list[Id]:
    """The keys of items."""
    return [item.key for item in items]


LIE = "“absolute lie”"
LIST = "such a list does not exist"
CREDIBLE = "“credible information”"

__all__ = ["CREDIBLE", "DENIAL", "LIE", "LIST", "Again", "Panel", "keys", "panel"]
