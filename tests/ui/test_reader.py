"""The reader by gestures: what is said when one selects, clicks, drags and presses keys."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.reading import (
    LABELS,
    Heard,
    article,
    click,
    drag,
    edge_of,
    find,
    letter,
    mark,
    open_reader,
    place_of,
    select,
)
from ui.reader import Reader

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def reader(qtbot: QtBot, qapp: QApplication) -> Reader:
    """A reader with the letter article open."""
    return open_reader(qtbot, qapp)


def test_a_drag_and_a_key_ask_for_a_label_on_those_characters(reader: Reader) -> None:
    span = find(reader.text, "warns of “catastrophe”")
    heard = Heard(reader, "selected", "label_wanted")
    select(reader, span)
    QTest.keyClick(reader, Qt.Key.Key_2)
    assert heard.said == [("selected", *span), ("label_wanted", LABELS[1].id, *span, False)]


def test_shift_and_a_digit_ask_for_another_statement(reader: Reader) -> None:
    active = mark(find(reader.text, "the accusation"))
    reader.set_statements([active])
    reader.set_active(active.id)
    heard = Heard(reader, "relabel_wanted")
    QTest.keyClick(reader, Qt.Key.Key_3, SHIFT)
    QTest.keyClick(reader, Qt.Key.Key_1)
    assert heard.said == [
        ("relabel_wanted", LABELS[2].id, True),
        ("relabel_wanted", LABELS[0].id, False),
    ]


def test_a_key_labels_the_sentence_when_the_keyboard_brought_the_caret(reader: Reader) -> None:
    heard = Heard(reader, "label_wanted")
    QTest.keyClick(reader, Qt.Key.Key_1)
    assert heard.said == []
    for _ in range(3):
        QTest.keyClick(reader, Qt.Key.Key_Down)
    QTest.keyClick(reader, Qt.Key.Key_1)
    ((_, label, start, end, another),) = heard.said
    assert (label, another) == (LABELS[0].id, False)
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert reader.text[start:end].startswith("Washington says it has “credible")
    assert reader.text[start:end].endswith("after military occupation.")


def test_shift_arrows_select_and_say_so_at_each_step(reader: Reader) -> None:
    heard = Heard(reader, "selected", "selection_cleared")
    click(reader, 30)
    start = reader.offset_at(place_of(reader, 30))
    QTest.keyClick(reader, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(reader, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(reader, Qt.Key.Key_Escape)
    assert heard.said == [
        ("selected", start, start + 1),
        ("selected", start, start + 2),
        ("selection_cleared",),
    ]


def test_a_double_click_takes_a_word(reader: Reader) -> None:
    span = find(reader.text, "Postthe")
    heard = Heard(reader, "selected")
    QTest.mouseClick(
        reader.viewport(), Qt.MouseButton.LeftButton, pos=place_of(reader, span[0] + 2)
    )
    QTest.mouseDClick(
        reader.viewport(), Qt.MouseButton.LeftButton, pos=place_of(reader, span[0] + 2)
    )
    assert heard.said[-1] == ("selected", *span)


def test_clicking_again_goes_through_overlapping_statements(reader: Reader) -> None:
    outer = mark(find(reader.text, "The Kremlin rejects the accusation"), label=0)
    inner = mark(find(reader.text, "rejects the accusation"))
    innermost = mark(find(reader.text, "the accusation"), label=2)
    reader.set_statements([outer, innermost, inner])
    reader.statement_clicked.connect(reader.set_active)
    heard = Heard(reader, "statement_clicked")
    for _ in range(4):
        click(reader, find(reader.text, "the accusation")[0] + 3)
    names = [one.id for one in (innermost, inner, outer, innermost)]
    assert heard.said == [("statement_clicked", name) for name in names]
    QTest.keyClick(reader, Qt.Key.Key_O)
    assert heard.said[-1] == ("statement_clicked", inner.id)


def test_a_click_beside_every_statement_lets_the_active_one_go(reader: Reader) -> None:
    active = mark(find(reader.text, "the accusation"))
    reader.set_statements([active])
    reader.set_active(active.id)
    heard = Heard(reader, "statement_left")
    click(reader, find(reader.text, "Human Rights")[0])
    assert heard.said == [("statement_left",)]


def test_the_caret_lets_the_active_statement_go_when_it_leaves_it(reader: Reader) -> None:
    active = mark(find(reader.text, "the accusation"))
    reader.set_statements([active])
    reader.set_active(active.id)
    heard = Heard(reader, "statement_left")
    for _ in range(len("the accusation")):
        QTest.keyClick(reader, Qt.Key.Key_Right)
    assert heard.said == []
    QTest.keyClick(reader, Qt.Key.Key_Right)
    assert heard.said == [("statement_left",)]


def test_down_passes_from_paragraph_to_paragraph(reader: Reader) -> None:
    reader.show_article(article("One.\n\nTwo.\r\n\r\nThree."))
    for words in ("Two.", "Three."):
        QTest.keyClick(reader, Qt.Key.Key_Down)
        assert reader.offset_at(reader.cursorRect().center()) == find(reader.text, words)[0]
    QTest.keyClick(reader, Qt.Key.Key_Up)
    assert reader.offset_at(reader.cursorRect().center()) == find(reader.text, "Two.")[0]


def test_a_click_between_two_paragraphs_goes_to_one_of_them(reader: Reader) -> None:
    above, below = find(reader.text, "absolute lie”.")[1], find(reader.text, "In the letter,")[0]
    top = reader.rects(above - 1, above)[0].bottom()
    bottom = reader.rects(below, below + 1)[0].top()
    for y in range(int(top), int(bottom) + 1):
        offset = reader.offset_at(QPoint(4, y))
        assert find(reader.text, "says it is an")[0] <= offset <= below


def test_source_cue_furniture_and_link_take_the_selection(reader: Reader) -> None:
    active = mark(find(reader.text, "the accusation"))
    reader.set_statements([active])
    reader.set_active(active.id)
    span = find(reader.text, "The Kremlin")
    names = ("source_wanted", "cue_wanted", "furniture_toggled", "link_wanted", "statement_left")
    heard = Heard(reader, *names)
    select(reader, span)
    for key in (Qt.Key.Key_S, Qt.Key.Key_Q, Qt.Key.Key_M, Qt.Key.Key_L):
        QTest.keyClick(reader, key)
    assert heard.said == [(name, *span) for name in names[:4]]


def test_keys_that_need_more_than_the_text_are_passed_on_by_name(reader: Reader) -> None:
    heard = Heard(reader, "action_wanted")
    for key in (Qt.Key.Key_G, Qt.Key.Key_Equal, Qt.Key.Key_Delete, Qt.Key.Key_L):
        QTest.keyClick(reader, key)
    assert [said[1] for said in heard.said] == ["go_link_end", "repeat_speaker", "delete", "link"]


def test_edges_move_by_character_and_by_word(reader: Reader) -> None:
    span = find(reader.text, "accusation")
    active = mark(span)
    reader.set_statements([active])
    reader.set_active(active.id)
    heard = Heard(reader, "edge_moved")
    QTest.keyClick(reader, Qt.Key.Key_K)
    QTest.keyClick(reader, Qt.Key.Key_J)
    QTest.keyClick(reader, Qt.Key.Key_K, SHIFT)
    QTest.keyClick(reader, Qt.Key.Key_U, SHIFT)
    start, end = span
    # The character after "accusation" is a space, which an edge steps over.
    moved = [(start, end + 2), (start, end - 1), (start, end + 4), (start - 4, end)]
    assert heard.said == [("edge_moved", active.id, "content", 0, *one) for one in moved]


def test_by_word_a_statement_grows_no_farther_than_its_paragraph(reader: Reader) -> None:
    first, last = find(reader.text, "In the letter"), find(reader.text, "rights catastrophe")
    active = mark((first[0], last[1]))
    reader.set_statements([active])
    reader.set_active(active.id)
    heard = Heard(reader, "edge_moved")
    QTest.keyClick(reader, Qt.Key.Key_U, SHIFT)
    QTest.keyClick(reader, Qt.Key.Key_K, SHIFT)
    whole = first[0], last[1] + len("”.")
    assert heard.said == [("edge_moved", active.id, "content", 0, *whole)]
    reader.set_statements([grown := mark(whole)])
    reader.set_active(grown.id)
    QTest.keyClick(reader, Qt.Key.Key_K, SHIFT)
    assert len(heard.said) == 1


def test_a_key_labels_a_sentence_without_the_furniture_at_its_ends(reader: Reader) -> None:
    date = find(reader.text, "date 2022-02-21")
    reader.show_article(article(letter(), furniture=(date,)))
    heard = Heard(reader, "label_wanted")
    QTest.keyClick(reader, Qt.Key.Key_Right)
    QTest.keyClick(reader, Qt.Key.Key_2)
    ((_, _, start, end, _),) = heard.said
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert reader.text[start:end].strip().startswith("In a letter sent")
    assert reader.text[start:end].endswith("invasion of Ukraine.")


def test_one_s_own_statement_comes_before_gold_on_the_same_words(reader: Reader) -> None:
    span = find(reader.text, "the accusation")
    gold, own = mark(span, reference=True), mark(span)
    reader.set_statements([gold, own])
    reader.statement_clicked.connect(reader.set_active)
    reader.set_active(own.id)
    heard = Heard(reader, "statement_clicked")
    for _ in range(3):
        click(reader, span[0] + 3)
    assert [said[1] for said in heard.said] == [own.id, gold.id, own.id]
    reader.set_active(None)
    click(reader, span[0] + 3)
    assert heard.said[-1] == ("statement_clicked", own.id)


def test_an_edge_is_dragged_by_its_handle(reader: Reader) -> None:
    span = find(reader.text, "the accusation")
    active = mark(span, source=(find(reader.text, "The Kremlin"),))
    reader.set_statements([active])
    reader.set_active(active.id)
    heard = Heard(reader, "edge_moved", "selected")
    to = find(reader.text, "accusation")[1] - 3
    drag(reader, edge_of(reader, span, end=True), edge_of(reader, (to - 1, to), end=True))
    drag(
        reader,
        edge_of(reader, active.source[0], end=True),
        place_of(reader, find(reader.text, "rejects")[0] + 3),
        held=CONTROL,
    )
    assert heard.said == [
        ("edge_moved", active.id, "content", 0, span[0], to),
        ("edge_moved", active.id, "source", 0, active.source[0][0], span[0] - 1),
    ]


def test_a_reference_statement_has_no_handles(reader: Reader) -> None:
    span = find(reader.text, "the accusation")
    reader.set_statements([gold := mark(span, reference=True)])
    reader.set_active(gold.id)
    heard = Heard(reader, "edge_moved")
    drag(reader, edge_of(reader, span, end=True), place_of(reader, span[1] + 8))
    QTest.keyClick(reader, Qt.Key.Key_K)
    assert heard.said == []


def test_the_place_is_kept_by_character(reader: Reader) -> None:
    assert reader.place() == 0
    offset = find(reader.text, "According to the text")[0]
    reader.restore_place(offset)
    here = reader.place()
    assert here <= offset < here + 90
    reader.resize(640, 500)
    reader.restore_place(here)
    assert reader.place() <= here < reader.place() + 90
    reader.restore_place(0)
    assert reader.place() == 0


def test_copying_gives_the_article_s_own_characters(reader: Reader) -> None:
    text = "One\u00a0two\r\nthree\u2028four 😀 five\u00adsix"
    reader.show_article(article(text))
    QTest.keySequence(reader, "Ctrl+A")
    QTest.keySequence(reader, "Ctrl+C")
    assert QGuiApplication.clipboard().text() == text


def test_the_window_s_keys_are_left_to_it(reader: Reader) -> None:
    for key, held in (
        (Qt.Key.Key_Z, CONTROL),
        (Qt.Key.Key_K, CONTROL),
        (Qt.Key.Key_F, CONTROL),
        (Qt.Key.Key_Question, SHIFT),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
    ):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, held)
        event.ignore()
        QApplication.sendEvent(reader, event)
        assert not event.isAccepted(), key


def test_a_text_of_a_megabyte_with_ten_thousand_statements_opens_anywhere(
    reader: Reader,
) -> None:
    text = "\r\n\r\n".join(["The Kremlin 😀 rejects the accusation. " * 14] * 1900)
    spans = [(start, start + 60) for start in range(0, len(text) - 100, len(text) // 10_000)]
    marks = [mark(span, label=n % 3) for n, span in enumerate(spans)]
    reader.show_article(article(text))
    reader.set_statements(marks)
    offset = spans[9_000][0]
    reader.scroll_to(offset, offset + 60)
    reader.set_active(marks[9_000].id)
    assert reader.rects(offset, offset + 1)
    heard = Heard(reader, "statement_clicked")
    click(reader, offset + 30)
    assert heard.said
    place = reader.gutter.mark_rect(marks[9_000].id)
    assert place is not None
    assert reader.gutter.rect().contains(QPoint(int(place.x()), int(place.center().y())))
