"""One utterance, however often retold: statements joined by *repeats* within a layer.

Pure: it joins what it is given. A link to one statement of a saying stands for the whole saying.
"""

from collections.abc import Iterable, Mapping, Sequence

from factcheck.ids import Id
from factcheck.records import Saying


class Joined:
    """Statements by the saying they belong to; one that nothing repeats is its own saying."""

    __slots__ = ("_above",)

    def __init__(self, pairs: Iterable[tuple[Id, Id]] = ()) -> None:
        self._above: dict[Id, Id] = {}
        for one, other in pairs:
            self.join(one, other)

    def join(self, one: Id, other: Id) -> None:
        """Make the sayings of two statements one."""
        first, second = self.of(one), self.of(other)
        if first != second:
            # The smaller id stands for the saying, so that the order of links does not matter.
            self._above[max(first, second)] = min(first, second)

    def of(self, statement: Id) -> Id:
        """Give the statement that stands for the saying of this one."""
        top = statement
        while (above := self._above.get(top)) is not None:
            top = above
        while (above := self._above.get(statement)) is not None:
            self._above[statement] = top
            statement = above
        return top

    def together(self, statements: Iterable[Id]) -> dict[Id, list[Id]]:
        """Group statements by saying, in the order given."""
        found: dict[Id, list[Id]] = {}
        for statement in statements:
            found.setdefault(self.of(statement), []).append(statement)
        return found


def sayings_of(joined: Joined, places: Mapping[Id, Id]) -> list[Saying]:
    """Give the sayings of statements, which come with their articles, in that order."""
    return [
        Saying(tuple(group), tuple(dict.fromkeys(places[s] for s in group)))
        for group in joined.together(places).values()
    ]


def contradicted(joined: Joined, links: Sequence[tuple[Id, Id]]) -> dict[Id, set[tuple[Id, Id]]]:
    """Give, by saying, its contradictions: pairs of sayings, each once however often linked."""
    found: dict[Id, set[tuple[Id, Id]]] = {}
    for source, target in links:
        one, other = joined.of(source), joined.of(target)
        pair = (one, other) if one < other else (other, one)
        found.setdefault(one, set()).add(pair)
        found.setdefault(other, set()).add(pair)
    return found
