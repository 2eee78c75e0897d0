"""What journeys through editions share: an article, its corrected edition, and the gestures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import NewArticle, Original, Person
from tests.gestures import Analyst
from tests.windows import NewAnalyst
from ui.editions.page import EditionsPage
from ui.sheets.edition_sheet import EditionSheet

FIRST = (
    "Washington says Moscow is making lists of people to be killed. The letter went to Geneva.\n\n"
    "The Kremlin calls the lists an absolute lie. A spokesman says that no list exists at all.\n\n"
    "Officials in Minsk said nothing about the letter on Sunday night."
)
LATER = (
    "Officials in Minsk said nothing about the letter on Sunday night.\n\n"
    "Washington says Moscow is making long lists of people to be killed. The letter went to Geneva."
    "\n\nThe Kremlin calls the lists an absolute lie."
)
PAGE = Original.of(b"<html><body><p>A page.</p></body></html>")
ALTERED, SAME = "Moscow is making lists of people to be killed", "an absolute lie"
MOVED, LOST = "Officials in Minsk said nothing", "no list exists at all"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A project with an article that was corrected, and one that has nothing to do with it."""
    location = tmp_path / "news.factcheck"
    maker = Person(Id.fixed("lead"), "Lead")
    with Project.create(location, title="News", actor=maker, layering="shared") as project:
        project.add_articles(
            [
                NewArticle(FIRST, "news.txt", "Lists of people", publisher="Agency"),
                NewArticle("Rain in Minsk all day.", "rain.txt", "Rain"),
                NewArticle("A page.", "p.html", "A page", reader="html", original=PAGE),
                NewArticle("A report.", "gone.pdf", "Gone", original=Original(bytes(32))),
            ]
        )
        project.add_articles([NewArticle(LATER, "news.txt", "Lists, corrected")])
    return location


@pytest.fixture
def ada(analyst: NewAnalyst, news: Path) -> Analyst:
    """Ada, who has marked four statements in the first edition."""
    person = analyst(news, name="Lead")
    person.go_to("Lists of people")
    for words, key in ((ALTERED, "1"), (SAME, "2"), (LOST, "2"), (MOVED, "3")):
        person.mark(words, key)
    return person


def menu_of(person: Analyst, title: str) -> QMenu:
    """The menu of an article in the list, by a right click."""
    articles = person.window.work.articles
    rows = articles.model.rows
    index = articles.model.find(next(x.id for x in rows if x.title == title))
    articles.list.scrollTo(index)
    place = articles.list.visualRect(index).center()
    there = articles.list.viewport().mapToGlobal(place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, there)
    QApplication.sendEvent(articles.list.viewport(), event)
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def sheet_of(person: Analyst, title: str) -> EditionSheet:
    """The sheet for an article as a later edition, by its menu, once it has looked."""
    menu_of(person, title)
    person.hands.choose("later edition")
    found = person.find("editionSheet")
    assert isinstance(found, EditionSheet)
    person.sees(lambda: "…" not in found.words.text(), "it goes on looking")
    return found


def kinds(sheet: EditionSheet) -> dict[str, str]:
    """What the rows say of each statement, by its words."""
    return {entry.title: entry.detail.partition(" · ")[0] for entry in sheet.list.entries}


def click_row(person: Analyst, sheet: EditionSheet, title: str) -> None:
    """Click the row of a statement."""
    at = next(n for n, entry in enumerate(sheet.list.entries) if entry.title == title)
    index = sheet.list.model().index(at, 0)
    sheet.list.scrollTo(index)
    person.hands.click(sheet.list.viewport(), sheet.list.visualRect(index).center())


def carry_over(person: Analyst) -> None:
    """Carry over into the later edition by its sheet."""
    sheet = sheet_of(person, "Lists, corrected")
    person.hands.click(sheet.take)
    person.sees(lambda: "undo takes" in sheet.words.text())
    person.press("Esc")


def carried(person: Analyst) -> list[str]:
    """The words of what one has in the later edition, as they are on disk."""
    with person.disk() as project:
        new = project.articles.called("Lists, corrected")[0]
        return [x.words for x in project.statements.of_article(new, [project.layer.id])]


def shown(person: Analyst) -> str:
    """The title of the shown article."""
    article = person.window.work.shown.article
    return article.title if article is not None else ""


def words_of_active(person: Analyst) -> str:
    """The words of the active statement."""
    active = person.window.session.active
    found = person.window.work.shown.statements.get(active) if active is not None else None
    return found.words if found is not None else ""


def beside(person: Analyst) -> EditionsPage:
    """The two editions side by side, once it is known where they differ."""
    found = person.find("editionsPage")
    assert isinstance(found, EditionsPage)
    person.sees(lambda: "differ" in found.bar.where.text(), "it goes on comparing")
    return found
