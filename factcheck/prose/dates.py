"""What day the words of a text mean: "Sunday night" beside an article of 21 February.

Own small rules, for the English of `resources/dates.toml`: a weekday is the last one, the
article's own day included; a day or month without a year is the nearest; what is vague ("early
March") becomes an approximate interval. What is not understood is None, never a guess.
"""

import re
import tomllib
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from factcheck import resources
from factcheck.errors import BadInput
from factcheck.prose import edtf
from factcheck.records import Date

Direction = Literal["past", "future"]
LONGEST = 200
_TIME = re.compile(
    r"\b(?:at )?\d{1,2}[:.]\d{2}(?::\d{2})?(?![.\d])(?: ?[ap]\.?m\b\.?)?"
    r"(?: ?(?:gmt|utc|et|est|cet|msk)\b)?"
    r"|\b(?:at )?\d{1,2} ?[ap]\.?m\b\.?"
)
_MONTH_DAY = re.compile(
    r"(?:(?P<weekday>[a-z]+) )?(?:(?P<month>[a-z]+) (?P<day>\d{1,2})"
    r"|(?P<day2>\d{1,2}) (?:of )?(?P<month2>[a-z]+))(?: (?P<year>\d{4}))?(?: (?P<part>[a-z]+))?"
)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What words are read beside: the day the article is of, and which way they look."""

    day: date | None
    direction: Direction


def resolve(words: str, *, near: str | None = None, direction: Direction = "past") -> Date | None:
    """Give the date that words mean beside an article's date `near` (EDTF); None if unknown.

    The basis is *stated* only where the words hold day or month with a year, else *inferred*.
    """
    if len(words) > LONGEST:
        return None
    beside = _Beside(_day(near), direction)
    phrase = _plain(words)
    limit = ""
    for kind, openings in _words("limits").items():
        opening, _, rest = phrase.partition(" ")
        if opening in openings and rest:
            phrase, limit = rest, kind
    try:
        found = next((day for rule in _RULES if (day := rule(phrase, beside))), None)
    except OverflowError:
        return None  # days before year 1 or after 9999, which no calendar here has
    if found is None:
        return None
    first, last = found.split("/")[0], found.split("/")[-1]
    whole = {"until": f"../{last}", "since": f"{first}/..", "": found}[limit]
    if not edtf.is_valid(whole):
        return None
    stated = re.search(r"\b\d{4}\b", words) is not None
    return Date(whole, words.strip(), "stated" if stated else "inferred")


def _day(near: str | None) -> date | None:
    if near is None:
        return None
    try:
        first, last = edtf.bounds(near)
    except BadInput:
        return None
    return last or first


def _plain(words: str) -> str:
    """Give the words small, without times, stops and what does not change a day."""
    phrase = _TIME.sub(" ", " ".join(words.casefold().replace("’", "'").split()))
    phrase = re.sub(r"(?<=[a-z])\.|[,()]", " ", phrase)
    phrase = " ".join(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", phrase).split())
    for opening in _words("parts")["before"]:
        phrase = phrase.removeprefix(f"{opening} ")
    return phrase


@cache
def _table() -> dict[str, dict[str, object]]:
    with resources.path("dates.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _words(kind: str) -> dict[str, list[str]]:
    return {key: list(value) for key, value in _table()[kind].items() if isinstance(value, list)}


def _number(kind: str, word: str) -> int | None:
    value = _table()[kind].get(word)
    return value if isinstance(value, int) else None


def _iso(phrase: str, _beside: _Beside) -> str | None:
    """Read "2022-02-21", "2022", "21.02.2022" and slashes where they can mean one day only."""
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", phrase):
        return phrase
    found = re.fullmatch(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})", phrase)
    if found is None:
        return None
    one, mark, other, year = int(found[1]), found[2], int(found[3]), found[4]
    if mark == "." or one > 12 or one == other:
        return f"{year}-{other:02}-{one:02}"
    return f"{year}-{one:02}-{other:02}" if other > 12 else None


def _relative(phrase: str, beside: _Beside) -> str | None:
    """Read "yesterday", "last week", "two days ago"."""
    if beside.day is None:
        return None
    days = _number("days", phrase)
    if days is not None:
        return (beside.day + timedelta(days)).isoformat()
    found = re.fullmatch(r"(last|this|next|later this|earlier this) (week|month|year)", phrase)
    if found:
        return _period(beside.day, found[2], {"last": -1, "next": 1}.get(found[1], 0))
    found = re.fullmatch(r"(?:about )?(\w+) (day|week|month|year)s? ago", phrase)
    count = found and (int(found[1]) if found[1].isdecimal() else _number("numbers", found[1]))
    if not found or count is None or count > 1000:
        return None
    return _ago(beside.day, found[2], count)


def _period(day: date, unit: str, by: int) -> str | None:
    if unit == "week":
        monday = day + timedelta(7 * by - day.weekday())
        return f"{monday}/{monday + timedelta(6)}"
    if unit == "year":
        return f"{day.year + by:04}"
    month = day.year * 12 + day.month - 1 + by
    return f"{month // 12:04}-{month % 12 + 1:02}"


def _ago(day: date, unit: str, count: int) -> str | None:
    if unit == "day":
        return (day - timedelta(count)).isoformat()
    if unit == "week":
        return f"{day - timedelta(7 * count)}~"
    period = _period(day, unit, -count)
    return f"{period}~"


def _weekday(phrase: str, beside: _Beside) -> str | None:
    """Read "Sunday night", "last Wednesday", "this Monday", "next Tuesday"."""
    phrase = phrase.removeprefix("early ").removeprefix("late ")
    turn, _, rest = phrase.partition(" ")
    turn, rest = (turn, rest) if turn in ("last", "this", "next") else ("", phrase)
    name, _, part = rest.partition(" ")
    wanted = _number("weekdays", name)
    if wanted is None or beside.day is None:
        return None
    if part and part not in _words("parts")["of_day"]:
        return None
    back = (beside.day.weekday() - wanted) % 7
    if turn == "next" or (beside.direction == "future" and turn != "last"):
        ahead = -back % 7
        days = ahead or (7 if turn == "next" else 0)
    else:
        days = -(back or (7 if turn == "last" else 0))
    return (beside.day + timedelta(days)).isoformat()


def _month_day(phrase: str, beside: _Beside) -> str | None:
    """Read "January 23", "24 February 2022", "Tuesday January 25"."""
    found = _MONTH_DAY.fullmatch(phrase.removeprefix("the "))
    if found is None:
        return None
    month = _number("months", found["month"] or found["month2"])
    weekday = _number("weekdays", found["weekday"] or "")
    part = found["part"]
    if month is None or (found["weekday"] and weekday is None):
        return None
    if part and part not in _words("parts")["of_day"]:
        return None
    day = int(found["day"] or found["day2"])
    if found["year"]:
        return f"{found['year']}-{month:02}-{day:02}"
    return _nearest(beside, month, day, weekday)


def _nearest(beside: _Beside, month: int, day: int, weekday: int | None) -> str | None:
    """Choose the year: that of the weekday if there is one, else the nearest."""
    if beside.day is None:
        return None
    near = beside.day
    candidates = [
        date(year, month, day)
        for year in range(max(1, near.year - 5), min(9999, near.year + 5) + 1)
        if 1 <= day <= monthrange(year, month)[1]
    ]
    if beside.direction == "future":
        candidates = [candidate for candidate in candidates if candidate >= near]
    if weekday is not None:
        candidates = [candidate for candidate in candidates if candidate.weekday() == weekday]
    if not candidates:
        return None
    return min(candidates, key=lambda candidate: abs(candidate - near)).isoformat()


def _month(phrase: str, beside: _Beside) -> str | None:
    """Read "March 2022", "early March", "mid-December", "the end of January"."""
    phrase = re.sub(r"^mid-", "mid ", phrase)
    third = next((name for name in _words("thirds") if phrase.startswith(f"{name} ")), "")
    found = re.fullmatch(r"([a-z]+)(?: (?:of )?(\d{4}))?", phrase[len(third) :].strip())
    month = found and _number("months", found[1])
    if not found or month is None:
        return None
    if found[2]:
        year = int(found[2])
    else:
        middle = _nearest(beside, month, 15, None)
        if middle is None:
            return None
        year = int(middle[:4])
    if not third:
        return f"{year:04}-{month:02}"
    first, last = map(int, _words("thirds")[third])
    last = last or monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{first:02}~/{year:04}-{month:02}-{last:02}~"


_RULES: tuple[Callable[[str, _Beside], str | None], ...] = (
    _iso,
    _relative,
    _weekday,
    _month_day,
    _month,
)
