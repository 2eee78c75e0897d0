"""The reader by gestures: what is said when one selects, clicks, drags and presses keys."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.reading import (
    DENIES,
    LABELS,
    REPEATS,
    Heard,
    article,
    click,
    drag,
    dress,
    edge_of,
    find,
    letter,
    mark,
    place_of,
    select,
)
from ui.reader import Reader
from ui.reading.values import LinkChipView

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def reader(qtbot: QtBot, qapp: QApplication) -> Reader:
    """A reader with the letter article open."""
    dress(qapp)
    widget = Reader()
    qtbot.addWidget(widget)
    widget.resize(800, 900)
    widget.set_labels(LABELS)
    widget.set_link_kinds((DENIES, REPEATS))
    widget.show_article(article(letter()))
    widget.show()
    qtbot.waitExposed(widget)
    widget.setFocus()
    return widget


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


def test_the_bar_stands_at_the_selection_and_never_on_it(reader: Reader) -> None:
    bar = reader.overlays.bar
    assert bar.isHidden()
    for words in ("In a letter", "serious", "Human Rights, Michelle"):
        span = find(reader.text, words)
        reader.select(*span)
        assert bar.isVisible()
        for box in reader.rects(*span):
            placed = box.translated(reader.viewport().pos()).toAlignedRect()
            assert not bar.geometry().intersects(placed.adjusted(0, 1, 0, -1))
    reader.clear_selection()
    assert bar.isHidden()


def test_the_bar_offers_source_and_cue_while_a_statement_is_active(reader: Reader) -> None:
    active = mark(find(reader.text, "the accusation"))
    reader.set_statements([active])

    def offered() -> list[str]:
        reader.select(*find(reader.text, "The Kremlin"))
        buttons = reader.overlays.bar.findChildren(QAbstractButton)
        return [button.text() for button in buttons if button.isVisible()]

    labels = [label.name for label in LABELS]
    assert offered() == [*labels, "Link"]
    reader.set_active(active.id)
    assert offered() == [*labels, "Source", "Cue", "Link"]


def test_a_press_on_the_bar_asks_for_the_label(reader: Reader) -> None:
    span = find(reader.text, "The Kremlin")
    select(reader, span)
    heard = Heard(reader, "label_wanted", "link_wanted")
    buttons = {b.text(): b for b in reader.overlays.bar.findChildren(QAbstractButton)}
    QTest.mouseClick(buttons["Denial"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(buttons["Link"], Qt.MouseButton.LeftButton)
    assert heard.said == [("label_wanted", LABELS[1].id, *span, False), ("link_wanted", *span)]


def test_while_linking_statements_and_selections_are_targets(reader: Reader) -> None:
    target = mark(find(reader.text, "the accusation"))
    reader.set_statements([target])
    reader.set_linking(linking=True)
    names = ("statement_clicked", "link_target", "link_target_span", "link_taken")
    heard = Heard(reader, *names)
    click(reader, target.content[0][0] + 2)
    reader.show_target(target.id, LinkChipView(DENIES, "Kremlin", "denies", "Russia", True))
    assert reader.overlays.chip.isVisible()
    QTest.keyClick(reader, Qt.Key.Key_R)
    QTest.keyClick(reader, Qt.Key.Key_Return)
    span = find(reader.text, "Sheba Crocker")
    select(reader, span)
    assert heard.said == [
        ("link_target", target.id),
        ("link_taken", REPEATS.id),
        ("link_taken", DENIES.id),
        ("link_target_span", *span),
    ]
    reader.set_linking(linking=False)
    assert reader.overlays.chip.isHidden()


def test_the_chip_offers_labels_for_a_target_that_has_none(reader: Reader) -> None:
    reader.set_linking(linking=True)
    span = find(reader.text, "Sheba Crocker")
    select(reader, span)
    reader.show_target(span, LinkChipView(DENIES, "Kremlin", "denies", "", True, LABELS))
    heard = Heard(reader, "label_wanted", "action_wanted")
    buttons = {b.text(): b for b in reader.overlays.chip.findChildren(QAbstractButton)}
    QTest.mouseClick(buttons["Allegation"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(buttons["Flip"], Qt.MouseButton.LeftButton)
    QTest.keyClick(reader, Qt.Key.Key_X)
    QTest.keyClick(reader, Qt.Key.Key_Escape)
    assert heard.said == [
        ("label_wanted", LABELS[0].id, *span, False),
        ("action_wanted", "flip"),
        ("action_wanted", "flip"),
        ("action_wanted", "let_go"),
    ]


def test_a_gutter_mark_is_pressed_and_has_words(reader: Reader) -> None:
    one = mark(find(reader.text, "the accusation"), linked=True)
    two = mark(find(reader.text, "The Kremlin rejects"), label=0)
    reader.set_statements([one, two])
    heard = Heard(reader, "statement_clicked", "statement_hovered")
    place = reader.gutter.mark_rect(one.id)
    assert place is not None
    assert place.right() <= reader.viewport().x()
    QTest.mouseClick(reader.gutter, Qt.MouseButton.LeftButton, pos=place.center().toPoint())
    assert ("statement_clicked", one.id) in heard.said


def test_find_folds_counts_and_goes_round(reader: Reader) -> None:
    reader.open_find()
    bar = reader.overlays.find
    QTest.keyClicks(bar.field, "absolute LIE")
    assert bar.count.text() == "1 of 3"
    for _ in range(3):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.count.text() == "1 of 3"
    QTest.keyClick(bar.field, Qt.Key.Key_Return, SHIFT)
    assert bar.count.text() == "3 of 3"
    last = find(reader.text, "absolute lie", nth=1)
    assert reader.rects(*last)
    bar.field.setText("nowhere in it")
    assert bar.count.text() == "Not found"
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()


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


def test_the_short_header_stays_when_the_title_has_gone(reader: Reader) -> None:
    assert reader.header.isVisible()
    assert reader.brief.isHidden()
    span = find(reader.text, "The Organization for Security")
    reader.scroll_to(*span)
    assert reader.brief.isVisible()
    assert reader.rects(*span)[0].top() >= reader.brief.height()
    heard = Heard(reader, "status_wanted")
    QTest.mouseClick(reader.brief.status.button, Qt.MouseButton.LeftButton)
    assert heard.said == [("status_wanted", "done")]


def test_copying_gives_the_article_s_own_characters(reader: Reader) -> None:
    text = "One\u00a0two\r\nthree\u2028four 😀 five\u00adsix"
    reader.show_article(article(text))
    QTest.keySequence(reader, "Ctrl+A")
    QTest.keySequence(reader, "Ctrl+C")
    assert QGuiApplication.clipboard().text() == text
    QGuiApplication.clipboard().clear()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_offers_what_bar_and_keys_do(reader: Reader, qtbot: QtBot) -> None:
    span = find(reader.text, "The Kremlin")
    select(reader, span)
    heard = Heard(reader, "label_wanted", "furniture_toggled")
    at = place_of(reader, span[0])
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, at, reader.viewport().mapToGlobal(at))
    QApplication.sendEvent(reader.viewport(), event)
    menu = reader.findChild(QMenu)
    assert menu is not None
    entries = {entry.text().split("\t")[0]: entry for entry in menu.actions()}
    entries["Denial"].trigger()
    entries["Not part of the prose"].trigger()
    assert heard.said == [
        ("label_wanted", LABELS[1].id, *span, False),
        ("furniture_toggled", *span),
    ]
    menu.close()


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
