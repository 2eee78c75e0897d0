"""The first rows of a project: itself, who made it, and the labels that every project has.

They are no revision, so that nobody can undo the project away.
"""

from sqlalchemy import Connection, insert

from factcheck import builtin
from factcheck.ids import Id
from factcheck.journal.edits import Edit, inserted
from factcheck.journal.writer import Writer
from factcheck.models import SCHEMA, project
from factcheck.prose.fold import FOLD_VERSION


def begin_project(
    connection: Connection, title: str, layering: str, *, joining: list[Edit]
) -> None:
    """Write the first rows of a new project; `joining` are the edits by which its first join."""
    values = {
        "id": Id.new(),
        "title": title,
        "layering": layering,
        "blind": False,
        "head": 0,
        "schema": SCHEMA,
        "fold_version": FOLD_VERSION,
    }
    connection.execute(insert(project), values)
    labels = [inserted(kind, record, fields) for kind, record, fields in builtin.rows()]
    Writer(connection).write([*joining, *labels], {})
