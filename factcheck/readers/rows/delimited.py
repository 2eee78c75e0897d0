"""Rows of cells between commas, semicolons, tabs or bars, as programs and spreadsheets save them.

How they are divided and quoted is told from the beginning, and then must fit all of the file, for
a quotation mark that is missing would make one cell of all that follows.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, TextIO

from factcheck.errors import BadInput
from factcheck.formats import cells
from factcheck.prose.decode import LARGEST
from factcheck.readers import columns
from factcheck.readers.decoded import Encoding, characters, told
from factcheck.readers.rows import MOST_COLUMNS, MOST_ROWS, BadRow, Row, Table

if TYPE_CHECKING:
    from _csv import Reader

_DELIMITERS = ",\t;|"
_SAMPLE = 200_000  # characters
_SAMPLED = 50  # rows
_UNQUOTED = "\t|"  # with which some programs quote nothing
_ESCAPED = '\\"'  # a quotation mark as Spark and MySQL write it
_NEVER = "\x1f"
# What Excel is told by in the first line.
_SAID = re.compile(r"sep=(.)\r?\n")


@dataclass(frozen=True, slots=True)
class _Manner:
    """How cells are divided and quoted; `first` is the number of characters before the header."""

    delimiter: str
    quoted: bool = True
    escape: str | None = None
    first: int = 0

    def reader(self, lines: TextIO) -> "Reader":
        # Strict, or a quotation mark that is missing would be noticed by nobody.
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            escapechar=self.escape,
            doublequote=self.escape is None,
            strict=True,
        )


@dataclass(frozen=True, slots=True)
class _Survey:
    """What a manner makes of a file: columns, rows with too many cells, guarded formulas."""

    names: tuple[str, ...]
    ragged: int
    guarded: bool


def table(stream: BinaryIO, encoding: str | None) -> Table:
    """Read a table; raise BadInput where it is none, or its quotation marks do not fit."""
    found = told(stream, encoding)
    # The limit is the module's own: it would refuse texts of 130,000 characters.
    csv.field_size_limit(LARGEST)
    with characters(stream, found) as lines:
        sample = lines.read(_SAMPLE)
    manner, survey = _fitting(stream, found, _likely(sample))
    rows = _rows(stream, found, manner, survey)
    return Table(survey.names, rows, found.name, found.notes)


def _likely(sample: str) -> list[_Manner]:
    """Give the manners in which a table that begins like this may be written, likeliest first."""
    said = _SAID.match(sample)
    first = said.end() if said else 0
    scores = {one: _score(sample[first:], one) for one in _DELIMITERS}
    by = said[1] if said else max(_DELIMITERS, key=lambda one: scores[one] or (-1, 0.0))
    manners = [_Manner(by, first=first)]
    if not any(scores.values()):
        # One column: what looks like a delimiter is part of its texts.
        manners += [_Manner(_NEVER, first=first), _Manner(_NEVER, quoted=False, first=first)]
    if by in _UNQUOTED:
        manners.append(_Manner(by, quoted=False, first=first))
    if _ESCAPED in sample:
        manners.append(_Manner(by, escape=_ESCAPED[0], first=first))
    return manners


def _score(sample: str, delimiter: str) -> tuple[int, float] | None:
    """Say how well a delimiter fits: by columns whose names are known, by rows of equal length.

    None where it divides nothing.
    """
    lines = csv.reader(StringIO(sample, newline=""), delimiter=delimiter)
    found = [row for row in islice(lines, _SAMPLED) if row]
    if len(sample) == _SAMPLE and len(found) > 1:
        found.pop()  # it may have been cut
    if not found or len(found[0]) < 2:
        return None
    width = len(found[0])
    return columns.tells(found[0]), sum(len(row) == width for row in found) / len(found)


def _fitting(
    stream: BinaryIO, encoding: Encoding, manners: Sequence[_Manner]
) -> tuple[_Manner, _Survey]:
    best: tuple[_Manner, _Survey] | None = None
    failed: _Unfit | None = None
    for manner in manners:
        try:
            survey = _surveyed(stream, encoding, manner)
        except _Unfit as error:
            failed = failed or error
            continue
        if best is None or survey.ragged < best[1].ragged:
            best = manner, survey
        if not survey.ragged:
            break
    if best is None:
        assert failed
        raise BadInput("table.unfit", line=failed.line) from failed
    return best


class _Unfit(Exception):
    """A manner does not fit from this line on."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _surveyed(stream: BinaryIO, encoding: Encoding, manner: _Manner) -> _Survey:
    names: tuple[str, ...] = ()
    ragged, counts = 0, Counter[str]()
    for number, row in enumerate(_read(stream, encoding, manner)):
        if number > MOST_ROWS:
            raise BadInput("table.too_long", most=MOST_ROWS)
        if not number:
            names = _named(row)
        ragged += _is_ragged(row, names)
        for cell in row:
            counts[cells.guard_of(cell)] += 1
    # Whoever guards cells against being run does so everywhere.
    return _Survey(names, ragged, guarded=counts["guarded"] > 0 and not counts["open"])


def _read(stream: BinaryIO, encoding: Encoding, manner: _Manner) -> Iterator[list[str]]:
    line = 1
    with characters(stream, encoding, skip=manner.first) as lines:
        reader = manner.reader(lines)
        try:
            for row in reader:
                if row:
                    yield row
                line = reader.line_num + 1
        except csv.Error as error:
            raise _Unfit(line) from error


def _rows(
    stream: BinaryIO, encoding: Encoding, manner: _Manner, survey: _Survey
) -> Iterator[Row | BadRow]:
    names = survey.names
    width = len(names)
    for number, row in enumerate(_read(stream, encoding, manner)):
        if not number:
            continue
        if _is_ragged(row, names):
            yield BadRow(number, "table.ragged", {"cells": str(len(row)), "columns": str(width)})
            continue
        found = map(cells.unguarded, row) if survey.guarded else row
        yield Row(number, dict(zip(names, found, strict=False)))


def _is_ragged(row: Sequence[str], names: Sequence[str]) -> bool:
    """Say whether a row has more cells than there are columns, and something in them."""
    return len(row) > len(names) and any(cell.strip() for cell in row[len(names) :])


def _named(header: Sequence[str]) -> tuple[str, ...]:
    """Give each column a name of its own; one without is named by its place."""
    if len(header) > MOST_COLUMNS:
        raise BadInput("table.too_wide", most=MOST_COLUMNS)
    names: dict[str, None] = {}
    for place, cell in enumerate(header, 1):
        name = " ".join(cell.split())
        names[f"{name} #{place}".strip() if not name or name in names else name] = None
    return tuple(names)
