"""Claims: how they are worded, merged and split, and how often each is said by whom."""

from collections.abc import Callable

import pytest

from factcheck.builtin import ALLEGATION, DENIAL, DENIES, REPEATS
from factcheck.errors import BadInput, FactcheckError, NotFound
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.queries.answers import ClaimRow, Tally, Telling
from factcheck.records import Date, Person, Statement
from tests.core.annotating import Desk, desk
from tests.core.articles import add


@pytest.fixture
def d(project: Project) -> Desk:
    """A project with two articles."""
    return desk(project)


def test_a_change_of_meaning_flags_its_statements_and_of_wording_none(d: Desk) -> None:
    p, c = d.project, d.project.claims
    claim, other = c.create("Russia makes lists"), c.create("There are lists")
    one, two, apart = d.alleged(), d.mark("“absolute lie”"), d.mark("lie")
    p.statements.set_claim([one, two], claim)
    p.statements.set_claim(apart, other)
    c.reword(claim, "Russia is making lists", "wording")
    assert not any(s.flagged for s in p.statements.many([one, two, apart]))
    c.merge(other, claim)
    c.reword(claim, "Russia made lists", "meaning")
    assert all(s.flagged for s in p.statements.many([one, two, apart]))
    assert c.get(claim).proposition == "Russia made lists"
    p.undo()
    assert not any(s.flagged for s in p.statements.many([one, two, apart]))


def test_merged_claims_count_as_one_and_come_apart_again(d: Desk) -> None:
    p, c = d.project, d.project.claims
    claim, other = c.create("Russia makes lists"), c.create("There are lists")
    one, two = d.alleged(), d.mark("“absolute lie”")
    p.statements.set_claim(one, claim)
    p.statements.set_claim(two, other)
    c.merge(other, claim)
    assert {s.id for s in p.statements.of_claim(claim, d.own)} == {one, two}
    assert {s.id for s in p.statements.of_claim(other, d.own)} == {one, two}
    assert p.statements.get(two).claim == claim
    assert c.counts(d.own)[claim].statements == 2
    assert [x.id for x in c.complete("there are")] == [claim]
    with pytest.raises(FactcheckError):
        c.merge(claim, other)
    c.unmerge(other)
    assert {s.id for s in p.statements.of_claim(claim, d.own)} == {one}
    assert c.standing(other) == other


def test_a_claim_is_split_by_choosing_statements(d: Desk) -> None:
    p, c = d.project, d.project.claims
    claim = c.create("Lists and lies")
    one, two, free = d.alleged(), d.mark("“absolute lie”"), d.mark("lie")
    p.statements.set_claim([one, two], claim)
    made = c.split(claim, [two], "Lies")
    assert p.statements.get(two).claim == made
    assert p.statements.get(one).claim == claim
    assert c.get(made).proposition == "Lies"
    for chosen in ([], [free], [two]):
        with pytest.raises(BadInput):
            c.split(claim, chosen, "More")


def test_a_claim_has_a_verdict_with_reasons(d: Desk) -> None:
    c = d.project.claims
    claim = c.create("x", note="n")
    c.set_verdict(claim, "unproven", rationale="No list was shown.")
    c.set_verdict(claim, "false", evidence="None.")
    found = c.get(claim)
    assert (found.verdict, found.rationale, found.evidence, found.note) == (
        *("false", "No list was shown.", "None.", "n"),
    )
    c.set_verdict(claim, None)
    assert c.get(claim).verdict is None
    with pytest.raises(NotFound):
        c.get(Id.new())
    with pytest.raises(BadInput):
        c.create(" ")


def test_counts_are_of_sayings_and_articles(d: Desk) -> None:
    p, c = d.project, d.project.claims
    claim, other = c.create("Russia makes lists"), c.create("The list exists")
    alleged, lie = d.alleged(), d.mark("“absolute lie”")
    retold, again = d.mark("this is a fake", article=d.tasnim), d.mark("does not exist")
    p.statements.set_claim([alleged, lie, retold], claim)
    p.statements.set_claim(again, other)
    p.links.link(lie, retold, REPEATS)
    p.links.link(lie, again, REPEATS)
    p.links.link(lie, alleged, DENIES)
    p.links.link(retold, alleged, DENIES)
    counts = c.counts(d.own)
    assert counts[claim].labels == {ALLEGATION: Tally(1, 1), DENIAL: Tally(1, 2)}
    assert (counts[claim].contradictions, counts[claim].articles) == (1, 2)
    assert counts[other].labels == {DENIAL: Tally(1, 1)}
    assert counts[other].contradictions == 1
    assert c.counts([]) == {}


def test_what_two_layers_have_alike_counts_once(
    d: Desk, ben: Person, again: Callable[[Project, Person], Project]
) -> None:
    p, c = d.project, d.project.claims
    claim = c.create("Russia makes lists")
    first, lie = d.alleged(), d.mark("“absolute lie”")
    p.statements.set_claim([first, lie], claim)
    other = again(p, ben)
    same = other.statements.mark(d.letter, *d.at("“credible information”"), ALLEGATION, claim=claim)
    [copied] = other.statements.take_over([lie])
    other.statements.move_edge(
        copied, _span_of(other.statements.get(copied)), *d.at("an “absolute lie”")
    )
    p.pull()
    layers = [p.layer.id, other.layer.id]
    assert c.counts(layers)[claim].labels == {ALLEGATION: Tally(1, 1), DENIAL: Tally(1, 1)}
    told = [t.statement for s in c.table(claim, layers).sides for r in s.rows for t in _cells(r)]
    assert {first, lie} <= set(told)
    assert same not in told


def _span_of(statement: Statement) -> Id:
    span = statement.content[0].id
    assert span is not None
    return span


def _cells(row: ClaimRow) -> list[Telling]:
    return [telling for cell in row.cells for telling in cell]


def test_the_table_has_speakers_under_their_side_and_articles_by_date(d: Desk) -> None:
    p = d.project
    america = p.speakers.create("United States", "state", aliases=["Washington"])
    russia = p.speakers.create("Russia", "state")
    kremlin = p.speakers.create("Kremlin", "organisation", affiliation=russia)
    peskov = p.speakers.create("Dmitry Peskov", affiliation=kremlin)
    claim = p.claims.create("Russia makes lists")
    p.articles.edit(d.tasnim, published=Date("2022-02-20~"))
    third = add(p, "Nothing here.", "Or here.")
    alleged, lie = d.alleged(), d.mark("“absolute lie”")
    fake = d.mark("this is a fake", article=d.tasnim)
    p.statements.set_claim([alleged, lie, fake], claim)
    for statement, speaker in ((alleged, america), (lie, kremlin), (fake, peskov)):
        p.statements.set_speaker(statement, speaker)
    p.links.link(lie, fake, REPEATS)
    p.articles.set_status(third[0], "done")
    table = p.claims.table(claim, d.own)
    assert [(x.article, x.reading) for x in table.columns] == [
        (d.tasnim, "said"),
        (d.letter, "said"),
        (third[0], "silent"),
        (third[1], "unread"),
    ]
    assert [side.speaker for side in table.sides] == [russia, america]
    first, second = table.sides
    assert [row.speaker for row in first.rows] == [peskov, kremlin]
    assert first.labels == {DENIAL: Tally(1, 2)}
    cells = {row.speaker: row.cells for side in table.sides for row in side.rows}
    assert [(t.statement, t.first) for t in cells[peskov][0]] == [(fake, True)]
    assert [(t.statement, t.first) for t in cells[kremlin][1]] == [(lie, False)]
    assert cells[america][2:] == ((), ())
    assert second.labels == {ALLEGATION: Tally(1, 1)}


def test_a_claim_used_here_is_completed_first(d: Desk) -> None:
    c = d.project.claims
    invasion, lists = c.create("Russia will invade Ukraine"), c.create("Russia makes lists")
    assert [x.id for x in c.complete("russia")] == [lists, invasion]
    assert [x.id for x in c.complete("inv ukr")] == [invasion]
    d.project.statements.set_claim(d.alleged(), invasion)
    assert [x.id for x in c.complete("russia", d.letter)] == [invasion, lists]
    assert [x.id for x in c.complete("russia", d.tasnim)] == [lists, invasion]
