"""Prodigy: a line for each article and annotator, and links across articles beside, in a folder.

Spans in code points with the tokens at their borders, links between the last tokens of spans. A
name that ends in `.jsonl` is the lines alone. It cannot hold gaps; two statements at one place of
one label have their links in common over there. What else it has no room for travels in a field
of the task, which Prodigy keeps. How tasks of any recipe are read is in `prodigy_in`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

from factcheck.formats import Tick, Written, cross_links, line_parts, prodigy_in
from factcheck.formats.building import Building
from factcheck.formats.bundle import Bundle, Part, extent
from factcheck.formats.line_parts import ENDING, Line
from factcheck.formats.ours import KEY, Outgoing
from factcheck.formats.ours_in import Returning
from factcheck.formats.placed import ANNOTATOR, travelling
from factcheck.formats.rows import Json, Row
from factcheck.formats.tokens import Token, tokens
from factcheck.ids import Id
from factcheck.records import Link, Statement

NAME = "prodigy"
TASKS = "annotations"
is_replaceable = line_parts.is_replaceable


def is_ours(path: Path) -> bool:
    """Say whether a path shows to be tasks of Prodigy, or a folder with such files."""
    if path.is_dir():
        return any(prodigy_in.shows_lines(one) for one in line_parts.parts(path))
    return path.suffix.lower() == ENDING and prodigy_in.shows_lines(path)


def read(path: Path) -> Bundle:
    """Read a file or a folder of them; raise BadInput naming the line at fault."""
    returning = Returning(Building(NAME))
    prodigy_in.read_parts(line_parts.parts(path) if path.is_dir() else [path], returning)
    if path.is_dir():
        cross_links.read(path, returning)
    return returning.bundle()


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write a new folder, or the tasks alone where the name ends in .jsonl."""
    outgoing = Outgoing(bundle)

    def lines_of(part: Part, links: Sequence[Link]) -> Iterator[Line]:
        article = outgoing.article(part)
        layers: list[Id | None] = [*dict.fromkeys(one.annotator for one in part.statements)]
        for layer in layers or [None]:
            held = [one for one in part.statements if one.annotator == layer]
            between = [one for one in links if one.annotator == layer]
            yield Line(_task(part, layer, held, between, article, outgoing), TASKS, {})

    return line_parts.write(
        bundle, out, tick=tick, outgoing=outgoing, lines_of=lines_of, first=TASKS
    )


def _task(
    part: Part,
    layer: Id | None,
    statements: Sequence[Statement],
    links: Sequence[Link],
    article: Row,
    outgoing: Outgoing,
) -> Row:
    words = part.article.text
    found = tokens(words, map(extent, statements)) if statements else []
    spans = {one.id: _span(one, words, found, outgoing) for one in statements}
    ours = travelling(article, statements, links, outgoing)
    row: Row = {
        KEY: ours,
        "text": words,
        "meta": {"title": part.article.title, **outgoing.said(part.article, "title")},
        "tokens": [
            {"text": words[t.start : t.end], "start": t.start, "end": t.end, "id": n, "ws": t.blank}
            for n, t in enumerate(found)
        ],
        "spans": list(spans.values()),
        "relations": [_link(one, spans, outgoing) for one in links],
        "answer": "accept",
        "_view_id": "relations" if links else "spans_manual",
    }
    if layer is not None:
        ours[ANNOTATOR] = row["_annotator_id"] = outgoing.names.annotators[layer]
    return row


def _span(statement: Statement, words: str, found: Sequence[Token], outgoing: Outgoing) -> Row:
    start, end = extent(statement)
    return {
        "start": start,
        "end": end,
        "text": words[start:end],
        "token_start": bisect_right(found, start, key=lambda one: one.start) - 1,
        # The last token of it, not the one after it.
        "token_end": bisect_left(found, end, key=lambda one: one.end),
        "label": outgoing.names.labels[statement.label],
    }


def _link(link: Link, spans: dict[Id, Row], outgoing: Outgoing) -> Row:
    head, child = spans[link.source], spans[link.target]
    return {
        "head": head["token_end"],
        "child": child["token_end"],
        "head_span": _place(head),
        "child_span": _place(child),
        "label": outgoing.names.link_types[link.type],
    }


def _place(span: Row) -> Json:
    return {key: value for key, value in span.items() if key != "text"}
