"""A UIMA CAS once it is read: feature structures that refer to each other, and texts.

What all CAS must be, whether XML or JSON: ids stand once, references lead somewhere, annotations
lie in their text. Offsets are UTF-16 units in it, and code points in what it gives. What becomes
of an annotation is not known here.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeGuard

from factcheck.formats import cas_names as names
from factcheck.formats.building import Origin
from factcheck.formats.cas_types import TypeSystem, is_collection
from factcheck.prose.utf16 import Utf16Map

# How often an array or list may be looked at, on average: a small CAS could say that a million
# structures have the same million elements.
_MOST_TIMES = 20
_FEW = 100_000  # elements, however often


_FIRST = "_InitialView"


class Ref(int):
    """The id of another structure, as a value."""


Value = None | bool | int | float | str | Ref | list["Value"]


@dataclass(slots=True)
class Structure:
    """One feature structure; `line` is where it stands."""

    id: int
    type: str
    values: dict[str, Value]
    line: int = 1


@dataclass(slots=True)
class Sofa:
    """What a view is of: a text, or what lies elsewhere or is bytes."""

    id: int
    name: str
    text: str | None
    is_elsewhere: bool
    line: int = 1


@dataclass(slots=True)
class Cas:
    """All of one CAS; `dropped` are the ids of structures whose types it does not declare."""

    name: str
    types: TypeSystem = field(default_factory=TypeSystem)
    sofas: dict[int, Sofa] = field(default_factory=dict)
    structures: dict[int, Structure] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    lost: Counter[str] = field(default_factory=Counter)
    _elements_left: int = _FEW

    def at(self, line: int, record: object = "") -> Origin:
        """Give the place of something in errors."""
        return Origin(self.name, line, str(record))

    def place_of(self, one: Structure) -> Origin:
        """Give the place of a structure in errors."""
        return self.at(one.line, f"{names.short(one.type)} {one.id}")

    def add(self, one: Structure) -> None:
        """Take in a structure, but none of a type that is not declared; raise BadInput."""
        if one.id in self.structures or one.id in self.dropped:
            raise self.place_of(one).bad("id_twice")
        if self.types.declared and not self.types.knows(one.type):
            self.dropped.add(one.id)
            self.lost["unknown_types"] += 1
        else:
            self.structures[one.id] = one

    def add_sofa(self, one: Sofa) -> None:
        """Take in a sofa; raise BadInput where its id or name stands twice."""
        if one.id in self.sofas or any(held.name == one.name for held in self.sofas.values()):
            raise self.at(one.line, one.name).bad("id_twice")
        self.sofas[one.id] = one

    def check(self) -> None:
        """Raise BadInput where something refers to what is not there."""
        for one in self.structures.values():
            sofa = one.values.get(names.SOFA)
            if isinstance(sofa, int) and sofa not in self.sofas:
                raise self.place_of(one).bad("unknown", key=names.SOFA, said=int(sofa))
            for feature, value in one.values.items():
                some = value if isinstance(value, list) else (value,)
                self._elements_left += _MOST_TIMES * len(some)
                for ref in some:
                    if isinstance(ref, Ref) and not self._is_there(ref):
                        raise self.place_of(one).bad("unknown", key=feature, said=int(ref))
        for sofa, members in self.members.items():
            if sofa not in self.sofas:
                raise self.at(1).bad("unknown", key=names.SOFA, said=sofa)
            for member in members:
                if not self._is_there(member):
                    raise self.at(1).bad("unknown", key="members", said=member)

    def _is_there(self, record: int) -> bool:
        return record in self.structures or record in self.sofas or record in self.dropped

    def get(self, value: Value) -> Structure | None:
        """Give the structure that a value refers to, None where it refers to none that is kept."""
        return self.structures.get(value) if isinstance(value, Ref) else None

    def resolved(self, value: Value) -> Value:
        """Give a value with arrays and lists that stand by themselves put in its place."""
        one = self.get(value)
        if one is None or not is_collection(one.type):
            return value
        elements = one.values.get("elements", [])
        if isinstance(elements, str):
            return elements
        found = elements if isinstance(elements, list) else []
        if "tail" in one.values:
            found = list(self._walk(one))
        self._elements_left -= len(found)
        if self._elements_left < 0:
            raise self.place_of(one).bad("too_long")
        return found

    def _walk(self, one: Structure) -> Iterator[Value]:
        """Give the elements of a list, each once: a circle ends where it closes."""
        met: set[int] = set()
        at: Structure | None = one
        while at is not None and "tail" in at.values and at.id not in met:
            met.add(at.id)
            yield at.values.get("head")
            at = self.get(at.values["tail"])

    def is_annotation(self, one: Structure) -> bool:
        """Say whether a structure is an annotation; of an unknown type, whether it has a place."""
        if self.types.is_a(one.type, names.ANNOTATION):
            return True
        return not self.types.knows(one.type) and all(name in one.values for name in names.PLACE)

    def views(self) -> Iterator["View"]:
        """Give the views, that of the first text first."""
        first = sorted(self.sofas.values(), key=lambda sofa: sofa.name != _FIRST)
        of: dict[int, list[Structure]] = {sofa.id: [] for sofa in first}
        for sofa, members in self._indexed().items():
            some = (self.structures.get(member) for member in dict.fromkeys(members))
            of[sofa] += [one for one in some if one is not None]
        for sofa, held in of.items():
            yield View(self, self.sofas[sofa], held)

    def _indexed(self) -> dict[int, list[int]]:
        """Give the members of each view; what is in no view of any is not there any more."""
        if self.members:
            return self.members
        found: dict[int, list[int]] = {sofa: [] for sofa in self.sofas}
        for one in self.structures.values():
            sofa = one.values.get(names.SOFA)
            if isinstance(sofa, int) and sofa in found:
                found[sofa].append(one.id)
        return found


class View:
    """One text of a CAS with what is in its index."""

    def __init__(self, cas: Cas, sofa: Sofa, structures: list[Structure]) -> None:
        self.cas = cas
        self.sofa = sofa
        self.structures = structures
        self.text = sofa.text or ""
        self._units = Utf16Map(self.text)
        self._length = self._units.units
        self._is_same = self._length == len(self.text)

    def place(self, one: Structure) -> tuple[int, int]:
        """Give where an annotation is, in code points; raise BadInput where that is nowhere."""
        values = one.values
        # What is not said is 0, as everywhere in UIMA.
        start, end = values.get(names.BEGIN, 0), values.get(names.END, 0)
        if not _is_number(start) or not _is_number(end):
            raise self.cas.place_of(one).bad("not_number", key=f"{names.BEGIN}, {names.END}")
        if values.get(names.SOFA, self.sofa.id) != self.sofa.id:
            raise self.cas.place_of(one).bad("other_sofa")
        if not 0 <= start <= end <= self._length:
            why = "span_reversed" if end < start else "span_outside"
            raise self.cas.place_of(one).bad(why, start=start, end=end, length=self._length)
        if self._is_same:
            return start, end
        for position in (start, end):
            if self._units.snap(position) != position:
                raise self.cas.place_of(one).bad("inside_character", position=position)
        return self._units.from_utf16(start), self._units.from_utf16(end)


def _is_number(value: Value) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
