"""Statements: what marking takes, refuses and fills in, through the façade on both databases."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.builtin import ALLEGATION, CONFIRMATION, DENIAL, DENIES, REPEATS
from factcheck.errors import BadInput, Conflict, FactcheckError, NotAllowed, NotFound
from factcheck.ids import GOLD, Id
from factcheck.project import Project
from factcheck.records import Date, Person
from tests.core.annotating import LETTER, Desk, desk, everything

Again = Callable[[Project, Person], Project]


@pytest.fixture
def d(project: Project) -> Desk:
    """A project with two articles."""
    return desk(project)


def test_the_first_mark_sets_in_progress_in_a_revision_of_its_own(d: Desk) -> None:
    p = d.project
    assert p.articles.status(d.letter) == "to_do"
    made = d.mark("“absolute lie”")
    assert [r.what.code for r in p.log(2)] == ["statement.mark", "article.in_progress"]
    p.undo()
    assert p.articles.status(d.letter) == "in_progress"
    with pytest.raises(NotFound):
        p.statements.get(made)


def test_a_mark_that_is_refused_begins_nothing(d: Desk) -> None:
    before = everything(d.project)
    length = len(LETTER)
    for start, end in ((5, 5), (7, 5), (-1, 3), (length - 1, length + 1)):
        with pytest.raises(BadInput):
            d.project.statements.mark(d.letter, start, end, DENIAL)
    blank = LETTER.index(" ")
    with pytest.raises(BadInput) as refused:
        d.project.statements.mark(d.letter, blank, blank + 1, DENIAL)
    assert refused.value.code == "span.blank"
    with pytest.raises(BadInput) as refused:
        d.project.statements.mark(d.letter, 0, 9, DENIAL, more_spans=[("content", 8, 12)])
    assert refused.value.code == "span.overlap"
    with pytest.raises(NotFound):
        d.project.statements.mark(d.letter, 0, 9, Id.new())
    assert everything(d.project) == before


def test_an_exact_duplicate_is_refused_and_another_label_is_not(d: Desk) -> None:
    d.mark("absolute lie")
    with pytest.raises(BadInput) as refused:
        d.mark("absolute lie")
    assert refused.value.code == "statement.duplicate"
    d.mark("absolute lie", CONFIRMATION)
    d.mark("lie")
    assert len(d.project.statements.of_article(d.letter, d.own)) == 3


def test_a_source_fills_in_the_speaker_by_alias(d: Desk) -> None:
    s, p = d.project.statements, d.project
    america = p.speakers.create("United States", "state", aliases=["Washington", "the letter"])
    peskov = p.speakers.create("Dmitry Peskov")
    made = s.mark(
        d.letter,
        *d.at("“credible information”"),
        ALLEGATION,
        more_spans=[("source", *d.at("Washington"))],
    )
    assert (s.get(made).speaker, s.get(made).speaker_basis) == (america, "named")
    denial = d.mark("such a list does not exist")
    s.add_span(denial, "source", *d.at("Dmitry Peskov, its spokesman"))
    assert (s.get(denial).speaker, s.get(denial).speaker_basis) == (peskov, "named")
    assert [r.what.code for r in p.log(1)] == ["statement.add_source"]
    laugh = d.mark("laughed")
    s.add_span(laugh, "source", *d.at("He"))
    assert s.get(laugh).speaker_basis is None


def test_a_speaker_that_is_set_brings_its_source(d: Desk) -> None:
    s, p = d.project.statements, d.project
    kremlin = p.speakers.create("Kremlin", "organisation")
    absent = p.speakers.create("Sergey Lavrov")
    denial = d.mark("“absolute lie”")
    assert s.find_source(denial, kremlin) == d.at("The Kremlin")
    s.set_speaker(denial, kremlin)
    found = s.get(denial)
    assert [x.exact for x in found.of_role("source")] == ["The Kremlin"]
    assert found.speaker_basis == "named"
    p.undo()
    assert not s.get(denial).of_role("source")
    s.set_speaker(denial, kremlin, with_source=False)
    assert not s.get(denial).of_role("source")
    s.set_speaker(denial, absent)
    assert s.get(denial).speaker_basis == "inferred"
    s.add_span(denial, "source", *d.at("He"))
    s.set_speaker(denial, kremlin)
    assert s.get(denial).speaker_basis == "resolved"


def test_that_the_text_names_none_differs_from_not_set(d: Desk) -> None:
    s = d.project.statements
    denial = d.mark("“absolute lie”")
    assert s.get(denial).speaker_basis is None
    s.set_speaker(denial, None, "none")
    assert (s.get(denial).speaker, s.get(denial).speaker_basis) == (None, "none")
    s.set_speaker(denial, None)
    assert s.get(denial).speaker_basis is None
    with pytest.raises(BadInput):
        s.set_speaker(denial, None, "named")
    with pytest.raises(BadInput):
        s.set_speaker(denial, d.project.speakers.create("X"), "none")


def test_a_statement_is_attributed_like_another_in_one_revision(d: Desk) -> None:
    s, p = d.project.statements, d.project
    peskov, tasnim = p.speakers.create("Dmitry Peskov"), p.speakers.create("Tasnim", "organisation")
    first, then = d.mark("such a list does not exist"), d.mark("“absolute lie”")
    s.set_speaker(first, peskov)
    s.set_reported_by(first, [tasnim, peskov])
    number = p.log(1)[0].number
    s.attribute_like(then, first)
    assert p.log(1)[0].number == number + 1
    found = s.get(then)
    assert (found.speaker, found.reported_by) == (peskov, (tasnim, peskov))
    assert (s.get(first).speaker_basis, found.speaker_basis) == ("named", "inferred")
    s.set_speaker(first, None, "none")
    s.attribute_like(then, first)
    assert (s.get(then).speaker, s.get(then).speaker_basis) == (None, "none")


def test_words_of_a_date_are_worked_out_beside_the_article(d: Desk) -> None:
    s = d.project.statements
    denial = d.mark("“absolute lie”")
    assert s.said_from_words(denial, "Sunday night") == Date(
        "2022-02-20", "Sunday night", "inferred"
    )
    assert s.said_from_words(denial, "once upon a time").edtf is None
    assert s.get(denial).said == Date(None, "once upon a time")
    with pytest.raises(BadInput):
        s.set_said(denial, Date("next week"))
    s.set_said(denial, None)
    assert s.get(denial).said is None


def test_content_may_have_several_stretches_but_not_none(d: Desk) -> None:
    s = d.project.statements
    denial = d.mark("“absolute lie”")
    assert s.get(denial).quotation == "direct"
    more = s.add_span(denial, "content", *d.at("on Sunday night"))
    assert s.get(denial).quotation == "mixed"
    assert s.get(denial).words == "“absolute lie” … on Sunday night"
    s.move_edge(denial, more, *d.at("Sunday"))
    assert s.get(denial).words == "“absolute lie” … Sunday"
    with pytest.raises(BadInput):
        s.move_edge(denial, more, *d.at("lie"))
    s.remove_span(denial, more)
    assert s.get(denial).quotation == "direct"
    with pytest.raises(BadInput):
        s.remove_span(denial, _id(s.get(denial).spans[0].id))
    s.set_quotation(denial, "indirect")
    s.move_edge(denial, _id(s.get(denial).spans[0].id), *d.at("“absolute"))
    assert s.get(denial).quotation == "indirect"


def test_a_deletion_takes_along_what_hangs_on_it_and_frees_what_was_inside(d: Desk) -> None:
    s, p = d.project.statements, d.project
    outer, inner, alleged = d.mark("called it an “absolute lie”"), d.mark("lie"), d.alleged()
    s.set_parent(inner, outer)
    link = p.links.link(outer, alleged, DENIES)
    s.delete(outer)
    assert s.get(inner).parent is None
    with pytest.raises(NotFound):
        p.links.get(link)
    assert [x.id for x in s.of_article(d.letter, d.own)] == [alleged, inner]


def test_a_parent_is_in_the_same_article_and_in_no_circle(d: Desk) -> None:
    s = d.project.statements
    outer, inner = d.mark("called it an “absolute lie”"), d.mark("lie")
    elsewhere = d.mark("this is a fake", article=d.tasnim)
    s.set_parent(inner, outer)
    for statement, parent in ((outer, inner), (outer, outer), (inner, elsewhere)):
        with pytest.raises(FactcheckError):
            s.set_parent(statement, parent)


def test_others_work_is_altered_by_nobody_and_gold_by_reviewers(
    d: Desk, ben: Person, again: Again
) -> None:
    mine = d.mark("“absolute lie”")
    bens = again(d.project, ben)
    with pytest.raises(NotAllowed) as refused:
        bens.statements.relabel(mine, ALLEGATION)
    assert "Ana" in str(refused.value)
    with pytest.raises(NotAllowed):
        bens.statements.delete(mine)
    (copy,) = bens.statements.take_over([mine])
    assert bens.statements.take_over([mine]) == [copy]
    taken = bens.statements.get(copy)
    assert (taken.annotator, taken.derived_from) == (ben.id, (mine,))
    assert taken.words == "“absolute lie”"
    bens.statements.relabel(copy, ALLEGATION)
    assert d.project.statements.get(mine).label == DENIAL
    assert d.project.statements.layers_with_statements() == {d.project.layer.id: 1, ben.id: 1}
    assert GOLD not in d.project.statements.layers_with_statements()


def test_a_shared_layer_belongs_to_all(
    make: Callable[..., Project], ben: Person, again: Again
) -> None:
    d = desk(make("shared"))
    mine = d.mark("“absolute lie”")
    bens = again(d.project, ben)
    bens.statements.relabel(mine, CONFIRMATION)
    d.project.pull()
    assert d.project.statements.get(mine).label == CONFIRMATION


def test_two_windows_see_each_other_and_overwrite_nothing(
    d: Desk, ana: Person, again: Again
) -> None:
    mine = d.mark("“absolute lie”")
    other = again(d.project, ana)
    other.statements.set_note(mine, "from the other window")
    d.project.statements.relabel(mine, CONFIRMATION)
    with pytest.raises(Conflict):
        d.project.statements.set_note(mine, "from this window")
    with pytest.raises(Conflict):
        d.project.statements.delete(mine)
    changed = d.project.pull()
    assert changed is not None
    assert mine in (changed.ids["statement"] or ())
    assert d.project.statements.get(mine).note == "from the other window"
    d.project.statements.set_note(mine, "from this window")
    other.pull()
    assert other.statements.get(mine).label == CONFIRMATION
    other.statements.delete(mine)


def test_what_a_colleague_hung_on_it_meanwhile_is_not_lost_by_a_deletion(
    make: Callable[..., Project], ben: Person, again: Again
) -> None:
    d = desk(make("shared"))
    mine, alleged = d.mark("“absolute lie”"), d.alleged()
    bens = again(d.project, ben)
    bens.links.link(mine, alleged, DENIES)
    with pytest.raises(Conflict):
        d.project.statements.delete(mine)


def test_loose_ends_are_what_may_be_missing(d: Desk) -> None:
    s, p = d.project.statements, d.project
    claim = p.claims.create("Russia is making lists")
    denial, alleged = d.mark("“absolute lie”"), d.alleged()
    s.set_speaker(alleged, None, "none")
    s.set_claim(alleged, claim)
    kinds = {(e.kind, e.statement) for e in s.loose_ends(d.letter)}
    assert kinds == {("no_speaker", denial), ("no_claim", denial), ("lone_denial", denial)}
    retold = d.mark("this is a fake", article=d.tasnim)
    p.links.link(denial, retold, REPEATS)
    link = p.links.link(retold, alleged, DENIES)
    ends = s.loose_ends(d.letter)
    assert ("lone_denial", denial) not in {(e.kind, e.statement) for e in ends}
    assert [(e.statement, e.link) for e in ends if e.link] == [(alleged, link)]
    p.links.unlink(link)
    s.set_claim(denial, claim)
    assert [e.kind for e in s.loose_ends(d.letter)] == ["no_speaker"]


def test_statements_come_in_the_order_of_the_text_with_only_the_layers_asked_for(
    d: Desk, ben: Person, again: Again
) -> None:
    bens = again(d.project, ben)
    late, early, nested = d.mark("does not exist"), d.alleged(), d.mark("information")
    theirs = bens.statements.mark(d.letter, *d.at("Moscow"), ALLEGATION)
    s = d.project.statements
    assert [x.id for x in s.of_article(d.letter, d.own)] == [early, nested, late]
    assert [x.id for x in s.of_article(d.letter, [ben.id])] == [theirs]
    assert [x.id for x in s.many([theirs, Id.new(), late])] == [theirs, late]
    assert s.of_article(d.letter, []) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_any_stretch_of_any_text_is_quoted_as_it_is(d: Desk, data: st.DataObject) -> None:
    text = d.project.articles.text(d.tasnim)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    made = d.project.statements.mark(d.tasnim, start, end, DENIAL)
    (stored,) = d.project.statements.as_stored([made])
    (span,) = stored.spans
    assert span.exact == text[start:end]
    assert text[: span.start].endswith(span.prefix)
    assert text[span.end :].startswith(span.suffix)
    d.project.undo()


def _id(value: Id | None) -> Id:
    assert value is not None
    return value
