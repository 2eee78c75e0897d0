"""What stands over and beside the text: bar, chip, gutter, find field, menu, header."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from factcheck.ids import Id
from tests.ui.reading import (
    DENIES,
    LABELS,
    REPEATS,
    Heard,
    click,
    find,
    mark,
    open_reader,
    place_of,
    select,
)
from ui import theme
from ui.reader import Reader
from ui.reading.definition import Definition
from ui.reading.values import LinkChipView

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def reader(qtbot: QtBot, qapp: QApplication) -> Reader:
    """A reader with the letter article open."""
    return open_reader(qtbot, qapp)


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


def test_the_bar_keeps_within_the_reader_however_many_labels(reader: Reader) -> None:
    many = [replace(LABELS[n % 3], id=Id.new(), name=f"A label {n}", key=str(n)) for n in range(9)]
    reader.set_labels(many)
    reader.select(*find(reader.text, "The Kremlin"))
    bar = reader.overlays.bar
    assert reader.rect().contains(bar.geometry())
    buttons = [button for button in bar.findChildren(QAbstractButton) if button.isVisible()]
    assert all(bar.rect().contains(button.geometry()) for button in buttons)
    assert [button.accessibleName() for button in buttons[:9]] == [label.name for label in many]


def test_a_press_on_the_bar_asks_for_the_label(reader: Reader) -> None:
    span = find(reader.text, "The Kremlin")
    select(reader, span)
    heard = Heard(reader, "label_wanted", "link_wanted")
    buttons = {b.text(): b for b in reader.overlays.bar.findChildren(QAbstractButton)}
    QTest.mouseClick(buttons["Denial"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(buttons["Link"], Qt.MouseButton.LeftButton)
    assert heard.said == [("label_wanted", LABELS[1].id, *span, False), ("link_wanted", *span)]


def test_a_press_that_makes_a_statement_active_renews_the_bar(reader: Reader) -> None:
    span = find(reader.text, "The Kremlin")
    made = mark(span)

    def make(*_: object) -> None:
        reader.set_statements([made])
        reader.set_active(made.id)

    reader.label_wanted.connect(make)
    select(reader, span)
    button = next(b for b in reader.overlays.bar.findChildren(QAbstractButton) if b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert reader.active_statement() == made.id
    assert reader.selection() is None
    assert reader.overlays.bar.isHidden()


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
    assert bar.isHidden()


def test_the_find_field_stands_above_title_and_text(reader: Reader) -> None:
    at_first = reader.viewport().y()
    reader.open_find()
    bar = reader.overlays.find
    assert bar.isVisible()
    assert reader.rect().contains(bar.geometry())
    assert bar.geometry().bottom() < reader.viewport().y()
    one = mark(find(reader.text, "the accusation"))
    reader.set_statements([one])
    placed = reader.gutter.mark_rect(one.id)
    assert placed is not None
    middle = placed.translated(reader.gutter.pos()).center().y()
    box = reader.rects(*one.content[0])[0].translated(reader.viewport().pos())
    assert box.top() <= middle <= box.bottom()
    reader.scroll_to(*find(reader.text, "The Organization for Security"))
    assert reader.brief.isVisible()
    assert not reader.brief.geometry().intersects(bar.geometry())
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert reader.viewport().y() == at_first


def test_the_short_header_stays_when_the_title_has_gone(reader: Reader) -> None:
    assert reader.header.isVisible()
    assert reader.brief.isHidden()
    span = find(reader.text, "The Organization for Security")
    reader.scroll_to(*span)
    assert reader.brief.isVisible()
    assert reader.rects(*span)[0].top() >= reader.brief.height()
    assert reader.header.status.button.focusPolicy() == Qt.FocusPolicy.NoFocus
    heard = Heard(reader, "status_wanted")
    QTest.mouseClick(reader.brief.status.button, Qt.MouseButton.LeftButton)
    assert heard.said == [("status_wanted", "done")]


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


def test_the_mouse_on_a_label_shows_its_definition(reader: Reader) -> None:
    select(reader, find(reader.text, "The Kremlin"))
    buttons = {b.text(): b for b in reader.overlays.bar.findChildren(QAbstractButton)}
    buttons["Denial"].setFocus(Qt.FocusReason.TabFocusReason)
    shown = [part for part in reader.findChildren(Definition) if part.isVisible()]
    assert len(shown) == 1
    assert not shown[0].geometry().intersects(reader.overlays.bar.geometry())
    reader.setFocus()
    assert not [part for part in reader.findChildren(Definition) if part.isVisible()]


def test_many_marks_on_one_line_overlap_until_the_key_spreads_them(reader: Reader) -> None:
    spans = [find(reader.text, word) for word in ("The Kremlin", "rejects", "the accusation")]
    marks = [mark(span) for span in spans]
    reader.set_statements(marks)
    reader.statement_clicked.connect(reader.set_active)

    def apart() -> float:
        boxes = [reader.gutter.mark_rect(one.id) for one in marks]
        lefts = sorted(box.left() for box in boxes if box is not None)
        return min(b - a for a, b in pairwise(lefts))

    together = apart()
    click(reader, spans[0][0] + 1)
    QTest.keyClick(reader, Qt.Key.Key_O)
    assert apart() > together


def test_of_many_marks_on_a_line_none_covers_another_s_shape(reader: Reader) -> None:
    spans = [find(reader.text, word) for word in ("The Kremlin", "rejects", "the accusation")]
    marks = [mark(span, label=n, linked=n == 0) for n, span in enumerate(spans)]
    reader.set_statements(marks)
    reader.set_active(marks[1].id)
    look = theme.current()
    boxes = [box for one in marks if (box := reader.gutter.mark_rect(one.id)) is not None]
    assert len({box.top() for box in boxes}) == 1
    shape = boxes[0].width() * look.size("icon_glyph") / look.size("mark")
    lefts = sorted(box.left() for box in boxes)
    assert min(b - a for a, b in pairwise(lefts)) >= shape
    image = reader.gutter.grab().toImage()
    ratio = image.devicePixelRatio()
    around = boxes[0].adjusted(-100, 0, 100, 0).toAlignedRect() & reader.gutter.rect()
    seen = {
        image.pixelColor(round(x * ratio), round(y * ratio)).name()
        for x in range(around.left(), around.right())
        for y in range(around.top(), around.bottom())
    }
    shown = ("contradiction", "allegation", "denial", "confirmation")
    assert {look.label_look(color).ink.name() for color in shown} <= seen
    assert look.label_look("contradiction").tint.name() in seen


def test_an_edge_key_on_another_layer_s_statement_is_refused_aloud(reader: Reader) -> None:
    gold = mark(find(reader.text, "the accusation"), reference=True)
    reader.set_statements([gold])
    reader.set_active(gold.id)
    heard = Heard(reader, "edge_refused", "edge_moved")
    for key in (Qt.Key.Key_U, Qt.Key.Key_I, Qt.Key.Key_J, Qt.Key.Key_K):
        QTest.keyClick(reader, key)
    assert heard.said == [("edge_refused",)] * 4
