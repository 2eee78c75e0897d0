"""Dates as EDTF strings: which are valid, the days they cover, and how they are shown.

Extended Date/Time Format (ISO 8601-2, https://www.loc.gov/standards/datetime/): level 0 with
times, and of level 1 the qualifiers, unspecified digits, seasons and open intervals. The `edtf`
library would bring pyparsing and dateutil for what one expression says. Words like "Sunday
night" are read elsewhere (`dates.py`).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from factcheck.errors import BadInput
from factcheck.records import Date
from factcheck.texts import LANGUAGE, text_in

_ONE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d\dXX|XXXX)"
    r"(?:-(?P<month>0[1-9]|1[0-2]|XX|2[1-4])"
    r"(?:-(?P<day>0[1-9]|[12]\d|3[01]|XX))?)?"
    r"(?:T(?P<time>(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:Z|[+-](?:[01]\d|2[0-3])(?::[0-5]\d)?)?)?"
    r"(?P<mark>[?~%])?"
)
# First and last month by the code of a season; winter is taken with the year it begins in.
_SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 12)}


@dataclass(frozen=True, slots=True)
class _One:
    """A single date of an EDTF string."""

    year: str
    month: str | None
    day: str | None
    time: str | None
    mark: str | None


def is_valid(edtf: str) -> bool:
    """Say whether a string is of the supported part of EDTF, with days that exist."""
    try:
        bounds(edtf)
    except BadInput:
        return False
    return True


def check(edtf: str) -> None:
    """Raise BadInput unless a string is of the supported part of EDTF."""
    bounds(edtf)


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """Give the first and the last day that a date may be, None where it is open or unknown.

    Raise BadInput where it is not of the supported part of EDTF, or ends before it begins.
    """
    parts = edtf.split("/")
    ends = [_end(edtf, part) for part in parts]
    if len(parts) == 1 and ends[0] is not None:
        return _first(ends[0]), _last(ends[0])
    if len(parts) != 2 or ends == [None, None]:
        raise BadInput("date.not_edtf", date=edtf)
    first = _first(ends[0]) if ends[0] else None
    last = _last(ends[1]) if ends[1] else None
    if first and last and first > last:
        raise BadInput("date.reversed", date=edtf)
    return first, last


def shown(when: Date, *, language: str = LANGUAGE) -> str:
    """Give a date for people, "about" where it is approximate or inferred, else as printed."""
    if when.edtf is None or not is_valid(when.edtf):
        return when.words or when.edtf or ""
    ends = [_end(when.edtf, part) for part in when.edtf.split("/")]
    names = ["" if end is None else _name(end, language) for end in ends]
    if len(ends) == 1:
        phrase = names[0]
    elif not names[0]:
        phrase = text_in(language, "dates.until", date=names[1])
    elif not names[1]:
        phrase = text_in(language, "dates.since", date=names[0])
    else:
        phrase = text_in(language, "dates.between", first=names[0], last=names[1])
    marks = {end.mark for end in ends if end is not None}
    if when.basis == "inferred" or marks & {"~", "%"}:
        return text_in(language, "dates.about", date=phrase)
    return text_in(language, "dates.perhaps", date=phrase) if "?" in marks else phrase


def _end(edtf: str, part: str) -> _One | None:
    """Read one end; None where it is open ("..") or unknown ("")."""
    if part in ("", "..") and "/" in edtf:
        return None
    found = _ONE.fullmatch(part)
    # Digits of other scripts are digits to `\d`, and no date to anybody's parser.
    if found is None or not part.isascii():
        raise BadInput("date.not_edtf", date=edtf)
    one = _One(**found.groupdict())
    _check_parts(edtf, one)
    return one


def _check_parts(edtf: str, one: _One) -> None:
    season = one.month in _SEASONS
    unknown_year = "X" in one.year and (one.month or "XX") != "XX"
    unknown_month = one.month == "XX" and (one.day or "XX") != "XX"
    partial_time = one.time is not None and not (one.day or "X").isdigit()
    wrong = unknown_year or unknown_month or partial_time or (season and one.day is not None)
    if wrong or one.year == "0000":
        raise BadInput("date.not_edtf", date=edtf)
    if one.day and one.day.isdigit() and one.month:
        last = calendar.monthrange(int(one.year), int(one.month))[1]
        if int(one.day) > last:
            raise BadInput("date.no_such_day", date=edtf)


def _first(one: _One) -> date | None:
    if one.year == "XXXX":
        return None
    year = max(1, int(one.year.replace("X", "0")))
    if one.month in _SEASONS:
        return date(year, _SEASONS[one.month][0], 1)
    return date(year, _number(one.month, 1), _number(one.day, 1))


def _last(one: _One) -> date | None:
    if one.year == "XXXX":
        return None
    year = int(one.year.replace("X", "9"))
    season = _SEASONS.get(one.month or "")
    month = season[1] if season else _number(one.month, 12)
    return date(year, month, _number(one.day, calendar.monthrange(year, month)[1]))


def _number(part: str | None, otherwise: int) -> int:
    return int(part) if part and part.isdigit() else otherwise


def _name(one: _One, language: str) -> str:
    year = one.year.lstrip("0") if "X" not in one.year else one.year
    if one.year.endswith("X") and "X" not in one.year[:3]:
        year = text_in(language, "dates.decade", year=one.year.replace("X", "0"))
    if one.month in _SEASONS:
        season = text_in(language, f"dates.seasons.s{one.month}")
        return text_in(language, "dates.month", month=season, year=year)
    if not one.month or one.month == "XX":
        return year
    month = text_in(language, f"dates.months.m{one.month}")
    if not one.day or one.day == "XX":
        return text_in(language, "dates.month", month=month, year=year)
    name = text_in(language, "dates.day", day=int(one.day), month=month, year=year)
    return text_in(language, "dates.timed", date=name, time=one.time[:5]) if one.time else name
