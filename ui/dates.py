"""Dates as the window shows them; what a date means, the core knows."""

from __future__ import annotations

from datetime import datetime

from factcheck.prose import edtf
from factcheck.records import Date
from ui.texts import tr


def date_shown(date: Date | None) -> str:
    """Give a date in short words, "about" where it was inferred; empty where there is none."""
    return edtf.shown(date) if date is not None else ""


def moment_shown(moment: str) -> str:
    """Give a moment (ISO 8601) as today's time or a day; empty where there is none."""
    try:
        then = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return ""
    if then.date() == datetime.now().astimezone().date():
        return tr("moments.today", time=f"{then:%H:%M}")
    return edtf.shown(Date(f"{then:%Y-%m-%d}"))
