"""A merge from the two projects to what will be written: planned, mended, and noted down.

The order matters: what a person chose comes before what makes it hold, and the note of the merge
last, for that there is one is no reason to write it.
"""

from collections.abc import Collection, Mapping

from factcheck.ids import Id
from factcheck.journal import Fields
from factcheck.journal.journal import now
from factcheck.merging.alike import find_alike
from factcheck.merging.cells import PARTS, Record
from factcheck.merging.conflicts import add_conflicts, clash_id
from factcheck.merging.draft import Draft
from factcheck.merging.judging import check_record
from factcheck.merging.mending import mend
from factcheck.merging.moments import written_moments
from factcheck.merging.planning import Plan, plan
from factcheck.records import Progress
from factcheck.store.database import Database


def planned(
    ours: Database,
    theirs: Database,
    annotators: Mapping[Id, Id],
    chosen: Collection[Id],
    *,
    progress: Progress | None = None,
) -> Plan:
    """Give what a merge will do, with what a person chose; it holds. Raises as `plan`."""
    made = plan(ours, theirs, annotators=annotators, progress=progress)
    draft = made.draft
    for kind, records in draft.there.items():
        for record in records:
            if record in draft.put[kind]:
                check_record(draft.put[kind][record])
    for kind, own, clash in draft.found.clashes:
        if clash_id(kind, own, clash) in chosen:
            found = draft.get(kind, own)
            assert found is not None
            draft.set_cell(found, clash.cell, clash.other)
    find_alike(draft, ours, theirs)
    mend(draft)
    return made


def is_nothing(draft: Draft) -> bool:
    """Say whether a merge would change nothing but the notes of merges."""
    return not any(
        (draft.put[kind] or draft.gone[kind]) for kind in PARTS if kind != "merge"
    ) and not any(_is_open(draft))


def finish(made: Plan, chosen: Collection[Id]) -> None:
    """Add to a plan the note of the merge, and what it does not keep."""
    merge = Id.new()
    fields: Fields = {
        "project": made.there.project,
        "head": made.common.head or made.there.project,
        "number": made.common.number,
        "made_at": now(),
        "times": written_moments(made.draft.moments),
        "batch": None,
    }
    made.draft.put["merge"][merge] = Record("merge", merge, fields)
    add_conflicts(made.draft, merge, chosen)


def _is_open(draft: Draft) -> list[bool]:
    """Say of each clash whether it is not noted yet."""
    return [
        draft.get("conflict", clash_id(kind, record, clash)) is None
        for kind, record, clash in draft.found.clashes
    ]
