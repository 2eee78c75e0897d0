"""When something was published, by the stamps that feeds, tables and archives put on it.

The day is the stamp's own, in whatever zone it was written; the words stay as printed. What can
mean two days ("2/3/2022") or is not understood keeps its words alone, never a guess.
"""

import re
from datetime import UTC, datetime

from factcheck.prose import dates, edtf
from factcheck.records import Date

LONGEST = 100
# ISO 8601, with and without its marks; the day alone, or with what follows it of a time.
_DAY_FIRST = re.compile(
    r"(\d{4})(?:-(\d\d)-(\d\d)|/(\d\d?)/(\d\d?)|\.(\d\d?)\.(\d\d?)|(\d\d)(\d\d))"
    r"(?:[T ,]*\d\d?:?\d\d(?::?\d\d)?(?:[.,]\d+)?(?: ?[ap]m)?"
    r"(?: ?(?:Z|[A-Z]{2,5}|[+-]\d\d:?(?:\d\d)?))?)?",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"(\d{9,10})(?:\d{3}|\d{6}|\.\d+)?")
_ZONE = re.compile(r" ?(?:\([A-Za-z ]+\)|[+-]\d\d:?\d\d|\b(?:Z|UTC|GMT|[A-Z]{2,4}T)\b)(?= |$)")
_HYPHENS = re.compile(r"\b(\d{1,2})-(\w{3,9}|\d{1,2})-(\d{4})\b")
_FIRST_YEAR, _LAST_YEAR = 1980, 2100


def read(words: str) -> Date | None:
    """Give the date of a stamp, its day in EDTF where that is certain; None where it is empty."""
    words = " ".join(words.split())
    if not words:
        return None
    if len(words) > LONGEST:
        return Date(None, words[:LONGEST])
    plain = words if "T" not in words and edtf.is_valid(words) else _day(words)
    if plain is not None and edtf.is_valid(plain):
        return Date(plain, words)
    seconds = _SECONDS.fullmatch(words)
    if seconds and (day := _of_seconds(int(seconds[1]))):
        return Date(day, words, "inferred")
    found = dates.resolve(_without_zone(words))
    # Without its year a day would be one of many.
    stated = found is not None and found.basis == "stated"
    return Date(found.edtf if found and stated else None, words)


def _day(words: str) -> str | None:
    found = _DAY_FIRST.fullmatch(words)
    if found is None:
        return None
    year, month, day = (part for part in found.groups() if part)
    return f"{year}-{int(month):02}-{int(day):02}"


def _of_seconds(seconds: int) -> str | None:
    when = datetime.fromtimestamp(seconds, UTC)
    return when.date().isoformat() if _FIRST_YEAR <= when.year <= _LAST_YEAR else None


def _without_zone(words: str) -> str:
    return _ZONE.sub("", _HYPHENS.sub(_apart, words)).replace(" - ", " ").strip()


def _apart(found: re.Match[str]) -> str:
    mark = "/" if found[2].isdecimal() else " "
    return mark.join(found.groups())
