"""What is compared: the layers of some annotators, as somebody read them.

Speakers and claims are those that stand for what was merged into them. Texts are asked for one
after the other, for all of them may be large.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from factcheck.agreement.links import Linked
from factcheck.agreement.overlaps import Stretches, covered
from factcheck.ids import Id
from factcheck.records import Annotator

#: The speaker of a statement whose text names none; None is one that nobody set yet.
NONE_NAMED = "none named"


class Judged(NamedTuple):
    """A statement as it is compared: where its content is, and what was said of it."""

    id: Id
    label: Id
    place: Stretches
    speaker: Hashable = None
    claim: Id | None = None


class Joining(NamedTuple):
    """A stored link, as it is compared, and the articles of its ends."""

    id: Id
    link: Linked[Id]
    articles: tuple[Id, Id]


@dataclass(frozen=True, slots=True)
class Content:
    """An article's text and its furniture, which figures over a whole text leave out."""

    text: str
    furniture: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """The layers that are compared, article by article."""

    annotators: tuple[Annotator, ...]
    #: By article, then by annotator: only who annotated it, with nothing where nothing was found.
    layers: Mapping[Id, Mapping[Id, Sequence[Judged]]]
    content: Callable[[Id], Content]
    #: By annotator; both ends are among the statements of `layers`.
    links: Mapping[Id, Sequence[Joining]] = field(default_factory=dict)
    #: By annotator: which statement stands for the saying of one; itself where it is not there.
    sayings: Mapping[Id, Mapping[Id, Id]] = field(default_factory=dict)
    labels: Mapping[Id, str] = field(default_factory=dict)

    def articles_of(self, annotators: Sequence[Id]) -> tuple[Id, ...]:
        """Give the articles that all of some annotators annotated."""
        return tuple(a for a, held in self.layers.items() if all(one in held for one in annotators))


class Prose:
    """A text without its furniture: what is left, laid end to end."""

    def __init__(self, length: int, furniture: Sequence[tuple[int, int]]) -> None:
        self._left_out = covered(furniture)
        self.is_all = not self._left_out
        self._starts = [start for start, _ in self._left_out]
        self._gone = [0]
        for start, end in self._left_out:
            self._gone.append(self._gone[-1] + end - start)
        self.length = length - self._gone[-1]

    def at(self, position: int) -> int:
        """Give where a position is once the furniture is gone."""
        n = bisect_right(self._starts, position)
        if n and position < self._left_out[n - 1][1]:
            return self._starts[n - 1] - self._gone[n - 1]
        return position - self._gone[n]

    def within(self, place: Stretches) -> Stretches:
        """Give where stretches are once the furniture is gone; those in it are gone too."""
        moved = ((self.at(start), self.at(end)) for start, end in place)
        return covered((start, end) for start, end in moved if start < end)
