"""Merging on the command line: another project brought into this one, or only looked at."""

from argparse import Namespace
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from factcheck.cli.opening import opened
from factcheck.cli.output import Progress, show, show_json
from factcheck.texts import plural, text

if TYPE_CHECKING:
    from factcheck.merging.report import Both, MergeReport


def merge(asked: Namespace) -> int:
    """Merge another project, or say what that would do."""
    same = dict(asked.same_annotator)
    with opened(asked) as project, Progress("cli.merge.progress") as progress:
        verb = project.merging.compare if asked.dry_run else project.merging.merge
        report = verb(asked.other, same_annotator=same, progress=progress)
    if asked.json:
        show_json(_report(report))
    else:
        show(_lines(report, dry_run=asked.dry_run))
    return 0


def _report(report: "MergeReport") -> dict[str, object]:
    return {
        "project": report.title,
        "related": report.related,
        "nothing": report.nothing,
        "revision": report.revision,
        "new": dict(report.new),
        "changed_there": dict(report.changed_there),
        "changed_here": dict(report.changed_here),
        "only_here": dict(report.only_here),
        "deleted_there": dict(report.deleted_there),
        "deleted_here": dict(report.deleted_here),
        "both": [_both(one) for one in report.both],
        "joined": [{"kind": kind, "name": name} for kind, name in report.joined],
        "near": [{"kind": k, "ours": ours, "theirs": theirs} for k, ours, theirs in report.near],
        "same_names": [
            {"name": one.name, "theirs": str(one.theirs), "ours": str(one.ours)}
            for one in report.same_names
        ],
        "line_ends": list(report.line_ends),
        "notes": list(report.notes),
    }


def _both(one: "Both") -> dict[str, object]:
    return {
        "conflict": str(one.id),
        "kind": one.kind,
        "record": str(one.record),
        "what": one.what,
        "field": one.field,
        "ours": one.ours,
        "theirs": one.theirs,
        "ours_by": one.ours_by,
        "theirs_by": one.theirs_by,
        "kept": "ours" if one.ours_kept else "theirs",
    }


def _lines(report: "MergeReport", *, dry_run: bool) -> Iterable[str]:
    counted = {
        "new": report.new,
        "changed_there": report.changed_there,
        "changed_here": report.changed_here,
        "only_here": report.only_here,
        "deleted_there": report.deleted_there,
        "deleted_here": report.deleted_here,
    }
    for name, counts in counted.items():
        if counts:
            yield text(f"cli.merge.{name}", counts=_counts(counts))
    for one in report.both:
        kept, other = (one.ours, one.theirs) if one.ours_kept else (one.theirs, one.ours)
        yield text("cli.merge.both", what=one.what, field=one.field, kept=kept, other=other)
    for kind, name in report.joined:
        yield text("cli.merge.joined", kind=text(f"merging.kind.{kind}"), name=name)
    for kind, ours, theirs in report.near:
        named = text(f"merging.kind.{kind}")
        yield text("cli.merge.near", kind=named, ours=ours, theirs=theirs)
    yield from report.notes
    for same in report.same_names:
        yield text("cli.merge.same_name", name=same.name, theirs=same.theirs, ours=same.ours)
    if report.nothing:
        yield text("cli.merge.nothing", title=report.title)
    elif dry_run:
        yield text("cli.merge.would", title=report.title)
    else:
        yield text("cli.merge.done", title=report.title, revision=report.revision)
        if report.both:
            yield plural("cli.merge.open", len(report.both))


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(plural(f"merging.counted.{kind}", n) for kind, n in counts.items())
