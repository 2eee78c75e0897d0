"""Every verb of every noun, as somebody would use it, and whose role permits it.

`others` prepares what is not the doer's own. What a verb does is tested elsewhere; here only
whether the role lets it pass.
"""

from collections.abc import Callable

import pytest

from factcheck.builtin import ALLEGATION, CONTRADICTS, DENIAL, DENIES
from factcheck.errors import NotFound
from factcheck.ids import Id
from factcheck.project import Project
from factcheck.records import Date, NewArticle
from factcheck.review.results import LinkResult, Result
from tests.core.doing import Doing

Call = Callable[[Doing], object]


def _article_of(d: Doing) -> Id:
    """An article with a statement of one's own."""
    return d.project.statements.get(d.own()).article


def _split(d: Doing) -> None:
    own, claim = d.own(), d.claim()
    d.project.statements.set_claim(own, claim)
    d.project.claims.split(claim, [own], d.name())


def _remove_alias(d: Doing, by: Project) -> None:
    speaker, alias = d.speaker(), d.name()
    by.speakers.add_alias(speaker, alias)
    d.pull()
    d.project.speakers.remove_alias(speaker, alias)


def _remove_span(d: Doing) -> None:
    own = d.own()
    d.project.statements.remove_span(own, d.project.statements.add_span(own, "cue", 12, 17))


def _others_comment(d: Doing) -> Id:
    """A comment of the other's on an article that they are done with."""
    made = d.other.comments.add("article", d.work(), "Why?")
    d.pull()
    return made


def _gold(d: Doing) -> Id:
    """A statement of gold that all see."""
    marked = d.marked()
    d.lead.review.decide(marked, [Result(marked, edited={"label": ALLEGATION})])
    d.pull()
    article = d.lead.statements.get(marked).article
    item = d.lead.review.of_article(article)[0]
    return item.gold[0].id


def _undo_of_the_lead(d: Doing) -> None:
    d.speaker()
    d.p.history.undo(d.lead.revision)


def _of_nothing(verb: Callable[[Id], None]) -> None:
    """Call a verb with what is not there: it is looked for only where the role permits."""
    with pytest.raises(NotFound):
        verb(Id.new())


def _turn_blind(d: Doing) -> None:
    blind = d.p.about.is_blind()
    d.p.about.set_blind(not blind)
    d.p.about.set_blind(blind)


def _give(verb: str) -> Call:
    """Give and take a role."""

    def call(d: Doing) -> None:
        give = getattr(d.p.people, verb)
        give(d.annotator(), True)
        give(d.annotator(), False)

    return call


def _decide(d: Doing) -> None:
    marked = d.marked()
    d.p.review.decide(marked, [Result(marked)])


def _decide_link(d: Doing) -> None:
    linked = d.linked()
    d.p.review.decide_link(linked, [LinkResult(linked)])


def _move_edge(d: Doing) -> None:
    own = d.own()
    d.p.statements.move_edge(own, d.span(own), 0, 17)


ALL, LEADS, REVIEWERS, DEFINING = "LRA", "L", "R", "LR"

#: By verb: whose role permits it (lead, reviewer, annotator), and how it is called. What differs
#: in a blind project follows in `BLIND`.
CALLS: dict[str, tuple[str, Call]] = {
    "project.add_articles": (
        ALL,
        lambda d: d.p.add_articles([NewArticle("It", d.name(), "T")]),
    ),
    "project.undo": (ALL, lambda d: (d.own(), d.p.undo())),
    "project.redo": (ALL, lambda d: (d.own(), d.p.undo(), d.p.redo())),
    "about.change": (LEADS, lambda d: d.p.about.change({"title": d.name()})),
    "about.change guide": (DEFINING, lambda d: d.p.about.change({"guide": d.name()})),
    "about.set_blind": (
        LEADS,
        lambda d: [d.p.about.set_blind(x) for b in [d.p.about.is_blind()] for x in (not b, b)],
    ),
    "articles.edit": (ALL, lambda d: d.p.articles.edit(d.article(), title=d.name())),
    "articles.mark_furniture": (
        ALL,
        lambda d: d.p.articles.mark_furniture(d.article(), 0, 3),
    ),
    "articles.unmark_furniture": (
        ALL,
        lambda d: d.p.articles.unmark_furniture(d.article(), 0, 3),
    ),
    "articles.set_status": (ALL, lambda d: d.p.articles.set_status(d.article(), "done")),
    "assignments.assign": (
        LEADS,
        lambda d: d.p.assignments.assign([d.article()], d.annotator()),
    ),
    "assignments.assign oneself": (
        ALL,
        lambda d: d.p.assignments.assign([d.article()], d.p.actor.id),
    ),
    "assignments.hand_over": (
        LEADS,
        lambda d: d.p.assignments.hand_over([d.work()], d.annotator(), d.lead.actor.id),
    ),
    "assignments.join": (ALL, lambda d: d.p.assignments.join()),
    "assignments.spread": (
        LEADS,
        lambda d: d.p.assignments.spread([d.article()], [d.annotator()]),
    ),
    "assignments.take_back": (
        LEADS,
        lambda d: d.p.assignments.take_back([d.article()], d.annotator()),
    ),
    "claims.create": (ALL, lambda d: d.p.claims.create(d.name())),
    "claims.merge": (ALL, lambda d: d.p.claims.merge(d.claim(), d.claim())),
    "claims.reword": (ALL, lambda d: d.p.claims.reword(d.claim(), d.name(), "wording")),
    "claims.set_note": (ALL, lambda d: d.p.claims.set_note(d.claim(), d.name())),
    "claims.set_verdict": (ALL, lambda d: d.p.claims.set_verdict(d.claim(), "true")),
    "claims.split": (ALL, _split),
    "claims.unmerge": (ALL, lambda d: d.p.claims.unmerge(d.claim())),
    "comments.add": (ALL, lambda d: d.p.comments.add("article", d.article(), "Why?")),
    "comments.answer": (ALL, lambda d: d.p.comments.answer(d.thread(), "So")),
    "comments.delete": (ALL, lambda d: d.p.comments.delete(d.comment())),
    "comments.delete another's": ("", lambda d: d.p.comments.delete(_others_comment(d))),
    "comments.edit": (ALL, lambda d: d.p.comments.edit(d.comment(), "How?")),
    "comments.edit another's": ("", lambda d: d.p.comments.edit(_others_comment(d), "How?")),
    "comments.reopen": (ALL, lambda d: d.p.comments.reopen(d.thread())),
    "comments.resolve": (ALL, lambda d: d.p.comments.resolve(d.thread())),
    "editions.carry_over": (ALL, lambda d: d.p.editions.carry_over(_article_of(d), d.article())),
    "editions.carry_over another's": (
        "",
        lambda d: d.p.editions.carry_over(d.work(), d.article(), layer=d.annotator()),
    ),
    "history.undo": (ALL, lambda d: (d.own(), d.p.history.undo())),
    "history.undo another's": (REVIEWERS, _undo_of_the_lead),
    "history.redo": (ALL, lambda d: (d.own(), d.p.undo(), d.p.history.redo())),
    "labels.add": (DEFINING, lambda d: d.p.labels.add(d.name())),
    "labels.add_link_type": (
        DEFINING,
        lambda d: d.p.labels.add_link_type(d.name(), directed=True),
    ),
    "labels.delete": (DEFINING, lambda d: d.p.labels.delete(d.label())),
    "labels.delete_link_type": (
        DEFINING,
        lambda d: d.p.labels.delete_link_type(d.link_type()),
    ),
    "labels.edit": (DEFINING, lambda d: d.p.labels.edit(d.label(), definition=d.name())),
    "labels.edit_link_type": (
        DEFINING,
        lambda d: d.p.labels.edit_link_type(d.link_type(), definition=d.name()),
    ),
    "links.annotate": (ALL, lambda d: d.p.links.annotate(d.link(), rationale="So")),
    "links.annotate another's": (
        "",
        lambda d: d.p.links.annotate(d.linked(), rationale="So"),
    ),
    "links.flip": (ALL, lambda d: d.p.links.flip(d.link())),
    "links.link": (ALL, lambda d: d.p.links.link(*d.two(), DENIES)),
    "links.mark_and_link": (
        ALL,
        lambda d: d.p.links.mark_and_link(d.article(), 0, 11, DENIAL, d.own(), DENIES),
    ),
    "links.retype": (ALL, lambda d: d.p.links.retype(d.link(), CONTRADICTS)),
    "links.unlink": (ALL, lambda d: d.p.links.unlink(d.link())),
    "links.unlink another's": ("", lambda d: d.p.links.unlink(d.linked())),
    "merging.choose_other": (ALL, lambda d: _of_nothing(d.p.merging.choose_other)),
    "merging.compare": (ALL, lambda d: d.p.merging.compare(d.copy())),
    "merging.keep": (ALL, lambda d: _of_nothing(d.p.merging.keep)),
    "merging.merge": (ALL, lambda d: d.p.merging.merge(d.copy())),
    "people.rename": (ALL, lambda d: d.p.people.rename(d.name())),
    "people.set_lead": (LEADS, _give("set_lead")),
    "people.set_reviewer": (LEADS, _give("set_reviewer")),
    "review.accept": (REVIEWERS, lambda d: d.p.review.accept([d.marked()])),
    "review.accept_all_of": (
        REVIEWERS,
        lambda d: d.p.review.accept_all_of(d.work(), d.annotator()),
    ),
    "review.confirm": (REVIEWERS, lambda d: d.p.review.confirm(d.decided())),
    "review.decide": (REVIEWERS, _decide),
    "review.decide_link": (REVIEWERS, _decide_link),
    "review.merge_claims": (
        REVIEWERS,
        lambda d: d.p.review.merge_claims(d.claim(), d.claim()),
    ),
    "review.send_back": (
        REVIEWERS,
        lambda d: d.p.review.send_back(d.work(), d.annotator(), "Again"),
    ),
    "review.take_decision_over": (ALL, lambda d: d.p.review.take_decision_over(d.decided())),
    "speakers.add_alias": (ALL, lambda d: d.p.speakers.add_alias(d.speaker(), d.name())),
    "speakers.create": (ALL, lambda d: d.p.speakers.create(d.name())),
    "speakers.merge": (ALL, lambda d: d.p.speakers.merge(d.speaker(), d.speaker())),
    "speakers.remove_alias": (ALL, lambda d: _remove_alias(d, d.lead)),
    "speakers.remove_alias of one's own": (ALL, lambda d: _remove_alias(d, d.project)),
    "speakers.rename": (ALL, lambda d: d.p.speakers.rename(d.speaker(), d.name())),
    "speakers.set_affiliation": (
        ALL,
        lambda d: d.p.speakers.set_affiliation(d.speaker(), d.speaker()),
    ),
    "speakers.set_external_id": (
        ALL,
        lambda d: d.p.speakers.set_external_id(d.speaker(), "Q1"),
    ),
    "speakers.set_kind": (ALL, lambda d: d.p.speakers.set_kind(d.speaker(), "group")),
    "speakers.set_position": (ALL, lambda d: d.p.speakers.set_position(d.speaker(), "clerk")),
    "speakers.settle": (ALL, lambda d: d.p.speakers.settle(d.speaker())),
    "speakers.unmerge": (ALL, lambda d: d.p.speakers.unmerge(d.speaker())),
    "statements.add_span": (ALL, lambda d: d.p.statements.add_span(d.own(), "cue", 12, 17)),
    "statements.attribute_like": (ALL, lambda d: d.p.statements.attribute_like(*d.two())),
    "statements.delete": (ALL, lambda d: d.p.statements.delete(d.own())),
    "statements.delete another's": ("", lambda d: d.p.statements.delete(d.marked())),
    "statements.mark": (ALL, lambda d: d.own()),
    "statements.move_edge": (ALL, _move_edge),
    "statements.relabel": (ALL, lambda d: d.p.statements.relabel(d.own(), ALLEGATION)),
    "statements.relabel another's": (
        "",
        lambda d: d.p.statements.relabel(d.marked(), ALLEGATION),
    ),
    "statements.relabel gold": (
        REVIEWERS,
        lambda d: d.p.statements.relabel(_gold(d), DENIAL),
    ),
    "statements.remove_span": (ALL, _remove_span),
    "statements.said_from_words": (
        ALL,
        lambda d: d.p.statements.said_from_words(d.own(), "Monday"),
    ),
    "statements.set_certainty": (
        ALL,
        lambda d: d.p.statements.set_certainty(d.own(), "certain"),
    ),
    "statements.set_claim": (ALL, lambda d: d.p.statements.set_claim(d.own(), d.claim())),
    "statements.set_flag": (ALL, lambda d: d.p.statements.set_flag(d.own(), True)),
    "statements.set_new_claim": (
        ALL,
        lambda d: d.p.statements.set_new_claim(d.own(), d.name()),
    ),
    "statements.set_new_speaker": (
        ALL,
        lambda d: d.p.statements.set_new_speaker(d.own(), d.name()),
    ),
    "statements.set_note": (ALL, lambda d: d.p.statements.set_note(d.own(), d.name())),
    "statements.set_parent": (ALL, lambda d: d.p.statements.set_parent(*d.two())),
    "statements.set_quotation": (
        ALL,
        lambda d: d.p.statements.set_quotation(d.own(), "mixed"),
    ),
    "statements.set_reported_by": (
        ALL,
        lambda d: d.p.statements.set_reported_by(d.own(), [d.speaker()]),
    ),
    "statements.set_said": (ALL, lambda d: d.p.statements.set_said(d.own(), Date("2022-02"))),
    "statements.set_said_to": (
        ALL,
        lambda d: d.p.statements.set_said_to(d.own(), d.speaker()),
    ),
    "statements.set_speaker": (
        ALL,
        lambda d: d.p.statements.set_speaker(d.own(), d.speaker()),
    ),
    "statements.take_over": (ALL, lambda d: d.p.statements.take_over([d.marked()])),
}

_SHARED = ["merge", "reword", "set_note", "set_verdict", "unmerge"]
_REGISTERED = (
    *("merge", "remove_alias", "rename", "set_affiliation", "set_external_id", "set_kind"),
    *("set_position", "settle", "unmerge"),
)

#: Whose role permits in a blind project what all may in an open one: to alter what others made.
BLIND = {
    **{f"merging.{verb}": DEFINING for verb in ("choose_other", "compare", "keep", "merge")},
    **{f"claims.{verb}": DEFINING for verb in _SHARED},
    **{f"speakers.{verb}": DEFINING for verb in _REGISTERED},
}
#: What is neither a role's matter nor a person's: files and connections.
OTHERS = {
    f"project.{verb}" for verb in ["backup", "clone", "close", "create", "open", "pull", "rest"]
}
OTHERS |= {"assignments.plan"}
