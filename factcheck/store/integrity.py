"""Whether a project is what it should be: the database, every span, every reference, the index.

It only reads, and says in sentences what is wrong; it mends nothing.
"""

from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from typing import TypedDict

from sqlalchemy import Column, ColumnElement, LargeBinary, String, and_, func, not_, or_, select

from factcheck import models as m
from factcheck.errors import Damaged, FactcheckError
from factcheck.ids import Id
from factcheck.index.check import index_problems
from factcheck.journal import Fields, read_fields
from factcheck.journal.invariants import check_furniture, check_spans
from factcheck.journal.pulling import head
from factcheck.journal.references import BEARERS
from factcheck.journal.writer import fields_of
from factcheck.store.columns import IdType, metadata
from factcheck.store.database import Database
from factcheck.texts import plural, text

_MOST = 100  # problems of one kind that are listed
_ID_BYTES = 16
Problems = Iterator[str]


class Checked(TypedDict):
    """What a check found; `problems` are sentences."""

    ok: bool
    problems: list[str]


def check(database: Database) -> Checked:
    """Check everything that the program relies on; takes a second per 10,000 articles or so."""
    problems = _found(database, _engine)
    mistyped = _found(database, _types)
    problems += mistyped
    if not mistyped:  # or the others would be about values that they cannot read
        for part in (_texts, _spans, _bearers, _history, index_problems):
            problems += _found(database, part)
    return {"ok": not problems, "problems": problems}


def _found(database: Database, part: Callable[[Database], Problems]) -> list[str]:
    found: list[str] = []
    try:
        with database.reading():
            found += part(database)
    except Damaged as error:
        found.append(str(error))
    more = len(found) - _MOST
    return [*found[:_MOST], plural("check.more", more)] if more > 0 else found


def _engine(database: Database) -> Problems:
    if database.dialect != "sqlite":
        return
    for (said,) in database.reader.exec_driver_sql("PRAGMA integrity_check").all():
        if said != "ok":
            yield text("check.engine", said=said)
    for row in database.reader.exec_driver_sql("PRAGMA foreign_key_check").all():
        yield text("check.dangling", kind=row[0], id=row[1], target=row[2])


def _types(database: Database) -> Problems:
    """Look for values of another type than their column's, which SQLite takes in any."""
    if database.dialect != "sqlite":
        return
    for table in metadata.sorted_tables:
        fits = [_is_of_type(column) for column in table.columns]
        row = database.one(select(*fits).where(not_(and_(*fits))).limit(1))
        if row is not None:
            wrong = (c for c, fitting in zip(table.columns, row, strict=True) if not fitting)
            yield from (text("check.type", table=table.name, column=c.name) for c in wrong)


def _is_of_type(column: Column[object]) -> ColumnElement[bool]:
    kept: ColumnElement[str] = func.typeof(column)
    if isinstance(column.type, IdType):
        fits = and_(kept == "blob", func.length(column) == _ID_BYTES)
    elif isinstance(column.type, LargeBinary):
        fits = kept == "blob"
    else:
        fits = kept == ("text" if isinstance(column.type, String) else "integer")
    return or_(kept == "null", fits) if column.nullable else fits


def _texts(database: Database) -> Problems:
    t = m.text.c
    for (sha,) in database.rows(select(t.sha256)):
        row = database.one(select(t.characters, t.length).where(t.sha256 == sha))
        assert row is not None
        if sha256(row.characters.encode()).digest() != sha or len(row.characters) != row.length:
            yield text("check.text", sha=sha.hex()[:16])


def _spans(database: Database) -> Problems:
    s, p, f = m.statement.c, m.span.c, m.furniture.c
    columns = (p.statement, p.role, p.start, p.end, p.exact, p.prefix, p.suffix)
    for record, characters in _articles(database):
        own = database.rows(select(s.id).where(s.article == record))
        spans: dict[Id, list[Fields]] = {row.id: [] for row in own}
        parts = select(*columns).join_from(m.span, m.statement, p.statement == s.id)
        for row in database.rows(parts.where(s.article == record)):
            # A damaged index may find a span's statement and not list it among the article's.
            spans.setdefault(row.statement, []).append(fields_of(row))
        for found, places in spans.items():
            yield from _said(partial(check_spans, characters, places), found)
        for row in database.rows(select(f.id, f.start, f.end).where(f.article == record)):
            judge = partial(check_furniture, len(characters), row.start, row.end)
            yield from _said(judge, row.id)


def _articles(database: Database) -> Iterator[tuple[Id, str]]:
    t = m.text.c
    for record, sha in database.rows(select(m.article.c.id, m.article.c.text)):
        characters = database.scalar(select(t.characters).where(t.sha256 == sha))
        if isinstance(characters, str):
            yield record, characters


def _said(judge: Callable[[], None], record: Id) -> Problems:
    try:
        judge()
    except FactcheckError as error:
        yield text("check.record", id=record, why=error)


def _bearers(database: Database) -> Problems:
    """Look for what hangs on nothing: no key holds it, and what it derives from may be outside."""
    for table in (m.attribute, m.derivation):
        owner = table.c.record
        lost = select(table.c.id).where(
            *(owner.not_in(select(m.KINDS[kind].c.id)) for kind in BEARERS)
        )
        for (record,) in database.rows(lost):
            yield text("check.dangling", kind=table.name, id=record, target="record")


def _history(database: Database) -> Problems:
    r, c = m.revision.c, m.change.c
    newest, found = head(database), database.scalar(select(func.count(r.number)))
    if newest != found:
        yield text("check.revisions", newest=newest, found=found)
    for (key,) in database.rows(select(r.key)):
        kept = select(c.kind, c.before, c.after).where(c.revision == key, c.verb != "insert")
        for row in database.rows(kept):
            try:
                read_fields(row.kind, row.before)
                read_fields(row.kind, row.after)
            except FactcheckError as error:
                yield text("check.record", id=key, why=error)
