"""Reviewing a single annotator: accept, correct or send back; and having nothing to review."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.builtin import ALLEGATION, DENIAL
from factcheck.ids import GOLD
from factcheck.project import Project
from factcheck.records import Statement
from tests.gestures import Analyst
from tests.reviewing import CLEAR, FICTION, NAMES, TASNIM, Desk, disagreeing
from tests.windows import NewAnalyst
from ui.review.page import ReviewPage

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")


@pytest.fixture
def work(tmp_path: Path) -> Desk:
    """A project in which Ada alone is done with an article; the others are at it again."""
    desk = disagreeing(tmp_path)
    for name in NAMES:
        with desk.open(name) as project:
            for title, article in desk.articles.items():
                if name != NAMES[0] or title != TASNIM:
                    project.articles.set_status(article, "in_progress")
    return desk


def page_of(person: Analyst) -> ReviewPage:
    """The review page, once it is opened."""
    person.press("Alt+2")
    page = person.find("reviewPage")
    assert isinstance(page, ReviewPage)
    return page


def go_to(page: ReviewPage, words: str) -> None:
    """Show the item of some words."""
    model = page.queue.model
    page.choose(next(k for n, k in enumerate(model.keys) if words in model.row(n).quote))


def gold_of(project: Project, desk: Desk) -> dict[str, Statement]:
    """The gold statements of the article by their words."""
    found = project.statements.of_article(desk.articles[TASNIM], [GOLD])
    return {x.words: x for x in found}


def test_each_place_is_there_to_be_accepted(analyst: NewAnalyst, work: Desk) -> None:
    mira = analyst(work.location, name="Mira Aho")
    page = page_of(mira)
    titles = {page.queue.model.row(n).title for n in range(len(page.queue.model.keys))}
    assert titles == {"To be reviewed"}
    go_to(page, CLEAR)
    assert page.pane.decide.text() == "Accept"
    mira.press("Return")
    with mira.disk() as project:
        gold = gold_of(project, work)
    assert list(gold) == [CLEAR]
    assert len(gold[CLEAR].derived_from) == 1


def test_it_is_corrected_in_its_label(analyst: NewAnalyst, work: Desk) -> None:
    mira = analyst(work.location, name="Mira Aho")
    page = page_of(mira)
    go_to(page, FICTION)
    mira.press("E")
    mira.hands.click(mira.find("draftLabel"))
    mira.hands.choose("allegation")
    assert page.pane.result.text() == "Ada’s version, edited"
    mira.press("Return")
    with mira.disk() as project:
        assert gold_of(project, work)[FICTION].label == ALLEGATION
        own = project.statements.of_article(work.articles[TASNIM], [work.people[NAMES[0]].id])
    assert {x.words: x.label for x in own}[FICTION] == DENIAL


def test_it_is_sent_back_with_words(analyst: NewAnalyst, work: Desk) -> None:
    mira = analyst(work.location, name="Mira Aho")
    page = page_of(mira)
    mira.hands.click(mira.hands.button(page.pane, "Send back"))
    mira.find("sendBack")
    mira.write("Who says it is missing")
    mira.press("Return")
    assert page.content.keys == []
    with work.open(NAMES[0]) as project:
        assert project.articles.status(work.articles[TASNIM]) == "in_progress"
        assert project.review.fates()[0].decision.reason == "Who says it is missing"


def test_work_that_is_not_done_is_let_in_by_the_filter(analyst: NewAnalyst, work: Desk) -> None:
    mira = analyst(work.location, name="Mira Aho")
    page = page_of(mira)
    few = len(page.content.keys)
    mira.hands.click(page.queue.filter)
    mira.hands.choose("not done")
    assert len(page.content.keys) > few
    assert {x.letters for x in page.content.people.all} == {"A", "B", "C"}


def test_where_there_is_nothing_to_review_it_says_so(analyst: NewAnalyst, empty: Path) -> None:
    mira = analyst(empty, name="Maker")
    page = page_of(mira)
    assert "Nothing is open" in page.queue.nothing.text()
    assert page.queue.list.isVisible()
    mira.press("1", "Return", "0", "E", "+")
    assert page.item is None
