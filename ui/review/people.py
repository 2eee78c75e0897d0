"""Whose versions are compared: the annotators in their order, with letters and short names.

It names them and decides nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.ids import Id
from factcheck.records import Annotator
from factcheck.review.answers import Item
from ui.kit.avatar import letters_of
from ui.texts import tr


@dataclass(frozen=True, slots=True)
class Person:
    """One annotator as the page shows them; `first` is what they are called where it is clear."""

    id: Id
    name: str
    first: str
    letters: str


class People:
    """The annotators whose layers are compared, in the project's order."""

    def __init__(self, annotators: Iterable[Annotator] = ()) -> None:
        told = list(annotators)
        firsts = [x.name.partition(" ")[0] for x in told]
        letters = letters_of([x.name for x in told])
        self.all: list[Person] = [
            Person(x.id, x.name, first if firsts.count(first) == 1 else x.name, letter)
            for x, first, letter in zip(told, firsts, letters, strict=True)
        ]
        self._by_id = {x.id: x for x in self.all}

    def of(self, annotator: Id) -> Person:
        """Give a person; one whom nobody knows has no name."""
        return self._by_id.get(annotator) or Person(annotator, "", "", "?")

    def place(self, annotator: Id) -> int:
        """Give the place of a person, from 0; unknown ones come last."""
        return next((n for n, x in enumerate(self.all) if x.id == annotator), len(self.all))

    def listed(self, annotators: Iterable[Id]) -> str:
        """Name several: “Ada, Ben and Chen”."""
        ordered = sorted(set(annotators), key=self.place)
        return listed([self.of(x).first for x in ordered])


def compared(items: Iterable[Item]) -> set[Id]:
    """Give everybody whose version, or whose silence, is part of an item."""
    found: set[Id] = set()
    for item in items:
        found.update(item.silent)
        found.update(x.annotator for x in item.versions)
    return found


def listed(words: list[str]) -> str:
    """Join words as a sentence has them: commas, and “and” before the last."""
    if len(words) < 2:
        return "".join(words)
    return tr("review.and", first=", ".join(words[:-1]), last=words[-1])
