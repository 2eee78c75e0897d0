"""Links between statements: their verbs, and what can be asked about them.

*Denies* turns itself so that the denial is its start, a symmetric link has its smaller id first,
and both ends are in the link's own layer: an end of another's is taken over in the same revision.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypedDict, Unpack

from sqlalchemy import or_, select

from factcheck import models
from factcheck.access import Access
from factcheck.builtin import DENIAL, DENIES
from factcheck.errors import BadInput, NotFound
from factcheck.ids import Id
from factcheck.journal import Edit, Value, inserted
from factcheck.layers import check_may_alter
from factcheck.queries.link_rows import contradicting_pairs, joined_by_repeats, load_links
from factcheck.queries.rows import Row, all_of, altered, an_id, one
from factcheck.queries.sayings import sayings_of
from factcheck.records import Certainty, Contradiction, Link, Saying, What
from factcheck.store.lots import lots
from factcheck.verbs.checks import choice, prose, values_of
from factcheck.verbs.drafts import draft
from factcheck.verbs.marking import link_removal
from factcheck.verbs.places import place_of
from factcheck.verbs.progress import begin
from factcheck.verbs.taking_over import taken_over

_l, _s = models.link.c, models.statement.c


class LinkNotes(TypedDict, total=False):
    """What may be said of a link besides its type and ends; what is left out stays."""

    rationale: str
    kind: Contradiction | None
    confidence: Certainty | None


class _Ends(NamedTuple):
    source: Id
    target: Id


class Links:
    """Questions about links, and their verbs."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._database = access.database

    def link(self, source: Id, target: Id, type: Id, **notes: Unpack[LinkNotes]) -> Id:  # noqa: A002 - the word of the data model
        """Link two statements and give the link's id.

        The link is in one's own layer, and ends of other layers, gold too, are taken over into
        it. Raises BadInput for a link to itself, or twice.
        """
        if source == target:
            raise BadInput("link.itself")
        kind = one(self._database, models.link_type, type)
        rows = all_of(self._database, models.statement, [source, target])
        layer = self._access.layer.id
        taken = taken_over(self._access, [source, target], layer)
        labels = {end: an_id(row["label"]) for end, row in zip(taken.ids, rows, strict=True)}
        ends = _ordered(kind, _Ends(*taken.ids), labels)
        made, edits = self._new_link(kind, ends, layer, notes)
        title = place_of(self._database, an_id(rows[0]["article"])).short
        self._access.record(
            What("link.add", {"type": str(kind["name"]), "title": title}), [*taken.edits, *edits]
        )
        return made

    def mark_and_link(
        self,
        article: Id,
        start: int,
        end: int,
        label: Id,
        other: Id,
        type: Id,  # noqa: A002 - the word of the data model
        *,
        forward: bool = True,
        **notes: Unpack[LinkNotes],
    ) -> tuple[Id, Id]:
        """Mark a range and link it with another statement, in one revision.

        Forward means from the new statement to the other. Gives both ids, statement first.
        """
        kind = one(self._database, models.link_type, type)
        place = place_of(self._database, article)
        made = draft(self._access, place, label, [("content", start, end)], {})
        layer = self._access.layer.id
        taken = taken_over(self._access, [other], layer)
        there = taken.ids[0]
        other_label = an_id(one(self._database, models.statement, other)["label"])
        ends = _Ends(made.id, there) if forward else _Ends(there, made.id)
        ends = _ordered(kind, ends, {made.id: label, there: other_label})
        link, edits = self._new_link(kind, ends, layer, notes)
        begin(self._access, place)
        params = {**made.params, "type": str(kind["name"])}
        self._access.record(What("link.mark_and_link", params), [*made.edits, *taken.edits, *edits])
        return made.id, link

    def retype(self, link: Id, type: Id) -> None:  # noqa: A002 - the word of the data model
        """Give a link another type, turned as that type wants it."""
        row, params = self._target(link)
        kind = one(self._database, models.link_type, type)
        ends = _Ends(an_id(row["source"]), an_id(row["target"]))
        statements = all_of(self._database, models.statement, ends)
        labels = {an_id(s["id"]): an_id(s["label"]) for s in statements}
        turned = _ordered(kind, ends, labels)._asdict()
        edits = altered("link", row, {"type": type, **turned})
        self._record("link.retype", {**params, "type": str(kind["name"])}, edits)

    def flip(self, link: Id) -> None:
        """Turn a link around; raise BadInput for a type that has no direction."""
        row, params = self._target(link)
        if not one(self._database, models.link_type, an_id(row["type"]))["directed"]:
            raise BadInput("link.symmetric", type=params["type"])
        turned = {"source": row["target"], "target": row["source"]}
        self._record("link.flip", params, altered("link", row, turned))

    def annotate(self, link: Id, **notes: Unpack[LinkNotes]) -> None:
        """Say why, what kind of contradiction it is, and how sure one is."""
        row, params = self._target(link)
        self._record("link.annotate", params, altered("link", row, _fields(notes)))

    def unlink(self, link: Id) -> None:
        """Delete a link; its statements stay."""
        row, params = self._target(link)
        self._record("link.delete", params, link_removal(self._database, [row]))

    def get(self, link: Id) -> Link:
        """Give a link; raise NotFound if it is not there."""
        found = load_links(self._database, _l.id == link)
        if not found:
            raise NotFound("link.gone")
        return found[0]

    def of_article(self, article: Id, layers: Sequence[Id]) -> list[Link]:
        """Give the links of some layers with an end in an article."""
        here = select(_s.id).where(_s.article == article, self._database.shown(models.statement))
        ends = or_(_l.source.in_(here), _l.target.in_(here))
        return load_links(self._database, _l.annotator.in_(layers), ends)

    def of_statements(self, ids: Iterable[Id]) -> list[Link]:
        """Give the links that have one of these statements as an end."""
        found = {
            link.id: link
            for lot in lots(ids)
            for end in (_l.source, _l.target)
            for link in load_links(self._database, end.in_(lot))
        }
        return sorted(found.values(), key=lambda link: link.id)

    def between(self, one_end: Id, other_end: Id) -> list[Link]:
        """Give the links between two statements, whichever their direction."""
        ends = (one_end, other_end)
        return load_links(self._database, _l.source.in_(ends), _l.target.in_(ends))

    def sayings(self, layers: Sequence[Id]) -> list[Saying]:
        """Give the sayings of some layers; a statement that nothing repeats is one by itself."""
        with self._database.reading():
            joined = joined_by_repeats(self._database, layers)
            query = select(_s.id, _s.article).where(
                _s.annotator.in_(layers), self._database.shown(models.statement)
            )
            places = {row[0]: row[1] for row in self._database.rows(query.order_by(_s.id))}
        return sayings_of(joined, places)

    def contradictions(self, article: Id, layers: Sequence[Id]) -> Mapping[Id, list[Id]]:
        """Give the links by which statements of an article are contradicted, by statement.

        A link to one statement of a saying stands for the whole saying.
        """
        with self._database.reading():
            joined = joined_by_repeats(self._database, layers)
            pairs = contradicting_pairs(self._database, layers)
            here = select(_s.id).where(
                _s.article == article,
                _s.annotator.in_(layers),
                self._database.shown(models.statement),
            )
            statements = [row[0] for row in self._database.rows(here)] if pairs else []
        by_saying: dict[Id, list[Id]] = {}
        for link, source, target, _, _ in pairs:
            for saying in {joined.of(source), joined.of(target)}:
                by_saying.setdefault(saying, []).append(link)
        found = {s: by_saying.get(joined.of(s)) for s in statements}
        return {s: links for s, links in found.items() if links}

    def _new_link(
        self, kind: Row, ends: _Ends, layer: Id, notes: LinkNotes
    ) -> tuple[Id, list[Edit]]:
        if ends.source == ends.target:
            raise BadInput("link.itself")
        made = Id.new()
        fields: dict[str, Value] = {"type": kind["id"], "annotator": layer, **ends._asdict()}
        return made, [inserted("link", made, {**fields, **_fields(notes)})]

    def _target(self, link: Id) -> tuple[Row, Mapping[str, str | int]]:
        row = one(self._database, models.link, link)
        check_may_alter(self._access, [row])
        kind = one(self._database, models.link_type, an_id(row["type"]))
        source = one(self._database, models.statement, an_id(row["source"]))
        title = place_of(self._database, an_id(source["article"])).short
        return row, {"type": str(kind["name"]), "title": title}

    def _record(self, code: str, params: Mapping[str, str | int], edits: Sequence[Edit]) -> None:
        if edits:
            self._access.record(What(code, params), edits)


def _ordered(kind: Row, ends: _Ends, labels: Mapping[Id, Id]) -> _Ends:
    """Turn ends as a type wants them: a denial first, or the smaller id where symmetric."""
    turned = _Ends(ends.target, ends.source)
    if not kind["directed"]:
        return min(ends, turned)
    if kind["id"] == DENIES and labels[ends.source] != DENIAL == labels[ends.target]:
        return turned
    return ends


def _fields(notes: LinkNotes) -> dict[str, Value]:
    found: dict[str, Value] = {}
    if "rationale" in notes:
        found["rationale"] = prose("rationale", notes["rationale"])
    if "kind" in notes:
        allowed = (None, *values_of(Contradiction))
        found["contradiction_kind"] = choice("kind", notes["kind"], allowed)
    if "confidence" in notes:
        allowed = (None, *values_of(Certainty))
        found["confidence"] = choice("confidence", notes["confidence"], allowed)
    return found
