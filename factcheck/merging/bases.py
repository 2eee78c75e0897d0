"""States that both projects contain: against them it is told which side changed something.

The fork, up to which both histories are one; what ours was when theirs last took it in; what
theirs was when ours did. A merge that was undone is no longer seen, and so is no base.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, select

from factcheck.ids import Id
from factcheck.merging.reading import Held
from factcheck.models import change, revision
from factcheck.store.database import Database

Side = Literal["ours", "theirs"]
_r, _c = revision.c, change.c


@dataclass(frozen=True, slots=True)
class Base:
    """The state of one side at one of its revisions, which the other side contains.

    `ours` and `theirs` are the revisions from which on each of them does.
    """

    side: Side
    number: int
    ours: int
    theirs: int

    def contains(self, other: "Base") -> bool:
        """Say whether another common state lies behind this one."""
        return (self.ours if self.side == "ours" else self.theirs) >= (
            other.ours if self.side == "ours" else other.theirs
        )


@dataclass(frozen=True, slots=True)
class Common:
    """What two projects have in common; `fork` is the revision up to which they are one."""

    bases: tuple[Base, ...]
    #: All states that one took in from the other, those of `bases` among them.
    met: tuple[Base, ...]
    fork: int
    related: bool
    #: The other's newest revision, none where it has none.
    head: Id | None
    number: int

    def points(self, side: Side) -> set[int]:
        """Give the revisions of a side at which its state is asked for."""
        return {b.number for b in self.bases if b.side == side} | {self.fork}

    def settled(self, side: Side) -> int:
        """Give the revision from which on a side contains all of the bases."""
        return max((b.ours if side == "ours" else b.theirs for b in self.bases), default=0)


def common(ours: Database, theirs: Database, here: Held, there: Held) -> Common:
    """Find the common states of two projects, those left out that lie behind another."""
    own, foreign = _numbers(ours), _numbers(theirs)
    fork = 0
    for one, other in zip(own, foreign, strict=False):
        if one != other:
            break
        fork += 1
    related = here.project == there.project or fork > 0
    begun = [Base("ours", fork, fork, fork)] if related else []
    met = (
        *_taken_in("theirs", ours, here, foreign, fork),
        *_taken_in("ours", theirs, there, own, fork),
    )
    head = foreign[-1] if foreign else None
    bases = tuple(_newest([*begun, *met]))
    return Common(bases, met, fork, related, head, len(foreign))


def _numbers(database: Database) -> Sequence[Id]:
    """Give the ids of all revisions; the first one's number is 1, and none is left out."""
    numbered = select(_r.id).where(_r.number.is_not(None)).order_by(_r.number)
    return [row[0] for row in database.rows(numbered)]


def _taken_in(
    side: Side, database: Database, held: Held, revisions: Sequence[Id], fork: int
) -> Iterable[Base]:
    """Give the states of a side that the other one, which is given, has taken in."""
    places = {record: number for number, record in enumerate(revisions, 1)}
    when = _arrivals(database)
    for merge in held.shown["merge"].values():
        head = merge.fields["head"]
        number = places.get(head) if isinstance(head, Id) else None
        if number is not None and number > fork and merge.id in when:
            at = when[merge.id]
            if side == "ours":
                yield Base(side, number, number, at)
            else:
                yield Base(side, number, at, number)


def _arrivals(database: Database) -> Mapping[Id, int]:
    """Give for each merge the number of the revision that brought it."""
    query = (
        select(_c.record, func.max(_r.number))
        .join_from(change, revision, _c.revision == _r.key)
        .where(_c.kind == "merge", _c.verb == "insert", _r.number.is_not(None))
        .group_by(_c.record)
    )
    return {row[0]: row[1] for row in database.rows(query)}


def _newest(bases: Iterable[Base]) -> list[Base]:
    kept: list[Base] = []
    for base in bases:
        if any(other.contains(base) for other in kept):
            continue
        kept = [other for other in kept if not base.contains(other)] + [base]
    return kept
