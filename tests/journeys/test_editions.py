"""A corrected article: what is carried over, reported and taken back, and what cards say of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.ids import GOLD
from factcheck.records import NewArticle
from factcheck.sample import make
from tests.gestures import Analyst
from tests.windows import NewAnalyst
from ui.claim_pane.traces import TraceLine
from ui.sheets.edition_sheet import EditionSheet
from ui.sheets.import_sheet import ImportSheet

from .corrected import (
    ALTERED,
    FIRST,
    LATER,
    LOST,
    MOVED,
    SAME,
    ada,
    beside,
    carried,
    carry_over,
    click_row,
    kinds,
    news,
    sheet_of,
    shown,
    words_of_active,
)

__all__ = ["ada", "news"]

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")


def test_statements_are_carried_over_reported_and_taken_back(ada: Analyst) -> None:
    sheet = sheet_of(ada, "Lists, corrected")
    assert sheet.olds.rows()[0].title == "Lists of people"
    assert "Likely" in sheet.olds.rows()[0].detail
    assert sheet.list.entries[0].detail.startswith("Lost")
    told = kinds(sheet)
    assert told[ALTERED] == "Uncertain"
    assert told[SAME] == "The same"
    assert told[MOVED].startswith("Moved")
    altered = next(x for x in sheet.list.entries if x.title == ALTERED)
    assert "making long lists" in altered.detail
    assert "nothing is written" in sheet.words.text()
    assert carried(ada) == []
    click_row(ada, sheet, SAME)
    assert sheet.isVisible()
    # By keys alone: what is offered first is taken, and then carried over.
    sheet.search.setFocus()
    ada.press("Return")
    ada.sees(sheet.take.hasFocus)
    ada.press("Return")
    ada.sees(lambda: "undo takes" in sheet.words.text())
    assert carried(ada) == [MOVED, "Moscow is making long lists of people to be killed", SAME]
    click_row(ada, sheet, MOVED)
    ada.sees(lambda: words_of_active(ada) == MOVED)
    assert shown(ada) == "Lists, corrected"
    assert ada.window.work.reader.active_statement() == ada.window.session.active
    # The report is there again, and leads to what is lost in the first edition.
    sheet = sheet_of(ada, "Lists, corrected")
    assert kinds(sheet) == told
    assert not sheet.take.isEnabled()
    click_row(ada, sheet, LOST)
    ada.sees(lambda: words_of_active(ada) == LOST)
    assert shown(ada) == "Lists of people"
    ada.press("Ctrl+2", "Ctrl+Z")
    assert "carried over" in ada.told()
    assert carried(ada) == []
    ada.press("Ctrl+Shift+Z")
    assert len(carried(ada)) == 3


def test_what_cannot_be_an_edition_is_refused_in_the_sheet(ada: Analyst) -> None:
    carry_over(ada)
    sheet = sheet_of(ada, "Lists of people")
    sheet.search.setFocus()
    ada.write("corrected")
    ada.press("Return")
    ada.sees(lambda: "circle" in sheet.words.text())
    assert not sheet.take.isEnabled()
    ada.press("Esc")
    sheet = sheet_of(ada, "Lists, corrected")
    sheet.search.setFocus()
    ada.write("rain")
    ada.press("Return")
    ada.sees(lambda: "is said to be an edition" in sheet.words.text())
    assert not sheet.take.isEnabled()


def test_without_statements_an_article_is_only_named(ada: Analyst) -> None:
    sheet = sheet_of(ada, "Rain")
    assert "at the left" in sheet.words.text()
    assert not sheet.take.isEnabled()
    sheet.search.setFocus()
    ada.write("corrected")
    ada.press("Return")
    ada.sees(sheet.take.isEnabled)
    assert sheet.take.text() == "Name as the later edition"
    assert sheet.list.entries == ()
    ada.hands.click(sheet.take)
    ada.sees(lambda: "Named as" in sheet.words.text())
    ada.press("Esc")
    with ada.disk() as project:
        new, old = (project.articles.called(x)[0] for x in ("Rain", "Lists, corrected"))
        assert project.articles.get(new).edition_of == old


def test_an_import_offers_what_may_be_later_editions(ada: Analyst, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    (again / "news.txt").write_text(LATER + "\n\nOne more line that is new in this edition.")
    ada.press("Ctrl+I")
    sheet = ada.find("importDialog")
    assert isinstance(sheet, ImportSheet)
    ada.write(str(again / "news.txt"))
    ada.press("Return")
    ada.sees(sheet.take.isEnabled)
    ada.hands.click(sheet.take)
    ada.sees(lambda: "later edition" in sheet.notices.sentence)
    ada.hands.click(ada.hands.button(sheet, "Later editions"))
    found = ada.find("editionSheet")
    assert isinstance(found, EditionSheet)
    # The newest of what has the name is the one before.
    ada.sees(lambda: bool(found.olds.rows()) and found.beside.isEnabled())
    assert found.olds.rows()[0].title == "Lists, corrected"


def test_several_later_editions_are_asked_about_one_by_one(ada: Analyst, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    (again / "news.txt").write_text(f"{LATER} More of it.")
    (again / "rain.txt").write_text("Rain in Minsk all day, and all night.")
    ada.window.doing.import_paths([again / "news.txt", again / "rain.txt"])
    sheet = ada.find("importDialog")
    assert isinstance(sheet, ImportSheet)
    ada.sees(sheet.take.isEnabled)
    ada.hands.click(sheet.take)
    ada.sees(lambda: "2 may be later editions" in sheet.notices.sentence)
    ada.hands.click(ada.hands.button(sheet, "Later editions"))
    found = ada.find("editionSheet")
    assert isinstance(found, EditionSheet)
    seen = set()
    for words in ("Next article (1 more)", ""):
        ada.sees(found.take.isEnabled)
        seen.add(found.olds.rows()[0].title)
        assert found.next.text() == words or not found.next.isVisible()
        ada.hands.click(found.take)
        ada.sees(lambda: "undo takes" in found.words.text())
        if words:
            ada.hands.click(found.next)
    assert seen == {"Lists, corrected", "Rain"}
    with ada.disk() as project:
        named = [project.articles.get(x.id).edition_of for x in project.articles.rows([])]
    assert sum(one is not None for one in named) == 2


def test_the_header_leads_to_the_other_edition_and_shows_both(ada: Analyst) -> None:
    ada.go_to("Lists, corrected")
    header = ada.window.work.reader.header
    height = header.height()
    assert not header.editions.isVisible()
    carry_over(ada)
    link = ada.find("editionLink")
    assert link.accessibleName() == "Later edition of Lists of people"
    # The text made room for it.
    assert header.height() > height
    assert header.rect().contains(header.editions.geometry())
    ada.hands.click(link)
    assert shown(ada) == "Lists of people"
    link = ada.find("editionLink")
    assert link.accessibleName() == "Earlier edition of Lists, corrected"
    ada.hands.click(ada.find("editionBeside"))
    page = beside(ada)
    assert (page.earlier.text, page.later.text) == (FIRST, LATER)
    ada.press("Esc", "Ctrl+2", "Ctrl+Z")
    ada.sees(lambda: not header.editions.isVisible())


def test_cards_say_what_editions_made_of_statements(ada: Analyst) -> None:
    carry_over(ada)

    def line() -> TraceLine | None:
        card = ada.window.work.claims.cards.card_of(ada.window.session.active)
        return card.trace if card is not None and card.trace.isVisible() else None

    ada.click_statement(LOST)
    ada.sees(lambda: line() is not None, "nothing is said of it")
    found = line()
    assert found is not None
    assert found.accessibleName() == "No longer in the edition ‘Lists, corrected’"
    ada.hands.click(found)
    assert shown(ada) == "Lists, corrected"
    ada.click_statement("making long lists")
    ada.sees(lambda: line() is not None, "nothing is said of it")
    found = line()
    assert found is not None
    assert found.accessibleName() == f"The earlier edition had other words: “{ALTERED}”"
    ada.click_statement(SAME)
    ada.sees(lambda: words_of_active(ada) == SAME)
    assert line() is None


def test_only_ones_own_layer_is_carried_over_and_gold_by_a_reviewer(
    analyst: NewAnalyst, tmp_path: Path
) -> None:
    location = tmp_path / "mine.factcheck"
    mia = analyst(name="Mia")
    with make(location, mia.settings.person("Mia")) as project:
        old = next(x for x in project.articles.rows([]) if x.title.startswith("US letter"))
        text, name = project.articles.text(old.id), project.articles.get(old.id).source_name
        project.add_articles([NewArticle(f"Corrected. {text}", name, "Corrected")])
    eve = analyst(location, name="Eve")
    sheet = sheet_of(eve, "Corrected")
    # Others have statements there; none of them is hers to carry over, nor is gold.
    assert sheet.list.entries == ()
    assert not sheet.whose.isVisible()
    assert "no statements" in sheet.words.text()
    eve.close()
    mia.open(location)
    sheet = sheet_of(mia, "Corrected")
    assert sheet.whose.isVisible()
    mia.hands.click(sheet.whose.segment("gold"))
    mia.sees(lambda: len(sheet.list.entries) > 3)
    mia.hands.click(sheet.take)
    mia.sees(lambda: "undo takes" in sheet.words.text())
    with mia.disk() as project:
        assert project.statements.count_of(project.articles.called("Corrected")[0], [GOLD]) > 3
