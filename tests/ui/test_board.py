"""The claim board: who says a claim, and where; by keys and by mouse."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt

from factcheck.builtin import DENIAL
from tests.gestures import LETTER, Analyst
from tests.windows import NewAnalyst
from ui.claim_board.board import ClaimBoard

LISTS = "Russia is making lists of Ukrainians to be killed or sent to camps"


def board_of(ada: Analyst, claim: str = LISTS) -> ClaimBoard:
    """Go to the board and to a claim."""
    ada.press("Alt+3")
    board = ada.find("claimBoard")
    assert isinstance(board, ClaimBoard)
    lines = [x.proposition for x in board.rail.model.rows]
    index = board.rail.model.index(lines.index(claim))
    board.rail.list.scrollTo(index)
    ada.hands.click(board.rail.list.viewport(), board.rail.list.visualRect(index).center())
    return board


def cell(board: ClaimBoard, speaker: str, article: str) -> QModelIndex:
    """The cell of a speaker and an article."""
    found = board.middle.table.board_model.board
    row = next(n for n, x in enumerate(found.lines) if x.name == speaker and not x.is_side)
    column = next(n for n, x in enumerate(found.columns) if x.title.startswith(article))
    return board.middle.table.board_model.index(row, column)


def spoken(index: QModelIndex) -> str:
    """What assistive technology reads in a cell."""
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_it_shows_who_says_what_where(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    board = board_of(ada)
    assert "it is an “absolute lie”" in spoken(cell(board, "Kremlin", LETTER))
    tellings = [m for x in board.middle.table.board_model.board.lines for c in x.cells for m in c]
    assert [m.label.name for m in tellings if m.first] == ["allegation", "denial", "denial"]
    assert "allegation" in spoken(cell(board, "United States", LETTER))
    assert "nothing said" in spoken(cell(board, "Dmitry Peskov", LETTER))
    assert "not read yet" in spoken(cell(board, "Kremlin", "State Department"))
    sides = [x for x in board.middle.table.board_model.board.lines if x.is_side]
    assert {x.name: [s.words for s in x.sums] for x in sides} == {
        "United States": ["1 allegation in 3 articles"],
        "Russia": ["2 denials in 3 articles"],
    }


def test_an_article_read_to_its_end_is_silent(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    ada.go_to("State Department")
    ada.press("Ctrl+Return")
    board = board_of(ada)
    assert "nothing said" in spoken(cell(board, "Kremlin", "State Department"))


def test_a_click_on_a_mark_goes_to_its_statement(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    table = board_of(ada).middle.table
    index = cell(board_of(ada), "Dmitry Peskov", "Kremlin Not")
    marks = table.board_model.marks(index)
    boxes = table.mark_boxes(index, table.visualRect(index))
    ada.hands.click(table.viewport(), boxes[-1].center().toPoint())
    assert ada.window.session.active == marks[-1].statement
    assert ada.find("reader").isVisible()
    article = ada.window.work.shown.article
    assert article is not None
    assert article.title.startswith("Kremlin Not")


def test_all_of_it_by_keyboard(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    ada.press("Alt+3")
    board = ada.find("claimBoard")
    assert isinstance(board, ClaimBoard)
    ada.press("Home", "Return")
    table = board.middle.table
    assert table.hasFocus()
    first = table.marked()
    assert first is not None
    ada.press("Return")
    assert ada.window.session.active == first.statement
    ada.press("Alt+3", "Return", "Left", "Left", "Left", "Left", "Left", "Left")
    assert board.rail.list.hasFocus()
    ada.press("Esc")
    assert ada.window.work.reader.hasFocus()


def test_left_and_right_go_through_the_marks_of_a_cell(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    board = board_of(ada)
    table = board.middle.table
    index = cell(board, "Dmitry Peskov", "Kremlin Not")
    marks = table.board_model.marks(index)
    assert len(marks) == 2
    table.setFocus()
    table.setCurrentIndex(index)
    assert table.marked() == marks[0]
    ada.press("Right")
    assert table.marked() == marks[1]
    ada.press("Right", "Left")
    assert (table.currentIndex(), table.marked()) == (index, marks[1])


def test_it_follows_what_changes(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    board = board_of(ada, "There may be attacks in public places in Russia")
    before = board.middle.table.board_model.board
    with ada.disk() as elsewhere:
        claim = next(x for x in elsewhere.claims.all() if x.proposition.startswith("There may be"))
        article = elsewhere.articles.rows([])[0].id
        elsewhere.statements.mark(article, 0, 10, DENIAL, claim=claim.id)
    ada.sees(lambda: board.middle.table.board_model.board != before)
    names = [x.name for x in board.middle.table.board_model.board.lines]
    assert "No speaker yet" in names


def test_a_new_claim_is_made_here(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    board = board_of(ada)
    ada.hands.click(board.rail.new)
    ada.write("The moon is made of cheese")
    ada.press("Return")
    with ada.disk() as project:
        assert "The moon is made of cheese" in [x.proposition for x in project.claims.all()]
    assert board.middle.title.text() == "The moon is made of cheese"


def test_claims_are_found_by_their_words(analyst: NewAnalyst, sample: Path) -> None:
    ada = analyst(sample)
    board = board_of(ada)
    ada.hands.click(board.rail.search)
    total = len(board.rail.model.rows)
    ada.write("belarus")
    ada.sees(lambda: len(board.rail.model.rows) < total)
    assert all("Belarus" in x.proposition for x in board.rail.model.rows)
    ada.press("Esc")
    ada.sees(lambda: len(board.rail.model.rows) == total)


def test_the_tool_bar_goes_on_to_the_next_claim(analyst: NewAnalyst, sample: Path) -> None:
    ana = analyst(sample)
    window = ana.window
    window.doing.show_mode("claims")
    ana.hands.rest()
    board = ana.hands.find("claimBoard", ClaimBoard)
    assert isinstance(board, ClaimBoard)
    first, of = board.position()
    assert window.work.toolbar.next.text() == "Next claim"
    ana.hands.click(window.work.toolbar.next)
    assert board.position() == (first + 1, of)
    assert window.work.status.where.text() == f"Claim {first + 1} of {of}"
    ana.press("Alt+1")
    assert window.work.toolbar.next.text() == "Next article"
