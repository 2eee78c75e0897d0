"""What opening a project puts right before anybody looks: nothing that a person did.

Rows of imports whose program died, and a search index made by older rules.
"""

from sqlalchemy import select

from factcheck.index.keep import rebuild
from factcheck.intake.batches import sweep
from factcheck.journal import Journal
from factcheck.models import project
from factcheck.prose.fold import FOLD_VERSION


def put_right(journal: Journal) -> None:
    """Sweep dead batches and renew the index where its rules changed; raise Busy."""
    database = journal.database
    if database.read_only:
        return
    sweep(journal)
    version = select(project.c.fold_version)
    if database.scalar(version) != FOLD_VERSION:
        with journal.transaction() as writer:
            if writer.read(version.with_for_update())[0][0] != FOLD_VERSION:
                rebuild(writer.connection)
