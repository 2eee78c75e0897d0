"""The look is data: every theme has every role, can be read, and reaches whoever paints."""

import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QKeySequence, QPainterPath
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from factcheck import resources
from ui import fonts, icons, keymap, shapes, style, theme
from ui.theme import Mode, Theme

NAMES = [mode.value for mode in Mode if mode is not Mode.SYSTEM]
TEXT_ROLES = ("ink", "mute", "accent", "allegation", "denial", "confirmation", "contradiction")
GROUNDS = ("bg", "panel", "paper", "hover", "accent_tint")


def luminance(color: QColor) -> float:
    """Give the relative luminance of WCAG 2.2."""
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Give the contrast ratio of WCAG 2.2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def controller(qtbot: QtBot) -> theme.ThemeController:
    """A controller of the test's own, in light at 100 %."""
    fonts.load_first()
    own = theme.ThemeController()
    own.set_mode(Mode.LIGHT)
    return own


@pytest.mark.parametrize("name", NAMES)
def test_text_is_readable_on_every_ground(name: str, qapp: QApplication) -> None:
    look = theme.load(name)
    least = 4.5 if look.has_tints else 7.0
    for role in (*TEXT_ROLES, "gold"):
        for ground in GROUNDS:
            assert contrast(look.color(role), look.color(ground)) >= least, (role, ground)
    for role in ("allegation", "denial", "confirmation", "contradiction", "gold"):
        dress = look.label_look(role)
        assert contrast(dress.ink, dress.tint) >= 4.5, role
        assert contrast(look.color("ink"), dress.tint) >= 4.5, role
    assert contrast(look.color("accent_ink"), look.color("accent")) >= 4.5
    assert contrast(look.color("ink"), look.color("selection")) >= 4.5


@pytest.mark.parametrize("name", NAMES)
def test_borders_can_be_seen_on_every_ground(name: str, qapp: QApplication) -> None:
    look = theme.load(name)
    for ground in GROUNDS:
        assert contrast(look.color("edge"), look.color(ground)) >= 3.0, ground


@pytest.mark.parametrize("name", NAMES)
def test_themes_have_the_same_roles(name: str, qapp: QApplication) -> None:
    assert theme.load(name).roles() == theme.load("light").roles()


def test_high_contrast_drops_tints_and_thickens_lines(qapp: QApplication) -> None:
    plain, strong = theme.load("light"), theme.load("high_contrast_light")
    assert strong.label_look("denial").tint == strong.color("paper")
    assert strong.label_look("denial").underline_width > plain.label_look("denial").underline_width
    assert strong.color("line") == strong.color("ink")


def test_a_label_of_a_project_with_unknown_roles_still_shows(qapp: QApplication) -> None:
    dress = theme.load("light").label_look("puce", "zigzag")
    assert dress.ink == theme.load("light").color("mute")
    assert dress.underline is Qt.PenStyle.SolidLine


@pytest.mark.parametrize("name", NAMES)
def test_the_style_sheet_names_no_unknown_role(name: str, qapp: QApplication) -> None:
    assert "${" not in style.style_sheet(theme.load(name))


def test_every_weight_in_use_is_shipped(qapp: QApplication) -> None:
    fonts.load_first()
    fonts.load_rest()
    look = theme.load("light")
    widths: dict[tuple[str, int], float] = {}
    for role in look.roles()[2]:
        font = look.font(role)
        info = QFontInfo(font)
        assert info.family() in ("Inter", "Noto Serif"), role
        assert info.weight() == font.weight(), role
        metrics = QFontMetricsF(font)
        em = metrics.horizontalAdvance("Denial and confirmation") / info.pixelSize()
        widths[font.family(), font.weight()] = em
    inter = [widths["Inter", weight] for weight in (400, 500, 600)]
    # A made-up bold keeps the advance of the regular.
    assert inter == sorted(set(inter))


def test_text_size_makes_fonts_and_rows_grow(controller: theme.ThemeController) -> None:
    before = controller.current()
    controller.set_zoom(200)
    after = controller.current()
    assert after.font("base").pixelSize() == 2 * before.font("base").pixelSize()
    assert after.size("field") == 2 * before.size("field")
    assert after.size("radius_card") == before.size("radius_card")
    assert before.size("card_gap") < after.size("card_gap") < 2 * before.size("card_gap")


def test_zoom_goes_by_steps_and_stops_at_the_ends(controller: theme.ThemeController) -> None:
    controller.zoom_in()
    assert controller.zoom == 110
    controller.zoom_out()
    controller.zoom_out()
    assert controller.zoom == 90
    controller.set_zoom(9000)
    assert controller.zoom == 300
    controller.zoom_in()
    assert controller.zoom == 300
    controller.set_zoom(-1)
    controller.zoom_out()
    assert controller.zoom == 50


def test_a_change_is_told_once_and_no_change_never(
    controller: theme.ThemeController, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(controller.changed):
        controller.set_mode(Mode.DARK)
    assert controller.current().is_dark
    with qtbot.assertNotEmitted(controller.changed):
        controller.set_mode(Mode.DARK)
        controller.set_zoom(100)


def test_a_desktop_that_says_nothing_is_light(
    controller: theme.ThemeController, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(controller.changed):
        controller.set_mode(Mode.SYSTEM)
    assert controller.mode is Mode.SYSTEM
    assert controller.current() == theme.load("light")


def test_what_a_theme_gives_cannot_change_it(qapp: QApplication) -> None:
    look: Theme = theme.load("light")
    look.color("ink").setRed(255)
    look.font("base").setPixelSize(99)
    assert look.color("ink") == theme.load("light").color("ink")
    assert look.font("base").pixelSize() != 99


def test_every_icon_is_drawn_in_the_color_of_its_role(qapp: QApplication) -> None:
    folder = resources.path("icons")
    names = [file.stem for file in folder.iterdir()]
    for name in [*names, *shapes.shape_names()]:
        image = icons.pixmap(name, "denial", 32).toImage()
        solid = {
            image.pixelColor(x, y).name()
            for x in range(32)
            for y in range(32)
            if image.pixelColor(x, y).alpha() == 255
        }
        assert solid == {theme.current().color("denial").name()}, name
    assert not set(names) & set(shapes.shape_names())


def test_shapes_fill_their_place_and_differ(qapp: QApplication) -> None:
    place = QRectF(10, 20, 24, 24)
    drawn: list[QPainterPath] = []
    for name in shapes.shape_names():
        path = shapes.shape_path(name, place)
        assert place.adjusted(-1, -1, 1, 1).contains(path.boundingRect()), name
        assert path.boundingRect().width() > 8, name
        assert path not in drawn, name
        drawn.append(path)
    assert shapes.shape_path("no such", place) == shapes.shape_path(shapes.FALLBACK, place)


def test_no_key_means_two_things_in_one_place(qapp: QApplication) -> None:
    for context in keymap.contexts():
        # The field of a comment takes its keys before the window does: that is tested with it.
        alone = context in ("window", "comment")
        window = () if alone else keymap.bindings("window")
        taken: dict[str, str] = {}
        for bound in (*window, *keymap.bindings(context)):
            for sequence in bound.sequences:
                key = sequence.toString(QKeySequence.SequenceFormat.PortableText)
                assert key, bound.name
                assert key not in taken, (bound.name, taken.get(key))
                taken[key] = bound.name


def test_every_action_has_words_and_an_icon_that_exists(qapp: QApplication) -> None:
    known = {file.stem for file in resources.path("icons").iterdir()} | set(shapes.shape_names())
    for bound in keymap.bindings():
        assert bound.title
        assert bound.icon is None or bound.icon in known, bound.name


def test_caps_read_as_the_mockups_have_them(qapp: QApplication) -> None:
    assert keymap.binding("palette").cap == "Ctrl K"
    assert keymap.binding("zoom_in").cap == "Ctrl +"
    assert keymap.binding("accept").cap == "↵"
    assert keymap.binding("next_article").object_name == "actionNextArticle"


def test_every_theme_file_is_a_mode(qapp: QApplication) -> None:
    files = {Path(f).stem for f in resources.path("themes").glob("*.toml")}
    assert files - {"metrics", "shapes"} == set(NAMES)
    for name in NAMES:
        with resources.path("themes", f"{name}.toml").open("rb") as file:
            assert tomllib.load(file)["color"]
