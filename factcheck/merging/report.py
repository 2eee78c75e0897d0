"""What a merge will do, or did, as a person or a script is told before anything is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from factcheck.ids import Id
from factcheck.merging.comparing import Clash
from factcheck.merging.conflicts import clash_id
from factcheck.merging.moments import NEVER, Moment
from factcheck.merging.planning import Plan
from factcheck.merging.said import Said, field_name
from factcheck.texts import plural, text

#: Kinds that a person counts; notes of merges themselves are none.
COUNTED = (
    *("article", "statement", "link", "speaker", "claim", "label", "link_type", "annotator"),
    *("assignment", "comment", "decision", "project"),
)
_LISTED = 20


@dataclass(frozen=True, slots=True)
class Both:
    """What both sides changed, in words; the later one is kept unless the other is chosen."""

    id: Id
    kind: str
    record: Id
    what: str
    field: str
    ours: str
    theirs: str
    ours_by: str
    theirs_by: str
    ours_at: str
    theirs_at: str
    ours_kept: bool
    #: Whether the other one can be chosen before the merge.
    can_choose: bool


@dataclass(frozen=True, slots=True)
class SameName:
    """Two annotators of one name, whom only one side each knows."""

    name: str
    theirs: Id
    ours: Id


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge brings and what it keeps; counts are by kind of record."""

    title: str
    location: str
    related: bool
    nothing: bool
    new: Mapping[str, int]
    changed_there: Mapping[str, int]
    changed_here: Mapping[str, int]
    only_here: Mapping[str, int]
    deleted_there: Mapping[str, int]
    deleted_here: Mapping[str, int]
    both: tuple[Both, ...]
    joined: tuple[tuple[str, str], ...]
    near: tuple[tuple[str, str, str], ...]
    same_names: tuple[SameName, ...]
    line_ends: tuple[str, ...]
    notes: tuple[str, ...]
    revision: int | None = None


def report_of(plan: Plan, location: str, *, nothing: bool) -> MergeReport:
    """Say what a plan will do."""
    draft, found = plan.draft, plan.draft.found
    said = Said(lambda kind, record: draft.get(kind, record) or draft.there[kind].get(record))
    project = next(iter(plan.there.shown["project"].values()))
    return MergeReport(
        title=str(project.fields["title"]),
        location=location,
        related=plan.common.related,
        nothing=nothing,
        new=_counted(found.new),
        changed_there=_counted(found.changed_there),
        changed_here=_counted(found.changed_here),
        only_here=_counted(found.only_here),
        deleted_there=_counted(found.deleted_there),
        deleted_here=_counted(found.deleted_here),
        both=tuple(_both(said, kind, record, clash) for kind, record, clash in found.clashes),
        joined=tuple((kind, said.record(kind, one)) for kind, one, _ in found.joined),
        near=tuple(found.near),
        same_names=tuple(SameName(*one) for one in found.same_names),
        line_ends=tuple(found.line_ends),
        notes=tuple(_notes(plan, said)),
    )


def _counted(counts: Mapping[str, int]) -> dict[str, int]:
    return {kind: counts[kind] for kind in COUNTED if counts.get(kind)}


def _both(said: Said, kind: str, record: Id, clash: Clash) -> Both:
    kept, other = (said.cell(kind, clash.cell, value) for value in (clash.kept, clash.other))
    moments = clash.kept_moment, clash.other_moment
    ours, theirs = (kept, other) if clash.ours_kept else (other, kept)
    mine, yours = moments if clash.ours_kept else moments[::-1]
    return Both(
        id=clash_id(kind, record, clash),
        kind=kind,
        record=record,
        what=said.record(kind, record),
        field=field_name(kind, clash.cell),
        ours=ours,
        theirs=theirs,
        ours_by=_who(said, mine),
        theirs_by=_who(said, yours),
        ours_at=mine[0],
        theirs_at=yours[0],
        ours_kept=clash.ours_kept,
        can_choose=moments != (NEVER, NEVER),
    )


def _who(said: Said, moment: Moment) -> str:
    return said.record("annotator", moment[1]) if moment[1] is not None else ""


def _notes(plan: Plan, said: Said) -> Iterator[str]:
    found = plan.draft.found
    if not plan.common.related:
        yield text("merging.note.unrelated")
    if found.kept:
        names = _listed(said.record(kind, record) for kind, record in found.kept[:_LISTED])
        yield plural("merging.note.kept", len(found.kept), names=names)
    for kind, name, new in found.renamed:
        yield text("merging.note.renamed", kind=text(f"merging.kind.{kind}"), name=name, new=new)
    if found.line_ends:
        names = _listed(found.line_ends[:_LISTED])
        yield plural("merging.note.line_ends", len(found.line_ends), names=names)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
