"""Decisions on statements: what there is to decide, what a decision makes, and that it can go."""

from collections.abc import Callable

import pytest

from factcheck import builtin
from factcheck.errors import BadInput, Conflict, NotAllowed, NotFound
from factcheck.ids import GOLD, Id
from factcheck.journal import inserted
from factcheck.project import Project
from factcheck.records import Person, What
from factcheck.review.answers import Share
from factcheck.review.results import Result

from .annotating import LETTER, everything
from .edits import statement_edits
from .reviewing import CREDIBLE, LIE, LIST, Panel, panel

ALLEGATION, DENIAL, CONFIRMATION = builtin.ALLEGATION, builtin.DENIAL, builtin.CONFIRMATION
Again = Callable[[Project, Person], Project]


@pytest.fixture
def three(project: Project, again: Again) -> Panel:
    return panel(project, again)


def test_one_item_is_what_all_marked_at_a_place(three: Panel) -> None:
    lie = three.mark(LIE, DENIAL, DENIAL, CONFIRMATION)
    lists = three.mark(LIST, DENIAL)
    three.done()
    first, second = three.items()
    assert {v.id for v in first.versions} == set(lie)
    assert set(first.differences) == {"label"}
    assert first.share == Share(2, 3)
    assert first.parts["spans"] == Share(3, 3)
    assert [v.id for v in second.versions] == lists
    assert set(second.differences) == {"only_some"}
    assert second.share == Share(1, 3)
    assert set(second.silent) == {d.project.layer.id for d in three.others[1:]}
    worst = three.project.review.items()
    assert [item.key for item in worst] == [second.key, first.key]


def test_only_finished_work_is_compared_unless_asked(three: Panel) -> None:
    ben = three.others[0]
    mine, _ = three.mark(LIE, DENIAL, CONFIRMATION)
    ben.project.articles.set_status(ben.letter, "done")
    item = three.item(mine)
    assert (len(item.versions), item.share, item.silent) == (1, Share(1, 1), ())
    assert three.project.review.items() == [item]
    every = three.project.review.items(unfinished=True)
    assert [len(i.versions) for i in every] == [2]


def test_a_decision_makes_gold_of_a_version_and_says_what_it_came_from(three: Panel) -> None:
    lie = three.mark(LIE, DENIAL, DENIAL, CONFIRMATION)
    three.done()
    seen = three.item(lie[0])
    three.project.review.decide(seen.key, [Result(lie[1])], "He rejects it.", seen=seen)
    item = three.item(lie[0])
    (gold,) = item.gold
    assert (gold.annotator, gold.origin, gold.label) == (GOLD, "adjudicated", DENIAL)
    assert gold.words == LIE
    assert set(gold.derived_from) == set(lie)
    assert gold.agreed_by == tuple(d.project.layer.id for d in three.others[:2])
    assert item.state == "decided"
    decision = item.decision
    assert decision is not None
    assert (decision.outcome, decision.reason) == ("taken", "He rejects it.")
    assert (decision.annotator, decision.gold) == (three.project.actor.id, (gold.id,))
    assert set(decision.versions) == set(lie)
    assert three.project.check()["ok"]


def test_undoing_a_decision_leaves_all_as_before(three: Panel) -> None:
    lie = three.mark(LIE, DENIAL, CONFIRMATION)
    three.done()
    before, item = everything(three.project), three.item(lie[0])
    three.take(lie[0])
    first = everything(three.project)
    three.project.review.decide(lie[0], [], "Not a statement.")
    assert three.item(lie[0]).gold == ()
    three.project.undo()
    assert everything(three.project) == first
    three.project.undo()
    assert everything(three.project) == before
    assert three.item(lie[0]) == item


def test_parts_of_versions_and_words_by_hand_make_one_statement(three: Panel) -> None:
    ben, cem, _ = three.others
    mine = ben.mark("called it an “absolute lie”", CONFIRMATION)
    theirs = cem.mark(LIE, DENIAL)
    claim = cem.project.claims.create("Russia is making lists")
    cem.project.statements.set_claim(theirs, claim)
    speaker = cem.project.speakers.create("Kremlin", "group")
    three.done()
    mixed = Result(mine, label_of=theirs, claim_of=theirs)
    three.project.review.decide(mine, [mixed])
    item = three.item(mine)
    (gold,) = item.gold
    assert (gold.words, gold.label, gold.claim) == ("called it an “absolute lie”", DENIAL, claim)
    assert gold.agreed_by == ()
    assert item.decision is not None
    assert item.decision.outcome == "mixed"
    start, end = three.lead.at("The Kremlin")
    by_hand = Result(gold.id, edited={"speaker": speaker, "spans": [("content", start, end)]})
    three.project.review.decide(mine, [by_hand])
    (again,) = three.item(mine).gold
    assert again.id == gold.id
    assert (again.words, again.speaker, again.speaker_basis) == ("The Kremlin", speaker, "inferred")


def test_several_may_be_right_and_none(three: Panel) -> None:
    one, two, _ = three.mark(LIE, DENIAL, CONFIRMATION, DENIAL)
    three.done()
    three.project.review.decide(one, [Result(one), Result(two)])
    item = three.item(one)
    assert {g.label for g in item.gold} == {DENIAL, CONFIRMATION}
    assert item.decision is not None
    assert item.decision.outcome == "several"
    kept = next(g.id for g in item.gold if g.label == CONFIRMATION)
    three.project.review.decide(one, [Result(two)])
    assert [g.id for g in three.item(one).gold] == [kept]
    three.project.review.decide(one, [])
    item = three.item(one)
    assert (item.gold, item.state) == ((), "decided")
    assert item.decision is not None
    assert item.decision.outcome == "none"
    with pytest.raises(BadInput, match="twice"):
        three.project.review.decide(one, [Result(one), Result(one)])


def test_deciding_anew_alters_gold_in_place_and_its_links_stay(three: Panel) -> None:
    one, two = three.mark(LIE, DENIAL, CONFIRMATION)
    other = three.mark(CREDIBLE, ALLEGATION)[0]
    three.done()
    three.take(one)
    three.take(other)
    ends = three.item(one).gold[0].id, three.item(other).gold[0].id
    three.project.pull()
    link = _gold_link(three, *ends)
    three.take(two)
    item = three.item(one)
    assert (item.gold[0].id, item.gold[0].label) == (ends[0], CONFIRMATION)
    assert three.project.links.get(link).source in ends
    three.project.review.decide(one, [])
    with pytest.raises(NotFound):
        three.project.links.get(link)
    three.project.undo()
    assert three.project.links.get(link).source in ends
    assert three.project.check()["ok"]


def _gold_link(three: Panel, one: Id, other: Id) -> Id:
    made = Id.new()
    source, target = sorted((one, other))
    fields = {"type": builtin.CONTRADICTS, "source": source, "target": target, "annotator": GOLD}
    three.project.access.record(What("link.add"), [inserted("link", made, fields)])
    return made


def test_only_reviewers_decide(three: Panel) -> None:
    lie = three.mark(LIE, DENIAL, CONFIRMATION)
    three.done()
    with pytest.raises(NotAllowed, match="reviewers"):
        three.others[0].project.review.decide(lie[0], [Result(lie[0])])


def test_what_was_altered_or_deleted_since_is_not_decided_on(three: Panel) -> None:
    one, two = three.mark(LIE, DENIAL, CONFIRMATION)
    three.done()
    ben, cem, _ = three.others
    seen = three.item(one)
    ben.project.statements.relabel(one, ALLEGATION)
    with pytest.raises(Conflict, match="altered"):
        three.project.review.decide(seen.key, [Result(one)], seen=seen)
    seen = three.item(one)
    cem.project.statements.delete(two)
    with pytest.raises(Conflict, match="altered"):
        three.project.review.decide(one, [Result(one)], seen=seen)
    with pytest.raises(NotFound, match="deleted"):
        three.project.review.decide(two, [Result(two)])
    with pytest.raises(BadInput, match="at this place"):
        three.project.review.decide(one, [Result(two)])
    assert three.item(one).gold == ()


def test_what_changes_underneath_marks_a_decision(three: Panel) -> None:
    one, two = three.mark(LIE, DENIAL, CONFIRMATION)
    three.done()
    ben, cem, dan = three.others
    three.take(one)
    assert three.item(one).state == "decided"
    cem.project.statements.set_note(two, "I was not sure.")
    assert three.item(one).state == "decided"
    cem.project.statements.relabel(two, ALLEGATION)
    assert three.item(one).state == "outdated"
    cem.project.statements.relabel(two, DENIAL)
    assert three.item(one).state == "decided", "who comes to agree with gold is no objection"
    cem.project.undo()
    cem.project.undo()
    assert three.item(one).state == "decided"
    dan.mark(LIE, ALLEGATION)
    item = three.item(one)
    assert item.state == "outdated"
    assert item.decision is not None
    assert not item.decision.holds
    dan.project.undo()
    ben.project.statements.delete(one)
    assert three.item(two).state == "outdated"


def test_gold_altered_by_hand_marks_its_decision(three: Panel) -> None:
    one, _ = three.mark(LIE, DENIAL, CONFIRMATION)
    three.done()
    three.take(one)
    gold = three.item(one).gold[0].id
    three.project.statements.relabel(gold, ALLEGATION)
    assert three.item(one).state == "outdated"
    three.project.statements.delete(gold)
    assert three.item(one).state == "outdated"
    assert three.project.review.items() == [three.item(one)]


def test_words_at_other_places_are_other_items(three: Panel) -> None:
    three.mark(LIE, DENIAL, DENIAL, DENIAL)
    three.mark(LIST, DENIAL, DENIAL, DENIAL)
    three.done()
    assert [set(item.differences) for item in three.items()] == [set(), set()]
    review = three.project.review
    assert review.items() == []
    assert len(review.items(kinds={"agreed"})) == 2
    counts = review.counts()
    assert (counts.open, counts.agreed, counts.by_difference) == (0, 2, {})


def test_an_older_decision_is_not_undone_from_under_a_newer_one(three: Panel) -> None:
    one, two = three.mark(LIE, DENIAL, CONFIRMATION)
    three.done()
    review = three.project.review
    for first, second in (([], []), ([Result(one)], [Result(two)])):
        review.decide(one, first)
        number = three.project.log(1)[0].number
        review.decide(one, second)
        before = everything(three.project)
        with pytest.raises(Conflict):
            three.project.undo(number)
        assert everything(three.project) == before
    assert three.project.check()["ok"]


def test_gold_from_elsewhere_decides_only_where_all_agree_with_it(three: Panel) -> None:
    versions = three.mark(LIE, DENIAL, DENIAL, DENIAL)
    inner = three.mark(LIST, DENIAL, DENIAL, DENIAL)
    links = [
        d.project.links.link(one, other, builtin.DENIES)
        for d, one, other in zip(three.others, versions, inner, strict=True)
    ]
    three.done()
    layer = inserted("annotator", GOLD, {"name": "gold", "kind": "gold"})
    three.project.access.record(What("annotator.join"), [layer])
    made = [_gold(three, words, CONFIRMATION) for words in (LIE, LIST)]
    link = _gold_link(three, *made)
    assert [three.item(one).state for one in made] == ["open", "open"]
    assert three.link_item(links[0]).gold[0].id == link
    assert three.link_item(links[0]).state == "open"
    for one in made:
        three.project.statements.relabel(one, DENIAL)
    three.project.links.retype(link, builtin.DENIES)
    assert [three.item(one).state for one in made] == ["decided", "decided"]


def _gold(three: Panel, words: str, label: Id) -> Id:
    """Gold that no decision made, as an import brings it."""
    head, span = statement_edits(
        three.project, three.lead.letter, *three.lead.at(words), text=LETTER, label=label
    )
    fields = {**head.touched, "annotator": GOLD, "origin": "imported"}
    three.project.access.record(
        What("statement.mark"), [inserted("statement", head.id, fields), span]
    )
    return head.id
