"""The schema of a project: how it is made, and brought from an older number to the present one.

A migration never runs beside anything else that has the project open. What it changed in the
meaning of a field it names in `BARRIERS`, so that undo does not cross it.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from factcheck.index.keep import create_index
from factcheck.store.columns import metadata
from factcheck.store.history_tables import hidden

#: The newest of the revisions in `versions/`, as Alembic names it.
HEAD = "0002"

#: For each schema number, the `kind.field`s whose older values mean something else since.
BARRIERS: Mapping[int, frozenset[str]] = {}


def create_schema(connection: Connection) -> None:
    """Make all tables in the caller's transaction, just as the migrations would."""
    if connection.dialect.name == "postgresql":
        # Not where the index is: it loads the dialect, without which most projects do.
        options = hidden.dialect_options
        options["postgresql"]["where"] = options["sqlite"]["where"]
    metadata.create_all(connection, checkfirst=False)
    create_index(connection)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, "
        "\n\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)"
    )
    connection.exec_driver_sql(f"INSERT INTO alembic_version (version_num) VALUES ('{HEAD}')")
