"""Links: how they turn, what they take over, and what counts as one saying."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.builtin import (
    ALLEGATION,
    CONFIRMS,
    CONTRADICTS,
    DENIAL,
    DENIES,
    REPEATS,
)
from factcheck.errors import BadInput, NotAllowed
from factcheck.ids import GOLD, Id
from factcheck.project import Project
from factcheck.records import Person
from tests.core.annotating import Desk, desk

Again = Callable[[Project, Person], Project]


@pytest.fixture
def d(project: Project) -> Desk:
    """A project with two articles."""
    return desk(project)


def test_denies_turns_itself_by_the_labels(d: Desk) -> None:
    links, denial, alleged = d.project.links, d.mark("“absolute lie”"), d.alleged()
    link = links.get(links.link(alleged, denial, DENIES))
    assert (link.source, link.target) == (denial, alleged)
    links.flip(link.id)
    assert links.get(link.id).source == alleged
    other = d.mark("does not exist")
    kept = links.get(links.link(denial, other, DENIES))
    assert (kept.source, kept.target) == (denial, other)
    turned = links.get(links.link(alleged, other, CONFIRMS))
    assert turned.source == alleged
    links.retype(turned.id, DENIES)
    assert links.get(turned.id).source == other


def test_a_symmetric_link_has_its_smaller_id_first_and_no_direction(d: Desk) -> None:
    links = d.project.links
    first, second = sorted((d.mark("“absolute lie”"), d.alleged()))
    link = links.get(links.link(second, first, CONTRADICTS, kind="negation", confidence="certain"))
    assert (link.source, link.target) == (first, second)
    assert (link.contradiction_kind, link.confidence) == ("negation", "certain")
    with pytest.raises(BadInput):
        links.flip(link.id)
    links.annotate(link.id, rationale="Both cannot be.", kind=None)
    found = links.get(link.id)
    assert (found.rationale, found.contradiction_kind, found.confidence) == (
        *("Both cannot be.", None, "certain"),
    )
    with pytest.raises(BadInput) as refused:
        links.link(first, second, CONTRADICTS)
    assert refused.value.code == "link.twice"
    with pytest.raises(BadInput) as refused:
        links.link(first, first, CONTRADICTS)
    assert refused.value.code == "link.itself"
    links.link(first, second, REPEATS)
    assert len(links.between(second, first)) == 2


def test_an_end_of_anothers_layer_is_taken_over_in_the_same_revision(
    d: Desk, ben: Person, again: Again
) -> None:
    alleged = d.alleged()
    bens = again(d.project, ben)
    denial = bens.statements.mark(d.letter, *d.at("“absolute lie”"), DENIAL)
    number = bens.log(1)[0].number
    link = bens.links.get(bens.links.link(denial, alleged, DENIES))
    assert bens.log(1)[0].number == number + 1
    copy = bens.statements.get(link.target)
    assert (copy.annotator, copy.derived_from) == (ben.id, (alleged,))
    assert bens.links.link(denial, alleged, CONTRADICTS)
    assert len(bens.statements.of_article(d.letter, [ben.id])) == 2
    with pytest.raises(NotAllowed):
        d.project.links.unlink(link.id)
    bens.undo()
    bens.undo()
    assert len(bens.statements.of_article(d.letter, [ben.id])) == 1


def test_a_reviewer_s_link_between_gold_statements_is_in_the_reviewer_s_layer(
    sample_once: Path, tmp_path: Path, opened: list[Project]
) -> None:
    maker = Person(Id.fixed("test/ana"), "Ana")
    sample = Project.open(shutil.copy(sample_once, tmp_path), maker)
    opened.append(sample)
    assert sample.actor.reviewer
    gold = sample.links.of_article(sample.articles.rows([])[0].id, [GOLD])
    first, second = gold[0].source, gold[-1].source
    link = sample.links.get(sample.links.link(first, second, CONTRADICTS))
    ends = [sample.statements.get(x) for x in (link.source, link.target)]
    assert {link.annotator, *(x.annotator for x in ends)} == {sample.layer.id}
    assert {x.derived_from[0] for x in ends} == {first, second}


def test_a_statement_and_its_link_are_one_revision(d: Desk) -> None:
    p, alleged = d.project, d.alleged()
    number = p.log(1)[0].number
    made, link = p.links.mark_and_link(
        d.tasnim,
        *d.at("this is a fake", d.tasnim),
        DENIAL,
        alleged,
        CONFIRMS,
        forward=False,
        rationale="x",
    )
    assert p.links.get(link).source == alleged
    assert p.log(1)[0].number == number + 2
    assert p.articles.status(d.tasnim) == "in_progress"
    p.undo()
    assert p.statements.of_article(d.tasnim, d.own) == []
    assert p.links.of_statements([alleged, made]) == []


def test_links_are_found_from_both_articles(d: Desk) -> None:
    alleged, fake = d.alleged(), d.mark("this is a fake", article=d.tasnim)
    link = d.project.links.link(fake, alleged, DENIES)
    for article in (d.letter, d.tasnim):
        assert [x.id for x in d.project.links.of_article(article, d.own)] == [link]
    assert d.project.links.of_article(d.letter, []) == []


def test_a_link_to_one_telling_stands_for_the_whole_saying(d: Desk) -> None:
    links, alleged = d.project.links, d.alleged()
    lie = d.mark("“absolute lie”")
    again, fake = d.mark("does not exist"), d.mark("this is a fake", article=d.tasnim)
    links.link(lie, again, REPEATS)
    links.link(again, fake, REPEATS)
    link = links.link(lie, alleged, DENIES)
    links.link(alleged, fake, CONTRADICTS)
    tellings = {frozenset(s.statements): s.articles for s in links.sayings(d.own)}
    assert set(tellings) == {frozenset({alleged}), frozenset({lie, again, fake})}
    assert set(tellings[frozenset({lie, again, fake})]) == {d.letter, d.tasnim}
    marks = links.contradictions(d.tasnim, d.own)
    assert link in marks[fake]
    assert {r.id: r.contradictions for r in d.project.articles.rows(d.own)} == {
        d.letter: 1,
        d.tasnim: 1,
    }
    d.project.statements.relabel(lie, ALLEGATION)
    assert links.get(link).source == lie
