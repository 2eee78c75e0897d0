"""What is handed out about assignments: frozen values as in `records`, complete when given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from factcheck.ids import Id
from factcheck.records import Annotator, Status

#: On whose side something came to differ after an article was handed over.
DifferenceKind = Literal["changed", "new_here", "new_there", "gone_here", "gone_there"]


@dataclass(frozen=True, slots=True)
class Assignment:
    """An article in the hands of an annotator, and how far they are.

    `given_by` is None where they began by themselves. `handed_from` is whose work it was before;
    with `handed_to` the assignment has ended and is that annotator's now.
    """

    id: Id
    article: Id
    annotator: Id
    status: Status
    given_by: Id | None = None
    handed_from: Id | None = None
    handed_to: Id | None = None

    @property
    def ended(self) -> bool:
        """Whether it is somebody else's by now."""
        return self.handed_to is not None


@dataclass(frozen=True, slots=True)
class Workload:
    """How far an annotator is with all that is theirs, and how many statements they have."""

    annotator: Annotator
    to_do: int = 0
    in_progress: int = 0
    done: int = 0
    handed_over: int = 0
    statements: int = 0

    @property
    def articles(self) -> int:
        """How many articles are theirs, whatever their status."""
        return self.to_do + self.in_progress + self.done


@dataclass(frozen=True, slots=True)
class Spread:
    """Who is to get which articles, before anything is written.

    `new` has only what would be given; `loads` are each annotator's articles before and after.
    """

    new: Mapping[Id, tuple[Id, ...]]
    loads: Mapping[Id, tuple[int, int]]

    @property
    def given(self) -> int:
        """How many assignments it would make."""
        return sum(len(annotators) for annotators in self.new.values())


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The articles that were taken back, and those that were begun and stay where they are."""

    taken: tuple[Id, ...] = ()
    begun: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What a hand-over copied, and how many articles changed hands."""

    articles: int = 0
    statements: int = 0
    links: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """How a statement or link differs from the one it was copied from, or has none there.

    `mine` and `theirs` are the ids on either side, where there is or was one; `here` and `there`
    the fields that were changed on either side since.
    """

    kind: Literal["statement", "link"]
    what: DifferenceKind
    mine: Id | None
    theirs: Id | None
    words: str
    here: tuple[str, ...] = ()
    there: tuple[str, ...] = ()
