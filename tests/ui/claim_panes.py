"""What the claim pane's tests share: a small project, the pane in a window, hands and eyes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from factcheck.builtin import ALLEGATION, DENIAL, DENIES, REPEATS
from factcheck.ids import Id
from factcheck.intake.articles import add_articles
from factcheck.project import Project
from factcheck.records import Date, NewArticle, Person, Statement
from factcheck.settings import Settings
from ui.claim_pane.card import StatementCard
from ui.claims import ClaimPane
from ui.session import Place, Session
from ui.shown import Shown
from ui.workspace import Workspace

LISTS = "Washington says Moscow makes lists of Ukrainians. The Kremlin calls it an “absolute lie”."
MORE = " On Sunday night Peskov said the lists do not exist. A spokesman would not comment."
AGAIN = "The United States warned of lists of Ukrainians, Tasnim wrote. That is a lie, said Moscow."
ADA = Person(Id.fixed("person/ada"), "Ada")


@dataclass
class Lists:
    """A project of two articles about one claim, with its statements by name."""

    project: Project
    first: Id
    second: Id
    claim: Id
    allegation: Id
    denial: Id
    retelling: Id
    kremlin: Id


def lists_project(path: Path) -> Lists:
    """Make the project: an allegation told in both articles, a denial in the first one."""
    project = Project.create(path, title="Lists", actor=ADA)
    day = Date("2022-02-21")
    report = add_articles(
        project.access,
        [
            NewArticle(LISTS + MORE, "first.txt", "The letter", published=day),
            NewArticle(AGAIN, "second.txt", "The summit", published=day),
        ],
    )
    first, second = report.ids
    claim = project.claims.create("Russia is making lists of Ukrainians")
    usa = project.speakers.create("United States", "state", aliases=["Washington"])
    kremlin = project.speakers.create("Kremlin", "organisation", aliases=["The Kremlin"])

    def mark(article: Id, text: str, words: str, label: Id, speaker: Id) -> Id:
        start = text.index(words)
        end = start + len(words)
        return project.statements.mark(article, start, end, label, speaker=speaker, claim=claim)

    allegation = mark(first, LISTS, "Moscow makes lists of Ukrainians", ALLEGATION, usa)
    denial = mark(first, LISTS, "an “absolute lie”", DENIAL, kremlin)
    retelling = mark(second, AGAIN, "lists of Ukrainians", ALLEGATION, usa)
    project.links.link(allegation, retelling, REPEATS, rationale="The same letter.")
    project.links.link(denial, allegation, DENIES, rationale="Answers it.")
    return Lists(project, first, second, claim, allegation, denial, retelling, kremlin)


class Desk:
    """The pane in a window of its own, on a project."""

    def __init__(self, project: Project, *, settings: Settings | None = None) -> None:
        self.workspace = Workspace()
        self.session = Session()
        self.shown = Shown(self.workspace, self.session)
        self.window = QWidget()
        self.pane = ClaimPane(self.workspace, self.session, self.shown, settings=settings)
        QVBoxLayout(self.window).addWidget(self.pane)
        self.window.resize(420, 900)
        self.window.show()
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)
        self.workspace.take(project)

    @property
    def project(self) -> Project:
        """The open project."""
        return self.workspace.project

    def go(self, article: Id, statement: Id | None = None) -> None:
        """Go to an article, as from the list."""
        self.session.go(Place(article, statement))

    def cards(self) -> list[StatementCard]:
        """The cards that are built, from top to bottom."""
        found = self.pane.findChildren(StatementCard)
        return sorted(found, key=lambda card: card.y())

    def card(self, statement: Id) -> StatementCard:
        """The card of a statement; there must be just one."""
        (found,) = (x for x in self.cards() if x.property("statementId") == str(statement))
        return found

    def field(self, name: str) -> QWidget:
        """The field of a name that is in sight."""
        (found,) = (x for x in self.pane.findChildren(QWidget, name) if x.isVisible())
        return found

    def statement(self, key: Id) -> Statement:
        """A statement as it is recorded now."""
        return self.project.statements.get(key)

    def press(self, *keys: Qt.Key) -> None:
        """Press keys where the focus is."""
        for key in keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, key)

    def write(self, words: str) -> None:
        """Type words where the focus is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)

    def click(self, widget: QWidget) -> None:
        """Click into a widget's upper left, where nothing else lies."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))

    def revisions(self) -> int:
        """How many revisions there are."""
        self.workspace.pull()
        return self.project.revision
