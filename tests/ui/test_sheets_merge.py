"""The sheets of merging: a report first, what both changed with a choice, and conflicts after."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from ui.jobs import Job, Jobs, Work
from ui.kit.fields import CheckBox
from ui.kit.text import TextLabel
from ui.sheets.conflicts_sheet import ConflictsSheet
from ui.sheets.merge_sheet import MergeSheet
from ui.sheets.versions import Versions

from .sheets import BEN, TEXT, Desk, button, choose, click, desk, press, typed, until_stopped

__all__ = ["desk"]


@pytest.fixture
def claim(desk: Desk) -> Id:
    """A claim that both sides know."""
    made = desk.project.claims.create("There is a list")
    desk.workspace.pull()
    return made


@pytest.fixture
def theirs(desk: Desk, claim: Id, tmp_path: Path) -> Path:
    """A copy in which Ben marked a statement and wrote a note on the claim, after Ada did."""
    path = tmp_path / "from-ben.factcheck"
    desk.project.backup(path)
    desk.project.claims.set_note(claim, "from here")
    desk.workspace.pull()
    with Project.open(path, actor=BEN) as project:
        start = TEXT.index("Moscow")
        project.statements.mark(desk.article, start, start + 6, project.labels.labels()[0].id)
        project.claims.set_note(claim, "from there")
    return path


def sheet_on(desk: Desk, qtbot: QtBot, path: Path) -> MergeSheet:
    """Open the sheet and type a path."""
    sheet = MergeSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    assert not sheet.take.isEnabled()
    typed(sheet.places.line.field, str(path), enter=True)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    return sheet


def said(sheet: MergeSheet) -> str:
    """All that the report says."""
    labels = sheet.found.findChildren(TextLabel)
    return "\n".join(label.text() for label in labels if not label.isHidden())


def merge(sheet: MergeSheet, qtbot: QtBot) -> None:
    """Press the button and wait until it is done."""
    click(sheet.take)
    qtbot.waitUntil(lambda: not sheet.is_busy)


def test_the_report_comes_before_the_merge(
    desk: Desk, qtbot: QtBot, theirs: Path, claim: Id
) -> None:
    before = desk.project.log(1)[0].number
    sheet = sheet_on(desk, qtbot, theirs)
    qtbot.waitUntil(lambda: "New  1 statement, 1 annotator" in said(sheet))
    report = said(sheet)
    assert "Note of “There is a list”" in report
    assert "from here" in report
    assert "from there" in report
    assert desk.project.log(1)[0].number == before
    merge(sheet, qtbot)
    assert desk.last() == "merge.project"
    assert desk.project.claims.get(claim).note == "from there"
    assert "is merged, as revision" in sheet.notices.sentence
    desk.project.undo()
    assert desk.project.claims.get(claim).note == "from here"
    press(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()


def test_the_other_version_is_chosen_before_the_merge(
    desk: Desk, qtbot: QtBot, theirs: Path, claim: Id
) -> None:
    sheet = sheet_on(desk, qtbot, theirs)
    (versions,) = sheet.found.findChildren(Versions)
    here, there = (card.button for card in versions.cards)
    assert here is not None
    assert there is not None
    assert there.isChecked()
    one, other = versions.cards
    qtbot.waitUntil(lambda: there.isVisible() and other.x() > one.x() + one.width() > 200)
    there.setFocus()
    press(there, Qt.Key.Key_Left)
    assert here.hasFocus()
    assert [here.isChecked(), there.isChecked()] == [True, False]
    merge(sheet, qtbot)
    assert desk.project.claims.get(claim).note == "from here"
    assert desk.project.merging.conflicts() == []


def test_conflicts_are_shown_from_the_notice_and_settled(
    desk: Desk, qtbot: QtBot, theirs: Path, claim: Id
) -> None:
    sheet = sheet_on(desk, qtbot, theirs)
    merge(sheet, qtbot)
    with qtbot.waitSignal(sheet.conflicts_wanted):
        click(button(sheet, "Show the conflicts"))
    conflicts = ConflictsSheet(desk.window, desk.workspace, desk.session)
    conflicts.open()
    choose(conflicts.list, "There is a list")
    words = [label.text() for label in conflicts.findChildren(TextLabel)]
    assert "from there" in words
    assert "from here" in words
    click(conflicts.choose)
    assert desk.project.claims.get(claim).note == "from here"
    assert [len(conflicts.list.entries), conflicts.choose.isEnabled()] == [0, False]
    desk.project.undo()
    desk.workspace.pull()
    assert len(conflicts.list.entries) == 1
    click(conflicts.keep)
    assert desk.project.claims.get(claim).note == "from there"
    assert desk.project.merging.conflicts() == []
    press(conflicts, Qt.Key.Key_Escape)


def test_a_second_merge_has_nothing_to_do(desk: Desk, qtbot: QtBot, theirs: Path) -> None:
    sheet = sheet_on(desk, qtbot, theirs)
    merge(sheet, qtbot)
    press(sheet, Qt.Key.Key_Escape)
    again = sheet_on(desk, qtbot, theirs)
    qtbot.waitUntil(lambda: "brings nothing" in said(again))
    assert not again.take.isEnabled()
    assert again.places.line.field.hasFocus()


def test_one_of_the_same_name_is_asked_about(
    desk: Desk, qtbot: QtBot, claim: Id, tmp_path: Path
) -> None:
    path = tmp_path / "laptop.factcheck"
    desk.project.backup(path)
    with Project.open(path, actor=Person(Id.new(), "Ada")) as project:
        start = TEXT.index("Moscow")
        made = project.statements.mark(
            desk.article, start, start + 6, project.labels.labels()[0].id
        )
    sheet = sheet_on(desk, qtbot, path)
    (box,) = sheet.found.findChildren(CheckBox)
    qtbot.waitUntil(box.isVisible)
    click(box)
    qtbot.waitUntil(lambda: not sheet.is_busy)

    def without_annotator() -> bool:
        new = [line for line in said(sheet).splitlines() if line.startswith("New")]
        return new != [] and "annotator" not in new[0]

    qtbot.waitUntil(without_annotator)
    merge(sheet, qtbot)
    assert desk.project.statements.get(made).annotator == desk.project.actor.id


def test_what_cannot_be_merged_is_said_in_the_sheet(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    sheet = sheet_on(desk, qtbot, desk.path)
    assert "this very project" in sheet.notices.sentence
    typed(sheet.places.line.field, str(tmp_path / "nowhere.factcheck"), enter=True)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert "no project at" in sheet.notices.sentence
    assert not sheet.take.isEnabled()


def test_one_that_was_dropped_may_be_opened_instead(desk: Desk, qtbot: QtBot, theirs: Path) -> None:
    sheet = MergeSheet(desk.window, desk.workspace, desk.session)
    sheet.open_on(theirs)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    with qtbot.waitSignal(sheet.open_wanted) as told:
        click(sheet.instead)
    assert told.args == [str(theirs)]
    assert sheet.isHidden()


def test_stopping_leaves_everything(
    desk: Desk, qtbot: QtBot, theirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = Jobs.start

    def start_endless(jobs: Jobs, _work: Work) -> Job:
        """However fast the machine, it is at work still when it is stopped."""
        return start(jobs, lambda _project, step: until_stopped(step, threading.Event()))

    monkeypatch.setattr(Jobs, "start", start_endless)
    sheet = MergeSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    typed(sheet.places.line.field, str(theirs), enter=True)
    assert sheet.is_busy
    press(sheet.working.stop, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert not sheet.isHidden()
    assert "as it was before" in sheet.notices.sentence
    qtbot.waitUntil(lambda: "Choose the project" in said(sheet))
