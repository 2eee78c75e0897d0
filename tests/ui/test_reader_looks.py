"""What can be seen: tints, underlines in rows, furniture, the page in every theme and size."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reading import article, find, mark, open_reader
from ui import theme
from ui.reader import Reader
from ui.reading.layers import Layers
from ui.reading.values import Detail


@pytest.fixture
def reader(qtbot: QtBot, qapp: QApplication) -> Iterator[Reader]:
    """A reader with the letter article open, in the light theme."""
    theme.controller().set_mode(theme.Mode.LIGHT)
    yield open_reader(qtbot, qapp)
    theme.controller().set_mode(theme.Mode.SYSTEM)
    theme.controller().set_zoom(100)


def colors_in(image: QImage, area: QRect) -> set[str]:
    """Every color in a part of a picture."""
    inside = area.intersected(image.rect())
    return {
        image.pixelColor(x, y).name()
        for x in range(inside.left(), inside.right() + 1)
        for y in range(inside.top(), inside.bottom() + 1)
    }


def seen(reader: Reader, span: tuple[int, int]) -> set[str]:
    """The colors where a stretch stands, its underlines included."""
    image = reader.viewport().grab().toImage()
    found: set[str] = set()
    for box in reader.rects(*span):
        found |= colors_in(image, box.toAlignedRect().adjusted(0, 0, 0, 4))
    return found


def names(*roles: str) -> set[str]:
    """The colors of some roles."""
    return {theme.current().color(role).name() for role in roles}


def test_a_statement_has_its_tint_and_its_line(reader: Reader) -> None:
    span = find(reader.text, "the accusation")
    assert not seen(reader, span) & names("denial", "denial_tint")
    reader.set_statements([mark(span)])
    assert names("denial", "denial_tint") <= seen(reader, span)
    reader.set_statements([])
    assert not seen(reader, span) & names("denial", "denial_tint")


def test_tints_do_not_add_up_and_underlines_do_not_cover_each_other(reader: Reader) -> None:
    span = find(reader.text, "the accusation")
    reader.set_statements([mark(span, label=0), mark(span), mark(span, label=2)])
    found = seen(reader, span)
    assert names("allegation", "denial", "confirmation") <= found
    assert len(found & names("allegation_tint", "denial_tint", "confirmation_tint")) == 1


def test_source_and_cue_show_only_while_their_statement_is_active(reader: Reader) -> None:
    source, cue = find(reader.text, "The Kremlin"), find(reader.text, "rejects")
    one = mark(find(reader.text, "the accusation"), source=(source,), cue=(cue,))
    reader.set_statements([one])
    plain = seen(reader, source), seen(reader, cue)
    assert not plain[0] & names("denial")
    reader.set_active(one.id)
    assert names("denial") <= seen(reader, source)
    assert names("denial") <= seen(reader, cue)
    reader.set_active(None)
    assert (seen(reader, source), seen(reader, cue)) == plain


def test_furniture_is_dimmed_and_comes_back(reader: Reader) -> None:
    span = find(reader.text, "date 2022-02-21")
    assert names("ink") <= seen(reader, span)
    view = article(reader.text, furniture=(span,))
    reader.update_header(view)
    assert names("mute") <= seen(reader, span)
    assert not names("ink") & seen(reader, span)
    reader.update_header(article(reader.text))
    assert names("ink") <= seen(reader, span)


def test_every_theme_and_size_keeps_the_place_the_selection_and_the_marks(reader: Reader) -> None:
    span, chosen = find(reader.text, "the accusation"), find(reader.text, "Sheba Crocker")
    one = mark(span)
    reader.set_statements([one])
    reader.set_active(one.id)
    reader.select(*chosen)
    for mode in (theme.Mode.DARK, theme.Mode.HIGH_CONTRAST_LIGHT, theme.Mode.LIGHT):
        theme.controller().set_mode(mode)
        assert names("denial") <= seen(reader, span)
        assert reader.selection() == chosen
        assert reader.active_statement() == one.id
    reader.scroll_to(*find(reader.text, "The letter comes"))
    here = reader.place()
    theme.controller().set_zoom(200)
    assert abs(reader.place() - here) < 90
    assert reader.selection() == chosen
    widest = max(box.right() for box in reader.rects(here, here + 400))
    assert widest <= reader.viewport().width()


def test_a_changed_title_moves_the_text_and_keeps_the_statements(reader: Reader) -> None:
    span = find(reader.text, "the accusation")
    one = mark(span)
    reader.set_statements([one])
    before = reader.rects(*span)[0].top()
    reader.update_header(article(reader.text, title="A title that takes two lines " * 3))
    assert reader.rects(*span)[0].top() > before
    assert reader.statements_at(reader.rects(*span)[0].center()) == [one]


def test_the_text_keeps_clear_of_the_gutter_at_every_width(reader: Reader) -> None:
    for width in (500, 716, 848, 1400):
        reader.resize(width, 600)
        reader.grab()
        boxes = reader.rects(0, 400)
        assert min(box.left() for box in boxes) + reader.viewport().x() >= reader.gutter.width()
        assert max(box.right() for box in boxes) + reader.viewport().x() <= width


def test_guesses_in_the_header_say_that_they_are(reader: Reader) -> None:
    view = article(reader.text)
    details = (Detail("about 21 Feb 2022", guess="Guessed from the first line"),)
    reader.update_header(replace(view, details=details, status="done"))
    tips = {part.toolTip() for part in reader.header.findChildren(QWidget)}
    assert any("Guessed from the first line" in tip for tip in tips)


def test_rows_are_free_below_what_they_cover() -> None:
    outer, inner, later = mark((0, 50)), mark((10, 20)), mark((30, 60))
    layers = Layers([(one, one.content) for one in (later, inner, outer)])
    rows = {piece.mark.id: piece.row for piece in layers.overlapping(0, 100)}
    assert rows == {outer.id: 0, inner.id: 1, later.id: 1}


def test_a_very_long_statement_is_found_at_its_end() -> None:
    long, short = mark((0, 100_000)), mark((99_990, 99_995))
    layers = Layers([(one, one.content) for one in (short, long)])
    assert [one.id for one in layers.at(99_992)] == [short.id, long.id]
    assert [one.id for one in layers.at(50_000)] == [long.id]
    assert layers.starting(1, 100_000) == [short]
    assert layers.neighbor(5, forward=True) == short
    assert layers.neighbor(5, forward=False) == long
