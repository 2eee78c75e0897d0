"""Merging offline work: what each side changed arrives, once, the same on both sides."""

import pytest

from factcheck.builtin import ALLEGATION, CONFIRMATION, DENIAL, DENIES
from factcheck.errors import NotAllowed
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import NewArticle, Person

from .annotating import Desk, desk
from .merging import Send, content, merges, send, take_in
from .reviewing import Again

__all__ = ["send"]


@pytest.fixture
def engine() -> str:
    """A project that is sent is one on this machine."""
    return "sqlite"


@pytest.fixture
def ana_desk(project: Project) -> Desk:
    return desk(project)


@pytest.fixture
def ben_desk(ana_desk: Desk, send: Send, ben: Person) -> Desk:
    return Desk(send(ana_desk.project, ben), ana_desk.letter, ana_desk.tasnim)


def test_an_untouched_copy_brings_nothing(ana_desk: Desk, ben_desk: Desk) -> None:
    before = ana_desk.project.log(1)[0].number
    report = ana_desk.project.merging.compare(ben_desk.project.location)
    assert report.nothing
    assert report.related
    assert take_in(ana_desk.project, ben_desk.project) is None
    assert ana_desk.project.log(1)[0].number == before


def test_work_of_both_sides_is_there_after_a_merge(ana_desk: Desk, ben_desk: Desk) -> None:
    ana, ben = ana_desk.project, ben_desk.project
    hers = ana_desk.alleged()
    his = ben_desk.mark("“absolute lie”")
    speaker = ben.speakers.create("Kremlin", "state")
    ben.statements.set_speaker(his, speaker)
    again = ben_desk.mark("such a list does not exist")
    ben.links.link(again, his, DENIES)
    (extra,) = ben.add_articles([NewArticle("Snow fell.", "snow.txt", "Snow")]).ids
    report = ana.merging.compare(ben.location)
    assert (report.new["statement"], report.new["article"], report.new["link"]) == (2, 1, 1)
    assert report.only_here["statement"] == 1
    assert report.both == ()
    assert take_in(ana, ben) is not None
    assert ana.statements.get(his).speaker == speaker
    assert ana.articles.text(extra) == "Snow fell."
    assert [hit.article for hit in ana.search.find("snow fell").hits if hit.kind == "article"] == [
        extra
    ]
    assert ana.statements.get(hers).label == ALLEGATION
    assert len(merges(ana)) == 1


def test_merging_twice_changes_nothing(ana_desk: Desk, ben_desk: Desk) -> None:
    ben_desk.mark("“absolute lie”")
    assert take_in(ana_desk.project, ben_desk.project) is not None
    after = content(ana_desk.project)
    assert take_in(ana_desk.project, ben_desk.project) is None
    assert content(ana_desk.project) == after


def test_both_directions_give_the_same_content(ana_desk: Desk, ben_desk: Desk, send: Send) -> None:
    ana, ben = ana_desk.project, ben_desk.project
    ana_desk.alleged()
    ben_desk.mark("“absolute lie”")
    ana.claims.create("There is a list")
    ben.claims.create("It rains")
    unmerged = send(ana, Person(ana.actor.id, "Ana"))
    take_in(ana, ben)
    take_in(ben, unmerged)
    assert content(ana) == content(ben)
    assert take_in(ana, ben) is None
    assert take_in(ben, ana) is None


def test_one_side_changed_a_field_and_it_wins(ana_desk: Desk, send: Send) -> None:
    ana = ana_desk.project
    statement = ana_desk.mark("“absolute lie”")
    claim = ana.claims.create("There is a list")
    copy = send(ana, Person(ana.actor.id, "Ana"))
    copy.statements.relabel(statement, CONFIRMATION)
    copy.claims.set_note(claim, "from there")
    ana.statements.set_note(statement, "from here")
    report = ana.merging.compare(copy.location)
    assert (report.changed_there["claim"], report.both) == (1, ())
    take_in(ana, copy)
    found = ana.statements.get(statement)
    assert (found.label, found.note) == (CONFIRMATION, "from here")
    assert ana.claims.get(claim).note == "from there"


def test_the_later_of_two_changes_wins_and_the_other_can_be_chosen(
    ana_desk: Desk, send: Send, ben: Person
) -> None:
    ana = ana_desk.project
    claim = ana.claims.create("There is a list")
    copy = send(ana, ben)
    ana.claims.set_note(claim, "earlier")
    copy.claims.set_note(claim, "later")
    report = ana.merging.compare(copy.location)
    (both,) = report.both
    assert (both.ours, both.theirs, both.ours_kept) == ("earlier", "later", False)
    assert (both.ours_by, both.theirs_by, both.field) == ("Ana", "Ben", "note")
    take_in(ana, copy)
    assert ana.claims.get(claim).note == "later"
    (conflict,) = ana.merging.conflicts()
    assert (conflict.kept, conflict.other, conflict.what) == ("later", "earlier", "There is a list")
    assert conflict.other_by == "Ana"
    ana.merging.choose_other(conflict.id)
    assert ana.claims.get(claim).note == "earlier"
    assert ana.merging.conflicts() == []
    ana.undo()
    assert ana.claims.get(claim).note == "later"
    assert ana.merging.conflicts() == [conflict]
    ana.merging.keep(conflict.id)
    assert ana.merging.conflicts() == []
    assert ana.claims.get(claim).note == "later"


def test_the_other_version_can_be_chosen_beforehand(
    ana_desk: Desk, send: Send, ben: Person
) -> None:
    ana = ana_desk.project
    statement = ana_desk.mark("“absolute lie”")
    copy = send(ana, Person(ana.actor.id, "Ana"))
    ana.statements.relabel(statement, CONFIRMATION)
    copy.statements.relabel(statement, ALLEGATION)
    (both,) = ana.merging.compare(copy.location).both
    assert both.can_choose
    take_in(ana, copy, chosen=[both.id])
    assert ana.statements.get(statement).label == CONFIRMATION
    assert ana.merging.conflicts() == []
    assert take_in(ana, copy) is None


def test_an_edit_beats_a_deletion_both_ways(ana_desk: Desk, send: Send) -> None:
    ana = ana_desk.project
    one, two, three = (ana_desk.mark(w) for w in ("absolute", "Dmitry", "spokesman"))
    copy = send(ana, Person(ana.actor.id, "Ana"))
    ana.statements.delete(one)
    copy.statements.set_note(one, "edited there")
    copy.statements.delete(two)
    ana.statements.set_note(two, "edited here")
    copy.statements.delete(three)
    report = ana.merging.compare(copy.location)
    assert report.deleted_there == {"statement": 1}
    assert any("stay" in note for note in report.notes)
    take_in(ana, copy)
    assert ana.statements.get(one).note == "edited there"
    assert [s.exact for s in ana.statements.get(one).content] == ["absolute"]
    assert ana.statements.get(two).note == "edited here"
    assert {s.id for s in ana.statements.of_article(ana_desk.letter, ana_desk.own)} == {one, two}
    assert take_in(ana, copy) is None


def test_a_deletion_of_what_the_other_refers_to_gives_way(ana_desk: Desk, send: Send) -> None:
    ana = ana_desk.project
    claim = ana.claims.create("There is a list")
    one, two = ana_desk.mark("absolute"), ana_desk.mark("Dmitry")
    copy = send(ana, Person(ana.actor.id, "Ana"))
    copy.statements.delete(one)
    ana.links.link(two, one, DENIES)
    ana.statements.set_claim(two, claim)
    take_in(ana, copy)
    assert len(ana.links.of_article(ana_desk.letter, ana_desk.own)) == 1
    assert ana.statements.get(one).label == DENIAL
    take_in(copy, ana)
    assert content(copy) == content(ana)


def test_undo_brings_back_what_was_and_redo_what_came(
    ana_desk: Desk, send: Send, ben: Person
) -> None:
    ana = ana_desk.project
    claim = ana.claims.create("There is a list")
    one, two = ana_desk.mark("absolute"), ana_desk.mark("Dmitry")
    copy = send(ana, ben)
    copy.claims.set_note(claim, "there")
    copy.speakers.create("Kremlin", "state")
    other = send(ana, Person(ana.actor.id, "Ana"))
    other.statements.delete(one)
    span = other.statements.get(two).content[0]
    assert span.id
    other.statements.move_edge(two, span.id, span.start, span.end + 7)
    before = content(ana)
    for theirs in (copy, other):
        take_in(ana, theirs)
    after = content(ana)
    assert before != after
    ana.undo()
    ana.undo()
    assert {k: v for k, v in content(ana).items() if k != "annotator"} == {
        k: v for k, v in before.items() if k != "annotator"
    }
    assert merges(ana) == set()
    assert ana.check()["ok"]
    ana.redo()
    ana.redo()
    assert content(ana) == after
    ana.undo()
    assert take_in(ana, other) is not None
    assert content(ana) == after


def test_an_undone_merge_can_be_merged_again(ana_desk: Desk, ben_desk: Desk) -> None:
    ben_desk.mark("“absolute lie”")
    take_in(ana_desk.project, ben_desk.project)
    after = content(ana_desk.project)
    ana_desk.project.undo()
    assert take_in(ana_desk.project, ben_desk.project) is not None
    assert content(ana_desk.project) == after


def test_merges_that_cross_and_chains_meet(ana_desk: Desk, send: Send, ben: Person) -> None:
    ana = ana_desk.project
    claim = ana.claims.create("There is a list")
    copy, third = send(ana, ben), send(ana, Person(Id.new(), "Cem"))
    copy.claims.set_note(claim, "by Ben")
    ana.claims.reword(claim, "There is a long list", "wording")
    third.speakers.create("Kremlin", "state")
    before = send(ana, Person(ana.actor.id, "Ana"))
    take_in(ana, copy)
    take_in(copy, before)
    assert content(ana) == content(copy)
    copy.claims.set_note(claim, "by Ben again")
    ana.claims.set_verdict(claim, "open")
    take_in(third, copy)
    take_in(ana, third)
    assert ana.claims.get(claim).note == "by Ben again"
    assert ana.claims.get(claim).verdict == "open"
    take_in(copy, ana)
    take_in(third, copy)
    assert content(ana) == content(copy) == content(third)


def test_the_later_change_wins_through_other_hands(ana_desk: Desk, send: Send, ben: Person) -> None:
    """The lead takes in the earlier change last, or the later one first: that is no matter."""
    lead = ana_desk.project
    claim = lead.claims.create("There is a list")
    one, two = send(lead, ben), send(lead, Person(Id.new(), "Cem"))
    one.claims.set_note(claim, "earlier")
    two.claims.set_note(claim, "later")
    take_in(lead, one)
    take_in(lead, two)
    assert lead.claims.get(claim).note == "later"


def test_what_is_another_s_is_settled_by_them_or_a_reviewer(
    ana_desk: Desk, send: Send, ben: Person, again: Again
) -> None:
    ana = ana_desk.project
    bens, cleos = (again(ana, Person(Id.new(), name)) for name in ("Ben", "Cleo"))
    own = [Desk(one, ana_desk.letter, ana_desk.tasnim).mark("absolute") for one in (bens, cleos)]
    ana.pull()
    copies = [send(ana, Person(one.actor.id, one.actor.name)) for one in (bens, cleos)]
    for side, statement in zip((bens, cleos), own, strict=True):
        side.statements.relabel(statement, CONFIRMATION)
    for side, statement in zip(copies, own, strict=True):
        side.statements.relabel(statement, ALLEGATION)
        take_in(ana, side)
    bens.pull()
    of = {conflict.record: conflict.id for conflict in bens.merging.conflicts()}
    for settle in (bens.merging.choose_other, bens.merging.keep):
        with pytest.raises(NotAllowed, match="Cleo"):
            settle(of[own[1]])
    bens.merging.choose_other(of[own[0]])
    ana.merging.choose_other(of[own[1]])
    assert ana.merging.conflicts() == []
