"""The scenes of the guide's pictures: what is done in the window, and which part is kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from factcheck.project import Project
from factcheck.resources import seeds
from factcheck.sample import make
from factcheck.settings import Settings
from tools import pictures_png
from tools.pictures_editions import editions
from tools.pictures_merging import merging
from tools.pictures_review import reviewing
from tools.pictures_together import CLAIM, LIE, together
from ui import theme
from ui.app import make_application
from ui.found_list import FoundList
from ui.hands import Hands
from ui.jobs import Jobs
from ui.sheets.agreement_sheet import AgreementSheet
from ui.sheets.export_sheet import ExportSheet
from ui.theme import Mode
from ui.window import MainWindow

SIZE = QSize(1280, 800)
LARGE = QSize(1440, 900)
TALL = QSize(1280, 1120)
STILL = 8  # looks in a row that see the same
PERSON = "Ada"
MOMENT = "2026-03-02T09:00:00.000+00:00"  # when all is done, for the pictures' history
CLOCKS = (
    *("factcheck.journal.journal", "factcheck.intake.batches", "factcheck.comments"),
    "factcheck.review.deciding",
)
LETTER, SUMMIT, TASNIM = "US letter", "Biden Agrees", "Kremlin Not Ruling"
LISTS = (
    "“credible information” that Moscow is creating lists of Ukrainians "
    "“to be killed or sent to camps” after military occupation"
)


class Studio:
    """A window with settings and a sample of its own, and the camera."""

    def __init__(self, folder: Path, out: Path) -> None:
        self.folder = folder
        self._out = out
        self._clock = [patch(f"{place}.now", return_value=MOMENT) for place in CLOCKS]
        for clock in self._clock:
            clock.start()
        self.settings = Settings(folder / "settings.json")
        self.settings.put("person", PERSON)
        self.app = make_application(self.settings)
        self.app.setCursorFlashTime(0)
        self.look(Mode.LIGHT)
        self.window = MainWindow(self.settings)
        self.window.resize(SIZE)
        self.window.show()
        self.hands = Hands(self.window)
        self.hands.rest()

    def look(self, mode: Mode, zoom: int = 100) -> None:
        """Light, dark or high contrast, and the size of text."""
        theme.controller().set_mode(mode)
        theme.controller().set_zoom(zoom)

    def make_sample(self) -> str:
        """Make a new sample project and say where it is."""
        location = self.folder / "sample.factcheck"
        make(location, self.settings.person()).close()
        return str(location)

    def open_sample(self, article: str = LETTER) -> None:
        """Open a new sample project at an article."""
        self.open(self.make_sample(), article)

    def open(self, location: str, article: str = LETTER) -> None:
        """Open a project at an article."""
        self.window.open_project(location)
        self.hands.rest()
        self.hands.open_article(article)
        self.hands.keys("Ctrl+2")

    def open_empty(self, title: str) -> None:
        """Open a project without articles, with a folder of texts beside it."""
        location = self.folder / "desk.factcheck"
        Project.create(location, title=title, actor=self.settings.person()).close()
        texts = self.folder / "articles"
        texts.mkdir()
        for path in sorted(seeds().glob("*.txt")):
            shutil.copy(path, texts)
        os.chdir(self.folder)
        self.window.open_project(str(location))
        self.hands.rest()

    def settle(self) -> None:
        """Wait until no job is at work."""
        jobs = Jobs.of(self.window.workspace)
        self.hands.until(lambda: not jobs.busy, "a job goes on")

    def rows(self) -> int:
        """Count the rows of the list of finds that is in sight."""
        lists = [x for x in self.window.findChildren(FoundList) if x.isVisible()]
        return sum(x.model().rowCount() for x in lists)

    def wait_for_rows(self, enough: Callable[[int], bool]) -> None:
        """Wait until so many things are found."""
        self.hands.until(lambda: enough(self.rows()), "nothing is found")

    def mark(self, words: str, key: str) -> None:
        """Select words and press a label's key."""
        self.hands.select(words)
        self.hands.keys(key)

    def attribute(self, source: str, cue: str, claim: str, *, cue_nth: int = 0) -> None:
        """Give the active statement source, cue, speaker by source, and claim."""
        hands = self.hands
        hands.select(source)
        hands.keys("S")
        hands.select(cue, cue_nth)
        hands.keys("Q", "A")
        hands.write(claim)
        hands.keys("Return", "Ctrl+2")

    def mark_lists(self) -> None:
        """Mark the allegation of the letter, whole."""
        self.mark(LISTS, "1")
        self.attribute("Washington", "says", CLAIM)

    def mark_lie(self) -> None:
        """Mark the denial of the Kremlin, whole."""
        self.mark(LIE, "2")
        self.attribute("The Kremlin", "says", CLAIM, cue_nth=1)

    def mark_pair(self) -> None:
        """Mark the allegation and the denial of it, and link them."""
        self.mark_lists()
        self.mark_lie()
        self.hands.keys("L")
        self.hands.click_words("creating lists of Ukrainians")
        self.hands.keys("D")
        self.hands.click_words("absolute lie")

    def around(self, words: str, *, above: int, below: int) -> QRect:
        """Give the part of the reader about words: its whole width, a little above and below."""
        reader = self.hands.reader
        boxes = reader.rects(*self.hands.place(words))
        lines = self.hands.in_view(reader.viewport())
        top, bottom = min(b.top() for b in boxes), max(b.bottom() for b in boxes)
        middle = self.hands.in_view(self.window.work.middle)
        first, last = lines.top() + round(top) - above, lines.top() + round(bottom) + below
        return QRect(middle.left(), first, middle.width(), last - first) & middle

    def take(self, name: str, part: QWidget | QRect | None = None, *, margin: int = 0) -> None:
        """Write what the window shows, whole or a part of it."""
        image = self._still()
        self._add_popups(image)
        if part is not None:
            rect = self.hands.in_view(part) if isinstance(part, QWidget) else part
            image = image.copy(rect.adjusted(-margin, -margin, margin, margin) & image.rect())
        path = self._out / f"{name}.png"
        pictures_png.write(image, path)
        print(f"{path.stat().st_size:>7}  {path.name}")

    def close(self) -> None:
        """Close the window and forget it."""
        self.window.close()
        self.window.deleteLater()
        self.hands.rest()
        for clock in self._clock:
            clock.stop()

    def _still(self) -> QImage:
        """Give the window's picture once nothing moves in it any more."""
        seen: list[QImage] = []

        def stands() -> bool:
            seen.append(self.window.grab().toImage())
            return len(seen) > STILL and all(x == seen[-1] for x in seen[-STILL:])

        self.hands.until(stands, "something moves")
        return seen[-1]

    def _add_popups(self, image: QImage) -> None:
        painter = QPainter(image)
        for popup in QApplication.topLevelWidgets():
            if popup.isVisible() and popup is not self.window:
                at = self.window.mapFromGlobal(popup.mapToGlobal(QPoint(0, 0)))
                painter.drawPixmap(at, popup.grab())
        painter.end()


def _start(studio: Studio) -> None:
    studio.take("start")


def _window(studio: Studio) -> None:
    studio.window.resize(LARGE)
    studio.open_sample()
    studio.take("opened")
    studio.mark_pair()
    studio.take("window")
    for name, mode in (("dark", Mode.DARK), ("contrast", Mode.HIGH_CONTRAST_LIGHT)):
        studio.look(mode)
        studio.take(f"window-{name}")


def _zoomed(studio: Studio) -> None:
    studio.open_sample()
    studio.mark_lists()
    studio.look(Mode.LIGHT, 200)
    studio.take("window-zoomed")


def _selection(studio: Studio) -> None:
    studio.open_sample()
    studio.hands.select(LISTS)
    studio.take("selection", studio.around(LISTS, above=110, below=60))
    studio.hands.keys("1")
    studio.take("marked", studio.around(LISTS, above=60, below=60))


def _furniture(studio: Studio) -> None:
    studio.open_sample(SUMMIT)
    studio.hands.keys("Ctrl+End")
    studio.take("furniture", studio.around("Source: Read Full Article", above=150, below=40))


def _attributing(studio: Studio) -> None:
    studio.open_sample()
    hands = studio.hands
    studio.mark(LIE, "2")
    hands.select("The Kremlin")
    hands.keys("S")
    hands.select("says", 1)
    hands.keys("Q")
    studio.take("source-and-cue", studio.around(LIE, above=60, below=40))
    hands.keys("A")
    hands.write("lists")
    studio.take("claim-field", studio.window.work.claims)
    hands.keys("Return")
    studio.window.resize(TALL)
    hands.keys("Ctrl+2", "N")
    studio.take("details", studio.window.work.claims)


def _claims(studio: Studio) -> None:
    studio.open_sample()
    studio.mark_pair()
    hands = studio.hands
    studio.take("claim-pane", studio.window.work.claims)
    hands.keys("Alt+3")
    hands.find("claimBoard")
    hands.write(CLAIM)
    hands.keys("Return")
    studio.take("board")


def _linking(studio: Studio) -> None:
    studio.open_sample()
    hands = studio.hands
    studio.mark_lie()
    hands.keys("L")
    hands.open_article(SUMMIT)
    hands.click_words("creating lists of Ukrainians to be killed")
    studio.take("linking")


def _finding(studio: Studio) -> None:
    studio.open_sample()
    hands = studio.hands
    hands.keys("Ctrl+F")
    hands.write("absolute lie")
    studio.take("find", studio.window.work.middle)
    hands.keys("Esc", "Esc", "Ctrl+Shift+F")
    hands.write('"absolute lie"')
    studio.wait_for_rows(lambda count: count > 0)
    studio.take("search")
    hands.keys("Esc", "Esc", "Ctrl+K")
    everything = studio.rows()
    hands.write("pesk")
    studio.wait_for_rows(lambda count: 0 < count < everything)
    studio.take("palette")
    hands.keys("Esc", "Esc", "Ctrl+2", "?")
    studio.take("keys")


def _finishing(studio: Studio) -> None:
    studio.open_sample()
    studio.mark(LISTS, "1")
    studio.mark_lie()
    studio.hands.keys("Ctrl+Return")
    studio.take("loose-ends")


def _sheets(studio: Studio) -> None:
    studio.open_sample()
    studio.mark_pair()
    hands = studio.hands
    hands.keys("Ctrl+H")
    studio.take("history")
    hands.keys("Esc")
    for name, words in (("speakers", "Speakers"), ("claims", "Claims and"), ("labels", "Labels")):
        hands.keys("Ctrl+K")
        hands.write(words)
        hands.keys("Return")
        studio.take(name)
        hands.keys("Esc")


def _importing(studio: Studio) -> None:
    studio.open_empty("A desk of our own")
    hands = studio.hands
    hands.keys("Ctrl+I")
    hands.find("importDialog")
    hands.write("articles")
    hands.keys("Return")
    studio.settle()
    studio.take("import")


def _exporting(studio: Studio) -> None:
    studio.open_sample()
    hands = studio.hands
    hands.keys("Ctrl+E")
    sheet = hands.find("exportDialog")
    assert isinstance(sheet, ExportSheet)
    line = sheet.place.line.field
    hands.click(line)
    hands.keys("Ctrl+A")
    hands.write("ukraine-jsonl")
    hands.keys("Tab")
    studio.settle()
    studio.take("export")


def _agreement(studio: Studio) -> None:
    studio.open_sample()
    hands = studio.hands
    hands.keys("Ctrl+K")
    hands.write("Agreement")
    hands.keys("Return")
    sheet = hands.find("agreementSheet")
    assert isinstance(sheet, AgreementSheet)
    studio.settle()
    hands.until(lambda: not sheet.is_busy, "it still measures")
    studio.take("agreement")
    hands.click(hands.button(sheet, "Confusions"))
    studio.take("confusions")


SCENES: dict[str, Callable[[Studio], None]] = {
    "start": _start,
    "window": _window,
    "zoomed": _zoomed,
    "selection": _selection,
    "furniture": _furniture,
    "attributing": _attributing,
    "claims": _claims,
    "linking": _linking,
    "finding": _finding,
    "finishing": _finishing,
    "sheets": _sheets,
    "importing": _importing,
    "exporting": _exporting,
    "agreement": _agreement,
    "together": together,
    "reviewing": reviewing,
    "merging": merging,
    "editions": editions,
}
