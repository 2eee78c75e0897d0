"""What an annotator finds of what was decided about her work, and what she can do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.builtin import CONFIRMATION, DENIAL
from factcheck.ids import Id
from factcheck.review.answers import StatementItem
from factcheck.review.results import Result
from tests.gestures import Analyst
from tests.reviewing import LETTER, MOMENT, PREMATURE, TASNIM, Desk, disagreeing
from tests.windows import NewAnalyst
from ui.review.page import ReviewPage

WHY = "He rejects that a meeting is being prepared."
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")


@pytest.fixture
def work(tmp_path: Path) -> Desk:
    """A project in which Ben's version of one place was taken, and one of Ada's places kept."""
    desk = disagreeing(tmp_path)
    with desk.open("Mira Aho") as project:
        items = [x for x in project.review.items() if isinstance(x, StatementItem)]
        place = next(x for x in items if any(v.words == PREMATURE for v in x.versions))
        bens = next(v.id for v in place.versions if v.words == MOMENT)
        project.review.decide(place.key, [Result(bens)], WHY)
        project.review.accept([x.key for x in project.review.acceptable("all")])
    return desk


def page_of(person: Analyst) -> ReviewPage:
    """The review page, once it is opened."""
    person.press("Alt+2")
    page = person.find("reviewPage")
    assert isinstance(page, ReviewPage)
    return page


def titles(page: ReviewPage) -> list[str]:
    """The titles of the queue's rows."""
    return [page.queue.model.row(n).title for n in range(len(page.queue.model.keys))]


def layer(desk: Desk, name: str, article: str) -> dict[str, Id]:
    """What somebody marked in an article, with its labels."""
    with desk.open(name) as project:
        found = project.statements.of_article(desk.articles[article], [project.layer.id])
    return {x.words: x.label for x in found}


def test_she_sees_what_became_of_it_and_why(analyst: NewAnalyst, work: Desk) -> None:
    ada = analyst(work.location, name="Ada Lind")
    page = page_of(ada)
    assert page.content.tab == "yours"
    changed = [x for x in titles(page) if x.startswith("Label changed to denial")]
    assert len(changed) == 1
    assert changed[0].endswith(WHY)
    assert "Kept" in titles(page)


def test_her_version_stands_beside_gold(analyst: NewAnalyst, work: Desk) -> None:
    page = page_of(analyst(work.location, name="Ada Lind"))
    page.choose(page.content.keys[titles(page).index(next(x for x in titles(page) if WHY in x))])
    words = [[c.view.words for c in row] for row in page.pane.versions.cells]
    assert words[0] == [PREMATURE, MOMENT]
    assert words[1] == ["Confirmation", "Denial"]
    assert "Mira Aho" in page.pane.notes.text()
    assert not page.pane.decide.isVisible()


def test_she_takes_a_decision_over_and_can_undo_that(analyst: NewAnalyst, work: Desk) -> None:
    ada = analyst(work.location, name="Ada Lind")
    page = page_of(ada)
    page.choose(page.content.keys[titles(page).index(next(x for x in titles(page) if WHY in x))])
    ada.hands.click(ada.hands.button(page.pane, "Take over"))
    assert layer(work, "Ada Lind", TASNIM)[MOMENT] == DENIAL
    ada.press("Ctrl+Z")
    assert layer(work, "Ada Lind", TASNIM)[PREMATURE] == CONFIRMATION


def test_it_is_filtered_by_what_became_of_it(analyst: NewAnalyst, work: Desk) -> None:
    ada = analyst(work.location, name="Ada Lind")
    page = page_of(ada)
    everything = titles(page)
    ada.hands.click(page.queue.filter)
    ada.hands.choose("Label changed")
    assert all(x.startswith("Label changed") for x in titles(page))
    assert len(titles(page)) < len(everything)
    ada.hands.click(page.queue.filtered)
    assert titles(page) == everything


def test_what_was_sent_back_is_worked_on_again(analyst: NewAnalyst, work: Desk) -> None:
    with work.open("Mira Aho") as project:
        ada_id = work.people["Ada Lind"].id
        project.review.send_back(work.articles[LETTER], ada_id, "Look at the lists again")
    ada = analyst(work.location, name="Ada Lind")
    page = page_of(ada)
    assert titles(page)[0] == "Sent back: Look at the lists again"
    page.choose(page.content.keys[0])
    ada.hands.click(ada.hands.button(page.pane, "Work on it"))
    assert not page.isVisible()
    assert ada.window.session.article == work.articles[LETTER]
    assert ada.window.work.shown.status == "in_progress"


def test_a_reviewer_sends_work_back_with_words(analyst: NewAnalyst, work: Desk) -> None:
    mira = analyst(work.location, name="Mira Aho")
    page = page_of(mira)
    assert page.content.tab == "open"
    page.choose(page.content.keys[titles(page).index("Speaker differs")])
    mira.hands.click(mira.hands.button(page.pane, "Send back"))
    mira.hands.choose("Ben")
    mira.find("sendBack")
    mira.write("The source is the spokesman")
    mira.press("Return")
    with mira.disk() as project:
        sent = project.log(1)[0]
    assert sent.what.code == "review.send_back"


def test_who_has_no_decided_work_has_no_tab_for_it(analyst: NewAnalyst, work: Desk) -> None:
    page = page_of(analyst(work.location, name="Mira Aho"))
    with pytest.raises(KeyError):
        page.queue.tabs.segment("yours")


def test_a_card_says_what_became_of_it(analyst: NewAnalyst, work: Desk) -> None:
    ada = analyst(work.location, name="Ada Lind")
    ada.go_to(TASNIM)
    ada.click_statement(PREMATURE)
    cards = ada.window.work.claims.cards
    active = ada.window.session.active
    assert active is not None
    ada.sees(lambda: cards.fates.of(active) is not None, "nothing became of it")
    card = cards.card_of(active)
    assert card is not None
    assert card.fate.words.text().startswith("Label changed to denial")
    assert card.fate.words.text().endswith(WHY)
    ada.hands.click(card.fate.answer)
    assert ada.window.work.claims.talk.isAncestorOf(ada.window.focusWidget())
    ada.press("Esc")
    ada.hands.click(card.fate.take)
    assert layer(work, "Ada Lind", TASNIM)[MOMENT] == DENIAL
    ada.sees(lambda: getattr(cards.fates.of(active), "is_kept", False), "it is not kept")


def test_a_card_of_what_nobody_decided_says_nothing(analyst: NewAnalyst, tmp_path: Path) -> None:
    desk = disagreeing(tmp_path)
    ada = analyst(desk.location, name="Ada Lind")
    ada.go_to(TASNIM)
    ada.click_statement(PREMATURE)
    card = ada.window.work.claims.cards.card_of(ada.window.session.active)
    assert card is not None
    assert not card.fate.isVisible()
