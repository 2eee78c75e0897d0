"""Values of a CAS as attributes of ours, which are texts, and what types they are of.

Plain values are their text, numbers always in one way; arrays, lists and structures that are no
annotations are JSON, those inside them too. What refers to annotations is a link and not here.
"""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from factcheck.formats import cas_names as names
from factcheck.formats.cas_model import Cas, Ref, Structure, Value
from factcheck.formats.cas_types import (
    BOOLEAN,
    REAL,
    STRING,
    WHOLE,
    element_of,
    is_collection,
)
from factcheck.formats.rows import Json
from factcheck.verbs.checks import LONGEST_LINE, LONGEST_PROSE

TYPE, PARENT = "%TYPE", "%SUPER_TYPE"
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Pointed:
    """An annotation to which a feature of another one points, by way of a filler of a slot."""

    feature: str
    target: Structure | None
    filler: Structure | None = None


@dataclass(slots=True)
class Values:
    """The values of the structures of one CAS; `met` are those that were told with others."""

    cas: Cas
    met: set[int] = field(default_factory=set)

    def features(self, one: Structure) -> dict[str, str]:
        """Give the features of a structure but its place and what points to annotations."""
        found = {}
        for feature, value in one.values.items():
            if feature in names.PLACE or value is None or self._points(value):
                continue
            words = self._told(value, self.cas.types.range_of(one.type, feature))
            is_long = len(words) > LONGEST_PROSE and one.type not in names.OURS
            if is_long or len(feature) > LONGEST_LINE:
                self.cas.lost["long_values"] += 1
            elif words:
                found[feature.replace("\0", "\ufffd")] = words.replace("\0", "\ufffd")
        return found

    def pointed(self, one: Structure, *, but: tuple[str, ...] = ()) -> Iterator[Pointed]:
        """Give to which annotations a structure points."""
        for feature, value in one.values.items():
            if feature in (*names.PLACE, *but) or not self._points(value):
                continue
            held = self.cas.resolved(value)
            for each in held if isinstance(held, list) else [held]:
                target = self.cas.get(each)
                if target is None or self.cas.is_annotation(target):
                    yield Pointed(feature, target)
                else:
                    self.met.add(target.id)
                    yield Pointed(feature, self.cas.get(target.values.get(names.TARGET)), target)

    def unread(self) -> int:
        """Count the structures that are no annotations in an index and were told with none."""
        indexed = {one for some in self.cas.members.values() for one in some}
        return sum(
            one.id not in self.met
            and not is_collection(one.type)
            and (one.id not in indexed or not self.cas.is_annotation(one))
            for one in self.cas.structures.values()
        )

    def types_of(self, *some: tuple[Structure, Iterable[str]]) -> dict[str, str]:
        """Give as an attribute what is to be known of types to write some features again.

        What is usual is not said: texts, types below the one of all annotations, and any
        annotation as the end of a link. Empty where nothing is left to say.
        """
        found: dict[str, dict[str, str]] = {}
        for one, features in some:
            self._note(found, one, features, 0)
        said = {kind: held for kind, held in found.items() if held}
        words = json.dumps(said, ensure_ascii=False, sort_keys=True) if said else ""
        return {names.TYPES: words} if 0 < len(words) <= LONGEST_PROSE else {}

    def _note(
        self, found: dict[str, dict[str, str]], one: Structure, features: Iterable[str], depth: int
    ) -> None:
        if names.is_built_in(one.type):
            return
        held = found.setdefault(one.type, {})
        for feature in features:
            value = one.values.get(feature)
            if feature in names.PLACE or value is None:
                continue
            said = self._range(one, feature, value)
            is_usual = feature in names.ENDS and said == names.ANNOTATION
            if said != STRING and not is_usual:
                held[feature] = said
                self._note_above(found, said.removesuffix("[]"), names.ANNOTATION)
            for inner in self._inside(value) if depth < _DEEPEST else ():
                self._note(found, inner, inner.values, depth + 1)
        is_placed = self.cas.is_annotation(one)
        self._note_above(found, one.type, names.ANNOTATION if is_placed else names.TOP)

    def _note_above(self, found: dict[str, dict[str, str]], kind: str, unknown: str) -> None:
        """Note what is above a type, up to those that all know."""
        line = self.cas.types.lineage(kind)
        for below, above in zip(line, [*line[1:], unknown], strict=True):
            if names.is_built_in(below) or below in names.OF_DKPRO:
                return
            if above != names.ANNOTATION:
                found.setdefault(below, {})[PARENT] = above

    def _inside(self, value: Value) -> Iterator[Structure]:
        """Give the structures that are told inside a value."""
        if isinstance(value, Ref | list):
            held = self.cas.resolved(value)
            for each in held if isinstance(held, list) else [held]:
                one = self.cas.get(each)
                if one is not None and one.id in self.met and names.TARGET not in one.values:
                    yield one

    def _points(self, value: Value) -> bool:
        """Say whether a value refers to annotations, or to fillers of a slot, which do."""
        if not isinstance(value, Ref | list):
            return False
        held = self.cas.resolved(value)
        some = [self.cas.get(one) for one in (held if isinstance(held, list) else [held])]
        return any(
            one is not None and (self.cas.is_annotation(one) or self._is_filler(one))
            for one in some
        )

    def _is_filler(self, one: Structure) -> bool:
        if names.TARGET in one.values:
            return isinstance(one.values[names.TARGET], Ref | None)
        kind = self.cas.types.range_of(one.type, names.TARGET)
        return kind is not None and not self.cas.types.is_plain(kind)

    def _told(self, value: Value, kind: str | None) -> str:
        held = self.cas.resolved(value)
        if isinstance(held, list):
            inner = element_of(kind) if kind else None
            return json.dumps([self._inner(x, inner, 0) for x in held], ensure_ascii=False)
        if isinstance(held, Ref):
            found = self._inner(held, None, 0)
            return json.dumps(found, ensure_ascii=False, sort_keys=True) if found else ""
        return plain(held, kind)

    def _inner(self, value: Value, kind: str | None, depth: int) -> Json:
        """Give a value inside another one; None and counted for an annotation, or too deep."""
        held = self.cas.resolved(value)
        if isinstance(held, list):
            if depth == _DEEPEST:
                self.cas.lost["inner_values"] += 1
                return None
            inner = element_of(kind) if kind else None
            return [self._inner(one, inner, depth + 1) for one in held]
        if not isinstance(held, Ref):
            return None if held is None else plain(held, kind)
        one = self.cas.get(held)
        if one is None or self.cas.is_annotation(one) or depth == _DEEPEST:
            self.cas.lost["inner_values"] += 1
            return None
        self.met.add(one.id)
        ranges = self.cas.types.range_of
        told: dict[str, Json] = {
            name: self._inner(each, ranges(one.type, name), depth + 1)
            for name, each in sorted(one.values.items())
            if name != names.SOFA
        }
        kept = {name: each for name, each in told.items() if each is not None}
        return {TYPE: one.type, **kept}

    def _range(self, one: Structure, feature: str, value: Value) -> str:
        declared = self.cas.types.range_of(one.type, feature)
        if declared is not None:
            return declared
        if isinstance(value, list):
            first = next((self.cas.get(x) for x in value if isinstance(x, Ref)), None)
            return f"{first.type if first else names.TOP}[]"
        target = self.cas.get(value)
        if target is not None:
            is_fit = names.is_token(target.type) or not self.cas.is_annotation(target)
            return target.type if is_fit else names.ANNOTATION
        if isinstance(value, bool):
            return BOOLEAN
        return {int: WHOLE[2], float: REAL[1]}.get(type(value), STRING)


def plain(value: Value, kind: str | None) -> str:
    """Give a plain value as a text, numbers of one range always in the same way."""
    if isinstance(value, bool):
        return "true" if value else "false"
    words = str(value)
    try:
        if kind in REAL or isinstance(value, float):
            return _real(float(words))
        return str(int(words)) if kind in WHOLE else words
    except ValueError:
        return words


def _real(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value)
