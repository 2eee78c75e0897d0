"""TOML that people wrote, read by type: what is missing, wrong or ambiguous is said with its place.

It knows texts, lists, dates and stretches of a text given by their words; not what they are for.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar, get_args

from factcheck.records import Date, DateBasis

Member = TypeVar("Member", bound=str)
_DATES: tuple[DateBasis, ...] = get_args(DateBasis)


def read_table(path: Path) -> "Table":
    """Read a file; ValueError where it is no TOML, OSError where it cannot be read."""
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except ValueError as problem:
        raise ValueError(f"{path.name}: {problem}") from problem


def place(text: str, words: str, *, within: str | None = None, nth: int | None = None) -> int:
    """Say where words stand, which are there once or counted; ValueError where they are not.

    `within` are longer words that stand there once and hold the others once. Code points.
    """
    if within is not None:
        return place(text, within) + place(within, words)
    starts = _occurrences(text, words) if words else []
    if nth is None and len(starts) > 1:
        raise ValueError(f"{words!r} stands there {len(starts)} times")
    if not 1 <= (nth or 1) <= len(starts):
        raise ValueError(f"{words!r} does not stand there")
    return starts[(nth or 1) - 1]


class Table:
    """One table of a TOML file, read by type; its errors say where they arose."""

    def __init__(self, values: Mapping[str, object], where: str) -> None:
        self._values = values
        self._where = where

    def error(self, problem: str) -> ValueError:
        """Make the error that says where it arose."""
        return ValueError(f"{self._where}: {problem}")

    def maybe(self, key: str) -> str | None:
        """Give a text that may be missing."""
        value = self._values.get(key)
        if value is not None and not isinstance(value, str):
            raise self.error(f"{key} is not a text")
        return value

    def text(self, key: str) -> str:
        """Give a text that must be there and say something."""
        value = self.maybe(key)
        if not value:
            raise self.error(f"there is no {key}")
        return value

    def yes(self, key: str) -> bool:
        """Say whether a mark is set; a missing one is not."""
        return self._values.get(key, False) is True

    def items(self, key: str) -> list[object]:
        """Give a list, which is empty where it is missing."""
        value = self._values.get(key, [])
        if not isinstance(value, list):
            raise self.error(f"{key} is not a list")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts."""
        found = [item for item in self.items(key) if isinstance(item, str)]
        if len(found) != len(self.items(key)):
            raise self.error(f"{key} is not a list of texts")
        return tuple(found)

    def one_of(self, key: str, members: Sequence[Member]) -> Member | None:
        """Give a text that must be one of a few, where it is there."""
        value = self.maybe(key)
        if value is None:
            return None
        for member in members:
            if member == value:
                return member
        raise self.error(f"{key} cannot be {value!r}")

    def tables(self, key: str) -> Iterator["Table"]:
        """Give the tables of a list, or the one table that stands there."""
        value = self._values.get(key, [])
        for item in [value] if isinstance(value, dict) else self.items(key):
            if not isinstance(item, dict):
                raise self.error(f"{key} is not a table")
            name = str(item.get("key") or " ".join(str(item.get(k, "")) for k in ("from", "to")))
            yield Table(item, f"{self._where}, {key} {name}".rstrip())

    def date(self, key: str) -> Date | None:
        """Give a date as {edtf, words, basis}, where it is there."""
        for table in self.tables(key) if key in self._values else ():
            basis = table.one_of("basis", _DATES)
            if basis is None:
                raise table.error("there is no basis")
            return Date(table.text("edtf"), table.maybe("words"), basis)
        return None

    def places(self, key: str, text: str) -> list[tuple[int, int]]:
        """Find a list of stretches of a text, in order: words, {text, within} or {text, nth}."""
        found = [self._place(item, text) for item in self.items(key)]
        if any(one[1] > after[0] for one, after in pairwise(found)):
            raise self.error(f"{key} overlaps or is out of order")
        return found

    def _place(self, item: object, text: str) -> tuple[int, int]:
        table = item if isinstance(item, dict) else {"text": item}
        words, within, nth = (table.get(key) for key in ("text", "within", "nth"))
        if not isinstance(words, str) or not isinstance(within, str | None):
            raise self.error(f"{item!r} is no stretch of text")
        if not isinstance(nth, int | None) or table.keys() - {"text", "within", "nth"}:
            raise self.error(f"{item!r} is no stretch of text")
        try:
            start = place(text, words, within=within, nth=nth)
        except ValueError as problem:
            raise self.error(str(problem)) from problem
        return start, start + len(words)


def _occurrences(text: str, words: str) -> list[int]:
    starts = []
    at = text.find(words)
    while at >= 0:
        starts.append(at)
        at = text.find(words, at + 1)
    return starts
