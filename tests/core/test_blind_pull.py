"""What a blind annotator hears of: nothing of what is hidden, and of everything once it shows."""

import pytest

from factcheck.builtin import ALLEGATION, DENIAL
from factcheck.ids import Id
from factcheck.records import Changed
from factcheck.sight.following import EVERYTHING
from tests.core.annotating import Desk
from tests.core.blind import SECRET, Scene


def heard(changed: Changed | None) -> dict[str, frozenset[Id] | None]:
    """What was told, by kind."""
    return {} if changed is None else dict(changed.ids)


def cleos(scene: Scene) -> Desk:
    """Cleo's desk."""
    return Desk(scene.cleo, scene.letter, scene.tasnim)


def test_nothing_is_heard_of_hidden_work(scene: Scene) -> None:
    ben = scene.ben
    scene.cleo.claims.create("It is played")
    made = cleos(scene).mark("credible information", ALLEGATION)
    scene.cleo.statements.set_note(made, "x")
    scene.cleo.speakers.add_alias(scene.kremlin, "K")
    scene.cleo.comments.add("article", scene.letter, "Why?")
    assert ben.pull() is None
    scene.cleo.statements.delete(made)
    assert ben.pull() is None
    assert ben.revision == scene.ana.pull().revisions[-1]  # type: ignore[union-attr]  # much changed


def test_ones_own_and_a_leads_work_is_heard_of(scene: Scene) -> None:
    ben, ana = scene.ben, scene.ana
    made = Desk(ben, scene.letter, scene.tasnim).mark("He laughed")
    assert made in (heard(ben.pull())["statement"] or ())
    ana.claims.reword(scene.claim, "Moscow makes lists", "wording")
    ana.labels.edit(DENIAL, definition="No.")
    cleos(scene).mark("credible information", ALLEGATION)
    changed = ben.pull()
    assert changed is not None
    assert changed.by == {ana.actor.id}
    assert heard(changed)["label"] == frozenset({DENIAL})
    assert "statement" not in changed.ids
    assert ben.claims.get(scene.claim).proposition == "Moscow makes lists"


def test_all_may_differ_once_all_are_done(scene: Scene) -> None:
    scene.fill()
    scene.ben.pull()
    scene.ben.articles.set_status(scene.letter, "done")
    assert set(heard(scene.ben.pull())) == {"assignment", "article"}
    scene.cleo.pull()
    scene.cleo.articles.set_status(scene.letter, "done")
    for project in (scene.ben, scene.cleo):
        told = heard(project.pull())
        assert set(EVERYTHING) <= told.keys()
        assert not any(told[kind] for kind in EVERYTHING)
    hidden = scene.hidden
    assert scene.ben.statements.get(hidden["two"]).claim == hidden["claim"]
    # Of the other article still nothing, nor what reaches into it.
    assert scene.ben.statements.many([hidden["far"]]) == []
    assert {x.id for x in scene.ben.links.of_article(scene.letter, scene.layers)} == {
        hidden["link"]
    }


def test_what_is_worked_on_again_is_hidden_again(scene: Scene) -> None:
    scene.fill()
    scene.finish()
    assert scene.ben.statements.many([scene.hidden["two"]])
    scene.cleo.articles.set_status(scene.letter, "in_progress")
    assert set(EVERYTHING) <= heard(scene.ben.pull()).keys()
    assert scene.ben.statements.many([scene.hidden["two"]]) == []
    assert SECRET not in repr(scene.ben.statements.of_article(scene.letter, scene.layers))


def test_what_is_deleted_of_what_one_sees_is_heard_of(scene: Scene) -> None:
    scene.fill()
    scene.finish()
    scene.cleo.statements.delete(scene.hidden["retold"])
    told = heard(scene.ben.pull())
    assert scene.hidden["retold"] in (told["statement"] or ())
    scene.cleo.links.unlink(scene.hidden["link"])
    assert scene.hidden["link"] in (heard(scene.ben.pull())["link"] or ())


def test_a_new_assignment_closes_an_article_again(scene: Scene) -> None:
    scene.fill()
    scene.finish()
    scene.ana.assignments.assign([scene.letter], scene.rita.actor.id)
    scene.ben.pull()
    assert scene.ben.statements.many([scene.hidden["two"]]) == []
    scene.ana.assignments.take_back([scene.letter], scene.rita.actor.id)
    scene.ben.pull()
    assert scene.ben.statements.many([scene.hidden["two"]])


@pytest.mark.parametrize("role", ["lead", "reviewer"])
def test_a_role_opens_eyes_and_its_loss_shuts_them(scene: Scene, role: str) -> None:
    scene.fill()
    people, ben = scene.ana.people, scene.ben
    give = people.set_lead if role == "lead" else people.set_reviewer
    for held in (True, False):
        give(ben.actor.id, held)
        assert set(EVERYTHING) <= heard(ben.pull()).keys()
        assert ben.people.sees_all() == held
        assert bool(ben.claims.complete(SECRET)) == held


def test_a_project_is_made_open_and_blind_again(scene: Scene) -> None:
    scene.fill()
    for blind in (False, True):
        scene.ana.about.set_blind(blind)
        told = heard(scene.ben.pull())
        assert set(EVERYTHING) <= told.keys()
        assert "project" in told
        assert bool(scene.ben.search.find(SECRET).total) == (not blind)


def test_a_job_sees_no_more_than_whose_it_is(scene: Scene) -> None:
    scene.fill()
    with scene.ben.clone() as job:
        assert job.search.find(SECRET).total == 0


def test_what_was_merged_or_speaks_for_another_shows_with_it(scene: Scene) -> None:
    cleo, ben = scene.cleo, scene.ben
    above = cleo.speakers.create("Palace", "organisation")
    state = cleo.speakers.create("Realm", "state")
    cleo.speakers.set_affiliation(above, state)
    other = cleo.speakers.create("Court", "organisation")
    scene.pull()
    assert {s.id for s in ben.speakers.all()} == {scene.kremlin}
    # The lead lets the Kremlin speak for it: so it shows, with all above it.
    scene.ana.speakers.set_affiliation(scene.kremlin, above)
    told = heard(ben.pull())
    assert told["speaker"] is None
    assert {s.id for s in ben.speakers.all()} == {scene.kremlin, above, state}
    assert ben.speakers.side_of(scene.kremlin) == state
    scene.ana.speakers.set_affiliation(scene.kremlin, None)
    scene.ana.speakers.merge(scene.kremlin, other)
    ben.pull()
    assert {s.id for s in ben.speakers.all()} == {scene.kremlin, other}
    assert ben.speakers.standing(scene.kremlin) == other


def test_what_is_handed_over_is_ones_own(scene: Scene) -> None:
    scene.fill()
    scene.ana.assignments.take_back([scene.letter], scene.ben.actor.id)
    scene.ana.assignments.hand_over([scene.letter], scene.cleo.actor.id, scene.ben.actor.id)
    scene.pull()
    own = scene.ben.statements.of_article(scene.letter, scene.layers)
    assert {s.annotator for s in own} == {scene.ben.actor.id}
    assert len(own) == 3
    # The words are Ben's now; whose they were before is not shown to him.
    assert not any(s.derived_from for s in own)
    scene.cleo.statements.set_note(scene.hidden["two"], "changed since")
    assert "changed since" not in repr(
        scene.ben.assignments.changes_since_handing_over(scene.letter)
    )


def test_work_sent_back_says_so_to_whose_it_is_alone(scene: Scene) -> None:
    scene.fill()
    scene.finish()
    scene.rita.review.send_back(scene.letter, scene.ben.actor.id, f"Look at the {SECRET}")
    scene.pull()
    assert [f.decision.reason for f in scene.ben.review.fates()] == [f"Look at the {SECRET}"]
    assert SECRET in repr(scene.ben.comments.of_article(scene.letter))
    assert scene.cleo.review.fates() == []
    assert "Look" not in repr(scene.cleo.comments.of_article(scene.letter))
