"""A copy is sent, two people work apart, one window merges both and takes the merge back."""

from __future__ import annotations

from pathlib import Path

from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from tests.windows import NewAnalyst
from ui.sheets.merge_sheet import MergeSheet

LETTER = "In a letter"
LIE = "it is an “absolute lie”"
WARNS = "warns of “catastrophe”"


def test_two_people_work_apart_and_merge(analyst: NewAnalyst, desk: Path, tmp_path: Path) -> None:
    copy = tmp_path / "for-ben.factcheck"
    with Project.open(desk, Person(Id.fixed("lead"), "Lead")) as project:
        project.backup(copy)
    ada, ben = analyst(desk, name="Ada"), analyst(copy, name="Ben")
    for person, words, key in ((ada, LIE, "2"), (ben, WARNS, "1")):
        person.go_to(LETTER)
        person.mark(words, key)
    ben.close()
    assert [x.words for x in ada.statements()] == [LIE]
    ada.drop(copy)
    sheet = ada.find("mergeSheet")
    assert isinstance(sheet, MergeSheet)
    ada.sees(lambda: ada.window.focusWidget() is sheet.take)
    ada.press("Return")
    ada.sees(lambda: bool(sheet.notices.sentence))
    assert "is merged" in sheet.notices.sentence
    ada.press("Escape")
    assert sorted(x.words for x in ada.statements()) == sorted([LIE, WARNS])
    ada.sees(lambda: len(ada.window.work.shown.statements) == 2)
    ada.press("Ctrl+2", "Ctrl+Z")
    ada.sees(lambda: len(ada.window.work.shown.statements) == 1)
    assert [x.words for x in ada.statements()] == [LIE]
    ada.press("Ctrl+Shift+Z")
    ada.sees(lambda: len(ada.window.work.shown.statements) == 2)
    with ada.disk() as project:
        assert project.check() == {"ok": True, "problems": []}
