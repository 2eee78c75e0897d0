"""The review page: what is open is gone through, decided by key, cell or hand, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from factcheck.builtin import ALLEGATION, CONFIRMATION, DENIAL, DENIES
from factcheck.ids import GOLD
from factcheck.records import Link, Statement
from factcheck.review.answers import LinkItem, StatementItem
from tests.gestures import Analyst
from tests.reviewing import (
    MOMENT,
    PREMATURE,
    SUMMIT,
    TASNIM,
    Desk,
    disagreeing,
)
from tests.windows import NewAnalyst
from ui import theme
from ui.review.page import ReviewPage
from ui.theme import Mode

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")


@pytest.fixture
def work(tmp_path: Path) -> Desk:
    """A project in which three annotators differ."""
    return disagreeing(tmp_path)


@pytest.fixture
def mira(analyst: NewAnalyst, work: Desk) -> Analyst:
    """The reviewer at her window, in review."""
    reviewer = analyst(work.location, name="Mira Aho")
    reviewer.press("Alt+2")
    return reviewer


def page_of(person: Analyst) -> ReviewPage:
    """The review page that is in sight."""
    page = person.find("reviewPage")
    assert isinstance(page, ReviewPage)
    return page


def go_to(person: Analyst, words: str) -> ReviewPage:
    """Click the row of the queue whose title or quote holds some words."""
    page = page_of(person)
    model, view = page.queue.model, page.queue.list
    found = (
        n for n in range(len(model.keys)) if words in f"{model.row(n).title} {model.row(n).quote}"
    )
    index = model.index(next(found))
    view.scrollTo(index)
    person.hands.click(view.viewport(), view.visualRect(index).center())
    return page


def gold_of(person: Analyst, article: str, work: Desk) -> list[Statement]:
    """The gold statements of an article, as they are on disk."""
    with person.disk() as project:
        return project.statements.of_article(work.articles[article], [GOLD])


def gold_links(person: Analyst, work: Desk) -> list[Link]:
    """The gold links, as they are on disk."""
    with person.disk() as project:
        found = [x for a in work.articles.values() for x in project.links.of_article(a, [GOLD])]
        return list({x.id: x for x in found}.values())


def titles(page: ReviewPage) -> list[str]:
    """The titles of the queue's rows."""
    return [page.queue.model.row(n).title for n in range(len(page.queue.model.keys))]


def test_the_worst_comes_first_and_each_row_says_how_many_agree(mira: Analyst) -> None:
    page = page_of(mira)
    assert titles(page)[:3] == [
        "Only Ada linked it",
        "Only Ben marked it",
        "Label, span, claim differ",
    ]
    rows = [page.queue.model.row(n) for n in range(len(page.queue.model.keys))]
    assert rows[2].share == "2 of 3"
    assert [(x.letters, x.name) for x in rows[2].marks] == [
        ("A", "confirmation"),
        ("B", "denial"),
        ("C", "denial"),
    ]
    assert rows[3].where == "denies · denies · contradicts"
    assert mira.window.work.status.where.text() == f"Disagreement 1 of {len(rows)}"


def test_a_key_takes_a_version_and_enter_decides_and_goes_on(mira: Analyst, work: Desk) -> None:
    page = go_to(mira, PREMATURE)
    mira.press("2", "Return")
    gold = gold_of(mira, TASNIM, work)
    assert [(x.words, x.label) for x in gold] == [(MOMENT, DENIAL)]
    assert page.item is not None
    assert "Link type" in titles(page)[page.position()[0] - 1]
    assert mira.window.work.status.here.text().startswith("1 decided")


def test_parts_of_several_by_their_cells_with_a_reason(mira: Analyst, work: Desk) -> None:
    page = go_to(mira, PREMATURE)
    mira.press("1")
    label = page.pane.versions.cells[1][1]
    mira.hands.click(label)
    mira.hands.click(page.pane.versions.cells[3][1])
    assert page.pane.result.text() == "Ada’s span with Ben’s label and claim"
    mira.press("N")
    mira.write("He rejects that a meeting is being prepared.")
    mira.press("Return")
    gold = gold_of(mira, TASNIM, work)
    assert [(x.words, x.label, x.claim) for x in gold] == [(PREMATURE, DENIAL, work.claims[SUMMIT])]
    with mira.disk() as project:
        decided = project.review.items(state="decided")
    reasons = {x.decision.reason for x in decided if x.decision}
    assert "He rejects that a meeting is being prepared." in reasons


def test_none_leaves_no_gold_and_undo_comes_back_to_it(mira: Analyst, work: Desk) -> None:
    page = go_to(mira, "hit list")
    assert isinstance(page.item, StatementItem)
    key = page.item.key
    mira.press("0", "Return")
    assert gold_of(mira, TASNIM, work) == []
    assert key not in page.content.items
    mira.press("Ctrl+Z")
    assert page.item is not None
    assert page.item.key == key
    assert page.item.state == "open"


def test_several_versions_stand_side_by_side_in_gold(mira: Analyst, work: Desk) -> None:
    page = go_to(mira, PREMATURE)
    mira.press("+")
    assert page.pane.result.text() == "All of these: Ada, Ben and Chen"
    mira.press("3", "Return")
    gold = gold_of(mira, TASNIM, work)
    assert sorted((x.words, x.label) for x in gold) == sorted(
        [(PREMATURE, CONFIRMATION), (MOMENT, DENIAL)]
    )


def test_a_version_is_edited_by_its_edges_and_label(mira: Analyst, work: Desk) -> None:
    page = go_to(mira, PREMATURE)
    mira.press("1", "E")
    assert page.reader.hasFocus()
    mira.press("Shift+J")
    mira.hands.click(mira.find("reviewPage").findChild(QAbstractButton, "draftLabel"))  # type: ignore[arg-type]  # it is there
    mira.hands.choose("denial")
    mira.press("Return")
    gold = gold_of(mira, TASNIM, work)
    shorter = PREMATURE.removesuffix(" meeting")
    assert [(x.words, x.label) for x in gold] == [(shorter, DENIAL)]


def test_a_link_across_articles_takes_its_ends_along(mira: Analyst, work: Desk) -> None:
    page = go_to(mira, "Only Ada linked it")
    assert isinstance(page.item, LinkItem)
    assert "Also takes along" in page.pane.along.text()
    mira.press("1", "Return")
    (link,) = gold_links(mira, work)
    assert link.type == DENIES
    with mira.disk() as project:
        ends = {project.statements.get(x).article for x in (link.source, link.target)}
    assert ends == set(work.articles.values())


def test_many_are_accepted_at_once_after_a_look(mira: Analyst, work: Desk) -> None:
    page = page_of(mira)
    mira.hands.click(page.queue.bulk)
    mira.hands.choose("more than half")
    preview = mira.find("bulkPreview")
    assert "become gold" in " ".join(x.text() for x in preview.findChildren(type(page.pane.result)))
    before = len(gold_of(mira, TASNIM, work))
    mira.press("Return")
    after = gold_of(mira, TASNIM, work)
    assert before == 0
    assert len(after) > 2
    mira.press("Ctrl+Z")
    assert gold_of(mira, TASNIM, work) == []
    assert "decisions where annotators agree" in mira.told()


def test_the_text_shows_gold_with_a_tint_and_what_is_open_without(mira: Analyst) -> None:
    page = go_to(mira, PREMATURE)
    shown = page.reader.parts()[1]
    assert all(x.undecided for x in shown.layers.marks.values())
    assert page.reader.boxed()
    mira.press("2", "Return")
    go_to(mira, "hit list")
    shown = page.reader.parts()[1]
    assert [x.undecided for x in shown.layers.marks.values()].count(False) == 1


def test_how_many_are_open_is_said_before_one_goes_there(analyst: NewAnalyst, work: Desk) -> None:
    mira = analyst(work.location, name="Mira Aho")
    review = mira.window.work.toolbar.modes
    mira.sees(lambda: "6" in review.segment("review").accessibleName(), "no number")
    mira.press("Ctrl+J", "1", "Return")
    assert "6" not in review.segment("review").accessibleName()


def test_lanes_say_who_has_what_and_can_be_hidden(mira: Analyst) -> None:
    page = go_to(mira, "hit list")
    gutter = page.reader.gutter
    lanes = {x.name: x.layers.marks for x in gutter.lanes}  # type: ignore[attr-defined]  # a LaneGutter
    assert list(lanes) == ["Ada Lind", "Ben Okoro", "Chen Wei", "Gold, as decided"]
    assert len(lanes["Ben Okoro"]) == len(lanes["Ada Lind"]) + 1
    mira.hands.click(page.strip.buttons[1])
    names = [x.name for x in gutter.lanes]  # type: ignore[attr-defined]  # a LaneGutter
    assert names == ["Ada Lind", "Chen Wei", "Gold, as decided"]


def test_a_click_on_a_mark_goes_to_its_item(mira: Analyst) -> None:
    page = go_to(mira, PREMATURE)
    item = next(x for x in page.feed.items.values() if "hit list" in x.versions[0].words)
    page.reader.scroll_to(item.start, item.end)
    rect = page.reader.gutter.mark_rect(item.versions[0].id)
    assert rect is not None
    mira.hands.click(page.reader.gutter, rect.center().toPoint())
    assert page.item is not None
    assert page.item.key == item.key


def test_a_reason_that_was_typed_waits_for_its_item(mira: Analyst) -> None:
    page = go_to(mira, "hit list")
    mira.press("N")
    mira.write("Retold, not alleged")
    go_to(mira, PREMATURE)
    assert page.pane.reason.text() == ""
    go_to(mira, "hit list")
    assert page.pane.reason.text() == "Retold, not alleged"


def test_a_reason_outlasts_the_window(mira: Analyst, analyst: NewAnalyst, work: Desk) -> None:
    go_to(mira, "hit list")
    mira.press("N")
    mira.write("Retold, not alleged")
    mira.close()
    again = analyst(work.location, name="Mira Aho")
    again.press("Alt+2")
    assert go_to(again, "hit list").pane.reason.text() == "Retold, not alleged"


def test_the_queue_is_filtered_by_kind_and_ordered_otherwise(mira: Analyst) -> None:
    page = page_of(mira)
    everything = titles(page)
    mira.hands.click(page.queue.filter)
    mira.press("Down", "Right")
    mira.hands.choose("Speaker differs")
    assert titles(page) == ["Speaker differs"]
    assert page.queue.filtered.text() == "Speaker differs"
    mira.hands.click(page.queue.filtered)
    assert titles(page) == everything
    mira.hands.click(page.queue.order)
    mira.hands.choose("As in the text")
    starts = [
        (x.article, x.start) for x in page.content.items.values() if isinstance(x, StatementItem)
    ]
    assert starts == sorted(starts, key=lambda x: (starts[0][0] != x[0], x[1]))


def test_an_annotator_sees_the_queue_but_decides_nothing(analyst: NewAnalyst, work: Desk) -> None:
    ada = analyst(work.location, name="Ada Lind")
    ada.press("Alt+2")
    page = go_to(ada, PREMATURE)
    assert "Only reviewers decide" in page.queue.why.text()
    ada.press("2", "Return")
    assert gold_of(ada, TASNIM, work) == []
    assert "Only reviewers decide" in ada.told()


def test_what_changed_since_is_marked_and_can_be_confirmed(mira: Analyst, work: Desk) -> None:
    page = go_to(mira, PREMATURE)
    mira.press("2", "Return")
    with work.open("Ben Okoro") as project:
        (moved,) = [
            x
            for x in project.statements.of_article(work.articles[TASNIM], [project.layer.id])
            if x.words == MOMENT
        ]
        project.statements.relabel(moved.id, ALLEGATION)
    mira.sees(lambda: page.content.counts.outdated == 1, "it still holds")
    mira.hands.click(page.queue.tabs.segment("decided"))
    assert page.queue.model.row(0).state == "No longer holds"
    assert "has changed since" in page.pane.notes.text()
    assert "Ben: label changed since" in page.pane.notes.text()
    mira.hands.click(mira.hands.button(page.pane, "Still right"))
    assert page.content.counts.outdated == 0


def test_what_colleagues_say_of_any_version_stands_below(mira: Analyst, work: Desk) -> None:
    with work.open("Ada Lind") as project:
        key = work.articles[TASNIM]
        (own,) = [
            x
            for x in project.statements.of_article(key, [project.layer.id])
            if x.words == PREMATURE
        ]
        project.comments.add("statement", own.id, "Contacts are possible, it says before.")
    page = go_to(mira, PREMATURE)
    mira.sees(lambda: len(page.comments.threads) == 1, "the comment")
    mira.press("T")
    assert page.comments.isAncestorOf(mira.window.focusWidget())
    mira.write("Against the summit, then.")
    mira.press("Ctrl+Return")
    with work.open("Ada Lind") as project:
        (thread,) = project.comments.of("statement", own.id)
    assert [x.words for x in thread.answers] == ["Against the summit, then."]


def test_the_figures_lead_to_more(mira: Analyst) -> None:
    page = page_of(mira)
    mira.sees(lambda: "–" not in page.figures.figures["alpha_u"].text(), "no figure")
    mira.hands.click(page.figures.details)
    assert mira.find("agreementSheet").isVisible()


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (1000, 700), (700, 560)])
@pytest.mark.parametrize("zoom", [100, 200])
def test_it_fits_wherever_it_is_shown(mira: Analyst, size: tuple[int, int], zoom: int) -> None:
    page = go_to(mira, PREMATURE)
    theme.controller().set_zoom(zoom)
    mira.window.resize(*size)
    mira.hands.rest()
    assert page.panes.has_drawers == (size[0] < theme.current().size("review_drawer"))
    page.panes.show_right()
    mira.hands.rest()
    pane = page.pane
    for widget in (pane.several, pane.none, pane.edit, pane.decide):
        inside = widget.geometry().right() <= widget.parentWidget().width()  # type: ignore[union-attr]  # it has one
        assert inside, widget.text()
    assert pane.scroller.content.minimumSizeHint().width() <= pane.scroller.viewport().width()


@pytest.mark.parametrize("mode", [Mode.DARK, Mode.HIGH_CONTRAST_LIGHT, Mode.HIGH_CONTRAST_DARK])
def test_it_follows_the_theme(mira: Analyst, mode: Mode) -> None:
    page = page_of(mira)
    theme.controller().set_mode(mode)
    mira.hands.rest()
    image = page.queue.grab().toImage()
    assert image.pixelColor(2, 2) == theme.current().color("panel")


def test_everything_has_a_name_for_assistive_technology(mira: Analyst) -> None:
    page = go_to(mira, PREMATURE)
    nameless = [
        x
        for x in page.findChildren(QAbstractButton)
        if x.isVisible() and not x.accessibleName() and not x.text()
    ]
    assert nameless == []
    assert page.queue.list.accessibleIdentifier() == "reviewQueue"
    spoken = page.queue.model.index(0).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "1 of 3" in spoken
