"""A date as three columns, and how dates stand to each other in time.

A date is one value: its columns are compared and written together. What words mean is for
`dates` to say.
"""

from datetime import date

from factcheck.errors import BadInput
from factcheck.journal import Value
from factcheck.prose import edtf
from factcheck.records import Date, DateBasis
from factcheck.verbs.checks import choice, optional_line, values_of


def date_fields(prefix: str, when: Date | None) -> dict[str, Value]:
    """Give the columns of a date, all None without one; raise BadInput if it is no EDTF."""
    if when is None:
        return {f"{prefix}_edtf": None, f"{prefix}_words": None, f"{prefix}_basis": None}
    if when.edtf is not None:
        edtf.check(when.edtf)
    words = optional_line("date", when.words)
    if when.edtf is None and words is None:
        raise BadInput("words.empty", field="date")
    return {
        f"{prefix}_edtf": when.edtf,
        f"{prefix}_words": words,
        f"{prefix}_basis": choice("date", when.basis, values_of(DateBasis)),
    }


def date_of(edtf_text: str | None, words: str | None, basis: str | None) -> Date | None:
    """Give the date that three columns hold, None where they hold none."""
    if basis is None:
        return None
    return Date(edtf_text, words, "inferred" if basis == "inferred" else "stated")


def by_time(when: Date | None) -> tuple[bool, date, bool]:
    """Give a key that sorts by the first day a date may be; without one comes last.

    On one day what the text states comes before what was inferred.
    """
    if when is None or when.edtf is None or not edtf.is_valid(when.edtf):
        return True, date.max, False
    first, last = edtf.bounds(when.edtf)
    return False, first or last or date.max, when.basis == "inferred"
