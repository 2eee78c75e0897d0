"""What day a page means by what it writes of a date: the local day, as the page has it.

A time has a zone, a publication has a day where it is read: of `2022-02-21T23:30+03:00` that is the
21st, as written. Where a page writes all times in UTC, its address or another of its stamps may
know the day. Stamps are read by `prose.stamps`; what people write in other languages than English
is read here, and is a guess where numbers alone may mean two days.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from factcheck.prose import edtf, stamps
from factcheck.records import Date

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_LONGEST = 100
#: Before it there was nothing to be published on; clocks that were never set say so.
_FIRST_YEAR = 1500
_NEVER = ("1970-01-01", "1900-01-01", "1601-01-01")
# What is said beside the day of reading ("3 days ago") is none.
_SETTINGS = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?=[T ])")
_NUMBERS = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2,4}")
_IN_ADDRESS = re.compile(r"/(\d{4})[/-](\d\d)[/-](\d\d)(?!\d)")
_WORDS_BEFORE = re.compile(r"^[^\d]{0,40}?:\s+")


def day(words: str, *, language: str | None = None) -> tuple[Date, bool] | None:
    """Give the date that words mean, and whether that is a guess; None where they mean none."""
    words = " ".join(words.split())
    if not words or len(words) > _LONGEST:
        return None
    found = stamps.read(_WORDS_BEFORE.sub("", words))
    named = found.edtf if found else None
    if named is None and (match := _ISO.match(words)):
        named = "-".join(match.groups())
    guessed = False
    if named is None:
        named, guessed = _foreign(words, language), _NUMBERS.search(words) is not None
    if named is None or not _is_plausible(named):
        return None
    return Date(named, words, found.basis if found and found.edtf else "stated"), guessed


def local(when: Date, *, others: Iterable[str], address: str | None) -> Date:
    """Give a date by its local day where what is written is the day in UTC."""
    moment = _moment(when.words)
    if moment is None or moment.utcoffset() != timedelta(0):
        return when
    for words in others:
        other = _moment(words)
        if other is not None and other == moment and other.utcoffset() != timedelta(0):
            return replace(when, edtf=other.date().isoformat())
    match = _IN_ADDRESS.search(address or "")
    named = "-".join(match.groups()) if match else ""
    if edtf.is_valid(named) and abs(date.fromisoformat(named) - moment.date()) <= timedelta(1):
        return replace(when, edtf=named)
    return when


def _moment(words: str | None) -> datetime | None:
    """Give the moment that words mean which have a time and a zone."""
    try:
        found = datetime.fromisoformat(words or "")
    except ValueError:
        return None
    return found if found.tzinfo else None


def _is_plausible(found: str) -> bool:
    return edtf.is_valid(found) and found not in _NEVER and int(found[:4]) >= _FIRST_YEAR


def _foreign(words: str, language: str | None) -> str | None:
    """Read what people write in their language; only where day, month and year are there."""
    parser = _parser(language.partition("-")[0]) if language and re.search(r"\d", words) else None
    if parser is None:
        return None
    try:
        found = parser.get_date_data(words)
    except (ValueError, OverflowError, TypeError):
        return None
    if found.date_obj is None or found.period not in ("day", "time"):
        return None
    result: str = found.date_obj.date().isoformat()
    return result


@cache
def _parser(language: str) -> "DateDataParser | None":
    from dateparser.date import DateDataParser

    try:
        return DateDataParser(languages=[language], settings=_SETTINGS)
    except ValueError:
        return None  # a language that it does not know
