"""Decisions on links: versions by place, gold that ends on gold, across articles too."""

from collections.abc import Callable

import pytest

from factcheck.builtin import ALLEGATION, CONTRADICTS, DENIAL, DENIES
from factcheck.errors import BadInput, Conflict, NotAllowed, NotFound
from factcheck.ids import GOLD, Id
from factcheck.project import Project
from factcheck.records import Person
from factcheck.review.answers import Share
from factcheck.review.results import LinkResult

from .annotating import everything
from .reviewing import CREDIBLE, Panel, panel

Again = Callable[[Project, Person], Project]
FICTION = "“an absolute fiction, this is a fake”"


@pytest.fixture
def three(project: Project, again: Again) -> Panel:
    return panel(project, again)


def linked(three: Panel, *types: Id) -> list[Id]:
    """Let the annotators deny, in the other article, what the letter alleges; done with both."""
    alleged = three.mark(CREDIBLE, *[ALLEGATION] * 3)
    denied = three.mark(FICTION, *[DENIAL] * 3, article=three.lead.tasnim)
    three.pull()
    links = [
        d.project.links.link(denied[n], alleged[n], kind, rationale="He says it is a fake.")
        for n, (d, kind) in enumerate(zip(three.others, types, strict=False))
    ]
    three.done()
    three.done(three.lead.tasnim)
    return links


def test_versions_of_a_link_are_by_the_places_they_link(three: Panel) -> None:
    links = linked(three, DENIES, DENIES, CONTRADICTS)
    item = three.link_item(links[0])
    assert {v.id for v in item.versions} == set(links)
    assert set(item.differences) == {"link_type"}
    assert item.share == Share(2, 3)
    assert set(item.articles) == {three.lead.letter, three.lead.tasnim}
    assert item in three.project.review.items(kinds={"link_type"})
    assert item in three.project.review.of_article(three.lead.letter)


def test_who_did_not_link_is_silent(three: Panel) -> None:
    links = linked(three, DENIES)
    item = three.link_item(links[0])
    assert set(item.differences) == {"only_some_linked"}
    assert (item.share, len(item.silent)) == (Share(1, 3), 2)


def test_direction_matters_where_a_type_has_one(three: Panel) -> None:
    links = linked(three, DENIES, DENIES)
    three.others[0].project.links.flip(links[0])
    assert set(three.link_item(links[0]).differences) == {"link_type", "only_some_linked"}
    both = linked_again(three, CONTRADICTS)
    assert "link_type" not in three.link_item(both[0]).differences


def linked_again(three: Panel, kind: Id) -> list[Id]:
    found = []
    for d in three.others[:2]:
        one, other = (
            d.project.statements.of_article(article, d.own)[0].id
            for article in (d.letter, d.tasnim)
        )
        found.append(d.project.links.link(one, other, kind))
    return found


def test_a_gold_link_takes_its_ends_along_in_one_revision(three: Panel) -> None:
    links = linked(three, DENIES, CONTRADICTS)
    before = everything(three.project)
    with pytest.raises(BadInput, match="ends on gold"):
        three.project.review.decide_link(links[0], [LinkResult(links[0])], take_ends=False)
    assert everything(three.project) == before
    three.project.review.decide_link(links[0], [LinkResult(links[0])], "He answers it.")
    item = three.link_item(links[0])
    (gold,) = item.gold
    assert (gold.annotator, gold.type) == (GOLD, DENIES)
    assert set(gold.derived_from) == set(links)
    assert gold.agreed_by == (three.others[0].project.layer.id,)
    ends = three.project.statements.many([gold.source, gold.target])
    assert [s.annotator for s in ends] == [GOLD, GOLD]
    assert [s.article for s in ends] == [three.lead.tasnim, three.lead.letter]
    assert item.state == "decided"
    assert all(three.item(end.id).state == "decided" for end in ends)
    assert three.project.check()["ok"]
    three.project.undo()
    assert everything(three.project) == before


def test_type_and_direction_may_be_decided_by_hand(three: Panel) -> None:
    links = linked(three, DENIES, CONTRADICTS)
    review = three.project.review
    review.decide_link(links[0], [LinkResult(links[0], turned=True, rationale="Turned.")])
    (gold,) = three.link_item(links[0]).gold
    ends = three.project.statements.many([gold.source, gold.target])
    assert [s.article for s in ends] == [three.lead.letter, three.lead.tasnim]
    assert (gold.rationale, gold.agreed_by) == ("Turned.", ())
    review.decide_link(links[0], [LinkResult(gold.id, type=CONTRADICTS)])
    (again,) = three.link_item(links[0]).gold
    assert (again.id, again.type) == (gold.id, CONTRADICTS)
    assert again.agreed_by == (three.others[1].project.layer.id,)
    assert again.source < again.target
    item = three.link_item(links[0])
    assert item.decision is not None
    assert item.decision.outcome == "edited"


def test_a_link_may_be_decided_against_and_outlive_nothing(three: Panel) -> None:
    links = linked(three, DENIES, CONTRADICTS)
    review = three.project.review
    review.decide_link(links[0], [])
    item = three.link_item(links[0])
    assert (item.gold, item.state) == ((), "decided")
    review.decide_link(links[0], [LinkResult(links[0]), LinkResult(links[1])])
    assert {x.type for x in three.link_item(links[0]).gold} == {DENIES, CONTRADICTS}
    alleged = three.project.links.get(links[0]).target
    review.decide(alleged, [])
    item = three.link_item(links[0])
    assert (item.gold, item.state) == ((), "outdated")
    three.project.undo()
    assert three.link_item(links[0]).state == "decided"


def test_links_are_decided_by_reviewers_on_what_is_there(three: Panel) -> None:
    links = linked(three, DENIES, CONTRADICTS)
    ben = three.others[0].project
    with pytest.raises(NotAllowed):
        ben.review.decide_link(links[0], [LinkResult(links[0])])
    seen = three.link_item(links[1])
    ben.links.unlink(links[0])
    with pytest.raises(NotFound):
        three.project.review.decide_link(links[0], [])
    with pytest.raises(Conflict):
        three.project.review.decide_link(seen.key, [LinkResult(links[1])], seen=seen)
    with pytest.raises(BadInput, match="at this place"):
        three.project.review.decide_link(links[1], [LinkResult(links[0])])
    with pytest.raises(BadInput, match="at this place"):
        three.project.review.decide(links[1], [])


def test_a_new_type_underneath_marks_a_decision(three: Panel) -> None:
    links = linked(three, DENIES, CONTRADICTS)
    three.project.review.decide_link(links[0], [LinkResult(links[0])])
    cem = three.others[1].project
    cem.links.annotate(links[1], rationale="In other words.")
    assert three.link_item(links[0]).state == "decided"
    cem.links.annotate(links[1], confidence="possible")
    assert three.link_item(links[0]).state == "outdated"
    three.project.review.confirm(links[0])
    assert three.link_item(links[0]).state == "decided"
