"""Whether the search index holds what it should: every text, every record, nothing else.

It only reads, and says in sentences what is wrong; `search_index.rebuild` mends all of it. Whoever
asks has looked that all values are of their columns' types.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy import text as sql

from factcheck import models as m
from factcheck.index.keep import INDEXED, engine_of, words_of
from factcheck.index.texts import matching, number
from factcheck.prose.fold import FOLD_VERSION
from factcheck.prose.passages import OVERLAP, passages
from factcheck.prose.query import Term
from factcheck.store.database import Database
from factcheck.store.lots import lots
from factcheck.texts import text

_PROBES = 500  # Rows whose words are looked up in the index itself.
_AT_ONCE = 50


def index_problems(database: Database) -> Iterator[str]:
    """Say what the index lacks, or holds beyond what there is."""
    if database.scalar(select(m.project.c.fold_version)) != FOLD_VERSION:
        yield text("check.search.version")
        return
    yield from _texts(database)
    for kind in INDEXED:
        yield from _records(database, kind)
    p, e = m.passage.c, m.entry.c
    for table, indexed in (("passage", p.key), ("entry", e.key)):
        rows = database.scalar(select(func.count(indexed)))
        held = database.scalar(sql(engine_of(database.dialect).size(table)))
        if rows != held:
            yield text("check.search.size", held=held, rows=rows)
    pieces = select(p.key, m.text.c.characters, p.start, p.end).join_from(m.passage, m.text)
    for key, characters, start, end in database.rows(_spread(database, pieces, p.key)):
        for first in islice(passages(characters[start:end]), 1):
            yield from _probed(database, "passage", key, first.indexed)
    for key, folded in database.rows(_spread(database, select(e.key, e.folded), e.key)):
        yield from _probed(database, "entry", key, folded)


def _texts(database: Database) -> Iterator[str]:
    p, t = m.passage.c, m.text.c
    shas = [row[0] for row in database.rows(select(t.sha256))]
    for lot in lots(shas, _AT_ONCE):
        places: dict[bytes, list[tuple[int, int]]] = {sha: [] for sha in lot}
        cut = select(p.text, p.start, p.end).where(p.text.in_(lot)).order_by(p.start)
        for row in database.rows(cut):
            places[row.text].append((row.start, row.end))
        for sha, characters in database.rows(
            select(t.sha256, t.characters).where(t.sha256.in_(lot))
        ):
            if places[sha] != [(one.start, one.end) for one in passages(characters)]:
                yield text("check.search.text", sha=sha.hex()[:16])


def _records(database: Database, kind: str) -> Iterator[str]:
    e, record = m.entry.c, m.KINDS[kind].c.id
    ids = [row[0] for row in database.rows(select(record))]
    for lot in lots(ids):
        wanted = words_of(database.reader, kind, lot)
        rows = database.rows(select(e.record, e.folded).where(e.record.in_(lot)))
        held = {row.record: row.folded for row in rows}
        for one in lot:
            if wanted[one] != held.get(one):
                yield text("check.search.record", kind=kind, id=one)
    for (one,) in database.rows(
        select(e.record).where(e.kind == kind, e.record.not_in(select(record)))
    ):
        yield text("check.search.gone", kind=kind, id=one)


def _spread(database: Database, rows: Select[Any], key: ColumnElement[int]) -> Select[Any]:
    """Narrow rows down to some of them, spread evenly."""
    newest = number(database, select(func.coalesce(func.max(key), 0)))
    return rows.where(key % max(1, newest // _PROBES) == 0)


def _probed(database: Database, table: str, key: int, words: str) -> Iterator[str]:
    first = words.partition("\ue000")[0].split()[:OVERLAP]
    if first:
        hit = matching(database, table, [Term(tuple(first))])
        if not database.rows(select(hit.c.key).where(hit.c.key == key)):
            yield text("check.search.words", table=table, key=key)
