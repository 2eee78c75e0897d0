"""Exporting by the sheet: whose layer, what will be written, and nothing foreign replaced."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from factcheck.intake.articles import add_articles
from factcheck.project import Project
from factcheck.records import NewArticle
from ui.kit.text import TextLabel
from ui.sheets.export_sheet import ExportSheet

from .sheets import BEN, TEXT, Desk, choose, click, desk, press, typed

__all__ = ["desk"]


def sheet_of(desk: Desk, qtbot: QtBot) -> ExportSheet:
    """Open the sheet and let it count."""
    sheet = ExportSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    qtbot.waitUntil(lambda: not sheet.jobs.busy)
    return sheet


def ben_marks(desk: Desk) -> None:
    """Let a colleague have a layer too."""
    with Project.open(desk.path, BEN) as project:
        label = project.labels.labels()[0].id
        project.statements.mark(desk.article, 0, len("The letter"), label)
    desk.workspace.pull()


def counted(sheet: ExportSheet) -> str:
    """What the sheet says it will write."""
    names = [w.accessibleName() for w in sheet.written.findChildren(QWidget) if w.isVisible()]
    return next(name for name in names if ":" in name)


@pytest.mark.parametrize("title", ["JSON Lines", "Spreadsheet"])
def test_a_dataset_is_written_where_one_says(
    desk: Desk, qtbot: QtBot, tmp_path: Path, title: str
) -> None:
    desk.mark("an absolute lie", "denial")
    sheet = sheet_of(desk, qtbot)
    choose(sheet.formats, title)
    qtbot.waitUntil(lambda: not sheet.jobs.busy)
    numbers = "Articles 1, Allegation 0, Denial 1, Confirmation 0, Links 0"
    assert counted(sheet) == f"In {title}: {numbers}"
    typed(sheet.place.line.field, str(tmp_path / "out"), enter=True)
    click(sheet.take)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert "Ada" in sheet.notices.sentence
    assert any((tmp_path / "out").iterdir())
    press(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()


def test_the_dataset_holds_the_layer_that_was_chosen(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.mark("an absolute lie", "denial")
    ben_marks(desk)
    sheet = sheet_of(desk, qtbot)
    assert not sheet.take.isEnabled()
    click(sheet.layer.button(str(BEN.id)))
    qtbot.waitUntil(lambda: not sheet.jobs.busy)
    typed(sheet.place.line.field, str(tmp_path / "out"), enter=True)
    press(sheet.take, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    lines = (tmp_path / "out" / "statements.jsonl").read_text().splitlines()
    assert [json.loads(line)["spans"][0]["text"] for line in lines] == ["The letter"]


def test_what_is_not_ours_is_left_as_it_is(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    other = tmp_path / "diary"
    other.mkdir()
    (other / "monday.txt").write_text("mine")
    sheet = sheet_of(desk, qtbot)
    typed(sheet.place.line.field, str(other), enter=True)
    click(sheet.take)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert str(other) in sheet.notices.sentence
    assert (other / "monday.txt").read_text() == "mine"
    assert sheet.take.isEnabled()


def test_a_split_is_counted_and_written_as_it_is_wished(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    more = [NewArticle(f"{TEXT} {n} " * 3, f"{n}.txt", f"{n}") for n in range(3)]
    add_articles(desk.project.access, more)
    desk.mark("an absolute lie", "denial")
    sheet = sheet_of(desk, qtbot)
    wishes = sheet.wishes
    assert not wishes.seed.isVisible()
    click(wishes.rule.button("random"))
    qtbot.waitUntil(lambda: not sheet.jobs.busy)
    assert "test: Articles" in counted(sheet)
    typed(wishes.shares["train"].line.field, "much", enter=True)
    qtbot.waitUntil(lambda: "much" in sheet.notices.sentence)
    assert not sheet.take.isEnabled()
    typed(wishes.shares["train"].line.field, "50", enter=True)
    typed(wishes.seed.line.field, "luck", enter=True)
    qtbot.waitUntil(lambda: "luck" in sheet.notices.sentence)
    click(wishes.rule.button("whole"))
    qtbot.waitUntil(lambda: "luck" not in sheet.notices.sentence)
    click(wishes.rule.button("random"))
    typed(wishes.seed.line.field, "7", enter=True)
    click(wishes.keep)
    # Nobody has said yet what is to be kept: to export without it would move what was published.
    qtbot.waitUntil(lambda: "not said yet" in sheet.notices.sentence)
    assert not sheet.take.isEnabled()
    click(wishes.keep)
    click(wishes.anonymous)
    qtbot.waitUntil(lambda: not sheet.jobs.busy)
    typed(sheet.place.line.field, str(tmp_path / "out"), enter=True)
    click(sheet.take)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (manifest["split"]["rule"], manifest["split"]["seed"]) == ("random", 7)
    assert "Ada" not in (tmp_path / "out" / "annotators.jsonl").read_text()


def test_a_split_that_leaves_parts_empty_says_so(desk: Desk, qtbot: QtBot) -> None:
    sheet = sheet_of(desk, qtbot)
    click(sheet.wishes.rule.button("linked"))
    qtbot.waitUntil(lambda: not sheet.jobs.busy)
    told = [one.text() for one in sheet.findChildren(TextLabel)]
    assert any("Nothing is left for dev, test" in one for one in told)


def test_what_a_format_cannot_do_is_dimmed(desk: Desk, qtbot: QtBot) -> None:
    sheet = sheet_of(desk, qtbot)
    click(sheet.wishes.texts.button("none"))
    choose(sheet.formats, "brat")
    qtbot.waitUntil(lambda: not sheet.jobs.busy)
    assert not sheet.wishes.texts.button("none").isEnabled()
    assert sheet.wishes.texts.button("full").isChecked(), "what it writes is shown"
    assert sheet.notices.sentence == ""
    choose(sheet.formats, "Report")
    qtbot.waitUntil(lambda: not sheet.jobs.busy)
    assert not sheet.wishes.rule.button("linked").isEnabled()
    assert sheet.place.paths()[0].suffix == ".html"
    choose(sheet.formats, "JSON Lines")
    assert sheet.wishes.texts.button("none").isChecked(), "what was wished is not forgotten"
    qtbot.waitUntil(lambda: not sheet.jobs.busy)
