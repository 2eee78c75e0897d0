"""One article and layer as WebAnno TSV 3.3: statements, their source and cue, and links.

Sentences reach up to the next one's first token, so that nothing of the text is lost between them.
Every annotation has its number, so that stacked ones and those of several tokens are told apart.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from factcheck.formats import webanno_names as names
from factcheck.formats.by_layer import Tools
from factcheck.formats.shadows import Shape
from factcheck.formats.token_places import sentence_starts, tokens_in, touched
from factcheck.formats.webanno_cells import NONE, NULL, escaped, text_escaped
from factcheck.formats.webanno_lines import FORMAT, LINK, SPAN, TEXT
from factcheck.formats.webanno_shadows import shape
from factcheck.formats.webanno_spans import Place, shown
from factcheck.ids import Id
from factcheck.prose.utf16 import Utf16Map
from factcheck.records import Link, Role, Statement

_VALUES = (names.LABEL, names.SPEAKER, names.CLAIM, names.CERTAINTY, names.NOTE)
_OTHER_ROLES: tuple[Role, ...] = ("source", "cue")
_SLOT = f"ROLE_{names.STATEMENT}:{names.ATTRIBUTED}_{names.STATEMENT}AttributionLink"
_SPANS = (
    f"{SPAN}{names.STATEMENT}|{'|'.join(_VALUES)}|{names.OURS}|{_SLOT}|{names.ATTRIBUTION}",
    f"{SPAN}{names.ATTRIBUTION}|{names.ROLE}",
)
_LINKS = f"{LINK}{names.LINK}|{names.TYPE}|{names.RATIONALE}|{names.OURS}|BT_{names.STATEMENT}"
_ANY = "uima.tcas.Annotation"
# How many columns our own layers have.
_WIDTHS = {names.STATEMENT: len(_VALUES) + 3, names.ATTRIBUTION: 1, names.LINK: 4}


@dataclass(slots=True)
class _Annotation:
    """One annotation: its number, place, and cells for its first row and for the others."""

    layer: str
    number: int
    place: Place
    first: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    unit: str = ""


@dataclass(slots=True)
class Sheet:
    """One article of one layer while it is made into lines."""

    text: str
    tools: Tools
    lost: Counter[str] = field(default_factory=Counter)
    #: The annotations of statements; those that cannot be shown lack.
    called: dict[Id, _Annotation] = field(default_factory=dict)
    _annotations: list[_Annotation] = field(default_factory=list)
    _attributed: dict[Id, list[tuple[Role, _Annotation]]] = field(default_factory=dict)
    # The same in the layers of others that they came from, and the features of these.
    _shadows: dict[Id, _Annotation] = field(default_factory=dict)
    _features: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _shapes: dict[Id, Shape] = field(default_factory=dict)

    def add(self, statements: Sequence[Statement]) -> None:
        """Take in the statements of a layer."""
        for one in statements:
            places = shown(one.spans, self.text)
            if "content" not in places:
                self.lost["white_space"] += 1
                continue
            self.lost["gaps_shown_closed"] += len(one.content) > 1
            self.called[one.id] = self._new(names.STATEMENT, places["content"][0])
            found = shape(one.attributes, self.tools.outgoing.names.labels[one.label])
            if found is not None:
                self._shadows[one.id] = self._new(found.type, places["content"][0])
                self._shapes[one.id] = found
                self._features[found.type].update(name for name, _ in found.values)
            self._attributed[one.id] = [
                (role, self._new(names.ATTRIBUTION, place))
                for role in _OTHER_ROLES
                for place in places.get(role, ())
            ]

    def lines(self, statements: Sequence[Statement], links: Iterable[Link]) -> str:
        """Give the whole sheet as one text."""
        units = _Units(self.text, [one.place for one in self._annotations])
        for one in self._annotations:
            one.unit = units.first(one.place)
        for statement in statements:
            if statement.id in self.called:
                self._tell(statement)
        linked = {names.LINK: self._linked(links)}
        link_lines = [_LINKS]
        for kind, some in self._foreign(links).items():
            link_lines.append(self._add_links(kind, some, linked))
        spans = [
            f"{SPAN}{kind}|{'|'.join(sorted(features))}"
            for kind, features in sorted(self._features.items())
        ]
        head = "\n".join((f"{FORMAT}3.3", *_SPANS, *spans, *link_lines))
        return f"{head}\n\n" + "".join(self._sentences(units, linked))

    def _foreign(self, links: Iterable[Link]) -> dict[str, list[tuple[Shape, Link]]]:
        """Give the links that came from layers of others, by the type of these."""
        found: dict[str, list[tuple[Shape, Link]]] = defaultdict(list)
        for one in links:
            both = {one.source, one.target} <= self._shadows.keys()
            kind = self.tools.outgoing.names.link_types[one.type]
            made = shape(one.attributes, kind) if both else None
            if made is not None:
                found[made.type].append((made, one))
        return found

    def _add_links(
        self,
        kind: str,
        some: Sequence[tuple[Shape, Link]],
        linked: dict[str, dict[str, list[tuple[str, ...]]]],
    ) -> str:
        """Add the cells of links of one layer, and give the line that declares it."""
        features = sorted({name for one, _ in some for name, _ in one.values})
        cells: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        bases = set()
        for one, link in some:
            values, source = dict(one.values), self._shadows[link.source]
            target = self._shadows[link.target]
            bases |= {source.layer, target.layer}
            base = f"{source.unit}[{source.number}_{target.number}]"
            told = (escaped(values.get(name, "")) or NULL for name in features)
            cells[target.unit].append((*told, base))
        linked[kind] = cells
        only = bases.pop() if len(bases) == 1 else _ANY
        return f"{LINK}{'|'.join((kind, *features))}|BT_{only}"

    def _new(self, layer: str, place: Place) -> _Annotation:
        made = _Annotation(layer, len(self._annotations) + 1, place)
        self._annotations.append(made)
        return made

    def _tell(self, one: Statement) -> None:
        own, others = self.called[one.id], self._attributed[one.id]
        values = {
            names.LABEL: self.tools.outgoing.names.labels[one.label],
            names.SPEAKER: self.tools.speakers.get(one.speaker, "") if one.speaker else "",
            names.CLAIM: self.tools.claims.get(one.claim, "") if one.claim else "",
            names.CERTAINTY: one.certainty or "",
            names.NOTE: one.note,
        }
        row = escaped(json.dumps(self.tools.outgoing.statement(one), ensure_ascii=False))
        end = f"[{own.number}]"
        roles = ";".join(role for role, _ in others) or NONE
        targets = ";".join(f"{x.unit}[{x.number}]" for _, x in others) or NULL
        told = [f"{escaped(values[name]) or NULL}{end}" for name in _VALUES]
        own.first = (*told, f"{row}{end}", f"{roles}{end}", targets)
        # What travels need stand only once.
        own.others = (*told, f"{NULL}{end}", f"{roles}{end}", targets)
        for role, other in others:
            other.first = other.others = (f"{role}[{other.number}]",)
        if one.id in self._shadows:
            shadow, values = self._shadows[one.id], dict(self._shapes[one.id].values)
            features = sorted(self._features[shadow.layer])
            said = (escaped(values.get(name, "")) or NULL for name in features)
            end = f"[{shadow.number}]"
            shadow.first = shadow.others = tuple(f"{x}{end}" for x in said) or (f"{NULL}{end}",)

    def _linked(self, links: Iterable[Link]) -> dict[str, list[tuple[str, ...]]]:
        """Give the cells of links by the unit at which they end."""
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for link in links:
            if not {link.source, link.target} <= self.called.keys():
                continue
            source, target = self.called[link.source], self.called[link.target]
            row = escaped(json.dumps(self.tools.outgoing.link(link), ensure_ascii=False))
            name = escaped(self.tools.outgoing.names.link_types[link.type])
            base = f"{source.unit}[{source.number}_{target.number}]"
            found[target.unit].append((name, escaped(link.rationale) or NULL, row, base))
        return found

    def _sentences(
        self, units: "_Units", linked: Mapping[str, Mapping[str, Sequence[tuple[str, ...]]]]
    ) -> Iterator[str]:
        widths = {kind: max(len(x), 1) for kind, x in sorted(self._features.items())}
        spans = {names.STATEMENT: _WIDTHS[names.STATEMENT], names.ATTRIBUTION: 1, **widths}
        places = Utf16Map(self.text)
        at = units.covering(self._annotations)
        for start, end, rows in units.sentences():
            said = [line.removesuffix("\n") for line in self.text[start:end].split("\n")]
            yield "\n" + "".join(f"{TEXT}{text_escaped(line)}\n" for line in said)
            for unit, (first, last) in rows:
                words = self.text[first:last]
                flat = text_escaped(words) if re.search(r"[\t\n\r]", words) else words
                offsets = f"{places.to_utf16(first)}-{places.to_utf16(last)}"
                cells = _cells(unit, at.get(unit, ()), spans)
                ends = (cell for some in linked.values() for cell in _ends(some, unit))
                yield "\t".join((unit, offsets, flat, *cells, *ends)) + "\t\n"


class _Units:
    """The tokens of a text, numbered by sentence, and the parts of them that spans need."""

    def __init__(self, text: str, places: Iterable[Place]) -> None:
        self._text = text
        tokens = tokens_in(text)
        blank = len(text) - len(text.lstrip(" "))
        if tokens and tokens[0][0] > blank:
            # White space other than blanks before the first token would be lost.
            tokens.insert(0, (blank, tokens[0][0]))
        self._tokens = tokens
        self._begins = sentence_starts(text, [start for start, _ in tokens])
        self._names = list(self._numbered())
        self._parts: dict[int, list[Place]] = {}
        self._place_of: dict[Place, str] = {}
        wanted: dict[int, set[Place]] = defaultdict(set)
        for start, end in places:
            for token, part in self._needed(start, end):
                wanted[token].add(part)
        for token, parts in wanted.items():
            self._parts[token] = sorted(parts)
            for n, part in enumerate(self._parts[token], 1):
                self._place_of[part] = f"{self._names[token]}.{n}"
        for token, place in enumerate(tokens):
            self._place_of[place] = self._names[token]

    def first(self, place: Place) -> str:
        """Give the unit at which a place begins."""
        return next(self._units_of(place))

    def covering(self, annotations: Iterable[_Annotation]) -> dict[str, list[_Annotation]]:
        """Give the annotations at each unit."""
        found: dict[str, list[_Annotation]] = defaultdict(list)
        for one in annotations:
            for unit in self._units_of(one.place):
                found[unit].append(one)
        return found

    def sentences(self) -> Iterator[tuple[int, int, list[tuple[str, Place]]]]:
        """Give the sentences with their units; each reaches up to the next one."""
        edges = [*self._begins, len(self._tokens)]
        for first, last in pairwise(edges):
            start = self._tokens[first][0]
            end = self._tokens[last][0] if last < len(self._tokens) else len(self._text)
            rows = []
            for token in range(first, last):
                rows.append((self._names[token], self._tokens[token]))
                rows += [(self._place_of[part], part) for part in self._parts.get(token, ())]
            yield start, end, rows

    def _numbered(self) -> Iterator[str]:
        begins = set(self._begins)
        sentence = inside = 0
        for token in range(len(self._tokens)):
            if token in begins:
                sentence, inside = sentence + 1, 0
            inside += 1
            yield f"{sentence}-{inside}"

    def _needed(self, start: int, end: int) -> Iterator[tuple[int, Place]]:
        """Give the parts of tokens that a place covers where it does not cover the whole."""
        for token in touched(self._tokens, start, end):
            first, last = self._tokens[token]
            part = (max(start, first), min(end, last))
            if part != (first, last):
                yield token, part

    def _units_of(self, place: Place) -> Iterator[str]:
        start, end = place
        for token in touched(self._tokens, start, end):
            first, last = self._tokens[token]
            yield self._place_of[max(start, first), min(end, last)]


def _cells(unit: str, here: Sequence[_Annotation], widths: Mapping[str, int]) -> Iterator[str]:
    for layer, width in widths.items():
        stacked = [
            one.first if one.unit == unit else one.others for one in here if one.layer == layer
        ]
        yield from _stacked(stacked, width)


def _ends(linked: Mapping[str, Sequence[tuple[str, ...]]], unit: str) -> Iterator[str]:
    """Give the cells of one layer of links at a unit."""
    width = next((len(some[0]) for some in linked.values()), _WIDTHS[names.LINK])
    yield from _stacked(linked.get(unit, ()), width)


def _stacked(some: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    for column in range(width):
        yield "|".join(one[column] for one in some) or NONE
