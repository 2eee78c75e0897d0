"""Whose statements and links the person who acts may alter.

One's own layer, the shared one where the project has one, gold as a reviewer; nobody else's.
It decides nothing of what may be seen.
"""

from collections.abc import Iterable

from sqlalchemy import select

from factcheck.access import Access
from factcheck.errors import NotAllowed
from factcheck.ids import GOLD, SHARED, Id
from factcheck.models import annotator
from factcheck.queries.rows import Row, an_id


def may_alter(access: Access, layer: Id) -> bool:
    """Say whether who acts may alter what is in a layer."""
    if layer in (access.layer.id, access.actor.id):
        return True
    if layer == SHARED:
        return access.layering == "shared"
    return layer == GOLD and access.actor.reviewer


def check_may_alter(access: Access, rows: Iterable[Row]) -> None:
    """Raise NotAllowed if a statement or link is in a layer that who acts may not alter."""
    for row in rows:
        check_may_alter_layer(access, an_id(row["annotator"]))


def check_may_alter_layer(access: Access, layer: Id) -> None:
    """Raise NotAllowed if who acts may not alter what is in a layer."""
    if not may_alter(access, layer):
        if layer == GOLD:
            raise NotAllowed("layer.gold")
        raise NotAllowed("layer.others", name=_name(access, layer))


def check_reviewer(access: Access) -> None:
    """Raise NotAllowed unless who acts is a reviewer now, whatever they were at the opening."""
    access.refresh()
    if not access.actor.reviewer:
        raise NotAllowed("review.not_reviewer")


def _name(access: Access, layer: Id) -> str:
    return str(access.database.scalar(select(annotator.c.name).where(annotator.c.id == layer)))
