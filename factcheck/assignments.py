"""Assignments: giving articles to annotators, handing them over, and whose turn each one is.

Only the lead gives work to others; anybody may take an article for themselves. Each gesture is one
revision. How a spread is worked out is in `assigning.spreading`, what is copied when an article
changes hands in `assigning.handing_over`.
"""

from collections.abc import Iterable, Mapping, Sequence

from factcheck import models
from factcheck.access import Access
from factcheck.annotators import annotators, read_annotator
from factcheck.assigning import handing_over, rows, spreading
from factcheck.assigning.answers import (
    Assignment,
    Difference,
    HandedOver,
    Spread,
    TakenBack,
    Workload,
)
from factcheck.assigning.changes import changes_since
from factcheck.assigning.handing_over import hand_over_edits
from factcheck.assigning.queue import after_in, queue_of
from factcheck.errors import BadInput, NotAllowed, NotFound
from factcheck.ids import Id
from factcheck.journal import Edit
from factcheck.queries.article_rows import Order, article_rows
from factcheck.queries.rows import Row, altered, by_ids, removed
from factcheck.records import Annotator, What
from factcheck.roles import leads
from factcheck.verbs.places import place_of

_g = models.assignment.c
_OF_SEVERAL = {
    "assignment.assign": "assignment.assign_several",
    "assignment.take_back": "assignment.take_back_several",
    "assignment.hand_over": "assignment.hand_over_several",
}


class Assignments:
    """Questions about assignments, and their verbs."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database

    def join(self) -> None:
        """Make who acts known to the project, so that work can be given to them before they begin.

        Nothing is written where they are.
        """
        edits = self._access.join_edits()
        if edits:
            what = What("annotator.join", {"name": self._access.actor.name})
            self._access.record(what, edits)

    def assign(self, articles: Iterable[Id], annotator: Id) -> int:
        """Give articles to an annotator and say how many are new; what they have stays as it is.

        Raises NotAllowed for another than oneself without being lead, NotFound.
        """
        articles = list(dict.fromkeys(articles))
        self._check_may_give(annotator)
        who = self._person(annotator)
        self._check_there(articles)
        edits = self._giving(dict.fromkeys(articles, (annotator,)))
        self._record("assignment.assign", edits, articles, name=who.name)
        return len(edits)

    def take_back(self, articles: Iterable[Id], annotator: Id) -> TakenBack:
        """Take articles back that an annotator has not begun; say which were begun and stay.

        What was begun can be handed over, so that no mark is left behind. Raises NotAllowed.
        """
        self._check_may_give(annotator)
        wanted = list(dict.fromkeys(articles))
        held = {
            one.article: one
            for one in rows.of_articles(self._database, wanted)
            if one.annotator == annotator and not one.ended
        }
        marked = rows.marked_in(self._database, annotator, held)
        taken = [a for a in wanted if a in held and held[a].status == "to_do" and a not in marked]
        edits = removed("assignment", self._rows([held[a] for a in taken]))
        name = self._name(annotator)
        self._record("assignment.take_back", edits, taken, name=name)
        return TakenBack(tuple(taken), tuple(a for a in wanted if a in held and a not in taken))

    def plan(
        self, articles: Iterable[Id], annotators: Sequence[Id], *, overlap: int = 1, seed: int = 0
    ) -> Spread:
        """Work out how articles would be spread evenly, each to so many annotators.

        Whoever has an article already counts for it, and all that each has counts for what is
        even. Raises BadInput for an overlap that there are not enough annotators for.
        """
        everybody = [self._person(one).id for one in dict.fromkeys(annotators)]
        wanted = list(dict.fromkeys(articles))
        self._check_there(wanted)
        if not 1 <= overlap <= len(everybody):
            raise BadInput("assignment.overlap", overlap=overlap, n=len(everybody))
        standing = rows.read(self._database, rows.STANDING)
        loads = rows.loads_of(standing)
        chosen = frozenset(wanted)
        held: dict[Id, set[Id]] = {}
        for one in standing:
            if one.article in chosen:
                held.setdefault(one.article, set()).add(one.annotator)
        new = spreading.spread(
            wanted,
            everybody,
            overlap=overlap,
            seed=seed,
            held={article: frozenset(by) for article, by in held.items()},
            loads=loads,
        )
        more = {one: sum(one in given for given in new.values()) for one in everybody}
        before = {one: loads.get(one, 0) for one in everybody}
        return Spread(new, {one: (before[one], before[one] + more[one]) for one in everybody})

    def spread(
        self, articles: Iterable[Id], annotators: Sequence[Id], *, overlap: int = 1, seed: int = 0
    ) -> Spread:
        """Spread articles as `plan` works it out, in one revision; only the lead may."""
        wanted = list(articles)
        self._check_lead()
        found = self.plan(wanted, annotators, overlap=overlap, seed=seed)
        names = ", ".join(self._name(one) for one in dict.fromkeys(annotators))
        edits = self._giving({**dict.fromkeys(dict.fromkeys(wanted), ()), **found.new})
        self._record("assignment.spread", edits, wanted, name=names)
        return found

    def hand_over(self, articles: Iterable[Id], from_: Id, to: Id) -> HandedOver:
        """Hand articles over with the statements and links of whose they were, in one revision.

        The copies name their originals, which stay. Raises NotAllowed without being lead, BadInput
        for a hand-over to the same annotator, NotFound where an article is not theirs.
        """
        self._check_lead()
        if from_ == to:
            raise BadInput("assignment.same")
        new, old = self._person(to), self._name(from_)
        wanted = list(dict.fromkeys(articles))
        with self._database.reading():
            taken = hand_over_edits(self._access, wanted, from_, to)
        self._record("assignment.hand_over", taken.edits, wanted, name=new.name, old=old)
        return HandedOver(len(wanted), taken.statements, taken.links)

    def of_annotator(self, annotator: Id) -> list[Assignment]:
        """Give the assignments of an annotator, those that were handed on too, by article."""
        return rows.read(self._database, _g.annotator == annotator)

    def of_article(self, article: Id) -> list[Assignment]:
        """Give the assignments of an article, those that were handed on too."""
        return rows.read(self._database, _g.article == article)

    def all(self) -> list[Assignment]:
        """Give all assignments by article, those that were handed on too."""
        return rows.read(self._database)

    def progress(self) -> list[Workload]:
        """Give how far every person and program is, by name."""
        with self._database.reading():
            found = rows.read(self._database)
            counts = rows.statements_by_annotator(self._database)
            everybody = annotators(self._database)
        by: dict[Id, list[Assignment]] = {}
        for one in found:
            by.setdefault(one.annotator, []).append(one)
        return [
            _workload(who, by.get(who.id, ()), counts.get(who.id, 0))
            for who in everybody
            if who.kind in ("person", "program")
        ]

    def queue(self, *, order: Order = "date") -> list[Id]:
        """Give the articles that are one's own to do: those in progress, then the others.

        Where nothing was given to who acts, all articles that they are not done with.
        """
        listed = article_rows(self._database, (), self._access.actor.id, order=order)
        return queue_of(listed)

    def next_article(self, after: Id | None = None, *, order: Order = "date") -> Id | None:
        """Give whose turn it is after an article of one's queue; None where nothing is left."""
        return after_in(self.queue(order=order), after)

    def handed_from(self, article: Id) -> Id | None:
        """Give whose work an article of one's own was before it was handed over, if it was."""
        own = rows.read(
            self._database,
            *(_g.article == article, _g.annotator == self._access.actor.id, rows.STANDING),
        )
        return own[0].handed_from if own else None

    def changes_since_handing_over(self, article: Id) -> list[Difference]:
        """Give what differs between one's copies in an article and what they were copied from.

        Empty where the article was not handed over to who acts.
        """
        with self._database.reading():
            return changes_since(self._database, article, self._access.layer.id)

    def _giving(self, wanted: Mapping[Id, Sequence[Id]]) -> list[Edit]:
        """Give the edits by which articles are given, and those begun are given after all."""
        there = {(one.article, one.annotator): one for one in self._of(list(wanted))}
        stored = by_ids(self._database, models.assignment, [one.id for one in there.values()])
        by = self._access.actor.id
        edits: list[Edit] = []
        for article, annotators_of in wanted.items():
            for annotator in annotators_of:
                one = there.get((article, annotator))
                if one is None:
                    edits.append(handing_over.given(article, annotator, by))
                elif one.given_by is None or one.ended:
                    fields = {"given_by": by, "handed_to": None}
                    edits += altered("assignment", stored[one.id], fields)
        return edits

    def _of(self, articles: Sequence[Id]) -> list[Assignment]:
        return rows.of_articles(self._database, articles)

    def _rows(self, found: Sequence[Assignment]) -> list[Row]:
        stored = by_ids(self._database, models.assignment, [one.id for one in found])
        return [stored[one.id] for one in found]

    def _check_lead(self) -> None:
        if not leads(self._access):
            raise NotAllowed("assignment.lead")

    def _check_may_give(self, annotator: Id) -> None:
        if annotator != self._access.actor.id:
            self._check_lead()

    def _person(self, annotator: Id) -> Annotator:
        found = read_annotator(self._database, annotator)
        if found is None and annotator == self._access.actor.id:
            found = self._access.actor
        if found is None or found.kind != "person":
            raise NotFound("assignment.nobody")
        return found

    def _name(self, annotator: Id) -> str:
        found = read_annotator(self._database, annotator)
        if found is None:
            raise NotFound("assignment.nobody")
        return found.name

    def _check_there(self, articles: Sequence[Id]) -> None:
        if len(by_ids(self._database, models.article, articles)) < len(articles):
            raise NotFound("article.gone")

    def _record(
        self, code: str, edits: Sequence[Edit], articles: Sequence[Id], **params: str
    ) -> None:
        if edits:
            title = place_of(self._database, articles[0]).short
            said: dict[str, str | int] = {"n": len(articles), "title": title, **params}
            code = _OF_SEVERAL.get(code, code) if len(articles) > 1 else code
            self._access.record(What(code, said), edits)


def _workload(who: Annotator, found: Iterable[Assignment], statements: int) -> Workload:
    counts = {"to_do": 0, "in_progress": 0, "done": 0, "handed_over": 0}
    for one in found:
        counts["handed_over" if one.ended else one.status] += 1
    return Workload(who, **counts, statements=statements)
