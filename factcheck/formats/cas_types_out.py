"""The types of a UIMA CAS, written as XML and as JSON; reading is in `cas_types`."""

from collections.abc import Iterator

from factcheck.formats.cas_types import ARRAY, TypeSystem
from factcheck.formats.rows import Row
from factcheck.formats.xml_words import element

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">
<name>factcheck</name>
<types>
"""
_END = "</types>\n</typeSystemDescription>\n"


def as_xml(types: TypeSystem) -> str:
    """Give a type system as the `TypeSystem.xml` that UIMA reads."""
    return f"{_HEAD}{''.join(_descriptions(types))}{_END}"


def as_json(types: TypeSystem) -> Row:
    """Give a type system as a JSON CAS holds it."""
    found: Row = {}
    for name, parent, ranges in _told(types):
        row: Row = {"%NAME": name, "%SUPER_TYPE": parent}
        row |= {feature: {"%NAME": feature, "%RANGE": kind} for feature, kind in ranges.items()}
        found[name] = row
    return found


def _descriptions(types: TypeSystem) -> Iterator[str]:
    for name, parent, ranges in _told(types):
        features = "".join(_feature(feature, kind) for feature, kind in ranges.items())
        yield element(
            "typeDescription",
            {},
            _words("name", name),
            "<description/>",
            _words("supertypeName", parent),
            f"\n<features>\n{features}</features>" if features else "",
        )
        yield "\n"


def _feature(name: str, kind: str) -> str:
    is_array = kind.endswith("[]")
    inner = [_words("name", name), "<description/>"]
    inner.append(_words("rangeTypeName", ARRAY if is_array else kind))
    if is_array:
        inner.append(_words("elementType", kind.removesuffix("[]")))
    return element("featureDescription", {}, *inner) + "\n"


def _told(types: TypeSystem) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Give each type, what is above it and its features that it does not inherit, by name."""
    for name in sorted(types.declared):
        one = types.declared[name]
        above = types.lineage(name)[1:]
        own = {
            feature: kind
            for feature, kind in sorted(one.ranges.items())
            if not (above and types.range_of(above[0], feature))
        }
        yield name, one.parent, own


def _words(name: str, words: str) -> str:
    return element(name, {}, words=words)
