"""What a person or a program typed, made fit to be kept, or refused with a sentence.

Bounded, without the characters that no database takes. It knows no record.
"""

import re
from collections.abc import Collection
from typing import TypeVar, get_args

from factcheck.errors import BadInput

LONGEST_LINE = 1_000
LONGEST_PROSE = 100_000

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_WHITE = re.compile(r"\s+")
T = TypeVar("T")


def prose(field: str, value: str) -> str:
    """Give a text of several lines without outer white space; raise BadInput if too long."""
    if len(value) > LONGEST_PROSE:
        raise BadInput("words.too_long", field=field, longest=LONGEST_PROSE)
    return _UNSTORABLE.sub("\ufffd", value).strip()


def line(field: str, value: str) -> str:
    """Give a text of one line, white space made single; raise BadInput if empty or too long."""
    found = optional_line(field, value)
    if found is None:
        raise BadInput("words.empty", field=field)
    return found


def optional_line(field: str, value: str | None) -> str | None:
    """Give a text of one line, or None where nothing is left; raise BadInput if too long."""
    if value is not None and len(value) > LONGEST_LINE:
        raise BadInput("words.too_long", field=field, longest=LONGEST_LINE)
    return _WHITE.sub(" ", _UNSTORABLE.sub("\ufffd", value or "")).strip() or None


def choice(field: str, value: T, allowed: Collection[T]) -> T:
    """Give a value that is one of the allowed; raise BadInput if it is not."""
    if value not in allowed:
        names = ", ".join(str(a) for a in allowed if a is not None)
        raise BadInput("words.not_one_of", field=field, value=value, allowed=names)
    return value


def values_of(literal: object) -> tuple[str, ...]:
    """Give the strings of a Literal type."""
    return get_args(literal)
