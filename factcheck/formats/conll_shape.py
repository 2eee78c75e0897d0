"""Which columns of a file are tokens and which are tags, told from all of its lines.

The first column is the token, or the second one where the first counts the tokens of each
sentence. Last columns with nothing in any line are none. Which of the others are read:

1. Where the first line names the columns (`TOKEN`, `NE-COARSE-LIT`, …): all named `NE-…`.
2. Else all that hold tags and follow the token without another column between, as in files that
   have tags inside of tags; unless the last column holds tags as well and is not among them.
3. Else the last one. So chunks are not read in CoNLL-2003, where parts of speech come before them.

A column holds tags if half of what it says are tags, so that a misspelt tag is still a fault.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

DOCSTART = "-DOCSTART-"
COMMENT = re.compile(
    r"#\s*(?:(newdoc|newpar)\b(?:\s+id\s*=\s*(.*))?|(?:\w+:)?(document_id)\s*=(.*)"
    r"|[\w.:-]+(?:\s[\w.:-]+)?\s*=.*)"
)
TAG = re.compile(r"([BIESLUbieslu])-(.+)", re.DOTALL)
OUTSIDE = "O"
_NOTHING = "_"
# What parts columns: a space that does not break is part of a token, such as a number.
_PARTS = " \t"
_GAP = re.compile(r"[ \t]+")
_NUMBER = re.compile(r"[0-9]{1,6}")
_TOKEN, _NAMED = "TOKEN", "NE-"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of tags: how many after the token, and what it has where there is no tag."""

    at: int
    outside: frozenset[str]


_LAST = (Column(-1, frozenset({OUTSIDE})),)


@dataclass(frozen=True, slots=True)
class Shape:
    """How the lines of a file are read."""

    first: int  # the column of the token
    header: str  # the line that names the columns, if there is one
    empty: int  # how many last columns have nothing in any line
    marks: Sequence[Column]

    def row(self, cells: list[str]) -> list[str]:
        """Give the token of a line with what follows it."""
        return cells[self.first : len(cells) - self.empty]


def shape_of(lines: Sequence[str]) -> Shape:
    """Tell which columns are what in a file."""
    first = int(_is_numbered(lines))
    header = _header(lines)
    rows = _rows(lines, first)
    empty, columns = _seen(cells[first + 1 :] for line, cells in rows if line != header)
    if header:
        names = cells_of(header)[1 : len(columns) + 1]
        named = [n for n, name in enumerate(names) if name.startswith(_NAMED)]
        return Shape(first, header, empty, [_column(n, columns[n]) for n in named] or _LAST)
    fits = [_holds_marks(one) for one in columns]
    run = fits.index(False) if False in fits else len(fits)
    if not run or (run < len(fits) and fits[-1]):
        return Shape(first, header, empty, _LAST)
    return Shape(first, header, empty, [_column(n, columns[n]) for n in range(run)])


def has_marks(lines: Iterable[str], shape: Shape) -> bool:
    """Say whether columns that were found hold tags, or any of several lines ends in one."""
    if shape.marks is not _LAST:
        return True
    rows = (shape.row(cells) for line, cells in _rows(lines, shape.first))
    said = [cells[-1] for cells in rows if len(cells) > 1]
    return len(said) < 2 or any(map(_is_mark, said))


def cells_of(line: str) -> list[str]:
    """Give the cells of a line, none where there is nothing in it."""
    if not line.strip():
        return []
    if "\t" in line:
        return [one.strip(_PARTS) for one in line.split("\t")]
    return _GAP.split(line.strip(_PARTS))


def is_remark(line: str, cells: Sequence[str]) -> bool:
    """Say whether a line says something of a sentence; a token may be such a sign as well."""
    if not line.startswith("#"):
        return False
    if "\t" not in line:
        return COMMENT.fullmatch(line) is not None or (
            line.startswith("# ") and not _is_mark(cells[-1])
        )
    return line.startswith(("# ", "#\t")) and not any(map(_is_mark, cells[1:]))


def _is_mark(cell: str) -> bool:
    return cell == OUTSIDE or TAG.fullmatch(cell) is not None


def _is_numbered(lines: Iterable[str]) -> bool:
    """Say whether the first of three or more columns counts the tokens of each sentence."""
    before, counted = -1, 0
    begins = True
    for line in lines:
        cells = cells_of(line)
        if not cells or DOCSTART in cells[:2]:
            begins = True
        elif not is_remark(line, cells):
            if len(cells) < 3 or not _NUMBER.fullmatch(cells[0]):
                return False
            number = int(cells[0])
            if number != before + 1 and not (begins and number < 2):
                return False
            before, begins = number, False
            counted += 1
    return counted > 1


def _rows(lines: Iterable[str], first: int) -> Iterator[tuple[str, list[str]]]:
    """Give the lines that have a token, with their cells."""
    for line in lines:
        cells = cells_of(line)
        if cells and not is_remark(line, cells) and DOCSTART not in cells[: first + 1]:
            yield line, cells


def _header(lines: Iterable[str]) -> str:
    """Give the line that names the columns, nothing where the first one does not."""
    line, cells = next(_rows(lines, 0), ("", [""]))
    named = any(one.startswith(_NAMED) for one in cells)
    return line if cells[0] == _TOKEN and named and not any(map(_is_mark, cells)) else ""


def _seen(rows: Iterable[Sequence[str]]) -> tuple[int, list[Counter[str]]]:
    """Give how many last columns are empty, and what the others have, if all lines are alike."""
    # Most lines say the same as others do, so each is looked at once.
    seen = Counter(map(tuple, rows))
    empty = min((_empty_at_end(one) for one in seen), default=0)
    widths = {len(one) for one in seen}
    if len(widths) != 1:
        return empty, []
    columns = [Counter[str]() for _ in range(widths.pop() - empty)]
    for cells, count in seen.items():
        for column, cell in zip(columns, cells, strict=False):
            column[cell] += count
    return empty, columns


def _empty_at_end(cells: Sequence[str]) -> int:
    return next((n for n, one in enumerate(reversed(cells)) if one), len(cells))


def _holds_marks(said: Counter[str]) -> bool:
    marks = sum(count for cell, count in said.items() if _is_mark(cell))
    return 0 < marks * 2 >= said.total() - said[_NOTHING] - said[""]


def _column(at: int, said: Counter[str]) -> Column:
    """Tell what a column has where there is no tag: an empty cell only where it has no O."""
    blank = () if OUTSIDE in said else ("",)
    return Column(at + 1, frozenset({OUTSIDE, _NOTHING, *blank}))
