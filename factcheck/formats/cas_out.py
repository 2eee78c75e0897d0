"""One article of one annotator as a CAS: statements, their source and cue, links, and tokens.

How it is written, as XML or JSON, is not known here. Offsets are UTF-16 units, as UIMA counts.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from factcheck.formats import cas_names as names
from factcheck.formats import webanno_names as ours
from factcheck.formats.bundle import Part, extent
from factcheck.formats.by_layer import Tools
from factcheck.formats.cas_back import Back, NoValue, is_feature, is_type, pointing, shape
from factcheck.formats.cas_divided import Divided
from factcheck.formats.cas_model import Ref, Structure, Value
from factcheck.formats.cas_types import STRING, TypeSystem, is_many
from factcheck.formats.shadows import Shape
from factcheck.formats.token_places import Place
from factcheck.ids import Id
from factcheck.prose.utf16 import Utf16Map
from factcheck.records import Link, Role, Statement

SOFA = 1
_OTHER_ROLES: tuple[Role, ...] = ("source", "cue")
_SEEN = (ours.LABEL, ours.SPEAKER, ours.CLAIM, ours.CERTAINTY, ours.NOTE, ours.OURS)


def our_types() -> TypeSystem:
    """Give the types that each CAS of ours has."""
    types = TypeSystem()
    texts = dict.fromkeys
    about = texts((names.TITLE, names.ID), STRING)
    types.declare(names.METADATA, names.DOCUMENT_ANNOTATION, about)
    types.declare(names.SENTENCE, names.ANNOTATION)
    types.declare(names.TOKEN, names.ANNOTATION)
    slots = {ours.ATTRIBUTED: f"{names.SLOT}[]"}
    types.declare(names.STATEMENT, names.ANNOTATION, {**texts(_SEEN, STRING), **slots})
    types.declare(names.ATTRIBUTION, names.ANNOTATION, {ours.ROLE: STRING})
    filler = {ours.ROLE: STRING, names.TARGET: names.ATTRIBUTION}
    types.declare(names.SLOT, names.TOP, filler)
    ends = texts((names.GOVERNOR, names.DEPENDENT), names.STATEMENT)
    said = texts((ours.LABEL, ours.RATIONALE, ours.OURS), STRING)
    types.declare(names.LINK, names.ANNOTATION, {**ends, **said})
    return types


@dataclass(slots=True)
class Sheet:
    """One article of one annotator while it is made into structures."""

    part: Part
    place: str
    tools: Tools
    types: TypeSystem
    lost: Counter[str] = field(default_factory=Counter)
    structures: list[Structure] = field(default_factory=list)
    divided: Divided = field(init=False)
    _units: Utf16Map = field(init=False)
    _back: Back = field(init=False)
    _made: dict[Id, Structure] = field(default_factory=dict)
    _places: dict[Id, Place] = field(default_factory=dict)
    # The same in the types of others that they came from, or the tokens that they were.
    _shadows: dict[Id, Structure] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._units = Utf16Map(self.text)
        self._back = Back(self.types, self._new)
        is_same = self._units.units == len(self.text)
        self.divided = Divided(self.text, SOFA, SOFA + 1, None if is_same else self._units.to_utf16)

    @property
    def after(self) -> int:
        """Give the first id that no structure has; all from the sofa's on are taken."""
        return self.divided.after + len(self.structures)

    @property
    def text(self) -> str:
        """Give the article's text."""
        return self.part.article.text

    def add(self, statements: Sequence[Statement], links: Iterable[Link]) -> None:
        """Take in the statements of a layer and the links between them."""
        self._tell_article()
        for one in statements:
            self.lost["gaps_shown_closed"] += len(one.content) > 1
            self._tell(one)
        for one in statements:
            self._shadow(one)
        # Fillers of slots in the order of the text: nothing else is known of theirs.
        for link in sorted(links, key=lambda one: (self._places[one.target], one.id)):
            self._link(link)
            self._shadow_link(link)

    def _tell_article(self) -> None:
        article = self.part.article
        self._annotation(
            names.METADATA,
            (0, len(self.text)),
            {
                names.TITLE: article.title,
                names.ID: article.attributes.get(names.ID, self.place),
                names.LANGUAGE: article.language or names.NO_LANGUAGE,
            },
        )

    def _tell(self, one: Statement) -> None:
        names_of, outgoing = self.tools.outgoing.names, self.tools.outgoing
        fillers: list[Value] = [
            self._filler(role, (span.start, span.end))
            for role in _OTHER_ROLES
            for span in one.spans
            if span.role == role
        ]
        self._places[one.id] = extent(one)
        self._made[one.id] = self._annotation(
            names.STATEMENT,
            self._places[one.id],
            {
                ours.LABEL: names_of.labels[one.label],
                ours.SPEAKER: self.tools.speakers.get(one.speaker, "") if one.speaker else "",
                ours.CLAIM: self.tools.claims.get(one.claim, "") if one.claim else "",
                ours.CERTAINTY: one.certainty or "",
                ours.NOTE: one.note,
                ours.OURS: _json(outgoing.statement(one)),
                ours.ATTRIBUTED: fillers or None,
            },
        )

    def _filler(self, role: Role, place: Place) -> Ref:
        span = self._annotation(names.ATTRIBUTION, place, {ours.ROLE: role})
        return self._new(names.SLOT, {ours.ROLE: role, names.TARGET: Ref(span.id)})

    def _link(self, link: Link) -> None:
        source, target = self._made[link.source], self._made[link.target]
        outgoing = self.tools.outgoing
        values: dict[str, Value] = {
            names.GOVERNOR: Ref(source.id),
            names.DEPENDENT: Ref(target.id),
            ours.LABEL: outgoing.names.link_types[link.type],
            ours.RATIONALE: link.rationale,
            ours.OURS: _json(outgoing.link(link)),
        }
        self._add(names.LINK, {**_placed(target), **values})

    def _shadow(self, one: Statement) -> None:
        """Put a statement into the type that it came from, too."""
        kind, place = one.attributes.get(ours.LAYER, ""), extent(one)
        if names.is_token(kind):
            token = self._token(place)
            if token is not None:
                self._shadows[one.id] = token
            return
        label = self.tools.outgoing.names.labels[one.label]
        found = shape(one.attributes, label)
        if found is None:
            return
        self._back.about(one.attributes)
        try:
            made = self._annotation(kind, place, self._back.values(kind, found.values))
            self._shadows[one.id] = made
            self._attach(one.attributes.get(names.ATTACHED, ""), place, made)
            self._begin_chain(one.attributes.get(ours.CHAIN, ""), made)
        except NoValue:
            return

    def _attach(self, feature: str, place: Place, made: Structure) -> None:
        """Let the token at a place have an annotation again by a feature."""
        token = self._token(place)
        if token is not None and is_feature(feature) and feature not in token.values:
            if not is_many(self._back.refers(names.TOKEN, feature, made.type)):
                token.values[feature] = Ref(made.id)

    def _begin_chain(self, kind: str, made: Structure) -> None:
        if is_type(kind):
            self._back.refers(kind, names.FIRST, made.type, names.ANNOTATION_BASE)
            self._new(kind, {names.FIRST: Ref(made.id)})

    def _shadow_link(self, link: Link) -> None:
        """Put a link into the type that it came from, too, or let its source point to its end."""
        source, target = self._shadows.get(link.source), self._shadows.get(link.target)
        label = self.tools.outgoing.names.link_types[link.type]
        self._back.about(link.attributes)
        try:
            found = shape(link.attributes, label)
            if found is not None:
                self._relate(link, found)
            elif source is not None and target is not None:
                self._point(source, target, pointing(link.attributes, label))
        except NoValue:
            return

    def _relate(self, link: Link, found: Shape) -> None:
        kinds = (names.GOVERNOR, names.DEPENDENT)
        ranges = [self._back.refers(found.type, end, names.ANNOTATION) for end in kinds]
        source, target = self._end(link.source, ranges[0]), self._end(link.target, ranges[1])
        if source is None or target is None:
            return
        values = self._back.values(found.type, found.values)
        ends = {names.GOVERNOR: Ref(source.id), names.DEPENDENT: Ref(target.id)}
        self._add(found.type, {**_placed(target), **values, **ends})

    def _end(self, record: Id, kind: str) -> Structure | None:
        """Give what stands for a statement at the end of a link of a type: a token, or another."""
        made = self._shadows.get(record)
        if made is None or not names.is_token(kind):
            return made
        return self._token(self._places[record])

    def _token(self, place: Place) -> Structure | None:
        start, end = (self._units.to_utf16(one) for one in place)
        return self.divided.token((start, end))

    def _point(self, source: Structure, target: Structure, found: Shape | None) -> None:
        """Let an annotation point to another one again, by way of the filler of a slot."""
        if found is None:
            return
        values = dict(found.values)
        feature, filler = values.pop(ours.SLOT), values.pop(names.SLOT_TYPE, "")
        kind = self._back.refers(source.type, feature, f"{filler}[]" if filler else target.type)
        before = source.values.get(feature)
        if before is not None and not is_many(kind):
            return
        pointed = Ref(target.id)
        if filler:
            self._back.refers(filler, names.TARGET, names.ANNOTATION, names.TOP)
            said = self._back.values(filler, sorted(values.items()), names.TOP)
            pointed = self._new(filler, {**said, names.TARGET: pointed})
        if is_many(kind):
            source.values[feature] = [*before, pointed] if isinstance(before, list) else [pointed]
        else:
            source.values[feature] = pointed

    def _annotation(self, kind: str, place: Place, values: Mapping[str, Value]) -> Structure:
        start, end = (self._units.to_utf16(one) for one in place)
        return self._add(kind, {names.BEGIN: start, names.END: end, **values})

    def _new(self, kind: str, values: dict[str, Value]) -> Ref:
        return Ref(self._add(kind, values).id)

    def _add(self, kind: str, values: Mapping[str, Value]) -> Structure:
        kept: dict[str, Value] = {
            name: value for name, value in values.items() if value not in ("", None)
        }
        if self.types.is_a(kind, names.ANNOTATION_BASE):
            kept = {names.SOFA: Ref(SOFA), **kept}
        made = Structure(self.after, kind, kept)
        self.structures.append(made)
        return made


def _placed(one: Structure) -> dict[str, Value]:
    return {name: one.values[name] for name in (names.BEGIN, names.END)}


def _json(row: Mapping[str, object]) -> str:
    # All but ASCII as escapes: what no XML may hold travels in it, too.
    return json.dumps(row)
