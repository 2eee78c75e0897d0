"""Datasets on the command line: articles and annotations brought in, datasets taken out."""

import sys
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.cli.opening import actor, opened
from factcheck.cli.output import Progress, complain, note, show, show_json
from factcheck.datasets.losses import sentences
from factcheck.errors import BadInput
from factcheck.formats.bundle import Split
from factcheck.formats.manifest import split_row
from factcheck.records import ImportReport
from factcheck.splits import read_sizes
from factcheck.texts import plural, text

if TYPE_CHECKING:
    from factcheck.datasets.wishes import ExportWishes
    from factcheck.project import Project

_USAGE = 2
_NAMED = 20  # articles that a dry run names


def bring_in(asked: Namespace) -> int:
    """Import articles and annotations as one revision."""
    from factcheck.intake.bringing_in import Wishes, bring_in
    from factcheck.intake.foreign import Manner
    from factcheck.intake.pasting import TABLE, piped
    from factcheck.intake.places import place
    from factcheck.intake.walk import TEXT

    wishes = Wishes(
        format_name=asked.format,
        annotator=asked.annotator,
        names=dict(asked.map),
        manner=Manner(asked.encoding, dict(asked.column)),
        offsets=asked.offsets,
        skip_bad=asked.skip_bad,
        dry_run=asked.dry_run,
    )
    with opened(asked) as project, Progress("cli.import.progress") as progress:
        pipe = sys.stdin.buffer if sys.stdin else None
        kind = TABLE if asked.column else TEXT
        places = [piped(pipe, kind=kind) if word == "-" else place(word) for word in asked.paths]
        report = bring_in(project, places, wishes, progress=progress)
    if asked.json:
        coming = {"coming": [asdict(one) for one in report.coming]} if asked.dry_run else {}
        show_json({**_report(report), **coming})
    else:
        show(_report_lines(report, dry_run=asked.dry_run))
    return 0


def take_out(asked: Namespace) -> int:
    """Export a dataset; 2 where it is not clear whose."""
    from factcheck.datasets.exporting import export

    try:
        with opened(asked) as project, Progress("cli.export.progress") as progress:
            done = export(project, asked.out, _wishes(asked), progress=progress)
            joining = _joining_lines(project, done.split)
    except BadInput as error:
        if error.code != "export.which_layer":
            raise
        complain(str(error))
        return _USAGE
    if asked.json:
        split = {"split": _split(done.split)} if done.split else {}
        show_json({"written": done.written, "lost": done.lost, "layer": done.layer, **split})
        return 0
    show([_exported(done.layer, asked.out)])
    show(text("cli.export.written", name=name, n=n) for name, n in done.written.items())
    if done.split:
        show([*_split_lines(done.split), *joining])
    for sentence in sentences(done.lost):
        note(sentence)
    return 0


def hydrate(asked: Namespace) -> int:
    """Put texts back into a dataset that was exported without them."""
    from factcheck.datasets.hydrating import hydrate

    with Progress("cli.hydrate.progress") as progress:
        done = hydrate(
            Path(asked.dataset),
            asked.texts,
            actor=actor(asked),
            out=Path(asked.out) if asked.out else None,
            skip_missing=asked.skip_bad,
            progress=progress,
        )
    out = asked.out or asked.dataset
    if asked.json:
        keys = ("id", "title", "sha256")
        missing = [dict(zip(keys, one, strict=True)) for one in done.missing]
        show_json({"found": done.found, "missing": missing, "written": dict(done.written)})
        return 0
    show([plural("cli.hydrate.done", done.found, out=out)])
    show(text("cli.hydrate.missing", title=title, sha256=sha) for _, title, sha in done.missing)
    return 0


def _wishes(asked: Namespace) -> "ExportWishes":
    from factcheck.datasets.wishes import ExportWishes, SplitWish

    split = None
    if asked.keep_split and asked.split is None:
        raise BadInput("split.keep_alone")
    if asked.split is not None:
        keep = Path(asked.keep_split) if asked.keep_split else None
        split = SplitWish(read_sizes(asked.split), asked.split_by, keep)
    return ExportWishes(
        asked.format,
        layer=asked.layer,
        texts=asked.text,
        anonymous=asked.anonymous,
        without=frozenset(asked.without),
        split=split,
        seed=asked.seed,
    )


def _split(split: Split) -> dict[str, object]:
    joining = [
        {"link": str(one.link), "articles": [*map(str, one.articles)], "parts": [*one.parts]}
        for one in split.joining
    ]
    return {**split_row(split), "joining": joining}


def _split_lines(split: Split) -> Iterable[str]:
    for name, size in split.sizes.items():
        articles = plural("cli.import.articles", size.articles)
        statements = plural("cli.import.statements", size.statements)
        yield text("cli.export.part", name=name, articles=articles, statements=statements)
    if empty := split.empty:
        yield text("cli.export.empty", names=", ".join(empty), rule=split.rule)
    if n := split.proof["links_parted"]:
        yield plural("cli.export.parted", n)
    if n := split.proof["near_duplicates_parted"]:
        yield plural("cli.export.copies_parted", n)


def _joining_lines(project: "Project", split: Split | None) -> list[str]:
    """Give the links that do not fit a split which is kept, by the titles of their articles."""
    joining = split.joining if split else ()
    if not joining:
        return []
    ends = sorted({i for one in joining for i in one.articles})
    titles = {article: project.articles.get(article).title for article in ends}
    lines = [plural("cli.export.joining", len(joining))]
    for one in joining:
        (first, last), (source, target) = (titles[i] for i in one.articles), one.parts
        names = {"first": first, "last": last, "source": source, "target": target}
        lines.append(text("cli.export.joined", link=one.link, **names))
    return lines


def _exported(layer: str | None, out: str) -> str:
    if layer is None:
        return text("cli.export.none", out=out)
    return text("cli.export.all" if layer == "all" else "cli.export.done", layer=layer, out=out)


def _report(report: ImportReport) -> dict[str, object]:
    return {
        "articles": report.articles,
        "statements": report.statements,
        "links": report.links,
        "revision": report.revision,
        "lost": dict(report.lost),
        "skipped": [{"path": path, "why": why} for path, why in report.skipped],
        "notes": list(report.notes),
    }


def _coming_lines(report: ImportReport) -> Iterable[str]:
    for one in report.coming[:_NAMED]:
        key = "cli.import.coming" if one.title != one.source_name else "cli.import.coming_untitled"
        yield text(key, title=one.title, name=one.source_name)
    if (n := report.articles - _NAMED) > 0:
        yield plural("cli.import.more", n)


def _report_lines(report: ImportReport, *, dry_run: bool) -> Iterable[str]:
    counts = {
        "articles": plural("cli.import.articles", report.articles),
        "statements": plural("cli.import.statements", report.statements),
        "links": plural("cli.import.links", report.links),
    }
    more = [*report.notes, *sentences(report.lost)]
    more += [text("cli.import.skipped", path=path, why=why) for path, why in report.skipped]
    if dry_run:
        yield text("cli.import.would", **counts)
        yield from _coming_lines(report)
        if not (report.articles or report.statements or report.links or more):
            more = [text("cli.import.found_nothing")]
    elif report.revision is not None:
        yield text("cli.import.done", revision=report.revision, **counts)
    else:
        # Why comes first: that nothing came is no answer.
        yield from more or [text("cli.import.found_nothing")]
        more = [text("cli.import.nothing")]
    yield from more
