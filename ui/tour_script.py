"""What the scripted walk does, step by step, and on which words.

In the sample the words are chosen (`resources/tour.toml`); in any other project the first
sentences of its first articles must do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from factcheck import resources
from factcheck.builtin import CONTRADICTS
from factcheck.datasets.outlook import layers_to_choose
from factcheck.errors import BadInput
from factcheck.prose.sentences import sentences_in
from factcheck.records import Claim
from ui.find_in_project import FindSheet
from ui.hands import Hands
from ui.palette import CommandPalette
from ui.review.page import ReviewPage
from ui.sheets.export_sheet import ALL, ExportSheet
from ui.texts import tr
from ui.window import MainWindow

Step = tuple[Callable[[], object], str]
_FEWEST = 4  # words of a sentence that can be marked, with a source and a cue in it


@dataclass(frozen=True, slots=True)
class Script:
    """Where the walk goes and what it marks; `nth` counts equal words from 0."""

    article: str
    words: str
    source: str
    cue: str
    label: str
    speaker: str
    claim: str
    other: str
    answered: str
    link: str
    find: str
    nth: int = 0
    source_nth: int = 0
    cue_nth: int = 0
    answered_nth: int = 0
    marks_answer: bool = False  # there is no statement to answer, so words are marked for it


class Walk:
    """The steps of one walk through one window."""

    def __init__(
        self, window: MainWindow, location: Path, dataset: Path, *, is_sample: bool
    ) -> None:
        self._window = window
        self._hands = Hands(window)
        self._location = location
        self._dataset = dataset
        self._is_sample = is_sample
        self._script = _sample_script()

    def steps(self) -> Iterator[Step]:
        """Give each step with the name of its picture."""
        yield self._start, "start"
        yield self._open, "open"
        yield self._select, "select"
        yield self._label, "label"
        yield self._attribute, "source-and-cue"
        yield self._speaker, "speaker"
        yield self._claim, "claim"
        yield self._aim, "link"
        yield self._link, "linked"
        yield self._board, "claims"
        if self._is_sample:
            yield self._review, "review"
            yield self._decide, "decided"
        yield self._find, "find"
        yield self._palette, "find-anything"
        yield self._offer_export, "export"
        yield self._export, "exported"

    def _start(self) -> None:
        self._hands.find("recentRow")
        self._hands.rest()

    def _open(self) -> None:
        hands, window = self._hands, self._window
        hands.click(hands.find("recentRow"))
        hands.until(lambda: window.workspace.is_open, "the project does not open")
        if not self._is_sample:
            self._script = _script_for(window)
        hands.open_article(self._script.article)

    def _select(self) -> None:
        self._hands.select(self._script.words, self._script.nth)

    def _label(self) -> None:
        self._hands.keys(self._script.label)
        session = self._window.session
        self._hands.until(lambda: session.active is not None, "no statement was made")

    def _attribute(self) -> None:
        script, hands = self._script, self._hands
        hands.select(script.source, script.source_nth)
        hands.keys("S")
        hands.select(script.cue, script.cue_nth)
        hands.keys("Q")

    def _speaker(self) -> None:
        self._hands.keys("W")
        self._hands.write(self._script.speaker)

    def _claim(self) -> None:
        self._hands.keys("Return", "Ctrl+2", "A")
        self._hands.write(self._script.claim)

    def _aim(self) -> None:
        script, hands = self._script, self._hands
        hands.keys("Return", "Ctrl+2", "L")
        if script.other != script.article:
            hands.open_article(script.other)
        if script.marks_answer:
            hands.select(script.answered, script.answered_nth)
        else:
            hands.click_words(script.answered, script.answered_nth)
        linking = self._window.work.linking
        hands.until(lambda: linking.aim is not None, "nothing is aimed at")

    def _link(self) -> None:
        session = self._window.session
        self._hands.keys(self._script.link)
        self._hands.until(lambda: session.armed is None, "the link was not made")

    def _board(self) -> None:
        self._hands.keys("Alt+3")
        self._hands.find("claimBoard")

    def _review(self) -> None:
        hands = self._hands
        hands.keys("Alt+2")
        page = hands.find("reviewPage")
        assert isinstance(page, ReviewPage)
        hands.until(lambda: page.item is not None, "no disagreement is shown")

    def _decide(self) -> None:
        before = self._open_items()
        self._hands.keys("1", "Return")
        self._hands.until(lambda: self._open_items() < before, "it was not decided")

    def _open_items(self) -> int:
        return self._window.workspace.project.review.counts().open

    def _find(self) -> None:
        hands = self._hands
        hands.keys("Alt+1", "Ctrl+Shift+F")
        hands.write(self._script.find)
        sheet = hands.find("findInProject")
        assert isinstance(sheet, FindSheet)
        hands.until(lambda: bool(sheet.list.rows()), "nothing is found")

    def _palette(self) -> None:
        hands = self._hands
        hands.keys("Esc", "Esc", "Ctrl+K")
        hands.write(self._script.claim)
        sheet = hands.find("commandPalette")
        assert isinstance(sheet, CommandPalette)
        rows = sheet.list.rows
        hands.until(lambda: any(isinstance(x.stands_for, Claim) for x in rows()[:3]), "no claim")

    def _offer_export(self) -> None:
        hands = self._hands
        hands.keys("Esc", "Esc", "Ctrl+E")
        sheet = self._export_sheet()
        layers, _ = layers_to_choose(self._window.workspace.project)
        if len(layers) > 1:
            hands.click(sheet.layer.button(ALL))
        hands.click(sheet.place.line.field)
        hands.keys("Ctrl+A")
        hands.write(str(self._dataset))
        hands.keys("Tab")

    def _export(self) -> None:
        sheet = self._export_sheet()
        self._hands.until(lambda: sheet.take.isEnabled() and not sheet.is_busy, "it cannot export")
        self._hands.click(sheet.take)
        self._hands.until(lambda: bool(sheet.notices.sentence), "the export does not end")
        if not self._dataset.is_dir():
            raise BadInput("export.disk", location=self._dataset, why=sheet.notices.sentence)

    def _export_sheet(self) -> ExportSheet:
        sheet = self._hands.find("exportDialog")
        assert isinstance(sheet, ExportSheet)
        return sheet


def _sample_script() -> Script:
    with resources.path("tour.toml").open("rb") as file:
        return Script(**tomllib.load(file)["sample"])


def _script_for(window: MainWindow) -> Script:
    """Choose words of a project's first articles; raise BadInput where there is nothing to mark."""
    vocabulary = window.workspace.vocabulary
    found = list(_sentences(window))
    if not found:
        raise BadInput("tour.no_articles")
    first = found[0]
    answered = found[1] if len(found) > 1 else first
    _, source, cue = first.words.split()[:3]
    begin = first.start + first.words.index(source, 1)
    after = first.text.index(cue, begin + len(source))
    return Script(
        article=first.title,
        words=first.words,
        source=source,
        cue=cue,
        label=next((x.key for x in vocabulary.labels.values() if x.key), "1"),
        speaker=tr("tour.speaker"),
        claim=tr("tour.claim"),
        other=answered.title,
        answered=answered.words,
        link=vocabulary.link_types[CONTRADICTS].key or "C",
        find=source,
        nth=_count_before(first.text, first.words, first.start),
        source_nth=_count_before(first.text, source, begin),
        cue_nth=_count_before(first.text, cue, after),
        answered_nth=_count_before(answered.text, answered.words, answered.start),
        marks_answer=True,
    )


@dataclass(frozen=True, slots=True)
class _Sentence:
    title: str
    text: str
    start: int
    words: str


def _sentences(window: MainWindow) -> Iterator[_Sentence]:
    """Give the first sentence that can be marked of each article."""
    project = window.workspace.project
    for row in window.work.articles.model.rows:
        text = project.articles.text(row.id)
        for start, end in sentences_in(text, 0, len(text)):
            words = text[start:end]
            if "\n" not in words and len(words.split()) >= _FEWEST:
                yield _Sentence(row.title, text, start, words)
                break


def _count_before(text: str, words: str, start: int) -> int:
    """Count how often words stand in a text before a place, overlaps too."""
    count, at = 0, text.find(words)
    while 0 <= at < start:
        count, at = count + 1, text.find(words, at + 1)
    return count
