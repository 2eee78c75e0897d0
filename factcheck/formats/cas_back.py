"""What came from the types of other programs, as it goes back into these.

A statement or link that came from such a type is written twice, see `shadows`: here is how it looks
there. Ranges of features are those that travelled with the article, else they are texts.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from factcheck.formats import cas_names as names
from factcheck.formats import webanno_names as ours
from factcheck.formats.cas_model import Ref, Value
from factcheck.formats.cas_types import (
    BOOLEAN,
    BYTES,
    REAL,
    STRING,
    WHOLE,
    TypeSystem,
    element_of,
    is_many,
    is_plain_many,
)
from factcheck.formats.cas_values import PARENT, TYPE
from factcheck.formats.rows import Json
from factcheck.formats.shadows import Shape

_TYPE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")
_RANGE = re.compile(_TYPE.pattern + r"(\[\])?")
_FEATURE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_RESERVED = (*names.PLACE, names.GOVERNOR, names.DEPENDENT)
_DEEPEST = 10


class NoValue(Exception):
    """An attribute that cannot be a value of the range that its feature has."""


def shape(attributes: Mapping[str, str], label: str) -> Shape | None:
    """Give how a statement or link stands in the type it came from; None where from none."""
    kind = attributes.get(ours.LAYER, "")
    values = ours.features(attributes)
    is_fit = is_type(kind) and kind not in names.OURS and all(map(is_feature, values))
    if not is_fit:
        return None
    own = names.label_feature(kind, values)
    if own is not None and label not in (names.label_of(kind, values), names.short(kind)):
        values[own] = label
    return Shape.of(kind, values)


def pointing(attributes: Mapping[str, str], label: str) -> Shape | None:
    """Give how a link stands where one annotation points to another; None for other links.

    Its type is the feature, its values those of the filler of a slot, with the role.
    """
    feature, filler = attributes.get(ours.SLOT, ""), attributes.get(names.SLOT_TYPE, "")
    values = ours.features(attributes)
    if not is_feature(feature) or not all(map(is_feature, values)):
        return None
    if filler and not is_type(filler):
        return None
    role = label if filler and label != feature else ""
    marks = {ours.SLOT: feature, names.SLOT_TYPE: filler, ours.ROLE: role}
    return Shape.of(feature, {**values, **marks})


def attributes_of(row: Mapping[str, Json]) -> dict[str, str]:
    """Give the attributes of a record that travelled."""
    held = row.get("attributes")
    if not isinstance(held, dict):
        return {}
    return {name: value for name, value in held.items() if isinstance(value, str)}


def _told(words: str) -> dict[str, dict[str, str]]:
    """Give what travelled of the types from which something came."""
    try:
        found = json.loads(words)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        kind: {k: v for k, v in held.items() if isinstance(v, str) and _RANGE.fullmatch(v)}
        for kind, held in found.items()
        if isinstance(held, dict) and is_type(kind)
    }


@dataclass(slots=True)
class Back:
    """Structures of others' types while they are made; `new` takes each in, and gives its id."""

    types: TypeSystem
    new: Callable[[str, dict[str, Value]], Ref]
    told: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _known: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)

    def about(self, attributes: Mapping[str, str]) -> None:
        """Take what is told of types with the statement or link that goes back next."""
        words = attributes.get(names.TYPES, "{}")
        if words not in self._known:
            self._known[words] = _told(words)
        self.told = self._known[words]

    def values(
        self, kind: str, said: Sequence[tuple[str, str]], parent: str = names.ANNOTATION
    ) -> dict[str, Value]:
        """Give the values of a structure, its type declared; raises NoValue."""
        self._declare(kind, parent, [name for name, _ in said])
        return {
            name: self._value(value, self.types.range_of(kind, name) or STRING)
            for name, value in said
        }

    def refers(
        self, kind: str, feature: str, otherwise: str, parent: str = names.ANNOTATION
    ) -> str:
        """Declare a feature that refers to structures, and give its range; raises NoValue."""
        if names.is_built_in(kind) or kind in names.OURS:
            raise NoValue(kind)
        self._declare(kind, parent, ())
        found = self.types.range_of(kind, feature)
        if found is None:
            found = self._told_range(kind, feature) or otherwise
            self._declare_range(kind, feature, found)
        if self.types.is_plain(found) or is_plain_many(found) or found == BYTES:
            raise NoValue(kind)
        return found

    def _declare(self, kind: str, parent: str, features: Sequence[str]) -> None:
        at, met = kind, {kind}
        while not self.types.knows(at):
            above = self.told.get(at, {}).get(PARENT, parent)
            above = above if is_type(above) and above not in met else parent
            self.types.declare(at, above)
            at = above
            met.add(at)
        for feature in features:
            if not self.types.range_of(kind, feature):
                if names.is_built_in(kind):
                    raise NoValue(kind)
                self._declare_range(kind, feature, self._told_range(kind, feature) or STRING)

    def _declare_range(self, kind: str, feature: str, found: str) -> None:
        self.types.declare(kind, names.ANNOTATION, {feature: found})
        base = found.removesuffix("[]")
        if not self.types.knows(base):
            self._declare(base, names.ANNOTATION, ())

    def _told_range(self, kind: str, feature: str) -> str | None:
        some = (self.told.get(one, {}).get(feature) for one in self.types.lineage(kind))
        return next((one for one in some if one), None)

    def _value(self, said: str, kind: str) -> Value:
        if kind == BYTES:
            raise NoValue(kind)
        if self.types.is_plain(kind):
            return _plain(said, kind)
        try:
            return self._inner(json.loads(said), kind, 0)
        except (ValueError, RecursionError) as error:
            raise NoValue(kind) from error

    def _inner(self, value: Json, kind: str, depth: int) -> Value:
        if depth > _DEEPEST or kind == BYTES:
            raise NoValue(kind)
        if value is None:
            return None
        if isinstance(value, str):
            return _plain(value, kind)
        if isinstance(value, list):
            if not is_many(kind) and not is_plain_many(kind):
                raise NoValue(kind)
            return [self._inner(one, element_of(kind), depth + 1) for one in value]
        if not isinstance(value, dict):
            raise NoValue(kind)
        made = value.get(TYPE)
        said = {name: one for name, one in value.items() if name != TYPE}
        if not isinstance(made, str) or not is_type(made) or not all(map(is_feature, said)):
            raise NoValue(kind)
        self._declare(made, names.TOP, [*said])
        range_of = self.types.range_of
        values = {
            name: self._inner(one, range_of(made, name) or STRING, depth + 1)
            for name, one in said.items()
        }
        return self.new(made, values)


def _plain(said: str, kind: str) -> Value:
    try:
        if kind in WHOLE:
            return int(said)
        if kind in REAL:
            return float(said)
    except ValueError as error:
        raise NoValue(kind) from error
    return said == "true" if kind == BOOLEAN and said in ("true", "false") else said


def is_type(name: str) -> bool:
    """Say whether a type can be called so."""
    return bool(_TYPE.fullmatch(name))


def is_feature(feature: str) -> bool:
    """Say whether a feature of another program's type can be called so."""
    return bool(_FEATURE.fullmatch(feature)) and feature not in _RESERVED
