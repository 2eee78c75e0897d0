"""JSON Lines from outside, one row at a time: bounded, and with the line at fault.

Divided at line feeds and nowhere else, for texts hold every other kind of line end.
"""

from collections.abc import Iterable, Iterator
from json import JSONEncoder
from pathlib import Path

from factcheck.errors import BadInput
from factcheck.formats.parts import beginning, opened, whole
from factcheck.formats.rows import Json, Row
from factcheck.formats.strict_json import parse
from factcheck.prose.decode import LARGEST
from factcheck.texts import text

# A text at its largest, each character written as an escape, with as much beside it.
LONGEST = 12 * LARGEST
_BOM = b"\xef\xbb\xbf"
# Characters that JSON writes as a number, and those with a name, the escape's own first.
_NUMBERED = bytes({*range(0x20)} - {*b"\n\r\t"})
_NAMED = ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n"), (b"\r", b"\\r"), (b"\t", b"\\t"))
_encode = JSONEncoder(ensure_ascii=False).encode


def lines(path: Path) -> Iterator[tuple[int, Json]]:
    """Give the values of a file of JSON Lines with their line numbers; raise BadInput."""
    with opened(path) as stream:
        number = 0
        while line := stream.readline(LONGEST + 1):
            number += 1
            if len(line) > LONGEST:
                why = text("errors.dataset.why.too_long")
                raise BadInput("dataset.line", name=path.name, line=number, why=why)
            if number == 1:
                line = line.removeprefix(_BOM)
            if line.strip():
                yield number, parse(line, name=path.name, line=number)


def values(path: Path) -> Iterator[tuple[int, Json]]:
    """Give the values of JSON Lines, or of one JSON list or object, with their numbers."""
    start = beginning(path, 1_000).removeprefix(_BOM).strip()
    if not start.startswith(b"[") and start.partition(b"\n")[0].strip() != b"{":
        yield from lines(path)
        return
    found = parse(whole(path), name=path.name)
    yield from enumerate(found if isinstance(found, list) else [found], 1)


def first_row(path: Path) -> Row:
    """Give the object in the first line, an empty one where there is none."""
    try:
        with opened(path) as stream:
            line = stream.readline(LONGEST + 1).removeprefix(_BOM)
        found = parse(line, name=path.name) if len(line) <= LONGEST else None
    except (OSError, BadInput):
        return {}
    return found if isinstance(found, dict) else {}


def line_of(row: Row) -> bytes:
    """Give a row as one line."""
    return (_encode(row) + "\n").encode()


def line_around(before: Row, name: str, text: bytes, after: Row) -> bytes:
    """Give a row as one line, in which a long text stands between the rest, as UTF-8 already.

    The encoder goes through a text character by character, which is most of what a line costs.
    """
    if len(text.translate(None, _NUMBERED)) != len(text):
        return line_of({**before, name: text.decode(), **after})
    for character, escape in _NAMED:
        text = text.replace(character, escape)
    ahead, behind = line_of(before)[:-2], line_of(after)[1:]
    return b'%b, "%b": "%b", %b' % (ahead, name.encode(), text, behind)


def data_of(rows: Iterable[Row]) -> bytes:
    """Give rows as lines."""
    return b"".join(map(line_of, rows))
