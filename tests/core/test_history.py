"""Undo and redo: in one's own order, over restarts, past colleagues, and never over their work."""

from collections.abc import Callable

import pytest

from factcheck import builtin
from factcheck.errors import Conflict, NotAllowed, NotFound
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person

from .conftest import Location
from .edits import add_article

Again = Callable[[Project, Person], Project]


def test_undo_takes_back_the_newest_and_redo_does_it_again(project: Project) -> None:
    article = add_article(project)
    project.articles.set_status(article, "in_progress")
    one = project.statements.mark(article, 0, 3, builtin.DENIAL)
    two = project.statements.mark(article, 4, 11, builtin.ALLEGATION)
    project.statements.set_note(two, "sure?")
    assert project.undo().statement == two
    assert project.statements.get(two).note == ""
    outcome = project.undo()
    assert (outcome.article, outcome.statement) == (article, None)
    assert outcome.what.code == "statement.mark"
    with pytest.raises(NotFound):
        project.statements.get(two)
    assert project.redo().statement == two
    assert project.redo().statement == two
    assert project.statements.get(two).note == "sure?"
    with pytest.raises(NotFound, match="nothing to redo"):
        project.redo()
    project.statements.delete(one)
    project.undo()
    assert project.statements.get(one).content[0].exact == "The"
    assert project.check() == {"ok": True, "problems": []}


def test_a_new_edit_ends_redo_and_undo_goes_on_past_it(project: Project) -> None:
    claim = project.claims.create("It rains")
    project.claims.set_note(claim, "one")
    project.undo()
    project.claims.set_note(claim, "two")
    assert project.redoable() is None
    with pytest.raises(NotFound):
        project.redo()
    project.undo()
    assert project.claims.get(claim).note == ""
    project.undo()
    with pytest.raises(NotFound):
        project.claims.get(claim)
    assert project.undoable() is None
    with pytest.raises(NotFound, match="nothing of yours"):
        project.undo()


def test_undo_lasts_over_restarts(new_location: Location, ana: Person) -> None:
    location = new_location()
    with Project.create(location, title="T", actor=ana) as project:
        claim = project.claims.create("It rains")
        project.claims.set_note(claim, "x")
        project.undo()
    with Project.open(location, actor=ana) as project:
        redoable, undoable = project.redoable(), project.undoable()
        assert redoable is not None
        assert undoable is not None
        assert (redoable.what.code, undoable.what.code) == ("claim.note", "claim.create")
        project.redo()
        assert project.claims.get(claim).note == "x"
    with Project.open(location, actor=ana) as project:
        project.undo()
        project.undo()
        with pytest.raises(NotFound):
            project.claims.get(claim)


def test_undo_passes_over_the_work_of_others(project: Project, again: Again, ben: Person) -> None:
    claim = project.claims.create("It rains")
    other = again(project, ben)
    theirs = other.claims.create("It snows")
    project.undo()
    with pytest.raises(NotFound):
        project.claims.get(claim)
    assert project.claims.get(theirs).proposition == "It snows"
    assert project.undoable() is None
    other.undo()
    assert other.claims.all() == []


def test_undo_refuses_what_a_colleague_changed_and_then_goes_one_older(
    project: Project, again: Again, ben: Person
) -> None:
    older = project.claims.create("It rains")
    project.claims.set_note(older, "mine")
    claim = project.claims.create("It snows")
    project.claims.set_note(claim, "mine too")
    other = again(project, ben)
    other.claims.set_note(claim, "theirs")
    with pytest.raises(Conflict, match=r"Cannot undo .*changed this in the meantime"):
        project.undo()
    assert project.claims.get(claim).note == "theirs"
    with pytest.raises(Conflict, match="Cannot undo"):
        project.undo()  # the claim itself, which has a note of theirs
    project.undo()
    assert project.claims.get(older).note == ""
    # A new edit of one's own begins anew.
    project.claims.set_note(older, "again")
    project.undo()
    with pytest.raises(Conflict):
        project.undo()


def test_undo_of_one_field_survives_a_colleague_on_another(
    project: Project, again: Again, ben: Person
) -> None:
    claim = project.claims.create("It rains")
    project.claims.set_verdict(claim, "true")
    again(project, ben).claims.set_note(claim, "theirs")
    project.undo()
    found = project.claims.get(claim)
    assert (found.verdict, found.note) == (None, "theirs")


def test_an_edit_is_undone_once_however_many_windows_press(
    project: Project, again: Again, ana: Person
) -> None:
    claim = project.claims.create("It rains")
    project.claims.set_note(claim, "x")
    window = again(project, ana)
    number = project.log(1)[0].number
    window.undo()
    with pytest.raises(NotFound, match="undone already"):
        project.undo(number)
    project.redo()
    assert window.claims.get(claim).note == "x"
    assert window.undo().what.code == "claim.note"


def test_a_given_revision_of_ones_own_can_be_undone_and_done_again(project: Project) -> None:
    claim = project.claims.create("It rains")
    project.claims.set_verdict(claim, "true")
    given = project.log(1)[0].number
    project.claims.set_note(claim, "x")
    undo = project.undo(given).number
    assert (project.claims.get(claim).verdict, project.claims.get(claim).note) == (None, "x")
    assert [r.undone for r in project.log(3)] == [False, False, True]
    project.undo(undo)
    assert project.claims.get(claim).verdict == "true"
    with pytest.raises(NotFound, match="no revision 999"):
        project.undo(999)


def test_only_a_reviewer_undoes_what_others_did(
    project: Project, again: Again, ben: Person
) -> None:
    claim = project.claims.create("It rains")
    mine = project.log(1)[0].number
    other = again(project, ben)
    theirs = other.claims.create("It snows")
    with pytest.raises(NotAllowed, match="by Ana"):
        other.undo(mine)
    project.undo(other.log(1)[0].number)
    assert [c.id for c in other.claims.all()] == [claim]
    assert other.undoable() is None
    project.redo()
    assert other.claims.get(theirs).proposition == "It snows"


def test_whoever_joined_stays_when_their_first_edit_is_undone(
    project: Project, again: Again, ben: Person
) -> None:
    other = again(project, ben)
    assert "Ben" not in [a.name for a in project.annotators()]
    other.claims.create("It rains")
    first = other.log(1)[0]
    assert first.who == "Ben"
    other.claims.create("It snows")
    other.undo(first.number)
    assert [a.name for a in project.annotators()] == ["Ana", "Ben"]
    assert project.log(1)[0].who == "Ben"


def test_an_import_is_undone_and_redone_as_one(project: Project) -> None:
    article = add_article(project)
    assert project.undoable() is not None
    project.undo()
    assert project.stats()["articles"] == 0
    project.redo()
    assert project.articles.get(article).id == article
    project.statements.mark(article, 0, 3, builtin.DENIAL)
    number = project.log(10)[-1].number
    with pytest.raises(Conflict, match="Cannot undo"):
        project.undo(number)
    assert project.stats()["articles"] == 1


def test_ids_of_the_log_are_ids(project: Project) -> None:
    project.claims.create("It rains")
    assert {type(r.id) for r in project.log()} == {Id}
    assert {type(r.annotator) for r in project.log()} == {Id}
