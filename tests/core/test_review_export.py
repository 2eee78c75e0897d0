"""Who agreed on each gold record, and what it came from, travels in the dataset."""

from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.builtin import ALLEGATION, CONTRADICTS, DENIAL, DENIES
from factcheck.datasets.exporting import export
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import Conflict
from factcheck.project import Project
from factcheck.records import Person
from factcheck.review.results import LinkResult, Result

from .datasets import bring, rows, whole
from .reviewing import CREDIBLE, LIE, Panel, panel

Again = Callable[[Project, Person], Project]


@pytest.fixture
def three(project: Project, again: Again) -> Panel:
    return panel(project, again)


def test_who_agreed_travels_with_gold(three: Panel, tmp_path: Path, again: Again) -> None:
    lie = three.mark(LIE, DENIAL, DENIAL, ALLEGATION)
    credible = three.mark(CREDIBLE, ALLEGATION, ALLEGATION)
    ben, cem, _ = three.others
    links = [
        ben.project.links.link(lie[0], credible[0], DENIES),
        cem.project.links.link(lie[1], credible[1], CONTRADICTS),
    ]
    three.done()
    three.project.review.decide_link(links[0], [LinkResult(links[0])], "He answers it.")
    done = export(three.project, tmp_path / "gold", ExportWishes("jsonl", layer="gold"))
    assert (done.written["statements"], done.written["links"]) == (2, 1)
    assert done.written["decisions"] == 3
    told = {row["spans"][0]["text"]: row for row in rows(tmp_path / "gold", "statements")}
    assert set(told[LIE]["derived_from"]) == {str(i) for i in lie}
    assert told[LIE]["agreed_by"] == [str(d.project.layer.id) for d in (ben, cem)]
    (link,) = rows(tmp_path / "gold", "links")
    assert set(link["derived_from"]) == {str(i) for i in links}
    assert link["agreed_by"] == [str(ben.project.layer.id)]
    named = {row["name"] for row in rows(tmp_path / "gold", "annotators")}
    assert named >= {"gold", "Ben", "Cem"}
    (why,) = {row["reason"] for row in rows(tmp_path / "gold", "decisions")}
    assert why == "He answers it."


def test_what_was_decided_holds_where_a_dataset_brings_it(three: Panel, tmp_path: Path) -> None:
    lie = three.mark(LIE, DENIAL, ALLEGATION)
    three.done()
    three.take(lie[0], "He rejects it.")
    export(three.project, tmp_path / "all", ExportWishes("jsonl", layer="all"))
    person = three.project.actor
    path = tmp_path / "other.factcheck"
    with Project.create(path, title="Other", actor=Person(person.id, person.name)) as other:
        bring(other, tmp_path / "all")
        item = other.review.item(lie[0])
        assert item.state == "decided"
        assert item.decision is not None
        assert item.decision.reason == "He rejects it."
        export(other, tmp_path / "again", ExportWishes("jsonl", layer="all"))
    assert whole(tmp_path / "again") == whole(tmp_path / "all")


def test_two_reviewers_do_not_overwrite_each_other(three: Panel, again: Again) -> None:
    lie = three.mark(LIE, DENIAL, ALLEGATION)
    three.done()
    second = again(three.project, Person(three.project.actor.id, "Ana"))
    seen = three.item(lie[0])
    second.review.decide(lie[0], [Result(lie[1])], "As Cem says.")
    with pytest.raises(Conflict, match="altered or decided"):
        three.project.review.decide(lie[0], [Result(lie[0])], seen=seen)
    three.project.pull()
    seen = three.item(lie[0])
    assert seen.gold[0].label == ALLEGATION
    three.project.review.decide(lie[0], [Result(lie[0])], seen=seen)
    second.pull()
    assert three.item(lie[0]).gold == second.review.item(lie[0]).gold
