"""What becomes of statements in a later edition, as rows of a list and in one line of counts.

What asks for a look comes first. It turns a report into words and asks no project.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from factcheck.carrying.report import Carried, CarryReport, Kind
from ui.claim_pane.views import quoted
from ui.sheets.records import Entry
from ui.texts import tr, tr_n

SHOWN: Final = 500  # rows; of more the rest is counted
_LOOKS: Final[dict[Kind, tuple[str, str]]] = {
    "lost": ("minus", "contradiction"),
    "uncertain": ("warning", "contradiction"),
    "moved": ("forward", "accent"),
    "same": ("check", "confirmation"),
    "there": ("check", "mute"),
}


def entries(report: CarryReport) -> Sequence[Entry]:
    """Give a row for each statement, by kind and then by place, as many as are shown."""
    order = list(_LOOKS)
    told = sorted(report.carried, key=lambda one: (order.index(_shown(one)), not _is_altered(one)))
    return [_entry(one) for one in told[:SHOWN]]


def counted(report: CarryReport) -> str:
    """Say in one line how many statements became what."""
    counts = report.counts
    return " · ".join(
        tr_n(f"edition.count.{kind}", counts[kind]) for kind in _LOOKS if counts[kind]
    )


def _shown(one: Carried) -> Kind:
    """Give what a row tells: of what was carried over before how that went, where it is known."""
    return one.was or one.kind


def _entry(one: Carried) -> Entry:
    glyph, role = _LOOKS[_shown(one)]
    return Entry(one.statement, one.old.words, _detail(one), glyph, role, serif=True)


def _is_altered(one: Carried) -> bool:
    return one.new is not None and one.new.words != one.old.words


def _detail(one: Carried) -> str:
    parts = [tr(f"edition.kind.{_shown(one)}")]
    if one.new is not None and _is_altered(one):
        parts.append(tr("edition.now", words=quoted(one.new.words)))
    if one.left_out:
        roles = ", ".join(tr(f"edition.role.{role}") for role in one.left_out)
        parts.append(tr("edition.left_out", roles=roles))
    return " · ".join(parts)
