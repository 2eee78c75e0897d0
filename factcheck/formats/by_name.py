"""Records that are known by their names while a dataset is read, each with an id of its own.

Names come from other programs, ids from us: what we call by one name may have been renamed.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Generic, TypeVar

from factcheck.ids import Id
from factcheck.records import Annotator, Label, LinkType

Named = TypeVar("Named", Annotator, Label, LinkType)


class ByName(Generic[Named]):
    """The annotators, labels or link types of one dataset."""

    def __init__(self) -> None:
        self._held: dict[str, Named] = {}
        self._ids: set[Id] = set()

    def keep(self, record: Named) -> bool:
        """Keep a record under its name; no where another one has its name or its id."""
        if record.name in self._held:
            return self._held[record.name] == record
        if record.id in self._ids:
            return False
        self._put(record)
        return True

    def of(self, name: str, make: Callable[[str], Named]) -> Named:
        """Give the record of a name, made where there is none; with an id that no other has."""
        if name not in self._held:
            made = make(name)
            if made.id in self._ids:
                made = replace(made, id=Id.fixed(f"of its own/{name}"))
            self._put(made)
        return self._held[name]

    def all(self) -> tuple[Named, ...]:
        """Give all of them, in the order in which they were met."""
        return tuple(self._held.values())

    def _put(self, record: Named) -> None:
        self._held[record.name] = record
        self._ids.add(record.id)
