"""Which records of two projects are one: articles, names, people, and what is only alike."""

from pathlib import Path

import pytest
from sqlalchemy import event

from factcheck.builtin import DENIAL, DENIES
from factcheck.errors import BadInput
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import NewArticle, Person

from .annotating import LETTER, Desk, desk
from .conftest import Open
from .merging import Send, content, send, take_in

__all__ = ["send"]


@pytest.fixture
def theirs(tmp_path: Path, opened: list[Project], ben: Person) -> Project:
    """A project of Ben's that never was one with the test's."""
    project = Project.create(tmp_path / "theirs.factcheck", title="Theirs", actor=ben)
    opened.append(project)
    return project


def test_an_unrelated_project_comes_in_whole_and_articles_are_found_again(
    project: Project, theirs: Project
) -> None:
    ours, other = desk(project), desk(theirs)
    his = other.mark("“absolute lie”")
    again = other.mark("such a list does not exist")
    theirs.links.link(again, his, DENIES)
    theirs.statements.set_speaker(his, theirs.speakers.create("Kremlin", "state"))
    report = project.merging.compare(theirs.location)
    assert not report.related
    assert report.new.get("article") is None
    assert report.new["statement"] == 2
    assert any("never were one" in note for note in report.notes)
    take_in(project, theirs)
    assert project.title == "Test"
    found = project.statements.get(his)
    assert (found.article, found.annotator) == (ours.letter, theirs.actor.id)
    assert project.stats()["articles"] == 2
    assert take_in(project, theirs) is None
    other.mark("Washington", DENIAL)
    assert project.merging.compare(theirs.location).new == {"statement": 1}
    take_in(project, theirs)
    before = project.stats()["statements"]
    project.undo()
    assert project.stats()["statements"] == before - 1
    project.redo()
    assert project.check()["ok"]
    assert project.stats()["statements"] == before


def test_line_ends_make_two_articles_and_are_reported(project: Project, theirs: Project) -> None:
    desk(project)
    unix = LETTER.replace("\r\n", "\n")
    theirs.add_articles([NewArticle(unix, "letter.txt", "Letter, sent on")])
    report = project.merging.compare(theirs.location)
    assert report.line_ends == ("Letter, sent on",)
    take_in(project, theirs)
    assert project.stats()["articles"] == 3


def test_speakers_and_claims_of_one_name_are_joined_and_near_ones_listed(
    project: Project, theirs: Project
) -> None:
    own = project.speakers.create("The Kremlin", "state")
    foreign = theirs.speakers.create("the  Krémlin", "state")
    project.speakers.create("Dmitry Peskov", "person")
    theirs.speakers.create("Peskov", "person")
    mine = project.claims.create("There is a list.")
    his = theirs.claims.create("There is a list")
    report = project.merging.compare(theirs.location)
    assert sorted(kind for kind, _ in report.joined) == ["claim", "speaker"]
    assert ("speaker", "Dmitry Peskov", "Peskov") in report.near
    take_in(project, theirs)
    assert project.speakers.standing(max(own, foreign)) == min(own, foreign)
    assert project.claims.standing(max(mine, his)) == min(mine, his)
    project.claims.unmerge(max(mine, his))
    theirs.claims.create("It rains")
    take_in(project, theirs)
    assert project.claims.get(max(mine, his)).merged_into is None


def test_labels_of_one_name_are_one(project: Project, theirs: Project) -> None:
    own, foreign = project.labels.add("doubt"), theirs.labels.add("doubt")
    his = desk(theirs).mark("absolute", foreign)
    take_in(project, theirs)
    assert project.statements.get(his).label == own


def test_two_people_of_one_name_stay_apart_until_somebody_says_they_are_one(
    ana: Person,
    make: Open,
    tmp_path: Path,
    opened: list[Project],
) -> None:
    project = make()
    twin = Person(Id.new(), ana.name)
    theirs = Project.create(tmp_path / "laptop.factcheck", title="Laptop", actor=twin)
    opened.append(theirs)
    ours, other = desk(project), desk(theirs)
    same = ours.mark("absolute")
    doubled, his = other.mark("absolute"), other.mark("Washington")
    (asked,) = project.merging.compare(theirs.location).same_names
    assert (asked.name, asked.theirs, asked.ours) == ("Ana", twin.id, ana.id)
    take_in(project, theirs)
    assert project.statements.get(his).annotator == twin.id
    project.undo()
    names = {str(twin.id): str(ana.id)}
    assert project.merging.compare(theirs.location, same_annotator=names).same_names == ()
    take_in(project, theirs, same_annotator=names)
    assert project.statements.get(his).annotator == ana.id
    assert {s.id for s in project.statements.of_article(ours.letter, ours.own)} == {same, his}
    assert doubled not in {same, his}
    assert take_in(project, theirs) is None
    other.mark("Moscow")
    take_in(project, theirs)
    assert len(project.statements.of_article(ours.letter, ours.own)) == 3


def test_who_is_named_must_be_there(project: Project, theirs: Project) -> None:
    with pytest.raises(BadInput, match="no annotator “Nobody” in the other"):
        project.merging.compare(theirs.location, same_annotator={"Nobody": "Ana"})
    with pytest.raises(BadInput, match="no annotator “Nobody” in this"):
        project.merging.compare(theirs.location, same_annotator={"Ben": "Nobody"})


def test_the_same_statement_marked_on_both_sides_is_one(
    ana: Person,
    send: Send,
    tmp_path: Path,
    opened: list[Project],
) -> None:
    project = Project.create(tmp_path / "a.factcheck", title="Desk", layering="shared", actor=ana)
    opened.append(project)
    ours = desk(project)
    copy = send(project, Person(Id.new(), "Ben"))
    other = Desk(copy, ours.letter, ours.tasnim)
    one, two = ours.mark("absolute"), other.mark("absolute")
    copy.links.link(other.mark("Dmitry"), two, DENIES)
    take_in(project, copy)
    found = {s.id for s in project.statements.of_article(ours.letter, ours.own)}
    assert one in found
    assert two not in found
    assert len(found) == 2
    assert take_in(project, copy) is None
    before = content(project)
    take_in(copy, project)
    take_in(project, copy)
    assert content(project) == before


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # what is sent is no server's
def test_what_is_not_kept_is_by_who_is_the_same_person(project: Project, send: Send) -> None:
    ana = project
    claim = ana.claims.create("There is a list")
    copy = send(ana, Person(Id.new(), "Ana"))
    copy.claims.set_note(claim, "there")
    ana.claims.set_note(claim, "here, later")
    take_in(ana, copy, same_annotator={str(copy.actor.id): "Ana"})
    (conflict,) = ana.merging.conflicts()
    assert (conflict.other, conflict.other_by) == ("there", "Ana")


def test_many_articles_of_one_source_are_read_once_each(project: Project, theirs: Project) -> None:
    for side in (project, theirs):
        words = (f"{side.actor.name} {n} wrote." for n in range(30))
        side.add_articles([NewArticle(text, "wire", "From the wire") for text in words])
    asked: list[str] = []
    event.listen(
        project.database.reader, "before_cursor_execute", lambda *call: asked.append(call[2])
    )
    assert project.merging.compare(theirs.location).line_ends == ()
    assert sum("characters" in sql for sql in asked) == 1
