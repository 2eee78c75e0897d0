"""The language of articles: guessed from their words, where these are enough and clear."""

import json
import shutil
from pathlib import Path

import pytest

from factcheck.intake.bringing_in import bring_in
from factcheck.project import Project
from factcheck.readers.tongue import FEW, with_language
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


@pytest.mark.parametrize(
    ("texts", "where", "language"),
    [(1, "folder", "de"), (FEW, "folder", "de"), (FEW + 1, "folder", None), (1, "zip", None)],
)
def test_of_a_few_plain_texts_it_is_guessed_too(
    texts: int, where: str, language: str | None, sqlite_project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for n in range(texts):
        (folder / f"{n}.txt").write_text(f"{GERMAN}{n}" if n == 0 else f"{n}")
    place = (
        Path(shutil.make_archive(str(tmp_path / "a"), "zip", folder)) if where == "zip" else folder
    )
    found = sqlite_project.articles.get_many(bring_in(sqlite_project, [place]).ids)
    (told,) = {one.language for one in found if one.source_name == "0.txt"}
    assert told == language


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
