"""What an annotator sees became of her work, and that she can take decisions over."""

from collections.abc import Callable

import pytest

from factcheck.builtin import ALLEGATION, CONFIRMATION, CONTRADICTS, DENIAL, DENIES
from factcheck.errors import NotFound
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from factcheck.review.answers import Fate
from factcheck.review.results import LinkResult, Result

from .annotating import Desk, everything
from .reviewing import CREDIBLE, LIE, LIST, Panel, panel

Again = Callable[[Project, Person], Project]


@pytest.fixture
def three(project: Project, again: Again) -> Panel:
    return panel(project, again)


def fates(d: Desk) -> dict[Id, tuple[Fate, ...]]:
    """What became of somebody's work, by record."""
    return {one.record: one.fates for one in d.project.review.fates()}


def test_one_sees_what_became_of_each_statement(three: Panel) -> None:
    ben, cem, dan = three.others
    claim = ben.project.claims.create("There is a list")
    lie = three.mark(LIE, DENIAL, CONFIRMATION)
    wide = dan.mark("called it an “absolute lie”", DENIAL)
    ben.project.statements.set_claim(lie[0], claim)
    credible = three.mark(CREDIBLE, ALLEGATION)
    lists = three.mark(LIST, DENIAL, DENIAL)
    three.done()
    assert fates(ben) == {}
    three.take(lie[0], "He rejects it.")
    three.project.review.decide(credible[0], [], "Not attributed.")
    three.take(lists[1])
    assert fates(ben) == {
        lie[0]: ("kept",),
        credible[0]: ("dropped",),
        lists[0]: ("kept",),
    }
    assert fates(cem)[lie[1]] == ("label", "claim")
    assert fates(dan)[wide] == ("edges", "claim")
    missed = three.item(lists[0]).gold[0].id
    assert fates(dan)[missed] == ("missed",)
    why = {one.record: one.decision.reason for one in ben.project.review.fates(ben.letter)}
    assert why[credible[0]] == "Not attributed."
    assert ben.project.review.fates(ben.tasnim) == []
    assert fates(three.lead) == {}
    theirs = three.project.review.fates(annotator=ben.project.layer.id)
    assert {one.record for one in theirs} == set(fates(ben))


def test_what_was_sent_back_is_said_to_whom_it_concerns(three: Panel) -> None:
    ben, cem, _ = three.others
    three.mark(LIE, DENIAL, DENIAL)
    three.done()
    three.project.review.send_back(ben.letter, ben.project.layer.id, "Look at the list.")
    (one,) = ben.project.review.fates()
    assert (one.fates, one.article) == (("sent_back",), ben.letter)
    assert one.decision.reason == "Look at the list."
    assert cem.project.review.fates() == []


@pytest.mark.parametrize("whose", [0, 1, 2])
def test_a_decision_is_taken_over_in_one_revision(three: Panel, whose: int) -> None:
    ben, cem, dan = three.others
    mine = ben.mark("called it an “absolute lie”", CONFIRMATION)
    theirs = cem.mark(LIE, DENIAL)
    claim = cem.project.claims.create("There is a list")
    cem.project.statements.set_claim(theirs, claim)
    cem.project.statements.add_span(theirs, "source", *cem.at("The Kremlin"))
    ben.project.statements.set_note(mine, "Hm.")
    three.done()
    three.take(theirs)
    gold = three.item(theirs).gold[0]
    d, record = ((ben, mine), (cem, theirs), (dan, gold.id))[whose]
    d.project.pull()
    before = everything(d.project)
    d.project.review.take_decision_over(record)
    (own,) = d.project.statements.of_article(d.letter, d.own)
    assert (own.label, own.words, own.claim) == (DENIAL, LIE, claim)
    assert [s.exact for s in own.of_role("source")] == ["The Kremlin"]
    assert own.note == ("Hm." if whose == 0 else "")
    assert own.origin == "typed"
    assert fates(d) == {own.id: ("kept",)}
    assert three.item(theirs).state == "decided"
    if whose != 1:
        d.project.undo()
    assert everything(d.project) == before


def test_what_was_dropped_goes_and_comes_back(three: Panel) -> None:
    ben = three.others[0]
    (mine,) = three.mark(LIE, DENIAL)
    three.done()
    with pytest.raises(NotFound, match="decided"):
        ben.project.review.take_decision_over(mine)
    three.project.review.decide(mine, [])
    ben.project.pull()
    ben.project.review.take_decision_over(mine)
    assert ben.project.statements.of_article(ben.letter, ben.own) == []
    ben.project.undo()
    assert fates(ben) == {mine: ("dropped",)}


def test_links_are_taken_over_too(three: Panel) -> None:
    ben, cem, dan = three.others
    lie = three.mark(LIE, DENIAL, DENIAL, DENIAL)
    credible = three.mark(CREDIBLE, ALLEGATION, ALLEGATION)
    mine = ben.project.links.link(lie[0], credible[0], DENIES, rationale="He answers.")
    theirs = cem.project.links.link(lie[1], credible[1], CONTRADICTS)
    three.done()
    three.project.review.decide_link(mine, [LinkResult(mine)])
    assert fates(ben)[mine] == ("kept",)
    assert fates(cem)[theirs] == ("label",)
    gold = three.link_item(mine).gold[0].id
    assert fates(dan)[gold] == ("missed",)
    for d, record in ((cem, theirs), (dan, gold)):
        d.project.pull()
        d.project.review.take_decision_over(record)
        (own,) = d.project.links.of_article(d.letter, d.own)
        assert own.type == DENIES
        assert [s.annotator for s in d.project.statements.many([own.source, own.target])] == [
            *(d.project.layer.id, d.project.layer.id)
        ]
    assert three.link_item(mine).state == "decided"
    three.project.review.decide_link(mine, [])
    ben.project.pull()
    ben.project.review.take_decision_over(mine)
    assert ben.project.links.of_article(ben.letter, ben.own) == []


def test_the_history_of_a_place_keeps_what_was_decided_on(three: Panel) -> None:
    one, two = three.mark(LIE, DENIAL, CONFIRMATION)
    three.done()
    three.take(one, "First thought.")
    three.project.review.decide(one, [Result(two)], "Second thought.")
    second, first = three.project.review.decisions(one)
    assert [second.decision.reason, first.decision.reason] == ["Second thought.", "First thought."]
    assert second.replaces == first.decision.id
    assert first.statements is not None
    assert {v.label for v in first.statements.versions} == {DENIAL, CONFIRMATION}
    assert first.statements.before == ()
    assert second.statements is not None
    assert [(g.label, g.words) for g in second.statements.before] == [(DENIAL, LIE)]
    assert [g.label for g in second.statements.gold] == [CONFIRMATION]
