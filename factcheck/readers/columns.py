"""Which column of a table of articles holds what: as a person said, else by its name.

The names are data (`resources/columns.toml`). It knows names of columns, no cells.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from shlex import quote

from factcheck import resources
from factcheck.errors import BadInput

#: What of an article a column can hold; `html` is its text with markup.
FIELDS = (
    *("text", "html", "title", "author", "published", "publisher", "uri", "language"),
    *("id", "source_name"),
)
_TEXTS = ("text", "html")
_LISTED = 30  # columns that a sentence names
_LONGEST_LISTED = 40


def settle(names: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Give our fields with the columns that hold them; a person's word goes first.

    Raises BadInput where none holds the text, or what a person named is not there.
    """
    found = guessed(names, known=said(names, given))
    if found.keys().isdisjoint(_TEXTS):
        if not names:
            raise BadInput("table.no_columns")
        example = quote(f"text={_shortened(names[0])}")
        raise BadInput("table.no_text", columns=listed(names), example=example)
    return found


def said(names: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Give our fields with columns as a person said; raise BadInput for what is not there."""
    return {field: _given(field, name, names) for field, name in given.items()}


def guessed(names: Sequence[str], *, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give our fields with the columns that hold them as far as their names tell.

    `known` are fields that are settled already. The text is in one column, with markup or without.
    """
    found = dict(known or {})
    plain = {_plain(name): name for name in reversed(names) if name not in found.values()}
    for field in FIELDS:
        if field in found or (field in _TEXTS and not found.keys().isdisjoint(_TEXTS)):
            continue
        column = next((plain.pop(one) for one in _table()[field] if one in plain), None)
        if column is not None:
            found[field] = column
    if len(names) == 1 and not found:
        found["text"] = names[0]
    return found


def tells(names: Sequence[str]) -> int:
    """Count the names that are known as those of columns."""
    known = {name for field in FIELDS for name in _table()[field]}
    return sum(_plain(name) in known for name in names)


def is_nothing(cell: str) -> bool:
    """Say whether a cell says that nothing is known."""
    return not cell.strip() or (len(cell) < 8 and cell.strip().casefold() in _table()["nothing"])


def listed(names: Sequence[str]) -> str:
    """Give names of columns for a sentence."""
    said = ", ".join(f"“{_shortened(name)}”" for name in names[:_LISTED])
    return f"{said}, …" if len(names) > _LISTED else said


def _given(field: str, name: str, names: Sequence[str]) -> str:
    if field not in FIELDS:
        raise BadInput("table.no_field", field=field, fields=", ".join(FIELDS))
    alike = [one for one in names if _plain(one) == _plain(name)]
    if name in names:
        return name
    if len(alike) != 1:
        raise BadInput("table.no_column", name=name, columns=listed(names))
    return alike[0]


def _shortened(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= _LONGEST_LISTED else f"{name[:_LONGEST_LISTED]}…"


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


@cache
def _table() -> dict[str, list[str]]:
    with resources.path("columns.toml").open("rb") as file:
        return tomllib.load(file)
