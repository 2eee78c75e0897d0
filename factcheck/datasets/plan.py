"""What of a dataset is new to a project, and which of the project's records stand for the rest.

It reads the project and writes nothing. What the same id with other content means, `clashes` says.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import select

from factcheck import models
from factcheck.access import Access
from factcheck.annotators import annotators, of_name
from factcheck.datasets.clashes import Clashes
from factcheck.datasets.labels import labelling
from factcheck.datasets.new_parts import NewParts
from factcheck.datasets.rows import read_assignments, read_comments, read_decisions
from factcheck.errors import BadInput
from factcheck.formats import rows_in
from factcheck.formats.bundle import UNSAID, About, Bundle, Comment, Decision
from factcheck.ids import Id
from factcheck.journal import Edit, updated
from factcheck.queries.link_rows import load_links
from factcheck.queries.registry import read_claims, read_speakers
from factcheck.records import Annotator, Claim, Link, Speaker, Statement
from factcheck.store.lots import lots

_l = models.link.c
T = TypeVar("T", Speaker, Claim, Comment, Decision)


class Plan:
    """The records of one dataset as the project is to have them."""

    def __init__(
        self, access: Access, bundle: Bundle, *, layer: Annotator | None, names: Mapping[str, str]
    ) -> None:
        self._access = access
        self._database = access.database
        self._bundle = bundle
        # What is hidden from who imports is there all the same.
        with self._database.whole(), self._database.reading():
            self.labelling = labelling(access, bundle.labels, bundle.link_types, names=names)
            self.clashes = Clashes(self._database, is_foreign=bundle.is_foreign)
            self.parts = NewParts(self._database, bundle, self.clashes)
            self.articles = self.parts.articles
            self._plan_annotators(layer)
            self._plan_registry()
            there = ((one.id, one.annotator) for one in bundle.statements())
            self.clashes.look(self._layers, there)
            self.parts.compare(self._statement)
            self._plan_links()
            self._plan_assignments()
            self._plan_comments()
            self._plan_decisions()
            self.head = _head(self._access, bundle.about)

    @property
    def news(self) -> int:
        """How many records are new."""
        few = len(self.new_annotators) + len(self.labelling.new)
        registry = len(self.new_claims) + len(self.new_speakers)
        many = len(self.parts.new_articles) + len(self.parts.new_statements)
        said = len(self.new_comments) + len(self.new_decisions)
        between = len(self.new_links) + len(self.new_assignments)
        return few + registry + many + between + said

    def new_layers(self) -> set[Id]:
        """Give the layers that get new statements or links."""
        layers = {self._layers[one] for one in self.parts.layers}
        return layers | {one.annotator for one in self.new_links}

    def new_ids(self) -> dict[str, Collection[Id]]:
        """Give the ids of the new records by kind."""
        return {
            "annotator": [one.id for one in self.new_annotators],
            "label": [e.id for e in self.labelling.new if e.kind == "label"],
            "link_type": [e.id for e in self.labelling.new if e.kind == "link_type"],
            "article": self.parts.new_articles,
            "claim": [one.id for one in self.new_claims],
            "speaker": [one.id for one in self.new_speakers],
            "statement": self.parts.new_statements,
            "link": [one.id for one in self.new_links],
            "assignment": [one.id for one in self.new_assignments],
            "comment": [one.id for one in self.new_comments],
            "decision": [one.id for one in self.new_decisions],
        }

    def _plan_annotators(self, layer: Annotator | None) -> None:
        there = {one.id: one for one in annotators(self._database)}
        named = _of_their_names(self._bundle.annotators, there)
        theirs = tuple(one for one in self._bundle.annotators if one.id not in named)
        self._layers = {one.id: one.id for one in theirs} | {UNSAID: self._access.layer.id}
        self._layers |= named
        if layer is None and UNSAID in self.parts.layers:
            layer_of_unsaid = self._access.layer
            theirs = (*theirs, layer_of_unsaid) if layer_of_unsaid not in theirs else theirs
        if layer is not None:
            held = self.parts.layers
            if len(held) > 1:
                raise BadInput("dataset.layers", n=len(held))
            self._layers.update(dict.fromkeys(held, layer.id))
            theirs = (*(one for one in theirs if one.id not in held), layer)
        for one in theirs:
            if one.id in there and there[one.id].kind != one.kind:
                self.clashes.met("annotator", one.id)
        self.new_annotators = [
            replace(one, lead=False, reviewer=False) for one in theirs if one.id not in there
        ]

    def _plan_registry(self) -> None:
        s, c = models.speaker.c, models.claim.c
        speakers = [self._speaker(one) for one in self._bundle.speakers]
        self.new_speakers = self._new(
            "speaker", speakers, lambda ids: read_speakers(self._database, s.id.in_(ids))
        )
        self.new_claims = self._new(
            "claim", self._bundle.claims, lambda ids: read_claims(self._database, c.id.in_(ids))
        )

    def _speaker(self, one: Speaker) -> Speaker:
        article = self.articles.get(one.article, one.article) if one.article else None
        return replace(one, article=article)

    def _statement(self, one: Statement) -> Statement:
        return replace(
            one,
            id=self.clashes.own(one.id),
            parent=self.clashes.own(one.parent) if one.parent else None,
            article=self.articles[one.article],
            annotator=self._layers[one.annotator],
            label=self.labelling.ids.get(one.label, one.label),
        )

    def _plan_links(self) -> None:
        ours = {made.id: made for made in map(self._link, self._bundle.links)}
        there = set()
        for lot in lots(ours):
            for known in load_links(self._database, _l.id.in_(lot)):
                there.add(known.id)
                if known != ours[known.id]:
                    self.clashes.met("link", known.id)
        new = [one for i, one in ours.items() if i not in there]
        self.new_links = self._once(new, [one for i, one in ours.items() if i in there])
        self.links_twice = len(new) - len(self.new_links)

    def _once(self, new: Sequence[Link], known: Iterable[Link]) -> list[Link]:
        """Leave out links that others stand for: two types of theirs may be one of ours."""
        there = {_pair(one) for one in known}
        for lot in lots({one.source for one in new}):
            there |= {_pair(one) for one in load_links(self._database, _l.source.in_(lot))}
        kept = []
        for one in new:
            if _pair(one) not in there:
                there.add(_pair(one))
                kept.append(one)
        return kept

    def _link(self, one: Link) -> Link:
        kind = self.labelling.ids.get(one.type, one.type)
        ends = (self.clashes.own(one.source), self.clashes.own(one.target))
        if not self.labelling.directed[kind]:
            ends = (min(ends), max(ends))
        layer = self._layers[one.annotator]
        made = self.clashes.own_between(one.id, one.source, one.target, layer)
        return replace(one, id=made, type=kind, source=ends[0], target=ends[1], annotator=layer)

    def _plan_assignments(self) -> None:
        theirs = [
            replace(
                one,
                article=self.articles[one.article],
                annotator=self._layers[one.annotator],
                given_by=self._layer(one.given_by),
                handed_from=self._layer(one.handed_from),
                handed_to=self._layer(one.handed_to),
            )
            for one in self._bundle.assignments
        ]
        there = read_assignments(self._database, sorted({one.annotator for one in theirs}))
        by_id = {one.id: one for one in there}
        places = {(one.article, one.annotator) for one in there}
        for one in theirs:
            if one.id in by_id and by_id[one.id] != one:
                self.clashes.met("assignment", one.id)
        self.new_assignments = []
        for one in theirs:
            # Two datasets may have one each of what is one article here: the first one counts.
            if (one.article, one.annotator) not in places:
                places.add((one.article, one.annotator))
                self.new_assignments.append(one)

    def _plan_comments(self) -> None:
        theirs = [
            replace(
                one,
                article=self._article(one.article),
                record=self._article(one.record) or one.record,
                annotator=self._layers[one.annotator],
            )
            for one in self._bundle.comments
        ]
        id_ = models.comment.c.id
        self.new_comments = self._new(
            "comment", theirs, lambda ids: read_comments(self._database, id_.in_(ids))
        )

    def _plan_decisions(self) -> None:
        theirs = [
            replace(one, article=self._article(one.article), annotator=self._layers[one.annotator])
            for one in self._bundle.decisions
        ]
        id_ = models.decision.c.id
        self.new_decisions = self._new(
            "decision", theirs, lambda ids: read_decisions(self._database, id_.in_(ids))
        )

    def _new(
        self, kind: str, theirs: Iterable[T], read: Callable[[list[Id]], Sequence[T]]
    ) -> list[T]:
        """Give what the project has not, of records that it has under their ids or not at all."""
        by_id = {one.id: one for one in theirs}
        there = set()
        for lot in lots(by_id):
            for known in read(lot):
                there.add(known.id)
                if _plain(known) != _plain(by_id[known.id]):
                    self.clashes.met(kind, known.id)
        return [one for i, one in by_id.items() if i not in there]

    def _article(self, record: Id | None) -> Id | None:
        return None if record is None else self.articles.get(record, record)

    def _layer(self, annotator: Id | None) -> Id | None:
        return None if annotator is None else self._layers[annotator]


def _pair(one: Link) -> tuple[Id, Id, Id, Id]:
    return one.type, one.source, one.target, one.annotator


def _plain(
    one: Speaker | Claim | Comment | Decision,
) -> Speaker | Claim | Comment | Decision:
    return replace(one, aliases=tuple(sorted(one.aliases))) if isinstance(one, Speaker) else one


def _of_their_names(theirs: Iterable[Annotator], there: Mapping[Id, Annotator]) -> dict[Id, Id]:
    """Give who is meant by annotators of whom only the name is known, where one is called so."""
    found = {}
    for one in theirs:
        meant = of_name(there.values(), one.name)
        is_name_alone = one.id not in there and one == rows_in.annotator_of_name(one.name)
        if is_name_alone and len(meant) == 1:
            found[one.id] = meant[0].id
    return found


def _head(access: Access, about: About) -> list[Edit]:
    """Give the edit by which an empty project takes over what a dataset says of itself."""
    p = models.project.c
    row = access.database.one(select(p.id, p.licence, p.citation, p.contact, p.about, p.guide))
    assert row is not None
    if access.database.has_any(models.article):
        return []
    theirs = {
        "licence": about.licence,
        "citation": about.citation,
        "contact": about.contact,
        "about": about.description,
        "guide": about.guide,
    }
    after = {name: value for name, value in theirs.items() if value and not row._mapping[name]}
    if not after:
        return []
    return [updated("project", row.id, dict.fromkeys(after, ""), after)]
