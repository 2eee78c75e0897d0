"""Tables of articles, one in each row: CSV, TSV, JSON, JSON Lines, Parquet.

Decides by the first bytes how a table is written and makes articles of its rows; what it does not
know of a row is guessed from the text as for plain texts, and other columns become attributes.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import isfinite
from typing import BinaryIO

from factcheck.errors import BadInput
from factcheck.formats import foreign
from factcheck.formats.building import is_attribute
from factcheck.formats.rows import Json
from factcheck.prose.decode import clean
from factcheck.readers import Asked, Reading, Unread, columns, fragments, pieces
from factcheck.readers.pieces import Piece
from factcheck.readers.rows import BadRow, Row, Table, delimited, objects, packed, parquet
from factcheck.verbs.checks import LONGEST_LINE

NAME = "table"
EXAMPLES = 3
LONGEST_EXAMPLE = 120
MOST_ATTRIBUTES = 100
LONGEST_ATTRIBUTE = 10_000
_LOOKED_AT = 200  # rows, for examples


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table with cells of each, and our fields with those taken for them."""

    examples: Mapping[str, tuple[str, ...]]
    taken: Mapping[str, str]


def read(stream: BinaryIO, asked: Asked) -> Iterator[Reading | Unread]:
    """Read the articles of a table; raise BadInput where it is none, or no column has texts."""
    table = _table(stream, asked)
    fields = columns.settle(table.names, asked.columns)
    rows = _Rows(asked, fields, table.encoding)
    notes, row = table.notes, None
    for row in table.rows:
        found = rows.read(row)
        if notes and isinstance(found, Reading):
            # Once: it is said of all of the file.
            found, notes = replace(found, notes=(*notes, *found.notes)), ()
        yield found
    if row is None:
        raise BadInput("table.no_rows")


def columns_of(stream: BinaryIO, asked: Asked) -> Columns:
    """Say which columns a table has; raise BadInput where it is none."""
    table = _table(stream, asked)
    examples: dict[str, list[str]] = {name: [] for name in table.names}
    for row in islice(table.rows, _LOOKED_AT):
        for name, cell in row.cells.items() if isinstance(row, Row) else ():
            words = " ".join(_words(cell)[: 10 * LONGEST_EXAMPLE].split())
            if name in examples and len(examples[name]) < EXAMPLES and words:
                examples[name].append(clean(words[:LONGEST_EXAMPLE])[0])
    taken = columns.guessed(table.names, known=columns.said(table.names, asked.columns))
    return Columns({name: tuple(some) for name, some in examples.items()}, taken)


def _table(stream: BinaryIO, asked: Asked) -> Table:
    head = stream.read(1 << 12)
    stream.seek(0)
    if head.startswith(packed.SIGN):
        stream = packed.unpacked(stream)
        head = stream.read(1 << 12)
        stream.seek(0)
    if head.startswith(parquet.SIGN):
        return parquet.table(stream)
    if objects.begins(head):
        return objects.table(stream, asked.encoding)
    return delimited.table(stream, asked.encoding)


class _Rows:
    """Makes articles of the rows of one table."""

    def __init__(self, asked: Asked, fields: Mapping[str, str], encoding: str) -> None:
        self._asked = asked
        self._fields = fields
        self._encoding = encoding

    def read(self, row: Row | BadRow) -> Reading | Unread:
        """Give the article of a row."""
        if isinstance(row, BadRow):
            return Unread(self._name(str(row.number)), row.code, row.params)
        known = self._known(row)
        name = known.get("source_name") or known.get("uri")
        name = name or self._name(known.get("id") or str(row.number))
        try:
            return self._article(row, name, known)
        except Exception as error:  # noqa: BLE001 - a library's, of any kind; the others go on
            return Unread.of(name, error)

    def _name(self, place: str) -> str:
        return f"{self._asked.name}/{place}"

    def _known(self, row: Row) -> dict[str, str]:
        known = {}
        for field, column in self._fields.items():
            if field not in ("text", "html"):
                words = _words(row.cells.get(column))
                if len(words) <= LONGEST_LINE and not columns.is_nothing(words):
                    known[field] = words.strip()
        return known

    def _article(self, row: Row, name: str, known: Mapping[str, str]) -> Reading:
        field = "text" if "text" in self._fields else "html"
        column = self._fields[field]
        text = _text(row.cells.get(column))
        if columns.is_nothing(text):
            raise BadInput("table.row_empty", column=columns.listed([column]))
        markup = field == "html" or fragments.is_markup(text)
        but = [column, *(self._fields[field] for field in known)]
        attributes, left = _attributes(row.cells, but)
        notes = [*(["markup"] if markup else []), *(["attributes_left"] if left else [])]
        piece = Piece(
            text,
            name,
            NAME,
            markup=markup,
            may_be_page=True,
            known=known,
            attributes=attributes,
            notes=tuple(notes),
        )
        return replace(pieces.reading(piece, self._asked), encoding=self._encoding)


def _attributes(cells: Mapping[str, Json], but: Sequence[str]) -> tuple[dict[str, str], bool]:
    """Give other cells as attributes, and say whether some are too many or too long for that."""
    wanted = {name: cell for name, cell in cells.items() if name not in but}
    wanted = {name: cell for name, cell in wanted.items() if not columns.is_nothing(_words(cell))}
    found = foreign.attributes(wanted)
    kept = [
        (name, words)
        for name, words in found.items()
        if len(words) <= LONGEST_ATTRIBUTE and is_attribute(name, words)
    ]
    return dict(kept[:MOST_ATTRIBUTES]), len(wanted) > min(len(kept), MOST_ATTRIBUTES)


def _text(cell: Json) -> str:
    """Give a cell as a text: paragraphs may come as a list."""
    if isinstance(cell, list):
        return "\n\n".join(one for one in cell if isinstance(one, str))
    return cell if isinstance(cell, str) else ""


def _words(cell: Json) -> str:
    """Give a cell as words for a person: of several all, of an object its name."""
    if cell is None or (isinstance(cell, float) and not isfinite(cell)):
        return ""
    if isinstance(cell, list):
        return ", ".join(filter(None, map(_words, cell)))
    if isinstance(cell, dict):
        if isinstance(cell.get("name"), str):
            return str(cell["name"])
        if len(cell) == 1:
            return _words(next(iter(cell.values())))
        return json.dumps(cell, ensure_ascii=False)
    return str(cell)
