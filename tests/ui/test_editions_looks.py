"""How editions look beside each other: lines through what is gone, under what is new, and signs."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reading import article, dress, find, mark
from ui import theme
from ui.reading.edition_view import EditionView

TEXT = "The letter speaks of lists.\n\nThe Kremlin calls 🙂 them an absolute lie.\n\nNo more."
MODES = (theme.Mode.LIGHT, theme.Mode.DARK, theme.Mode.HIGH_CONTRAST_LIGHT)


@pytest.fixture(params=MODES, ids=[mode.value for mode in MODES])
def view(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication) -> Iterator[EditionView]:
    """An edition in a window of its own, in a theme."""
    dress(qapp)
    theme.controller().set_mode(request.param)
    view = EditionView("edition")
    qtbot.addWidget(view)
    view.resize(640, 600)
    view.show_article(article(TEXT))
    view.show()
    qtbot.waitExposed(view)
    yield view
    theme.controller().set_mode(theme.Mode.SYSTEM)


def rows_of(view: EditionView, words: str, role: str) -> list[float]:
    """How far down their box, from 0 to 1, words are crossed by a line of a color."""
    image = view.viewport().grab().toImage()
    box = view.rects(*find(TEXT, words))[0].toAlignedRect()
    color = theme.current().color(role).name()
    middle = box.center().x()
    across = range(middle - 6, middle + 6)
    height = range(box.top(), box.bottom() + 4)
    # Letters lie over it.
    hits = [y for y in height if sum(image.pixelColor(x, y).name() == color for x in across) > 3]
    return [(y - box.top()) / box.height() for y in hits]


def in_gutter(view: EditionView, words: str) -> bool:
    """Whether the left end of the gutter has a sign beside words."""
    image: QImage = view.gutter.grab().toImage()
    box = view.rects(*find(TEXT, words))[0].toAlignedRect()
    area = [(x, y) for x in range(26) for y in range(box.top(), box.bottom())]
    return len({image.pixelColor(x, y).name() for x, y in area}) > 1


def test_what_is_gone_is_struck_through(view: EditionView) -> None:
    assert not rows_of(view, "absolute", "contradiction")
    view.show_differing((find(TEXT, "absolute"),), struck=True)
    found = rows_of(view, "absolute", "contradiction")
    assert found
    assert all(0.3 < y < 0.8 for y in found)
    assert in_gutter(view, "absolute")
    assert not in_gutter(view, "speaks")


def test_what_is_new_is_underlined_also_on_a_statement(view: EditionView) -> None:
    view.set_statements([mark(find(TEXT, "an absolute lie"))])
    view.show_differing((find(TEXT, "absolute"),), struck=False)
    found = rows_of(view, "absolute", "accent")
    assert found
    assert min(found) > 0.8
    assert in_gutter(view, "absolute")


def test_a_bar_stands_where_only_the_other_edition_has_words(view: EditionView) -> None:
    end = find(TEXT, "lists.")[1]
    before = _picture(view.viewport())
    view.show_differing(((end, end),), struck=False)
    assert _picture(view.viewport()) != before
    assert not in_gutter(view, "lists")
    with_bar = _picture(view.viewport())
    view.show_current(0)
    assert _picture(view.viewport()) != with_bar


def _picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()
