"""The scene of the guide's picture of two editions side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.project import Project
from factcheck.records import NewArticle
from ui.editions.page import EditionsPage
from ui.sheets.edition_sheet import EditionSheet

if TYPE_CHECKING:
    from tools.pictures_scenes import Studio

ALTERED = (("creating lists", "creating long lists"), ("an “absolute lie”", "a “complete lie”"))
ADDED = "\n\nCorrection: an earlier edition misquoted the letter."


def _correct(location: str, studio: Studio) -> None:
    """Add the letter's article again, as its publisher corrected it."""
    with Project.open(location, studio.settings.person()) as project:
        letter = next(x for x in project.articles.rows([]) if x.title.startswith("US letter"))
        first, text = project.articles.get(letter.id), project.articles.text(letter.id)
        for before, after in ALTERED:
            text = text.replace(before, after)
        title = f"{first.title} (corrected)"
        made = NewArticle(text + ADDED, first.source_name, title, published=first.published)
        project.add_articles([made])


def editions(studio: Studio) -> None:
    """Take two editions side by side, once statements have been carried over."""
    location = studio.make_sample()
    _correct(location, studio)
    studio.open(location)
    studio.mark_lists()
    studio.mark_lie()
    hands = studio.hands
    hands.open_article("US letter to the UN rights chief warns of “catastrophe” (corrected)")
    hands.keys("Ctrl+2", "Ctrl+K")
    hands.write("later edition")
    hands.keys("Return")
    sheet = hands.find("editionSheet")
    assert isinstance(sheet, EditionSheet)
    hands.until(sheet.take.isEnabled, "nothing to carry over")
    hands.click(sheet.take)
    hands.until(lambda: bool(sheet.list.entries) and not sheet.is_busy, "it goes on")
    hands.click(sheet.beside)
    page = hands.find("editionsPage")
    assert isinstance(page, EditionsPage)
    hands.until(page.bar.next.isEnabled, "it goes on comparing")
    hands.keys("N", "N")
    studio.take("editions")
