"""What lies behind a figure, with its words, so that one can read it and go there."""

from collections.abc import Callable

from factcheck.builtin import ALLEGATION, CONTRADICTS, DENIAL, DENIES
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from tests.core.annotating import Desk, desk

Again = Callable[[Project, Person], Project]
LIE, LIST = "“absolute lie”", "such a list does not exist"


def test_disagreements_come_with_statements_links_and_titles(
    project: Project, again: Again, ben: Person
) -> None:
    ana = desk(project)
    other = Desk(again(project, ben), ana.letter, ana.tasnim)
    lie, listed = ana.mark(LIE), ana.mark(LIST)
    theirs, same = other.mark(LIE, ALLEGATION), other.mark(LIST)
    link = project.links.link(lie, listed, DENIES)
    their_link = other.project.links.link(theirs, same, CONTRADICTS)
    only = ana.mark("He laughed", DENIAL)
    for one in (ana, other):
        one.project.articles.set_status(one.letter, "done")
    measuring = project.agreement
    found = measuring.measure()
    behind = {b.what.kind: b for b in measuring.behind(found.pairs[0].disagreements)}
    assert set(behind) == {"label", "only_a", "link_differs"}
    assert {b.title for b in behind.values()} == {"Letter to the UN"}
    label = behind["label"].statements
    assert [s.id for s in label if s] == [lie, theirs]
    assert [s.words for s in label if s] == [LIE, LIE]
    first, second = behind["only_a"].statements
    assert first is not None
    assert (first.id, second) == (only, None)
    differs = behind["link_differs"]
    assert [k.id for k in differs.links if k] == [link, their_link]
    assert {s.id for s in differs.statements if s} == {lie, listed}


def test_what_was_removed_meanwhile_is_not_there(
    project: Project, again: Again, ben: Person
) -> None:
    ana = desk(project)
    other = Desk(again(project, ben), ana.letter, ana.tasnim)
    mine = ana.mark(LIE)
    for one in (ana, other):
        one.project.articles.set_status(one.letter, "done")
    found = project.agreement.measure()
    project.statements.delete(mine)
    (gone,) = project.agreement.behind(found.pairs[0].disagreements)
    assert gone.statements == (None, None)
    assert gone.what.article == ana.letter
    assert project.agreement.behind([]) == []
    assert isinstance(gone.what.a, Id)
