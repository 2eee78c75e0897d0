"""The versions of a project's label guide, from its history, for the card of a dataset.

Who reads a dataset must see by which words it was annotated, also before these were changed. Words
change with every pause in typing, so a version is what a day of changes left.
"""

from sqlalchemy import select

from factcheck.formats.bundle import GuideVersion
from factcheck.ids import Id
from factcheck.journal import read_fields
from factcheck.models import change, revision
from factcheck.store.database import Database

_c, _r = change.c, revision.c
_DAY = len("2026-01-31")


def guide_versions(database: Database, project: Id) -> tuple[GuideVersion, ...]:
    """Give the guide as each day of changes left it, oldest first; none if it never changed."""
    query = (
        select(_r.number, _r.made_at, _c.kind, _c.after)
        .join(revision, _c.revision == _r.key)
        # A project has one row of its own, so its id finds the few changes of it.
        .where(_c.record == project, _r.number.is_not(None))
        .order_by(_r.number, _c.position)
    )
    found: dict[str, GuideVersion] = {}
    for number, made_at, kind, after in database.rows(query):
        fields = read_fields(kind, after) or {}
        if "guide" in fields:
            words = str(fields["guide"])
            found[made_at[:_DAY]] = GuideVersion(number, made_at[:_DAY], words)
    return tuple(found.values())
