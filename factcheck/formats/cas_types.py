"""The types of a UIMA CAS: what is above each, and of what range its features are.

Read from `TypeSystem.xml` and from the types inside a JSON CAS; UIMA's own are known. A range is
a type's name, or one with `[]` for an array of what is no plain value. It knows no structure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from factcheck.formats import cas_names as names
from factcheck.formats.building import Origin
from factcheck.formats.rows import Json
from factcheck.formats.xml_tree import Node, parse
from factcheck.verbs.checks import LONGEST_LINE

_CAS = "uima.cas."
STRING = _CAS + "String"
BOOLEAN = _CAS + "Boolean"
WHOLE = tuple(_CAS + one for one in ("Byte", "Short", "Integer", "Long"))
REAL = (_CAS + "Float", _CAS + "Double")
PLAIN = (STRING, BOOLEAN, *WHOLE, *REAL)
ARRAY = _CAS + "FSArray"
LIST = _CAS + "FSList"
BYTES = _CAS + "ByteArray"
_ARRAYS = tuple(one + "Array" for one in PLAIN)
_LISTS = tuple(_CAS + one for one in ("StringList", "IntegerList", "FloatList"))
_PARENTS = {
    **dict.fromkeys(PLAIN, names.TOP),
    **dict.fromkeys((_CAS + "ArrayBase", _CAS + "ListBase", names.SOFA_TYPE), names.TOP),
    **dict.fromkeys((ARRAY, *_ARRAYS), _CAS + "ArrayBase"),
    **dict.fromkeys((LIST, *_LISTS), _CAS + "ListBase"),
    **{
        one.replace(_CAS, _CAS + way): one
        for one in (LIST, *_LISTS)
        for way in ("Empty", "NonEmpty")
    },
    names.ANNOTATION_BASE: names.TOP,
    names.ANNOTATION: names.ANNOTATION_BASE,
    names.DOCUMENT_ANNOTATION: names.ANNOTATION,
    # Of DKPro, which some do not declare though they have them.
    names.METADATA: names.DOCUMENT_ANNOTATION,
    names.SENTENCE: names.ANNOTATION,
    names.TOKEN: names.ANNOTATION,
}
_RANGES = {
    ARRAY: {"elements": names.TOP + "[]"},
    BYTES: {"elements": STRING},
    **{one: {"elements": one} for one in _ARRAYS if one != BYTES},
    _CAS + "NonEmptyFSList": {"head": names.TOP, "tail": LIST},
    **{one.replace(_CAS, _CAS + "NonEmpty"): {"head": STRING, "tail": one} for one in _LISTS},
    names.ANNOTATION_BASE: {names.SOFA: names.SOFA_TYPE},
    names.ANNOTATION: {names.BEGIN: _CAS + "Integer", names.END: _CAS + "Integer"},
    names.DOCUMENT_ANNOTATION: {names.LANGUAGE: STRING},
}


@dataclass(slots=True)
class Type:
    """A type: what is above it, its own features with their ranges, which of these are shared."""

    parent: str
    ranges: dict[str, str] = field(default_factory=dict)
    #: Arrays that other structures may refer to, too, so that they stand by themselves in XMI.
    shared: set[str] = field(default_factory=set)


class TypeSystem:
    """Types by their names; those that several descriptions declare have the features of all."""

    def __init__(self) -> None:
        self.declared: dict[str, Type] = {}
        self._lineages: dict[str, tuple[str, ...]] = {}
        self._ranges: dict[tuple[str, str], str | None] = {}
        self._shared: dict[tuple[str, str], bool] = {}

    def declare(self, name: str, parent: str, ranges: Mapping[str, str] | None = None) -> Type:
        """Add a type, or features to one; what was said of it first counts."""
        found = self.declared.setdefault(name, Type(parent))
        for feature, one in (ranges or {}).items():
            found.ranges.setdefault(feature, one)
        self._lineages.clear()
        self._ranges.clear()
        self._shared.clear()
        return found

    def add(self, other: "TypeSystem") -> None:
        """Add the types of another one."""
        for name, one in other.declared.items():
            self.declare(name, one.parent, one.ranges).shared |= one.shared

    def knows(self, name: str) -> bool:
        """Say whether a type is declared here, or known without that."""
        return name in self.declared or name in _PARENTS or name == names.TOP

    def lineage(self, name: str) -> tuple[str, ...]:
        """Give a type and those above it, from the nearest; a circle ends where it closes."""
        found = self._lineages.get(name)
        if found is None:
            line: dict[str, None] = {}
            at: str | None = name
            while at and at not in line:
                line[at] = None
                one = self.declared.get(at)
                at = _PARENTS.get(at) or (one.parent if one else None)
            found = self._lineages[name] = tuple(line)
        return found

    def is_a(self, name: str, above: str) -> bool:
        """Say whether a type is another one or below it."""
        return above in self.lineage(name)

    def range_of(self, name: str, feature: str) -> str | None:
        """Give the range of a feature that a type has or inherits, None where it has none."""
        key = name, feature
        if key not in self._ranges:
            some = (self._range_in(one, feature) for one in self.lineage(name))
            self._ranges[key] = next((one for one in some if one), None)
        return self._ranges[key]

    def _range_in(self, name: str, feature: str) -> str | None:
        held = self.declared.get(name)
        return _RANGES.get(name, {}).get(feature) or (held.ranges.get(feature) if held else None)

    def is_shared(self, name: str, feature: str) -> bool:
        """Say whether an array of a feature stands by itself in XMI."""
        key = name, feature
        if key not in self._shared:
            some = (self.declared.get(one) for one in self.lineage(name))
            self._shared[key] = any(one is not None and feature in one.shared for one in some)
        return self._shared[key]

    def is_plain(self, name: str) -> bool:
        """Say whether values of a range are plain: numbers, and texts, some of a list only."""
        return name in PLAIN or STRING in self.lineage(name)


def is_plain_many(name: str) -> bool:
    """Say whether a range is an array or list of plain values, bytes not included."""
    return name in _LISTS or (name in _ARRAYS and name != BYTES)


def is_many(name: str) -> bool:
    """Say whether a range is an array or list of structures."""
    return name in (ARRAY, LIST) or name.endswith("[]")


def is_collection(name: str) -> bool:
    """Say whether structures of a type are arrays, or elements of lists."""
    return _PARENTS.get(name) in (_CAS + "ArrayBase", _CAS + "ListBase", LIST, *_LISTS)


def element_of(name: str) -> str:
    """Give the range of an element of such arrays and lists."""
    if name.endswith("[]"):
        return name.removesuffix("[]")
    if name in (ARRAY, LIST):
        return names.TOP
    return name.removesuffix("Array").removesuffix("List")


def array_of(name: str) -> str:
    """Give the name by which UIMA knows arrays of a type."""
    return name + "Array" if name in PLAIN else ARRAY


def of_xml(data: bytes, name: str) -> TypeSystem:
    """Read a type system; raise BadInput with the line where it is none."""
    root = parse(data, name=name)
    if root.name != "typeSystemDescription":
        raise Origin(name, root.line).bad("not_types")
    found = TypeSystem()
    for one in _inner(root, "types", "typeDescription"):
        at = Origin(name, one.line)
        made = found.declare(
            _words(one, "name", at), _words(one, "supertypeName", at, instead=names.TOP)
        )
        for each in _inner(one, "features", "featureDescription"):
            at = Origin(name, each.line)
            feature = _words(each, "name", at)
            element = _words(each, "elementType", at, instead="-").removesuffix("-")
            said = _words(each, "rangeTypeName", at, instead=STRING)
            made.ranges.setdefault(feature, _range(said, element))
            if _words(each, "multipleReferencesAllowed", at, instead="false") == "true":
                made.shared.add(feature)
    return found


def of_json(value: Json, at: Origin) -> TypeSystem:
    """Read the types inside a JSON CAS; raise BadInput where they are none."""
    found = TypeSystem()
    for name, one in at.fields({} if value is None else value).values.items():
        row = at.fields(one)
        parent = row.maybe_line("%SUPER_TYPE") or names.TOP
        made = found.declare(at.short("%NAME", name), parent)
        for feature, said in row.values.items():
            if not feature.startswith("%"):
                inner = at.fields(said)
                element = inner.maybe_line("%ELEMENT_TYPE") or ""
                made.ranges[at.short("%NAME", feature)] = _range(
                    inner.maybe_line("%RANGE") or STRING, element
                )
    return found


def _range(said: str, element: str) -> str:
    if said.endswith("[]"):
        said, element = ARRAY, said.removesuffix("[]")
    if said != ARRAY:
        return said
    return array_of(element) if element in PLAIN else f"{element or names.TOP}[]"


def _inner(node: Node, *ways: str) -> Iterator[Node]:
    first, *rest = ways
    for one in node.all(first):
        yield from _inner(one, *rest) if rest else (one,)


def _words(node: Node, name: str, at: Origin, *, instead: str | None = None) -> str:
    found = node.first(name)
    words = found.words.strip() if found is not None else ""
    if not words and instead is not None:
        return instead
    if not words or len(words) > LONGEST_LINE:
        raise at.bad("lacking", key=name)
    return words
