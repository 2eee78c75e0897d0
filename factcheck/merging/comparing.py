"""Which side changed what, and what becomes of it: one record at a time, cell by cell.

What one side changed wins; where both did, the later, and the other is a clash to be looked at.
An edit beats a deletion. Pure, and the same whichever side asks: that makes merges meet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from factcheck.merging.cells import APART, Cell, Cells, blank
from factcheck.merging.moments import Moment
from factcheck.merging.states import Story


@dataclass(frozen=True, slots=True)
class Sides:
    """One record as both sides have it, and had it when they were one."""

    kind: str
    ours: Cells | None
    theirs: Cells | None
    bases: Sequence[Cells | None]
    here: Story
    there: Story
    #: The cells in which the sides differed when they parted: one was sent without something.
    parted: Mapping[str, tuple[Cell, Cell]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell that both sides changed: what is kept, and what is not."""

    cell: str
    kept: Cell
    other: Cell
    other_moment: Moment
    kept_moment: Moment
    #: Whether ours is kept.
    ours_kept: bool


@dataclass(slots=True)
class Settled:
    """What becomes of one record's cells that differ."""

    #: The cells that take another value than ours.
    taken: dict[str, Cell] = field(default_factory=dict)
    #: The cells that only changed here.
    own: list[str] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)


def is_gone(present: Cells, absent: Story, bases: Sequence[Cells | None]) -> bool:
    """Say whether a record that one side deleted goes: the other side did not change it since."""
    if absent.last is None:
        return False
    same = present in bases
    if None in bases and not same:
        return False
    return same or present == absent.last


def was_edited(absent: Story, bases: Sequence[Cells | None]) -> bool:
    """Say whether a record that stays beat a deletion that is news."""
    return absent.last is not None and None not in bases


def settle(sides: Sides) -> Settled:
    """Settle the cells of a record that both sides have."""
    assert sides.ours is not None
    assert sides.theirs is not None
    found = Settled()
    for name, ours in sides.ours.items():
        theirs = sides.theirs[name]
        if ours != theirs:
            values = [base[name] for base in sides.bases if base is not None]
            if name in APART:
                _settle_apart(found, name, ours, theirs, values)
            else:
                _settle_value(found, sides, name, values)
    return found


def later(one: tuple[Moment, Cell], other: tuple[Moment, Cell]) -> bool:
    """Say whether the first is the later one; of the same time, the larger one in writing."""
    return (one[0][0], written(one[1])) > (other[0][0], written(other[1]))


def written(cell: Cell) -> str:
    """Give a cell in writing, the same for the same value."""
    if isinstance(cell, frozenset):
        return repr(sorted(cell, key=repr))
    return repr(cell)


def _settle_apart(
    found: Settled, name: str, ours: Cell, theirs: Cell, values: Sequence[Cell]
) -> None:
    assert isinstance(ours, frozenset)
    assert isinstance(theirs, frozenset)
    known = frozenset[tuple[object, ...]]().union(*(v for v in values if isinstance(v, frozenset)))
    both = (ours & theirs) | (ours ^ theirs) - known
    if both != ours:
        found.taken[name] = both
    else:
        found.own.append(name)


def _settle_value(found: Settled, sides: Sides, name: str, values: Sequence[Cell]) -> None:
    assert sides.ours is not None
    assert sides.theirs is not None
    ours, theirs = sides.ours[name], sides.theirs[name]
    ours_kept = _one_sided(sides, name, values)
    if ours_kept is None:
        moments = sides.here.when(name), sides.there.when(name)
        ours_kept = later((moments[0], ours), (moments[1], theirs))
        if ours not in values or theirs not in values:
            kept, other = (ours, theirs) if ours_kept else (theirs, ours)
            kept_at, other_at = moments if ours_kept else moments[::-1]
            found.clashes.append(Clash(name, kept, other, other_at, kept_at, ours_kept))
    elif ours_kept:
        found.own.append(name)
    if not ours_kept:
        found.taken[name] = theirs


def _one_sided(sides: Sides, name: str, values: Sequence[Cell]) -> bool | None:
    """Say whether ours stays where only one side changed a cell; None where both did."""
    assert sides.ours is not None
    assert sides.theirs is not None
    ours, theirs = sides.ours[name], sides.theirs[name]
    if name in sides.parted:
        same = tuple(
            one == other for one, other in zip((ours, theirs), sides.parted[name], strict=True)
        )
        if same == (True, True):
            return ours != blank(sides.kind, name)
        if any(same):
            return same[1]
    if (ours in values) != (theirs in values):
        return theirs in values
    if not values:
        empty = blank(sides.kind, name)
        if empty in (ours, theirs):
            return theirs == empty
    # What one side was before and left behind is news to nobody.
    left = theirs in sides.here.past.get(name, ()), ours in sides.there.past.get(name, ())
    return left[0] if left[0] != left[1] else None
