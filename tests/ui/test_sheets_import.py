"""Importing by the sheet: a look first, guesses set right, bad texts left out, Stop leaves all."""

import json
import os
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.intake import previewing
from factcheck.intake.articles import add_articles
from factcheck.project import Project
from factcheck.records import Date, Megabytes, NewArticle
from tests.core.serving import gives, server
from ui.jobs import Progress
from ui.kit.text import ElidedLabel, TextLabel
from ui.sheets.import_sheet import ImportSheet

from .sheets import BEN, TEXT, Desk, button, choose, click, desk, press, typed, until_stopped

__all__ = ["desk"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a new text, one that is here already, its twin, and a picture."""
    found = tmp_path / "texts"
    found.mkdir()
    (found / "new.txt").write_text("Rain in Minsk\n\nIt rained all day, officials say.\n")
    (found / "letter.txt").write_text(TEXT)
    (found / "twin.txt").write_text(TEXT)
    (found / "picture.txt").write_bytes(bytes(range(256)) * 4)
    return found


def sheet_on(desk: Desk, qtbot: QtBot, path: Path) -> ImportSheet:
    """Open the sheet and type a path."""
    sheet = ImportSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    assert not sheet.take.isEnabled()
    typed(sheet.places.line.field, str(path), enter=True)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    return sheet


def test_what_was_found_is_told_one_by_one(desk: Desk, qtbot: QtBot, folder: Path) -> None:
    sheet = sheet_on(desk, qtbot, folder)
    details = [(e.title, e.detail.partition(" · ")[0]) for e in sheet.found.list.entries]
    assert len(details) == 4
    assert ("Rain in Minsk", "New") in details
    assert details[0] == ("picture.txt", "Cannot be read")
    assert [d for _, d in details if d.startswith(("Here already", "Same text"))] == [
        "Here already, not added again",
        "Same text as another article; both are kept",
    ]
    assert len(desk.project.articles.rows([])) == 1
    choose(sheet.found.list, next(t for t, detail in details if detail.startswith("Here already")))
    assert sheet.found.form.isHidden(), "what is not added again cannot be set right"
    choose(sheet.found.list, "Rain in Minsk")
    assert sheet.found.form.isVisible()
    words = [label.text() for label in sheet.found.findChildren(TextLabel)]
    assert "2 new, 1 here already, 1 cannot be read" in words


def test_what_was_not_looked_at_may_be_bad_too(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previewing, "LOOKED_AT", 1)
    (tmp_path / "a.txt").write_text("It rained.")
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 4)
    sheet = sheet_on(desk, qtbot, tmp_path)
    words = [label.text() for label in sheet.found.findChildren(TextLabel)]
    assert "1 new\nand 1 more file, which is read when you import" in words
    click(sheet.skip_bad)
    click(sheet.take)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert "1 article" in sheet.notices.sentence


def test_a_guess_is_set_right_before_it_is_kept(desk: Desk, qtbot: QtBot, folder: Path) -> None:
    sheet = sheet_on(desk, qtbot, folder)
    choose(sheet.found.list, "Rain in Minsk")
    proxy = sheet.found.form.editor("title").focusProxy()
    typed(proxy, "Rain over Minsk")
    typed(sheet.found.form.editor("published").focusProxy(), "2022-02-22", enter=True)
    click(sheet.skip_bad)
    click(sheet.take)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert "2 articles" in sheet.notices.sentence
    rows = {row.title: row for row in desk.project.articles.rows([])}
    article = desk.project.articles.get(rows["Rain over Minsk"].id)
    assert article.published == Date("2022-02-22")
    assert "title" not in article.guessed
    assert desk.last() == "import.articles"
    click(button(sheet, "Show the first"))
    assert sheet.isHidden()
    assert desk.session.article is not None


def test_what_was_set_right_is_not_lost_by_esc(desk: Desk, qtbot: QtBot, folder: Path) -> None:
    sheet = sheet_on(desk, qtbot, folder)
    choose(sheet.found.list, "Rain in Minsk")
    typed(sheet.found.form.editor("title").focusProxy(), "Rain over Minsk", enter=True)
    press(sheet, Qt.Key.Key_Escape)
    assert not sheet.isHidden()
    click(button(sheet, "Close without it"))
    assert sheet.isHidden()


def test_a_bad_text_stops_it_with_nothing_changed(desk: Desk, qtbot: QtBot, folder: Path) -> None:
    sheet = sheet_on(desk, qtbot, folder)
    before = desk.project.log(1)[0].number
    click(sheet.take)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert "picture.txt" in sheet.notices.sentence
    assert "--" not in sheet.notices.sentence, "an option of the command line"
    assert desk.project.log(1)[0].number == before
    assert sheet.skip_bad.hasFocus()
    press(sheet.skip_bad, Qt.Key.Key_Space)
    assert not sheet.notices.sentence
    press(sheet.skip_bad, Qt.Key.Key_Space)
    press(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()


def test_files_of_any_name_are_read_where_they_are_dropped(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    names = ["two  spaces.txt", "new\nline.txt", 'a "quote".txt', "\u202etxt.exe.txt", " edge.txt"]
    if os.name == "posix":
        names.append(os.fsdecode(b"caf\xe9.txt"))
    for n, name in enumerate(names):
        (tmp_path / name).write_text(f"The minister denied report {n}.\n")
    sheet = ImportSheet(desk.window, desk.workspace, desk.session)
    for chosen in ([tmp_path / name for name in names], [tmp_path / names[0]]):
        sheet.open_on(chosen)
        qtbot.waitUntil(lambda: not sheet.is_busy)
        assert [entry.detail.partition(" · ")[0] for entry in sheet.found.list.entries] == [
            "New"
        ] * len(chosen)
        assert "\u202e" not in sheet.places.line.field.text()


def test_a_wrong_path_is_said_in_the_sheet(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    sheet = sheet_on(desk, qtbot, tmp_path / "nowhere.txt")
    assert "nowhere" in sheet.notices.sentence
    assert not sheet.take.isEnabled()
    assert sheet.places.line.field.hasFocus()
    assert not sheet.found.message
    (tmp_path / "nowhere.txt").write_text("Rain in Minsk\n\nIt rained all day, officials say.\n")
    press(sheet.places.line.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert [entry.title for entry in sheet.found.list.entries] == ["Rain in Minsk"]


def test_a_folder_without_texts_says_so(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    sheet = sheet_on(desk, qtbot, tmp_path / "empty")
    assert "no articles" in sheet.found.message
    assert not sheet.take.isEnabled()


def test_dropped_paths_are_looked_at_and_an_encoding_is_tried(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = tmp_path / "a b.txt", tmp_path / "c.txt"
    first.write_bytes("Погода в Минске\n\nШёл дождь.".encode("cp1251"))
    second.write_text("Another one.\n")
    sheet = ImportSheet(desk.window, desk.workspace, desk.session)
    sheet.open_on([first, second])
    qtbot.waitUntil(lambda: not sheet.is_busy)
    typed(sheet.manner.encoding.field, "cp1251", enter=True)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert sheet.found.list.entries[0].title.startswith("Погода в Минске")


def test_a_dataset_says_what_it_would_bring_and_is_imported(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dataset = tmp_path / "dataset"
    with Project.create(tmp_path / "other.factcheck", title="Other", actor=BEN) as other:
        article = NewArticle(text="It rains, she says.", source_name="rain.txt", title="Rain")
        rain = add_articles(other.access, [article]).ids[0]
        other.statements.mark(rain, 0, 8, other.labels.labels()[0].id)
        export(other, dataset, ExportWishes("jsonl"))
    sheet = sheet_on(desk, qtbot, dataset)
    assert not desk.project.articles.get_many([rain])
    click(sheet.take)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert "1 article, 1 statement and 0 links" in sheet.notices.sentence
    assert desk.project.articles.get(rain).title == "Rain"


def test_stop_ends_the_work_and_not_the_sheet(desk: Desk, qtbot: QtBot) -> None:
    sheet = ImportSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    began = threading.Event()
    sheet.run(lambda _project, step: until_stopped(step, began), lambda _result: None)
    assert began.wait(20)
    assert not sheet.cancel.isEnabled()
    press(sheet.working.stop, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert not sheet.isHidden()
    assert "as it was before" in sheet.notices.sentence
    assert sheet.cancel.isEnabled()


def test_of_a_large_file_the_megabytes_are_shown(desk: Desk, qtbot: QtBot) -> None:
    sheet = ImportSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    go_on = threading.Event()

    def work(_project: Project, step: Progress) -> None:
        step(Megabytes(120), Megabytes(2_300))
        assert go_on.wait(20)

    sheet.run(work, lambda _result: None)
    label = sheet.working.findChild(ElidedLabel)
    assert label is not None
    qtbot.waitUntil(lambda: label.text() == "120 of 2,300 MB")
    assert (sheet.working.bar.value(), sheet.working.bar.maximum()) == (120, 2_300)
    go_on.set()
    qtbot.waitUntil(lambda: not sheet.is_busy)


def test_labels_of_a_dataset_become_those_that_are_picked(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    entities = [{"id": 1, "label": "Lie", "start_offset": 0, "end_offset": 5}]
    line = {"id": 1, "text": "Never said so.", "entities": entities, "relations": []}
    path = tmp_path / "theirs.jsonl"
    path.write_text(json.dumps(line))
    sheet = sheet_on(desk, qtbot, path)
    assert sheet.found.isHidden()
    field = sheet.names.picks["label"].field("Lie")
    typed(field, "den", enter=True)
    assert field.text() == "denial"
    typed(sheet.names.layer.field, "Doris", enter=True)
    click(sheet.take)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    stats = desk.project.stats()
    assert stats["labels"]["denial"] == 1
    assert "Lie" not in stats["labels"]
    assert "Doris" in [one["name"] for one in stats["annotators"]]


def test_what_was_picked_for_labels_is_forgotten_where_there_are_none(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    entities = [{"id": 1, "label": "Lie", "start_offset": 0, "end_offset": 5}]
    path = tmp_path / "theirs.jsonl"
    path.write_text(json.dumps({"text": "Never said so.", "entities": entities}))
    sheet = sheet_on(desk, qtbot, path)
    typed(sheet.names.picks["label"].field("Lie"), "den", enter=True)
    typed(sheet.manner.format, "articles", enter=True)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert sheet.names.isHidden()
    click(sheet.take)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert "1 article" in sheet.notices.sentence


def test_a_dataset_that_is_here_already_brings_nothing_new(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.mark("an absolute lie", "denial")
    export(desk.project, tmp_path / "out", ExportWishes("brat"))
    sheet = sheet_on(desk, qtbot, tmp_path / "out")
    told = [one.text() for one in sheet.names.findChildren(TextLabel)]
    assert "There is nothing new in this dataset." in told


def test_columns_of_a_table_hold_what_is_picked(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("n,what,head\n1,It rained all day.,Rain in Minsk\n")
    sheet = sheet_on(desk, qtbot, path)
    assert [entry.detail for entry in sheet.found.list.entries] == ["Cannot be read"]
    qtbot.waitUntil(lambda: sheet.found.columns.field("text").hasFocus())
    for column, words in (("text", "what"), ("title", "head")):
        typed(sheet.found.columns.field(column), words, enter=True)
        qtbot.waitUntil(lambda: not sheet.is_busy)
        qtbot.waitUntil(sheet.found.columns.field(column).hasFocus)
    assert [entry.title for entry in sheet.found.list.entries] == ["Rain in Minsk"]
    click(sheet.take)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    (row,) = [row for row in desk.project.articles.rows([]) if row.title == "Rain in Minsk"]
    assert desk.project.articles.text(row.id) == "It rained all day."


def test_what_was_copied_is_pasted_as_an_article(desk: Desk, qtbot: QtBot) -> None:
    sheet = ImportSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    board = QGuiApplication.clipboard()
    board.setText(" \n")
    click(button(sheet, "Paste"))
    assert "Nothing that has words" in sheet.notices.sentence
    page = QMimeData()
    page.setText("Rain in Minsk It rained.")
    page.setHtml("<h1>Rain in Minsk</h1><script>alert(1)</script><p>It rained&nbsp;“all day”.</p>")
    board.setMimeData(page)
    click(button(sheet, "Paste"))
    qtbot.waitUntil(lambda: not sheet.is_busy)
    click(sheet.take)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    (row,) = [row for row in desk.project.articles.rows([]) if row.title == "Rain in Minsk"]
    text = desk.project.articles.text(row.id)
    assert text == "Rain in Minsk\n\nIt rained\u00a0“all day”."
    assert b"<h1>" in (desk.project.articles.original(row.id) or b"")


@pytest.mark.parametrize("what", ["lines", "files", "place"])
def test_ctrl_v_takes_an_article_files_or_a_place(
    desk: Desk, qtbot: QtBot, tmp_path: Path, what: str
) -> None:
    path = tmp_path / "rain.txt"
    path.write_text("Rain in Minsk\n\nIt rained all day.\n")
    copied = QMimeData()
    if what == "files":
        copied.setUrls([QUrl.fromLocalFile(str(path))])
    copied.setText(path.read_text() if what == "lines" else str(path))
    QGuiApplication.clipboard().setMimeData(copied)
    sheet = ImportSheet(desk.window, desk.workspace, desk.session)
    sheet.open()
    field = sheet.places.line.field
    QTest.keySequence(field, QKeySequence.StandardKey.Paste)
    assert field.text() == ("" if what == "lines" else str(path))
    press(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert [entry.title for entry in sheet.found.list.entries] == ["Rain in Minsk"]


def test_an_address_is_asked_for_once(desk: Desk, qtbot: QtBot) -> None:
    with server() as one:
        one.answers["/a.txt"] = gives(b"Rain in Minsk\n\nIt rained all day.\n")
        address = f"{one.url}/a.txt"
        sheet = ImportSheet(desk.window, desk.workspace, desk.session)
        sheet.open()
        typed(sheet.places.line.field, address, enter=True)
        qtbot.waitUntil(lambda: not sheet.is_busy)
        click(sheet.take)
        qtbot.waitUntil(lambda: not sheet.is_busy)
        assert len(one.asked) == 1
    (row,) = [row for row in desk.project.articles.rows([]) if row.title == "Rain in Minsk"]
    assert desk.project.articles.get(row.id).uri == address


def test_how_positions_count_is_asked_only_where_the_format_leaves_it_open(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    line = {
        "id": 1,
        "text": "😀 lies",
        "entities": [{"label": "Lie", "start_offset": 3, "end_offset": 7}],
    }
    path = tmp_path / "theirs.jsonl"
    path.write_text(json.dumps({**line, "relations": []}))
    sheet = sheet_on(desk, qtbot, path)
    assert sheet.manner.offsets.isVisible()
    assert not sheet.manner.encoding.isVisible()
    click(sheet.manner.offsets.button("utf-16"))
    qtbot.waitUntil(lambda: not sheet.is_busy)
    click(sheet.take)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert "1 article, 1 statement" in sheet.notices.sentence
    (row,) = [
        row for row in desk.project.articles.rows([desk.project.layer.id]) if "😀" in row.title
    ]
    (one,) = desk.project.statements.of_article(row.id, [desk.project.layer.id])
    assert [span.exact for span in one.content] == ["lies"]


def test_a_format_is_said_where_the_data_does_not_show_it(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "letter.tsv"
    path.write_text("It rained all day.\nAnd\tall night.\n")
    sheet = sheet_on(desk, qtbot, path)
    typed(sheet.manner.format, "plain", enter=True)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert [e.title for e in sheet.found.list.entries] == ["It rained all day. And all night."]
    assert sheet.manner.encoding.isVisible()
    click(sheet.take)
    qtbot.waitUntil(lambda: not sheet.is_busy)
    assert "1 article" in sheet.notices.sentence
