"""Reads the JSON of UIMA (JSON CAS 0.4), in which a CAS says itself of what types it is.

Keys that begin with `%` are of the format, `@` with what refers to another structure, `#` with
numbers written as words, `^` with offsets. Structures stand in a list, or in an object by id.
"""

import re

from factcheck.formats import cas_names as names
from factcheck.formats.building import Origin
from factcheck.formats.cas_model import Cas, Ref, Sofa, Structure, Value
from factcheck.formats.cas_types import PLAIN, array_of, is_collection, of_json
from factcheck.formats.rows import Json
from factcheck.formats.strict_json import parse

TYPES, STRUCTURES, VIEWS = "%TYPES", "%FEATURE_STRUCTURES", "%VIEWS"
ID, TYPE, ELEMENTS = "%ID", "%TYPE", "%ELEMENTS"
SOFA, MEMBERS = "%SOFA", "%MEMBERS"
_KEY = re.compile(r"[0-9]{1,18}")
_LARGEST = 10**18


def read(data: bytes, name: str) -> Cas:
    """Read a CAS; raise BadInput with the structure where it is none, or is not whole."""
    found = parse(data, name=name)
    at = Origin(name)
    if not isinstance(found, dict) or STRUCTURES not in found:
        raise at.bad("not_cas")
    cas = Cas(name, of_json(found.get(TYPES), at))
    for number, (record, row) in enumerate(_rows(found[STRUCTURES], at), 1):
        _take(cas, row, record, number)
    views = found.get(VIEWS)
    sofas = (one.values.get(names.SOFA) for one in cas.structures.values())
    used = {one for one in sofas if isinstance(one, int)}
    for view, said in at.fields({} if views is None else views).values.items():
        at = Origin(name, 1, view)
        held = at.fields(said).values
        if held.get(SOFA) is not None:
            some = _list(held.get(MEMBERS), MEMBERS, at)
            members = [_id(one, MEMBERS, at) for one in some]
            sofa = _id(held[SOFA], SOFA, at)
            if sofa not in cas.sofas and sofa not in used:
                # UIMA leaves the sofa of a view out that has no text.
                cas.add_sofa(Sofa(sofa, at.short(SOFA, view), None, is_elsewhere=False))
            cas.members.setdefault(sofa, []).extend(members)
    cas.check()
    return cas


def _rows(value: Json, at: Origin) -> list[tuple[int, Json]]:
    """Give the structures with their ids, 0 where an id stands inside."""
    if isinstance(value, dict):
        if not all(map(_KEY.fullmatch, value)):
            raise at.bad("not_number", key=ID)
        return [(int(key), one) for key, one in value.items()]
    if not isinstance(value, list):
        raise at.bad("not_list", key=STRUCTURES)
    return [(0, one) for one in value]


def _take(cas: Cas, value: Json, record: int, number: int) -> None:
    row = cas.at(number).fields(value)
    record = record or _id(row.values.get(ID), ID, cas.at(number))
    kind = _type(row.line(TYPE))
    at = cas.at(number, f"{names.short(kind)} {record}")
    if kind == names.SOFA_TYPE:
        is_elsewhere = row.says("sofaURI") or row.says("@sofaArray")
        words = _words(row.values.get("sofaString"), "sofaString", at)
        cas.add_sofa(Sofa(record, row.line("sofaID"), words, is_elsewhere, number))
        return
    values: dict[str, Value] = {}
    for key, one in row.values.items():
        mark, feature = (key[0], key[1:]) if key[:1] in ("@", "#", "^") else ("", key)
        if key == ELEMENTS and is_collection(kind):
            values["elements"] = _elements(kind, one, at)
        elif mark == "@":
            values[feature] = _refs(one, key, at)
        elif not key.startswith("%") and one is not None:
            values[feature] = _plain(one, key, at)
    cas.add(Structure(record, kind, values, number))


def _words(value: Json, key: str, at: Origin) -> str | None:
    if not isinstance(value, str | None):
        raise at.bad("not_plain", key=key)
    return value


def _type(name: str) -> str:
    return array_of(name.removesuffix("[]")) if name.endswith("[]") else name


def _elements(kind: str, value: Json, at: Origin) -> Value:
    if value is None or isinstance(value, str):
        return value or []
    if not isinstance(value, list):
        raise at.bad("not_list", key=ELEMENTS)
    if kind.removesuffix("Array") in PLAIN:
        return [None if one is None else _plain(one, ELEMENTS, at) for one in value]
    return [_ref(one, ELEMENTS, at) for one in value]


def _refs(value: Json, key: str, at: Origin) -> Value:
    if isinstance(value, list):
        return [_ref(one, key, at) for one in value]
    return _ref(value, key, at)


def _ref(value: Json, key: str, at: Origin) -> Ref | None:
    found = 0 if value is None else _id(value, key, at)
    return Ref(found) if found else None


def _plain(value: Json, key: str, at: Origin) -> Value:
    if not isinstance(value, bool | int | float | str):
        raise at.bad("not_plain", key=key)
    return value


def _id(value: Json, key: str, at: Origin) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _LARGEST:
        raise at.bad("lacking" if value is None else "not_number", key=key)
    return value


def _list(value: Json, key: str, at: Origin) -> list[Json]:
    if not isinstance(value, list | None):
        raise at.bad("not_list", key=key)
    return value or []
