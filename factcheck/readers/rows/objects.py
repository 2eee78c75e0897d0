"""Rows as JSON: an object in each line, or one value that holds them all, in its usual shapes.

Read strictly (`formats.strict_json`); a line that is wrong is one row, a value that is wrong all.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import BinaryIO

from factcheck.errors import BadInput
from factcheck.formats.rows import Json
from factcheck.formats.strict_json import parse_with_nan
from factcheck.readers import columns
from factcheck.readers.decoded import Encoding, characters, told
from factcheck.readers.rows import MOST_COLUMNS, MOST_ROWS, BadRow, Row, Table
from factcheck.texts import text

#: Characters of a line, and of a value that is read as one.
LONGEST = 1 << 28
#: How deeply a cell may be nested, with the row and the list that it is in.
DEEPEST = 100
_SEEN = 100  # rows whose keys are the columns


def table(stream: BinaryIO, encoding: str | None) -> Table:
    """Read rows of JSON; raise BadInput where it is none."""
    found = told(stream, encoding)
    rows = _lines(stream, found) if _is_lines(stream, found) else _whole(stream, found)
    seen = list(islice(rows, _SEEN))
    names = dict.fromkeys(name for row in seen if isinstance(row, Row) for name in row.cells)
    if len(names) > MOST_COLUMNS:
        raise BadInput("table.too_wide", most=MOST_COLUMNS)
    return Table(tuple(names), chain(seen, rows), found.name, found.notes)


def begins(head: bytes) -> bool:
    """Say whether a file begins as JSON does, in whatever encoding."""
    return head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] in (b"{", b"[")


def _is_lines(stream: BinaryIO, encoding: Encoding) -> bool:
    """Say whether the first of several lines is an object by itself."""
    first = [*islice(_numbered(stream, encoding), 2)]
    try:
        return len(first) > 1 and isinstance(_parsed(first[0][1], 1), dict)
    except BadInput:
        return False


def _lines(stream: BinaryIO, encoding: Encoding) -> Iterator[Row | BadRow]:
    for number, line in _numbered(stream, encoding):
        try:
            yield _row(number, _parsed(line, number))
        except BadInput as error:
            yield BadRow(number, error.code, {name: str(x) for name, x in error.params.items()})


def _whole(stream: BinaryIO, encoding: Encoding) -> Iterator[Row | BadRow]:
    with characters(stream, encoding) as characters_:
        value = _parsed(characters_.read(LONGEST + 1), 1)
    for number, one in enumerate(_listed(value), 1):
        yield _row(number, one)


def _numbered(stream: BinaryIO, encoding: Encoding) -> Iterator[tuple[int, str]]:
    """Give the lines in which there is something, with their numbers."""
    with characters(stream, encoding) as lines:
        number = 0
        while line := lines.readline(LONGEST + 1):
            number += 1
            if number > MOST_ROWS:
                raise BadInput("table.too_long", most=MOST_ROWS)
            if line.strip():
                yield number, line


def _parsed(line: str, number: int) -> Json:
    if len(line) > LONGEST:
        raise BadInput("table.line_too_long", line=number)
    try:
        value = parse_with_nan(line.encode(), name="", line=number)
    except BadInput as error:
        # A dataset of ours says it with a place in it, and what then becomes of all.
        raise BadInput("table.line", line=error.params["line"], why=error.params["why"]) from error
    if line.count("[") + line.count("{") > DEEPEST and _is_deeper(value, DEEPEST):
        raise BadInput("table.line", line=number, why=text("errors.dataset.why.too_deep"))
    return value


def _is_deeper(value: Json, most: int) -> bool:
    """Say whether a value is nested more deeply, without going down as deeply."""
    level: list[Json] = [value]
    for _ in range(most):
        inner = [one for one in level if isinstance(one, list | dict)]
        level = [x for one in inner for x in (one if isinstance(one, list) else one.values())]
        if not level:
            return False
    return True


def _row(number: int, value: Json) -> Row | BadRow:
    if isinstance(value, dict):
        return Row(number, value)
    return BadRow(number, "table.no_object")


def _listed(value: Json) -> Sequence[Json]:
    """Give the rows that one value holds."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        raise BadInput("table.no_object")
    if any(isinstance(value.get(name), str) for name in _texts(value)):
        return [value]
    return _by_column(value) or _by_row(value) or _inside(value) or [value]


def _texts(value: Mapping[str, Json]) -> list[str]:
    found = columns.guessed(list(value))
    return [found[field] for field in ("text", "html") if field in found]


def _by_column(value: Mapping[str, Json]) -> Sequence[Json]:
    """Give the rows of columns that are lists, or objects by row: what pandas writes by itself."""
    cells = value.get("data")
    names = value.get("columns")
    if isinstance(names, list) and isinstance(cells, list):
        keys = [str(name) for name in names]
        return [dict(zip(keys, row, strict=False)) for row in cells if isinstance(row, list)]
    if not _texts(value):
        return []
    held: dict[str, dict[str, Json]] = {}
    for name, column in value.items():
        if isinstance(column, list):
            column = {str(place): cell for place, cell in enumerate(column)}
        if not isinstance(column, dict):
            return []
        for place, cell in column.items():
            held.setdefault(place, {})[name] = cell
    return [*held.values()]


def _by_row(value: Mapping[str, Json]) -> Sequence[Json]:
    """Give the rows of objects by their ids."""
    if len(value) > 1 and all(isinstance(one, dict) for one in value.values()):
        return [*value.values()]
    return []


def _inside(value: Mapping[str, Json]) -> Sequence[Json]:
    """Give the longest list of objects, such as the answer of a search is around."""
    lists = [x for x in value.values() if isinstance(x, list) and x and isinstance(x[0], dict)]
    return max(lists, key=len, default=[])
