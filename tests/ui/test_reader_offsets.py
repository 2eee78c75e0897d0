"""Offsets: whatever the text, what the reader says of it is in code points of that text."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.texts_strategy import texts_with_span, texts_with_spans
from tests.ui.reading import Heard, article, dress, mark
from ui.reader import Reader


@pytest.fixture(scope="module")
def reader(qapp: QApplication) -> Iterator[Reader]:
    """One reader for all examples, for making one is what takes long."""
    dress(qapp)
    widget = Reader()
    widget.resize(760, 700)
    widget.show()
    yield widget
    widget.close()
    widget.deleteLater()


def utf16(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2


@given(case=texts_with_span())
def test_a_selection_is_told_in_code_points(reader: Reader, case: tuple[str, int, int]) -> None:
    text, start, end = case
    reader.show_article(article(text))
    heard = Heard(reader, "selected")
    # As assistive technology selects: by Qt's positions.
    cursor = QTextCursor(reader.document())
    cursor.setPosition(utf16(text[:start]))
    cursor.setPosition(utf16(text[:end]), QTextCursor.MoveMode.KeepAnchor)
    reader.setTextCursor(cursor)
    assert heard.said == [("selected", start, end)]
    assert reader.selection() == (start, end)
    reader.copy()
    # A byte order mark at the beginning does not survive the way into Qt.
    assert QGuiApplication.clipboard().text() == text[start:end].removeprefix("\ufeff")


@given(case=texts_with_span())
def test_what_is_selected_for_someone_is_what_is_told(
    reader: Reader, case: tuple[str, int, int]
) -> None:
    text, start, end = case
    reader.show_article(article(text))
    heard = Heard(reader, "selected", "label_wanted")
    reader.select(start, end)
    assert heard.said == [("selected", start, end)]


@given(case=texts_with_spans(), dimmed=st.sampled_from((0, 1, 3)))
def test_statements_of_any_text_are_painted_and_found_again(
    reader: Reader, case: tuple[str, list[tuple[int, int]]], dimmed: int
) -> None:
    text, spans = case
    dim = tuple(spans[:dimmed])
    reader.show_article(article(text, furniture=dim))
    marks = [mark(*spans, label=0), *(mark(span) for span in spans)]
    reader.set_statements(marks)
    reader.set_active(marks[0].id)
    reader.grab()
    for span in spans:
        for box in reader.rects(*span):
            under = reader.statements_at(box.center())
            assert marks[0].id in [one.id for one in under]


@given(case=texts_with_span())
def test_assistive_technology_gets_text_and_selection(
    reader: Reader, case: tuple[str, int, int]
) -> None:
    text, start, end = case
    reader.show_article(article(text))
    reader.select(start, end)
    face: QAccessibleInterface = QAccessible.queryAccessibleInterface(reader)
    offered = face.textInterface()
    assert offered is not None
    assert offered.characterCount() in (utf16(text), utf16(text) + 1)
    assert offered.selectionCount() == 1
    assert offered.cursorPosition() == utf16(text[:end])


def test_the_caret_never_stands_inside_a_character(reader: Reader) -> None:
    reader.show_article(article("a😀b"))
    heard = Heard(reader, "selected")
    cursor = QTextCursor(reader.document())
    cursor.setPosition(2)
    cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
    reader.setTextCursor(cursor)
    assert heard.said == [("selected", 1, 3)]
    QTest.keySequence(reader, "Ctrl+A")
    assert heard.said[-1] == ("selected", 0, 3)
