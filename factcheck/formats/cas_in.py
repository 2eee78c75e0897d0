"""One text of a CAS made statements and links of a bundle.

Every annotation is a statement but those that only divide the text; what has a governor and a
dependent, slots, chains and other references between annotations are links. What is of our own
types comes back as it went out, unless somebody has altered it. Offsets are code points here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from factcheck.formats import cas_names as names
from factcheck.formats import webanno_names as ours
from factcheck.formats.building import Stretch
from factcheck.formats.bundle import extent
from factcheck.formats.cas_back import attributes_of, pointing, shape
from factcheck.formats.cas_model import Structure, View
from factcheck.formats.cas_types import TypeSystem
from factcheck.formats.cas_values import Pointed, Values
from factcheck.formats.ours_in import Returning
from factcheck.formats.own_layer import OwnLayer, words
from factcheck.formats.shadows import Shadows, Shape
from factcheck.ids import Id
from factcheck.records import Role, Span

_ROLES: dict[str, Role] = {"source": "source", "cue": "cue"}
# What every program sets of tokens and sentences, or what our next export makes anew.
_OF_TOKENS = frozenset({"id", "order"})
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sorted:
    """The structures of a view by what they are to us."""

    statements: Sequence[Structure]
    links: Sequence[Structure]
    others: Sequence[Structure]
    related: Sequence[Structure]
    tokens: Sequence[Structure]


class Reading:
    """One text of one annotator while its annotations become statements and links."""

    def __init__(
        self,
        returning: Returning,
        view: View,
        values: Values,
        article: Id,
        annotator: str,
        *,
        flat: Callable[[str], str],
    ) -> None:
        self._returning = returning
        self._building = returning.building
        self._view = view
        self._cas = view.cas
        self._values = values
        self._article = article
        self._annotator = annotator
        self._flat = flat
        self._own = OwnLayer(returning, article, annotator, flat=flat, shown=shown)
        self._shadows = Shadows()
        self._made: dict[int, Id] = {}
        self._at_place: dict[Place, Id] = {}
        self._tokens: dict[int, Place] = {}
        self._attached: dict[int, tuple[Structure, str]] = {}
        self._chains: dict[int, Structure] = {}

    def read(self) -> None:
        """Read everything; raise BadInput with the structure at fault."""
        held = sort(self._view)
        self._see_tokens(held.tokens)
        self._see_chains()
        # Ours first: what came from other types stands in these once more.
        roles = {one.id: self._roles(one) for one in held.statements}
        hanging = {span.id for some in roles.values() for _, span in some}
        for one in held.statements:
            self._mark_own(one, roles[one.id])
        for one in held.others:
            if one.id not in hanging:
                self._mark(one)
        for one in held.links:
            self._read_own_link(one)
        for one in held.related:
            self._relate(one)
        for one in (*held.statements, *held.others):
            self._point(one)

    def _see_tokens(self, tokens: Iterable[Structure]) -> None:
        lost, plain = self._cas.lost, {*names.PLACE, *_OF_TOKENS}
        for one in tokens:
            self._tokens[one.id] = self._view.place(one)
            if one.values.keys() <= plain:
                continue
            lost["token_values"] += bool(self._values.features(one).keys() - _OF_TOKENS)
            for target, feature in self._hanging(one):
                self._attached.setdefault(target, (one, feature))

    def _see_chains(self) -> None:
        for one in self._cas.structures.values():
            first = self._cas.get(one.values.get(names.FIRST))
            if first is not None and not self._cas.is_annotation(one):
                self._chains[first.id] = one
                self._values.met.add(one.id)

    def _roles(self, one: Structure) -> list[tuple[Role, Structure]]:
        """Give the source and cue of a statement of our own type, which are none themselves."""
        found = []
        for pointed in self._values.pointed(one):
            filler, target = pointed.filler, pointed.target
            role = _ROLES.get(str(filler.values.get(ours.ROLE))) if filler else None
            if role and target is not None and target.type == names.ATTRIBUTION:
                start, end = self._view.place(target)
                if start < end:
                    found.append((role, target))
        return found

    def _mark_own(self, one: Structure, roles: Sequence[tuple[Role, Structure]]) -> None:
        at, place = self._cas.place_of(one), self._view.place(one)
        if place[0] == place[1]:
            self._cas.lost["empty_spans"] += 1
            return
        stretches: list[Stretch] = [("content", *place)]
        stretches += [(role, *self._view.place(span)) for role, span in roles]
        values = self._values.features(one)
        label = names.label_of(one.type, values)
        made, row = self._own.statement(values, label, stretches, at)
        self._made[one.id] = made
        found = shape(attributes_of(row), words(row.get("label")))
        self._shadows.expect(self._flattened(found), place, made)

    def _mark(self, one: Structure) -> None:
        place = self._view.place(one)
        if place[0] == place[1]:
            self._cas.lost["empty_spans"] += 1
            return
        features = self._values.features(one)
        record = self._shadows.meet(Shape.of(one.type, features), place)
        if record is None:
            label = names.label_of(one.type, features)
            record = self._statement(one, label, place, features)
        self._made[one.id] = record
        self._at_place.setdefault(place, record)

    def _statement(self, one: Structure, label: str, place: Place, features: dict[str, str]) -> Id:
        marks, told = {ours.LAYER: one.type}, [(one, [*features])]
        if one.id in self._attached:
            token, marks[names.ATTACHED] = self._attached[one.id]
            told.append((token, [marks[names.ATTACHED]]))
        if one.id in self._chains:
            chain = self._chains[one.id]
            marks[ours.CHAIN] = chain.type
            told.append((chain, [names.FIRST]))
        marks |= self._values.types_of(*told)
        at = self._cas.place_of(one)
        return self._building.mark(
            self._article,
            at.short("label", label),
            [("content", *place)],
            at,
            annotator=self._annotator,
            attributes={**features, **marks},
        )

    def _end(self, one: Structure | None) -> Id | None:
        """Give the statement of an annotation; of a token what stands there, or one of its own."""
        if one is None or one.id in self._made or one.id not in self._tokens:
            return self._made.get(one.id) if one is not None else None
        place = self._tokens[one.id]
        if place[0] == place[1]:
            return None
        hanging = (self._made.get(each) for each, _ in self._hanging(one))
        record = next((each for each in hanging if each), None) or self._at_place.get(place)
        if record is None:
            record = self._statement(one, names.short(one.type), place, {})
        self._made[one.id] = record
        return record

    def _hanging(self, token: Structure) -> list[tuple[int, str]]:
        """Give the annotations that a token has for itself, each with the feature."""
        place = [token.values.get(name) for name in (names.BEGIN, names.END)]
        return [
            (one.target.id, one.feature)
            for one in self._values.pointed(token)
            if one.target is not None
            and one.filler is None
            and [one.target.values.get(name) for name in (names.BEGIN, names.END)] == place
        ]

    def _ends(self, source: Id | None, target: Id | None) -> tuple[Id, Id] | None:
        """Give both ends of a link, None and counted where there are not two."""
        if source is not None and target is not None and source != target:
            return source, target
        is_one = source is not None and source == target
        self._cas.lost["links_to_itself" if is_one else "links_left_out"] += 1
        return None

    def _related(self, one: Structure) -> tuple[Structure | None, Structure | None]:
        source, target = one.values.get(names.GOVERNOR), one.values.get(names.DEPENDENT)
        return self._cas.get(source), self._cas.get(target)

    def _read_own_link(self, one: Structure) -> None:
        source, target = self._related(one)
        ends = self._ends(self._end(source), self._end(target))
        if ends is None:
            return
        values = self._values.features(one)
        name = names.line(values.get(ours.LABEL)) or names.short(one.type)
        row = self._own.link(values, name, ends, self._cas.place_of(one))
        attributes, label = attributes_of(row), words(row.get("type"))
        found = shape(attributes, label) or pointing(attributes, label)
        # Known again by places: a token may stand for a statement there.
        keys = tuple(extent(self._building.statement_of(end)) for end in ends)
        self._shadows.expect(self._flattened(found), keys, ends[0])

    def _flattened(self, one: Shape | None) -> Shape | None:
        """Give a shape as the format gives it back."""
        if one is None:
            return None
        return Shape.of(one.type, {name: self._flat(value) for name, value in one.values})

    def _place(self, one: Structure | None) -> Place | None:
        """Give the place of a token or of what has become a statement."""
        if one is None or (one.id not in self._tokens and one.id not in self._made):
            return None
        return self._view.place(one)

    def _relate(self, one: Structure) -> None:
        features = self._values.features(one)
        name = names.label_of(one.type, features)
        told = self._values.types_of((one, [*features, names.GOVERNOR, names.DEPENDENT]))
        marks = {**features, ours.LAYER: one.type, **told}
        self._join(one, self._related(one), Shape.of(one.type, features), name, marks)

    def _join(
        self,
        one: Structure,
        between: tuple[Structure | None, Structure | None],
        found: Shape,
        name: str,
        attributes: dict[str, str],
    ) -> None:
        """Take in a link that a structure is or has, unless it stands there for one of ours."""
        if self._shadows.meet(found, tuple(map(self._place, between))):
            return
        ends = self._ends(self._end(between[0]), self._end(between[1]))
        if ends is not None:
            at = self._cas.place_of(one)
            self._building.link(at.short("type", name), ends, at, attributes=attributes)

    def _point(self, one: Structure) -> None:
        """Link what an annotation points to."""
        if one.id not in self._made:
            return
        for pointed in self._values.pointed(one):
            target = pointed.target
            if one.type == names.STATEMENT and target and target.type == names.ATTRIBUTION:
                continue
            self._link_pointed(one, pointed)

    def _link_pointed(self, one: Structure, pointed: Pointed) -> None:
        filler = pointed.filler
        features = self._values.features(filler) if filler else {}
        told: list[tuple[Structure, list[str]]] = [(one, [pointed.feature])]
        marks = {ours.SLOT: pointed.feature}
        if filler is not None:
            told.append((filler, [*features, names.TARGET]))
            marks[names.SLOT_TYPE] = filler.type
        role = names.line(features.pop(ours.ROLE, ""))
        found = Shape.of(pointed.feature, {**features, **marks, ours.ROLE: role})
        name = role or self._name_of(one, pointed.feature)
        marks |= {**features, **self._values.types_of(*told)}
        self._join(one, (one, pointed.target), found, name, marks)

    def _name_of(self, one: Structure, feature: str) -> str:
        if feature != names.NEXT:
            return feature
        return names.line(one.values.get("referenceRelation")) or names.short(one.type)


def sort(view: View) -> Sorted:
    """Sort what is in the index of a view; what is of its layout is counted as lost."""
    cas = view.cas
    found: dict[str, list[Structure]] = {one: [] for one in Sorted.__slots__}
    sorts: dict[str, str] = {}
    for one in view.structures:
        if cas.is_annotation(one):
            if one.type not in sorts:
                sorts[one.type] = _sort_of(one.type, cas.types)
            kind = sorts[one.type]
            if kind == "others" and (names.GOVERNOR in one.values or names.DEPENDENT in one.values):
                kind = "related"
            if kind in found:
                found[kind].append(one)
            elif kind:
                cas.lost[kind] += 1
    return Sorted(**found)


def _sort_of(kind: str, types: TypeSystem) -> str:
    """Say what annotations of a type are; for those of none of ours what they are lost as."""
    lineage = types.lineage(kind)
    if any(map(names.is_token, lineage)):
        return "tokens"
    if names.DOCUMENT_ANNOTATION in lineage:
        return ""
    if names.is_layout(lineage):
        return "layout"
    if kind in (names.STATEMENT, names.LINK):
        return "statements" if kind == names.STATEMENT else "links"
    ends = (names.GOVERNOR, names.DEPENDENT)
    return "related" if all(types.range_of(kind, end) for end in ends) else "others"


def shown(spans: Sequence[Span]) -> object:
    """Give what a CAS shows of spans: content without its gaps, and the others in any order."""
    content = [one for one in spans if one.role == "content"]
    others = sorted((s.role, s.start, s.end) for s in spans if s.role != "content")
    return content[0].start, content[-1].end, others
