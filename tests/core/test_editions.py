"""Editions: statements carried over by their words, what is lost marked, all of it undone."""

from collections.abc import Callable

import pytest

from factcheck.builtin import ALLEGATION, CONTRADICTS, DENIAL, DENIES, REPEATS
from factcheck.carrying.report import CarryReport
from factcheck.datasets.layers import choose
from factcheck.datasets.reading import bundle_of
from factcheck.errors import BadInput, Conflict, NotAllowed
from factcheck.ids import GOLD, Id
from factcheck.project import Project
from factcheck.queries.editions import LOST
from factcheck.records import Date, NewArticle, Person, Statement
from factcheck.review.answers import StatementItem
from factcheck.review.results import Result
from tests.core.annotating import LETTER, Desk, desk, everything
from tests.core.blind import Scene

#: The letter with a new beginning, a word altered, the last words gone and a sentence moved up.
LATER = (
    "CORRECTED. He was in a hurry. Washington says it has “credible information” that Moscow is "
    "making long lists of Ukrainians. The Kremlin called it an “absolute lie” on Sunday night.\r\n"
    "Dmitry Peskov, its spokesman, said: no such list exists."
)


@pytest.fixture
def d(project: Project) -> Desk:
    """Two articles."""
    return desk(project)


def later(d: Desk, text: str = LATER, name: str = "letter.txt", title: str = "Letter") -> Id:
    """A later edition of the letter, not named as one yet."""
    made = d.project.add_articles([NewArticle(text, name, title)])
    d.project.pull()
    return made.ids[0]


def carried(d: Desk, new: Id, report: CarryReport) -> dict[str, Statement]:
    """The statements of the later edition by the words that the earlier one had for them."""
    there = {s.id: s for s in d.project.statements.of_article(new, d.own)}
    return {one.old.words: there[one.made] for one in report.carried if one.made in there}


def statement_item(p: Project, article: Id) -> StatementItem:
    """The one place of an article in review, beside what links it to another edition."""
    (found,) = (x for x in p.review.of_article(article) if isinstance(x, StatementItem))
    return found


def kinds(report: CarryReport) -> dict[str, str]:
    """What becomes of each statement, by its words."""
    return {one.old.words: one.kind for one in report.carried}


def test_statements_come_along_with_all_that_is_said_of_them(d: Desk) -> None:
    p = d.project
    kremlin, tass = p.speakers.create("Kremlin", "organisation"), p.speakers.create("TASS")
    claim = p.claims.create("Moscow makes lists")
    outer = d.mark("The Kremlin called it an “absolute lie” on Sunday night")
    lie = p.statements.mark(
        d.letter,
        *d.at("“absolute lie”"),
        DENIAL,
        more_spans=[("source", *d.at("The Kremlin")), ("cue", *d.at("called"))],
        speaker=kremlin,
        reported_by=[tass],
        said_to=tass,
        said=Date("2022-02-20", "Sunday night"),
        certainty="certain",
        claim=claim,
        parent=outer,
        note="in the letter",
    )
    new = later(d)
    before = p.revision
    report = p.editions.carry_over(d.letter, new)
    p.pull()
    # The first mark in an article begins it; all the rest is one revision.
    assert report.revision == before + 2
    assert set(kinds(report).values()) == {"same"}
    old, made = p.statements.get(lie), carried(d, new, report)["“absolute lie”"]
    assert made.derived_from == (lie,)
    assert made.parent == carried(d, new, report)[p.statements.get(outer).words].id
    for field in ("label", "speaker", "speaker_basis", "reported_by", "said_to", "said"):
        assert getattr(made, field) == getattr(old, field)
    for field in ("quotation", "certainty", "claim", "note", "flagged", "origin", "annotator"):
        assert getattr(made, field) == getattr(old, field)
    assert [(s.role, s.exact) for s in made.spans] == [(s.role, s.exact) for s in old.spans]
    text = p.articles.text(new)
    assert all(text[s.start : s.end] == s.exact for s in made.spans)
    assert p.articles.get(new).edition_of == d.letter
    assert p.articles.status(new) == "in_progress"
    assert p.check()["ok"]


def test_what_is_moved_altered_or_gone_is_told_apart(d: Desk) -> None:
    p = d.project
    same = d.mark("“absolute lie” on Sunday", DENIAL)
    altered = d.mark("Moscow is making lists of Ukrainians", ALLEGATION)
    gone = d.mark("such a list does not exist", DENIAL)
    lost = d.mark("He laughed", DENIAL)
    new = later(d)
    seen = p.editions.outlook(d.letter, new)
    assert seen.revision is None
    assert p.articles.get(new).edition_of is None
    report = p.editions.carry_over(d.letter, new)
    assert kinds(report) == kinds(seen)
    by_old = {one.statement: one for one in report.carried}
    assert by_old[same].kind == "same"
    assert by_old[altered].kind == "uncertain"
    assert by_old[gone].kind in ("uncertain", "lost")
    assert by_old[lost].kind == "lost"
    assert by_old[lost].made is None
    made = carried(d, new, report)["Moscow is making lists of Ukrainians"]
    assert made.words == "Moscow is making long lists of Ukrainians"
    assert made.flagged
    # What is lost stays where it was, marked, and what was altered is told beside it.
    assert p.statements.get(lost).attributes == {LOST: str(new)}
    traces = p.editions.traces(d.letter, d.own)
    assert (traces[lost].kind, traces[lost].edition) == ("lost", new)
    of_new = p.editions.traces(new, d.own)
    assert (of_new[made.id].kind, of_new[made.id].edition) == ("altered", d.letter)
    assert of_new[made.id].words == "Moscow is making lists of Ukrainians"
    # It travels with the statement into a dataset.
    told = {s.id: s.attributes for s in bundle_of(p, choose(p, None)).statements()}
    assert told[lost] == {LOST: str(new)}


def test_how_it_was_found_is_told_again_later_while_it_stands_there(d: Desk) -> None:
    p = d.project
    same = d.mark("“absolute lie” on Sunday", DENIAL)
    altered = d.mark("Moscow is making lists of Ukrainians", ALLEGATION)
    new = later(d)
    made = carried(d, new, p.editions.carry_over(d.letter, new))
    with p.clone() as again:
        found = again.editions.outlook(d.letter, new).carried
    assert {one.kind for one in found} == {"there"}
    assert {one.statement: one.was for one in found} == {same: "same", altered: "uncertain"}
    corrected = made["Moscow is making lists of Ukrainians"].id
    (span,) = p.statements.get(corrected).content
    assert span.id is not None
    p.statements.move_edge(corrected, span.id, span.start + len("Moscow "), span.end)
    found = p.editions.outlook(d.letter, new).carried
    assert {one.statement: one.was for one in found} == {same: "same", altered: None}


def test_a_sentence_elsewhere_is_moved(d: Desk) -> None:
    moving = d.mark("Dmitry Peskov, its spokesman, said: such a list does not exist")
    first, second = LETTER.split("\r\n")
    new = later(d, f"{second}\r\n{first}")
    report = d.project.editions.carry_over(d.letter, new)
    (one,) = report.carried
    assert (one.kind, one.statement) == ("moved", moving)
    assert one.new is not None
    assert one.new.start == 0
    assert not d.project.statements.many([one.made or Id.new()])[0].flagged


def test_other_marks_are_the_same_words_but_not_the_same_quotation(d: Desk) -> None:
    lie, information = d.mark("“absolute lie”"), d.mark("“credible information”", ALLEGATION)
    text = LETTER.replace("“absolute lie”", '"absolute lie"')
    new = later(d, text.replace("“credible information”", "credible information"))
    report = d.project.editions.carry_over(d.letter, new)
    by_old = {one.statement: one for one in report.carried}
    assert by_old[lie].kind == "same"
    assert by_old[information].kind == "uncertain"
    quotations = {
        s.derived_from[0]: (s.quotation, s.flagged)
        for s in d.project.statements.of_article(new, d.own)
    }
    assert quotations == {lie: ("direct", False), information: ("indirect", True)}


def test_undo_takes_all_of_it_back_and_redo_brings_it_again(d: Desk) -> None:
    p = d.project
    lie, alleged = d.mark("“absolute lie”"), d.alleged()
    d.mark("He laughed")
    p.links.link(lie, alleged, DENIES)
    new = later(d)
    p.articles.set_status(new, "in_progress")
    before = everything(p)
    p.editions.carry_over(d.letter, new)
    after = everything(p)
    assert after != before
    outcome = p.undo()
    assert outcome.what.code == "edition.carry_over"
    assert everything(p) == before
    p.redo()
    assert everything(p) == after


def test_links_inside_come_along_and_a_saying_is_counted_once(d: Desk) -> None:
    p = d.project
    lie, alleged = d.mark("“absolute lie”"), d.alleged()
    fiction = d.mark("an absolute fiction", DENIAL, d.tasnim)
    claim = p.claims.create("Moscow makes lists")
    p.statements.set_claim([lie, alleged, fiction], claim)
    p.links.link(lie, alleged, DENIES, rationale="They deny it.", confidence="certain")
    p.links.link(fiction, alleged, CONTRADICTS)
    counts = p.claims.counts(d.own)[claim]
    new = later(d)
    report = p.editions.carry_over(d.letter, new)
    assert report.links == 1
    made = carried(d, new, report)
    (inner,) = p.links.between(made["“absolute lie”"].id, made["“credible information”"].id)
    assert (inner.type, inner.rationale, inner.confidence) == (DENIES, "They deny it.", "certain")
    assert [x.type for x in p.links.between(lie, made["“absolute lie”"].id)] == [REPEATS]
    # Neither is more alleged, denied or contradicted than it was: it is told in one more article.
    after = p.claims.counts(d.own)[claim]
    assert after.contradictions == counts.contradictions
    assert {i: t.sayings for i, t in after.labels.items()} == {
        i: t.sayings for i, t in counts.labels.items()
    }
    assert after.articles == counts.articles + 1
    found = p.links.contradictions(new, d.own)
    assert len(found[made["“credible information”"].id]) == 3


def test_what_is_there_already_is_not_doubled(d: Desk) -> None:
    p = d.project
    d.mark("“absolute lie”")
    d.mark("He laughed")
    new = later(d)
    p.editions.carry_over(d.letter, new)
    assert p.editions.carry_over(d.letter, new).revision is None
    # Marked by hand there: it is the same one, and joined with it.
    own = d.mark("Washington", ALLEGATION)
    there = p.statements.mark(new, LATER.index("Washington"), LATER.index(" says"), ALLEGATION)
    report = p.editions.carry_over(d.letter, new)
    assert report.counts == {"same": 0, "moved": 0, "uncertain": 0, "lost": 1, "there": 2}
    assert [x.type for x in p.links.between(own, there)] == [REPEATS]
    assert p.editions.carry_over(d.letter, new).revision is None


def test_a_lost_one_that_is_found_by_hand_is_lost_no_longer(d: Desk) -> None:
    p = d.project
    lost = d.mark("He laughed")
    new = later(d)
    p.editions.carry_over(d.letter, new)
    assert lost in p.editions.traces(d.letter, d.own)
    by_hand = p.statements.mark(new, 0, 9, DENIAL)
    p.links.link(lost, by_hand, REPEATS)
    assert p.editions.traces(d.letter, d.own) == {}
    assert kinds(p.editions.outlook(d.letter, new)) == {"He laughed": "there"}


def test_a_statement_may_be_lost_in_several_editions(d: Desk) -> None:
    p = d.project
    lost = d.mark("He laughed")
    first, second = later(d), later(d, "Nothing of it.", "other.txt")
    for new in (first, second):
        p.editions.carry_over(d.letter, new)
    assert p.statements.get(lost).attributes == {LOST: f"{first} {second}"}
    p.undo()
    assert p.statements.get(lost).attributes == {LOST: str(first)}
    assert p.editions.family(d.letter).later == (first,)


def test_an_edition_of_an_edition_knows_both(d: Desk) -> None:
    p = d.project
    d.mark("“absolute lie”")
    new, newest = later(d), later(d, f"{LATER} And more.", "third.txt")
    p.editions.carry_over(d.letter, new)
    p.editions.carry_over(new, newest)
    assert p.editions.family(newest).earlier == (new, d.letter)
    assert p.editions.family(d.letter).later == (new,)
    # From the first too: the one that was carried over by way of the second stands for it.
    made = p.editions.carry_over(d.letter, newest)
    assert made.counts["same"] + made.counts["there"] == 1
    assert len(p.statements.of_article(newest, d.own)) == 1


def test_what_cannot_be_an_edition_is_refused_and_nothing_written(d: Desk) -> None:
    p = d.project
    d.mark("“absolute lie”")
    new = later(d)
    with pytest.raises(BadInput, match="no edition of itself"):
        p.editions.carry_over(new, new)
    p.articles.edit(new, edition_of=d.tasnim)
    before = everything(p)
    with pytest.raises(BadInput, match="Kremlin Not Ruling"):
        p.editions.carry_over(d.letter, new)
    p.articles.edit(new, edition_of=None)
    p.articles.edit(d.letter, edition_of=new)
    with pytest.raises(Conflict):
        p.editions.outlook(d.letter, new)
    with pytest.raises(Conflict):
        p.articles.edit(new, edition_of=d.letter)
    p.undo()
    p.articles.edit(new, edition_of=d.tasnim)
    assert everything(p) == before


def test_only_layers_that_one_may_alter_are_carried_over(
    d: Desk, ben: Person, again: Callable[[Project, Person], Project]
) -> None:
    new = later(d)
    other = again(d.project, ben)
    d.mark("“absolute lie”")
    theirs = Desk(other, d.letter, d.tasnim).mark("“absolute lie”")
    for layer in (d.project.layer.id, GOLD):
        with pytest.raises(NotAllowed):
            other.editions.carry_over(d.letter, new, layer=layer)
    report = other.editions.carry_over(d.letter, new)
    assert [one.statement for one in report.carried] == [theirs]
    d.project.pull()
    assert d.project.editions.outlook(d.letter, new).counts["same"] == 1


def test_gold_is_carried_over_by_reviewers_and_decided_anew(d: Desk) -> None:
    p = d.project
    lie = d.mark("“absolute lie”")
    p.articles.set_status(d.letter, "done")
    p.review.decide(lie, [Result(lie)])
    new = later(d)
    p.editions.carry_over(d.letter, new)
    p.articles.set_status(new, "done")
    # What was decided on the earlier edition was not decided on this one.
    item = statement_item(p, new)
    assert (item.state, item.decision) == ("open", None)
    report = p.editions.carry_over(d.letter, new, layer=GOLD)
    assert report.counts["same"] == 1
    item = statement_item(p, new)
    assert (item.state, len(item.gold)) == ("decided", 1)
    assert statement_item(p, d.letter).state == "decided"


def test_an_unnamed_speaker_speaks_in_later_editions_too(d: Desk) -> None:
    p = d.project
    lie = d.mark("“absolute lie”")
    official = p.speakers.create("an official", "unnamed", article=d.letter)
    new = later(d)
    p.statements.set_speaker(lie, official)
    assert official not in [s.id for s in p.speakers.complete("official", new)]
    report = p.editions.carry_over(d.letter, new)
    made = report.carried[0].made
    assert made is not None
    p.statements.set_speaker(made, None)
    p.statements.set_speaker(made, official)
    assert official in [s.id for s in p.speakers.complete("official", new)]
    assert official not in [s.id for s in p.speakers.complete("official", d.tasnim)]


def test_articles_of_one_name_or_address_are_candidates(project: Project) -> None:
    first = NewArticle("One text.", "a.txt", "A", uri="https://example.org/a")
    old, _ = project.add_articles([first, NewArticle("Another.", "b.txt", "B")]).ids
    same_name, same_address, neither = project.add_articles(
        [
            NewArticle("One text, corrected.", "a.txt", "A"),
            NewArticle("One text, again.", "a2.txt", "A", uri="https://example.org/a"),
            NewArticle("Else.", "c.txt", "C"),
        ]
    ).ids
    e = project.editions
    assert set(e.candidates([same_name, same_address, neither])) == {
        (old, same_name),
        (old, same_address),
    }
    e.carry_over(old, same_name)
    assert e.candidates([same_name]) == []
    # The next one is offered as an edition of the last.
    (next_one,) = project.add_articles([NewArticle("One text, at last.", "a.txt", "A")]).ids
    assert e.candidates([next_one]) == [(same_name, next_one)]


def test_anothers_hidden_layer_is_neither_copied_nor_counted(scene: Scene) -> None:
    new = scene.ana.add_articles([NewArticle(LATER, "letter.txt", "Letter")]).ids[0]
    scene.pull()
    before = scene.ben.editions.outlook(scene.letter, new)
    scene.fill()
    assert scene.ben.editions.outlook(scene.letter, new) == before
    scene.cleo.editions.carry_over(scene.letter, new)
    scene.pull()
    report = scene.ben.editions.carry_over(scene.letter, new)
    assert [one.statement for one in report.carried] == [scene.own]
    assert scene.secrets(repr(report)) == []
    assert scene.ben.editions.traces(new, scene.layers) == {}
    mine = scene.ben.statements.of_article(new, scene.layers)
    assert {s.annotator for s in mine} == {scene.ben.actor.id}
    assert all("carried" not in r.what.code or r.who == "Ben" for r in scene.ben.log())
