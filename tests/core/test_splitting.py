"""Datasets that are split: the rows say it, the manifest proves it, and nothing leaks."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.datasets.exporting import export
from factcheck.datasets.splitting import SplitWish
from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import NewArticle, Person

ANA = Person(Id.fixed("test/ana"), "Ana")
HALVES = {"train": 0.5, "test": 0.5}
Rows = Callable[[str], list[dict[str, object]]]


@pytest.fixture
def sample(sample_once: Path, tmp_path: Path) -> Iterator[Project]:
    path = shutil.copy(sample_once, tmp_path / "sample.factcheck")
    with Project.open(path, ANA) as project:
        yield project


def rows(folder: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def manifest(folder: Path) -> dict[str, object]:
    """What the manifest says of the split."""
    found: dict[str, dict[str, object]] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return found["split"]


def test_linked_articles_and_copies_stay_together(sample: Project, tmp_path: Path) -> None:
    first = sample.articles.rows([])[0].id
    text = sample.articles.text(first)
    lone = NewArticle(text="Nobody is linked to this one. " * 9, source_name="lone", title="Lone")
    sample.add_articles(
        [
            NewArticle(text=text, source_name="again", title="The same text again"),
            NewArticle(text=text.replace("Russia", "RUSSIA", 3), source_name="near", title="Near"),
            lone,
        ]
    )
    export(sample, tmp_path / "out", format_name="jsonl", split=SplitWish(HALVES))
    articles = {str(row["title"]): row["split"] for row in rows(tmp_path / "out", "articles.jsonl")}
    same = {articles[name] for name in articles if name != "Lone"}
    assert len(same) == 1
    assert articles["Lone"] not in same
    found = manifest(tmp_path / "out")
    assert found["rule"] == "linked"
    assert found["proof"] == {"claims_parted": 0, "links_parted": 0, "near_duplicates_parted": 0}
    by_article = {row["id"]: row["split"] for row in rows(tmp_path / "out", "articles.jsonl")}
    statements = rows(tmp_path / "out", "statements.jsonl")
    assert statements
    assert all(row["split"] == by_article[row["article"]] for row in statements)
    assert {row["split"] for row in rows(tmp_path / "out", "links.jsonl")} == same


def test_a_random_split_says_which_links_it_parts(sample: Project, tmp_path: Path) -> None:
    wish = SplitWish({"train": 0.6, "test": 0.4}, "random", seed=2)
    done = export(sample, tmp_path / "out", format_name="jsonl", split=wish)
    links = rows(tmp_path / "out", "links.jsonl")
    by_article = {row["id"]: row["split"] for row in rows(tmp_path / "out", "articles.jsonl")}
    for link in links:
        ends = {by_article[link[end]["article"]] for end in ("from", "to")}  # type: ignore[index]  # rows
        assert link["split"] == (ends.pop() if len(ends) == 1 else None)
    assert done.split is not None
    assert done.split.proof["links_parted"] > 0
    assert None in {link["split"] for link in links}


def test_the_same_seed_gives_the_same_bytes_and_a_table_says_the_same(
    sample: Project, tmp_path: Path
) -> None:
    wish = SplitWish(HALVES, "random", seed=5)
    for name in ("one", "two"):
        export(sample, tmp_path / name, format_name="jsonl", split=wish)
    for name in ("articles.jsonl", "statements.jsonl", "links.jsonl", "manifest.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    export(sample, tmp_path / "table", format_name="csv", split=wish)
    assert ",train" in (tmp_path / "table" / "articles.csv").read_text("utf-8-sig")


def test_what_was_published_stays_in_its_part(sample: Project, tmp_path: Path) -> None:
    wish = SplitWish(HALVES, "random", seed=1)
    export(sample, tmp_path / "old", format_name="jsonl", split=wish)
    sample.add_articles([NewArticle(text="New. " * 40, source_name="new", title="New")])
    again = SplitWish({"train": 0.9, "test": 0.1}, "random", seed=9, keep=tmp_path / "old")
    export(sample, tmp_path / "new", format_name="jsonl", split=again)
    old, new = (
        {row["id"]: row["split"] for row in rows(tmp_path / name, "articles.jsonl")}
        for name in ("old", "new")
    )
    assert new.items() > old.items()
    export(sample, tmp_path / "plain", format_name="jsonl")
    nothing = SplitWish(HALVES, keep=tmp_path / "plain")
    with pytest.raises(BadInput, match="no article"):
        export(sample, tmp_path / "no", format_name="jsonl", split=nothing)
    with pytest.raises(BadInput, match="jsonl"):
        export(sample, tmp_path / "no.html", format_name="html", split=wish)
    assert not (tmp_path / "no").exists()
