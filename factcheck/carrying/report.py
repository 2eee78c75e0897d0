"""What carrying statements over into a later edition does, or would do: one line for each of them.

Frozen values; places are code points of the texts of the two editions, half-open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from factcheck.ids import Id
from factcheck.records import Role

#: same: in its place, unchanged; moved: elsewhere in the text; uncertain: its words were altered,
#: or it is not sure which are meant; lost: its words are not there; there: carried over before.
Kind = Literal["same", "moved", "uncertain", "lost", "there"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Passage:
    """The content of a statement in one edition, from its first character to its last."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What becomes of one statement; `made` stands for it in the later edition.

    `left_out` names the roles of spans of which the words are not there; `was` says how something
    that is there before was found, where it still stands just there.
    """

    statement: Id
    label: Id
    kind: Kind
    old: Passage
    new: Passage | None = None
    made: Id | None = None
    left_out: tuple[Role, ...] = ()
    was: Kind | None = None


@dataclass(frozen=True, slots=True)
class CarryReport:
    """What carrying over does, by place in the old text; without a revision, what it would do."""

    old: Id
    new: Id
    layer: Id
    carried: tuple[Carried, ...] = ()
    links: int = 0
    revision: int | None = None

    def of(self, *kinds: Kind) -> tuple[Carried, ...]:
        """Give those that became of one of some kinds."""
        return tuple(one for one in self.carried if one.kind in kinds)

    @property
    def counts(self) -> Mapping[Kind, int]:
        """Give how many became what."""
        return {kind: len(self.of(kind)) for kind in KINDS}
