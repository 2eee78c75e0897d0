"""Assignments: given by the lead, a queue for each, handed over with all that was marked."""

from collections.abc import Callable

import pytest

from factcheck.builtin import ALLEGATION, CONTRADICTS, DENIAL, DENIES
from factcheck.errors import BadInput, Conflict, NotAllowed, NotFound
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person

from .annotating import Desk, desk, everything
from .articles import add
from .conftest import Open

Again = Callable[[Project, Person], Project]


@pytest.fixture
def bens(project: Project, again: Again, ben: Person) -> Project:
    """The same project in Ben's hands, who has joined."""
    found = again(project, ben)
    found.assignments.join()
    project.pull()
    return found


def _statuses(project: Project) -> dict[tuple[Id, Id], str]:
    return {(one.article, one.annotator): one.status for one in project.assignments.all()}


def _words(project: Project, layer: Id, article: Id) -> list[tuple[str, Id]]:
    return [(s.words, s.label) for s in project.statements.of_article(article, [layer])]


def test_who_joins_is_known_before_they_have_written_anything(
    project: Project, again: Again, ben: Person
) -> None:
    bens = again(project, ben)
    bens.assignments.join()
    bens.assignments.join()
    assert [a.name for a in project.annotators()] == ["Ana", "Ben"]
    assert [r.what.code for r in project.log()] == ["annotator.join"]
    assert bens.undoable() is None
    with pytest.raises(Conflict, match="stays in the project"):
        bens.undo(1)


def test_articles_are_given_in_one_revision_and_undone_in_one(
    project: Project, bens: Project
) -> None:
    articles = add(project, "One.", "Two.", "Three.")
    before = everything(project)
    head = project.log(1)[0].number
    assert project.assignments.assign(articles, bens.actor.id) == 3
    assert project.log(1)[0].number == head + 1
    assert project.log(1)[0].what.params["n"] == 3
    assert project.assignments.assign(articles, bens.actor.id) == 0
    assert _statuses(project) == {(a, bens.actor.id): "to_do" for a in articles}
    assert all(one.given_by == project.actor.id for one in bens.assignments.all())
    project.undo()
    assert everything(project) == before


def test_only_the_lead_gives_work_to_others(project: Project, bens: Project) -> None:
    articles = add(project, "One.", "Two.")
    before = everything(project)
    ana = project.actor.id
    for attempt in (
        lambda: bens.assignments.assign(articles, ana),
        lambda: bens.assignments.spread(articles, [ana, bens.actor.id]),
        lambda: bens.assignments.hand_over(articles, bens.actor.id, ana),
        lambda: bens.assignments.take_back(articles, ana),
    ):
        with pytest.raises(NotAllowed, match="lead"):
            attempt()
    assert everything(project) == before
    assert bens.assignments.assign(articles[:1], bens.actor.id) == 1


def test_work_goes_to_persons_who_have_joined_and_to_articles_that_are_there(
    project: Project, bens: Project
) -> None:
    (article,) = add(project, "One.")
    with pytest.raises(NotFound, match="Nobody"):
        project.assignments.assign([article], Id.new())
    with pytest.raises(NotFound, match="article"):
        project.assignments.assign([Id.new()], bens.actor.id)
    with pytest.raises(BadInput, match="2 of 1"):
        project.assignments.spread([article], [bens.actor.id], overlap=2)


def test_a_spread_is_as_it_was_planned(project: Project, bens: Project) -> None:
    articles = add(project, *(f"Text {n}." for n in range(5)))
    people = [project.actor.id, bens.actor.id]
    project.assignments.assign(articles[:1], bens.actor.id)
    planned = project.assignments.plan(articles, people, seed=3)
    head = project.log(1)[0].number
    assert project.assignments.spread(articles, people, seed=3) == planned
    assert project.log(1)[0].number == head + 1
    assert planned.given == 4
    assert sorted(after for _, after in planned.loads.values()) == [2, 3]
    assert planned.loads[bens.actor.id][0] == 1
    assert len(_statuses(project)) == 5
    both = project.assignments.spread(articles, people, overlap=2)
    assert both.given == 5
    assert len(_statuses(project)) == 10
    project.undo()
    assert len(_statuses(project)) == 5


def test_the_queue_has_what_is_in_progress_first_and_only_what_was_given(
    project: Project, bens: Project
) -> None:
    letters = add(project, *(f"Text {n}." for n in range(4)))
    assert bens.assignments.queue(order="added") == letters
    bens.statements.mark(letters[3], 0, 4, DENIAL)
    # What one began by oneself is no assignment: all articles are still one's own to do.
    assert bens.assignments.queue(order="added") == [letters[3], *letters[:3]]
    project.pull()
    project.assignments.assign(letters[:3], bens.actor.id)
    bens.articles.set_status(letters[2], "in_progress")
    assert bens.assignments.queue(order="added") == [letters[2], letters[0], letters[1]]
    assert bens.assignments.next_article(letters[2], order="added") == letters[0]
    assert bens.assignments.next_article(letters[1], order="added") == letters[2]
    assert bens.assignments.next_article(letters[3], order="added") == letters[2]
    for article in letters[:3]:
        bens.articles.set_status(article, "done")
    assert bens.assignments.next_article() is None
    assert project.assignments.queue(order="added") == letters


def test_progress_counts_each_ones_articles_and_statements(project: Project, bens: Project) -> None:
    articles = add(project, *(f"Text {n}." for n in range(3)))
    project.assignments.assign(articles, bens.actor.id)
    bens.statements.mark(articles[0], 0, 4, DENIAL)
    bens.articles.set_status(articles[1], "done")
    ana, bens_load = project.assignments.progress()
    assert (ana.annotator.name, ana.articles) == ("Ana", 0)
    assert (bens_load.to_do, bens_load.in_progress, bens_load.done) == (1, 1, 1)
    assert bens_load.statements == 1


def test_what_was_begun_is_not_taken_back(project: Project, bens: Project) -> None:
    articles = add(project, *(f"Text {n}." for n in range(3)))
    project.assignments.assign(articles, bens.actor.id)
    bens.statements.mark(articles[0], 0, 4, DENIAL)
    bens.articles.set_status(articles[1], "done")
    project.pull()
    found = project.assignments.take_back(articles, bens.actor.id)
    assert (found.taken, found.begun) == ((articles[2],), tuple(articles[:2]))
    assert articles[2] not in {one.article for one in project.assignments.all()}
    project.undo()
    assert len(project.assignments.all()) == 3


def _worked(project: Project, bens: Project) -> tuple[Desk, Id, Id, Id]:
    """Ben has marked a denial of an allegation, one inside it, and a link across articles."""
    at = desk(project)
    bens.pull()
    project.assignments.assign([at.letter, at.tasnim], bens.actor.id)
    mine = Desk(bens, at.letter, at.tasnim)
    alleged = mine.alleged()
    denied = mine.mark("an absolute fiction", DENIAL, at.tasnim)
    inner = mine.mark("such a list does not exist")
    outer = mine.mark("Peskov, its spokesman, said: such a list does not exist")
    bens.statements.set_parent(inner, outer)
    bens.statements.set_new_speaker(outer, "Dmitry Peskov")
    bens.links.link(denied, alleged, DENIES, rationale="no such list")
    bens.links.link(alleged, outer, CONTRADICTS)
    bens.articles.set_status(at.letter, "done")
    project.pull()
    return at, alleged, denied, outer


def test_a_hand_over_takes_statements_and_links_over_in_one_revision(
    project: Project, bens: Project
) -> None:
    at, alleged, denied, outer = _worked(project, bens)
    ana, ben = project.actor.id, bens.actor.id
    before, head = everything(project), project.log(1)[0].number
    found = project.assignments.hand_over([at.letter, at.tasnim], ben, ana)
    assert (found.articles, found.statements, found.links) == (2, 4, 2)
    assert project.log(1)[0].number == head + 1
    for article in (at.letter, at.tasnim):
        assert _words(project, ana, article) == _words(project, ben, article)
    copies = {s.derived_from[0]: s for s in project.statements.of_article(at.letter, [ana])}
    copies |= {s.derived_from[0]: s for s in project.statements.of_article(at.tasnim, [ana])}
    (inner,) = (s for s in copies.values() if s.parent is not None)
    assert inner.parent == copies[outer].id
    assert copies[outer].speaker == project.statements.get(outer).speaker
    denies = project.links.between(copies[denied].id, copies[alleged].id)
    assert [(x.type, x.rationale, x.annotator) for x in denies] == [(DENIES, "no such list", ana)]
    assert denies[0].source == copies[denied].id
    assert len(project.links.between(copies[outer].id, copies[alleged].id)) == 1
    held = {(one.article, one.annotator): one for one in project.assignments.all()}
    assert held[at.letter, ben].handed_to == ana
    assert held[at.letter, ben].status == "done"
    assert held[at.letter, ana].handed_from == ben
    assert held[at.letter, ana].status == held[at.tasnim, ana].status == "in_progress"
    assert project.assignments.progress()[1].handed_over == 2
    assert bens.articles.status(at.letter) == "to_do"
    assert project.check()["ok"]
    project.undo()
    assert everything(project) == before


def test_a_second_hand_over_links_to_what_an_earlier_one_brought(
    project: Project, bens: Project
) -> None:
    at, alleged, denied, _ = _worked(project, bens)
    ana, ben = project.actor.id, bens.actor.id
    assert project.assignments.hand_over([at.letter], ben, ana).links == 1
    assert project.assignments.hand_over([at.tasnim], ben, ana).links == 1
    copies = {
        s.derived_from[0]: s.id
        for article in (at.letter, at.tasnim)
        for s in project.statements.of_article(article, [ana])
    }
    assert len(project.links.between(copies[denied], copies[alleged])) == 1
    again = project.assignments.hand_over([at.letter], ana, ben)
    assert (again.statements, again.links) == (0, 0)


def test_work_that_comes_back_is_not_doubled(project: Project, bens: Project) -> None:
    at, alleged, *_ = _worked(project, bens)
    ana, ben = project.actor.id, bens.actor.id
    project.assignments.hand_over([at.letter], ben, ana)
    copy = next(
        s for s in project.statements.of_article(at.letter, [ana]) if s.derived_from == (alleged,)
    )
    project.statements.relabel(copy.id, DENIAL)
    new = at.mark("He laughed")
    found = project.assignments.hand_over([at.letter], ana, ben)
    assert (found.statements, found.links) == (1, 0)
    bens.pull()
    changes = bens.assignments.changes_since_handing_over(at.letter)
    assert [(d.what, d.mine, d.theirs, d.there) for d in changes] == [
        ("changed", alleged, copy.id, ("label",))
    ]
    taken = next(s for s in bens.statements.of_article(at.letter, [ben]) if s.words == "He laughed")
    assert taken.derived_from == (new,)


def test_what_is_not_in_somebodys_hands_cannot_be_handed_over(
    project: Project, bens: Project
) -> None:
    at = desk(project)
    with pytest.raises(NotFound, match="hands"):
        project.assignments.hand_over([at.letter], bens.actor.id, project.actor.id)
    with pytest.raises(BadInput, match="somebody else"):
        project.assignments.hand_over([at.letter], project.actor.id, project.actor.id)


def test_who_goes_on_after_a_hand_over_has_the_article_again(
    project: Project, bens: Project
) -> None:
    at, *_ = _worked(project, bens)
    project.assignments.hand_over([at.letter], bens.actor.id, project.actor.id)
    bens.pull()
    Desk(bens, at.letter, at.tasnim).mark("He laughed", ALLEGATION)
    assert bens.articles.status(at.letter) == "in_progress"
    held = [x for x in project.assignments.of_article(at.letter) if not x.ended]
    assert len(held) == 2


def test_the_changes_since_a_hand_over_are_told_by_side(project: Project, bens: Project) -> None:
    at, alleged, _, outer = _worked(project, bens)
    ana, ben = project.actor.id, bens.actor.id
    assert project.assignments.changes_since_handing_over(at.letter) == []
    project.assignments.hand_over([at.letter], ben, ana)
    assert project.assignments.changes_since_handing_over(at.letter) == []
    bens.pull()
    copies = {s.derived_from[0]: s.id for s in project.statements.of_article(at.letter, [ana])}
    project.statements.relabel(copies[alleged], DENIAL)
    project.statements.set_note(copies[outer], "mine")
    bens.statements.set_note(outer, "theirs")
    (span,) = bens.statements.get(outer).spans
    assert span.id is not None
    bens.statements.move_edge(outer, span.id, span.start, span.end + 1)
    new_there = Desk(bens, at.letter, at.tasnim).mark("He laughed", ALLEGATION)
    new_here = at.mark("absolute lie")
    inner = next(
        s.parent and s.id for s in bens.statements.of_article(at.letter, [ben]) if s.parent
    )
    assert inner
    bens.statements.delete(inner)
    link = project.links.between(copies[alleged], copies[outer])[0]
    project.links.unlink(link.id)
    found = {
        (d.kind, d.what, d.mine or d.theirs): (d.here, d.there)
        for d in project.assignments.changes_since_handing_over(at.letter)
    }
    assert found == {
        ("statement", "changed", copies[alleged]): (("label",), ()),
        ("statement", "changed", copies[outer]): (("note",), ("words", "note")),
        ("statement", "new_there", new_there): ((), ()),
        ("statement", "new_here", new_here): ((), ()),
        ("statement", "gone_there", copies[inner]): ((), ()),
        ("link", "gone_here", link.derived_from[0]): ((), ()),
    }
    assert bens.assignments.changes_since_handing_over(at.letter) == []


def test_on_a_shared_layer_only_the_status_changes_hands(
    make: Open, again: Again, ben: Person
) -> None:
    project = make("shared")
    bens = again(project, ben)
    at = desk(project)
    bens.assignments.join()
    project.assignments.assign([at.letter], ben.id)
    bens.pull()
    Desk(bens, at.letter, at.tasnim).alleged()
    found = project.assignments.hand_over([at.letter], ben.id, project.actor.id)
    assert (found.statements, found.links) == (0, 0)
    assert project.articles.status(at.letter) == "in_progress"
    assert bens.articles.status(at.letter) == "to_do"
    assert project.assignments.changes_since_handing_over(at.letter) == []
