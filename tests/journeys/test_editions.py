"""A corrected article: carried over, reported, taken back, seen beside the first; originals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QContextMenuEvent, QDesktopServices
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import NewArticle, Original, Person
from tests.gestures import Analyst
from tests.windows import NewAnalyst
from ui.editions.page import EditionsPage
from ui.sheets.edition_sheet import EditionSheet
from ui.sheets.import_sheet import ImportSheet

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")

FIRST = (
    "Washington says Moscow is making lists of people to be killed. The letter went to Geneva.\n\n"
    "The Kremlin calls the lists an absolute lie. A spokesman says that no list exists at all.\n\n"
    "Officials in Minsk said nothing about the letter on Sunday night."
)
LATER = (
    "Officials in Minsk said nothing about the letter on Sunday night.\n\n"
    "Washington says Moscow is making long lists of people to be killed. The letter went to Geneva."
    "\n\nThe Kremlin calls the lists an absolute lie."
)
PAGE = Original.of(b"<html><body><p>A page.</p></body></html>")
ALTERED, SAME = "Moscow is making lists of people to be killed", "an absolute lie"
MOVED, LOST = "Officials in Minsk said nothing", "no list exists at all"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A project with an article that was corrected, and one that has nothing to do with it."""
    location = tmp_path / "news.factcheck"
    maker = Person(Id.fixed("lead"), "Lead")
    with Project.create(location, title="News", actor=maker, layering="shared") as project:
        project.add_articles(
            [
                NewArticle(FIRST, "news.txt", "Lists of people", publisher="Agency"),
                NewArticle("Rain in Minsk all day.", "rain.txt", "Rain"),
                NewArticle("A page.", "p.html", "A page", reader="html", original=PAGE),
                NewArticle("A report.", "gone.pdf", "Gone", original=Original(bytes(32))),
            ]
        )
        project.add_articles([NewArticle(LATER, "news.txt", "Lists, corrected")])
    return location


@pytest.fixture
def ada(analyst: NewAnalyst, news: Path) -> Analyst:
    """Ada, who has marked four statements in the first edition."""
    person = analyst(news, name="Lead")
    person.go_to("Lists of people")
    for words, key in ((ALTERED, "1"), (SAME, "2"), (LOST, "2"), (MOVED, "3")):
        person.mark(words, key)
    return person


def menu_of(person: Analyst, title: str) -> QMenu:
    """The menu of an article in the list, by a right click."""
    articles = person.window.work.articles
    rows = articles.model.rows
    index = articles.model.find(next(x.id for x in rows if x.title == title))
    articles.list.scrollTo(index)
    place = articles.list.visualRect(index).center()
    there = articles.list.viewport().mapToGlobal(place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, there)
    QApplication.sendEvent(articles.list.viewport(), event)
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def sheet_of(person: Analyst, title: str) -> EditionSheet:
    """The sheet for an article as a later edition, by its menu, once it has looked."""
    menu_of(person, title)
    person.hands.choose("later edition")
    found = person.find("editionSheet")
    assert isinstance(found, EditionSheet)
    person.sees(lambda: "…" not in found.words.text(), "it goes on looking")
    return found


def kinds(sheet: EditionSheet) -> dict[str, str]:
    """What the rows say of each statement, by its words."""
    return {entry.title: entry.detail.partition(" · ")[0] for entry in sheet.list.entries}


def click_row(person: Analyst, sheet: EditionSheet, title: str) -> None:
    """Click the row of a statement."""
    at = next(n for n, entry in enumerate(sheet.list.entries) if entry.title == title)
    index = sheet.list.model().index(at, 0)
    sheet.list.scrollTo(index)
    person.hands.click(sheet.list.viewport(), sheet.list.visualRect(index).center())


def carried(person: Analyst) -> list[str]:
    """The words of what one has in the later edition, as they are on disk."""
    with person.disk() as project:
        new = project.articles.called("Lists, corrected")[0]
        return [x.words for x in project.statements.of_article(new, [project.layer.id])]


def shown(person: Analyst) -> str:
    """The title of the shown article."""
    article = person.window.work.shown.article
    return article.title if article is not None else ""


def words_of_active(person: Analyst) -> str:
    """The words of the active statement."""
    active = person.window.session.active
    found = person.window.work.shown.statements.get(active) if active is not None else None
    return found.words if found is not None else ""


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
    sheet = sheet_of(ada, "Lists, corrected")
    ada.hands.click(sheet.take)
    ada.sees(lambda: "undo takes" in sheet.words.text())
    ada.press("Esc")
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


class Opened(QObject):
    """Whoever opens what the system is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[Path] = []

    @Slot(QUrl)
    def take(self, place: QUrl) -> None:
        """Take note of what is to be opened."""
        self.places.append(Path(place.toLocalFile()))


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Takes what is handed to the system's own programs."""
    found = Opened()
    # The stubs want bytes where PySide takes words.
    QDesktopServices.setUrlHandler("file", found, "take")  # type: ignore[arg-type]  # as said
    yield found
    QDesktopServices.unsetUrlHandler("file")


def test_an_original_is_opened_on_the_persons_word(ada: Analyst, opened: Opened) -> None:
    menu_of(ada, "Rain")
    ada.hands.choose("Open the original")
    sheet = ada.find("originalSheet")
    assert "somebody else" in _words(sheet)
    assert opened.places == []
    ada.press("Esc")
    assert opened.places == []
    menu_of(ada, "Rain")
    ada.hands.choose("Open the original")
    ada.find("originalSheet")
    ada.press("Return")
    ada.sees(lambda: len(opened.places) == 1)
    assert opened.places[0].name == "Rain.txt"
    assert opened.places[0].read_text() == "Rain in Minsk all day."
    assert opened.places[0].parent.stat().st_mode & 0o077 == 0
    # Once said, a text is opened at once.
    menu_of(ada, "Rain")
    ada.hands.choose("Open the original")
    ada.sees(lambda: len(opened.places) == 2)


def _words(sheet: QWidget) -> str:
    labels = sheet.findChildren(QWidget)
    return " ".join(str(x.property("text") or "") for x in labels)


def test_a_page_asks_each_time_and_a_copy_is_written_once(
    ada: Analyst, opened: Opened, tmp_path: Path
) -> None:
    ada.window.settings.put("originals_asked", True)
    for _ in range(2):
        menu_of(ada, "A page")
        ada.hands.choose("Open the original")
        asked = ada.find("originalSheet")
        assert "scripts" in _words(asked)
        ada.press("Return")
        ada.sees(lambda: bool(opened.places))
    ada.sees(lambda: len(opened.places) == 2)
    assert opened.places[0].suffix == ".html"
    out = tmp_path / "copy.html"
    menu_of(ada, "A page")
    ada.hands.answer_dialog(str(out))
    ada.hands.choose("Save the original")
    ada.sees(out.exists)
    assert out.read_bytes() == PAGE.content
    menu_of(ada, "A page")
    ada.hands.answer_dialog(str(out))
    ada.hands.choose("Save the original")
    ada.sees(lambda: "already" in ada.told())


def test_an_original_that_was_not_kept_is_not_offered(ada: Analyst) -> None:
    entries = {x.text(): x for x in menu_of(ada, "Gone").actions()}
    for words in ("Open the original…", "Save the original…"):
        assert not entries[words].isEnabled()
        assert "not kept" in entries[words].toolTip()
    ada.press("Esc")
    ada.go_to("Gone")
    ada.press("Ctrl+D")
    sheet = ada.find("detailsSheet")
    assert not ada.hands.button(sheet, "Open the original").isEnabled()
    assert "not kept" in _words(sheet)
    ada.hands.click(ada.hands.button(sheet, "later edition"))
    assert ada.find("editionSheet").isVisible()
    # Asked for by its name, the answer is a sentence.
    ada.press("Esc", "Ctrl+2", "Ctrl+K")
    ada.write("open the original")
    ada.press("Return")
    ada.sees(lambda: "were not kept" in ada.told())


def beside(person: Analyst) -> EditionsPage:
    """The two editions side by side, once it is known where they differ."""
    found = person.find("editionsPage")
    assert isinstance(found, EditionsPage)
    person.sees(lambda: "differ" in found.bar.where.text(), "it goes on comparing")
    return found


def test_two_editions_stand_side_by_side_and_move_together(ada: Analyst) -> None:
    sheet = sheet_of(ada, "Lists, corrected")
    ada.hands.click(sheet.beside)
    page = beside(ada)
    assert page.bar.where.text() == "3 differences"
    assert page.earlier.text == FIRST
    assert page.later.text == LATER
    assert ada.window.focusWidget() is page.later
    ada.press("N")
    assert page.bar.where.text() == "Difference 1 of 3"
    ada.press("J", "P", "K")
    assert page.bar.where.text() == "Difference 3 of 3"
    ada.hands.click(page.bar.next)
    assert page.bar.where.text() == "Difference 1 of 3"
    # Ctrl+F finds in the text that one is in.
    page.earlier.setFocus()
    ada.press("Ctrl+F")
    ada.write("Minsk")
    assert page.earlier.overlays.find.isVisible()
    ada.press("Esc", "Esc")
    assert not page.isVisible()
    assert ada.window.work.reader.hasFocus()


def test_a_pair_is_found_by_menu_and_key_and_leads_to_the_text(ada: Analyst) -> None:
    ada.go_to("Rain")
    ada.press("Ctrl+2", "Ctrl+Shift+E")
    assert "no other edition" in ada.told()
    sheet = sheet_of(ada, "Lists, corrected")
    ada.hands.click(sheet.take)
    ada.sees(lambda: "undo takes" in sheet.words.text())
    ada.press("Esc")
    ada.go_to("Lists of people")
    ada.press("Ctrl+2", "Ctrl+Shift+E")
    page = beside(ada)
    assert page.later.text == LATER
    # A statement leads to the text.
    start = FIRST.index(SAME)
    box = page.earlier.rects(start, start + len(SAME))[0]
    ada.hands.click(page.earlier.viewport(), box.center().toPoint())
    assert words_of_active(ada) == SAME
    assert not page.isVisible()
    menu_of(ada, "Lists of people")
    ada.hands.choose("side by side")
    assert beside(ada).isVisible()
    # Undo goes to where it was done.
    ada.press("Ctrl+Z")
    assert not page.isVisible()


def test_the_same_text_does_not_differ_and_long_ones_scroll_together(
    analyst: NewAnalyst, tmp_path: Path
) -> None:
    location = tmp_path / "long.factcheck"
    lines = [f"Sentence number {n} of a long article that goes on and on." for n in range(400)]
    old, new = "\n\n".join(lines), "\n\n".join([*lines[:50], "A new one.", *lines[150:]])
    with Project.create(location, title="Long", actor=Person(Id.fixed("lead"), "Lead")) as project:
        texts = ((old, "a", "Old"), (new, "a", "New"), (old, "b", "Copy"))
        ids = project.add_articles([NewArticle(*one) for one in texts]).ids
    ada = analyst(location, name="Lead")
    ada.window.doing.editions.show_beside(ids[0], ids[2])
    page = beside(ada)
    assert page.bar.where.text() == "The texts do not differ."
    assert not page.bar.next.isEnabled()
    ada.window.doing.editions.show_beside(ids[0], ids[1])
    page = beside(ada)
    assert page.bar.where.text() == "1 difference"
    ada.press("N")
    assert page.later.rects(new.index("A new one"), new.index("A new one") + 5)
    ada.press("Ctrl+End")
    last = old.index("number 399")
    assert page.later.rects(new.index("number 399"), new.index("number 399") + 3)
    assert page.earlier.rects(last, last + 3)
    page.earlier.verticalScrollBar().setValue(0)
    assert page.later.verticalScrollBar().value() < 100
