"""The list of articles: rows that look the same are told apart, and rows have room."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from factcheck.builtin import DENIAL
from factcheck.intake.bringing_in import bring_in
from tests.windows import NewAnalyst
from ui.article_rows import ArticleModel

SAID = "A title of its own\n\nThe Kremlin denies it, and says so at length on {day}.\n"


def lines(model: ArticleModel) -> dict[str, str]:
    """What stands below each title that is listed twice, by source name."""
    rows = [row for row in model.rows if row.title == "A title of its own"]
    return {f"{row.source_name} {row.length}": model.second_line(row) for row in rows}


def test_articles_that_look_the_same_are_told_apart(
    analyst: NewAnalyst, sample: Path, tmp_path: Path
) -> None:
    ada = analyst(sample)
    work = ada.window.work
    model = work.articles.model
    plain = [model.second_line(row) for row in model.rows]
    for name, day in (("de/a", "Monday"), ("de/b", "Tuesday"), ("c", "Friday")):
        (tmp_path / "news" / f"{name}.txt").parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "news" / f"{name}.txt").write_text(SAID.format(day=day))
    with ada.window.workspace.project.clone() as project:
        bring_in(project, [tmp_path / "news" / "de"])
    ada.window.workspace.pull()
    told = lines(model)
    assert {name.split()[0]: line.split(" · ")[0] for name, line in told.items()} == {
        "a.txt": "a.txt",
        "b.txt": "b.txt",
    }
    assert [model.second_line(row) for row in model.rows if "title of" not in row.title] == plain
    with ada.window.workspace.project.clone() as project:
        bring_in(project, [tmp_path / "news"])
        (tmp_path / "news" / "de" / "a.txt").write_text(SAID.format(day="a Sunday"))
        bring_in(project, [tmp_path / "news"])
    ada.window.workspace.pull()
    told = lines(model)
    assert len(told) == len(set(told.values())) == 6
    assert sum("characters" in line for line in told.values()) == 2
    row = next(row for row in model.rows if row.source_name == "c.txt")
    index = model.find(row.id)
    assert "c.txt" in str(model.data(index, Qt.ItemDataRole.ToolTipRole))
    assert "c.txt" in str(model.data(index, Qt.ItemDataRole.AccessibleDescriptionRole))


def test_rows_below_make_room_when_one_gets_a_line(
    analyst: NewAnalyst, desk: Path, qtbot: QtBot
) -> None:
    ada = analyst(desk)
    workspace, shown = ada.window.workspace, ada.window.work.articles.list
    model = ada.window.work.articles.model
    first, second = (model.index(n) for n in range(2))
    before = shown.visualRect(first).height()

    def mark(start: int) -> None:
        article = model.rows[0].id
        workspace.do(lambda: workspace.project.statements.mark(article, start, start + 9, DENIAL))

    mark(0)
    qtbot.waitUntil(lambda: shown.visualRect(first).height() > before)
    after = shown.visualRect(first).height()
    assert shown.visualRect(second).top() == shown.visualRect(first).bottom() + 1
    mark(10)
    assert sum(model.rows[0].counts.values()) == 2
    assert shown.visualRect(first).height() == after
