"""Blindness, query by query: nobody sees another's work in a blind project before all are done.

`questions.QUERIES` has every question; each is asked as an annotator, and must tell nothing, and as
the lead, and then must tell something or be one of those that never do.
"""

from factcheck.project import Project
from tests.core.blind import Scene
from tests.core.questions import QUERIES, VERBS, methods, nouns

#: What tells nothing of anybody's work, even to a lead.
HARMLESS = {
    *("project.redoable", "project.undoable", "history.redoable", "history.undoable"),
    *("project.check", "project.annotators", "about.get", "about.is_blind", "people.all"),
    *("people.may_lead", "labels.labels", "labels.link_types"),
    *("editions.family", "editions.candidates", "editions.differing", "editions.outlook"),
    *("articles.called", "articles.kept_original", "articles.keeps_original"),
    *("articles.get", "articles.get_many", "articles.original", "articles.same_text"),
    *("copies.groups", "copies.of_arriving", "copies.texts", "copies.ties"),
    *("articles.status", "articles.text", "assignments.changes_since_handing_over"),
    *("assignments.next_article", "assignments.queue", "speakers.side_of", "speakers.standing"),
    *("statements.find_source", "statements.loose_ends", "datasets.layers_to_choose"),
    *("agreement.named", "assignments.handed_from", "comments.mark_read", "merging.may"),
    "people.sees_all",
}
#: What tells nobody anything of work that is not done.
LATE = {"agreement.behind", "agreement.compared", "agreement.measure", "review.acceptable"}
#: What tells by numbers alone.
COUNTING = {
    *("project.stats", "articles.rows", "assignments.all", "assignments.of_annotator"),
    *("assignments.of_article", "assignments.progress", "statements.count_of"),
    *("statements.layers_with_statements", "datasets.outlook", "claims.standing"),
    *("agreement.comparable", "comments.counts", "comments.counts_by_article"),
    *("review.any_decided", "review.counts", "review.layers"),
}
TELLING = QUERIES.keys() - HARMLESS - COUNTING - LATE


def test_every_query_is_asked(scene: Scene) -> None:
    named = {f"{noun}.{verb}" for noun, verbs in VERBS.items() for verb in verbs.split()}
    there = {f"{name}.{m}" for name, noun in nouns(scene.ana) for m in methods(noun)}
    asked = {name for name in QUERIES if not name.startswith("datasets.")}
    assert not there - asked - named, "add these to tests/core/questions.py"
    assert not (asked | named) - there, "these are there no longer"
    assert not asked & named


def told_by(scene: Scene, project: Project) -> dict[str, list[str]]:
    """What of the hidden each query tells somebody, by query; nothing is left out."""
    told = {name: scene.secrets(repr(ask(project, scene))) for name, ask in QUERIES.items()}
    return {name: secrets for name, secrets in told.items() if secrets}


def test_no_query_tells_what_is_hidden(scene: Scene) -> None:
    scene.fill()
    assert told_by(scene, scene.ben) == {}
    assert told_by(scene, scene.ana).keys() == TELLING
    assert told_by(scene, scene.rita).keys() >= TELLING


def answers(scene: Scene, project: Project) -> dict[str, str]:
    """What each query answers somebody, in full."""
    return {name: repr(ask(project, scene)) for name, ask in QUERIES.items()}


def differing(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The queries that answer otherwise than before."""
    return {name for name in before if before[name] != after[name]}


def test_others_work_alters_no_answer(scene: Scene) -> None:
    own, of_lead = answers(scene, scene.ben), answers(scene, scene.ana)
    scene.fill()
    # Of what was not there before, as many times as it is asked, that it stands for itself.
    assert differing(own, answers(scene, scene.ben)) == {"claims.standing"}
    assert differing(of_lead, answers(scene, scene.ana)) >= QUERIES.keys() - HARMLESS - LATE


def test_when_all_are_done_each_sees_all(scene: Scene) -> None:
    scene.fill()
    scene.finish()
    of_leads = {"claims.flaggable", "labels.flaggable", "merging.conflicts"}
    late = {"agreement.measure", "agreement.behind"}
    assert told_by(scene, scene.ben).keys() == TELLING - of_leads | late
