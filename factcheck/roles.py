"""What the role of who acts permits: a lead's, a reviewer's, an annotator's.

A lead decides what the project is and who does what in it; a lead or reviewer defines labels and
link types; the registry of speakers and claims is everybody's, but in a blind project nobody
alters there what others made. A project in which nobody leads, as one made by hand, locks nobody
out: there all are leads. Whose layer one may alter is in `layers`, what one sees in `sight`.
"""

from sqlalchemy import select

from factcheck.access import Access
from factcheck.errors import NotAllowed
from factcheck.ids import GOLD, Id
from factcheck.journal import Edit
from factcheck.models import annotator, change, revision
from factcheck.store.database import Database

_DEFINED = ("label", "link_type")
_ROLES = frozenset({"lead", "reviewer"})


def leads(access: Access) -> bool:
    """Say whether who acts is a lead, read anew; all are where nobody is."""
    access.refresh()
    return access.actor.lead or not _is_led(access.database)


def defines(access: Access) -> bool:
    """Say whether who acts may define labels and link types: a lead or reviewer."""
    return leads(access) or access.actor.reviewer


def check_leads(access: Access) -> None:
    """Raise NotAllowed unless who acts is a lead."""
    if not leads(access):
        raise NotAllowed("role.lead")


def check_defines(access: Access) -> None:
    """Raise NotAllowed unless who acts is a lead or reviewer."""
    if not defines(access):
        raise NotAllowed("role.defines")


def check_registers(access: Access, kind: str, record: Id) -> None:
    """Raise NotAllowed if part of the registry is another's where who acts is blind to them."""
    if access.sight.limited and access.actor.id not in _makers(access.database, kind, record):
        raise NotAllowed("role.registry")


def check_may_take_back(access: Access, key: int, edits: list[Edit]) -> None:
    """Raise NotAllowed if a revision holds what the role of who acts no longer permits.

    `key` is the revision's, `edits` are those by which it would be taken back.
    """
    for edit in edits:
        if edit.kind == "project" or (edit.kind == "annotator" and edit.touched.keys() & _ROLES):
            check_leads(access)
        elif edit.kind in _DEFINED:
            check_defines(access)
    gold = select(change.c.position).where(change.c.revision == key, change.c.layer == GOLD)
    if access.database.one(gold.limit(1)) is not None:
        access.refresh()
        if not access.actor.reviewer:
            raise NotAllowed("layer.gold")


def _is_led(database: Database) -> bool:
    a = annotator.c
    return database.one(select(a.id).where(a.lead.is_(True)).limit(1)) is not None


def _makers(database: Database, kind: str, record: Id) -> set[Id]:
    c, r = change.c, revision.c
    making = c.record == record, c.kind == kind, c.verb == "insert", r.act == "edit"
    query = select(r.annotator).join_from(change, revision, c.revision == r.key).where(*making)
    return {row[0] for row in database.rows(query)}
