"""JSON values as the cells of a spreadsheet, and back, exactly.

A cell that a spreadsheet would take for a formula gets an apostrophe before it, and so does one
that has such an apostrophe already, so that reading gives back the very text.
"""

import json
import re

from factcheck.errors import BadInput
from factcheck.formats.rows import Json, Row
from factcheck.formats.strict_json import parse

# OWASP, "CSV Injection"; with the full-width forms that some spreadsheets take for the same.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[0-9]{1,10}")
_INNER = ("from", "to")
_LISTS = frozenset(
    {"agreed_by", "aliases", "attributes", "derived_from", "furniture", "reported_by", "spans"}
)
_BOOLEANS = frozenset({"contradicts", "cross_article", "directed", "flagged"})
_NUMBERS = frozenset({"position", "format_version", "revision"})
_WORDS = {"true": True, "false": False}


def cells_of(row: Row) -> dict[str, str]:
    """Give a row as cells by column; what is inside the ends of a link has columns of its own."""
    flat: Row = {}
    for key, value in row.items():
        if key in _INNER and isinstance(value, dict):
            flat |= {f"{key}_{inner}": one for inner, one in value.items()}
        else:
            flat[key] = value
    return {key: guarded(_cell(value)) for key, value in flat.items()}


def row_of(cells: dict[str, str], kind: str) -> Row:
    """Give the row that cells are of; ValueError names a column whose cell is no such value."""
    row: Row = {}
    for column, cell in cells.items():
        value = _value(column, unguarded(cell), kind)
        outer, _, inner = column.partition("_")
        if kind == "link" and outer in _INNER and inner:
            held = row.setdefault(outer, {})
            assert isinstance(held, dict)
            held[inner] = _whole(column, cell) if inner in ("start", "end") else value
        else:
            row[column] = value
    return row


def guarded(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Give back what `guarded` was given."""
    return cell[1:] if _GUARDED.match(cell) else cell


def guard_of(cell: str) -> str:
    """Say of a cell whether it is "guarded", "open" to be taken for a formula, or neither: ""."""
    if _GUARDED.match(cell):
        return "guarded"
    return "open" if _FORMULA.match(cell) else ""


def _cell(value: Json) -> str:
    if value is None or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _value(column: str, cell: str, kind: str) -> Json:
    if not cell:
        return None
    if column in _LISTS:
        return _json(column, cell)
    if column in _BOOLEANS:
        # Spreadsheets write them in capitals when they save.
        if cell.lower() not in _WORDS:
            raise ValueError(column)
        return _WORDS[cell.lower()]
    # A speaker's position is a post, a label's is a place in the order.
    if column in _NUMBERS and kind != "speaker":
        return _whole(column, cell)
    return cell


def _whole(column: str, cell: str) -> int | None:
    if not cell:
        return None
    if not _NUMBER.fullmatch(cell):
        raise ValueError(column)
    return int(cell)


def _json(column: str, cell: str) -> Json:
    try:
        return parse(cell.encode(), name=column)
    except (BadInput, ValueError) as error:
        raise ValueError(column) from error
