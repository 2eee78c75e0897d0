"""Editions on the command line, and the bytes that an article was read from."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.cli.opening import opened
from factcheck.cli.output import Progress, show, show_json
from factcheck.errors import BadInput, NotFound
from factcheck.ids import Id
from factcheck.texts import plural, text

if TYPE_CHECKING:
    from factcheck.carrying.report import Carried, CarryReport, Passage
    from factcheck.project import Project


def edition(asked: Namespace) -> int:
    """Make an article the later edition of another, or say what that would do."""
    from factcheck.datasets.layers import choose

    with opened(asked) as project, Progress("cli.edition.progress") as progress:
        old, new = (article_called(project, words) for words in (asked.old, asked.new))
        layer = choose(project, asked.layer).layers[0].id if asked.layer else None
        verb = project.editions.outlook if asked.dry_run else project.editions.carry_over
        report = verb(old, new, layer=layer, progress=progress)
        title = project.articles.get(new).title
    if asked.json:
        show_json(_report(report))
    else:
        show(_lines(report, title, dry_run=asked.dry_run))
    return 0


def original(asked: Namespace) -> int:
    """Write the bytes that an article was read from."""
    from factcheck.originals import write_to

    out = Path(asked.out)
    with opened(asked) as project:
        found = project.articles.kept_original(article_called(project, asked.article))
    write_to(out, found)
    if asked.json:
        show_json({"out": asked.out, "bytes": len(found.data), "kind": found.kind})
    else:
        show([text("cli.original.done", out=asked.out)])
    return 0


def article_called(project: "Project", words: str) -> Id:
    """Give the article of an id, title or source name; raise NotFound or BadInput if not one."""
    found = project.articles.called(words)
    if not found:
        raise NotFound("article.no_such", name=words)
    if len(found) > 1:
        ids = ", ".join(str(one) for one in found)
        raise BadInput("article.several", name=words, ids=ids)
    return found[0]


def _report(report: "CarryReport") -> dict[str, object]:
    return {
        "old": str(report.old),
        "new": str(report.new),
        "revision": report.revision,
        "counts": dict(report.counts),
        "links": report.links,
        "statements": [_carried(one) for one in report.carried],
    }


def _carried(one: "Carried") -> dict[str, object]:
    made = str(one.made) if one.made is not None else None
    return {
        "statement": str(one.statement),
        "kind": one.kind,
        "made": made,
        "old": _passage(one.old),
        "new": _passage(one.new) if one.new is not None else None,
        "left_out": list(one.left_out),
        "was": one.was,
    }


def _passage(one: "Passage") -> dict[str, object]:
    return {"start": one.start, "end": one.end, "text": one.words}


def _lines(report: "CarryReport", title: str, *, dry_run: bool) -> Iterator[str]:
    for kind, n in report.counts.items():
        if n:
            yield plural(f"cli.edition.{kind}", n)
    if not any(report.counts.values()):
        yield text("cli.edition.none")
    for one in report.of("uncertain"):
        assert one.new is not None
        yield text("cli.edition.altered", old=one.old.words, new=one.new.words)
    for one in report.of("lost"):
        yield text("cli.edition.gone", old=one.old.words)
    if dry_run:
        yield text("cli.edition.would", title=title)
    elif report.revision is None:
        yield text("cli.edition.nothing", title=title)
    else:
        yield text("cli.edition.done", title=title, revision=report.revision)
