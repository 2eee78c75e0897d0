"""Reads XMI, in which UIMA writes a CAS as XML, with as little trust as `xml_tree` has.

XMI does not say what is a number and what the id of another structure; the type system does. Where
there is none, ends of relations, slots, chains and what DKPro's tokens have are known by name.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from xml.parsers import expat

from factcheck.errors import BadInput
from factcheck.formats import cas_names as names
from factcheck.formats import cas_plain
from factcheck.formats.building import Origin
from factcheck.formats.cas_model import Cas, Ref, Sofa, Structure, Value
from factcheck.formats.cas_types import BYTES, TypeSystem, is_many, is_plain_many
from factcheck.formats.webanno_names import ROLE

_XMI = "http://www.omg.org/XMI "
_PACKAGE = re.compile(r"http:///(?:(.+)\.)?ecore")
_NO_PACKAGE = "uima.noNamespace."
_NUMBER = re.compile(r"-?[0-9]{1,18}")
_NUMBERS = re.compile(r"\s*[0-9]{1,18}(?:\s+[0-9]{1,18})*\s*")
_ENDS = (names.GOVERNOR, names.DEPENDENT)
_OF_TOKENS = ("pos", "lemma", "stem", "morph", "form", "parent")
_REFERENCES = frozenset((*_ENDS, names.TARGET, names.FIRST, names.NEXT, *_OF_TOKENS))
# XML 1.1 has characters that no parser of 1.0 takes: others that no text has stand for them.
_NEWER = re.compile(rb"""\s*<\?xml\s+version\s*=\s*["']1\.1["']""")
_CONTROL = re.compile(rb"&#(?:x0*([0-9a-fA-F]{1,2})|0*([0-9]{1,2}));")
_STANDING = 0xFDD0
_BACK = {_STANDING + n: n for n in range(32)}
_ANY_STANDING = re.compile(rb"\xef\xb7[\x90-\xaf]")
_How = Callable[[Value], Value]


def read(data: bytes, name: str, types: TypeSystem) -> Cas:
    """Read a CAS; raise BadInput with the line where it is none, or is not whole."""
    # Without a type system what is a reference is told by the ids that are there.
    cut = cas_plain.cut(data) if types.declared else None
    if cut is not None and cut.ids:
        try:
            return _read(cut.data, name, types, cut.ids)
        except BadInput:
            pass  # Something points to what was cut, or is at fault: read as a whole it is said.
    return _read(data, name, types, frozenset())


def _read(data: bytes, name: str, types: TypeSystem, apart: frozenset[bytes]) -> Cas:
    is_newer = bool(_NEWER.match(data)) and not _ANY_STANDING.search(data)
    scanning = _Scanning(name, apart, is_newer=is_newer)
    try:
        scanning.parser.Parse(_CONTROL.sub(_stand_in, data) if is_newer else data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Origin(name, getattr(error, "lineno", 1)).bad("not_xml") from error
    cas = Cas(name, types)
    for sofa in scanning.sofas:
        cas.add_sofa(sofa)
    cas.members = scanning.members
    _Meaning(cas, scanning.found).take()
    cas.check()
    return cas


def _stand_in(found: re.Match[bytes]) -> bytes:
    code = int(found[1], 16) if found[1] else int(found[2])
    if code >= 32 or code in (0, 9, 10, 13):
        return found[0]
    return b"&#%d;" % (_STANDING + code)


class _Scanning:
    """An XMI on its way into structures."""

    def __init__(self, name: str, apart: frozenset[bytes], *, is_newer: bool) -> None:
        self.found: list[Structure] = []
        self.sofas: list[Sofa] = []
        self.members: dict[int, list[int]] = {}
        self._name = name
        self._apart = apart
        self._is_newer = is_newer
        self._depth = 0
        self._words: list[str] | None = None
        self._open: Structure | None = None
        parser = self.parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._type

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        at = Origin(self._name, self.parser.CurrentLineNumber)
        if self._depth == 1:
            if name != f"{_XMI}XMI":
                raise at.bad("not_cas")
        elif self._depth == 2:
            self._element(_type_of(name), attributes, at)
        elif self._depth == 3 and self._open is not None:
            self._words = [attributes.get("href", "").removeprefix("#")]
        else:
            raise at.bad("not_cas")

    def _element(self, kind: str, attributes: dict[str, str], at: Origin) -> None:
        if kind == "uima.cas.NULL":
            return
        if self._is_newer:
            attributes = {k: v.translate(_BACK) for k, v in attributes.items()}
        if kind == "uima.cas.View":
            if names.SOFA in attributes:
                sofa = _number(attributes[names.SOFA], names.SOFA, at)
                some = attributes.get("members", "").split()
                held = self.members.setdefault(sofa, [])
                held += [_number(x, "members", at) for x in some if x.encode() not in self._apart]
            return
        said = attributes.pop(f"{_XMI}id", "")
        if said.encode() in self._apart:
            raise at.bad("id_twice")
        record = _number(said, "xmi:id", at)
        if kind == names.SOFA_TYPE:
            self.sofas.append(_sofa(record, attributes, at))
        else:
            self._open = Structure(record, kind, {**attributes}, at.line)
            self.found.append(self._open)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._depth == 2 and self._open is not None and self._words is not None:
            held = self._open.values.setdefault(name.rpartition(" ")[2], [])
            if isinstance(held, list):
                words = "".join(self._words)
                held.append(words.translate(_BACK) if self._is_newer else words)
            self._words = None
        elif self._depth == 1:
            self._open = None

    def _text(self, words: str) -> None:
        if self._words is not None:
            self._words.append(words)

    def _type(self, *_: object) -> None:
        raise Origin(self._name, self.parser.CurrentLineNumber).bad("doctype")


class _Meaning:
    """What the texts of structures mean, by the type system or without one."""

    def __init__(self, cas: Cas, found: list[Structure]) -> None:
        self._cas = cas
        self._found = found
        self._is_typed = bool(cas.types.declared)
        self._ids = {one.id for one in found}
        self._fillers = {
            one.id
            for one in found
            if names.BEGIN not in one.values and {names.TARGET, ROLE} & one.values.keys()
        }
        self._hows: dict[tuple[str, str], _How] = {}

    def take(self) -> None:
        """Put all structures into the CAS; raise BadInput for a number that is none."""
        hows = self._hows
        for one in self._found:
            for name, said in one.values.items():
                how = hows.get((one.type, name))
                if how is None:
                    how = hows[one.type, name] = self._how(one.type, name)
                try:
                    one.values[name] = how(said)
                except ValueError as error:
                    raise self._cas.place_of(one).bad("not_number", key=name) from error
            self._cas.add(one)

    def _how(self, kind: str, name: str) -> _How:
        """Give how the values of a feature are to be taken."""
        found = _how_of(self._cas.types, kind, name)
        return found or (lambda said: self._guessed(name, said))

    def _guessed(self, name: str, said: Value) -> Value:
        """Give a value of which no type system says what it is."""
        if self._is_typed or not isinstance(said, str) or not _NUMBERS.fullmatch(said):
            return said
        some = [int(one) for one in said.split()]
        if len(some) == 1 and name in _REFERENCES:
            return _reference(said) if some[0] in self._ids or name in _ENDS else said
        if all(one in self._fillers for one in some):
            return [Ref(one) for one in some]
        return said


@lru_cache(maxsize=1_000)
def _how_of(types: TypeSystem, kind: str, name: str) -> _How | None:
    """Give how the values of a feature are to be taken by its type, None where it has none."""
    is_placed = not types.declared or types.is_a(kind, names.ANNOTATION_BASE)
    if name in names.PLACE and is_placed:
        return _one_by(_position)
    found, is_apart = types.range_of(kind, name), types.is_shared(kind, name)
    if found is None:
        return None
    if is_plain_many(found) and not is_apart:
        return lambda said: [*said.split()] if isinstance(said, str) else said
    if is_many(found) and not is_apart:
        return _references
    if types.is_plain(found) or (found == BYTES and not is_apart):
        return _one_by(str)
    return _one_by(_reference)


def _one_by(how: Callable[[str], Value]) -> _How:
    """Take a single value, which some write as an element of its own instead of an attribute."""

    def take(said: Value) -> Value:
        if isinstance(said, list) and len(said) == 1:
            said = said[0]
        return how(said) if isinstance(said, str) else said

    return take


def _position(said: str) -> Value:
    """Give a number; what is none is found out where an annotation is looked for."""
    return int(said) if _NUMBER.fullmatch(said) else said


def _reference(said: str) -> Ref | None:
    """Give what a feature refers to, None for the id that stands for nothing."""
    if not said.strip():
        return None
    if not _NUMBER.fullmatch(said.strip()):
        raise ValueError(said)
    return Ref(said) if int(said) else None


def _references(said: Value) -> Value:
    some = said if isinstance(said, list) else str(said).split()
    return [_reference(str(one)) for one in some]


@lru_cache(maxsize=1_000)
def _type_of(name: str) -> str:
    """Give the type of an element: its package is in its namespace."""
    space, _, local = name.rpartition(" ")
    package = _PACKAGE.fullmatch(space)
    if package is None:
        return f"{space}.{local}" if space else local
    return f"{(package[1] or '').replace('/', '.')}.{local}".removeprefix(_NO_PACKAGE).lstrip(".")


def _sofa(record: int, attributes: dict[str, str], at: Origin) -> Sofa:
    is_elsewhere = bool(attributes.get("sofaURI") or attributes.get("sofaArray"))
    name = at.short("sofaID", attributes.get("sofaID", "_InitialView"))
    return Sofa(record, name, attributes.get("sofaString"), is_elsewhere, at.line)


def _number(said: str, name: str, at: Origin) -> int:
    if not _NUMBER.fullmatch(said.strip()):
        raise at.bad("lacking" if not said else "not_number", key=name)
    return int(said)
