"""Whose work is reviewed: of a desk its one layer, of a hand-over the new hands, blind nobody's."""

from collections.abc import Callable

import pytest

from factcheck.builtin import ALLEGATION, CONFIRMATION, DENIAL
from factcheck.ids import SHARED, Id
from factcheck.project import Project
from factcheck.records import Layering, Person
from factcheck.review.answers import Share
from factcheck.review.results import Result

from .annotating import desk
from .reviewing import CREDIBLE, LIE, Panel, panel

Again = Callable[[Project, Person], Project]


@pytest.fixture
def three(project: Project, again: Again) -> Panel:
    return panel(project, again)


def test_a_desk_s_one_layer_is_reviewed_once_a_member_is_done(
    make: Callable[[Layering], Project], again: Again
) -> None:
    lead = desk(make("shared"))
    ben = again(lead.project, Person(Id.new(), "Ben"))
    ben.articles.set_status(lead.letter, "in_progress")
    mine = ben.statements.mark(lead.letter, *lead.at(LIE), DENIAL)
    review = lead.project.review
    assert review.items() == []
    assert [a.id for a in review.layers()] == [SHARED]
    ben.articles.set_status(lead.letter, "done")
    (item,) = review.items()
    assert (item.share, [v.id for v in item.versions]) == (Share(1, 1), [mine])
    lead.project.pull()
    review.accept([item.key])
    review.send_back(lead.letter, SHARED, "The list is missing.")
    assert ben.articles.status(lead.letter) == "in_progress"


def test_work_that_was_handed_over_is_compared_in_the_new_hands(three: Panel) -> None:
    ben, cem, _ = three.others
    mine = ben.mark(LIE)
    three.pull()
    three.project.assignments.hand_over([ben.letter], ben.project.layer.id, cem.project.layer.id)
    cem.project.articles.set_status(cem.letter, "done")
    (item,) = three.items()
    (version,) = item.versions
    assert (version.annotator, version.derived_from) == (cem.project.layer.id, (mine,))
    assert item.share == Share(1, 1)


def test_what_was_decided_on_work_stands_in_other_hands(three: Panel) -> None:
    ben, cem, _ = three.others
    (mine,), (dropped,) = three.mark(LIE, DENIAL), three.mark(CREDIBLE, ALLEGATION)
    ben.project.articles.set_status(ben.letter, "done")
    three.pull()
    relabeled = Result(mine, edited={"label": CONFIRMATION})
    three.project.review.decide(mine, [relabeled])
    three.project.review.decide(dropped, [])
    three.project.pull()
    three.project.assignments.hand_over([ben.letter], ben.project.layer.id, cem.project.layer.id)
    cem.project.articles.set_status(cem.letter, "done")
    assert [item.state for item in three.items()] == ["decided", "decided"]
    assert {v.annotator for i in three.items() for v in i.versions} == {cem.project.layer.id}
    (copy,) = three.items()[0].versions
    cem.project.statements.relabel(copy.id, DENIAL)
    assert [item.state for item in three.items()] == ["outdated", "decided"]


def test_who_is_given_an_article_of_a_blind_project_sees_no_more_of_it(
    three: Panel, again: Again
) -> None:
    (mine,) = three.mark(LIE, ALLEGATION)
    three.done()
    three.take(mine)
    three.project.pull()
    eve = again(three.project, Person(Id.new(), "Eve"))
    eve.assignments.join()
    three.project.pull()
    three.project.about.set_blind(True)
    eve.pull()
    assert [item.key for item in eve.review.of_article(three.lead.letter)] == [mine]
    three.project.assignments.assign([three.lead.letter], eve.actor.id)
    assert eve.review.of_article(three.lead.letter) == []
    assert eve.review.decisions(mine) == []
