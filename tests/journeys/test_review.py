"""Two annotators differ in two windows, a reviewer decides by keyboard, and gold goes out.

Then each sees what became of her work, and takes over what was decided.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.builtin import ALLEGATION, CONFIRMATION, DENIAL, DENIES
from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.ids import GOLD, Id
from factcheck.project import Project
from tests.gestures import TASNIM, Analyst
from tests.reviewing import CLEAR, FICTION, PREMATURE, person
from tests.seeding import seed_articles
from tests.windows import NewAnalyst
from ui.review.page import ReviewPage

LISTS = "creating lists of Ukrainians"
LIE = "it is an “absolute lie”"
EARLIER = f"at the moment it was {PREMATURE}"
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")
REASON = "He rejects that a meeting is being prepared."


def made(tmp_path: Path) -> Path:
    """A project of Mira's over the seeds, in which each has a layer."""
    location = tmp_path / "desk.factcheck"
    with Project.create(location, title="Desk", actor=person(tmp_path, "Mira")) as project:
        project.add_articles(seed_articles())
    return location


def annotate(who: Analyst, premature: str, key: str, *, link: str) -> None:
    """Mark two articles, link across them, and say that one is done."""
    who.go_to("In a letter")
    who.mark(LISTS, "1")
    who.mark(LIE, "2")
    who.press("Ctrl+Return")
    who.go_to(TASNIM)
    who.mark(premature, key)
    who.mark(CLEAR, "3")
    who.mark(FICTION, "2")
    who.press("L")
    who.go_to("In a letter")
    who.click_statement(LISTS)
    who.press(link)
    who.go_to(TASNIM)
    who.press("Ctrl+Return")


def page_of(who: Analyst) -> ReviewPage:
    """The review page that is in sight."""
    page = who.find("reviewPage")
    assert isinstance(page, ReviewPage)
    return page


def gold(who: Analyst) -> dict[str, Id]:
    """The gold statements' words with their labels, as they are on disk."""
    with who.disk() as project:
        articles = [x.id for x in project.articles.rows(())]
        found = [x for a in articles for x in project.statements.of_article(a, [GOLD])]
    return {x.words: x.label for x in found}


def decide_until(mira: Analyst, page: ReviewPage, title: str) -> None:
    """Go on from item to item by key until one of a title is shown."""
    for _ in range(len(page.content.keys)):
        if page.pane.title.text().startswith(title):
            return
        mira.press("Ctrl+J")
    raise LookupError(title)


def test_from_two_layers_to_gold_and_back(analyst: NewAnalyst, tmp_path: Path) -> None:
    location = made(tmp_path)
    ada, ben = analyst(location, name="Ada"), analyst(location, name="Ben")
    annotate(ada, PREMATURE, "3", link="D")
    annotate(ben, EARLIER, "2", link="C")

    mira = analyst(location, name="Mira")
    mira.press("Alt+2")
    page = page_of(mira)
    assert (page.content.counts.decided, page.content.counts.open) == (0, 2)
    decide_until(mira, page, "Label and span differ")
    mira.press("1", "N")
    mira.write(REASON)
    mira.press("Esc", "E", "Shift+U")
    assert page.deciding.choice.draft is not None
    mira.press("Esc")
    mira.press("2", "N", "Return")
    assert gold(mira) == {EARLIER: DENIAL}

    decide_until(mira, page, "Link type differs")
    assert "Also takes along" in page.pane.along.text()
    mira.press("1", "Return")
    assert gold(mira) == {EARLIER: DENIAL, FICTION: DENIAL, LISTS: ALLEGATION}
    assert (page.content.counts.decided, page.content.counts.open) == (2, 0)

    mira.hands.click(page.queue.bulk)
    mira.hands.choose("all agree")
    mira.find("bulkAccept")
    mira.press("Return")
    assert gold(mira)[CLEAR] == CONFIRMATION
    mira.press("Ctrl+Z")
    assert CLEAR not in gold(mira)
    mira.press("Ctrl+Shift+Z")
    assert gold(mira)[LIE] == DENIAL

    _exports(mira, tmp_path)
    _ada_sees_it(ada)


def _exports(mira: Analyst, tmp_path: Path) -> None:
    """The gold layer goes out with who agreed and what it came from."""
    with mira.disk() as project:
        export(project, tmp_path / "out", ExportWishes("jsonl", layer="gold"))
    lines = (tmp_path / "out" / "statements.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(x) for x in lines]
    agreed = {x["spans"][0]["text"]: len(x["agreed_by"]) for x in rows}
    assert agreed[CLEAR] == 2
    assert agreed[EARLIER] == 1
    assert all(x["derived_from"] for x in rows)
    links = (tmp_path / "out" / "links.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(x)["cross_article"] for x in links] == [True]


def _ada_sees_it(ada: Analyst) -> None:
    """She finds what was kept and what was not, and takes one decision over."""
    ada.press("Alt+2")
    page = page_of(ada)
    assert page.content.tab == "yours"
    rows = [page.queue.model.row(n) for n in range(len(page.queue.model.keys))]
    changed = next(n for n, x in enumerate(rows) if x.title.startswith("Label changed to denial"))
    assert sum(x.title == "Kept" for x in rows) == len(rows) - 1
    view = page.queue.list
    index = page.queue.model.index(changed)
    view.scrollTo(index)
    ada.hands.click(view.viewport(), view.visualRect(index).center())
    ada.hands.click(ada.hands.button(page.pane, "Take over"))
    assert EARLIER in {x.words for x in ada.statements()}
    assert [x.type for x in ada.links()] == [DENIES]
