"""The expressions and names by which pages are understood: `resources/pages.toml`, read once."""

import re
import tomllib
from functools import cache
from typing import cast

from factcheck import resources


@cache
def _table() -> dict[str, dict[str, str | list[str]]]:
    with resources.path("pages.toml").open("rb") as file:
        return cast(dict[str, dict[str, str | list[str]]], tomllib.load(file))


@cache
def names(table: str, key: str) -> tuple[str, ...]:
    """Give names in the order in which they are believed."""
    return tuple(_table()[table][key])


@cache
def mark(key: str) -> re.Pattern[str]:
    """Give the expression of a mark, capitals or not."""
    return re.compile(str(_table()["marks"][key]), re.IGNORECASE)
