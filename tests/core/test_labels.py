"""Labels and link types: the built-in ones, and those that a project adds and defines."""

from collections.abc import Callable

import pytest

from factcheck.builtin import (
    ALLEGATION,
    CONFIRMATION,
    CONFIRMS,
    CONTRADICTS,
    DENIAL,
    DENIES,
    REPEATS,
)
from factcheck.errors import BadInput, FactcheckError, NotAllowed
from factcheck.project import Project
from factcheck.records import Person
from tests.core.annotating import desk


def test_every_project_begins_with_the_guides_labels(project: Project) -> None:
    labels, types = project.labels.labels(), project.labels.link_types()
    assert [x.id for x in labels] == [ALLEGATION, DENIAL, CONFIRMATION]
    assert {x.id: (x.directed, x.contradicts) for x in types} == {
        CONTRADICTS: (False, True),
        DENIES: (True, True),
        CONFIRMS: (True, False),
        REPEATS: (False, False),
    }
    assert all(x.definition and x.example for x in labels)
    assert all(x.definition and x.example for x in types)


def test_a_label_can_be_added_defined_and_deleted_while_nothing_has_it(project: Project) -> None:
    d, labels = desk(project), project.labels
    made = labels.add("Question", definition="Asks whether.", key="4")
    added = labels.labels()[-1]
    assert (added.id, added.name, added.key, added.position) == (made, "Question", "4", 3)
    labels.edit(made, name="Doubt", definition="", shape="square")
    assert labels.labels()[-1].name == "Doubt"
    statement = d.mark("lie", made)
    with pytest.raises(NotAllowed):
        labels.delete(made)
    project.statements.relabel(statement, DENIAL)
    labels.delete(made)
    assert made not in {x.id for x in labels.labels()}
    with pytest.raises(NotAllowed):
        labels.delete(DENIAL)


def test_names_are_told_apart_folded(project: Project) -> None:
    labels = project.labels
    for name in ("Denial", "dénial", " DENIAL "):
        with pytest.raises(BadInput) as refused:
            labels.add(name)
        assert refused.value.code == "label.twice"
    with pytest.raises(BadInput):
        labels.edit(DENIAL, name="allegation")
    with pytest.raises(BadInput):
        labels.add_link_type("Repeats", directed=False)
    labels.edit(DENIAL, name="Denial")
    assert labels.labels()[1].name == "Denial"


def test_a_new_definition_may_flag_what_was_labelled_before(project: Project) -> None:
    d = desk(project)
    one, other = d.mark("lie"), d.alleged()
    project.labels.edit(DENIAL, definition="Says no.")
    assert not project.statements.get(one).flagged
    asked = project.labels.flaggable(DENIAL)
    assert asked == [one]
    project.labels.edit(DENIAL, definition="Says no, or not so.", flag_statements=asked)
    assert project.statements.get(one).flagged
    assert not project.statements.get(other).flagged


def test_a_link_type_of_ones_own_links_and_counts(project: Project) -> None:
    d, labels = desk(project), project.labels
    made = labels.add_link_type("disputes", directed=True, contradicts=True, passive="disputed by")
    one, other = d.mark("lie"), d.alleged()
    link = project.links.link(other, one, made)
    assert project.links.get(link).source == other
    assert project.links.contradictions(d.letter, d.own) == {one: [link], other: [link]}
    labels.edit_link_type(made, contradicts=False)
    assert project.links.contradictions(d.letter, d.own) == {}
    with pytest.raises(FactcheckError):
        labels.delete_link_type(made)
    project.links.unlink(link)
    labels.delete_link_type(made)
    assert len(labels.link_types()) == 4


def test_a_reviewer_asks_everybody_for_another_look_and_an_annotator_nobody_else(
    project: Project, again: Callable[[Project, Person], Project], ben: Person
) -> None:
    mine = desk(project).mark("lie")
    other = again(project, ben)
    assert other.labels.flaggable(DENIAL) == []
    with pytest.raises(NotAllowed):
        other.labels.edit(DENIAL, definition="Says no.", flag_statements=[mine])
    theirs = other.statements.take_over([mine])[0]
    assert other.labels.flaggable(DENIAL) == [theirs]
    assert set(project.labels.flaggable(DENIAL)) == {mine, theirs}
    project.labels.edit(DENIAL, definition="Rejects.", flag_statements=[theirs])
    flags = [s.flagged for s in project.statements.many([mine, theirs])]
    assert flags == [False, True]
