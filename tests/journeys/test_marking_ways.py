"""Overlaps, discontinuous spans, edges and furniture; all by keys, and all by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF

from factcheck.builtin import CONFIRMATION, DENIAL, DENIES
from factcheck.records import Statement
from tests.gestures import Analyst
from tests.windows import NewAnalyst

LETTER, TASNIM = "In a letter", "Kremlin Not Ruling"
LIE = "it is an “absolute lie”"


def only(ada: Analyst) -> Statement:
    """The one statement that there is."""
    [made] = ada.statements()
    return made


def test_overlaps_are_cycled_by_key_and_by_click(analyst: NewAnalyst, desk: Path) -> None:
    ada = analyst(desk)
    ada.go_to(LETTER)
    ada.mark("The Kremlin rejects the accusation and says it is an “absolute lie”", "2")
    ada.press("Esc")
    ada.mark("absolute lie", "3")
    ada.press("Esc")
    session = ada.window.session
    ada.click_statement("absolute lie")
    first = session.active
    ada.click_statement("absolute lie")
    second = session.active
    assert {first, second} == {x.id for x in ada.statements()}
    ada.press("O")
    assert session.active == first
    ada.press("O")
    assert session.active == second


def test_another_label_on_the_same_words(analyst: NewAnalyst, desk: Path) -> None:
    ada = analyst(desk)
    ada.go_to(LETTER)
    ada.mark(LIE, "2")
    ada.press("Shift+3")
    assert {x.label for x in ada.statements()} == {DENIAL, CONFIRMATION}
    assert {x.words for x in ada.statements()} == {LIE}


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")
def test_a_discontinuous_statement(analyst: NewAnalyst, desk: Path) -> None:
    ada = analyst(desk)
    ada.go_to(LETTER)
    ada.mark("rejects the accusation", "2")
    ada.select("absolute lie")
    ada.press("E")
    ada.select("released by")
    ada.hands.ask_menu("released by")
    ada.hands.choose("Add the words")
    words = ["rejects the accusation", "absolute lie", "released by"]
    assert [x.exact for x in only(ada).content] == words
    assert len(ada.window.work.reader.parts()[1].active_content) == 3


def test_edges_move_by_keys_and_by_handles(analyst: NewAnalyst, desk: Path) -> None:
    ada = analyst(desk)
    ada.go_to(LETTER)
    ada.mark("absolute", "2")
    ada.press("Shift+K")
    assert only(ada).words == "absolute lie"
    ada.press("U")
    assert only(ada).words == "“absolute lie"
    ada.press("K")
    assert only(ada).words == LIE.removeprefix("it is an ")
    reader = ada.window.work.reader
    start, end = ada.hands.place("“absolute lie”")
    left = reader.rects(start, end)[0]
    target = reader.rects(*ada.hands.place(LIE))[0]
    ada.hands.drag(
        reader.viewport(),
        QPointF(left.left(), left.center().y()),
        QPointF(target.left() + 1, target.center().y()),
    )
    assert only(ada).words == LIE


def test_furniture_is_set_apart_and_taken_back(analyst: NewAnalyst, desk: Path) -> None:
    ada = analyst(desk)
    ada.go_to(LETTER)
    words = "The document is signed by the US ambassador to the UN"
    place = ada.hands.place(words)
    for expected in (True, False):
        ada.select(words)
        ada.press("M")
        with ada.disk() as project:
            article = ada.window.session.article
            assert article is not None
            assert (place in project.articles.get(article).furniture) is expected


def test_all_of_it_by_keyboard_alone(analyst: NewAnalyst, desk: Path) -> None:
    ada = analyst(desk)
    ada.press("Ctrl+1", "Home", "Return", "Ctrl+2")
    ada.hands.select_by_keys(LIE)
    ada.press("2")
    ada.hands.select_by_keys("The Kremlin")
    ada.press("S")
    ada.hands.select_by_keys("rejects")
    ada.press("Q")
    ada.choose_speaker("Kremlin")
    ada.choose_claim("Russia is making lists of Ukrainians")
    ada.press("L", "Ctrl+1", "Down", "Down", "Return", "Ctrl+2")
    ada.hands.select_by_keys("hit list")
    ada.press("D")
    ada.press("Ctrl+Return")
    answered, said = sorted(ada.statements(), key=lambda x: x.label != DENIAL)[::-1]
    assert said.label == DENIAL
    assert said.words == LIE
    assert [x.exact for x in said.spans if x.role != "content"] == ["The Kremlin", "rejects"]
    [link] = ada.links()
    assert (link.source, link.target, link.type) == (said.id, answered.id, DENIES)
    with ada.disk() as project:
        assert said.speaker is not None
        assert said.claim is not None
        statuses = [project.articles.status(x) for x in (said.article, answered.article)]
    assert statuses == ["in_progress", "done"]


def test_all_of_it_by_mouse_alone(analyst: NewAnalyst, desk: Path) -> None:
    ada = analyst(desk)
    hands = ada.hands
    ada.go_to(LETTER)
    ada.select(LIE)
    hands.click(hands.button(ada.find("labelBar"), "denial"))
    ada.select("The Kremlin")
    hands.click(hands.button(ada.find("labelBar"), "source"))
    ada.select("rejects")
    hands.click(hands.button(ada.find("labelBar"), "cue"))
    hands.click(hands.button(ada.find("statementCard"), "link"))
    ada.go_to(TASNIM)
    ada.select("hit list")
    hands.click(hands.button(ada.find("linkBanner"), "denies"))
    assert len(ada.links()) == 1
    hands.click(ada.window.work.toolbar.undo)
    assert ada.links() == []
    assert [x.exact for x in only(ada).spans if x.role != "content"] == ["The Kremlin", "rejects"]
