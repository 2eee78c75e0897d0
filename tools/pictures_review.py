"""The scenes of the guide's pictures in which colleagues' versions are compared and decided on."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize

from factcheck.settings import Settings
from tests.reviewing import LEAD, NAMES, PREMATURE, TASNIM, Desk, disagreeing
from ui.review.page import ReviewPage
from ui.window import MainWindow

if TYPE_CHECKING:
    from tools.pictures_scenes import Studio

LARGE = QSize(1440, 900)
WHY = "He rejects that a meeting is being prepared."


def _page(studio: Studio) -> ReviewPage:
    studio.hands.keys("Alt+2")
    page = studio.hands.find("reviewPage")
    assert isinstance(page, ReviewPage)
    return page


def _talk(desk: Desk) -> None:
    """Let two colleagues say what they think of one place."""
    with ExitStack() as stack:
        ada, chen = (stack.enter_context(desk.open(name)) for name in (NAMES[0], NAMES[2]))
        here = ada.statements.of_article(desk.articles[TASNIM], [ada.layer.id])
        own = next(x for x in here if x.words == PREMATURE)
        words = "The sentence before says contacts are possible."
        said = ada.comments.add("statement", own.id, words)
        chen.pull()
        chen.comments.answer(said, WHY)


def reviewing(studio: Studio) -> None:
    """Take the page, one place's versions, what is accepted at once, and an annotator's view."""
    studio.settings.put("person", LEAD)
    desk = disagreeing(studio.folder, studio.settings.person())
    _talk(desk)
    studio.window.resize(LARGE)
    studio.window.open_project(str(desk.location))
    hands, page = studio.hands, _page(studio)
    hands.keys("Ctrl+J", "Ctrl+J")
    hands.until(lambda: "–" not in page.figures.figures["alpha_u"].text(), "no figure")
    studio.settle()
    studio.take("review")
    hands.click(page.pane.versions.cells[0][1])
    top = hands.in_view(page.pane).topLeft()
    size = hands.in_view(page.pane).size()
    below = hands.in_view(page.pane.reason).bottom() + 12
    studio.take("review-versions", QRect(top, QPoint(top.x() + size.width(), below)))
    hands.keys("2", "N")
    hands.write(WHY)
    hands.keys("Return")
    hands.click(page.queue.bulk)
    hands.choose("all agree")
    preview = hands.find("bulkPreview")
    studio.take("review-bulk", preview, margin=16)
    hands.keys("Return")
    _annotator(studio, desk)


def _annotator(studio: Studio, desk: Desk) -> None:
    """Take what Ada finds when she comes back."""
    studio.window.close()
    studio.settings = Settings(studio.folder / f"{NAMES[0]}.json")
    studio.window = MainWindow(studio.settings)
    studio.window.resize(LARGE)
    studio.window.show()
    studio.hands.window = studio.window
    studio.hands.rest()
    studio.window.open_project(str(desk.location))
    page = _page(studio)
    hands = studio.hands
    rows = [page.queue.model.row(n).title for n in range(len(page.content.keys))]
    changed = next(n for n, x in enumerate(rows) if WHY in x)
    index = page.queue.model.index(changed)
    hands.click(page.queue.list.viewport(), page.queue.list.visualRect(index).center())
    studio.settle()
    studio.take("review-yours")
