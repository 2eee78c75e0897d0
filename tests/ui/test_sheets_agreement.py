"""The agreement sheet: figures, confusions, and the way from a figure to where people differ."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from factcheck.builtin import ALLEGATION, DENIAL
from factcheck.project import Project
from tests.windows import NewAnalyst
from ui import theme
from ui.agreement.strip import AgreementStrip
from ui.agreement.table import FigureTable
from ui.sheets.agreement_sheet import AgreementSheet
from ui.theme import Mode

from .sheets import BEN, TEXT, Desk, click, desk, press

__all__ = ["desk"]
LIE, LISTS = "an absolute lie", "Moscow makes lists"


@pytest.fixture
def differing(desk: Desk) -> Desk:
    """Ada and Ben, done with the article: one label differs, one statement only Ada has."""
    desk.mark(LIE, "denial")
    desk.mark(LISTS, "allegation")
    desk.mark("The letter", "denial")
    desk.project.articles.set_status(desk.article, "done")
    with Project.open(desk.path, BEN) as project:
        for words, label in ((LIE, DENIAL), (LISTS, DENIAL)):
            start = TEXT.index(words)
            project.statements.mark(desk.article, start, start + len(words), label)
        project.articles.set_status(desk.article, "done")
    desk.workspace.pull()
    return desk


def opened(desk: Desk, qtbot: QtBot) -> AgreementSheet:
    sheet = AgreementSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    qtbot.waitUntil(lambda: not sheet.is_busy)
    return sheet


def at(table: FigureTable, row: str, column: int) -> tuple[int, int]:
    """Where a row of this name is in a table."""
    names = [head.words for head in table.grid.rows]
    return names.index(row), column


def said(table: FigureTable, row: str, column: int = 0) -> str:
    """What a cell shows."""
    y, x = at(table, row, column)
    return table.grid.cells[y][x].words


def press_cell(table: FigureTable, row: str, column: int = 0) -> None:
    """Click a cell."""
    index = table.grid_model.index(*at(table, row, column))
    table.scrollTo(index)
    spot = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def rows(sheet: AgreementSheet) -> list[str]:
    return [f"{e.title}: {e.detail}" for e in sheet.panel_of_figures.list.entries]


def test_figures_stand_by_pair_and_together(differing: Desk, qtbot: QtBot) -> None:
    sheet = opened(differing, qtbot)
    table = sheet.panel_of_figures.figures
    assert [head.words for head in table.grid.columns] == ["Ada and Ben", "All together"]
    assert said(table, "Span F1, exact") == "0.400"
    assert said(table, "Labels alike") == "0.500"
    assert said(table, "Labels, Cohen’s κ") == "0.000"
    assert said(table, "Link F1") == "n/a"
    assert said(table, "Tokens, α", 0) == "–"
    assert said(table, "Tokens, α", 1) not in ("–", "n/a")
    # The line below says what the current cell is, with the reason where it has no value.
    table.setFocus()
    for _ in range(at(table, "Link F1", 0)[0]):
        press(table, Qt.Key.Key_Down)
    assert "neither has any" in sheet.panel_of_figures.said.text()
    assert "Ada and Ben" in sheet.panel_of_figures.said.text()


def test_a_figure_leads_to_what_lies_behind_it_and_that_to_the_text(
    differing: Desk, qtbot: QtBot
) -> None:
    sheet = opened(differing, qtbot)
    panel = sheet.panel_of_figures
    press_cell(panel.figures, "Span F1, exact")
    qtbot.waitUntil(panel.list.isVisible)
    assert rows(sheet) == [
        "The letter: Only Ada: denial · A letter",
        "Moscow makes lists: allegation by Ada, denial by Ben · A letter",
    ]
    assert panel.list.hasFocus()
    press(panel.list, Qt.Key.Key_Down)
    left: list[bool] = []
    sheet.went.connect(lambda: left.append(True))
    press(panel.list, Qt.Key.Key_Return)
    assert sheet.isHidden()
    assert left
    assert differing.session.article == differing.article
    active = differing.session.active
    assert active is not None
    assert differing.project.statements.get(active).words == LISTS
    assert BEN.id in differing.workspace.layers


def test_a_confusion_is_a_picture_with_numbers_to_click(differing: Desk, qtbot: QtBot) -> None:
    sheet = opened(differing, qtbot)
    panel = sheet.panel_of_figures
    click(panel.views.segment("confusions"))
    table = panel.confusions
    assert table.isVisible()
    assert "Ada" in panel.axes.text()
    assert said(table, "allegation", 1) == "1"
    assert said(table, "denial", 1) == "1"
    colors = {
        table.viewport().grab().toImage().pixelColor(spot).name()
        for index in (table.grid_model.index(0, 1), table.grid_model.index(1, 1))
        for spot in [table.visualRect(index).center() - QPoint(20, 20)]
    }
    assert len(colors) == 2
    press_cell(table, "denial", 1)  # which both said
    assert table.isVisible()
    press_cell(table, "allegation", 1)
    assert rows(sheet) == ["Moscow makes lists: allegation by Ada, denial by Ben · A letter"]
    click(panel.everything)
    assert len(rows(sheet)) == 2


def test_labels_have_figures_of_their_own(differing: Desk, qtbot: QtBot) -> None:
    sheet = opened(differing, qtbot)
    panel = sheet.panel_of_figures
    click(panel.views.segment("labels"))
    assert [head.words for head in panel.labels.grid.rows] == ["allegation", "denial"]
    assert said(panel.labels, "allegation") != "1.000"
    panel.pair.setFocus()
    QTest.keyClick(panel.pair, Qt.Key.Key_Down)
    assert said(panel.labels, "denial") == "0.500"
    press_cell(panel.labels, "allegation")
    assert rows(sheet) == ["Moscow makes lists: allegation by Ada, denial by Ben · A letter"]


def test_whom_to_compare_over_which_labels_is_chosen(differing: Desk, qtbot: QtBot) -> None:
    sheet = opened(differing, qtbot)
    sheet.labels.setFocus()
    sheet.labels.set_current(ALLEGATION)
    press(sheet.labels, Qt.Key.Key_Space)
    sheet.intervals.setFocus()
    press(sheet.intervals, Qt.Key.Key_Space)
    click(sheet.measure)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    table = sheet.panel_of_figures.figures
    assert said(table, "Span F1, exact") == "0.500"
    y, x = at(table, "Span F1, exact", 0)
    assert table.grid.cells[y][x].more == "0.500 – 0.500"
    sheet.people.setFocus()
    sheet.people.set_current(BEN.id)
    press(sheet.people, Qt.Key.Key_Space)
    click(sheet.measure)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert not sheet.panel_of_figures.isVisible()
    told = [w.accessibleName() or getattr(w, "text", str)() for w in sheet.findChildren(QWidget)]
    assert any("no two annotators" in words for words in told)


def test_figures_are_of_the_articles_that_are_ticked(differing: Desk, qtbot: QtBot) -> None:
    sheet = opened(differing, qtbot)
    assert sheet.articles.checked == [differing.article]
    click(sheet.all_articles)
    assert sheet.articles.checked == []
    click(sheet.measure)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    table = sheet.panel_of_figures.figures
    assert {said(table, head.words) for head in table.grid.rows} == {"n/a", "–"}
    click(sheet.all_articles)
    click(sheet.measure)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert said(table, "Span F1, exact") == "0.400"


def test_measuring_can_be_stopped_and_a_change_is_told(differing: Desk, qtbot: QtBot) -> None:
    sheet = opened(differing, qtbot)
    sheet.intervals.click()
    click(sheet.measure)
    assert sheet.is_busy
    press(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert not sheet.isHidden()
    differing.mark("Kremlin", "denial")
    qtbot.waitUntil(lambda: "changed since" in sheet.notices.sentence)
    press(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()


def test_nobody_to_compare_with_is_a_sentence(desk: Desk, qtbot: QtBot) -> None:
    sheet = opened(desk, qtbot)
    assert not sheet.panel_of_figures.isVisible()
    assert sheet.people.entries == ()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")
def test_it_is_reached_from_the_menu_and_the_palette(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    ada.press("Ctrl+K")
    ada.write("Agreement")
    ada.press("Return")
    first = ada.find("agreementSheet")
    assert isinstance(first, AgreementSheet)
    ada.sees(lambda: not first.is_busy)
    ada.press("Esc")
    ada.hands.click(ada.window.work.toolbar.project)
    ada.hands.choose("Agreement")
    sheet = ada.find("agreementSheet")
    assert isinstance(sheet, AgreementSheet)
    ada.sees(lambda: not sheet.is_busy)
    ada.hands.click(sheet.panel_of_figures.views.segment("behind"))
    ada.hands.click(sheet.panel_of_figures.list.viewport(), QPoint(60, 20))
    ada.hands.click(sheet.panel_of_figures.go)
    ada.sees(lambda: ada.window.session.active is not None)
    ada.sees(lambda: not ada.window.findChildren(AgreementSheet))


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK, Mode.HIGH_CONTRAST_DARK])
@pytest.mark.parametrize("zoom", [100, 200])
def test_nothing_is_cut_in_any_look(
    analyst: NewAnalyst, sample: Path, mode: Mode, zoom: int
) -> None:
    ada = analyst(sample)
    ada.window.resize(1280, 720)
    theme.controller().set_mode(mode)
    theme.controller().set_zoom(zoom)
    ada.window.actions_by_name["agreement"].trigger()
    sheet = ada.find("agreementSheet")
    assert isinstance(sheet, AgreementSheet)
    ada.sees(lambda: not sheet.is_busy)
    views = sheet.panel_of_figures.views
    for name in ("labels", "confusions", "behind", "figures"):
        ada.hands.click(views.segment(name))
        assert views.width() >= views.sizeHint().width()
    assert ada.window.rect().contains(sheet.panel.geometry())
    assert sheet.panel_of_figures.figures.height() >= 200 * zoom / 100


def test_the_strip_measures_when_shown_and_after_a_change(
    differing: Desk, qtbot: QtBot, dressed: QApplication
) -> None:
    strip = AgreementStrip(differing.workspace, differing.window)
    strip.setGeometry(0, 0, 900, 40)
    wanted: list[bool] = []
    strip.details_wanted.connect(lambda: wanted.append(True))
    figure = strip.figures["span_f1_exact_mean"]
    assert "–" in figure.text()
    strip.show()
    qtbot.waitUntil(lambda: "0.400" in figure.text())
    assert "neither has any" in strip.figures["link_f1_mean"].accessibleName()
    with Project.open(differing.path, BEN) as project:
        start = TEXT.index("The letter")
        project.statements.mark(differing.article, start, start + len("The letter"), DENIAL)
    differing.workspace.pull()
    qtbot.waitUntil(lambda: "0.667" in figure.text(), timeout=10_000)
    click(strip.details)
    assert wanted


def test_review_has_the_figures_and_a_way_to_the_rest(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    ada.press("Alt+2")
    strip = ada.find("agreementStrip")
    assert isinstance(strip, AgreementStrip)
    shown = strip.figures["fleiss_kappa"]
    ada.sees(lambda: any(c.isdigit() for c in shown.text()))
    ada.hands.click(strip.details)
    assert ada.find("agreementSheet").isVisible()
