"""What is hidden in a blind project is not there for verbs either, nor told of by sentences."""

# ruff: noqa: ARG005 - every verb takes the project, the scene and the record

from collections.abc import Callable

import pytest

from factcheck.builtin import ALLEGATION, DENIAL, DENIES
from factcheck.errors import FactcheckError, NotFound
from factcheck.ids import Id
from factcheck.project import Project
from tests.core.annotating import Desk
from tests.core.blind import SECRET, Scene

Verb = Callable[[Project, Scene, Id], object]

STATEMENT: dict[str, Verb] = {
    "relabel": lambda p, s, i: p.statements.relabel(i, ALLEGATION),
    "delete": lambda p, s, i: p.statements.delete(i),
    "set_note": lambda p, s, i: p.statements.set_note(i, "x"),
    "set_claim": lambda p, s, i: p.statements.set_claim([s.own, i], s.claim),
    "set_speaker": lambda p, s, i: p.statements.set_speaker(i, s.kremlin),
    "attribute_like": lambda p, s, i: p.statements.attribute_like(s.own, i),
    "set_parent": lambda p, s, i: p.statements.set_parent(s.own, i),
    "add_span": lambda p, s, i: p.statements.add_span(i, "cue", 0, 5),
    "take_over": lambda p, s, i: p.statements.take_over([i]),
    "link to": lambda p, s, i: p.links.link(s.own, i, DENIES),
    "link from": lambda p, s, i: p.links.link(i, s.own, DENIES),
    "mark_and_link": lambda p, s, i: p.links.mark_and_link(s.letter, 0, 10, DENIAL, i, DENIES),
    "split": lambda p, s, i: p.claims.split(s.claim, [i], "y"),
    "comment": lambda p, s, i: p.comments.add("statement", i, "z"),
    "take_decision_over": lambda p, s, i: p.review.take_decision_over(i),
}
LINK: dict[str, Verb] = {
    "flip": lambda p, s, i: p.links.flip(i),
    "retype": lambda p, s, i: p.links.retype(i, DENIES),
    "annotate": lambda p, s, i: p.links.annotate(i, rationale="x"),
    "unlink": lambda p, s, i: p.links.unlink(i),
    "comment": lambda p, s, i: p.comments.add("link", i, "z"),
}
CLAIM: dict[str, Verb] = {
    "reword": lambda p, s, i: p.claims.reword(i, "x", "wording"),
    "set_note": lambda p, s, i: p.claims.set_note(i, "x"),
    "set_verdict": lambda p, s, i: p.claims.set_verdict(i, "true"),
    "merge": lambda p, s, i: p.claims.merge(i, s.claim),
    "merge into": lambda p, s, i: p.claims.merge(p.claims.create("mine"), i),
    "unmerge": lambda p, s, i: p.claims.unmerge(i),
    "set_claim": lambda p, s, i: p.statements.set_claim(s.own, i),
    "mark": lambda p, s, i: p.statements.mark(s.letter, 0, 9, DENIAL, claim=i),
    "comment": lambda p, s, i: p.comments.add("claim", i, "z"),
}
SPEAKER: dict[str, Verb] = {
    "rename": lambda p, s, i: p.speakers.rename(i, "x"),
    "add_alias": lambda p, s, i: p.speakers.add_alias(i, "x"),
    "set_affiliation": lambda p, s, i: p.speakers.set_affiliation(i, s.kremlin),
    "affiliate to": lambda p, s, i: p.speakers.set_affiliation(p.speakers.create("a"), i),
    "create": lambda p, s, i: p.speakers.create("b", affiliation=i),
    "merge": lambda p, s, i: p.speakers.merge(i, s.kremlin),
    "merge into": lambda p, s, i: p.speakers.merge(p.speakers.create("c"), i),
    "set_speaker": lambda p, s, i: p.statements.set_speaker(s.own, i),
    "set_said_to": lambda p, s, i: p.statements.set_said_to(s.own, i),
    "set_reported_by": lambda p, s, i: p.statements.set_reported_by(s.own, [i]),
    "mark": lambda p, s, i: p.statements.mark(s.letter, 0, 8, DENIAL, speaker=i),
    "mark said to": lambda p, s, i: p.statements.mark(s.letter, 0, 7, DENIAL, said_to=i),
    "mark reported": lambda p, s, i: p.statements.mark(s.letter, 0, 6, DENIAL, reported_by=[i]),
    "comment": lambda p, s, i: p.comments.add("speaker", i, "z"),
}
COMMENT: dict[str, Verb] = {
    "answer": lambda p, s, i: p.comments.answer(i, "x"),
    "edit": lambda p, s, i: p.comments.edit(i, "x"),
    "resolve": lambda p, s, i: p.comments.resolve(i),
    "delete": lambda p, s, i: p.comments.delete(i),
}
VERBS = {
    **{f"{verb} of a statement": ("two", call) for verb, call in STATEMENT.items()},
    **{f"{verb} of gold": ("gold", call) for verb, call in STATEMENT.items()},
    **{f"{verb} of a link": ("link", call) for verb, call in LINK.items()},
    **{f"{verb} of a claim": ("claim", call) for verb, call in CLAIM.items()},
    **{f"{verb} of a speaker": ("speaker", call) for verb, call in SPEAKER.items()},
    **{f"{verb} of a comment": ("comment on article", call) for verb, call in COMMENT.items()},
}


def test_a_hidden_record_is_as_one_that_never_was(scene: Scene) -> None:
    scene.fill()
    for name, (kind, call) in VERBS.items():
        with pytest.raises(NotFound) as hidden:
            call(scene.ben, scene, scene.hidden[kind])
        with pytest.raises(FactcheckError) as missing:
            call(scene.ben, scene, Id.new())
        assert not scene.secrets(str(hidden.value)), name
        if missing.type is NotFound:
            assert str(hidden.value) == str(missing.value), name


def test_others_names_are_taken_for_nobodys(scene: Scene) -> None:
    scene.fill()
    ben = scene.ben
    # Neither fills in Cleo's speaker, nor is kept from saying the same by it.
    start = ben.articles.text(scene.letter).index("Washington")
    made = ben.statements.mark(
        scene.letter, 0, 4, DENIAL, more_spans=[("source", start, start + 10)]
    )
    assert ben.statements.get(made).speaker is None
    ben.speakers.add_alias(scene.kremlin, f"{SECRET} house")
    assert ben.speakers.get(scene.kremlin).aliases == (f"{SECRET} house",)
    twin = Desk(ben, scene.letter, scene.tasnim).mark("absolute lie", DENIAL)
    assert ben.statements.get(twin).annotator == ben.actor.id


def test_a_hidden_revision_cannot_be_taken_back_nor_named(scene: Scene) -> None:
    scene.fill()
    number = next(r.number for r in scene.ana.log() if r.who == "Cleo")
    with pytest.raises(NotFound) as error:
        scene.ben.undo(number)
    assert "Cleo" not in str(error.value)
