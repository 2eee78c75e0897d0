"""Asking for another look at statements whose label or claim came to mean something else.

One's own may be flagged, and everybody's by a lead or reviewer, for it is they who define.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement

from factcheck import models
from factcheck.access import Access
from factcheck.errors import NotAllowed
from factcheck.ids import Id
from factcheck.journal import Edit
from factcheck.layers import may_alter
from factcheck.queries.rows import Row, altered, an_id, by_ids, row_id, where
from factcheck.roles import defines


def flaggable(access: Access, condition: ColumnElement[bool]) -> list[Id]:
    """Give the statements under a condition that who acts may flag and that are not flagged."""
    found = where(
        access.database, models.statement, condition, models.statement.c.flagged.is_(False)
    )
    return [row_id(row) for row in _those_to_flag(access, found)]


def flagging(access: Access, statements: Iterable[Id]) -> list[Edit]:
    """Give the edits that flag statements; those gone are left out.

    Raises NotAllowed for one that who acts may not flag.
    """
    rows = by_ids(access.database, models.statement, dict.fromkeys(statements)).values()
    if len(_those_to_flag(access, rows)) < len(rows):
        raise NotAllowed("statement.flag_others")
    return [edit for row in rows for edit in altered("statement", row, {"flagged": True})]


def _those_to_flag(access: Access, rows: Collection[Row]) -> Collection[Row]:
    if not rows or defines(access):
        return rows
    return [row for row in rows if may_alter(access, an_id(row["annotator"]))]
