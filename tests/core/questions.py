"""Every question that can be asked of a project, in a way that would tell what is hidden.

Those of nouns are held against the nouns themselves by `test_blind`, so that none is forgotten.
"""

# ruff: noqa: ARG005 - every question takes the project and the scene, whether it needs both or not

from collections.abc import Callable, Iterator
from functools import cached_property

from factcheck.builtin import DENIAL
from factcheck.commenting.answers import ReadMarks
from factcheck.copies import Arriving
from factcheck.datasets.layers import choose
from factcheck.datasets.outlook import layers_to_choose, outlook
from factcheck.datasets.reading import bundle_of
from factcheck.datasets.wishes import ExportWishes
from factcheck.errors import FactcheckError
from factcheck.ids import GOLD, Id
from factcheck.project import Project
from factcheck.prose.near import sketch
from tests.core.blind import SECRET, Scene

Asked = Callable[[Project, Scene], object]


def _each(ask: Callable[[Id], object], ids: dict[str, Id]) -> list[object]:
    """What is answered for each of some ids, or the sentence of why nothing is."""
    answers: list[object] = []
    for record in ids.values():
        try:
            answers.append(ask(record))
        except FactcheckError as error:
            answers.append((error.code, str(error)))
    return answers


def _found(project: Project, words: str) -> object:
    found = project.search.find(words)
    return found.total, found.counts, found.hits


def _bundle(project: Project, layer: str) -> object:
    with project.database.reading():
        bundle = bundle_of(project, choose(project, layer))
        return (
            list(bundle.statements()),
            bundle.links,
            bundle.speakers,
            bundle.claims,
            bundle.assignments,
            bundle.lost,
        )


def _without_number(project: Project) -> object:
    return {name: value for name, value in project.stats().items() if name != "revision"}


def _arriving(text: str) -> Arriving:
    return Arriving("x", text, sketch(text))


def _of(scene: Scene, *kinds: str) -> dict[str, Id]:
    return {kind: scene.hidden.get(kind, GOLD) for kind in kinds}


_STATEMENTS = ("one", "two", "far", "retold", "gold")
_LINKS = ("link", "across", "repeated")
_COMMENTS = ("comment on statement", "comment on article", "answer of Ana")
_CLAIMS, _SPEAKERS = ("claim", "merged"), ("speaker",)

#: Every query of every noun, asked in a way that would tell. A new one must be added here, or
#: to `VERBS` if it writes.
QUERIES: dict[str, Asked] = {
    "project.annotators": lambda p, s: p.annotators(),
    "project.log": lambda p, s: p.log(),
    "project.redoable": lambda p, s: p.redoable(),
    "project.undoable": lambda p, s: p.undoable(),
    "project.stats": lambda p, s: _without_number(p),
    "project.check": lambda p, s: p.check(),
    "about.get": lambda p, s: p.about.get(),
    "about.is_blind": lambda p, s: p.about.is_blind(),
    "articles.called": lambda p, s: p.articles.called("letter.txt"),
    "articles.keeps_original": lambda p, s: p.articles.keeps_original(s.letter),
    "articles.kept_original": lambda p, s: p.articles.kept_original(s.letter),
    "articles.get": lambda p, s: p.articles.get(s.letter),
    "articles.get_many": lambda p, s: p.articles.get_many([s.letter, s.tasnim]),
    "articles.original": lambda p, s: p.articles.original(s.letter),
    "articles.rows": lambda p, s: p.articles.rows(s.layers),
    "articles.same_text": lambda p, s: p.articles.same_text(s.letter),
    "articles.status": lambda p, s: p.articles.status(s.letter),
    "articles.text": lambda p, s: p.articles.text(s.letter),
    "assignments.all": lambda p, s: p.assignments.all(),
    "assignments.changes_since_handing_over": lambda p, s: p.assignments.changes_since_handing_over(
        s.letter
    ),
    "assignments.handed_from": lambda p, s: p.assignments.handed_from(s.letter),
    "assignments.next_article": lambda p, s: p.assignments.next_article(),
    "assignments.of_annotator": lambda p, s: p.assignments.of_annotator(s.cleo.actor.id),
    "assignments.of_article": lambda p, s: p.assignments.of_article(s.letter),
    "assignments.progress": lambda p, s: p.assignments.progress(),
    "assignments.queue": lambda p, s: p.assignments.queue(),
    "claims.all": lambda p, s: p.claims.all(),
    "claims.complete": lambda p, s: [p.claims.complete(w, s.letter) for w in ("", SECRET)],
    "claims.counts": lambda p, s: p.claims.counts(s.layers),
    "claims.flaggable": lambda p, s: _each(p.claims.flaggable, _of(s, *_CLAIMS)),
    "claims.get": lambda p, s: _each(p.claims.get, _of(s, *_CLAIMS)),
    "claims.standing": lambda p, s: [p.claims.standing(x) != x for x in s.hidden.values()],
    "claims.table": lambda p, s: [
        (table.columns, table.sides)
        for claim in (s.claim, s.hidden.get("claim", GOLD))
        for table in [p.claims.table(claim, s.layers)]
    ],
    "copies.groups": lambda p, s: p.copies.groups(),
    "copies.of_arriving": lambda p, s: p.copies.of_arriving(
        {"x": _arriving(f"{p.articles.text(s.letter)} The end.")}
    ),
    "copies.texts": lambda p, s: p.copies.texts(),
    "copies.ties": lambda p, s: p.copies.ties(),
    "agreement.behind": lambda p, s: p.agreement.behind(
        d for pair in p.agreement.measure().pairs for d in pair.disagreements
    ),
    "agreement.comparable": lambda p, s: p.agreement.comparable(),
    "agreement.compared": lambda p, s: p.agreement.compared(),
    "agreement.measure": lambda p, s: p.agreement.measure(),
    "agreement.named": lambda p, s: p.agreement.named(["Ben", "Cleo"]),
    "comments.all": lambda p, s: p.comments.all(),
    "comments.counts": lambda p, s: p.comments.counts([s.letter, s.tasnim]),
    "comments.counts_by_article": lambda p, s: p.comments.counts_by_article(),
    "comments.counts_by_record": lambda p, s: p.comments.counts_by_record(),
    "comments.get": lambda p, s: _each(p.comments.get, _of(s, *_COMMENTS)),
    "comments.mark_read": lambda p, s: p.comments.mark_read(ReadMarks(), [s.letter]).read,
    "comments.of": lambda p, s: [
        *p.comments.of("article", s.letter),
        *p.comments.of("statement", s.hidden.get("one", GOLD)),
    ],
    "comments.of_article": lambda p, s: p.comments.of_article(s.letter),
    "comments.open_threads": lambda p, s: p.comments.open_threads(),
    "comments.unread": lambda p, s: p.comments.unread(ReadMarks()),
    "editions.candidates": lambda p, s: p.editions.candidates([s.letter, s.tasnim]),
    "editions.differing": lambda p, s: p.editions.differing(s.letter, s.tasnim),
    "editions.family": lambda p, s: p.editions.family(s.letter),
    "editions.outlook": lambda p, s: p.editions.outlook(s.letter, s.tasnim),
    "editions.traces": lambda p, s: p.editions.traces(s.letter, s.layers),
    "history.log": lambda p, s: p.history.log(),
    "history.redoable": lambda p, s: p.history.redoable(),
    "history.undoable": lambda p, s: p.history.undoable(),
    "labels.flaggable": lambda p, s: p.labels.flaggable(DENIAL),
    "labels.labels": lambda p, s: p.labels.labels(),
    "labels.link_types": lambda p, s: p.labels.link_types(),
    "links.between": lambda p, s: p.links.between(
        s.hidden.get("one", GOLD), s.hidden.get("two", GOLD)
    ),
    "links.contradictions": lambda p, s: p.links.contradictions(s.letter, s.layers),
    "links.get": lambda p, s: _each(p.links.get, _of(s, *_LINKS)),
    "links.of_article": lambda p, s: p.links.of_article(s.letter, s.layers),
    "links.of_statements": lambda p, s: p.links.of_statements(_of(s, *_STATEMENTS).values()),
    "links.sayings": lambda p, s: p.links.sayings(s.layers),
    "merging.conflicts": lambda p, s: p.merging.conflicts(),
    "merging.may": lambda p, s: p.merging.may(),
    "people.all": lambda p, s: p.people.all(),
    "people.sees_all": lambda p, s: p.people.sees_all(),
    "people.may_lead": lambda p, s: p.people.may_lead(),
    "review.acceptable": lambda p, s: p.review.acceptable("all"),
    "review.any_decided": lambda p, s: p.review.any_decided(),
    "review.counts": lambda p, s: p.review.counts(unfinished=True),
    "review.decisions": lambda p, s: _each(p.review.decisions, _of(s, "two", "gold")),
    "review.fates": lambda p, s: p.review.fates(annotator=s.cleo.actor.id),
    "review.item": lambda p, s: _each(
        lambda record: p.review.item(record, unfinished=True), _of(s, *_STATEMENTS, *_LINKS)
    ),
    "review.items": lambda p, s: p.review.items(unfinished=True),
    "review.layers": lambda p, s: p.review.layers(),
    "review.next_item": lambda p, s: p.review.next_item(unfinished=True),
    "review.of_article": lambda p, s: p.review.of_article(s.letter, unfinished=True),
    "search.find": lambda p, s: [
        _found(p, words) for words in (SECRET, f"{SECRET} house", "absolute", "kremlin")
    ],
    "speakers.all": lambda p, s: p.speakers.all(),
    "speakers.complete": lambda p, s: [p.speakers.complete(w, s.letter) for w in ("", SECRET)],
    "speakers.get": lambda p, s: [
        p.speakers.get(s.kremlin),
        *_each(p.speakers.get, _of(s, *_SPEAKERS)),
    ],
    "speakers.match": lambda p, s: [
        p.speakers.match(words, s.letter) for words in (f"the {SECRET}", f"{SECRET} house")
    ],
    "speakers.side_of": lambda p, s: p.speakers.side_of(s.kremlin),
    "speakers.standing": lambda p, s: p.speakers.standing(s.kremlin),
    "statements.as_stored": lambda p, s: p.statements.as_stored(_of(s, *_STATEMENTS).values()),
    "statements.count_of": lambda p, s: p.statements.count_of(s.letter, s.layers),
    "statements.find_source": lambda p, s: _each(
        lambda record: p.statements.find_source(record, s.kremlin), _of(s, *_STATEMENTS)
    ),
    "statements.get": lambda p, s: _each(p.statements.get, _of(s, *_STATEMENTS)),
    "statements.layers_with_statements": lambda p, s: p.statements.layers_with_statements(),
    "statements.loose_ends": lambda p, s: p.statements.loose_ends(s.letter),
    "statements.many": lambda p, s: p.statements.many(_of(s, *_STATEMENTS).values()),
    "statements.of_article": lambda p, s: p.statements.of_article(s.letter, s.layers),
    "statements.of_claim": lambda p, s: p.statements.of_claim(s.claim, s.layers),
    "statements.of_label": lambda p, s: p.statements.of_label(DENIAL, s.layers),
    "statements.of_speaker": lambda p, s: p.statements.of_speaker(s.kremlin, s.layers),
    "statements.of_stretch": lambda p, s: p.statements.of_stretch(s.letter, s.layers, 0, 200),
    "datasets.bundle_of": lambda p, s: [_bundle(p, layer) for layer in ("all", "Cleo", "gold")],
    "datasets.outlook": lambda p, s: [
        outlook(p, ExportWishes("jsonl", layer=layer)) for layer in ("all", "Cleo", "gold")
    ],
    "datasets.layers_to_choose": lambda p, s: layers_to_choose(p),
}

#: What writes, or opens and closes; that it refuses hidden records is in `test_blind_verbs`.
VERBS = {
    "project": "add_articles backup clone close create open pull redo rest undo",
    "about": "change set_blind",
    "articles": "edit mark_furniture set_status unmark_furniture",
    "assignments": "assign hand_over join plan spread take_back",
    "agreement": "",
    "claims": "create merge reword set_note set_verdict split unmerge",
    "comments": "add answer delete edit reopen resolve",
    "editions": "carry_over",
    "history": "redo undo",
    "labels": "add add_link_type delete delete_link_type edit edit_link_type",
    "links": "annotate flip link mark_and_link retype unlink",
    "merging": "choose_other compare keep merge",
    "people": "rename set_lead set_reviewer",
    "review": "accept accept_all_of confirm decide decide_link merge_claims send_back "
    "take_decision_over",
    "search": "",
    "speakers": "add_alias create merge remove_alias rename set_affiliation set_external_id "
    "set_kind set_position settle unmerge",
    "statements": "add_span attribute_like delete mark move_edge relabel remove_span "
    "said_from_words set_certainty set_claim set_flag set_new_claim set_new_speaker set_note "
    "set_parent set_quotation set_reported_by set_said set_said_to set_speaker take_over",
}


def nouns(project: Project) -> Iterator[tuple[str, object]]:
    """The project and its nouns, by name."""
    yield "project", project
    late = (property, cached_property)
    properties = [n for n, of in vars(type(project)).items() if isinstance(of, late)]
    for name in dict.fromkeys((*vars(project), *properties)):
        value = getattr(project, name)
        is_noun = type(value).__module__.startswith("factcheck.") and not name.startswith("_")
        if is_noun and name not in ("access", "actor", "database", "id", "layer"):
            yield name, value


def methods(noun: object) -> set[str]:
    """The names of a noun's public methods."""
    of = type(noun)
    return {n for n in dir(of) if not n.startswith("_") and callable(getattr(of, n))}
