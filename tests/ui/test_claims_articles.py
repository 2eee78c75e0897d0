"""The claim pane as articles come and go: which claim it begins with, and what is loose in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from factcheck.builtin import ALLEGATION, DENIAL
from tests.ui.claim_panes import Desk, Lists, lists_project
from ui.claim_pane.press import Pressable


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    """A project of two articles about one claim."""
    return lists_project(tmp_path / "lists.factcheck")


@pytest.fixture
def desk(lists: Lists, qtbot: QtBot) -> Iterator[Desk]:
    """The pane on that project, nothing shown yet."""
    desk = Desk(lists.project)
    qtbot.addWidget(desk.window)
    yield desk
    desk.workspace.close()


def test_loose_ends_leave_room_tell_statements_apart_and_go_when_reopened(
    desk: Desk, lists: Lists
) -> None:
    articles, statements = desk.project.articles, desk.project.statements
    desk.go(lists.first)
    text = desk.shown.text
    places = [(at, at + 5) for at in range(len(text)) if text.startswith("lists", at)]
    for start, end in [*places, *((0, to) for to in range(10, 30, 2))]:
        statements.mark(lists.first, start, end, DENIAL)
    desk.workspace.pull()
    desk.workspace.do(lambda: articles.set_status(lists.first, "done"))
    desk.pane.offer_loose_ends()
    ends = desk.pane.loose_ends
    QApplication.processEvents()
    assert ends.isVisible()
    assert ends.height() <= desk.pane.height() * 0.3
    names = [line.accessibleName() for line in ends.findChildren(Pressable)]
    assert len(set(names)) == len(names) == 2 + 10
    desk.workspace.do(lambda: articles.set_status(lists.first, "in_progress"))
    assert not ends.isVisible()


def test_another_article_shows_its_own_first_claim(desk: Desk, lists: Lists) -> None:
    other = desk.project.claims.create("Moscow denies")
    made = desk.project.statements.mark(lists.second, 0, 17, ALLEGATION, claim=other)
    desk.workspace.pull()
    desk.go(lists.first)
    assert desk.session.claim == lists.claim
    desk.go(lists.second)
    assert desk.session.claim == other
    assert any(card.view.statement.id == made for card in desk.cards())
    desk.pane.next_claim()
    assert desk.session.claim == lists.claim
    desk.pane.hide()
    desk.go(lists.first)
    desk.go(lists.second)
    desk.pane.show()
    assert desk.session.claim == other
