"""The kit by gestures: what a key or a click does, what is said aloud, and where the focus goes."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.completing import CompletingField, Suggestion
from ui.kit.fields import FieldRow, SearchField
from ui.kit.focus import FocusRing
from ui.kit.marks import CountRow, LabelMark, StatusMark
from ui.kit.notice import Notice, Toast
from ui.kit.paint import Count
from ui.kit.popover import Popover
from ui.kit.segmented import Option, Segmented
from ui.kit.sheet import Sheet
from ui.kit.text import TextLabel

PEOPLE = (
    Suggestion("k", "Kremlin", "Russia"),
    Suggestion("p", "Dmitry Peskov", "Kremlin spokesman"),
    Suggestion("u", "United States"),
)


def suggest(text: str) -> Sequence[Suggestion]:
    """Give the people whose name holds a text."""
    return [p for p in PEOPLE if text.casefold() in p.title.casefold()]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """An open window with a column."""
    widget = QWidget()
    QVBoxLayout(widget)
    widget.resize(640, 480)
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def put(window: QWidget, *widgets: QWidget) -> None:
    """Put widgets into the window's column."""
    column = window.layout()
    assert column is not None
    for widget in widgets:
        column.addWidget(widget)
    QApplication.sendPostedEvents()


def press(key: Qt.Key) -> None:
    """Press a key where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key)


def test_segments_move_by_arrows_and_tell_the_new_one(window: QWidget, qtbot: QtBot) -> None:
    views = Segmented([Option("a", "Annotate"), Option("r", "Review", 7)], name="View")
    put(window, views)
    views.segment("a").setFocus()
    with qtbot.waitSignal(views.chosen) as told:
        press(Qt.Key.Key_Right)
    assert told.args == ["r"]
    assert views.current() == "r"
    assert views.segment("r").accessibleName() == "Review 7"
    with qtbot.assertNotEmitted(views.chosen):
        views.set_current("a")
        views.set_options([Option("a", "Annotate"), Option("c", "Claims")])
    assert views.current() == "a"


def test_counts_change_in_segments_that_stay(window: QWidget) -> None:
    views = Segmented([Option("a", "Annotate"), Option("r", "Review")], name="View")
    put(window, views)
    review = views.segment("r")
    review.setFocus()
    narrow = review.sizeHint().width()
    views.set_options([Option("a", "Annotate"), Option("r", "Review", 7)])
    assert views.segment("r") is review
    assert review.isVisible()
    assert review.hasFocus()
    assert review.accessibleName() == "Review 7"
    assert review.sizeHint().width() > narrow


def test_words_with_margins_are_not_cut_off(window: QWidget) -> None:
    label = TextLabel("Nothing is open. What is decided stands beside.")
    plain = label.heightForWidth(200)
    label.setContentsMargins(40, 8, 40, 4)
    assert label.heightForWidth(280) == plain + 12
    assert label.heightForWidth(200) > plain + 12
    put(window, label)
    assert label.height() >= label.heightForWidth(label.width())


def test_search_is_emptied_by_escape_and_left_downwards(window: QWidget, qtbot: QtBot) -> None:
    field = SearchField("Search articles")
    put(window, field)
    field.setFocus()
    QTest.keyClicks(field, "letter")
    press(Qt.Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(field.descended):
        press(Qt.Key.Key_Down)


@pytest.fixture
def field(window: QWidget) -> CompletingField:
    """A field over the people, with the focus in it and another field after it."""
    made = CompletingField(suggest, name="Speaker")
    put(window, made, QLineEdit())
    made.setFocus()
    return made


def test_typing_and_enter_take_the_best_suggestion(field: CompletingField, qtbot: QtBot) -> None:
    QTest.keyClicks(field, "pesk")
    assert field.list_is_open()
    with qtbot.waitSignal(field.chosen) as told:
        press(Qt.Key.Key_Return)
    assert told.args == ["p"]
    assert field.text() == "Dmitry Peskov"
    assert not field.list_is_open()
    assert not field.is_draft()


def test_down_goes_to_the_row_that_creates(field: CompletingField, qtbot: QtBot) -> None:
    QTest.keyClicks(field, "kre")
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(field.created) as told:
        press(Qt.Key.Key_Return)
    assert told.args == ["kre"]


def test_nothing_is_created_beside_the_same_name(field: CompletingField, qtbot: QtBot) -> None:
    QTest.keyClicks(field, "KREMLIN")
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(field.chosen), qtbot.assertNotEmitted(field.created):
        press(Qt.Key.Key_Return)


def test_escape_closes_the_list_then_undoes_the_typing(field: CompletingField) -> None:
    field.set_value("Kremlin")
    QTest.keyClicks(field, "x")
    press(Qt.Key.Key_Escape)
    assert not field.list_is_open()
    assert field.text() == "Kremlinx"
    press(Qt.Key.Key_Escape)
    assert field.text() == "Kremlin"


def test_what_was_typed_stays_as_a_draft(field: CompletingField, qtbot: QtBot) -> None:
    QTest.keyClicks(field, "Washing")
    with qtbot.waitSignal(field.drafted) as told, qtbot.assertNotEmitted(field.created):
        press(Qt.Key.Key_Tab)
    assert told.args == ["Washing"]
    assert field.text() == "Washing"
    assert not field.list_is_open()


def test_an_echo_does_not_overwrite_typing(field: CompletingField) -> None:
    field.set_value("Kremlin")
    QTest.keyClicks(field, " and")
    field.set_value("Moscow")
    assert field.text() == "Kremlin and"
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    assert field.text() == "Moscow"


def test_leaving_an_emptied_field_clears_it(field: CompletingField, qtbot: QtBot) -> None:
    field.set_value("Kremlin")
    field.selectAll()
    press(Qt.Key.Key_Delete)
    with qtbot.waitSignal(field.cleared):
        press(Qt.Key.Key_Tab)


def test_a_click_takes_a_row(field: CompletingField, window: QWidget, qtbot: QtBot) -> None:
    QTest.keyClicks(field, "united")
    popover = window.findChild(Popover)
    assert popover is not None
    item = popover.column.itemAt(0)
    assert item is not None
    rows = item.widget()
    assert rows is not None
    with qtbot.waitSignal(field.chosen) as told:
        QTest.mouseClick(rows, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert told.args == ["u"]


def test_a_press_elsewhere_closes_the_list(field: CompletingField, window: QWidget) -> None:
    QTest.keyClicks(field, "united")
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not field.list_is_open()


def test_a_popover_stays_inside_the_window(window: QWidget) -> None:
    popover = Popover(window)
    popover.column.addWidget(TextLabel("Rejects an assertion about the claim."))
    for corner in (QPoint(0, 0), QPoint(639, 0), QPoint(0, 479), QPoint(639, 479)):
        popover.show_near(QRect(corner, corner))
        assert window.rect().contains(popover.geometry())
        popover.close_now()


def test_a_popover_gives_the_focus_back_on_escape(window: QWidget) -> None:
    edit = QLineEdit()
    put(window, edit)
    edit.setFocus()
    popover = Popover(window)
    popover.column.addWidget(Button("Accept"))
    popover.show_near(edit.geometry(), take_focus=True)
    assert isinstance(QApplication.focusWidget(), Button)
    press(Qt.Key.Key_Escape)
    assert popover.isHidden()
    assert QApplication.focusWidget() is edit


@pytest.fixture
def sheet(window: QWidget) -> Sheet:
    """A sheet with a field, Cancel and a primary button, over a window with a field."""
    edit = QLineEdit()
    edit.setObjectName("behind")
    put(window, edit)
    edit.setFocus()
    made = Sheet(window, "Export")
    made.body.addWidget(FieldRow("Seed", QLineEdit()))
    made.footer.addWidget(Button("Cancel"))
    made.footer.addWidget(Button("Export", kind="primary"))
    return made


def test_tab_stays_in_the_sheet_and_escape_returns(sheet: Sheet, window: QWidget) -> None:
    behind = QApplication.focusWidget()
    sheet.open_sheet()
    seen = []
    for _ in range(4):
        seen.append(QApplication.focusWidget())
        press(Qt.Key.Key_Tab)
    assert len(set(seen)) == 3
    assert seen[0] is seen[3]
    assert all(widget is not None and sheet.isAncestorOf(widget) for widget in seen)
    press(Qt.Key.Key_Backtab)
    press(Qt.Key.Key_Escape)
    assert sheet.isHidden()
    assert QApplication.focusWidget() is behind


def test_the_focus_cannot_be_taken_from_behind_a_sheet(sheet: Sheet, window: QWidget) -> None:
    sheet.open_sheet()
    behind = window.findChild(QLineEdit, "behind")
    assert behind is not None
    behind.setFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert sheet.isAncestorOf(focus)
    sheet.close_sheet()


def test_enter_in_a_field_presses_the_primary_button(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.open_sheet()
    primary = next(b for b in sheet.findChildren(Button) if b.kind == "primary")
    with qtbot.waitSignal(primary.clicked):
        press(Qt.Key.Key_Return)
    sheet.close_sheet()


def test_enter_presses_the_button_that_has_the_focus(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.open_sheet()
    cancel = next(b for b in sheet.findChildren(Button) if b.text() == "Cancel")
    primary = next(b for b in sheet.findChildren(Button) if b.kind == "primary")
    cancel.setFocus()
    with qtbot.assertNotEmitted(primary.clicked), qtbot.waitSignal(cancel.clicked):
        press(Qt.Key.Key_Return)
    sheet.close_sheet()


def test_keys_of_the_window_do_nothing_behind_a_sheet(
    sheet: Sheet, window: QWidget, qtbot: QtBot
) -> None:
    shortcut = QShortcut(QKeySequence("F6"), window)
    with qtbot.waitSignal(shortcut.activated):
        press(Qt.Key.Key_F6)
    sheet.open_sheet()
    button = sheet.findChildren(Button)[0]
    button.setFocus()
    with qtbot.assertNotEmitted(shortcut.activated):
        press(Qt.Key.Key_F6)
    sheet.close_sheet()


def test_a_sheet_grows_with_its_window(sheet: Sheet, window: QWidget) -> None:
    sheet.open_sheet()
    window.resize(900, 700)
    assert sheet.geometry() == window.rect()
    assert sheet.rect().contains(sheet.panel.geometry())
    sheet.close_sheet()


def test_a_card_answers_to_click_and_enter(window: QWidget, qtbot: QtBot) -> None:
    card = Card()
    card.column.addWidget(TextLabel("it is an “absolute lie”"))
    put(window, card)
    with qtbot.waitSignal(card.activated):
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    card.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(card.activated):
        press(Qt.Key.Key_Return)


def test_the_ring_is_two_px_off_the_field_and_goes_with_it(window: QWidget) -> None:
    ring = FocusRing(window)
    edit, button = QLineEdit(), Button("Export")
    put(window, edit, button)
    edit.setFocus()
    assert ring.geometry() == edit.geometry().adjusted(-4, -4, 4, 4)
    window.resize(700, 500)
    assert ring.geometry() == edit.geometry().adjusted(-4, -4, 4, 4)
    press(Qt.Key.Key_Tab)
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    QTest.mousePress(edit, Qt.MouseButton.LeftButton)
    edit.clearFocus()
    assert ring.isHidden()


def test_a_notice_runs_what_can_be_done_and_goes(window: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    notice = Notice("Changed.", tone="warning", actions=[("Show it", lambda: done.append("x"))])
    put(window, notice)
    show, close = notice.findChildren(Button)
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)
    assert done == ["x"]
    with qtbot.waitSignal(notice.dismissed):
        QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert notice.isHidden()


def test_a_toast_goes_by_itself_and_the_next_takes_its_place(window: QWidget, qtbot: QtBot) -> None:
    first = Toast(window, "Undid: denial", seconds=60)
    first.show_toast()
    second = Toast(window, "Undid: allegation", seconds=0.01)
    with qtbot.waitSignal(second.dismissed):
        second.show_toast()
        assert first.isHidden()


def test_marks_have_names(window: QWidget) -> None:
    status, mark = StatusMark("in_progress"), LabelMark("cross", "denial", name="Denial")
    row = CountRow([Count("cross", "denial", 2, "2 denials"), Count("tick", "confirmation", 1)])
    put(window, status, mark, row)
    names = [w.accessibleName() for w in (status, mark, row)]
    assert names == ["In progress", "Denial", "2 denials, 1"]
    undo = Button(icon="undo", name="Undo")
    put(window, undo)
    button = QAccessible.queryAccessibleInterface(undo)
    assert button.role() is QAccessible.Role.Button
    assert button.text(QAccessible.Text.Name) == "Undo"
