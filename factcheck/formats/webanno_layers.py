"""The annotations of a WebAnno TSV: cells of one annotation joined over rows, by layer.

What is at a unit, and what a number in brackets means, is known here; what becomes of an
annotation in a bundle is not.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from factcheck.formats.building import Origin
from factcheck.formats.webanno_cells import (
    NONE,
    NULL,
    chained,
    divided,
    suffixed,
    unescaped,
)
from factcheck.formats.webanno_lines import CHAIN, LINK, Layer, Sheet, Unit


@dataclass(frozen=True, slots=True)
class Slot:
    """One filler of a slot of an annotation: which feature, in what role, where it is."""

    feature: str
    role: str
    unit: str
    number: int
    type: str


@dataclass(slots=True)
class Found:
    """An annotation of spans or chains: from where to where, and what its features say."""

    layer: Layer
    unit: str
    start: int
    end: int
    at: Origin
    values: dict[str, str] = field(default_factory=dict)
    slots: dict[str, list[Slot]] = field(default_factory=dict)
    chain: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as its row says: from which annotation, to which, with what features."""

    layer: Layer
    source: Found | None
    target: Found | None
    values: dict[str, str]
    at: Origin


class Annotations:
    """All annotations of a file."""

    def __init__(self, sheet: Sheet) -> None:
        self.found: list[Found] = []
        self._at: dict[str, list[Found]] = {unit.id: [] for unit in sheet.units}
        self._numbered: dict[int, list[Found]] = defaultdict(list)
        self._known: dict[tuple[str, int, int], Found] = {}
        self._links: list[tuple[Layer, Unit, list[str]]] = []
        for unit in sheet.units:
            for layer in sheet.layers:
                cells = unit.cells[layer.first : layer.first + len(layer.columns)]
                self._take(layer, unit, [[] if c == NONE else divided(c, "|") for c in cells])

    def links(self) -> Iterator[Linked]:
        """Give the links of link layers; raise BadInput for one to a unit that is not there."""
        for layer, unit, cells in self._links:
            values, source, target = {}, None, None
            for column, cell in zip(layer.columns, cells, strict=True):
                value, numbers = suffixed(cell)
                if column.holds == "base" and value not in (NONE, NULL, ""):
                    first, _, last = numbers.partition("_")
                    source = self.resolve(value, int(first or 0), column.name, unit.at)
                    target = self.resolve(unit.id, int(last or 0), column.name, unit.at)
                elif column.holds == "feature" and cell not in (NULL, NONE, ""):
                    values[column.name] = unescaped(cell)
            yield Linked(layer, source, target, values, unit.at)

    def resolve(self, unit: str, number: int, type_name: str, at: Origin) -> Found | None:
        """Give the annotation that a unit and a number mean, None where no such layer is there."""
        if unit not in self._at:
            raise at.bad("unknown", key=type_name, said=unit)
        if number:
            some = self._numbered.get(number, [])
            if not some:
                raise at.bad("unknown", key=type_name, said=f"{unit}[{number}]")
        else:
            some = self._at[unit]
        of_type = [one for one in some if one.layer.type == type_name]
        # The type may be one that all annotations have, or a token.
        return next(iter(of_type or some), None)

    def _take(self, layer: Layer, unit: Unit, stacks: list[list[str]]) -> None:
        for n in range(max((len(stack) for stack in stacks), default=0)):
            cells = [stack[n] if n < len(stack) else NONE for stack in stacks]
            if layer.kind == LINK:
                self._links.append((layer, unit, cells))
            elif layer.kind == CHAIN:
                self._element(layer, unit, cells)
            else:
                self._span(layer, unit, cells)

    def _span(self, layer: Layer, unit: Unit, cells: list[str]) -> None:
        numbers = [
            suffixed(cell)[1]
            for column, cell in zip(layer.columns, cells, strict=True)
            if column.holds != "target"
        ]
        number = next((int(one) for one in numbers if one.isdigit()), 0)
        found = self._annotation(layer, unit, (layer.type, number, 0) if number else None)
        if number and found not in self._numbered[number]:
            self._numbered[number].append(found)
        roles: list[str] = []
        name = ""
        for column, cell in zip(layer.columns, cells, strict=True):
            if column.holds == "role":
                name, roles = column.name, _roles(suffixed(cell)[0])
            elif column.holds == "target":
                fillers = [] if cell in (NONE, NULL) else divided(cell, ";")
                if len(fillers) != len(roles):
                    raise unit.at.bad("two_ends")
                slots = (
                    Slot(name, role, *_place(filler, unit.at), column.name)
                    for role, filler in zip(roles, fillers, strict=True)
                )
                found.slots[name] = [one for one in slots if one.unit not in (NULL, NONE)]
            elif column.holds == "feature":
                value = suffixed(cell)[0]
                if value not in (NULL, NONE, ""):
                    found.values[column.name] = unescaped(value)

    def _element(self, layer: Layer, unit: Unit, cells: list[str]) -> None:
        columns = {c.holds: cell for c, cell in zip(layer.columns, cells, strict=True)}
        link = chained(columns.get("link", ""))
        if link is None:
            raise unit.at.bad("no_row")
        relation, chain, place = link
        found = self._annotation(layer, unit, (layer.type, chain, place))
        found.chain = (chain, place)
        kind = suffixed(columns.get("kind", NULL))[0]
        for name, value in (("referenceRelation", relation), ("referenceType", kind)):
            if value not in (NULL, NONE, ""):
                found.values[name] = unescaped(value)

    def _annotation(self, layer: Layer, unit: Unit, key: tuple[str, int, int] | None) -> Found:
        """Give the annotation of a key, now reaching over this unit too, or a new one."""
        found = self._known.get(key) if key else None
        if found is None:
            found = Found(layer, unit.id, unit.start, unit.end, unit.at)
            self.found.append(found)
            if key:
                self._known[key] = found
        found.start, found.end = min(found.start, unit.start), max(found.end, unit.end)
        self._at[unit.id].append(found)
        return found


def _roles(cell: str) -> list[str]:
    if cell == NONE:
        return []
    return ["" if one == NULL else unescaped(one) for one in divided(cell, ";")]


def _place(filler: str, at: Origin) -> tuple[str, int]:
    unit, number = suffixed(filler)
    if "_" in number:
        raise at.bad("no_row")
    return unit, int(number or 0)
