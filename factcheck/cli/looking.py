"""What a project holds, on the command line: numbers, finds, history, and whether it is whole."""

from argparse import Namespace

from factcheck.cli.opening import opened
from factcheck.cli.output import complain, show, show_json, table
from factcheck.errors import Damaged
from factcheck.records import Hit, Revision
from factcheck.texts import plural, text


def stats(asked: Namespace) -> int:
    """Count what is in a project."""
    with opened(asked) as project:
        numbers = project.stats()
    if asked.json:
        show_json(numbers)
        return 0
    counted = {name: n for name, n in numbers.items() if isinstance(n, int)}
    show(table((text(f"cli.stats.{name}"), str(n)) for name, n in counted.items()))
    show(table((name, str(n)) for name, n in numbers["labels"].items()))
    layers = numbers["annotators"]
    heads = ("annotator", "kind", "articles", "statements", "links")
    rows = [tuple(text(f"cli.stats.{name}") for name in heads)]
    rows += [
        (a["name"], a["kind"], str(a["articles"]), str(a["statements"]), str(a["links"]))
        for a in layers
    ]
    show(["", *table(rows)])
    return 0


def check(asked: Namespace) -> int:
    """Say whether a project is whole; 1 if not."""
    try:
        with opened(asked) as project:
            found = project.check()
    except Damaged as error:
        # A project that cannot even be opened is what one asks this for.
        found = {"ok": False, "problems": [str(error)]}
    if asked.json:
        show_json(found)
    else:
        show(found["problems"] or [text("cli.check.ok")])
    if not found["ok"]:
        complain(plural("cli.check.not_ok", len(found["problems"]), location=asked.project))
    return 0 if found["ok"] else 1


def search(asked: Namespace) -> int:
    """Find records by their words."""
    with opened(asked) as project:
        found = project.search.find(asked.query, limit=asked.limit)
    if asked.json:
        hits = [_hit(hit) for hit in found.hits]
        show_json({"query": found.query, "total": found.total, "hits": hits})
        return 0
    show(text("cli.search.hit", kind=h.kind, title=h.title, snippet=h.snippet) for h in found.hits)
    show([plural("cli.search.total", found.total)])
    return 0


def log(asked: Namespace) -> int:
    """List revisions, newest first."""
    from factcheck.history import said

    with opened(asked) as project:
        revisions = project.log(asked.limit)
    sentences = [said(revision.what) for revision in revisions]
    if asked.json:
        show_json([_revision(r, what) for r, what in zip(revisions, sentences, strict=True)])
        return 0
    show(
        table(
            (str(r.number), r.made_at[:16].replace("T", " "), r.who, _words(r, what))
            for r, what in zip(revisions, sentences, strict=True)
        )
    )
    return 0


def _words(revision: Revision, what: str) -> str:
    if revision.undoes is not None:
        return text("cli.log.undoes", what=what, number=revision.undoes)
    return text("cli.log.undone", what=what) if revision.undone else what


def _hit(hit: Hit) -> dict[str, object]:
    return {
        "kind": hit.kind,
        "id": str(hit.id),
        "article": str(hit.article) if hit.article else None,
        "title": hit.title,
        "start": hit.start,
        "end": hit.end,
        "snippet": hit.snippet,
    }


def _revision(revision: Revision, what: str) -> dict[str, object]:
    return {
        "number": revision.number,
        "when": revision.made_at,
        "who": revision.who,
        "what": what,
        "undoes": revision.undoes,
        "undone": revision.undone,
    }
