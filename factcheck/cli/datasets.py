"""Datasets on the command line: articles and annotations brought in, datasets taken out."""

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.cli.opening import opened
from factcheck.cli.output import Progress, complain, note, show, show_json
from factcheck.datasets.losses import sentences
from factcheck.errors import BadInput
from factcheck.formats.bundle import Split
from factcheck.records import ImportReport
from factcheck.splits import read_sizes
from factcheck.texts import plural, text

if TYPE_CHECKING:
    from factcheck.datasets.splitting import SplitWish

_USAGE = 2


def bring_in(asked: Namespace) -> int:
    """Import articles and annotations as one revision."""
    from factcheck.intake.bringing_in import Wishes, bring_in
    from factcheck.intake.foreign import Manner

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
        paths = [Path(path) for path in asked.paths]
        report = bring_in(project, paths, wishes, progress=progress)
    if asked.json:
        show_json(_report(report))
    else:
        show(_report_lines(report, dry_run=asked.dry_run))
    return 0


def take_out(asked: Namespace) -> int:
    """Export a dataset; 2 where it is not clear whose."""
    from factcheck.datasets.exporting import export

    try:
        with opened(asked) as project, Progress("cli.export.progress") as progress:
            done = export(
                project,
                asked.out,
                format_name=asked.format,
                layer=asked.layer,
                split=_split(asked),
                progress=progress,
            )
    except BadInput as error:
        if error.code != "export.which_layer":
            raise
        complain(str(error))
        return _USAGE
    if asked.json:
        show_json({"written": done.written, "lost": done.lost, "layer": done.layer})
        return 0
    show([_exported(done.layer, asked.out)])
    show(text("cli.export.written", name=name, n=n) for name, n in done.written.items())
    if done.split:
        show(_split_lines(done.split))
    for sentence in sentences(done.lost):
        note(sentence)
    return 0


def _split(asked: Namespace) -> "SplitWish | None":
    from factcheck.datasets.splitting import SplitWish

    if asked.split is None:
        return None
    keep = Path(asked.keep_split) if asked.keep_split else None
    return SplitWish(read_sizes(asked.split), asked.split_by, asked.seed, keep)


def _split_lines(split: Split) -> Iterable[str]:
    for name, size in split.sizes.items():
        yield text("cli.export.part", name=name, articles=size.articles, statements=size.statements)
    if n := split.proof["links_parted"]:
        yield plural("cli.export.parted", n)


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
    elif report.revision is not None:
        yield text("cli.import.done", revision=report.revision, **counts)
    else:
        # Why comes first: that nothing came is no answer.
        yield from more or [text("cli.import.found_nothing")]
        more = [text("cli.import.nothing")]
    yield from more
