"""Agreement over a project: who is compared over what, and what lies behind each figure."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from factcheck.agreement.figures import Figure
from factcheck.agreement.result import BEHIND, OVERALL_NAMES, PAIR_NAMES, Agreement, Kind, Name
from factcheck.agreement.unitizing import alpha_u
from factcheck.builtin import (
    ALLEGATION,
    CONFIRMATION,
    CONFIRMS,
    CONTRADICTS,
    DENIAL,
    DENIES,
    REPEATS,
)
from factcheck.errors import BadInput, Cancelled, NotFound
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Person
from tests.core.annotating import LETTER, TASNIM, Desk, desk
from tests.core.figures import same

Again = Callable[[Project, Person], Project]
LIE, LIST, INFORMATION = "“absolute lie”", "such a list does not exist", "“credible information”"
FICTION = "an absolute fiction, this is a fake"


@dataclass
class Table:
    """Two annotators, or more, at one project."""

    ana: Desk
    ben: Desk

    def measure(self, *people: Desk, **wishes: object) -> Agreement:
        chosen = [one.project.layer.id for one in people] or None
        self.ana.project.pull()
        return self.ana.project.agreement.measure(chosen, **wishes)  # type: ignore[arg-type]  # as the tests say

    def done(self, *articles: Id) -> None:
        """Let both be done with articles, with all of them unless said."""
        for one in (self.ana, self.ben):
            finish(one, *(articles or (one.letter, one.tasnim)))


def finish(one: Desk, *articles: Id) -> None:
    for article in articles:
        one.project.articles.set_status(article, "done")


@pytest.fixture
def table(project: Project, again: Again, ben: Person) -> Table:
    ana = desk(project)
    return Table(ana, Desk(again(project, ben), ana.letter, ana.tasnim))


@pytest.fixture
def joined(project: Project, again: Again) -> Callable[[Table, str], Desk]:
    def join(table: Table, name: str) -> Desk:
        return Desk(again(project, Person(Id.new(), name)), table.ana.letter, table.ana.tasnim)

    return join


def kinds(found: Agreement) -> Counter[Kind]:
    return Counter(d.kind for pair in found.pairs for d in pair.disagreements)


def every_figure(found: Agreement) -> dict[str, Figure]:
    """The figures of the first pair and of all together."""
    of_pair = {str(name): figure for name, figure in found.pairs[0].figures.items()}
    return of_pair | {str(name): figure for name, figure in found.figures.items()}


def value(found: Agreement, name: Name) -> float | None:
    return every_figure(found)[name].value


def test_equal_layers_agree_wholly(table: Table) -> None:
    for one in (table.ana, table.ben):
        denial = one.mark(LIE)
        one.project.links.link(denial, one.mark(INFORMATION, ALLEGATION), DENIES)
        one.mark(FICTION, DENIAL, one.tasnim)
    table.done()
    found = table.measure(bootstrap=20)
    assert [a.name for a in found.annotators] == ["Ana", "Ben"]
    assert set(found.articles) == {table.ana.letter, table.ana.tasnim}
    (pair,) = found.pairs
    assert set(pair.figures) == set(PAIR_NAMES)
    assert set(found.figures) == set(OVERALL_NAMES)
    figures = every_figure(found)
    unset = {n: f.reason for n, f in figures.items() if f.value is None}
    assert unset == {"speaker_percent": "unset", "claim_b3_f1": "unset"}
    assert all(f.value == pytest.approx(1) for n, f in figures.items() if n not in unset)
    assert pair.disagreements == ()
    assert (pair.aligned, pair.labels.total) == (3, 3)
    exact = pair.figures["span_f1_exact"]
    assert (exact.low, exact.high) == (1, 1)
    assert found.draws == 20


def test_only_what_is_done_or_was_never_begun_as_an_assignment_is_compared(table: Table) -> None:
    # The first mark sets in progress, which is not done.
    table.ana.mark(LIE)
    table.ben.mark(LIE)
    assert table.measure().annotators == ()
    finish(table.ana, table.ana.letter)
    found = table.measure()
    assert [a.name for a in found.annotators] == ["Ana"]
    assert (found.pairs, found.articles) == ((), ())
    assert {f.reason for f in found.figures.values()} == {"one_annotator"}
    finish(table.ben, table.ben.letter)
    assert value(table.measure(), "span_f1_exact") == 1


def test_nothing_found_differs_from_not_read(table: Table) -> None:
    table.ana.mark(LIE)
    finish(table.ana, table.ana.letter)
    finish(table.ben, table.ben.tasnim)
    found = table.measure()
    assert found.pairs[0].articles == found.articles == ()
    figures = (*found.pairs[0].figures.values(), *found.figures.values())
    assert {f.reason for f in figures} == {"no_common"}
    assert {f.value for f in figures} == {None}
    finish(table.ben, table.ben.letter)
    found = table.measure()
    assert value(found, "span_f1_exact") == 0
    assert found.pairs[0].figures["label_kappa"].reason == "none_aligned"
    assert found.figures["fleiss_kappa"].reason == "none_aligned"
    assert found.pairs[0].figures["link_f1"].reason == "nothing"
    assert found.figures["alpha_u"].value is not None
    assert kinds(found) == {"only_a": 1}


def test_gold_and_shared_layers_are_compared_only_when_asked_for(
    make: Callable[[str], Project], again: Again, ben: Person
) -> None:
    ana = desk(make("shared"))
    ana.mark(LIE)
    one = ana.project
    assert one.agreement.compared() == []
    assert one.agreement.measure().pairs == ()
    # Whoever marks in the shared layer has no assignment in its name.
    assert [a.kind for a in one.agreement.comparable()] == ["shared"]
    assert [a.kind for a in one.agreement.measure([one.layer.id]).annotators] == ["shared"]


def test_labels_are_compared_where_statements_overlap(table: Table) -> None:
    ana, ben = table.ana, table.ben
    one = ana.mark(LIE, ALLEGATION)
    other = ben.mark("it an “absolute lie”", DENIAL)
    ana.mark(LIST, DENIAL)
    ben.mark(LIST, DENIAL)
    left = ana.mark("He laughed", CONFIRMATION)
    table.done()
    found = table.measure()
    (pair,) = found.pairs
    assert pair.aligned == 2
    assert pair.labels.counts == {(ALLEGATION, DENIAL): 1, (DENIAL, DENIAL): 1}
    assert (value(found, "label_percent"), value(found, "label_kappa")) == (0.5, 0)
    assert (value(found, "span_f1_exact"), value(found, "span_f1_overlap")) == (0.4, 0.4)
    behind = {(d.kind, d.article, d.a, d.b) for d in pair.behind("span_f1_exact")}
    assert behind == {
        ("only_a", ana.letter, left, None),
        ("label", ana.letter, one, other),
        ("bounds", ana.letter, one, other),
    }
    assert [d.kind for d in found.behind("label_kappa")] == ["label"]
    assert list(found.labels.values()) == ["allegation", "denial", "confirmation"]
    assert pair.by_label[DENIAL]["span_f1_exact"].value == pytest.approx(2 / 3)
    assert pair.by_label[CONFIRMATION]["span_f1_overlap"].value == 0
    only = table.measure(labels=[CONFIRMATION])
    assert only.labels == {CONFIRMATION: "confirmation"}
    assert only.pairs[0].aligned == 0
    nothing = table.measure(articles=[ana.tasnim])
    assert {f.reason for f in nothing.pairs[0].figures.values()} == {"nothing", "none_aligned"}


def test_kappa_of_one_label_is_undefined(table: Table) -> None:
    for one in (table.ana, table.ben):
        one.mark(LIE)
        one.mark(LIST)
    table.done()
    figures = table.measure().pairs[0].figures
    assert figures["label_percent"].value == 1
    assert figures["label_kappa"] == figures["label_alpha"] == Figure(None, "one_value")


def test_speakers_are_those_who_stand_for_the_ones_merged_into_them(table: Table) -> None:
    ana, ben = table.ana, table.ben
    speakers = ana.project.speakers
    peskov, dmitry = speakers.create("Peskov", "person"), speakers.create("Dmitry P.", "person")
    for place, of_ana, of_ben in (
        (LIE, {"speaker": peskov}, {"speaker": dmitry}),
        (LIST, {"speaker": peskov}, {"speaker_basis": "none"}),
        (INFORMATION, {"speaker_basis": "none"}, {"speaker_basis": "none"}),
        ("Moscow is making lists", {"speaker_basis": "none"}, {}),
        ("He laughed", {}, {}),
    ):
        ana.project.statements.mark(ana.letter, *ana.at(place), DENIAL, **of_ana)
        ben.project.statements.mark(ben.letter, *ben.at(place), DENIAL, **of_ben)
    table.done()
    assert value(table.measure(), "speaker_percent") == 0.25
    speakers.merge(dmitry, peskov)
    found = table.measure()
    # What neither has set is no judgement; what one has not set is none alike.
    assert value(found, "speaker_percent") == 0.5
    assert kinds(found) == {"speaker": 2}


def test_claims_are_compared_by_what_they_group(table: Table) -> None:
    ana, ben = table.ana, table.ben
    lists, other, same_lists = (ana.project.claims.create(words) for words in ("Lists", "O", "L"))
    ben.project.pull()
    places = (LIE, LIST, INFORMATION)
    for one, claims in ((ana, (lists, lists, other)), (ben, (same_lists, same_lists, lists))):
        made = [one.mark(place) for place in places]
        for statement, claim in zip(made, claims, strict=True):
            one.project.statements.set_claim(statement, claim)
    table.done()
    assert value(table.measure(), "claim_b3_f1") == 1
    # Without a claim the last one of Ben's stands alone, as it did; the first leaves its group.
    for one_of_ben in ben.project.statements.of_article(ben.letter, ben.own):
        if one_of_ben.words in (INFORMATION, LIE):
            ben.project.statements.set_claim(one_of_ben.id, None)
    found = table.measure()
    # Ana has {1, 2} {3}, Ben {1} {2} {3}: precision 1, recall (1/2 + 1/2 + 1) / 3.
    assert value(found, "claim_b3_f1") == pytest.approx(2 * (2 / 3) / (1 + 2 / 3))
    assert kinds(found) == {"claim": 2}


def test_links_are_directed_as_their_type_is_and_cross_articles(table: Table) -> None:
    ana, ben = table.ana, table.ben
    ids = {}
    for one in (ana, ben):
        ids[one.project.actor.name] = (
            *(one.mark(LIE), one.alleged(), one.mark(LIST, CONFIRMATION)),
            one.mark(FICTION, DENIAL, one.tasnim),
        )
    (lie, alleged, exist, fiction), theirs = ids["Ana"], ids["Ben"]
    links, other = ana.project.links, ben.project.links
    links.link(lie, alleged, DENIES)
    links.link(fiction, alleged, CONTRADICTS)
    typed = links.link(exist, lie, CONFIRMS)
    links.link(fiction, exist, DENIES)
    other.link(theirs[0], theirs[1], DENIES)
    other.link(theirs[1], theirs[3], CONTRADICTS)
    turned = other.link(theirs[0], theirs[2], CONFIRMS)
    table.done()
    found = table.measure()
    # Four links against three, two alike; one the other way round.
    assert value(found, "link_f1") == pytest.approx(2 * 2 / 7)
    assert value(found, "link_f1_untyped") == pytest.approx(2 * 3 / 7)
    assert kinds(found) == {"link_differs": 1, "link_only_a": 1}
    (differs,) = (d for d in found.behind("link_f1") if d.kind == "link_differs")
    assert (differs.a, differs.b) == (typed, turned)
    # Of one article alone, those that leave it are not compared.
    assert value(table.measure(articles=[ana.letter]), "link_f1") == pytest.approx(2 * 1 / 4)


def test_links_up_to_repeats_join_any_telling_of_a_saying(table: Table) -> None:
    ana, ben = table.ana, table.ben
    marks = {
        one.project.actor.name: (one.mark(LIE), one.mark(LIST), one.alleged()) for one in (ana, ben)
    }
    ana.project.links.link(marks["Ana"][0], marks["Ana"][2], DENIES)
    ben.project.links.link(marks["Ben"][1], marks["Ben"][2], DENIES)
    table.done()
    assert value(table.measure(), "link_f1_sayings") == 0
    ana.project.links.link(marks["Ana"][0], marks["Ana"][1], REPEATS)
    found = table.measure()
    assert value(found, "link_f1") == 0
    # Ben's denial is of a statement that Ana has in the same saying; *repeats* only joins.
    assert value(found, "link_f1_sayings") == 1
    # Two links to the same saying are one.
    ana.project.links.link(marks["Ana"][1], marks["Ana"][2], DENIES)
    assert value(table.measure(), "link_f1_sayings") == 1


def test_three_are_compared_over_what_all_did_and_alpha_also_over_gaps(
    table: Table, joined: Callable[[Table, str], Desk]
) -> None:
    cem = joined(table, "Cem")
    for one, label in ((table.ana, DENIAL), (table.ben, DENIAL), (cem, ALLEGATION)):
        one.mark(LIE, label)
        one.mark(INFORMATION, ALLEGATION)
        finish(one, one.letter)
    for one in (table.ana, table.ben):
        one.mark(FICTION, DENIAL, one.tasnim)
        finish(one, one.tasnim)
    found = table.measure()
    assert [(p.a.name, p.b.name) for p in found.pairs] == [
        *(("Ana", "Ben"), ("Ana", "Cem"), ("Ben", "Cem")),
    ]
    assert [len(p.articles) for p in found.pairs] == [2, 1, 1]
    assert found.articles == (table.ana.letter,)
    # Two units: three times allegation, and twice denial against one allegation.
    assert value(found, "fleiss_kappa") == pytest.approx((2 / 3 - 5 / 9) / (4 / 9))
    token, gaps = (found.figures[n].value for n in ("token_alpha", "token_alpha_missing"))
    assert token is not None
    assert gaps is not None
    assert gaps > token
    two = table.measure(table.ana, table.ben)
    assert two.figures["token_alpha"].value == 1
    assert [a.name for a in table.measure(cem, table.ana).annotators] == ["Cem", "Ana"]


def test_alpha_u_is_over_the_articles_laid_end_to_end_without_furniture(table: Table) -> None:
    ana, ben = table.ana, table.ben
    ana.mark(LIE)
    ben.mark("called it an “absolute lie”")
    for one in (ana, ben):
        one.mark(FICTION, DENIAL, one.tasnim)
    table.done()
    texts = {ana.letter: LETTER, ana.tasnim: TASNIM}

    def wanted(furniture: int) -> Figure:
        layers: list[list[tuple[int, int, str]]] = []
        for one, lie in ((ana, LIE), (ben, "called it an “absolute lie”")):
            units, at = [], 0
            for article in sorted(texts):
                words = lie if article == ana.letter else FICTION
                cut = furniture if article == ana.letter else 0
                start, end = one.at(words, article)
                units.append((start - cut + at, end - cut + at, "denial"))
                at += len(texts[article]) - cut
            layers.append(units)
        return alpha_u(len(LETTER) + len(TASNIM) - furniture, layers).all.figure

    found = table.measure()
    assert same(found.figures["alpha_u"], wanted(0))
    assert same(found.by_label[DENIAL]["alpha_u"], wanted(0))
    tokens = found.figures["token_alpha"].value
    ana.project.articles.mark_furniture(ana.letter, 0, 30)
    found = table.measure()
    assert same(found.figures["alpha_u"], wanted(30))
    assert tokens is not None
    assert (found.figures["token_alpha"].value or 0) < tokens


def test_intervals_come_from_articles_drawn_and_are_the_same_every_time(table: Table) -> None:
    for one in (table.ana, table.ben):
        one.mark(LIE)
        one.mark(FICTION, DENIAL if one is table.ana else ALLEGATION, one.tasnim)
    table.done()
    found = table.measure(bootstrap=200)
    exact = found.pairs[0].figures["span_f1_exact"]
    assert (exact.value, exact.low, exact.high) == (0.5, 0, 1)
    assert found == table.measure(bootstrap=200)
    assert found.figures["alpha_u"].low is not None
    assert table.measure().pairs[0].figures["span_f1_exact"].low is None
    with pytest.raises(BadInput):
        table.measure(bootstrap=10_001)


def test_measuring_says_how_far_it_is_and_can_be_stopped(table: Table) -> None:
    for one in (table.ana, table.ben):
        one.mark(LIE)
    table.done()
    seen: list[tuple[int, int]] = []
    table.measure(bootstrap=3, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        table.measure(progress=stop)
    assert value(table.measure(), "span_f1_exact") == 1


def test_annotators_are_named_by_name_or_id(
    table: Table, joined: Callable[[Table, str], Desk]
) -> None:
    for one in (table.ana, table.ben):
        one.mark(LIE)
    measuring = table.ana.project.agreement
    ana, ben = (one.project.actor for one in (table.ana, table.ben))
    assert measuring.named(["Ben", str(ana.id), "Ben"]) == [ben.id, ana.id]
    with pytest.raises(NotFound):
        measuring.named(["Zoe"])
    with pytest.raises(NotFound):
        measuring.measure([Id.new()])
    joined(table, "Ben").mark(LIST)
    with pytest.raises(BadInput, match=str(ben.id)):
        measuring.named(["Ben"])


def test_every_figure_has_kinds_of_disagreement_behind_it() -> None:
    assert set(BEHIND) == {*PAIR_NAMES, *OVERALL_NAMES}
    assert all(BEHIND.values())
