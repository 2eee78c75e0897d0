"""Details, settings, history, the project, copies and servers, each by its sheet."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from factcheck.project import Project
from factcheck.records import Date
from factcheck.settings import Settings
from ui import theme
from ui.kit.text import TextLabel
from ui.sheets.database_sheet import DatabaseSheet
from ui.sheets.details_sheet import DetailsSheet
from ui.sheets.editors import ChoiceEditor
from ui.sheets.form import Form
from ui.sheets.history_sheet import HistorySheet
from ui.sheets.project_sheet import ProjectSheet, SendCopySheet
from ui.sheets.records import Entry, RecordList
from ui.sheets.settings_sheet import SettingsSheet
from ui.texts import tr
from ui.window import MainWindow

from .sheets import ADA, BEN, Desk, button, click, desk, press, typed

__all__ = ["desk"]


@pytest.fixture
def look() -> Iterator[theme.ThemeController]:
    """The program's look, put back afterwards."""
    control = theme.controller()
    mode, zoom = control.mode, control.zoom
    yield control
    control.set_mode(mode)
    control.set_zoom(zoom)


def write(form: Form, name: str, words: str) -> None:
    """Type into a field of a form and leave it."""
    typed(form.editor(name).focusProxy(), words)
    press(form, Qt.Key.Key_Tab)


def details_of(desk: Desk) -> DetailsSheet:
    """Open the details of the article."""
    desk.session.article = desk.article
    sheet = DetailsSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    return sheet


def test_guesses_are_confirmed_one_by_one(desk: Desk) -> None:
    sheet = details_of(desk)
    assert desk.project.articles.get(desk.article).guessed == {"title", "published"}
    click(button(sheet, "Confirm the guess: Published"))
    article = desk.project.articles.get(desk.article)
    assert article.guessed == {"title"}
    assert article.published == Date("2022-02-21", "Monday", "inferred")


def test_metadata_is_typed_and_kept_on_closing(desk: Desk) -> None:
    sheet = details_of(desk)
    typed(sheet.form.editor("publisher").focusProxy(), "Tasnim", enter=True)
    typed(sheet.form.editor("uri").focusProxy(), "https://example.org/a")
    sheet.close_sheet()
    assert sheet.isHidden()
    article = desk.project.articles.get(desk.article)
    assert (article.publisher, article.uri) == ("Tasnim", "https://example.org/a")


def test_a_date_that_is_none_is_refused_and_stays_typed(desk: Desk) -> None:
    sheet = details_of(desk)
    field = sheet.form.editor("published").focusProxy()
    typed(field, "yesterday", enter=True)
    assert "yesterday" in sheet.notices.sentence
    assert desk.project.articles.get(desk.article).published == Date(
        "2022-02-21", "Monday", "inferred"
    )
    typed(field, "2022-02-20~", enter=True)
    published = desk.project.articles.get(desk.article).published
    assert published is not None
    assert published.edtf == "2022-02-20~"


def test_settings_hold_at_once(desk: Desk, tmp_path: Path, look: theme.ThemeController) -> None:
    settings = Settings(tmp_path / "settings.json")
    sheet = SettingsSheet(desk.window, desk.workspace, desk.session, settings=settings)
    sheet.open()
    typed(sheet.form.editor("person").focusProxy(), "Ada Lind", enter=True)
    modes = sheet.form.editor("theme")
    assert isinstance(modes, ChoiceEditor)
    click(modes.button("dark"))
    before = look.zoom
    click(sheet.larger)
    assert (look.mode, look.zoom > before) == (theme.Mode.DARK, True)
    assert (settings.name(), settings.get("theme")) == ("Ada Lind", "dark")
    assert settings.get("zoom") == look.zoom


def test_any_own_revision_is_undone_from_the_log(desk: Desk) -> None:
    statement = desk.mark("an absolute lie", "denial")
    desk.project.claims.create("It rains")
    desk.workspace.pull()
    sheet = HistorySheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    marking = next(r for r in desk.project.log() if r.what.code == "statement.mark")
    sheet.list.set_current(marking.number)
    press(sheet.list, Qt.Key.Key_Up)
    press(sheet.list, Qt.Key.Key_Down)
    click(sheet.undo)
    assert sheet.notices.sentence
    assert desk.project.statements.many([statement]) == []
    assert [c.proposition for c in desk.project.claims.all()] == ["It rains"]
    assert desk.session.article == desk.article
    sheet.list.set_current(marking.number)
    press(sheet.list, Qt.Key.Key_Home)
    assert sheet.undo.text() == "Do it again"
    click(sheet.undo)
    assert len(desk.project.statements.many([statement])) == 1


def test_what_others_did_is_not_undone_without_the_right(desk: Desk) -> None:
    desk.workspace.close()
    desk.workspace.take(Project.open(desk.path, BEN))
    sheet = HistorySheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    assert sheet.list.entries
    assert not sheet.undo.isEnabled()


def test_the_project_says_of_itself_what_is_typed(desk: Desk) -> None:
    sheet = ProjectSheet(desk.window, desk.workspace)
    sheet.open()
    typed(sheet.form.editor("title").focusProxy(), "Winter", enter=True)
    typed(sheet.form.editor("licence").focusProxy(), "CC-BY-4.0", enter=True)
    assert desk.project.title == "Winter"
    click(sheet.page.segment("guide"))
    assert "How to label" in sheet.guide.toPlainText()
    click(sheet.way.segment("write"))
    typed(sheet.guide_form.editor("guide").focusProxy(), "Be fair.")
    click(sheet.way.segment("read"))
    assert "Be fair." in sheet.guide.toPlainText()
    sheet.close_sheet()
    about = desk.project.about.get()
    assert (about["licence"], about["guide"]) == ("CC-BY-4.0", "Be fair.")


def test_a_copy_is_sent_once_to_a_place(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    sheet = SendCopySheet(desk.window, desk.workspace)
    sheet.open()
    out = tmp_path / "copy.factcheck"
    typed(sheet.place.line.field, str(out), enter=True)
    click(sheet.write)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert str(out) in sheet.notices.sentence
    with Project.open(out, ADA) as copy:
        assert copy.articles.get(desk.article).title == "A letter"
    click(sheet.write)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert "left as it is" in sheet.notices.sentence


def test_an_open_sheet_goes_with_its_project(desk: Desk) -> None:
    sheet = details_of(desk)
    desk.workspace.close()
    assert sheet.isHidden()


def test_an_address_that_is_none_or_leads_nowhere_is_said(desk: Desk, qtbot: QtBot) -> None:
    opened: list[str] = []
    main = cast(MainWindow, desk.window)
    main.workspace = desk.workspace
    main.person = lambda: ADA  # type: ignore[method-assign]  # no window with a person is there
    main.open_project = lambda at, _who=None: bool(opened.append(at))  # type: ignore[func-returns-value,method-assign,assignment]  # as above
    sheet = DatabaseSheet(main)
    sheet.open()
    typed(sheet.address.field, "somewhere", enter=True)
    assert "postgresql://" in sheet.notices.sentence
    nowhere = "postgresql://nobody@127.0.0.1:1/none?schema=none"
    typed(sheet.address.field, nowhere, enter=True)
    qtbot.waitUntil(lambda: not sheet.is_busy, timeout=30_000)
    assert sheet.notices.sentence
    assert not sheet.isHidden()
    assert opened == []


def test_a_date_s_two_fields_have_each_a_label_in_sight(desk: Desk) -> None:
    sheet = DetailsSheet(desk.window, desk.workspace, desk.session, article=desk.article)
    sheet.open()
    editor = sheet.form.editor("published")
    for words in ("Date, as 2022-02-21", "As printed"):
        (label,) = [x for x in editor.findChildren(TextLabel) if x.text() == words]
        field = label.buddy()
        assert isinstance(field, QLineEdit)
        assert field.accessibleName() == f"Published: {words}"
        assert label.isVisible()
        assert label.geometry().bottom() <= field.geometry().top()
        assert label.geometry().left() == field.geometry().left()


def test_an_empty_list_is_no_stop_of_tab() -> None:
    rows = RecordList(name="Nothing yet")
    assert rows.focusPolicy() == Qt.FocusPolicy.NoFocus
    rows.set_entries([Entry(1, "One")])
    assert rows.focusPolicy() & Qt.FocusPolicy.TabFocus
    rows.set_entries([])
    assert rows.focusPolicy() == Qt.FocusPolicy.NoFocus
    rows.deleteLater()


def test_a_sheet_has_the_words_of_its_menu_entry() -> None:
    entries = {
        "claim_registry": "registry.claim.title",
        "speakers": "registry.speaker.title",
        "labels": "registry.label.title",
        "article_details": "details.name",
        "project_details": "project.name",
        "send_copy": "project.copy.title",
        "import": "import.sheet.title",
        "export": "export.title",
        "history": "history.title",
        "settings": "settings.title",
        "new_claim": "new_claim.title",
        "find_in_project": "find.title",
        "palette": "palette.title",
    }
    for action, title in entries.items():
        assert tr(f"keys.action.{action}").removesuffix("…") == tr(title)
