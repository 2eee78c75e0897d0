"""A lead and an annotator at two windows: work is spread, done, handed over and discussed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from tests.gestures import Analyst
from tests.seeding import seed_articles
from tests.windows import NewAnalyst
from ui.commenting.panel import CommentsPanel
from ui.sheets.assignments_sheet import AssignmentsSheet
from ui.sheets.handed_over_sheet import HandedOverSheet

WITHIN = 1.0  # seconds until the other window shows it
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")


def sheet(person: Analyst) -> AssignmentsSheet:
    """The sheet of assignments, opened by its key if it is not open."""
    if not any(x.isVisible() for x in person.window.findChildren(AssignmentsSheet)):
        person.press("Ctrl+2", "Ctrl+Shift+A")
    found = person.find("assignmentsSheet")
    assert isinstance(found, AssignmentsSheet)
    return found


def close(person: Analyst) -> None:
    """Close the sheet that is open."""
    person.press("Esc")


def button(person: Analyst, words: str) -> QAbstractButton:
    """A button of the sheet by its words."""
    return person.hands.button(sheet(person), words)


def held(person: Analyst) -> dict[tuple[str, str], str]:
    """Who has which article with what status, as it is on disk; what went on says to whom."""
    with person.disk() as project:
        names = {a.id: a.name for a in project.annotators()}
        titles = {r.id: r.title for r in project.articles.rows([])}
        return {
            (titles[x.article], names[x.annotator]): names[x.handed_to] if x.handed_to else x.status
            for x in project.assignments.all()
        }


def listed(person: Analyst) -> list[str]:
    """The titles that a window lists."""
    return [x.title for x in person.window.work.articles.model.rows]


def shown(person: Analyst) -> str:
    """The title of the article that a window shows."""
    article = person.window.work.shown.article
    return article.title if article is not None else ""


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """A project where each has a layer, made by Ada, over four of the seeds."""
    return tmp_path / "team.factcheck"


@pytest.fixture
def both(analyst: NewAnalyst, team: Path) -> tuple[Analyst, Analyst]:
    """Ada, who leads, and Ben, who has just opened the project and joined."""
    ada = analyst(name="Ada")
    with Project.create(team, title="Team", actor=ada.settings.person("Ada")) as project:
        project.add_articles(seed_articles()[:4])
    ada.open(team)
    ben = analyst(team, name="Ben")
    assert not button(ben, "Join").isHidden()
    ben.hands.click(button(ben, "Join"))
    close(ben)
    ada.sees(lambda: len(ada.window.workspace.vocabulary.annotators) == 2)
    return ada, ben


def test_a_lead_spreads_articles_and_an_annotator_walks_through_them(
    both: tuple[Analyst, Analyst],
) -> None:
    ada, ben = both
    assert "Only the lead" in sheet(ben).hint.text()
    close(ben)
    everything = listed(ben)
    grid = sheet(ada).grid
    ada.press("Ctrl+A")
    assert len(grid.checked) == 4
    ada.hands.click(button(ada, "Spread evenly"))
    preview = sheet(ada).spread.preview.text()
    assert "Ada 0 → 2" in preview
    assert "Ben 0 → 2" in preview
    ada.hands.click(sheet(ada).spread.do_it)
    assert sorted(name for _, name in held(ada)) == ["Ada", "Ada", "Ben", "Ben"]
    close(ada)
    ben.hands.until(lambda: len(listed(ben)) == 2, "his two articles", seconds=WITHIN)
    panel = ben.window.work.articles
    assert panel.footer.text() == "0 of 2 done"
    ben.hands.click(panel.whose.segment("all"))
    assert listed(ben) == everything
    ben.hands.click(panel.whose.segment("mine"))
    first, second = listed(ben)
    ben.go_to(first)
    ben.press("Ctrl+2", "Ctrl+Return", "Ctrl+PgDown")
    assert shown(ben) == second
    assert panel.footer.text() == "1 of 2 done"
    ben.press("Ctrl+Return", "Ctrl+PgDown")
    assert shown(ben) == second
    assert "given to you" in ben.told()
    assert panel.footer.text() == "2 of 2 done"
    ada.sees(lambda: held(ada)[first, "Ben"] == "done")
    ada.press("Ctrl+2", "Ctrl+Z")
    assert "Somebody has changed this" in ada.told()
    assert len(held(ada)) == 4


def test_work_is_given_by_hand_and_taken_back(both: tuple[Analyst, Analyst]) -> None:
    ada, ben = both
    grid = sheet(ada).grid
    ada.press("Space", "Down", "Space")
    assert len(grid.checked) == 2
    ada.hands.click(button(ada, "Give to"))
    ada.hands.choose("Ben")
    assert set(held(ada).values()) == {"to_do"}
    assert "2 articles given to Ben" in sheet(ada).notices.sentence
    ben.hands.until(lambda: len(listed(ben)) == 2, "his two articles", seconds=WITHIN)
    ben.go_to(listed(ben)[0])
    ben.press("Ctrl+2", "Ctrl+Return")
    ada.sees(lambda: "done" in held(ada).values())
    ada.hands.click(grid)
    grid.setFocus()
    ada.press("Ctrl+A")
    ada.hands.click(button(ada, "Take back"))
    ada.hands.choose("Ben")
    assert list(held(ada).values()) == ["done"]
    assert "1 more is begun" in sheet(ada).notices.sentence


def test_work_that_is_handed_over_says_what_changed_since(
    both: tuple[Analyst, Analyst],
) -> None:
    ada, ben = both
    title = listed(ben)[0]
    ben.go_to(title)
    text = ben.window.work.reader.text
    words = text[40:70].strip()
    ben.mark(words, "2")
    ada.sees(lambda: bool(held(ada)))
    grid = sheet(ada).grid
    ada.press("Ctrl+A")
    ada.hands.click(button(ada, "Hand over"))
    ada.hands.click(sheet(ada).over.do_it)
    assert held(ada) == {(title, "Ben"): "Ada", (title, "Ada"): "in_progress"}
    assert grid.grid.words(0, 2) == "to Ada"
    close(ada)
    ada.go_to(title)
    [mine] = ada.statements()
    with ben.disk() as project:
        [theirs] = project.statements.of_article(mine.article, [project.layer.id])
        assert mine.derived_from == (theirs.id,)
        project.statements.set_note(theirs.id, "Doubtful")
    strip = ada.find("handedOver")
    assert "Ben" in strip.accessibleName()
    ada.hands.click(strip)
    changes = ada.find("handedOverSheet")
    assert isinstance(changes, HandedOverSheet)
    [entry] = changes.list.entries
    assert entry.detail == "Ben changed the note"
    ada.press("Return")
    ada.sees(lambda: ada.window.session.active == mine.id, "the statement is not gone to")
    ada.press("Ctrl+2", "Ctrl+Z")
    assert held(ada) == {(title, "Ben"): "in_progress"}
    ada.sees(lambda: not strip.isVisible())


def test_a_lead_makes_the_project_blind_and_gives_roles(both: tuple[Analyst, Analyst]) -> None:
    ada, ben = both
    ada.hands.click(sheet(ada).blind)
    assert "blind now" in sheet(ada).notices.sentence
    ben.sees(lambda: "is blind" in sheet(ben).hint.text())
    assert not sheet(ben).blind.isVisible()
    grid = sheet(ada).grid
    head = grid.horizontalHeader()
    middle = QPoint(head.sectionViewportPosition(2) + 20, head.height() // 2)
    ada.hands.click(head.viewport(), middle)
    ada.hands.choose("Reviewer")
    with ada.disk() as project:
        assert project.about.is_blind()
        assert {a.name: (a.lead, a.reviewer) for a in project.people.all()} == {
            "Ada": (True, True),
            "Ben": (False, True),
        }
    ada.hands.click(sheet(ada).blind)
    with ada.disk() as project:
        assert not project.about.is_blind()


def test_two_windows_discuss_a_statement(both: tuple[Analyst, Analyst]) -> None:
    ada, ben = both
    title = listed(ben)[0]
    ben.go_to(title)
    ben.mark(ben.window.work.reader.text[40:70].strip(), "2")
    ben.press("T")
    ben.write("Is it one?")
    ben.press("Ctrl+Return")
    rows = ada.window.work.articles.model
    row = next(x for x in rows.rows if x.title == title)
    ada.hands.until(lambda: rows.unread(row.id) == 1, "unread", seconds=WITHIN)
    ada.go_to(title)
    line = ada.find("commentsLine")
    ada.hands.click(line)
    panel = ada.find("commentsPanel")
    assert isinstance(panel, CommentsPanel)
    ada.sees(lambda: rows.unread(row.id) == 0, "it is never read")
    field = panel.threads[0].field.field
    assert isinstance(field, QPlainTextEdit)
    ada.hands.click(field)
    ada.write("It is.")
    ada.press("Ctrl+Return")
    theirs = ben.find("commentsPanel")
    assert isinstance(theirs, CommentsPanel)
    ben.hands.until(lambda: len(theirs.threads[0].rows) == 2, "no answer", seconds=WITHIN)
    ben.hands.click(theirs.threads[0].settle)
    ada.hands.until(lambda: panel.threads[0].is_folded, "not resolved", seconds=WITHIN)
    with Project.open(ada.location, Person(Id.new(), "Eve")) as project:
        assert project.comments.open_threads() == []
        assert [len(t.comments) for t in project.comments.of_article(row.id)] == [2]
