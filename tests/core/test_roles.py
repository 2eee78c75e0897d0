"""Roles, verb by verb: what a lead, a reviewer and an annotator may do, open and blind.

`verb_calls.CALLS` has every verb with whose role permits it; a new one must be added there.
"""

from collections.abc import Callable

import pytest

from factcheck.errors import FactcheckError, NotAllowed
from factcheck.ids import Id
from factcheck.models import annotator
from factcheck.project import Project
from factcheck.records import Person
from tests.core.doing import Doing
from tests.core.questions import VERBS
from tests.core.verb_calls import BLIND, CALLS, OTHERS

Again = Callable[[Project, Person], Project]


@pytest.fixture
def engine() -> str:
    """Roles are decided before any database is asked to write."""
    return "sqlite"


@pytest.fixture
def team(project: Project, ben: Person, again: Again) -> dict[str, Project]:
    """A lead, a reviewer and an annotator, each nothing else, and an annotator beside them."""
    people = {"L": Person(Id.new(), "Lea"), "R": Person(Id.new(), "Rita"), "A": ben}
    found = {role: again(project, who) for role, who in people.items()}
    found["other"] = again(project, Person(Id.new(), "Otto"))
    for one in found.values():
        one.assignments.join()
    project.pull()
    project.people.set_lead(people["L"].id, True)
    project.people.set_reviewer(people["R"].id, True)
    for one in found.values():
        one.pull()
    return found


def permitted(verb: str, doing: Doing) -> bool:
    """Whether a verb passes; anything but NotAllowed is a fault of the test."""
    _, call = CALLS[verb]
    try:
        call(doing)
    except NotAllowed:
        return False
    except FactcheckError as error:
        pytest.fail(f"{verb}: {error.code}: {error}")
    return True


def test_every_verb_has_a_call() -> None:
    named = {f"{noun}.{verb}" for noun, verbs in VERBS.items() for verb in verbs.split()}
    assert {name.partition(" ")[0] for name in CALLS} | OTHERS == named


@pytest.mark.parametrize("blind", [False, True])
@pytest.mark.parametrize("role", ["L", "R", "A"])
def test_each_role_does_what_it_may_and_no_more(
    project: Project, team: dict[str, Project], role: str, *, blind: bool
) -> None:
    project.about.set_blind(blind)
    doing = Doing(team[role], project, team["other"])
    doing.pull()
    wanted = {
        verb: role in ((BLIND.get(verb) if blind else None) or may)
        for verb, (may, _) in CALLS.items()
    }
    assert {verb: permitted(verb, doing) for verb in CALLS} == wanted


def test_where_nobody_leads_all_are_leads(project: Project, team: dict[str, Project]) -> None:
    project.about.set_blind(True)
    # As in a project that was made by hand; no verb takes the last lead away.
    with project.access.journal.transaction() as writer:
        writer.connection.execute(annotator.update().values(lead=False))
    doing = Doing(team["A"], project, team["other"])
    doing.pull()
    team["A"].access.refresh()
    leads = {verb for verb, (may, _) in CALLS.items() if may in ("L", "LR")} - {"people.set_lead"}
    assert {verb for verb in leads if permitted(verb, doing)} == leads
    # Until somebody is.
    team["other"].people.set_lead(team["other"].actor.id, True)
    doing.pull()
    assert {verb for verb in leads if permitted(verb, doing)} == set()


def test_a_project_that_is_led_stays_so(project: Project, team: dict[str, Project]) -> None:
    ana, lea = project.actor.id, team["L"]
    lea.people.set_lead(ana, False)
    with pytest.raises(NotAllowed, match="only one"):
        lea.people.set_lead(lea.actor.id, False)
    project.pull()
    with pytest.raises(NotAllowed, match="Only a lead"):
        project.people.set_lead(ana, True)
    # Undoing what made Lea a lead would leave nobody.
    made = next(r.number for r in project.log() if r.what.code == "people.lead")
    with pytest.raises(NotAllowed):
        lea.undo(made)
    assert [p.name for p in project.people.all() if p.lead] == ["Lea"]
    lea.undo()
    assert {p.name for p in project.people.all() if p.lead} == {"Ana", "Lea"}


def test_an_undo_needs_the_role_that_the_edit_needed(
    project: Project, team: dict[str, Project]
) -> None:
    lea, rita = team["L"], team["R"]
    lea.about.set_blind(True)
    rita.pull()
    rita.labels.add("doubt")
    project.pull()
    project.people.set_lead(lea.actor.id, False)
    project.people.set_reviewer(rita.actor.id, False)
    lea.pull()
    rita.pull()
    for one in (lea, rita):
        with pytest.raises(NotAllowed):
            one.undo()
    assert project.about.is_blind()


def test_who_is_no_person_has_no_role(project: Project, team: dict[str, Project]) -> None:
    with pytest.raises(FactcheckError, match="not in the project"):
        project.people.set_lead(Id.new(), True)
    team["A"].people.rename("  Benjamin ")
    project.pull()
    assert {"Ana", "Benjamin"} <= {p.name for p in project.people.all()}


def test_a_desk_with_one_layer_is_never_blind(make: Callable[..., Project]) -> None:
    shared = make("shared")
    with pytest.raises(FactcheckError, match="shared layer"):
        shared.about.set_blind(True)
    assert not shared.about.is_blind()
