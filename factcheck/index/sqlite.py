"""The search index in SQLite: two FTS5 tables without a copy of the words they index.

Decides how words, keys and ranks look in SQL; what is indexed and when is `keep`'s business.
FTS5's own `ascii` tokenizer is exact here, for a folded text holds nothing but words and spaces.
Rows are written below SQLAlchemy, whose own part in it costs more than SQLite's.
"""

from collections.abc import Iterable, Sequence
from itertools import count

from sqlalchemy import Connection

from factcheck.prose.query import Term
from factcheck.store.sqlite import driver_of

_TABLES = ("passage", "entry")
# Articles come by the hundred. FTS5 as it is would cut what one transaction brings of them into
# pieces, and put these together again and again: a quarter of the time of an import.
_OF_PASSAGES = {"hashsize": 4 << 20, "automerge": 16}


def create(connection: Connection) -> None:
    """Make what SQLite needs beside the tables `passage` and `entry`."""
    for table in _TABLES:
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5(words, content='', tokenize='ascii')"
        )
    for option, value in _OF_PASSAGES.items():
        connection.exec_driver_sql(
            "INSERT INTO passage_fts (passage_fts, rank) VALUES (?, ?)", (option, value)
        )
    connection.exec_driver_sql("CREATE INDEX ix_passage_later ON passage (text) WHERE start > 0")


def clear(connection: Connection) -> None:
    """Empty the index and its tables."""
    for table in _TABLES:
        connection.exec_driver_sql(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('delete-all')")
        connection.exec_driver_sql(f"DELETE FROM {table}")


def add_passages(connection: Connection, rows: Iterable[tuple[bytes, int, int, str]]) -> None:
    """Index passages: their text's sha256, start, end and indexed words."""
    keyed = list(zip(count(_next(connection, "passage")), rows, strict=False))
    if not keyed:
        return
    driver_of(connection).executemany(
        'INSERT INTO passage ("key", text, start, "end") VALUES (?, ?, ?, ?)',
        [(key, *row[:3]) for key, row in keyed],
    )
    _index(connection, "passage", [(key, row[3]) for key, row in keyed])


def drop_passages(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    """Take passages out of the index: their keys and the very words that were indexed."""
    if rows:
        _unindex(connection, "passage", rows)


def add_entries(connection: Connection, rows: Iterable[tuple[str, bytes, str]]) -> None:
    """Index records: their kind, id and indexed words."""
    keyed = list(zip(count(_next(connection, "entry")), rows, strict=False))
    if not keyed:
        return
    driver_of(connection).executemany(
        'INSERT INTO entry ("key", kind, record, folded) VALUES (?, ?, ?, ?)',
        [(key, *row) for key, row in keyed],
    )
    _index(connection, "entry", [(key, row[2]) for key, row in keyed])


def drop_entries(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    """Take records out of the index: their entries' keys and folded words."""
    if rows:
        _unindex(connection, "entry", rows)


def expression(terms: Iterable[Term]) -> str:
    """Write terms as FTS5 has them; folded words hold nothing that it could misread."""
    return " AND ".join(f'"{" ".join(term.words)}"{" *" if term.prefix else ""}' for term in terms)


def matches(table: str) -> str:
    """Give the SQL of `key` and `rank` (less is better) of all rows that match `:query`."""
    return f'SELECT rowid AS "key", rank FROM {table}_fts WHERE {table}_fts MATCH :query'


def size(table: str) -> str:
    """Give the SQL that counts the rows the index holds."""
    return f"SELECT count(*) FROM {table}_fts_docsize"


def _next(connection: Connection, table: str) -> int:
    (newest,) = driver_of(connection).execute(f'SELECT max("key") FROM {table}').fetchone()
    return int(newest or 0) + 1


def _index(connection: Connection, table: str, rows: Sequence[tuple[int, str]]) -> None:
    sql = f"INSERT INTO {table}_fts (rowid, words) VALUES (?, ?)"
    driver_of(connection).executemany(sql, rows)


def _unindex(connection: Connection, table: str, rows: Sequence[tuple[int, str]]) -> None:
    driver = driver_of(connection)
    sql = f"INSERT INTO {table}_fts ({table}_fts, rowid, words) VALUES ('delete', ?, ?)"
    driver.executemany(sql, rows)
    driver.executemany(f'DELETE FROM {table} WHERE "key" = ?', [(key,) for key, _ in rows])
