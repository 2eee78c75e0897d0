"""Queries by many ids that are compiled once, for the few that every gesture asks.

Building and compiling one anew costs as much as a commit. Lots are filled up to a few sizes, so
that few forms are compiled. Rows come as the driver gives them: ids as `Id`, truth as a number on
SQLite.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Dialect, Select, bindparam
from sqlalchemy.sql.compiler import SQLCompiler

from factcheck.journal.writer import Writer
from factcheck.store.lots import AT_ONCE, lots

_SIZES = (1, 2, 4, 16, 100, AT_ONCE)


class Lookup:
    """A query for the rows whose column holds one of some values, and its compiled forms."""

    def __init__(self, query: Select[Any], column: ColumnElement[Any]) -> None:
        self._query = query.where(column.in_(bindparam("wanted", expanding=True)))
        self._forms: dict[tuple[str, int], str] = {}

    def rows(self, writer: Writer, wanted: Collection[object]) -> list[tuple[object, ...]]:
        """Give the rows for any number of values, in no order."""
        found: list[tuple[object, ...]] = []
        for lot in lots(wanted):
            size = next(size for size in _SIZES if size >= len(lot))
            sql = self._forms.get((writer.dialect.name, size)) or self._form(writer.dialect, size)
            found += writer.fetch(sql, (*lot, *lot[:1] * (size - len(lot))))
        return found

    def _form(self, dialect: Dialect, size: int) -> str:
        compiled = self._query.params(wanted=[b""] * size).compile(
            dialect=dialect, compile_kwargs={"render_postcompile": True}
        )
        assert isinstance(compiled, SQLCompiler)
        assert len(compiled.positiontup or ()) == size, "nothing but the values may vary"
        self._forms[dialect.name, size] = str(compiled)
        return str(compiled)
