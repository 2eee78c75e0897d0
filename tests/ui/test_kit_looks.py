"""How the kit looks, whatever the theme, the size of text, the width and the language."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.gallery import build
from ui import style, texts, theme
from ui.kit.buttons import Button
from ui.kit.text import ElidedLabel, Run, TextBlock, TextLabel
from ui.theme import Mode


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    controller = theme.controller()
    controller.set_mode(Mode.LIGHT)
    controller.set_zoom(100)
    yield
    controller.set_mode(Mode.LIGHT)
    controller.set_zoom(100)
    texts.set_language("en")


def test_an_elided_label_shows_itself_whole_by_its_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("Kremlin Not Ruling Out Possible Contacts between Putin, Biden")
    qtbot.addWidget(label)
    label.setFixedWidth(120)
    label.grab()
    assert label.toolTip() == label.text()
    label.setFixedWidth(600)
    label.grab()
    assert label.toolTip() == ""


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=80)


@given(words, st.integers(20, 300), st.integers(1, 3))
def test_clamped_words_never_exceed_their_lines(text: str, width: int, lines: int) -> None:
    block = TextBlock([Run(text, "strong"), Run(text, "meta", "mute")], lines=lines)
    assert block.height(width) <= lines * block.line_height


@pytest.mark.parametrize("mode", [m for m in Mode if m is not Mode.SYSTEM])
def test_everything_follows_the_theme(mode: Mode, qtbot: QtBot, qapp: QApplication) -> None:
    style.install(qapp)
    window = build()
    qtbot.addWidget(window)
    theme.controller().set_mode(mode)
    window.show()
    image = window.grab().toImage()
    assert image.pixelColor(4, 4) == theme.current().color("panel")
    assert qapp.palette().text().color() == theme.current().color("ink")


def test_nothing_is_cut_at_twice_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    style.install(qapp)
    window = build()
    qtbot.addWidget(window)
    window.show()
    theme.controller().set_zoom(200)
    window.resize(1800, 1600)
    QApplication.sendPostedEvents()
    for button in window.findChildren(Button):
        assert button.width() >= button.sizeHint().width(), button.text()
        assert button.height() >= button.sizeHint().height(), button.text()
    for label in window.findChildren(TextLabel):
        assert label.height() >= label.heightForWidth(label.width()) or isinstance(
            label, ElidedLabel
        ), label.text()


def test_pseudo_language_marks_and_lengthens_every_sentence() -> None:
    plain = texts.tr("kit.search.clear")
    texts.set_language(texts.PSEUDO)
    pseudo = texts.tr("kit.search.clear")
    assert pseudo.startswith("[!!!")
    assert plain in pseudo
    assert len(pseudo) >= 1.4 * len(plain)
    assert "3" in texts.tr_n("kit.completing.found", 3)
