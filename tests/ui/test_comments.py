"""Comments in the window: said, answered, settled by keys; unread marked; typing never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from factcheck.commenting.answers import Thread
from tests.gestures import Analyst
from tests.windows import NewAnalyst
from ui.commenting.panel import CommentsPanel
from ui.commenting.thread import CommentRow, ThreadView
from ui.sheets.comments_sheet import CommentsSheet

LETTER, SEED_LETTER = "In a letter", "US letter"
LIE = "it is an “absolute lie”"
WITHIN = 1.0  # seconds until the other window shows it


def panel(person: Analyst) -> CommentsPanel:
    """The panel in sight."""
    found = person.find("commentsPanel")
    assert isinstance(found, CommentsPanel)
    return found


def told(person: Analyst) -> list[list[str]]:
    """What the panel in sight says, by thread."""
    return [[row.comment.words for row in x.rows] for x in panel(person).threads]


def threads(person: Analyst, title: str) -> list[Thread]:
    """The threads of an article, as they are on disk."""
    with person.disk() as project:
        (article,) = (x.id for x in project.articles.rows([]) if x.title.startswith(title))
        return project.comments.of_article(article)


def shown(person: Analyst, name: str) -> QWidget | None:
    """A widget of a name in sight, or None."""
    found = (x for x in person.window.findChildren(QWidget, name) if x.isVisible())
    return next(found, None)


def marked(person: Analyst) -> None:
    """Mark the lie in the letter; it is the active statement then."""
    person.go_to(LETTER)
    person.mark(LIE, "2")


def test_a_comment_is_made_answered_and_resolved_by_keys(analyst: NewAnalyst, desk: Path) -> None:
    ada = analyst(desk, name="Ada")
    marked(ada)
    ada.press("T")
    ada.write("Is it said? ")
    ada.press("Return")
    ada.write("I doubt it.")
    ada.press("Ctrl+Return")
    (thread,) = threads(ada, LETTER)
    assert (thread.root.kind, thread.root.words) == ("statement", "Is it said? \nI doubt it.")
    with ada.disk() as project:
        assert project.articles.status(thread.root.article or thread.root.id) == "in_progress"
    ada.press("Esc")
    assert ada.window.focusWidget() is ada.window.work.reader
    ada.press("T")
    ada.write("Still.")
    ada.press("Ctrl+Return")
    assert told(ada) == [["Is it said? \nI doubt it.", "Still."]]
    ada.press("Tab", "Space")
    (thread,) = threads(ada, LETTER)
    assert thread.resolved
    view = panel(ada).threads[0]
    assert view.is_folded
    assert not any(row.isVisible() for row in view.rows)
    ada.press("Space")
    assert all(row.isVisible() for row in view.rows)
    ada.hands.click(view.settle)
    assert not threads(ada, LETTER)[0].resolved
    ada.press("Ctrl+2", "Ctrl+Z")
    assert threads(ada, LETTER)[0].resolved


def test_without_a_statement_the_article_is_commented_on(analyst: NewAnalyst, desk: Path) -> None:
    ada = analyst(desk, name="Ada")
    marked(ada)
    ada.press("T")
    ada.write("Of the statement")
    ada.press("Ctrl+Return", "Esc", "Esc")
    ada.hands.until(lambda: ada.window.session.active is None, "the statement is still active")
    ada.press("T")
    ada.write("Of the article")
    ada.press("Ctrl+Return")
    assert told(ada) == [["Of the article"], ["Of the statement"]]
    view = panel(ada).threads[1]
    assert view.subject.isVisible()
    ada.hands.click(view.subject)
    assert ada.window.session.active is not None
    assert told(ada) == [["Of the statement"]]
    ada.press("Ctrl+2", "Delete")
    ada.sees(lambda: told(ada) == [["Of the article"], ["Of the statement"]])
    gone = panel(ada).threads[1].subject
    assert "removed" in gone.accessibleName()
    assert not gone.isEnabled()


def test_what_is_typed_is_kept_for_another_day(analyst: NewAnalyst, desk: Path) -> None:
    ada = analyst(desk, name="Ada")
    marked(ada)
    ada.press("T")
    ada.write("Half a sent")
    ada.press("Ctrl+PgDown")
    ada.go_to(LETTER)
    ada.click_statement("absolute lie")
    field = shown(ada, "commentField")
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == "Half a sent"
    ada.press("T")
    ada.write("ence")
    ada.close()
    again = analyst(desk, name="Ada")
    assert threads(again, LETTER) == []
    again.go_to(LETTER)
    again.click_statement("absolute lie")
    again.press("T")
    field = again.window.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == "Half a sentence"
    again.press("Ctrl+Return")
    assert [x.root.words for x in threads(again, LETTER)] == ["Half a sentence"]
    assert field.toPlainText() == ""


def test_two_windows_of_one_person_forget_nothing_of_each_other(
    analyst: NewAnalyst, desk: Path
) -> None:
    one, other = analyst(desk, name="Ada"), analyst(desk, name="Ada")
    marked(one)
    one.press("T")
    one.write("In the first")
    other.go_to(LETTER)
    other.press("Ctrl+2", "T")
    other.write("In the second")
    one.close()
    other.close()
    again = analyst(desk, name="Ada")
    memory = again.window.work.memory
    with again.disk() as project:
        found = [x for x in project.articles.rows([]) if x.title.startswith(LETTER)]
        article = found[0].id
        [made] = project.statements.of_article(article, [project.layer.id])
    assert memory.draft(f"statement/{made.id}") == "In the first"
    assert memory.draft(f"article/{article}") == "In the second"


def test_what_another_says_is_unread_until_it_was_in_sight(analyst: NewAnalyst, desk: Path) -> None:
    ada, ben = analyst(desk, name="Ada"), analyst(desk, name="Ben")
    marked(ada)
    ada.press("T")
    ada.write("What do you say?")
    ada.press("Ctrl+Return")
    rows = ben.window.work.articles.model
    row = next(x for x in rows.rows if x.title.startswith(LETTER))
    ben.hands.until(lambda: rows.unread(row.id) == 1, "no unread comment", seconds=WITHIN)
    assert "1 unread comment" in rows.described(row)
    assert rows.unread(next(x.id for x in rows.rows if x.id != row.id)) == 0
    ben.go_to(LETTER)
    ben.click_statement("absolute lie")
    line = ben.find("commentsLine")
    assert "1 new" in line.accessibleName()
    card = ben.find("statementCard")
    assert "1 unread comment" in card.accessibleName()
    ben.press("T")
    (said,) = panel(ben).threads[0].rows
    assert isinstance(said, CommentRow)
    assert "unread" in said.accessibleName()
    ben.sees(lambda: "unread" not in said.accessibleName(), "it is never read")
    assert rows.unread(row.id) == 0
    assert "new" not in line.accessibleName()
    assert ada.window.work.articles.model.unread(row.id) == 0
    ben.write("That it is one.")
    ben.press("Ctrl+Return")
    ada.hands.until(
        lambda: told(ada) == [["What do you say?", "That it is one."]], "no answer", seconds=WITHIN
    )
    ben.close()
    back = analyst(desk, name="Ben")
    assert back.window.work.articles.model.unread(row.id) == 0


def test_a_settled_thread_is_read_once_it_is_unfolded(analyst: NewAnalyst, desk: Path) -> None:
    ada, ben = analyst(desk, name="Ada"), analyst(desk, name="Ben")
    marked(ada)
    ada.press("T")
    ada.write("Settled at once")
    ada.press("Ctrl+Return")
    view = panel(ada).threads[0]
    ada.hands.click(view.settle)
    record = view.told.root.record
    ben.go_to(LETTER)
    ben.click_statement("absolute lie")
    ben.press("T")
    folded = panel(ben).threads[0]
    assert folded.is_folded
    assert "1 new" in folded.fold.accessibleName()
    ben.hands.click(folded.fold)
    ben.sees(lambda: ben.window.work.memory.unread_of(record) == 0, "it is never read")
    assert "new" not in folded.fold.accessibleName()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)
def test_only_ones_own_words_can_be_altered(analyst: NewAnalyst, desk: Path) -> None:
    ada, ben = analyst(desk, name="Ada"), analyst(desk, name="Ben")
    marked(ada)
    ada.press("T")
    ada.write("Helo")
    ada.press("Ctrl+Return")
    ben.go_to(LETTER)
    ben.click_statement("absolute lie")
    ben.press("T")
    theirs = panel(ben).threads[0].rows[0]
    assert not theirs.more.isVisible()
    own = panel(ada).threads[0].rows[0]
    ada.hands.click(own.more)
    ada.hands.choose("Edit")
    ada.press("Ctrl+A")
    ada.write("Hello")
    ada.press("Ctrl+Return")
    assert told(ada) == [["Hello"]]
    assert "edited" in panel(ada).threads[0].rows[0].accessibleName()
    ben.write("Hi")
    ben.press("Ctrl+Return")
    ada.sees(lambda: told(ada) == [["Hello", "Hi"]])
    ada.hands.click(panel(ada).threads[0].rows[0].more)
    ada.hands.choose("Delete")
    assert told(ada) == [["", "Hi"]]
    assert "deleted" in panel(ada).threads[0].rows[0].accessibleName()


def test_what_is_unread_is_walked_through_in_the_sheet(analyst: NewAnalyst, desk: Path) -> None:
    ada, ben = analyst(desk, name="Ada"), analyst(desk, name="Ben")
    marked(ada)
    ada.press("T")
    ada.write("Of the statement")
    ada.press("Ctrl+Return")
    with ada.disk() as project:
        claim = project.claims.create("It rains")
        project.comments.add("claim", claim, "Of a claim")
    ben.sees(lambda: ben.window.work.memory.unread_of(claim) == 1)
    ben.press("Ctrl+2", "Ctrl+Shift+M")
    sheet = ben.find("commentsSheet")
    assert isinstance(sheet, CommentsSheet)
    assert sheet.which.current() == "unread"
    titles = [x.title for x in sheet.list.entries]
    assert sorted(titles) == ["Of a claim", "Of the statement"]
    if sheet.list.entries[0].title != "Of a claim":
        ben.press("Down")
    assert told(ben) == [["Of a claim"]]
    ben.sees(lambda: ben.window.work.memory.unread_of(claim) == 0, "it is never read")
    ben.press("Return")
    ben.write("Does it?")
    ben.press("Ctrl+Return", "Esc")
    assert told(ben) == [["Of a claim", "Does it?"]]
    at = next(n for n, x in enumerate(sheet.list.entries) if x.title == "Of the statement")
    ben.hands.click(
        sheet.list.viewport(), sheet.list.visualRect(sheet.list.model().index(at, 0)).center()
    )
    ben.hands.click(sheet.go)
    assert ben.window.session.active is not None
    ben.press("Ctrl+2", "Ctrl+Shift+M")
    again = ben.find("commentsSheet")
    assert isinstance(again, CommentsSheet)
    assert again.which.current() in ("unread", "open")


def test_a_link_is_commented_on_from_its_card(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample, name="Annotator 1")
    ada.go_to(SEED_LETTER)
    ada.click_statement("absolute lie")
    card = ada.window.work.claims.cards.card_of(ada.window.session.active)
    assert card is not None
    ada.press("Ctrl+3")
    ada.sees(lambda: ada.window.focusWidget() is card)
    while not card.links[0].isAncestorOf(ada.window.focusWidget()):
        assert card.isAncestorOf(ada.window.focusWidget())
        ada.press("Tab")
    ada.press("T")
    ada.write("Both of them?")
    ada.press("Ctrl+Return")
    found = [x for x in threads(ada, SEED_LETTER) if x.root.kind == "link"]
    assert [x.root.words for x in found][1:] == ["Both of them?"]
    view = panel(ada).threads[0]
    assert isinstance(view, ThreadView)
    assert view.told.root.kind == "link"
