"""A project to review: three annotators who differ about two articles, and a reviewer who leads.

For tests of the review page and journeys; everything goes through public verbs.
"""

from __future__ import annotations

from pathlib import Path

from factcheck.builtin import ALLEGATION, CONFIRMATION, CONTRADICTS, DENIAL, DENIES
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from factcheck.settings import Settings
from tests.seeding import seed_articles

TASNIM = "Kremlin Not Ruling"
LETTER = "US letter"
PREMATURE = "premature to talk about the organization of any such meeting"
MOMENT = f"at the moment it was {PREMATURE}"
CLEAR = (
    "there is a clear, concrete understanding of the need to continue the dialogue at the foreign "
    "minister level"
)
HIT_LIST = "allegations that there was a Russian ‘hit list’ of Ukrainians"
FICTION = "they are are no more than fiction and fake"
ABSOLUTE = "This is an absolute fiction, such a list does not exist, this is a fake"
NOT_EXIST = "such a list does not exist"
CREDIBLE = "creating lists of Ukrainians"
LIE = "it is an “absolute lie”"
SUMMIT = "Biden and Putin agree in principle to a summit"
CONTACTS = "Putin and Biden may have contacts"
LISTS = "Russia is making lists of Ukrainians"
LEAD = "Mira Aho"
NAMES = ("Ada Lind", "Ben Okoro", "Chen Wei")


class Desk:
    """The project's location, and its articles, speakers and claims by name."""

    def __init__(self, location: Path, people: dict[str, Person]) -> None:
        self.location = location
        self.people = people
        self.articles: dict[str, Id] = {}
        self.speakers: dict[str, Id] = {}
        self.claims: dict[str, Id] = {}

    def open(self, name: str) -> Project:
        """Open the project as one of its people."""
        return Project.open(self.location, self.people[name])

    def span(self, project: Project, article: str, words: str) -> tuple[Id, int, int]:
        """Where words stand in an article."""
        key = self.articles[article]
        start = project.articles.text(key).index(words)
        return key, start, start + len(words)

    def mark(
        self, project: Project, article: str, words: str, label: Id, by: str = "", about: str = ""
    ) -> Id:
        """Mark words, with a speaker and a claim where they are named."""
        key, start, end = self.span(project, article, words)
        return project.statements.mark(
            key,
            start,
            end,
            label,
            speaker=self.speakers.get(by),
            speaker_basis="named" if by else None,
            claim=self.claims.get(about),
        )


def person(folder: Path, name: str) -> Person:
    """Give who somebody is whose settings lie in a folder, as `analyst` has them."""
    settings = Settings(folder / f"{name}.json")
    settings.put("person", name)
    return settings.person(name)


def disagreeing(folder: Path, lead: Person | None = None) -> Desk:
    """Make the project: three layers, done, that differ in every way; its lead has none."""
    lead = lead or person(folder, LEAD)
    people = {lead.name: lead} | {name: person(folder, name) for name in NAMES}
    desk = Desk(folder / "review.factcheck", people)
    with Project.create(desk.location, title="Ukraine, February 2022", actor=lead) as project:
        project.add_articles(seed_articles())
        for row in project.articles.rows(()):
            for name, words in ((TASNIM, "Kremlin Not"), (LETTER, "In a letter")):
                text = project.articles.text(row.id)
                if words in text[:400]:
                    desk.articles.setdefault(name, row.id)
        for name in ("Dmitry Peskov", "Kremlin", "United States"):
            desk.speakers[name] = project.speakers.create(name)
        for claim in (SUMMIT, CONTACTS, LISTS):
            desk.claims[claim] = project.claims.create(claim)
    _ada(desk)
    _ben(desk)
    _chen(desk)
    return desk


def _ada(desk: Desk) -> None:
    with desk.open(NAMES[0]) as project:
        desk.mark(project, TASNIM, PREMATURE, CONFIRMATION, "Dmitry Peskov", CONTACTS)
        desk.mark(project, TASNIM, CLEAR, CONFIRMATION, "Dmitry Peskov", CONTACTS)
        fake = desk.mark(project, TASNIM, FICTION, DENIAL, "Dmitry Peskov", LISTS)
        desk.mark(project, TASNIM, ABSOLUTE, DENIAL, "Dmitry Peskov", LISTS)
        lists = desk.mark(project, LETTER, CREDIBLE, ALLEGATION, "United States", LISTS)
        lie = desk.mark(project, LETTER, LIE, DENIAL, "Kremlin", LISTS)
        project.links.link(lie, lists, DENIES)
        project.links.link(fake, lists, DENIES)
        _done(desk, project)


def _ben(desk: Desk) -> None:
    with desk.open(NAMES[1]) as project:
        desk.mark(project, TASNIM, MOMENT, DENIAL, "Dmitry Peskov", SUMMIT)
        desk.mark(project, TASNIM, CLEAR, CONFIRMATION, "Dmitry Peskov", CONTACTS)
        desk.mark(project, TASNIM, HIT_LIST, ALLEGATION, "United States", LISTS)
        desk.mark(project, TASNIM, FICTION, DENIAL, "Dmitry Peskov", LISTS)
        desk.mark(project, TASNIM, NOT_EXIST, DENIAL, "Dmitry Peskov", LISTS)
        lists = desk.mark(project, LETTER, CREDIBLE, ALLEGATION, "Kremlin", LISTS)
        lie = desk.mark(project, LETTER, LIE, DENIAL, "Kremlin", LISTS)
        project.links.link(lie, lists, DENIES)
        _done(desk, project)


def _chen(desk: Desk) -> None:
    with desk.open(NAMES[2]) as project:
        desk.mark(project, TASNIM, PREMATURE, DENIAL, "Dmitry Peskov", SUMMIT)
        desk.mark(project, TASNIM, CLEAR, CONFIRMATION, "Dmitry Peskov", CONTACTS)
        desk.mark(project, TASNIM, FICTION, DENIAL, "Dmitry Peskov", LISTS)
        desk.mark(project, TASNIM, ABSOLUTE, DENIAL, "Dmitry Peskov", LISTS)
        lists = desk.mark(project, LETTER, CREDIBLE, ALLEGATION, "United States", LISTS)
        lie = desk.mark(project, LETTER, LIE, DENIAL, "Kremlin", LISTS)
        project.links.link(lie, lists, CONTRADICTS)
        _done(desk, project)


def _done(desk: Desk, project: Project) -> None:
    for article in desk.articles.values():
        project.articles.set_status(article, "done")
