"""The fields of one row from outside, by type: what does not fit is said with name, line and id.

It knows JSON values and our plain types, not which fields a record has.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

from factcheck.errors import BadInput
from factcheck.formats.rows import Json
from factcheck.ids import Id
from factcheck.prose import edtf
from factcheck.records import Date
from factcheck.texts import text
from factcheck.verbs.checks import LONGEST_LINE, LONGEST_PROSE

T = TypeVar("T")
LONGEST_LIST = 10_000
# As many speakers or statements as may travel with one article, or stretches be marked in it.
MOST_ROWS = 1_000_000


def at_fault(name: str, line: int, record: str, why: str) -> BadInput:
    """Give the error that names a place, and the record there if it has an id."""
    # Ids come from anybody, and it is to be one line.
    if known := " ".join(record.split())[:40]:
        return BadInput("dataset.row", name=name, line=line, id=known, why=why)
    return BadInput("dataset.line", name=name, line=line, why=why)


class Fields:
    """One row, its `values` with where they stand; a key that it lacks counts as null."""

    def __init__(self, values: Json, *, name: str, line: int) -> None:
        self.name = name
        self._line = line
        self.values: Mapping[str, Json] = {}
        if not isinstance(values, dict):
            raise self.bad("not_object")
        self.values = values

    def bad(self, why: str, **params: object) -> BadInput:
        """Give the error that names this row and says what is wrong with it."""
        found = self.values.get("id")
        record = found if isinstance(found, str) else ""
        said = text(f"errors.dataset.why.{why}", **params)
        return at_fault(self.name, self._line, record, said)

    @contextmanager
    def _blamed(self) -> Iterator[None]:
        """Say of what is refused inside that this row is at fault."""
        try:
            yield
        except BadInput as error:
            if error.code in ("dataset.row", "dataset.line"):
                raise
            raise self.bad("refused", said=str(error)) from error

    def has(self, key: str) -> bool:
        """Say whether the row has a key at all, be it null."""
        return key in self.values

    def says(self, key: str) -> bool:
        """Say whether the row has something under a key."""
        return self.values.get(key) is not None

    def inner(self, key: str) -> "Fields":
        """Give the row inside this one under a key."""
        return Fields(self.values.get(key), name=self.name, line=self._line)

    def inner_rows(self, key: str) -> list["Fields"]:
        """Give the rows inside this one under a key."""
        some = self._items(key, most=MOST_ROWS)
        return [Fields(one, name=self.name, line=self._line) for one in some]

    def _items(self, key: str, *, most: int = LONGEST_LIST) -> Sequence[Json]:
        """Give a list, empty for null."""
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or len(value) > most:
            raise self.bad("not_list", key=key)
        return value

    def maybe_line(self, key: str) -> str | None:
        """Give a short text, or None."""
        return self._text(key, LONGEST_LINE)

    def line(self, key: str) -> str:
        """Give a short text that is not empty."""
        found = self.maybe_line(key)
        if not found or not found.strip():
            raise self.bad("lacking", key=key)
        return found

    def prose(self, key: str) -> str:
        """Give a text of a person's length, empty for null."""
        return self._text(key, LONGEST_PROSE) or ""

    def any_text(self, key: str) -> str | None:
        """Give a text of whatever length, or None."""
        return self._text(key, None)

    def id(self, key: str = "id") -> Id:
        """Give an id."""
        found = self.maybe_id(key)
        if found is None:
            raise self.bad("lacking", key=key)
        return found

    def maybe_id(self, key: str) -> Id | None:
        """Give an id, or None."""
        return self._as_id(key, self.values.get(key))

    def ids(self, key: str) -> tuple[Id, ...]:
        """Give a list of ids, empty for null."""
        found = (self._as_id(key, one) for one in self._items(key))
        return tuple(one for one in found if one is not None)

    def lines(self, key: str) -> tuple[str, ...]:
        """Give a list of short texts, empty for null."""
        found = []
        for one in self._items(key):
            if not isinstance(one, str) or not one.strip() or len(one) > LONGEST_LINE:
                raise self.bad("not_text", key=key, longest=LONGEST_LINE)
            found.append(self._storable(key, one))
        return tuple(found)

    def choice(self, key: str, allowed: Collection[T]) -> T | None:
        """Give one of some words, or None."""
        value = self.values.get(key)
        if value is None:
            return None
        found = next((one for one in allowed if one == value), None)
        if found is None:
            words = ", ".join(str(one) for one in allowed)
            raise self.bad("not_one_of", key=key, allowed=words)
        return found

    def yes(self, key: str) -> bool:
        """Give true or false, false for null."""
        value = self.values.get(key)
        if not isinstance(value, bool | None):
            raise self.bad("not_yes_no", key=key)
        return bool(value)

    def number(self, key: str) -> int:
        """Give a whole number that is not negative."""
        return self._as_number(key, self.values.get(key))

    def pairs(self, key: str) -> tuple[tuple[int, int], ...]:
        """Give a list of pairs of numbers, empty for null."""
        found = []
        for one in self._items(key, most=MOST_ROWS):
            if not isinstance(one, list) or len(one) != 2:
                raise self.bad("not_pairs", key=key)
            found.append((self._as_number(key, one[0]), self._as_number(key, one[1])))
        return tuple(found)

    def hash(self, key: str) -> bytes | None:
        """Give a sha256, or None."""
        value = self.values.get(key)
        if value is None:
            return None
        try:
            return _hash(value)
        except ValueError as error:
            raise self.bad("not_id", key=key) from error

    def attributes(self, key: str = "attributes") -> dict[str, str]:
        """Give names with values, empty for null."""
        value = self.values.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict) or len(value) > LONGEST_LIST:
            raise self.bad("not_attributes", key=key)
        found = {}
        for name, one in value.items():
            if not isinstance(one, str) or len(name) > LONGEST_LINE or len(one) > LONGEST_PROSE:
                raise self.bad("not_attributes", key=key)
            found[self._storable(key, name)] = self._storable(key, one)
        return found

    def date(self, on: str, printed: str, *, inferred: bool) -> Date | None:
        """Give a date of two fields, its words in one line, or None where both are null."""
        day = self.maybe_line(on)
        words = " ".join((self.maybe_line(printed) or "").split()) or None
        if day is None and words is None:
            return None
        if day is not None:
            with self._blamed():
                edtf.check(day)
        return Date(day, words, "inferred" if inferred else "stated")

    def _text(self, key: str, longest: int | None) -> str | None:
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or (longest is not None and len(value) > longest):
            raise self.bad("not_text", key=key, longest=longest or LONGEST_PROSE)
        return self._storable(key, value)

    def _storable(self, key: str, value: str) -> str:
        if "\0" in value:
            raise self.bad("nul", key=key)
        return value

    def _as_number(self, key: str, value: Json) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
            raise self.bad("not_number", key=key)
        return value

    def _as_id(self, key: str, value: Json) -> Id | None:
        if value is None:
            return None
        try:
            return _id(value)
        except ValueError as error:
            raise self.bad("not_id", key=key) from error


def only(row: Fields, *keys: str) -> Fields:
    """Give some fields of a row and its id, at the same place: the rest need not be held."""
    values = {key: row.values.get(key) for key in ("id", *keys)}
    return Fields(values, name=row.name, line=row._line)


def _id(value: Json) -> Id:
    if not isinstance(value, str) or len(value) > 64:
        raise ValueError(value)
    return Id.parse(value)


def _hash(value: Json) -> bytes:
    found = bytes.fromhex(value) if isinstance(value, str) else b""
    if len(found) != 32:
        raise ValueError(value)
    return found
