"""Every verb is one revision that undo takes back to the last field, and redo does again."""

from collections.abc import Callable

import pytest

from factcheck.builtin import (
    ALLEGATION,
    CONFIRMS,
    CONTRADICTS,
    DENIAL,
    DENIES,
    REPEATS,
)
from factcheck.history import said
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Date
from tests.core.annotating import Desk, desk, everything

Gesture = Callable[["Things"], object]


class Things:
    """What there is before the gesture: two linked statements with all that may hang on them."""

    def __init__(self, d: Desk) -> None:
        self.d, self.p = d, d.project
        p = self.p
        self.russia = p.speakers.create("Russia", "state", aliases=["Moscow"])
        self.kremlin = p.speakers.create("Kremlin", "organisation", affiliation=self.russia)
        self.peskov = p.speakers.create("Dmitry Peskov", affiliation=self.kremlin)
        self.claim = p.claims.create("Russia is making lists")
        self.other = p.claims.create("The list exists")
        self.label = p.labels.add("question", definition="Asks.")
        self.type = p.labels.add_link_type("answers", directed=True)
        self.allegation = d.alleged()
        self.denial = p.statements.mark(
            d.letter,
            *d.at("“absolute lie”"),
            DENIAL,
            more_spans=[("source", *d.at("The Kremlin")), ("cue", *d.at("called"))],
            claim=self.claim,
        )
        self.spans = {s.role: s.id for s in p.statements.get(self.denial).spans}
        p.statements.set_reported_by(self.denial, [self.russia])
        self.inner = d.mark("lie", ALLEGATION)
        p.statements.set_parent(self.inner, self.denial)
        self.link = p.links.link(self.denial, self.allegation, DENIES, rationale="It answers.")
        self.unnamed = p.speakers.create("an US official", "unnamed", article=d.tasnim)
        p.articles.mark_furniture(d.tasnim, 0, 15)
        p.articles.set_status(d.letter, "done")
        p.articles.set_status(d.tasnim, "in_progress")


GESTURES: dict[str, Gesture] = {
    "mark": lambda t: t.d.mark("such a list does not exist"),
    "relabel": lambda t: t.p.statements.relabel(t.denial, t.label),
    "move edge": lambda t: t.p.statements.move_edge(
        t.denial, _an_id(t.spans["content"]), *t.d.at("an “absolute lie”")
    ),
    "more content": lambda t: t.p.statements.add_span(
        t.denial, "content", *t.d.at("on Sunday night")
    ),
    "source and speaker": lambda t: t.p.statements.add_span(
        t.allegation, "source", *t.d.at("Moscow")
    ),
    "no cue": lambda t: t.p.statements.remove_span(t.denial, _an_id(t.spans["cue"])),
    "speaker": lambda t: t.p.statements.set_speaker(t.inner, t.kremlin),
    "no speaker": lambda t: t.p.statements.set_speaker(t.denial, None, "none"),
    "reporters": lambda t: t.p.statements.set_reported_by(t.denial, [t.peskov, t.russia]),
    "said to": lambda t: t.p.statements.set_said_to(t.denial, t.russia),
    "said": lambda t: t.p.statements.set_said(t.denial, Date("2022-02-20~", "Sunday")),
    "said by words": lambda t: t.p.statements.said_from_words(t.denial, "Sunday night"),
    "certainty": lambda t: t.p.statements.set_certainty(t.denial, "probable"),
    "quotation": lambda t: t.p.statements.set_quotation(t.denial, "indirect"),
    "no parent": lambda t: t.p.statements.set_parent(t.inner, None),
    "claims": lambda t: t.p.statements.set_claim([t.denial, t.allegation], t.other),
    "note": lambda t: t.p.statements.set_note(t.denial, "Look\nagain"),
    "flag": lambda t: t.p.statements.set_flag(t.denial, True),
    "delete": lambda t: t.p.statements.delete(t.denial),
    "link": lambda t: t.p.links.link(t.allegation, t.inner, REPEATS),
    "retype": lambda t: t.p.links.retype(t.link, CONTRADICTS),
    "flip": lambda t: t.p.links.flip(t.link),
    "annotate": lambda t: t.p.links.annotate(t.link, kind="negation", confidence="certain"),
    "unlink": lambda t: t.p.links.unlink(t.link),
    "mark and link": lambda t: t.p.links.mark_and_link(
        t.d.tasnim, *t.d.at("this is a fake", t.d.tasnim), DENIAL, t.allegation, DENIES
    ),
    "rename speaker": lambda t: t.p.speakers.rename(t.kremlin, "The Kremlin"),
    "kind": lambda t: t.p.speakers.set_kind(t.unnamed, "person"),
    "position": lambda t: t.p.speakers.set_position(t.peskov, "spokesman"),
    "affiliation": lambda t: t.p.speakers.set_affiliation(t.peskov, t.russia),
    "external id": lambda t: t.p.speakers.set_external_id(t.peskov, "Q1"),
    "alias": lambda t: t.p.speakers.add_alias(t.peskov, "Peskov"),
    "no alias": lambda t: t.p.speakers.remove_alias(t.russia, "Moscow"),
    "settle": lambda t: t.p.speakers.settle(t.unnamed),
    "merge speakers": lambda t: t.p.speakers.merge(t.kremlin, t.russia),
    "reword": lambda t: t.p.claims.reword(t.claim, "There are lists", "meaning"),
    "claim note": lambda t: t.p.claims.set_note(t.claim, "See the letter"),
    "verdict": lambda t: t.p.claims.set_verdict(t.claim, "open", evidence="None"),
    "merge claims": lambda t: t.p.claims.merge(t.claim, t.other),
    "split": lambda t: t.p.claims.split(t.claim, [t.denial], "It was a lie"),
    "define": lambda t: t.p.labels.edit(
        DENIAL, definition="No.", flag_statements=t.p.labels.flaggable(DENIAL)
    ),
    "define type": lambda t: t.p.labels.edit_link_type(CONFIRMS, passive="seen as true"),
    "delete label": lambda t: t.p.labels.delete(t.label),
    "delete type": lambda t: t.p.labels.delete_link_type(t.type),
    "article": lambda t: t.p.articles.edit(
        t.d.letter, title="A letter", published=Date("2022"), publisher=None
    ),
    "status": lambda t: t.p.articles.set_status(t.d.letter, "to_do"),
    "furniture": lambda t: t.p.articles.mark_furniture(t.d.tasnim, 10, 20),
    "prose": lambda t: t.p.articles.unmark_furniture(t.d.tasnim, 5, 8),
}


@pytest.fixture
def things(project: Project) -> Things:
    """A desk where something is done already."""
    return Things(desk(project))


def test_a_verb_is_one_revision_that_undo_and_redo_carry_whole(things: Things) -> None:
    project = things.p
    before = everything(project)
    for name, gesture in GESTURES.items():
        number = project.log(1)[0].number
        gesture(things)
        after, revision = everything(project), project.log(1)[0]
        assert after != before, name
        assert revision.number == number + 1, name
        assert "{" not in said(revision.what), name
        project.undo()
        assert everything(project) == before, name
        project.redo()
        assert everything(project) == after, name
        project.undo()


def test_the_same_again_is_no_revision(things: Things) -> None:
    t, p = things, things.p
    number = p.log(1)[0].number
    p.statements.relabel(t.denial, DENIAL)
    p.statements.set_claim(t.denial, t.claim)
    p.statements.set_reported_by(t.denial, [t.russia])
    p.statements.set_note(t.denial, " ")
    p.links.annotate(t.link, rationale="It answers.")
    p.speakers.add_alias(t.russia, "Moscow")
    p.articles.set_status(t.d.letter, "done")
    p.articles.mark_furniture(t.d.tasnim, 2, 5)
    p.labels.edit(t.label, definition="Asks.")
    assert p.log(1)[0].number == number


def test_many_verbs_are_undone_one_by_one(things: Things) -> None:
    states = []
    for name in ("mark", "source and speaker", "merge speakers", "flip", "delete", "define"):
        states.append(everything(things.p))
        GESTURES[name](things)
    while states:
        things.p.undo()
        assert everything(things.p) == states.pop()


def _an_id(value: Id | None) -> Id:
    assert value is not None
    return value
