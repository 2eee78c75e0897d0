"""Annotations of other people's layers, which go back into these beside our own.

A statement or link that came from such a layer is written twice: in our layer with all that is
known of it, and in its own, so that other programs find it there. Reading takes the second for a
shadow of the first, as long as nobody has altered it. Pure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from factcheck.formats import webanno_names as names
from factcheck.formats.rows import Json
from factcheck.formats.webanno_cells import escaped, unescaped
from factcheck.ids import Id

_TYPE = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")
_FEATURE = re.compile(r"(?!ROLE_|BT_)[A-Za-z][A-Za-z0-9_]*")
_OURS = (names.STATEMENT, names.ATTRIBUTION, names.LINK)
_PREFIX = "webanno."


@dataclass(frozen=True, slots=True)
class Shape:
    """An annotation as another layer has it: its type, and its features with values."""

    type: str
    values: tuple[tuple[str, str], ...]


def shape(attributes: Mapping[str, str], label: str) -> Shape | None:
    """Give how something stands in the layer it came from; None where it came from none."""
    kind = attributes.get(names.LAYER, "")
    values = {k: v for k, v in attributes.items() if not k.startswith(_PREFIX)}
    own = names.label_feature(kind)
    if own and (own in values or label != names.label_of(kind, {})):
        values[own] = label
    fits = bool(_TYPE.fullmatch(kind)) and kind not in _OURS
    if not fits or not all(map(_FEATURE.fullmatch, values)):
        return None
    # As cells give them back.
    told = ((k, unescaped(escaped(v))) for k, v in values.items())
    return Shape(kind, tuple(sorted((k, v) for k, v in told if v)))


def shape_of_row(row: Mapping[str, Json], label: str) -> Shape | None:
    """Give the same of a record that travelled."""
    held = row.get("attributes")
    if not isinstance(held, dict):
        return None
    return shape({k: v for k, v in held.items() if isinstance(v, str)}, label)


class Shadows:
    """Which shapes are to be met once more, each at its place, and what they are shadows of."""

    def __init__(self) -> None:
        self._left: dict[tuple[Shape, object], list[Id]] = {}

    def expect(self, one: Shape | None, place: object, record: Id) -> None:
        """Note that a shape at a place will be a shadow of a record."""
        if one is not None:
            self._left.setdefault((one, place), []).append(record)

    def meet(self, kind: str, values: Mapping[str, str], place: object) -> Id | None:
        """Give of what an annotation is the shadow, None where it is none that was expected."""
        one = Shape(kind, tuple(sorted((k, v) for k, v in values.items() if v)))
        left = self._left.get((one, place))
        return left.pop(0) if left else None
