"""An analyst's whole job: from a new project over five texts to a dataset, and back again."""

from __future__ import annotations

import json
from pathlib import Path

from factcheck.builtin import ALLEGATION, DENIAL, DENIES
from factcheck.resources import seeds
from tests.gestures import Analyst
from tests.windows import NewAnalyst
from ui.sheets.export_sheet import ExportSheet
from ui.sheets.import_sheet import ImportSheet

LETTER, TASNIM = "In a letter", "Kremlin Not Ruling"


def begin(ada: Analyst, location: Path) -> None:
    """Give a name, make a project, import the seeds as a folder."""
    hands, start = ada.hands, ada.window.start
    hands.click(start.name)
    ada.press("Ctrl+A")
    ada.write("Ada Lind")
    hands.answer_dialog(str(location))
    hands.click(start.new)
    ada.sees(lambda: ada.window.workspace.is_open, "the project does not open")
    ada.press("Ctrl+I")
    sheet = ada.find("importDialog")
    assert isinstance(sheet, ImportSheet)
    ada.write(str(seeds()))
    ada.press("Tab")
    ada.sees(lambda: sheet.take.isEnabled() and not sheet.is_busy, "nothing was found to import")
    hands.click(sheet.take)
    ada.sees(lambda: bool(sheet.notices.sentence), "the import does not end")
    ada.press("Esc")


def export(ada: Analyst, out: Path) -> None:
    """Export the dataset by the sheet."""
    ada.press("Ctrl+E")
    sheet = ada.find("exportDialog")
    assert isinstance(sheet, ExportSheet)
    ada.hands.click(sheet.place.line.field)
    ada.press("Ctrl+A")
    ada.write(str(out))
    ada.press("Tab")
    ada.sees(lambda: sheet.take.isEnabled() and not sheet.is_busy)
    ada.hands.click(sheet.take)
    ada.sees(lambda: bool(sheet.notices.sentence), "the export does not end")
    ada.press("Esc")


def lines(path: Path) -> list[dict[str, object]]:
    """The rows of one part of a dataset."""
    return [json.loads(x) for x in path.read_text("utf-8").splitlines()]


def annotate(ada: Analyst) -> None:
    """Mark, attribute and group an allegation and a denial, link them, and another one abroad."""
    ada.go_to(LETTER)
    ada.mark("“credible information” that Moscow is creating lists of Ukrainians", "1")
    ada.attribute("Washington", "says")
    ada.choose_speaker("United States")
    ada.choose_claim("Russia is making lists of Ukrainians")
    ada.press("Esc")
    ada.mark("it is an “absolute lie”", "2")
    ada.attribute("The Kremlin")
    ada.choose_speaker("Kremlin")
    ada.choose_claim("Russia is making")
    ada.link_to("credible information", "D")
    ada.click_statement("credible information")
    ada.press("L")
    ada.go_to(TASNIM)
    ada.select("This is an absolute fiction, such a list does not exist, this is a fake")
    ada.press("D")
    ada.press("Ctrl+Return")


def test_from_texts_to_a_dataset_and_back_the_next_day(analyst: NewAnalyst, tmp_path: Path) -> None:
    location, out, second = (tmp_path / x for x in ("week.factcheck", "dataset", "second"))
    ada = analyst()
    begin(ada, location)
    assert len(ada.window.work.articles.model.rows) == 5
    annotate(ada)
    said = {x.id: x for x in ada.statements()}
    links = ada.links()
    assert [x.type for x in links] == [DENIES, DENIES]
    assert {said[x.source].label for x in links} == {DENIAL}
    assert {said[x.target].label for x in links} == {ALLEGATION}
    assert ada.find("looseEnds").isVisible()
    export(ada, out)
    assert len(lines(out / "articles.jsonl")) == 5
    assert {x["cross_article"] for x in lines(out / "links.jsonl")} == {False, True}
    assert len(lines(out / "statements.jsonl")) == 3
    ada.close()

    again = analyst()
    again.hands.click(again.find("recentRow"))
    again.sees(lambda: again.window.workspace.is_open)
    article = again.window.work.shown.article
    assert article is not None
    assert article.title.startswith(TASNIM), "not where the work ended"
    assert {x.id: x for x in again.statements()} == said
    assert again.links() == links
    export(again, second)
    for name in ("articles", "statements", "links", "speakers", "claims"):
        assert (out / f"{name}.jsonl").read_bytes() == (second / f"{name}.jsonl").read_bytes()


def test_a_complete_statement_in_eight_presses(analyst: NewAnalyst, sample: Path) -> None:
    """Label, source, cue, speaker and claim after the selection; the mouse selects words."""
    ada = analyst(sample)
    ada.go_to("US letter")
    ada.select("it is an “absolute lie”")
    pressed = 0

    def press(*keys: str) -> None:
        nonlocal pressed
        pressed += len(keys)
        ada.press(*keys)

    press("2")
    ada.select("The Kremlin")
    press("S")
    ada.select("rejects")
    press("Q")
    press("A", "Return")
    [made] = ada.statements()
    assert pressed <= 8
    assert {x.role for x in made.spans} == {"content", "source", "cue"}
    with ada.disk() as project:
        assert made.speaker is not None
        assert made.claim is not None
        assert project.speakers.get(made.speaker).name == "Kremlin"
        assert "lists of Ukrainians" in project.claims.get(made.claim).proposition
