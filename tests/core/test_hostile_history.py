"""What a stranger's project keeps as JSON: nothing of changes, conflicts, snapshots is trusted."""

import json
from collections.abc import Callable

import pytest

from factcheck.builtin import ALLEGATION, CONFIRMATION, DENIAL
from factcheck.errors import Damaged, FactcheckError
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from factcheck.review.results import Result

from .annotating import Desk, desk, everything
from .merging import Send, send, take_in
from .reviewing import LIE, Again, panel
from .test_merging_hostile import alter

__all__ = ["send"]


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture
def reopened(opened: list[Project]) -> Callable[[Project, str], Project]:
    """Alters a project and opens it again as who had it open."""

    def reopened(project: Project, statement: str) -> Project:
        person = Person(project.actor.id, project.actor.name)
        again = Project.open(alter(project, statement), person)
        opened.append(again)
        return again

    return reopened


Reopened = Callable[[Project, str], Project]


def _span(start: object) -> dict[str, object]:
    place = {"role": "content", "position": 0, "start": start, "end": 5}
    return {**place, "exact": "x", "prefix": "", "suffix": ""}


@pytest.mark.parametrize(
    "cell",
    [
        [],
        {"cell": ["note"], "value": 1},
        {"cell": "annotator", "value": {"annotator": "00"}},
        {"cell": "label", "value": {"label": 5}},
        {"cell": "label", "value": {"label": "00"}},
        {"cell": "label", "value": {"label": None}},
        {"cell": "note", "value": {"note": ["x"]}},
        {"cell": "note", "value": {"note": "\0"}},
        {"cell": "note", "value": {"note": "\ud800"}},
        {"cell": "said_edtf", "value": {"said_edtf": "z", "said_words": 1, "said_basis": "?"}},
        {"cell": "span", "value": [_span("a"), _span(3)]},
        {"cell": "reporter", "value": [{"speaker": "00", "position": None}]},
    ],
)
def test_a_conflict_that_is_none_keeps_no_other_from_being_settled(
    project: Project, send: Send, reopened: Reopened, cell: object
) -> None:
    d = desk(project)
    one, two = d.mark("absolute"), d.mark("Dmitry")
    copy = send(project, Person(project.actor.id, "Ana"))
    for side, label in ((project, CONFIRMATION), (copy, ALLEGATION)):
        for statement in (one, two):
            side.statements.relabel(statement, label)
    take_in(project, copy)
    bad, good = project.merging.conflicts()
    written = json.dumps(cell).replace("'", "''")
    again = reopened(
        project,
        f"UPDATE conflict SET other = '{written}', kept = '{written}' WHERE id = x'{bad.id.hex()}'",
    )
    before = everything(again)
    for settle in (again.merging.choose_other, again.merging.keep):
        with pytest.raises(Damaged):
            settle(bad.id)
    assert everything(again) == before
    assert [one.id for one in again.merging.conflicts()] == [good.id]
    again.merging.choose_other(good.id)
    assert again.merging.conflicts() == []


@pytest.mark.parametrize("spans", ['[["content",1e999,2,"x"]]', '[["content",1,-1e999,"x"]]'])
def test_places_beyond_all_texts_make_a_decision_that_does_not_hold(
    project: Project, again: Again, reopened: Reopened, spans: str
) -> None:
    p = panel(project, again)
    one, *_ = p.mark(LIE, DENIAL, ALLEGATION, DENIAL)
    p.done()
    p.take(one)
    (decision,) = everything(project)["decision"].values()
    snapshot = json.loads(str(decision["snapshot"]))
    for version in snapshot["versions"]:
        version["spans"] = "here"
    written = json.dumps(snapshot).replace('"here"', spans)
    reading = reopened(project, f"UPDATE decision SET snapshot = '{written}'")
    (item,) = reading.review.of_article(p.lead.letter)
    assert item.state == "outdated"
    reading.review.decide(item.key, [Result(one)])
    (item,) = reading.review.of_article(p.lead.letter)
    assert item.state == "decided"


def test_changes_that_hold_lists_are_refused(project: Project, send: Send, ben: Person) -> None:
    d = desk(project)
    statement = d.mark("absolute")
    copy = send(project, ben)
    own = Desk(copy, d.letter, d.tasnim).mark("spokesman")
    copy.statements.set_note(own, "x")
    project.statements.set_note(statement, "mine")
    values = f"before = '{{\"note\": [\"x\"]}}', record = x'{statement.hex()}'"
    location = alter(copy, f"UPDATE change SET {values} WHERE verb = 'update'")
    with pytest.raises(FactcheckError, match="is damaged, so nothing of it was taken"):
        project.merging.merge(location)


def test_a_time_that_is_none_is_one_of_the_two(project: Project, send: Send, ben: Person) -> None:
    claim = project.claims.create("There is a list")
    copy = send(project, ben)
    copy.claims.set_note(claim, "there")
    project.claims.set_note(claim, "here")
    location = alter(copy, "UPDATE revision SET made_at = 'yesterday' WHERE what = 'claim.note'")
    take_in(project, Project.open(location, ben))
    (conflict,) = project.merging.conflicts()
    assert {conflict.kept, conflict.other} == {"here", "there"}


def test_who_a_merge_says_made_a_change_must_be_an_id() -> None:
    from factcheck.merging.moments import read_moments

    record = Id.new().hex()
    assert read_moments(json.dumps({f"{record}:note": ["2022", Id.new().hex()]}))
    assert read_moments(json.dumps({f"{record}:note": ["2022", "00"]})) == {}
