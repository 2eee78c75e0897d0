"""What the tests of the verbs share: two articles, their words, and a way to see every row."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from factcheck.builtin import ALLEGATION, DENIAL
from factcheck.ids import Id
from factcheck.models import KINDS
from factcheck.project import Project
from factcheck.records import Date, NewArticle
from factcheck.store.database import visible

LETTER = (
    "Washington says it has “credible information” that Moscow is making lists of Ukrainians. "
    "The Kremlin called it an “absolute lie” on Sunday night.\r\n"
    "Dmitry Peskov, its spokesman, said: such a list does not exist. He laughed."
)
TASNIM = (
    "TEHRAN (Tasnim) - Kremlin spokesman Dmitry Peskov said on Monday that the list is "
    "“an absolute fiction, this is a fake”, Sputnik reported. 😀 An US official insisted."
)

Rows = Mapping[str, Mapping[Id, Mapping[str, object]]]


@dataclass
class Desk:
    """A project with two articles and a few names, and short ways to work in it."""

    project: Project
    letter: Id
    tasnim: Id

    def at(self, words: str, article: Id | None = None) -> tuple[int, int]:
        """Where words stand in an article, the first one unless said."""
        start = self.project.articles.text(article or self.letter).index(words)
        return start, start + len(words)

    def mark(self, words: str, label: Id = DENIAL, article: Id | None = None) -> Id:
        """Mark words with a label."""
        article = article or self.letter
        return self.project.statements.mark(article, *self.at(words, article), label)

    def alleged(self) -> Id:
        """The allegation of the letter."""
        return self.mark("“credible information”", ALLEGATION)

    @property
    def own(self) -> list[Id]:
        """One's own layer, as queries take it."""
        return [self.project.layer.id]


def desk(project: Project) -> Desk:
    """Put the two articles into a project."""
    report = project.add_articles(
        [
            NewArticle(LETTER, "letter.txt", "Letter to the UN", published=Date("2022-02-21")),
            NewArticle(TASNIM, "tasnim.txt", "Kremlin Not Ruling Out Summit", reader="txt"),
        ]
    )
    project.pull()
    return Desk(project, *report.ids)


def everything(project: Project) -> Rows:
    """Every visible row of every kind, but who joined and the project's own."""
    found = {}
    for kind, table in KINDS.items():
        if kind not in ("annotator", "project"):
            shown = (visible(table),) if "batch" in table.c else ()
            rows = project.database.rows(select(table).where(*shown))
            found[kind] = {row.id: dict(row._mapping) for row in rows}
    return found
