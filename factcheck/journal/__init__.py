"""The one door for writes: edits, compared and written in one transaction, and remembered.

Nothing else in the program changes what is stored. Verbs build edits; `Journal.apply` writes them
as a revision; batches do so in parts. What must hold is judged in `factcheck.journal.invariants`.
"""

from factcheck.journal.changes import read_fields, written_fields
from factcheck.journal.edits import Edit, Fields, Value, deleted, inserted, updated
from factcheck.journal.journal import Journal
from factcheck.journal.writer import Writer

__all__ = [
    "Edit",
    "Fields",
    "Journal",
    "Value",
    "Writer",
    "deleted",
    "inserted",
    "read_fields",
    "updated",
    "written_fields",
]
