"""The sample project is whole, complete, the same everywhere, and nobody's first undo takes it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.errors import BadInput, Cancelled, NotFound
from factcheck.ids import GOLD, Id
from factcheck.project import Project
from factcheck.records import Person
from factcheck.resources import seeds
from factcheck.review.queue import articles_of
from factcheck.sample import make
from factcheck.sample.reading import read_sample

from .datasets import ANA


@pytest.fixture
def made(sample_once: Path, tmp_path: Path) -> Iterator[Project]:
    path = shutil.copy(sample_once, tmp_path / "sample.factcheck")
    with Project.open(path, ANA) as project:
        yield project


def test_it_has_all_that_its_files_have(made: Project) -> None:
    sample = read_sample()
    stats = made.stats()
    assert stats["articles"] == 5
    assert stats["statements"] == sum(len(layer.statements) for layer in sample.layers)
    assert stats["links"] == sum(len(layer.links) for layer in sample.layers)
    assert stats["speakers"] == len(sample.speakers)
    assert stats["claims"] == len(sample.claims)
    assert made.check() == {"ok": True, "problems": []}


def test_two_annotators_are_done_and_gold_was_decided_on_them(made: Project) -> None:
    layers = {a["name"]: a for a in made.stats()["annotators"]}
    assert {name: a["kind"] for name, a in layers.items()} == {
        "gold": "gold",
        "Annotator 1": "person",
        "Annotator 2": "person",
        "Ana": "person",
    }
    assert layers["Annotator 1"]["articles"] == layers["Annotator 2"]["articles"] == 5
    maker = next(a for a in made.annotators() if a.name == "Ana")
    assert (maker.lead, maker.reviewer, made.layering) == (True, True, "each")
    people = {a.id for a in made.annotators()}
    for article in made.articles.rows([GOLD]):
        for statement in made.statements.of_article(article.id, [GOLD]):
            assert statement.origin == "adjudicated"
            assert set(statement.agreed_by) <= people
            assert len(made.statements.many(statement.derived_from)) == len(statement.derived_from)


def test_its_articles_are_those_that_an_import_of_the_seeds_finds(made: Project) -> None:
    from factcheck.intake.bringing_in import Wishes, bring_in

    report = bring_in(made, [seeds()], Wishes())
    assert (report.articles, report.revision) == (0, None)


def test_it_has_the_same_ids_everywhere(made: Project, tmp_path: Path) -> None:
    with make(tmp_path / "other.factcheck", Person(Id.new(), "Ben")) as other:
        ours, theirs = (
            {row.id: row.title for row in project.articles.rows([GOLD])}
            for project in (made, other)
        )
        assert ours == theirs
        article = next(iter(ours))
        alike = [
            {s.id: (s.words, s.speaker, s.derived_from) for s in held}
            for held in (p.statements.of_article(article, [GOLD]) for p in (made, other))
        ]
        assert alike[0] == alike[1]


def test_stopping_it_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        assert list(tmp_path.iterdir())
        raise Cancelled

    with pytest.raises(Cancelled):
        make(tmp_path / "s.factcheck", ANA, progress=stop)
    assert not list(tmp_path.iterdir())


def test_nobody_s_first_undo_takes_it_away(made: Project) -> None:
    with pytest.raises(NotFound):
        made.undo()
    assert made.stats()["revision"] == 4


def test_it_overwrites_nothing(made: Project) -> None:
    with pytest.raises(BadInput, match="already"):
        make(made.location, ANA)
    assert made.stats()["statements"] > 0


def test_most_of_it_is_decided_and_something_of_each_kind_is_open(made: Project) -> None:
    review = made.review
    every = [item for row in made.articles.rows([GOLD]) for item in review.of_article(row.id)]
    items = {item.key: item for item in every}.values()
    # That “premature” is told twice was first seen when gold was made.
    (first,) = (i for i in items if i.state == "decided" and i.decision is None)
    assert not first.versions
    assert not review.items(state="outdated")
    counts = review.counts()
    assert (counts.open, counts.decided >= 50) == (8, True)
    kinds = ("only_some", "edges", "trifles", "label", "speaker", "claim", "wording")
    assert counts.by_difference.keys() >= {*kinds, "only_some_linked", "link_type"}
    across = [i for i in review.items(state="open") if len(articles_of(i)) == 2]
    assert [i.differences for i in across] == [{"only_some_linked"}]
    assert len(review.acceptable("trifles")) == 1
    proposed = review.acceptable("gold")
    assert len(proposed) == 6
    assert review.accept([item.key for item in proposed], by="gold") == 6
    assert review.counts().open == 2


def test_each_difference_was_decided_with_a_reason(made: Project) -> None:
    made_by = set()
    for item in made.review.items(state="decided"):
        settled = made.review.decisions(item.key)[0]
        assert settled.decision.reason or not item.differences - {"details", "link_details"}
        assert set(settled.decision.gold) == {g.id for g in item.gold}
        made_by.add(settled.decision.outcome)
    assert made_by >= {"taken", "mixed", "edited", "several", "none", "bulk"}


def test_what_was_said_about_it_is_there(made: Project) -> None:
    article = next(row.id for row in made.articles.rows([GOLD]) if "Kremlin" in row.title)
    (thread,) = made.comments.of_article(article)
    assert [one.who for one in thread.comments] == ["Annotator 1", "Annotator 2", "gold"]
    assert thread.resolved
    every = [t for row in made.articles.rows([GOLD]) for t in made.comments.of_article(row.id)]
    assert {t.root.kind for t in every} == {"statement", "link", "article", "decision"}
