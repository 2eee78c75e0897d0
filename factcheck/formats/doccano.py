"""doccano: a line for each article, a file for each annotator, and links across articles beside.

Entities with their links, in code points. A name that ends in `.jsonl` is one file for all. It
cannot hold gaps, and counts by UTF-16 where people mark: what stands after an emoji shows moved
over there. What else it has no room for travels as metadata of the line, which doccano keeps.
How files of any version are read is in `doccano_in`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from factcheck.formats import Tick, Written, cross_links, doccano_in, line_parts
from factcheck.formats.building import Building
from factcheck.formats.bundle import Bundle, Part, extent
from factcheck.formats.given import NOTHING, Given
from factcheck.formats.line_parts import ENDING, Line
from factcheck.formats.ours import KEY, Outgoing
from factcheck.formats.ours_in import Returning
from factcheck.formats.placed import ANNOTATOR, travelling
from factcheck.formats.places import Places
from factcheck.formats.rows import Json, Row
from factcheck.prose.utf16 import Utf16Map
from factcheck.records import Link, Statement

NAME = "doccano"
#: The file of what no annotator has marked, as doccano calls it.
NOBODY = "all"
is_replaceable = line_parts.is_replaceable


def is_ours(path: Path) -> bool:
    """Say whether a path shows to be lines of doccano, or a folder with such files."""
    if path.is_dir():
        return any(doccano_in.shows_lines(one) for one in line_parts.parts(path))
    return path.suffix.lower() == ENDING and doccano_in.shows_lines(path)


def read(path: Path, given: Given = NOTHING) -> Bundle:
    """Read a file or a folder of them; raise BadInput naming the line and id at fault."""
    returning = Returning(Building(NAME))
    sources = doccano_in.Sources(f"{NOBODY}{ENDING}" if path.is_dir() else path.name)
    for one in line_parts.parts(path) if path.is_dir() else [path]:
        annotator = one.stem if path.is_dir() and one.stem != NOBODY else ""
        doccano_in.read_lines(one, returning, given.offsets, sources, annotator=annotator)
    if path.is_dir():
        cross_links.read(path, returning)
    return returning.bundle()


def write(bundle: Bundle, out: Path, *, tick: Tick) -> Written:
    """Write a new folder, or one file where the name ends in .jsonl."""
    outgoing, places = Outgoing(bundle), Places()
    alone = out.suffix.lower() == ENDING
    # Before annotators get names of theirs, lest one is called like what lies beside.
    places.folder(Path(cross_links.NAME).stem)
    first = places.folder(NOBODY)
    names = {one.id: places.folder(one.name) for one in bundle.annotators}

    def lines_of(part: Part, links: Sequence[Link]) -> Iterator[Line]:
        article = outgoing.article(part)
        layers = dict.fromkeys(one.annotator for one in part.statements)
        if alone or len(layers) < 2:
            name = names[next(iter(layers))] if layers else first
            yield _line(part, part.statements, links, article, outgoing, name)
            return
        for layer in layers:
            held = [one for one in part.statements if one.annotator == layer]
            between = [one for one in links if one.annotator == layer]
            yield _line(part, held, between, article, outgoing, names[layer])

    return line_parts.write(
        bundle, out, tick=tick, outgoing=outgoing, lines_of=lines_of, first=first
    )


def _line(
    part: Part,
    statements: Sequence[Statement],
    links: Sequence[Link],
    article: Row,
    outgoing: Outgoing,
    place: str,
) -> Line:
    numbers = {one.id: number for number, one in enumerate(statements, 1)}
    ours, names = travelling(article, statements, links, outgoing), outgoing.names
    layers = {one.annotator for one in statements}
    if len(layers) == 1:
        ours[ANNOTATOR] = names.annotators[layers.pop()]
    entities: list[Json] = [
        {
            "id": numbers[one.id],
            "label": names.labels[one.label],
            "start_offset": extent(one)[0],
            "end_offset": extent(one)[1],
        }
        for one in statements
    ]
    relations: list[Json] = [
        {
            "id": number,
            "from_id": numbers[one.source],
            "to_id": numbers[one.target],
            "type": names.link_types[one.type],
        }
        for number, one in enumerate(links, 1)
    ]
    row: Row = {
        KEY: ours,
        "text": part.article.text,
        "title": part.article.title,
        "entities": entities,
        "relations": relations,
        **outgoing.said(part.article, *doccano_in.OWN, *doccano_in.OTHERS),
    }
    return Line(row, place, {"shown_moved": _moved(part.article.text, statements)})


def _moved(words: str, statements: Sequence[Statement]) -> int:
    """Count the statements that stand elsewhere where UTF-16 is counted."""
    units = Utf16Map(words)
    if units.units == len(words):
        return 0
    ends = (extent(one)[1] for one in statements)
    return sum(units.to_utf16(end) != end for end in ends)
