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
from factcheck.sample import make
from factcheck.sample.reading import read_sample

ANA = Person(Id.fixed("test/ana"), "Ana")


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
