"""The rows of a table of articles, however it is written: names of columns, and cells by name.

What a column means is not known here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from factcheck.formats.rows import Json

#: A table with more is a database.
MOST_ROWS = 2_000_000
MOST_COLUMNS = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number from 1, and its cells by the names of their columns."""

    number: int
    cells: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is none: a code of `errors`, with parameters."""

    number: int
    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is read: rows come when they are asked for, once."""

    names: tuple[str, ...]
    rows: Iterator[Row | BadRow]
    encoding: str = ""
    notes: tuple[str, ...] = ()
