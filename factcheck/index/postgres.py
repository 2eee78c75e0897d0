"""The search index in PostgreSQL: a `tsvector` beside each passage and entry, under GIN.

Decides how words, keys and ranks look in SQL; what is indexed and when is `keep`'s business.
The vectors are written here word by word: PostgreSQL's own parser keeps "1.5" or "kremlin.ru" as
one word and depends on the server's locale.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from factcheck.prose.query import Term

LONGEST_WORD = 100  # So that 2,000 words of any script stay below the 1 MB of a tsvector.
_TABLES = ("passage", "entry")


def create(connection: Connection) -> None:
    """Make what PostgreSQL needs beside the columns of `passage` and `entry`."""
    for table in _TABLES:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN words tsvector NOT NULL")
        # With `fastupdate` the first searches after an import would wait for the pending list.
        connection.exec_driver_sql(
            f"CREATE INDEX ix_{table}_words ON {table} USING gin (words) WITH (fastupdate = off)"
        )
    connection.exec_driver_sql("CREATE INDEX ix_passage_later ON passage (text) WHERE start > 0")


def clear(connection: Connection) -> None:
    """Empty the index and its tables."""
    for table in _TABLES:
        connection.exec_driver_sql(f"DELETE FROM {table}")


def add_passages(connection: Connection, rows: Iterable[tuple[bytes, int, int, str]]) -> None:
    """Index passages: their text's sha256, start, end and indexed words."""
    values = [(text, start, end, _vector(words)) for text, start, end, words in rows]
    if values:
        connection.exec_driver_sql(
            'INSERT INTO passage (text, start, "end", words) VALUES (%s, %s, %s, %s::tsvector)',
            values,
        )


def drop_passages(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    """Take passages out of the index: their keys and the words that were indexed."""
    if rows:
        keys = [(key,) for key, _ in rows]
        connection.exec_driver_sql('DELETE FROM passage WHERE "key" = %s', keys)


def add_entries(connection: Connection, rows: Iterable[tuple[str, bytes, str]]) -> None:
    """Index records: their kind, id and indexed words."""
    values = [(kind, record, words, _vector(words)) for kind, record, words in rows]
    if values:
        connection.exec_driver_sql(
            "INSERT INTO entry (kind, record, folded, words) VALUES (%s, %s, %s, %s::tsvector)",
            values,
        )


def drop_entries(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    """Take records out of the index: their entries' keys and folded words."""
    if rows:
        keys = [(key,) for key, _ in rows]
        connection.exec_driver_sql('DELETE FROM entry WHERE "key" = %s', keys)


def expression(terms: Iterable[Term]) -> str:
    """Write terms as a `tsquery`; folded words hold nothing that it could misread."""
    written = []
    for term in terms:
        parts = [f"'{word[:LONGEST_WORD]}'" for word in term.words]
        if term.prefix:
            parts[-1] += ":*"
        written.append("(" + " <-> ".join(parts) + ")")
    return " & ".join(written)


def matches(table: str) -> str:
    """Give the SQL of `key` and `rank` (less is better) of all rows that match `:query`."""
    return (
        f'SELECT "key", -ts_rank(words, CAST(:query AS tsquery)) AS rank FROM {table} '
        "WHERE words @@ CAST(:query AS tsquery)"
    )


def size(table: str) -> str:
    """Give the SQL that counts the rows the index holds."""
    return f"SELECT count(*) FROM {table}"


def _vector(words: str) -> str:
    places: dict[str, list[str]] = {}
    for place, word in enumerate(words.split(), 1):
        places.setdefault(word[:LONGEST_WORD], []).append(str(place))
    return " ".join(f"{word}:{','.join(at)}" for word, at in places.items())
