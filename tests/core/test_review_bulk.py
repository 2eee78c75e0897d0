"""Bulk acceptance: what all, or most, agree on; all of one annotator; work that is sent back."""

from collections.abc import Callable

import pytest

from factcheck import models
from factcheck.builtin import ALLEGATION, CONFIRMATION, DENIAL, DENIES
from factcheck.errors import BadInput, Conflict, NotAllowed, NotFound
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.queries.rows import where
from factcheck.records import Person

from .annotating import everything
from .reviewing import CREDIBLE, LIE, LIST, Panel, keys, panel

Again = Callable[[Project, Person], Project]


@pytest.fixture
def three(project: Project, again: Again) -> Panel:
    return panel(project, again)


def test_a_bulk_takes_what_all_agree_on(three: Panel) -> None:
    lie = three.mark(LIE, DENIAL, DENIAL, DENIAL)
    credible = three.mark(CREDIBLE, ALLEGATION, ALLEGATION, CONFIRMATION)
    lists = three.mark(LIST, DENIAL)
    three.done()
    review = three.project.review
    assert keys(review.acceptable()) == [three.item(lie[0]).key]
    assert len(review.acceptable("majority")) == 2
    before = everything(three.project)
    assert review.accept(keys(review.acceptable("majority")), "As most have it.") == 2
    assert [three.item(r).state for r in (lie[0], credible[0], lists[0])] == [
        *("decided", "decided", "open")
    ]
    item = three.item(credible[0])
    assert item.gold[0].label == ALLEGATION
    assert item.decision is not None
    assert (item.decision.outcome, item.decision.reason) == ("bulk", "As most have it.")
    assert review.accept(keys(three.items()[:2])) == 0
    with pytest.raises(BadInput, match="Too few agree"):
        review.accept([lists[0]])
    three.project.undo()
    assert everything(three.project) == before


def test_trifles_are_taken_in_bulk_by_the_words_that_most_have(three: Panel) -> None:
    ben, cem, dan = three.others
    one = ben.mark("called it an “absolute lie”")
    two = cem.mark("called it an “absolute lie")
    dan.mark("called it an “absolute lie")
    ends = cem.at("The Kremlin")
    cem.project.statements.add_span(two, "source", *ends)
    three.done()
    item = three.item(one)
    assert set(item.differences) == {"trifles"}
    review = three.project.review
    assert review.acceptable() == []
    assert keys(review.acceptable("trifles")) == [item.key]
    review.accept([item.key])
    (gold,) = three.item(one).gold
    assert gold.words == "called it an “absolute lie"
    assert [s.exact for s in gold.of_role("source")] == ["The Kremlin"]


def test_gold_of_what_was_made_inside_another_is_inside_its_gold(three: Panel) -> None:
    outer = three.mark(
        "Dmitry Peskov, its spokesman, said: such a list does not exist", *[DENIAL] * 3
    )
    inner = three.mark(LIST, *[DENIAL] * 3)
    for d, i, o in zip(three.others, inner, outer, strict=True):
        d.project.statements.set_parent(i, o)
    three.done()
    review = three.project.review
    review.accept(keys(review.acceptable()))
    assert three.item(inner[0]).gold[0].parent == three.item(outer[0]).gold[0].id
    three.project.undo()
    three.take(inner[0])
    assert three.item(inner[0]).gold[0].parent is None
    three.take(outer[0])
    item = three.item(inner[0])
    assert item.gold[0].parent == three.item(outer[0]).gold[0].id
    assert item.state == "decided"


def test_links_follow_what_they_link(three: Panel) -> None:
    lie, credible = three.mark(LIE, *[DENIAL] * 3), three.mark(CREDIBLE, *[ALLEGATION] * 3)
    links = [
        d.project.links.link(a, b, DENIES)
        for d, a, b in zip(three.others, lie, credible, strict=True)
    ]
    three.others[0].project.statements.relabel(credible[0], CONFIRMATION)
    three.done()
    review = three.project.review
    assert links[0] not in keys(review.acceptable())
    with pytest.raises(BadInput, match="ends on gold"):
        review.accept([links[0]])
    assert len(review.acceptable("majority")) == 3
    review.accept(keys(review.acceptable("majority")))
    assert three.link_item(links[0]).gold[0].type == DENIES


def test_all_of_one_annotator_in_an_article(three: Panel) -> None:
    lie = three.mark(LIE, CONFIRMATION, DENIAL, DENIAL)
    credible = three.mark(CREDIBLE, ALLEGATION)
    ben, cem, _ = three.others
    link = ben.project.links.link(lie[0], credible[0], DENIES)
    other = cem.mark(LIST)
    three.done()
    review = three.project.review
    assert review.accept_all_of(three.lead.letter, ben.project.layer.id, "Ben is right.") == 3
    assert three.item(lie[0]).gold[0].label == CONFIRMATION
    assert three.link_item(link).gold
    assert three.item(other).state == "open"
    with pytest.raises(NotAllowed):
        ben.project.review.accept_all_of(ben.letter, ben.project.layer.id)


def test_a_single_annotator_s_work_is_accepted_or_sent_back(three: Panel) -> None:
    ben = three.others[0]
    mine = ben.mark(LIE)
    ben.project.articles.set_status(ben.letter, "done")
    three.pull()
    review = three.project.review
    assert keys(review.items(state="open")) == [mine]
    review.accept(keys(review.acceptable()))
    assert three.item(mine).state == "decided"
    layer = ben.project.layer.id
    before = everything(three.project)
    with pytest.raises(BadInput, match="empty"):
        review.send_back(ben.letter, layer, " ")
    gold = three.item(mine).gold[0].id
    review.send_back(ben.letter, layer, "The list is missing.")
    assert ben.project.articles.status(ben.letter) == "in_progress"
    (comment,) = where(three.project.database, models.comment)
    (assignment,) = where(
        three.project.database,
        models.assignment,
        models.assignment.c.article == ben.letter,
        models.assignment.c.annotator == layer,
    )
    assert (comment["kind"], comment["words"]) == ("assignment", "The list is missing.")
    assert comment["record"] == assignment["id"]
    assert three.item(gold).state == "decided", "what was decided stands while it is worked on"
    with pytest.raises(Conflict, match="worked on again"):
        review.decide(mine, [])
    three.project.undo()
    assert everything(three.project) == before
    with pytest.raises(BadInput, match="no work"):
        review.send_back(ben.tasnim, three.project.actor.id, "Where is it?")
    with pytest.raises(NotAllowed):
        ben.project.review.send_back(ben.letter, layer, "Mine.")


def test_confirming_renews_a_decision(three: Panel) -> None:
    one, two = three.mark(LIE, DENIAL, CONFIRMATION)
    three.done()
    review = three.project.review
    with pytest.raises(NotFound, match="decided here"):
        review.confirm(one)
    three.take(one, "He rejects it.")
    three.others[1].project.statements.relabel(two, ALLEGATION)
    assert keys(review.items(state="outdated")) == [three.item(one).key]
    assert review.counts().outdated == 1
    first = three.item(one).decision
    review.confirm(one)
    item = three.item(one)
    assert item.state == "decided"
    assert item.decision is not None
    assert first is not None
    assert (item.decision.reason, item.decision.outcome) == (first.reason, first.outcome)
    assert item.decision.id != first.id


def test_the_next_open_item_comes_after_the_one_decided(three: Panel) -> None:
    places: list[Id] = [
        three.mark(words, label)[0]
        for words, label in ((CREDIBLE, ALLEGATION), (LIE, DENIAL), (LIST, DENIAL))
    ]
    three.done()
    review = three.project.review
    assert keys(review.items(order="text")) == places
    three.take(places[0])
    found = review.next_item(places[0], order="text")
    assert found is not None
    assert found.key == places[1]
    last = review.next_item(places[2], order="text")
    assert last is not None
    assert last.key == places[1]
    three.take(places[1])
    three.take(places[2])
    assert review.next_item(places[2]) is None
    assert review.counts().decided == 3


def test_claims_in_other_words_are_offered_for_merging(three: Panel) -> None:
    lie = three.mark(LIE, DENIAL, DENIAL)
    ben, cem = three.others[:2]
    first = ben.project.statements.set_new_claim(lie[0], "Russia is making lists of Ukrainians")
    cem.project.statements.set_new_claim(lie[1], "Russia makes lists of Ukrainians to be killed")
    three.done()
    item = three.item(lie[0])
    assert {"claim", "wording"} <= item.differences
    (pair,) = item.same_claims
    (second,) = set(pair) - {first}
    with pytest.raises(NotAllowed):
        ben.project.review.merge_claims(second, first)
    three.project.review.merge_claims(second, first)
    assert "claim" not in three.item(lie[0]).differences
    three.project.claims.unmerge(second)
    assert "wording" in three.item(lie[0]).differences
