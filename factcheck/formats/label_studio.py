"""Label Studio: a folder with tasks, the configuration of labels, and links across articles.

Regions are in code points with their text, one annotation for each annotator. A name that ends in
`.json` is the tasks alone. It cannot hold gaps (a region goes from the first stretch to the last),
links between tasks (they lie beside), nor who an annotator is, for Label Studio refuses names that
it does not know. What else it has no room for travels in the `meta` of tasks and regions.
How tasks of any origin are read is in `label_studio_in`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from factcheck.formats import Tick, Written, cross_links, label_studio_in
from factcheck.formats.building import Building
from factcheck.formats.bundle import Bundle, Part, extent
from factcheck.formats.cross_links import Crossing
from factcheck.formats.given import NOTHING, Given
from factcheck.formats.ours import KEY, Outgoing
from factcheck.formats.ours_in import Returning
from factcheck.formats.parts import beginning
from factcheck.formats.rows import Json, Row
from factcheck.ids import Id
from factcheck.records import Label, Link, LinkType, Statement

NAME = "label-studio"
ENDING = ".json"
TASKS = "tasks.json"
CONFIG = "config.xml"
NAMES = frozenset({TASKS, CONFIG, cross_links.NAME})
# Empty, but it shows at once what this is, however long a text comes before the annotations.
_OURS = b'[\n{"predictions": [], "meta": {"factcheck": '
_NOTHING = b"[\n]\n"


def is_ours(path: Path) -> bool:
    """Say whether a path shows to be tasks, or a folder with some."""
    if path.is_dir():
        return any(label_studio_in.shows_tasks(one) for one in _parts(path))
    return path.suffix.lower() == ENDING and label_studio_in.shows_tasks(path)


def is_replaceable(path: Path) -> bool:
    """Say whether a path is an export of ours in which nobody has put anything else."""
    if path.is_dir():
        there = {one.name for one in path.iterdir()}
        return there == NAMES and is_replaceable(path / TASKS)
    found = beginning(path, len(_OURS))
    return path.suffix.lower() == ENDING and found in (_OURS, _NOTHING)


def read(path: Path, given: Given = NOTHING) -> Bundle:
    """Read tasks, or a folder of them; raise BadInput naming the task and region at fault."""
    returning = Returning(Building(NAME))
    for one in _parts(path) if path.is_dir() else [path]:
        label_studio_in.read_tasks(one, returning, given.offsets)
    if path.is_dir():
        cross_links.read(path, returning)
    return returning.bundle()


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write a new folder, or the tasks alone where the name ends in .json."""
    alone = out.suffix.lower() == ENDING
    outgoing, crossing = Outgoing(bundle), Crossing(bundle.links)
    if not alone:
        out.mkdir()
        (out / CONFIG).write_text(_config(bundle.labels, bundle.link_types), "utf-8", newline="\n")
    counts = dict.fromkeys(("articles", "statements", "links"), 0)
    gaps = 0
    directed = {one.id: one.directed for one in bundle.link_types}
    with (out if alone else out / TASKS).open("xb") as stream:
        stream.write(b"[")
        for number, part in enumerate(bundle.parts, 1):
            links = crossing.inside(part)
            task = _task(part, links, outgoing, directed)
            stream.write(b",\n" if number > 1 else b"\n")
            stream.write(json.dumps(task, ensure_ascii=False).encode())
            gaps += sum(len(one.content) > 1 for one in part.statements)
            counts["articles"] += 1
            counts["statements"] += len(part.statements)
            counts["links"] += len(links)
            tick(number)
        stream.write(b"\n]\n")
    lost = {"gaps_shown_closed": gaps, **outgoing.left()}
    if alone:
        lost["cross_links"] = len(crossing.crossing)
    else:
        counts["links"] += crossing.write(out, outgoing.names)
    return Written(counts, {reason: n for reason, n in lost.items() if n})


def _parts(folder: Path) -> list[Path]:
    return sorted(one for one in folder.iterdir() if one.suffix.lower() == ENDING)


def _task(
    part: Part, links: Sequence[Link], outgoing: Outgoing, directed: Mapping[Id, bool]
) -> Row:
    article = part.article
    layers: dict[Id, list[Row]] = {}
    for one in part.statements:
        layers.setdefault(one.annotator, []).append(_region(one, article.text, outgoing))
    for link in links:
        layers[link.annotator].append(_link(link, outgoing, directed=directed[link.type]))
    said = outgoing.said(article, "text", "title", "uri")
    data: Row = {"text": article.text, "title": article.title, **said}
    if article.uri:
        data["uri"] = article.uri
    annotations: list[Json] = [{"result": [*held]} for _, held in sorted(layers.items())]
    return {
        "predictions": [],
        "meta": {KEY: outgoing.article(part)},
        "data": data,
        "annotations": annotations,
    }


def _region(statement: Statement, words: str, outgoing: Outgoing) -> Row:
    start, end = extent(statement)
    label = outgoing.names.labels[statement.label]
    meta: Row = {KEY: outgoing.statement(statement)}
    shown = list(outgoing.shown(statement))
    if shown:
        meta["text"] = [*shown]
    value: Row = {"start": start, "end": end, "text": words[start:end], "labels": [label]}
    return {
        "id": str(statement.id),
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "origin": "manual",
        "value": value,
        "meta": meta,
    }


def _link(link: Link, outgoing: Outgoing, *, directed: bool) -> Row:
    return {
        "type": "relation",
        "from_id": str(link.source),
        "to_id": str(link.target),
        "direction": "right" if directed else "bi",
        "labels": [outgoing.names.link_types[link.type]],
        "meta": {KEY: outgoing.link(link)},
    }


def _config(labels: Iterable[Label], link_types: Iterable[LinkType]) -> str:
    return "\n".join(_config_lines(labels, link_types)) + "\n"


def _config_lines(labels: Iterable[Label], link_types: Iterable[LinkType]) -> Iterator[str]:
    yield "<View>"
    yield '  <Labels name="label" toName="text">'
    for label in labels:
        key = f" hotkey={_quoted(label.key)}" if label.key else ""
        yield f"    <Label value={_quoted(label.name)}{key}/>"
    yield "  </Labels>"
    yield "  <Relations>"
    for one in link_types:
        yield f"    <Relation value={_quoted(one.name)}/>"
    yield "  </Relations>"
    yield '  <Text name="text" value="$text"/>'
    yield "</View>"


def _quoted(words: str) -> str:
    """Give words as the value of an attribute, without what no XML may hold."""
    return quoteattr("".join(c for c in words if c >= " " and c not in "\ufffe\uffff"))
