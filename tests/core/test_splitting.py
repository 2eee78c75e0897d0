"""Datasets that are split: the rows say it, the manifest proves it, and nothing leaks."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.builtin import ALLEGATION, CONTRADICTS, DENIAL, DENIES
from factcheck.cli import main
from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes, SplitWish
from factcheck.errors import BadInput, NotFound
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Date, NewArticle
from factcheck.splits import Rule

from .datasets import ANA

HALVES = {"train": 0.5, "test": 0.5}
Rows = Callable[[str], list[dict[str, object]]]


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
    export(sample, tmp_path / "out", ExportWishes("jsonl", split=SplitWish(HALVES)))
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


def test_parts_that_stay_empty_are_told_with_the_reason(
    sample: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["export", sample.location, str(tmp_path / "out"), "--format", "brat"]
    assert main([*call, "--split", "train=0.6,dev=0.2,test=0.2"]) == 0
    said = capsys.readouterr().out
    assert "dev: 0 articles, 0 statements" in said
    assert "left for dev, test: what belongs together by “linked”" in said
    assert main([*call, "--split", "train=0.5,test=0.5", "--split-by", "time"]) == 0
    assert "Nothing is left" not in capsys.readouterr().out


def test_a_random_split_says_which_links_it_parts(sample: Project, tmp_path: Path) -> None:
    wish = SplitWish({"train": 0.6, "test": 0.4}, "random")
    done = export(sample, tmp_path / "out", ExportWishes("jsonl", split=wish, seed=2))
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
    wish = SplitWish(HALVES, "random")
    for name in ("one", "two"):
        export(sample, tmp_path / name, ExportWishes("jsonl", split=wish))
    for name in ("articles.jsonl", "statements.jsonl", "links.jsonl", "manifest.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    export(sample, tmp_path / "table", ExportWishes("csv", split=wish))
    assert ",train" in (tmp_path / "table" / "articles.csv").read_text("utf-8-sig")


def test_what_was_published_stays_in_its_part(sample: Project, tmp_path: Path) -> None:
    wish = SplitWish(HALVES, "random")
    export(sample, tmp_path / "old", ExportWishes("jsonl", split=wish))
    sample.add_articles([NewArticle(text="New. " * 40, source_name="new", title="New")])
    again = SplitWish({"train": 0.9, "test": 0.1}, "random", keep=tmp_path / "old")
    export(sample, tmp_path / "new", ExportWishes("jsonl", split=again))
    old, new = (
        {row["id"]: row["split"] for row in rows(tmp_path / name, "articles.jsonl")}
        for name in ("old", "new")
    )
    assert new.items() > old.items()
    export(sample, tmp_path / "plain", ExportWishes("jsonl"))
    # What was published as “test” must not be trained on because nobody wishes for it any more.
    fewer = SplitWish({"train": 0.9, "dev": 0.1}, "random", keep=tmp_path / "old")
    with pytest.raises(BadInput, match="not wished now: test"):
        export(sample, tmp_path / "no", ExportWishes("jsonl", split=fewer))
    nothing = SplitWish(HALVES, keep=tmp_path / "plain")
    with pytest.raises(BadInput, match="no article"):
        export(sample, tmp_path / "no", ExportWishes("jsonl", split=nothing))
    with pytest.raises(BadInput, match="html"):
        export(sample, tmp_path / "no.html", ExportWishes("html", split=wish))
    assert not (tmp_path / "no").exists()


@pytest.fixture
def articles(tmp_path: Path) -> Iterator[Project]:
    """A project of twelve articles that have nothing in common, a statement in each."""
    with Project.create(tmp_path / "plain.factcheck", title="Plain", actor=ANA) as project:
        made = [
            NewArticle(
                " ".join(f"word{n}x{k}" for k in range(60)),
                f"{n}.txt",
                f"Article {n}",
                published=Date(f"2022-01-{n + 1:02}"),
            )
            for n in range(12)
        ]
        project.add_articles(made)
        for row in project.articles.rows([]):
            project.statements.mark(row.id, 0, 7, ALLEGATION)
        yield project


def statement_of(project: Project, n: int) -> Id:
    """The statement of the article of a number."""
    article = next(row.id for row in project.articles.rows([]) if row.title == f"Article {n}")
    return project.statements.of_article(article, [project.layer.id])[0].id


def parts_of(folder: Path) -> dict[str, object]:
    """In which part each article is, by its title."""
    return {str(row["title"]): row["split"] for row in rows(folder, "articles.jsonl")}


@pytest.mark.parametrize("rule", ["linked", "claims", "time", "random"])
def test_a_new_link_between_published_parts_is_reported(
    articles: Project, tmp_path: Path, rule: Rule, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "old"
    export(articles, old, ExportWishes("jsonl", split=SplitWish(HALVES, rule), seed=1))
    parts = parts_of(old)
    numbers = {name: [n for n in range(12) if parts[f"Article {n}"] == name] for name in HALVES}
    here, there = (statement_of(articles, numbers[name][0]) for name in HALVES)
    made = articles.links.link(here, there, DENIES)
    # One that stays in its part is no news.
    twin = statement_of(articles, numbers["train"][1])
    articles.links.link(here, twin, CONTRADICTS)
    keep = SplitWish({"train": 0.8, "test": 0.2}, rule, keep=old)
    done = export(articles, tmp_path / "new", ExportWishes("jsonl", split=keep, seed=5))
    assert parts_of(tmp_path / "new") == parts
    assert done.split is not None
    assert [(one.link, one.parts) for one in done.split.joining] == [(made, ("train", "test"))]
    assert done.split.proof["links_parted"] == 1
    arguments = ["export", str(articles.location), str(tmp_path / "new"), "--format", "jsonl"]
    arguments += ["--split", "train=0.8,test=0.2", "--split-by", rule, "--keep-split", str(old)]
    assert main([*arguments, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)["split"]
    assert [(one["link"], one["parts"]) for one in said["joining"]] == [
        (str(made), ["train", "test"])
    ]
    assert said["proof"]["links_parted"] == 1
    assert main(arguments) == 0
    told = capsys.readouterr().out
    assert "1 new link joins two parts" in told
    assert str(made) in told
    assert f"“Article {numbers['train'][0]}” (train)" in told
    # What the earlier export knows is no news the next time.
    again = SplitWish(HALVES, rule, keep=tmp_path / "new")
    done = export(articles, tmp_path / "third", ExportWishes("jsonl", split=again))
    assert done.split is not None
    assert done.split.joining == ()
    assert done.split.proof["links_parted"] == 1


def test_a_new_article_goes_with_what_it_is_linked_to(articles: Project, tmp_path: Path) -> None:
    old = tmp_path / "old"
    export(articles, old, ExportWishes("csv", split=SplitWish(HALVES), seed=1))
    report = articles.add_articles([NewArticle("Something else altogether. " * 9, "new", "New")])
    new = articles.statements.mark(report.ids[0], 0, 9, DENIAL)
    first = statement_of(articles, 0)
    articles.links.link(new, first, DENIES)
    keep = SplitWish(HALVES, keep=old)
    export(articles, tmp_path / "new", ExportWishes("jsonl", split=keep, seed=5))
    parts = parts_of(tmp_path / "new")
    assert parts["New"] == parts["Article 0"]


@pytest.mark.parametrize("rule", ["linked", "claims", "time", "random"])
def test_copies_and_editions_are_never_parted(
    articles: Project, tmp_path: Path, rule: Rule
) -> None:
    texts = {n: " ".join(f"word{n}x{k}" for k in range(60)) for n in range(12)}
    first = articles.articles.rows([])[0]
    articles.add_articles(
        [
            NewArticle(f"{texts[3]} added", "near.txt", "Article 3 again", published=Date("2023")),
            NewArticle(texts[4], "same.txt", "Article 4 again"),
            NewArticle("New. " * 40, "late.txt", f"{first.title} again", edition_of=first.id),
        ]
    )
    for seed in range(4):
        out = tmp_path / f"{seed}"
        wish = SplitWish({"a": 0.4, "b": 0.3, "c": 0.3}, rule)
        done = export(articles, out, ExportWishes("jsonl", split=wish, seed=seed))
        parts = parts_of(out)
        again = [name for name in parts if name.endswith(" again")]
        assert len(again) == 3
        assert all(parts[name] == parts[name.removesuffix(" again")] for name in again)
        assert done.split is not None
        assert done.split.proof["near_duplicates_parted"] == 0


def test_an_earlier_split_that_is_none_is_refused(articles: Project, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for place in ("texts", "nothing"):
        wish = SplitWish(HALVES, keep=tmp_path / place)
        with pytest.raises((BadInput, NotFound), match=place):
            export(articles, tmp_path / "out", ExportWishes("jsonl", split=wish))
    arguments = ["export", str(articles.location), str(tmp_path / "out"), "--format", "jsonl"]
    assert main([*arguments, "--keep-split", str(tmp_path)]) == 1
