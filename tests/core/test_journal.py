"""The one door for writes: all of a gesture or nothing, compared, judged, and remembered."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from factcheck import builtin
from factcheck.errors import BadInput, Conflict
from factcheck.ids import Id
from factcheck.journal import Edit, Value, deleted, inserted, updated
from factcheck.project import Project
from factcheck.records import Person, What

from .edits import TEXT, add_article, row_of, statement_edits

WHAT = What("statement.mark", {"label": "denial", "title": "A"})
Again = Callable[[Project, Person], Project]


@pytest.fixture
def article(project: Project) -> Id:
    return add_article(project, TEXT)


def test_numbers_have_no_gap_and_nothing_is_written_twice(project: Project, article: Id) -> None:
    first = project.access.record(WHAT, statement_edits(project, article, 0, 3))
    second = project.access.record(WHAT, statement_edits(project, article, 4, 9))
    assert second == first + 1
    assert [r.number for r in project.log(2)] == [second, first]
    assert project.stats()["revision"] == second
    assert project.check() == {"ok": True, "problems": []}


def test_ids_come_back_as_ids(project: Project, article: Id) -> None:
    edits = statement_edits(project, article, 0, 3)
    project.access.record(WHAT, edits)
    row = row_of(project, "statement", edits[0].id)
    assert {type(row[name]) for name in ("id", "article", "annotator", "label")} == {Id}
    assert row["flagged"] is False


def test_an_update_writes_only_what_it_touches(
    project: Project, article: Id, again: Again, ben: Person
) -> None:
    claim = project.claims.create("It rains")
    other = again(project, ben)
    other.claims.set_note(claim, "Since Monday")
    edit = updated("claim", claim, {"proposition": "It rains"}, {"proposition": "It pours"})
    project.access.record(WHAT, [edit])
    found = other.claims.get(claim)
    assert (found.proposition, found.note) == ("It pours", "Since Monday")


def test_what_changed_meanwhile_is_a_conflict_and_nothing_is_written(
    project: Project, article: Id, again: Again, ben: Person
) -> None:
    claim = project.claims.create("It rains")
    late = updated("claim", claim, {"note": ""}, {"note": "late"})
    again(project, ben).claims.set_note(claim, "early")
    newest = project.stats()["revision"]
    both = [*statement_edits(project, article, 0, 3), late]
    with pytest.raises(Conflict, match="changed this in the meantime"):
        project.access.record(WHAT, both)
    stats = project.stats()
    assert (stats["statements"], stats["revision"]) == (0, newest)
    assert project.claims.get(claim).note == "early"


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_what_is_gone_is_a_conflict(project: Project, article: Id, verb: str) -> None:
    edits = statement_edits(project, article, 0, 3)
    project.access.record(WHAT, edits)
    row = row_of(project, "statement", edits[0].id)
    project.statements.delete(edits[0].id)
    late = updated("statement", edits[0].id, {"note": ""}, {"note": "x"})
    if verb == "delete":
        late = deleted("statement", edits[0].id, row)
    with pytest.raises(Conflict, match="removed this"):
        project.access.record(WHAT, [late])


def test_one_of_many_that_changed_is_found(project: Project, article: Id) -> None:
    claims = [project.claims.create(f"Claim {n}") for n in range(5)]
    project.claims.set_note(claims[3], "changed")
    late = [updated("claim", c, {"note": ""}, {"note": "x"}) for c in claims]
    with pytest.raises(Conflict) as caught:
        project.access.record(WHAT, late)
    assert caught.value.params["id"] == str(claims[3])
    assert [project.claims.get(c).note for c in claims] == ["", "", "", "changed", ""]


def _span(start: int, end: int, **fields: Value) -> dict[str, Value]:
    own: dict[str, Value] = {"role": "content", "start": start, "end": end}
    return {**own, "exact": TEXT[start:end], "prefix": "", "suffix": "", **fields}


@pytest.mark.parametrize(
    ("spans", "code"),
    [
        ([], "span.no_content"),
        ([_span(0, 3, role="source")], "span.no_content"),
        ([_span(0, 3, exact="xyz")], "span.words"),
        ([_span(0, 3, prefix="x")], "span.words"),
        ([_span(0, 3, suffix="\x01")], "span.words"),
        ([_span(len(TEXT) - 2, len(TEXT) + 2)], "span.outside"),
        ([_span(0, 5), _span(4, 9)], "span.overlap"),
        ([_span(0, 9), _span(2, 4)], "span.overlap"),
    ],
)
def test_spans_that_cannot_be_are_refused(
    project: Project, article: Id, spans: list[dict[str, Value]], code: str
) -> None:
    record = statement_edits(project, article, 0, 3)[0]
    edits = [record, *(inserted("span", Id.new(), {**s, "statement": record.id}) for s in spans)]
    with pytest.raises(BadInput) as caught:
        project.access.record(WHAT, edits)
    assert caught.value.code == code
    assert str(caught.value).endswith(".")
    assert project.stats()["statements"] == 0


def test_altered_spans_are_judged_too(project: Project, article: Id) -> None:
    edits = statement_edits(project, article, 0, 3)
    project.access.record(WHAT, edits)
    before = {k: v for k, v in (edits[1].after or {}).items() if k not in ("statement", "role")}
    with pytest.raises(BadInput, match="not those of the text"):
        project.access.record(WHAT, [updated("span", edits[1].id, before, {**before, "end": 4})])
    with pytest.raises(BadInput, match="at least one"):
        project.access.record(WHAT, [deleted("span", edits[1].id, edits[1].after or {})])


def test_an_exact_duplicate_is_refused_when_typed_and_kept_when_imported(
    project: Project, article: Id
) -> None:
    project.access.record(WHAT, statement_edits(project, article, 0, 3))
    again = statement_edits(project, article, 0, 3)
    with pytest.raises(BadInput, match="same statement is there already"):
        project.access.record(WHAT, again)
    project.access.record(WHAT, statement_edits(project, article, 0, 3, origin="imported"))
    other = statement_edits(project, article, 0, 3, label=builtin.CONFIRMATION)
    project.access.record(WHAT, other)
    relabel = updated(
        "statement", other[0].id, {"label": builtin.CONFIRMATION}, {"label": builtin.DENIAL}
    )
    with pytest.raises(BadInput, match="same statement"):
        project.access.record(WHAT, [relabel])


def test_a_duplicate_within_one_revision_is_refused(project: Project, article: Id) -> None:
    twice = [
        *statement_edits(project, article, 0, 3),
        *statement_edits(project, article, 0, 3),
    ]
    with pytest.raises(BadInput, match="same statement"):
        project.access.record(WHAT, twice)


def _link(project: Project, source: Id, target: Id, kind: Id = builtin.DENIES) -> Edit:
    ends: dict[str, Value] = {"type": kind, "source": source, "target": target}
    return inserted("link", Id.new(), {**ends, "annotator": project.layer.id})


def test_links_have_two_ends_once_in_their_own_layer(
    project: Project, article: Id, again: Again, ben: Person
) -> None:
    one, two = (
        project.statements.mark(article, start, start + 3, builtin.DENIAL) for start in (0, 4)
    )
    with pytest.raises(BadInput, match="linked to itself"):
        project.access.record(WHAT, [_link(project, one, one)])
    project.access.record(WHAT, [_link(project, one, two)])
    with pytest.raises(BadInput, match="linked in this way already"):
        project.access.record(WHAT, [_link(project, one, two)])
    project.access.record(WHAT, [_link(project, two, one)])
    other = again(project, ben)
    foreign = other.statements.mark(article, 0, 3, builtin.DENIAL)
    with pytest.raises(BadInput, match="Both ends"):
        project.access.record(WHAT, [_link(project, one, foreign)])
    small, large = sorted([one, two])
    with pytest.raises(ValueError, match="smaller id first"):
        project.access.record(WHAT, [_link(project, large, small, builtin.CONTRADICTS)])
    project.access.record(WHAT, [_link(project, small, large, builtin.CONTRADICTS)])
    assert project.check()["ok"]


def test_circles_are_refused(project: Project, article: Id) -> None:
    a, b = project.claims.create("A"), project.claims.create("B")
    project.claims.merge(a, b)
    merge = updated("claim", b, {"merged_into": None}, {"merged_into": a})
    with pytest.raises(Conflict, match="circle"):
        project.access.record(WHAT, [merge])
    one, two = (project.statements.mark(article, s, s + 9, builtin.DENIAL) for s in (0, 2))
    project.statements.set_parent(one, two)
    with pytest.raises(Conflict, match="inside itself"):
        project.access.record(WHAT, [updated("statement", two, {"parent": None}, {"parent": one})])


def test_what_a_record_names_must_be_there(project: Project, article: Id) -> None:
    edits = statement_edits(project, article, 0, 3)
    nobody = replace(edits[0], after={**(edits[0].after or {}), "speaker": Id.new()})
    with pytest.raises(Conflict, match="not there any more"):
        project.access.record(WHAT, [nobody, *edits[1:]])


def test_what_others_name_stays(project: Project, article: Id) -> None:
    claim = project.claims.create("It rains")
    row = row_of(project, "claim", claim)
    marked = project.statements.mark(article, 0, 3, builtin.DENIAL, claim=claim)
    with pytest.raises(Conflict, match="still refers to this"):
        project.access.record(WHAT, [deleted("claim", claim, row)])
    assert project.statements.get(marked).claim == claim
    # The transaction that failed at its end is over: the next gesture goes through.
    project.statements.set_claim(marked, None)
    project.access.record(WHAT, [deleted("claim", claim, row)])


def test_a_record_is_not_made_twice(project: Project) -> None:
    edit = inserted("claim", Id.new(), {"proposition": "It rains"})
    project.access.record(WHAT, [edit])
    with pytest.raises(Conflict, match="already there"):
        project.access.record(WHAT, [edit])


def test_edits_that_make_no_sense_are_bugs() -> None:
    record = Id.new()
    with pytest.raises(ValueError, match="no field"):
        inserted("claim", record, {"colour": "red"})
    with pytest.raises(ValueError, match="before"):
        updated("claim", record, {"note": ""}, {"verdict": "x"})
    with pytest.raises(ValueError, match="part of"):
        updated("span", record, {"start": 1}, {"start": 2})
    with pytest.raises(ValueError, match="never changes"):
        updated("statement", record, {"article": record}, {"article": Id.new()})


def test_names_of_labels_differ(project: Project) -> None:
    with pytest.raises((BadInput, Conflict), match="label"):
        project.labels.add("denial")
    fields: dict[str, Value] = {"name": "denial", "shape": "x", "color": "x", "underline": "x"}
    with pytest.raises(Conflict, match="label of this name"):
        project.access.record(WHAT, [inserted("label", Id.new(), {**fields, "position": 9})])
