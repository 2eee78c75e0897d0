"""The claim pane by gestures: what stands under which claim, where presses lead, what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from factcheck.builtin import DENIAL
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.settings import Settings
from tests.ui.claim_panes import ADA, LISTS, MORE, Desk, Lists, lists_project
from ui.claim_pane.link_card import LinkCard
from ui.claim_pane.press import Pressable
from ui.kit.buttons import Button
from ui.kit.completing import CompletingField
from ui.kit.text import TextLabel
from ui.session import Armed

PESKOV = "the lists do not exist"


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    """A project of two articles about one claim."""
    return lists_project(tmp_path / "lists.factcheck")


@pytest.fixture
def desk(lists: Lists, qtbot: QtBot) -> Iterator[Desk]:
    """The pane on that project, nothing shown yet."""
    desk = Desk(lists.project)
    qtbot.addWidget(desk.window)
    yield desk
    desk.workspace.close()


def mark_peskov(desk: Desk, lists: Lists) -> Id:
    """Mark a denial that has neither speaker nor claim, and make it active."""
    start = (LISTS + MORE).index(PESKOV)
    statements = desk.project.statements
    made = desk.workspace.do(
        lambda: statements.mark(lists.first, start, start + len(PESKOV), DENIAL)
    )
    assert made is not None
    desk.session.activate(made)
    return made


def texts(widget: QWidget) -> list[str]:
    """The words that a widget shows."""
    return [x.text() for x in widget.findChildren(TextLabel) if x.isVisible()]


def test_claim_has_one_card_for_each_saying_with_its_counts(desk: Desk, lists: Lists) -> None:
    desk.go(lists.first)
    assert [x.view.statement.id for x in desk.cards()] == [lists.allegation, lists.denial]
    assert "United States" in desk.card(lists.allegation).accessibleName()
    assert "The summit" in desk.card(lists.allegation).view.fold_line
    words = texts(desk.pane.head)
    assert "Claim 1 of 1" in words
    assert "1 allegation in 2 articles" in words
    assert "1 denial in 1 article" in words


def test_retellings_unfold_and_lead_to_the_other_article(desk: Desk, lists: Lists) -> None:
    desk.go(lists.first)
    fold = desk.card(lists.allegation).fold
    head = fold.findChildren(Pressable)[0]
    desk.click(head)
    rows = [x for x in fold.findChildren(Pressable) if x is not head]
    assert [x.accessibleName() for x in rows] == ["lists of Ukrainians. The summit"]
    QApplication.sendPostedEvents()
    desk.click(rows[0])
    assert (desk.session.article, desk.session.active) == (lists.second, lists.retelling)
    # The telling that one is at stands in front of its saying now.
    assert desk.card(lists.retelling).view.folded[0].statement == lists.allegation
    desk.session.back()
    assert desk.session.article == lists.first


def test_click_on_a_card_makes_its_statement_active_and_offers_its_fields(
    desk: Desk, lists: Lists
) -> None:
    desk.go(lists.first)
    desk.click(desk.card(lists.denial))
    assert desk.session.active == lists.denial
    assert desk.card(lists.denial).state == "active"
    speaker = desk.field("speakerField")
    assert isinstance(speaker, CompletingField)
    assert speaker.text() == "Kremlin"


def test_arrows_go_from_card_to_card_and_escape_leaves(
    desk: Desk, lists: Lists, qtbot: QtBot
) -> None:
    desk.go(lists.first)
    desk.pane.setFocus()
    assert desk.card(lists.allegation).hasFocus()
    desk.press(Qt.Key.Key_Down)
    assert desk.card(lists.denial).hasFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.session.active == lists.denial
    desk.press(Qt.Key.Key_Return)
    assert desk.field("speakerField").hasFocus()
    desk.press(Qt.Key.Key_Escape)
    assert desk.card(lists.denial).hasFocus()
    with qtbot.waitSignal(desk.pane.keys.left):
        desk.press(Qt.Key.Key_Escape)


def test_claim_and_speaker_take_few_keys(desk: Desk, lists: Lists) -> None:
    made = mark_peskov(desk, lists)
    desk.go(lists.first, made)
    assert "No claim yet" in texts(desk.pane.head)
    desk.pane.edit_claim()
    desk.press(Qt.Key.Key_Return)
    assert desk.statement(made).claim == lists.claim
    assert desk.session.claim == lists.claim
    desk.pane.edit_speaker()
    desk.write("Dmitry Peskov")
    before = desk.revisions()
    desk.press(Qt.Key.Key_Return)
    assert desk.revisions() == before + 1
    speaker = desk.workspace.vocabulary.speaker(desk.statement(made).speaker)
    assert speaker is not None
    assert speaker.name == "Dmitry Peskov"
    assert desk.card(made).view.speaker == "Dmitry Peskov"


def test_claim_that_is_new_is_created_as_typed(desk: Desk, lists: Lists) -> None:
    made = mark_peskov(desk, lists)
    desk.go(lists.first, made)
    desk.pane.edit_claim()
    desk.write("The lists exist")
    before = desk.revisions()
    desk.press(Qt.Key.Key_Return)
    assert desk.revisions() == before + 1
    claim = desk.workspace.vocabulary.claim(desk.statement(made).claim)
    assert claim is not None
    assert claim.proposition == "The lists exist"
    assert "Claim 2 of 2" in texts(desk.pane.head)


def test_text_that_names_nobody_is_said_so(desk: Desk, lists: Lists) -> None:
    made = mark_peskov(desk, lists)
    desk.go(lists.first, made)
    desk.pane.edit_speaker()
    desk.press(Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert desk.statement(made).speaker_basis == "none"


def test_typing_a_note_is_one_revision_on_leaving(desk: Desk, lists: Lists) -> None:
    desk.go(lists.first, lists.denial)
    desk.pane.edit_note()
    before = desk.revisions()
    desk.write("Compare the letter")
    assert desk.revisions() == before
    desk.click(desk.card(lists.allegation))
    assert desk.statement(lists.denial).note == "Compare the letter"
    assert desk.revisions() == before + 1


def test_typing_a_note_is_recorded_after_a_pause(desk: Desk, lists: Lists, qtbot: QtBot) -> None:
    desk.go(lists.first, lists.denial)
    desk.pane.edit_note()
    with qtbot.waitSignal(desk.workspace.saved, timeout=10_000):
        desk.write("Hm")
    assert desk.statement(lists.denial).note == "Hm"


@pytest.mark.parametrize("leave", ["flush", "article", "close"])
def test_typing_is_not_lost_when_one_goes(desk: Desk, lists: Lists, leave: str) -> None:
    desk.go(lists.first, lists.denial)
    desk.pane.edit_note()
    desk.write("Keep this")
    if leave == "flush":
        desk.pane.flush()
    elif leave == "article":
        desk.go(lists.second)
    else:
        location = desk.project.location
        desk.workspace.close()
        desk.workspace.take(Project.open(location, ADA))
    assert desk.statement(lists.denial).note == "Keep this"


@pytest.mark.parametrize(("button", "kept"), [("Keep mine", "mine"), ("Take theirs", "theirs")])
def test_one_chooses_where_two_wrote_in_one_note(
    desk: Desk, lists: Lists, qtbot: QtBot, button: str, kept: str
) -> None:
    desk.go(lists.first, lists.denial)
    desk.pane.edit_note()
    desk.write("mine")
    with Project.open(desk.project.location, ADA) as other:
        other.statements.set_note(lists.denial, "theirs")
    desk.workspace.pull()
    field = desk.pane.findChildren(QPlainTextEdit)[0]
    assert field.toPlainText() == "mine"
    qtbot.waitUntil(lambda: bool(_buttons(desk.pane, button)))
    qtbot.waitUntil(lambda: not _buttons(desk.pane, button)[0].visibleRegion().isEmpty())
    QTest.mouseClick(_buttons(desk.pane, button)[0], Qt.MouseButton.LeftButton)
    assert desk.statement(lists.denial).note == kept
    assert field.toPlainText() == kept


def _buttons(widget: QWidget, words: str) -> list[Button]:
    return [x for x in widget.findChildren(Button) if x.text() == words and x.isVisible()]


def test_unsettled_typing_in_a_field_waits_for_its_return(desk: Desk, lists: Lists) -> None:
    desk.go(lists.first, lists.denial)
    desk.pane.edit_speaker()
    desk.write("Pesk")
    desk.session.activate(lists.allegation)
    desk.session.activate(lists.denial)
    speaker = desk.field("speakerField")
    assert isinstance(speaker, CompletingField)
    assert speaker.text() == "Pesk"
    assert desk.statement(lists.denial).speaker == lists.kremlin


def test_when_it_was_said_is_worked_out_and_shown_as_inferred(desk: Desk, lists: Lists) -> None:
    made = mark_peskov(desk, lists)
    desk.go(lists.first, made)
    editor = desk.pane.cards.editor
    assert editor is not None
    QTest.mouseClick(editor.more, Qt.MouseButton.LeftButton)
    assert editor.details is not None
    field = editor.details.said_on.field
    assert isinstance(field, QLineEdit)
    field.setFocus()
    desk.write("Sunday night")
    desk.press(Qt.Key.Key_Return)
    said = desk.statement(made).said
    assert said is not None
    assert (said.edtf or "").startswith("2022-02-20")
    assert editor.details.date.text().endswith("inferred")


def test_link_card_goes_to_the_other_end_and_says_why(desk: Desk, lists: Lists) -> None:
    desk.go(lists.second, lists.retelling)
    card = desk.card(lists.retelling)
    (link,) = card.findChildren(LinkCard)
    assert link.property("linkId")
    assert "denied by" in link.accessibleName()
    assert "Answers it." in link.accessibleName()
    desk.pane.go_link_end()
    assert (desk.session.article, desk.session.active) == (lists.first, lists.denial)


def test_link_is_explained_turned_and_removed_by_keys(desk: Desk, lists: Lists) -> None:
    desk.go(lists.first, lists.denial)
    (link,) = desk.card(lists.denial).findChildren(LinkCard)
    key = link.view.link.id
    link.setFocus()
    desk.press(Qt.Key.Key_N)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    desk.write("Calls it a lie")
    desk.press(Qt.Key.Key_Return)
    assert desk.project.links.get(key).rationale == "Calls it a lie"
    link.setFocus()
    desk.press(Qt.Key.Key_X)
    assert desk.project.links.get(key).source == lists.allegation
    link.setFocus()
    desk.press(Qt.Key.Key_Delete)
    assert not desk.card(lists.denial).links


def test_card_is_aimed_at_while_a_link_is_drawn(desk: Desk, lists: Lists, qtbot: QtBot) -> None:
    desk.go(lists.second, lists.retelling)
    desk.session.arm(Armed(lists.retelling, lists.second))
    assert desk.card(lists.retelling).state == "source"
    with qtbot.waitSignal(desk.session.aimed) as aimed:
        desk.click(desk.card(lists.denial))
    assert aimed.args == [lists.denial]
    assert desk.session.article == lists.second
    desk.pane.show_aim(lists.denial)
    assert desk.card(lists.denial).state == "target"
    with qtbot.waitSignal(desk.pane.keys.link_taken):
        desk.card(lists.denial).setFocus()
        desk.press(Qt.Key.Key_Return)


def test_statement_under_the_pointer_is_named(desk: Desk, lists: Lists) -> None:
    made = mark_peskov(desk, lists)
    desk.go(lists.first, lists.denial)
    plain = desk.card(lists.allegation).grab().toImage()
    desk.session.hover(lists.allegation)
    assert desk.card(lists.allegation).grab().toImage() != plain
    rows = desk.pane.rows.viewport().grab().toImage()
    desk.session.hover(made)
    assert desk.pane.rows.viewport().grab().toImage() != rows


def test_other_claims_are_folded_below_and_unfold(desk: Desk, lists: Lists) -> None:
    mark_peskov(desk, lists)
    desk.session.activate(None)
    desk.go(lists.first)
    desk.pane.next_claim()
    assert [x.words for x in desk.pane.rows.lines] != []
    shown = texts(desk.pane.head)
    desk.pane.rows.setFocus()
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert texts(desk.pane.head) != shown


def test_loose_ends_are_offered_and_lead_there(desk: Desk, lists: Lists) -> None:
    made = mark_peskov(desk, lists)
    desk.go(lists.first, lists.allegation)
    desk.pane.offer_loose_ends()
    assert desk.pane.loose_ends.isVisible()
    kinds = {x.kind for x in desk.pane.loose_ends.ends}
    assert {"no_speaker", "no_claim"} <= kinds
    lines = desk.pane.loose_ends.findChildren(Pressable)
    QTest.mouseClick(lines[0], Qt.MouseButton.LeftButton)
    assert desk.session.active == made
    count = len(desk.pane.loose_ends.ends)
    desk.workspace.do(lambda: desk.project.statements.set_claim(made, lists.claim))
    assert len(desk.pane.loose_ends.ends) < count


def test_article_without_loose_ends_offers_none(desk: Desk, lists: Lists) -> None:
    desk.go(lists.second)
    desk.pane.offer_loose_ends()
    assert desk.pane.loose_ends.ends == ()
    assert not desk.pane.loose_ends.isVisible()


def test_hidden_pane_is_fresh_when_shown_again(desk: Desk, lists: Lists) -> None:
    desk.go(lists.first)
    desk.pane.hide()
    desk.workspace.do(lambda: desk.project.statements.delete(lists.denial))
    desk.pane.show()
    assert [x.view.statement.id for x in desk.cards()] == [lists.allegation]


def test_pane_closed_and_opened_shows_the_same(lists: Lists, qtbot: QtBot) -> None:
    seen = []
    for _ in range(2):
        desk = Desk(Project.open(lists.project.location, ADA))
        qtbot.addWidget(desk.window)
        desk.go(lists.first, lists.denial)
        seen.append([x.accessibleName() for x in desk.cards()])
        desk.workspace.close()
    assert seen[0] == seen[1]
    lists.project.close()


def test_more_is_remembered(lists: Lists, qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    for expected in (False, True):
        desk = Desk(Project.open(lists.project.location, ADA), settings=settings)
        qtbot.addWidget(desk.window)
        desk.go(lists.first, lists.denial)
        editor = desk.pane.cards.editor
        assert editor is not None
        assert editor.shows_more is expected
        editor.more.setChecked(True)
        desk.workspace.close()
    lists.project.close()


def test_after_a_gesture_only_cards_that_differ_are_drawn_anew(desk: Desk, lists: Lists) -> None:
    desk.go(lists.first, lists.denial)
    before = {x.view.statement.id: x for x in desk.cards()}
    desk.workspace.do(lambda: desk.project.statements.set_flag(lists.denial, True))
    assert {x.view.statement.id: x for x in desk.cards()} == before
    assert desk.card(lists.denial).view.statement.flagged


def test_of_many_statements_only_those_in_sight_have_cards(desk: Desk, lists: Lists) -> None:
    text = LISTS + MORE
    statements = desk.project.statements

    def mark_all() -> Id:
        ids = [statements.mark(lists.first, n, n + 3, DENIAL) for n in range(80)]
        return ids[-1]

    last = desk.workspace.do(mark_all)
    assert last is not None
    assert len(text) > 90
    desk.go(lists.first)
    desk.session.show_claim(None)
    assert 0 < len(desk.cards()) < 30
    desk.session.activate(last)
    card = desk.card(last)
    assert card.visibleRegion().boundingRect().height() > 0
    assert len(desk.cards()) < 40
