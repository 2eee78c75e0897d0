"""What goes wrong in an analyst's hands: a sentence says so, and nothing is lost or half done."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from factcheck.project import Project
from factcheck.sample import make
from tests.gestures import LETTER, TASNIM
from tests.windows import NewAnalyst

LIE = "it is an “absolute lie”"


def test_a_statement_is_not_linked_to_itself(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    ada.go_to(LETTER)
    ada.mark("absolute lie", "2")
    ada.press("L")
    ada.click_statement("absolute lie")
    # The first click may take gold's statement beneath; the next one the armed one itself.
    while not ada.told():
        ada.click_statement("absolute lie")
    assert "itself" in ada.told()
    ada.press("Esc")
    assert ada.links() == []
    assert ada.window.session.armed is None


def test_a_reviewer_s_keys_alter_nothing_of_gold_by_the_way(
    analyst: NewAnalyst, tmp_path: Path
) -> None:
    ada = analyst()
    make(tmp_path / "mine.factcheck", ada.settings.person()).close()
    ada.open(tmp_path / "mine.factcheck")
    ada.go_to(LETTER)
    ada.click_statement("absolute lie")
    with ada.disk() as project:
        before = project.log(1)[0].number
    for key in ("1", "B", "Del"):
        ada.press(key)
        assert "copy it into yours" in ada.told()
    with ada.disk() as project:
        assert project.log(1)[0].number == before


def test_the_same_link_twice_is_refused(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    ada.go_to(LETTER)
    ada.mark(LIE, "2")
    ada.link_to("hit list", "D", article=TASNIM)
    ada.go_to(LETTER)
    ada.click_statement("absolute lie")
    ada.link_to("hit list", "D", article=TASNIM)
    assert len(ada.links()) == 1
    assert ada.told()
    assert ada.window.session.armed is not None, "the person can choose another type"
    ada.press("R")
    assert len(ada.links()) == 2


def test_the_same_statement_twice_is_refused(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    ada.go_to(LETTER)
    ada.mark(LIE, "2")
    ada.press("Esc")
    ada.mark(LIE, "2")
    assert len(ada.statements()) == 1
    assert ada.told()
    ada.mark(LIE, "3")
    assert len(ada.statements()) == 2


@pytest.mark.parametrize("words", [". ", "\n\n", " "])
def test_a_selection_without_a_word_marks_nothing(
    analyst: NewAnalyst, sample: Path, words: str
) -> None:
    ada = analyst(sample)
    ada.go_to(LETTER)
    start, end = ada.hands.place(words, 2)
    ada.window.work.reader.select(start, end)
    ada.press("2")
    assert ada.statements() == []


def test_keys_without_a_statement_do_nothing_and_say_why(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    ada.go_to(LETTER)
    ada.press("Ctrl+2")
    before = ada.window.workspace.project.revision
    for key in ("S", "Q", "L", "B", "W", "A", "N", "=", "Delete", "G", "U", "Shift+K", "O"):
        ada.press(key)
    assert ada.window.workspace.project.revision == before
    assert ada.told()


def test_a_project_that_is_read_only_can_be_read(analyst: NewAnalyst, sample: Path) -> None:
    folder = sample.parent / "shut"
    folder.mkdir()
    locked = Path(shutil.copy(sample, folder / "locked.factcheck"))
    locked.chmod(0o444)
    with Project.open(locked, analyst().settings.person()) as project:
        if not project.read_only:
            pytest.skip("who runs the tests may write everywhere")
    ada = analyst(locked, name="Reader")
    ada.go_to(LETTER)
    ada.mark(LIE, "2")
    assert ada.told()
    assert ada.statements() == []


def test_a_project_removed_while_open(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    ada.go_to(LETTER)
    ada.mark(LIE, "2")
    kept = sample.with_name("elsewhere.factcheck")
    sample.rename(kept)
    ada.mark("warns of “catastrophe”", "1")
    # Either it was refused with a sentence, or it is in what was moved away; never a crash.
    ada.close()
    other = analyst(kept, name="Ada Lind")
    assert {x.words for x in other.statements()} >= {LIE}


def test_opening_what_is_no_project_says_why_and_keeps_the_open_one(
    analyst: NewAnalyst, sample: Path, tmp_path: Path
) -> None:
    ada = analyst(sample)
    other = tmp_path / "other.factcheck"
    other.write_text("no database")
    assert not ada.window.open_project(str(other))
    assert "other.factcheck" in ada.told()
    assert ada.location == str(sample)
    ada.go_to(LETTER)
    ada.mark(LIE, "2")
    assert len(ada.statements()) == 1
