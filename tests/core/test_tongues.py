"""The language of articles: guessed from their words, where these are enough and clear."""

import json
from pathlib import Path

import pytest

from factcheck.intake.bringing_in import bring_in
from factcheck.project import Project
from factcheck.readers.tongue import with_language
from factcheck.records import NewArticle

GERMAN = (
    "Der Kreml teilte am Montag mit, dass die Gespräche fortgesetzt würden. "
    "Die Vereinigten Staaten wiesen das zurück. "
)
NAMES = "Lavrov, Blinken, Peskov, Scholz, Macron, Zelensky, Biden, Putin, Draghi, Duda, "


def test_a_language_is_guessed_where_the_words_are_enough(project: Project, tmp_path: Path) -> None:
    rows = [{"text": GERMAN}, {"text": "So."}, {"text": NAMES * 2}, {"text": GERMAN, "lang": "nds"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    found = project.articles.get_many(bring_in(project, [tmp_path / "a.jsonl"]).ids)
    told = [(one.language, "language" in one.guessed) for one in found]
    assert told == [("de", True), (None, False), (None, False), ("nds", False)]
    (tmp_path / "b.txt").write_text(GERMAN)
    (plain,) = project.articles.get_many(bring_in(project, [tmp_path / "b.txt"]).ids)
    assert plain.language is None


@pytest.mark.parametrize(
    ("noted", "times", "language"),
    [("en-US", 5, "de"), ("en-US", 1, "en-US"), ("de-AT", 5, "de-AT"), (None, 1, "de")],
    ids=["plainly another", "too little", "the same", "none"],
)
def test_what_a_file_notes_counts_unless_the_words_are_plainly_others(
    noted: str | None, times: int, language: str
) -> None:
    guessed = frozenset({"language"} if noted else ())
    article = NewArticle(
        GERMAN * times, "a.docx", "A", reader="docx", language=noted, guessed=guessed
    )
    assert with_language(article).language == language
    furniture = ((0, len(GERMAN)),)
    article = NewArticle(GERMAN, "a.docx", "A", reader="docx", furniture=furniture)
    assert with_language(article).language is None
