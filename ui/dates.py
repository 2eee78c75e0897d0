"""Dates as the window shows them; what a date means, the core knows."""

from __future__ import annotations

from factcheck.records import Date
from ui.texts import tr


def date_shown(date: Date | None) -> str:
    """Give a date in short words, "about" where it was inferred; empty where there is none."""
    if date is None:
        return ""
    from factcheck.dates import shown

    if date.edtf is None:
        return date.words or ""
    words = shown(date.edtf)
    return tr("dates.about", date=words) if date.basis == "inferred" else words
