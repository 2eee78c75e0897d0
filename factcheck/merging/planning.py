"""From two projects to the draft of one: all records compared, in our ids, and put together.

The passes that make the draft hold are in `mending` and `alike`, the decisions on one record in
`comparing`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from factcheck import builtin
from factcheck.ids import GOLD, SHARED, Id
from factcheck.journal import inserted
from factcheck.merging.bases import Common, common
from factcheck.merging.cells import APART, Cell, Cells, Record
from factcheck.merging.comparing import Clash, Sides, is_gone, settle, was_edited
from factcheck.merging.draft import Draft
from factcheck.merging.identity import Identity, identify
from factcheck.merging.reading import Held, read
from factcheck.merging.rights import note_roles
from factcheck.merging.states import Asked, Stories, Story
from factcheck.merging.twins import Twins
from factcheck.records import Progress
from factcheck.store.database import Database

# Where both have another name or title and never were one, it stays what it is here.
_KEPT_HERE = frozenset({"project"})
_NOTES = frozenset({"merge", "conflict"})
_BUILTIN = {
    record: Record(kind, record, inserted(kind, record, values).after or {}).cells()
    for kind, record, values in builtin.rows()
}


@dataclass(slots=True)
class Plan:
    """What a merge will do, and what it stands on."""

    draft: Draft
    identity: Identity
    common: Common
    there: Held


#: Gives the id of a clash, by which a person chooses what would not be kept.
Named = Callable[[str, Id, Clash], Id]


def plan(
    ours: Database,
    theirs: Database,
    *,
    annotators: Mapping[Id, Id],
    progress: Progress | None = None,
) -> Plan:
    """Compare two projects; `annotators` are theirs that are to be ours.

    Raises BadInput where they cannot be one, Damaged where a journal cannot be read.
    """
    with ours.reading(), theirs.reading():
        here, there = read(ours, progress), read(theirs, progress)
        shared = common(ours, theirs, here, there)
        twins = Twins(ours, theirs, here, there, shared)
        identity = identify(here, there, annotators=annotators, twins=twins)
        differing = list(_differing(here, identity))
        own = _stories(ours, here, shared, differing, "ours")
        foreign = _stories(theirs, there, shared, differing, "theirs", identity)
    draft = Draft(here, identity.shown)
    for kind, record in differing:
        if progress:
            progress(0, 0)
        _decide(draft, kind, record, shared, own[record], foreign[identity.theirs(record)])
    return Plan(draft, identity, shared, there)


def _differing(here: Held, identity: Identity) -> Iterable[tuple[str, Id]]:
    """Give kind and id of what is not the same on both sides."""
    for kind, ours in here.shown.items():
        theirs = identity.shown[kind]
        for record, there in theirs.items():
            found = ours.get(record)
            if found is None or not _is_alike(found, there):
                yield kind, record
        yield from ((kind, record) for record in ours if record not in theirs)


def _is_alike(ours: Record, theirs: Record) -> bool:
    if ours.fields == theirs.fields and ours.parts == theirs.parts:  # as in a copy, most are
        return True
    return ours.cells() == theirs.cells()


def _stories(
    database: Database,
    held: Held,
    shared: Common,
    differing: Collection[tuple[str, Id]],
    side: str,
    identity: Identity | None = None,
) -> dict[Id, Story]:
    if side == "ours":
        asked = Asked(shared.fork, shared.points("ours"), shared.settled("ours"))
        return Stories(database, held, asked, {}).tell(differing)
    assert identity is not None
    asked = Asked(shared.fork, shared.points("theirs"), shared.settled("theirs"))
    own = [(kind, identity.theirs(record)) for kind, record in differing]
    return Stories(database, held, asked, identity.ids).tell(own)


def _bases(
    kind: str, record: Id, shared: Common, here: Story, there: Story
) -> Sequence[Cells | None]:
    found = []
    for base in shared.bases:
        story = here if base.side == "ours" else there
        state = story.at[base.number]
        if state is None and base.number == shared.fork:
            # What was imported anew since is known to one side only.
            state = there.at[shared.fork]
        elif base.number == shared.fork:
            state = _both_had(state, there.at.get(shared.fork))
        found.append(state)
    if kind in ("label", "link_type") and _unknown(found):
        return [_BUILTIN[record]] if record in _BUILTIN else found
    return found


def _both_had(ours: Cells | None, theirs: Cells | None) -> Cells | None:
    """Give what a record was when they were one, without what a copy never had of it.

    What was hidden from whoever made the copy is missing there, and yet was taken away by nobody.
    """
    if ours is None or theirs is None:
        return ours
    shared: dict[str, Cell] = {}
    for name in APART & ours.keys():
        own, other = ours[name], theirs[name]
        if isinstance(own, frozenset) and isinstance(other, frozenset):
            shared[name] = own & other
    return {**ours, **shared}


def _parted(shared: Common, here: Story, there: Story) -> Mapping[str, tuple[Cell, Cell]]:
    """Give the cells that were not the same where both parted, as in a copy sent without some."""
    ours, theirs = here.at[shared.fork], there.at[shared.fork]
    from_fork = any(base.number == shared.fork for base in shared.bases)
    if ours is None or theirs is None or not from_fork:
        return {}
    return {name: (value, theirs[name]) for name, value in ours.items() if value != theirs[name]}


def _unknown(bases: Sequence[Cells | None]) -> bool:
    """Say whether a record was never known to both."""
    return all(base is None for base in bases)


def _decide(draft: Draft, kind: str, record: Id, shared: Common, here: Story, there: Story) -> None:
    ours, theirs = draft.here.shown[kind].get(record), draft.there[kind].get(record)
    bases = _bases(kind, record, shared, here, there)
    if ours is not None and theirs is not None:
        parted = _parted(shared, here, there)
        sides = Sides(kind, ours.cells(), theirs.cells(), bases, here, there, parted)
        _decide_both(draft, ours, sides)
    elif theirs is not None:
        _decide_theirs(draft, theirs, Sides(kind, None, theirs.cells(), bases, here, there))
    elif ours is not None:
        _decide_ours(draft, ours, there, bases)


def _decide_both(draft: Draft, ours: Record, sides: Sides) -> None:
    if ours.id in (GOLD, SHARED):  # named in each one's own language
        return
    if ours.kind in _KEPT_HERE and _unknown(sides.bases):
        _fill_in(draft, ours, sides)
        return
    settled = settle(sides)
    record = ours
    for name, value in settled.taken.items():
        draft.set_cell(record, name, value)
        record = draft.put[ours.kind][ours.id]
        draft.moments[ours.id, name] = sides.there.when(name)
    note_roles(draft, ours, {name: sides.there.when(name) for name in settled.taken})
    for clash in settled.clashes:
        draft.found.clashes.append((ours.kind, ours.id, clash))
    if settled.taken.keys() - {clash.cell for clash in settled.clashes}:
        draft.found.changed_there[ours.kind] += 1
    elif settled.own:
        draft.found.changed_here[ours.kind] += 1


def _fill_in(draft: Draft, ours: Record, sides: Sides) -> None:
    """Take what is not said here at all."""
    assert sides.ours is not None
    assert sides.theirs is not None
    for name, value in sides.theirs.items():
        if sides.ours[name] == "" and value:
            record = draft.get(ours.kind, ours.id)
            assert record is not None
            draft.set_cell(record, name, value)


def _decide_theirs(draft: Draft, theirs: Record, sides: Sides) -> None:
    kind, cells, here = theirs.kind, theirs.cells(), sides.here
    stays = here.last is not None if kind in _NOTES else is_gone(cells, here, sides.bases)
    if stays:
        draft.found.deleted_here[kind] += 1
        return
    draft.add(theirs)
    note_roles(draft, theirs, {name: sides.there.when(name) for name in cells})
    if was_edited(here, sides.bases):
        draft.found.kept.append((kind, theirs.id))
    else:
        draft.found.new[kind] += 1


def _decide_ours(draft: Draft, ours: Record, there: Story, bases: Sequence[Cells | None]) -> None:
    kind = ours.kind
    if kind in ("annotator", "project"):
        return
    goes = there.last is not None if kind in _NOTES else is_gone(ours.cells(), there, bases)
    if goes:
        draft.drop(ours)
        note_roles(draft, ours, {"": there.gone})
        draft.found.deleted_there[kind] += 1
    elif was_edited(there, bases):
        draft.found.kept.append((kind, ours.id))
    elif _unknown(bases):
        draft.found.only_here[kind] += 1
