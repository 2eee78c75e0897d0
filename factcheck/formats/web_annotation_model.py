"""What must hold of a Web Annotation by W3C's model, checked as far as it can be without a network.

Nothing is fetched: not the context, not what is annotated. It knows JSON, not what is made of it.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from factcheck.formats.building import Origin
from factcheck.formats.fields import Fields
from factcheck.formats.rows import Json

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
# JSON-LD takes a name without a scheme as relative to where the document is; Recogito writes such.
_NAME = re.compile(r"[^\s<>\"{}|\\^`]+")
# xsd:dateTime; the model wants its zone.
_DATE = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_DIRECTIONS = ("ltr", "rtl", "auto")
_SETS = frozenset(("Choice", "List", "Composite", "Independents"))
_DATES = ("created", "modified", "generated")
_NEST = 20  # resources in resources


def check_context(row: Fields) -> None:
    """Raise BadInput unless a document says that it is of the model."""
    if CONTEXT not in _items(row.values.get("@context")):
        raise row.bad("context")


def check(row: Fields, at: Origin) -> None:
    """Raise BadInput for an annotation that the model does not allow."""
    if not _is_name(row.values.get("id")):
        raise row.bad("iri", key="id")
    if "Annotation" not in types(row.values):
        raise row.bad("annotation_type")
    if not row.says("target"):
        raise row.bad("lacking", key="target")
    if row.says("bodyValue"):
        if row.says("body"):
            raise row.bad("both_bodies")
        row.any_text("bodyValue")
    _check_about(row, row)
    for key in ("body", "target"):
        for one in _items(row.values.get(key)):
            _check_resource(row, at, key, one, 0)


def is_iri(value: Json) -> bool:
    """Say whether something is one IRI."""
    return isinstance(value, str) and bool(_IRI.fullmatch(value))


def _is_name(value: Json) -> bool:
    """Say whether something is one IRI, whole or relative to where the document is."""
    return isinstance(value, str) and bool(_NAME.fullmatch(value))


def types(values: object) -> frozenset[str]:
    """Give the types of a resource, without a prefix."""
    found = values.get("type") if isinstance(values, Mapping) else None
    names = (one for one in _items(found) if isinstance(one, str))
    return frozenset(one.removeprefix("oa:").removeprefix("as:") for one in names)


def _items(value: Json) -> list[Json]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _check_resource(row: Fields, at: Origin, key: str, value: Json, depth: int) -> None:
    """Check what an annotation is about or says: an IRI, or an object, with all that is in it."""
    if isinstance(value, str):
        if not _is_name(value):
            raise row.bad("iri", key=key)
        return
    if not isinstance(value, dict):
        raise row.bad("iri", key=key)
    if depth > _NEST:
        raise row.bad("too_deep")
    inner = at.fields(value)
    kinds = types(value)
    sets = kinds & _SETS
    if len(sets) > 1 or (inner.says("items") and not sets):
        raise row.bad("not_one_of", key="type", allowed=", ".join(sorted(_SETS)))
    if "id" in value and not _is_name(value["id"]):
        raise row.bad("iri", key=f"{key}.id")
    if "TextualBody" in kinds and not isinstance(value.get("value"), str):
        raise row.bad("lacking", key="value")
    # In a page that annotates itself programs leave out which one it is.
    is_own = depth == 0 and key == "target" and "source" not in value
    if "SpecificResource" in kinds or "source" in value or ("selector" in value and not is_own):
        if len(_items(value.get("source"))) != 1:
            raise row.bad("iri", key="source")
        _check_resource(row, at, "source", _items(value["source"])[0], depth + 1)
    _check_about(row, inner)
    for one in _items(value.get("selector")):
        _check_selector(row, at, one, depth + 1)
    for one in _items(value.get("items")):
        _check_resource(row, at, "items", one, depth + 1)


def _check_selector(row: Fields, at: Origin, value: Json, depth: int) -> None:
    if not isinstance(value, dict):
        return _check_resource(row, at, "selector", value, depth)
    if depth > _NEST:
        raise row.bad("too_deep")
    kinds = types(value)
    inner = at.fields(value)
    if "FragmentSelector" in kinds:
        inner.any_text("value")
        if not inner.says("value"):
            raise row.bad("lacking", key="value")
        if len(_items(value.get("conformsTo"))) > 1:
            raise row.bad("iri", key="conformsTo")
    if "TextQuoteSelector" in kinds and not isinstance(value.get("exact"), str):
        raise row.bad("lacking", key="exact")
    if kinds & {"TextPositionSelector", "DataPositionSelector"}:
        inner.number("start")
        inner.number("end")
    for one in _items(value.get("refinedBy")):
        _check_selector(row, at, one, depth + 1)
    return None


def _check_about(row: Fields, about: Fields) -> None:
    """Check what is said about a resource: who made it and when, its rights, its language."""
    for key in _DATES:
        found = about.values.get(key)
        if found is not None and not (isinstance(found, str) and _DATE.fullmatch(found)):
            raise row.bad("date_zone", key=key)
    for key in ("rights", "via", "canonical"):
        _each(row, about, key, is_iri)
    if isinstance(about.values.get("canonical"), list):
        raise row.bad("iri", key="canonical")
    for key in ("creator", "generator"):
        _each(row, about, key, lambda one: is_iri(one) or isinstance(one, dict))
    for key in ("format", "language"):
        _each(row, about, key, lambda one: isinstance(one, str))
    direction = about.values.get("textDirection")
    if direction is not None and direction not in _DIRECTIONS:
        raise row.bad("not_one_of", key="textDirection", allowed=", ".join(_DIRECTIONS))
    about.any_text("processingLanguage")


def _each(row: Fields, about: Fields, key: str, fits: Callable[[Json], bool]) -> None:
    if not all(fits(one) for one in _items(about.values.get(key))):
        raise row.bad("iri", key=key)


def every(value: Json) -> Iterator[Json]:
    """Give what may stand alone or in a list."""
    yield from _items(value)
