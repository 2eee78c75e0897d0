"""Annotations of other people's layers beside ours, told from annotations that are new.

A statement or link that came from such a layer is written twice: in our layer with all that is
known of it, and in its own, so that other programs find it there. Reading takes the second for a
shadow of the first, as long as nobody has altered it. Pure; how a format writes them is not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from factcheck.ids import Id


@dataclass(frozen=True, slots=True)
class Shape:
    """An annotation as another layer has it: its type, and its features with values."""

    type: str
    values: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, kind: str, values: Mapping[str, str]) -> "Shape":
        """Give the shape of a type and its features; what is empty does not count."""
        return cls(kind, tuple(sorted((k, v) for k, v in values.items() if v)))


class Shadows:
    """Which shapes are to be met once more, each at its place, and what they are shadows of."""

    def __init__(self) -> None:
        self._left: dict[tuple[Shape, object], list[Id]] = {}

    def expect(self, one: Shape | None, place: object, record: Id) -> None:
        """Note that a shape at a place will be a shadow of a record."""
        if one is not None:
            self._left.setdefault((one, place), []).append(record)

    def meet(self, one: Shape, place: object) -> Id | None:
        """Give of what a shape is the shadow, None where it is none that was expected."""
        left = self._left.get((one, place))
        return left.pop(0) if left else None
